package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.op.UnaryRule;
import org.platen.inference.program.Node;

/**
 * Jointly Normal variables integrated out of a model's density at some values of everything that is estimated. What is left are factors of the discrete
 * variables; what was integrated out has a Normal posterior for each of their values.
 */
public final class Integration {

    private final Joint joint;
    private final Densities densities;
    private final Lowering lowering;
    private final List<Factor> factors = new ArrayList<>();
    private final Map<Term, GaussianIntegral> byTerm = new LinkedHashMap<>();
    private final List<GaussianIntegral> integrals = new ArrayList<>();

    Integration(Joint joint, Lowering lowering, Map<Term, Expr> instead) {
        this.joint = joint;
        this.densities = new Densities(joint, instead);
        this.lowering = lowering;
        List<Term> all = Term.of(joint.model());
        for (GaussianGroup group : GaussianGroup.of(
                joint.model(), joint.layout().binding(), joint.roles().integrated())) {
            Affine symbols = GaussianGroup.affine(joint.model(), group.variables());
            List<Term> terms = all.stream()
                    .filter(term -> GaussianGroup.isIn(term, symbols))
                    .toList();
            GaussianIntegral integral = new GaussianIntegral(densities, lowering, group, terms);
            terms.forEach(term -> byTerm.put(term, integral));
            integrals.add(integral);
        }
        all.stream()
                .filter(term -> !byTerm.containsKey(term))
                .map(term -> densities.factor(lowering, term))
                .forEach(factors::add);
        integrals.forEach(integral -> factors.addAll(integral.factors()));
        factors.addAll(joint.evidence());
    }

    /** The factors of what is not integrated out. */
    public List<Factor> factors() {
        return factors;
    }

    /** The lowering with what is integrated out at its posterior mean. */
    public Lowering atMean() {
        return lowering.with(means());
    }

    private Map<Symbol, Value> means() {
        Map<Symbol, Value> means = new LinkedHashMap<>();
        integrals.forEach(integral -> means.putAll(integral.means()));
        return means;
    }

    /**
     * How an affine quantity varies with what is integrated out of a term: one more dimension, of the directions of the posterior's spread, over which the
     * squares sum to the variance.
     *
     * @return null when the quantity does not depend on it
     */
    public @Nullable Value roots(Term term, Function<Lowering, Value> quantity) {
        GaussianIntegral integral = byTerm.get(term);
        if (integral == null) {
            return null;
        }
        boolean pair = integral.isPair(term);
        Set<Label> labels = new LinkedHashSet<>(integral.labels());
        labels.add(integral.directions(pair));
        Probes probes = new Probes(joint, integral.group(), List.copyOf(labels), pair);
        Value value = joint.restricted(term, quantity.apply(lowering.with(probes.symbols())));
        return probes.along(value, integral.posterior().roots(pair));
    }

    /** The variance of an affine quantity, given the discrete variables; nothing when it does not depend on what is integrated out. */
    Optional<Value> variance(Term term, Function<Lowering, Value> quantity) {
        return Optional.ofNullable(roots(term, quantity)).map(roots -> {
            Scope scope = joint.scope();
            Value sum = scope.unary(UnaryRule.SQUARE, roots);
            for (Label label : roots.labels()) {
                if (label instanceof Label.OfDirection) {
                    int dim = sum.labels().indexOf(label);
                    Node node = scope.algebra().sum(sum.node(), List.of(dim));
                    sum = scope.drop(node, sum.labels(), label, sum.eventRank());
                }
            }
            return sum;
        });
    }

    /** The expected log density of a term at other values of what is estimated, {@code at}, under the posterior found here. */
    public Factor expected(Lowering at, Term term) {
        GaussianIntegral integral = byTerm.get(term);
        if (integral == null) {
            return densities.factor(at, term);
        }
        Factor factor = densities.factor(at.with(integral.points(term)), term);
        Scope scope = joint.scope();
        Label.OfDirection points = integral.points(integral.isPair(term));
        int dim = factor.value().labels().indexOf(points);
        if (dim < 0) {
            return factor;
        }
        var sum = scope.algebra().sum(factor.value().node(), List.of(dim));
        var mean = scope.algebra().times(sum, 1.0 / points.size());
        return new Factor(term, scope.drop(mean, factor.value().labels(), points, 0), factor.axes());
    }

    /** The posterior mean and covariance of a variable that is integrated out, given the discrete ones. */
    public Conditional posterior(RandomVariable variable) {
        return integral(variable).posterior(variable);
    }

    /**
     * The same given only what touches the instants up to each, along the chain that it is Markov on.
     *
     * @throws ModelException when it moves along no chain, or is integrated out at all instants at once
     */
    public Conditional filtered(RandomVariable variable) {
        return integral(variable).filtered(variable);
    }

    /** What draws of latent variables are made by. */
    public List<NormalVectors> vectors() {
        return integrals.stream()
                .filter(one -> one.group().variables().stream().anyMatch(variable -> !variable.isObserved()))
                .map(one -> one.vectors(factors))
                .toList();
    }

    private GaussianIntegral integral(RandomVariable variable) {
        return integrals.stream()
                .filter(one -> one.group().variables().contains(variable))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + variable.name() + "' is not integrated out"));
    }

    /** The variables that elements of a plate have in common, since they are integrated out of several of them at once. */
    public List<RandomVariable> sharedAlong(Axis axis) {
        return byTerm.entrySet().stream()
                .filter(use -> use.getKey().axes().contains(axis)
                        && !use.getValue().group().axes().contains(axis))
                .flatMap(use -> use.getValue().group().variables().stream())
                .distinct()
                .toList();
    }

    /** How wide each group's posterior is in all, by the names of its variables: not a number where it is improper. */
    public Map<String, Node> logVolumes() {
        Map<String, Node> volumes = new LinkedHashMap<>();
        for (GaussianIntegral integral : integrals) {
            Node node = integral.posterior().logVolume().node();
            Node sum = joint.scope()
                    .algebra()
                    .sumProduct(
                            node,
                            joint.scope().algebra().number(1),
                            IntStream.range(0, node.type().rank()).boxed().toList(),
                            node.type().rows());
            volumes.put(integral.group().toString(), joint.scope().algebra().reshape(sum, List.of()));
        }
        return volumes;
    }
}
