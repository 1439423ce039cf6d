package org.platen.inference.amortized;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.model.RandomVariable;
import org.platen.inference.lower.Factor;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Label;
import org.platen.inference.lower.Lowering;
import org.platen.inference.lower.Scope;
import org.platen.inference.lower.Term;
import org.platen.inference.lower.Value;
import org.platen.inference.op.Algebra;
import org.platen.inference.op.BinaryRule;
import org.platen.inference.program.Node;

/**
 * The evidence lower bound of a batch as a program, per row of the data: reconstruction less divergence. All results are single numbers, averages over the rows of
 * the batch; what has no rows counts once for the whole data.
 */
final class Bound {

    private final Joint joint;
    private final Approximations approximations;
    private final Objective objective;
    private final Scope scope;
    private final Algebra algebra;
    private final Lowering lowering;
    private final Enumerated enumerated;
    private final List<Factor> rest = new ArrayList<>();
    private final Map<RandomVariable, Value> divergences = new LinkedHashMap<>();

    /**
     * The parts of a bound.
     *
     * @param loss what is made small: minus the bound, divergences weighted, and the classifier's part
     * @param reconstruction expected log density of what is observed
     * @param divergence of the approximation from the prior, unweighted; 0 where draws are weighted by importance
     */
    record Parts(Node loss, Node reconstruction, Node divergence) {}

    private Bound(Joint joint, Approximations approximations, Set<RandomVariable> guided, Objective objective) {
        this.joint = joint;
        this.approximations = approximations;
        this.objective = objective;
        this.scope = joint.scope();
        this.algebra = scope.algebra();
        this.lowering = approximations.lowering();
        List<Factor> factors = joint.factors(lowering);
        this.enumerated = new Enumerated(joint, approximations, guided, factors);
        factors.forEach(this::sort);
    }

    /** @param weight of the divergences */
    static Parts of(
            Joint joint, Approximations approximations, Set<RandomVariable> guided, Objective objective, Node weight) {
        return objective.importanceWeighted()
                ? weighted(joint, approximations, guided, objective)
                : new Bound(joint, approximations, guided, objective).averaged(weight);
    }

    private static Parts weighted(
            Joint joint, Approximations approximations, Set<RandomVariable> guided, Objective objective) {
        Algebra algebra = joint.scope().algebra();
        LogWeights weights = LogWeights.of(joint, approximations);
        Node bound = algebra.times(weights.ofAll(), 1.0 / joint.layout().rows());
        if (weights.ofRows() != null) {
            Node draws = weights.ofRows();
            Node each = draws.type().rank() == 0
                    ? draws
                    : algebra.plus(
                            algebra.reshape(algebra.logSumExp(draws, List.of(0)), List.of()),
                            -Math.log(draws.type().dim(0)));
            bound = algebra.plus(bound, mean(algebra, each));
        }
        Node classifier =
                new Enumerated(joint, approximations, guided, joint.factors(approximations.lowering())).classifier();
        Node loss = algebra.minus(algebra.negate(bound), algebra.times(classifier, objective.classifier()));
        return new Parts(loss, bound, algebra.number(0));
    }

    /** Priors whose divergence can be told apart from what else there is go into it. */
    private void sort(Factor factor) {
        RandomVariable variable = factor.variable();
        Distribution own = approximations.distributions().get(variable);
        boolean prior = own != null && factor.term().part() == Term.Part.ALL && enumerated.sumsOver(factor.value());
        if (prior) {
            divergences.put(variable, divergence(variable, own));
        } else if (!enumerated.takes(factor)) {
            rest.add(factor);
        }
    }

    private Value divergence(RandomVariable variable, Distribution own) {
        Distribution prior = variable.distribution();
        Optional<Expr> closed = objective.closedForm() && approximations.isDrawnBefore(prior, variable)
                ? KullbackLeibler.of(own, prior)
                : Optional.empty();
        if (closed.isPresent()) {
            return lowering.lower(closed.get());
        }
        Value q = lowering.lower(own.elementwiseLogDensity(variable));
        Value p = lowering.lower(prior.elementwiseLogDensity(variable));
        return q.eventRank() == p.eventRank()
                ? scope.binary(BinaryRule.SUBTRACT, q, p)
                : scope.binary(BinaryRule.SUBTRACT, scope.sumEvent(q), scope.sumEvent(p));
    }

    private Parts averaged(Node weight) {
        approximations.distributions().forEach((latent, own) -> {
            if (!divergences.containsKey(latent)) {
                Value density = scope.sumEvent(lowering.lower(own.elementwiseLogDensity(latent)));
                rest.add(Factor.of(latent, scope.times(density, scope.number(-1))));
            }
        });
        double rows = joint.layout().rows();
        List<Factor> local = rest.stream()
                .filter(factor -> joint.layout().hasRows(factor.axes()))
                .toList();
        List<Factor> global = rest.stream()
                .filter(factor -> !joint.layout().hasRows(factor.axes()))
                .toList();
        Node reconstruction = algebra.times(LogWeights.total(joint, global), 1 / rows);
        if (!local.isEmpty()) {
            reconstruction = algebra.plus(reconstruction, mean(algebra, enumerated.expected(local)));
        }
        Node divergence = mean(algebra, enumerated.divergence());
        Node paid = divergence;
        for (Map.Entry<RandomVariable, Value> entry : divergences.entrySet()) {
            Node each = perNumber(entry.getKey(), entry.getValue());
            divergence = algebra.plus(divergence, total(each));
            Node least = objective.freeBits() == 0
                    ? each
                    : algebra.binary(BinaryRule.MAXIMUM, each, algebra.number(objective.freeBits()));
            paid = algebra.plus(paid, total(least));
        }
        Node loss = algebra.minus(algebra.times(weight, paid), reconstruction);
        loss = algebra.minus(loss, algebra.times(enumerated.classifier(), objective.classifier()));
        return new Parts(loss, reconstruction, divergence);
    }

    /** The divergence of every number of a variable, on average over the rows and draws. */
    private Node perNumber(RandomVariable variable, Value value) {
        boolean local = joint.layout().hasRows(variable.axes());
        Value expected = local ? enumerated.expected(value) : value;
        Node node = expected.node();
        for (int i = 0; i < expected.labels().size(); i++) {
            if (expected.labels().get(i) instanceof Label.OfSample) {
                node = algebra.times(
                        algebra.sum(node, List.of(i)), 1.0 / node.type().dim(i));
            }
        }
        // What is the same for all elements of a plate counts for each of them.
        double repeats = 1;
        for (Label label : joint.layout().labels(variable.axes())) {
            repeats *= expected.labels().contains(label)
                    ? 1
                    : joint.layout()
                            .binding()
                            .size(((Label.OfPlate) label).axis().plate());
        }
        Node each = local
                ? mean(algebra, node)
                : algebra.times(node, 1.0 / joint.layout().rows());
        return algebra.times(each, repeats);
    }

    private Node total(Node node) {
        List<Integer> all = IntStream.range(0, node.type().rank()).boxed().toList();
        return algebra.reshape(algebra.sum(node, all), List.of());
    }

    /** The average over the rows of the batch. */
    private static Node mean(Algebra algebra, @Nullable Node node) {
        if (node == null) {
            return algebra.number(0);
        }
        return node.type().rows() ? algebra.over(algebra.sumRows(node), algebra.rowCount()) : node;
    }
}
