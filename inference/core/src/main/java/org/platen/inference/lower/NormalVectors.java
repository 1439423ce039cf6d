package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Axis;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;

/**
 * What vectors of jointly Normal variables are drawn by. All nodes have dimensions for the elements that have a vector each, the instants of a chain innermost; at
 * neighbouring instants vectors depend on each other, else they are independent.
 *
 * @param size entries of a vector
 * @param instants of a chain; 1 where the vectors move along none
 * @param kinds one for each combination of values of the discrete variables that the vectors depend on
 * @param vectors the input that draws of the vectors go to
 * @param values of the latent variables, row-major over their plates and event, that the vectors in that input make
 */
public record NormalVectors(
        int size, int instants, List<Kind> kinds, String vectors, Map<RandomVariable, Node> values) {

    /** Copies. */
    public NormalVectors {
        kinds = List.copyOf(kinds);
    }

    /**
     * The vectors at certain values of the discrete variables.
     *
     * @param probability of these values
     * @param mean of each vector
     * @param factor a matrix R for each vector, with R Rᵀ its covariance
     * @param pairFactor the lower triangular factor of the covariance of the preceding vector and each; null where they move along no chain
     */
    public record Kind(
            Node probability,
            Node mean,
            Node factor,
            @Nullable Node pairFactor) {}

    /** @param factors what is left of the model's density, of the discrete variables */
    static NormalVectors of(
            Joint joint, GaussianGroup group, GroupVector vector, GaussianPosterior posterior, List<Factor> factors) {
        Axis chain = group.chain();
        Set<Axis> axes = new LinkedHashSet<>(group.axes());
        if (chain != null) {
            axes.remove(chain);
            axes.add(chain);
        }
        String name = "vectors of " + group;
        List<Integer> dims = new ArrayList<>(joint.layout().sizes(axes));
        dims.add(group.size());
        Node input = joint.scope().graph().input(name, new Type(false, dims));
        Value vectors = joint.scope().labelled(input, joint.layout().labels(axes), 1);
        Map<RandomVariable, Node> values = new LinkedHashMap<>();
        for (GaussianGroup.Member member : group.members()) {
            RandomVariable variable = member.variable();
            if (!variable.isObserved()) {
                values.put(variable, joint.overElements(variable.axes(), vector.part(vectors, member, 0)));
            }
        }
        int instants = chain == null ? 1 : joint.layout().binding().size(chain.plate());
        return new NormalVectors(group.size(), instants, kinds(joint, axes, posterior, factors), name, values);
    }

    private static List<Kind> kinds(Joint joint, Set<Axis> axes, GaussianPosterior posterior, List<Factor> factors) {
        Value pairs = posterior.pairFactor();
        List<Value> all = Stream.of(posterior.mean(), posterior.factor(), pairs)
                .filter(java.util.Objects::nonNull)
                .toList();
        List<Label.OfDomain> domains = joint.scope().union(all).stream()
                .filter(Label.OfDomain.class::isInstance)
                .map(Label.OfDomain.class::cast)
                .toList();
        UnaryOperator<Value> probability = value -> value;
        if (!domains.isEmpty()) {
            RandomVariable first = domains.get(0).variable();
            Average average = Average.of(joint, factors, List.of(new Average.Over(first, all)))
                    .get(0);
            probability = average::of;
        }
        int count = domains.stream()
                .mapToInt(domain -> Domains.size(domain.variable()))
                .reduce(1, (a, b) -> a * b);
        List<Kind> kinds = new ArrayList<>();
        for (int kind = 0; kind < count; kind++) {
            int which = kind;
            UnaryOperator<Value> at = value -> at(joint.scope(), domains, which, value);
            kinds.add(new Kind(
                    joint.overElements(axes, probability.apply(indicator(joint.scope(), domains, kind))),
                    joint.overElements(axes, at.apply(posterior.mean())),
                    joint.overElements(axes, at.apply(posterior.factor())),
                    pairs == null ? null : joint.overElements(axes, at.apply(pairs))));
        }
        return kinds;
    }

    /** 1 at one combination of values, counted with the last variable innermost, else 0. */
    private static Value indicator(Scope scope, List<Label.OfDomain> domains, int kind) {
        List<Integer> dims =
                domains.stream().map(domain -> Domains.size(domain.variable())).toList();
        double[] values = new double[dims.stream().reduce(1, (a, b) -> a * b)];
        values[kind] = 1;
        return scope.labelled(scope.graph().literal(values, dims), List.copyOf(domains), 0);
    }

    /** A value at one combination of values. */
    private static Value at(Scope scope, List<Label.OfDomain> domains, int kind, Value value) {
        Value found = value;
        int rest = kind;
        for (int i : IntStream.range(0, domains.size())
                .map(i -> domains.size() - 1 - i)
                .toArray()) {
            Label.OfDomain domain = domains.get(i);
            int size = Domains.size(domain.variable());
            int dim = found.labels().indexOf(domain);
            if (dim >= 0) {
                Node taken = scope.algebra().take(found.node(), dim, List.of(rest % size));
                found = scope.drop(taken, found.labels(), domain, found.eventRank());
            }
            rest /= size;
        }
        return found;
    }
}
