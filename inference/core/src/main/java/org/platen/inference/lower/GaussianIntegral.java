package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.model.Markov;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plates;
import org.platen.inference.op.BinaryRule;

/**
 * A group of jointly Normal variables integrated out of the terms that depend on it: what they weigh together, and the group's posterior given everything
 * else.
 */
final class GaussianIntegral {

    private final Joint joint;
    private final Densities densities;
    private final GaussianGroup group;
    private final GroupVector vector;
    private final Lowering lowering;
    private final List<Term> terms;
    private final @Nullable ChainPosterior chain;
    private final GaussianPosterior posterior;

    GaussianIntegral(Densities densities, Lowering lowering, GaussianGroup group, List<Term> terms) {
        this.joint = densities.joint();
        this.densities = densities;
        this.group = group;
        this.vector = new GroupVector(joint, group);
        this.lowering = lowering;
        this.terms = terms;
        Value precision = null;
        Value shift = null;
        Value pairPrecision = null;
        Value pairShift = null;
        for (Term term : terms) {
            group.requireFew(joint.layout(), term);
            Quadratic one = Quadratic.of(densities, lowering, group, term);
            if (one.pair()) {
                pairPrecision = plus(pairPrecision, one.precision());
                pairShift = plus(pairShift, one.shift());
            } else {
                precision = plus(precision, one.precision());
                shift = plus(shift, one.shift());
            }
        }
        Value known = known();
        if (known != null) {
            precision = plus(precision, diagonal(known));
        }
        this.chain = group.chain() == null
                ? null
                : new ChainPosterior(joint, group, precision, shift, pairPrecision, pairShift, known);
        this.posterior =
                chain == null ? GaussianPosterior.of(joint.scope(), group, precision, shift, known) : chain.smoothed();
    }

    private @Nullable Value plus(@Nullable Value x, Value y) {
        return x == null ? y : joint.scope().plus(x, y);
    }

    /** The densities of the terms at the group's posterior mean, and what the integral over the group is more than these. */
    List<Factor> factors() {
        Lowering atMean = lowering.with(means());
        List<Factor> factors = new ArrayList<>();
        terms.forEach(term -> factors.add(Quadratic.spread(joint, densities.factor(atMean, term))));
        Axis chain = group.chain();
        Set<Axis> axes = chain == null ? group.axes() : Plates.without(group.axes(), chain);
        factors.add(new Factor(term(), posterior.logVolume(), axes));
        return factors;
    }

    private Term term() {
        RandomVariable first = group.members().get(0).variable();
        return new Term(first, first.distribution(), Term.Part.INTEGRAL);
    }

    /** The posterior of one of the variables. */
    Conditional posterior(RandomVariable variable) {
        GaussianGroup.Member member = member(variable);
        Events events = new Events(joint.scope());
        List<Integer> matrix = List.of(variable.shape().size(), group.size());
        Value factor = events.reshape(vector.part(posterior.factor(), member, 0), matrix);
        return conditional(member, posterior.mean(), events.product(factor, events.transpose(factor)));
    }

    /** The posterior of one of the variables given only what touches the instants up to each. */
    Conditional filtered(RandomVariable variable) {
        ModelException.require(
                chain != null,
                "'%s' %s, so it has no filtered posterior: posterior(\"%s\", …) is given everything",
                variable.name(),
                variable.distribution() instanceof Markov
                        ? "is integrated out at all instants at once"
                        : "moves along no chain",
                variable.name());
        GaussianGroup.Member member = member(variable);
        List<Value> moments = Objects.requireNonNull(chain).filtered();
        return conditional(member, moments.get(0), vector.covariance(moments.get(1), member));
    }

    private Conditional conditional(GaussianGroup.Member member, Value mean, Value covariance) {
        Events events = new Events(joint.scope());
        List<Integer> dims = TotalMoments.covarianceDims(member.variable().shape());
        return new Conditional(
                member.variable(), vector.part(mean, member, 0), events.reshape(covariance, dims), !dims.isEmpty());
    }

    private GaussianGroup.Member member(RandomVariable variable) {
        return group.members().stream()
                .filter(one -> one.variable() == variable)
                .findFirst()
                .orElseThrow();
    }

    GaussianGroup group() {
        return group;
    }

    NormalVectors vectors(List<Factor> factors) {
        return NormalVectors.of(joint, group, vector, posterior, factors);
    }

    GaussianPosterior posterior() {
        return posterior;
    }

    /** The variables at their posterior mean. */
    Map<Symbol, Value> means() {
        return symbols(posterior.mean(), false);
    }

    /**
     * The variables at points whose average is the expectation of any quadratic function: mean ± √K root for each of K roots (the cubature of Arasaratnam and
     * Haykin 2009, equation 30).
     */
    Map<Symbol, Value> points(Term term) {
        Scope scope = joint.scope();
        boolean pair = Quadratic.isPair(joint, group, term);
        Value roots = posterior.roots(pair);
        int count = group.size() * (pair ? 2 : 1);
        Label.OfDirection points = points(pair);
        Value own = relabelled(scope, roots, directions(pair), points, Math.sqrt(count));
        return symbols(scope.plus(posterior.stacked(pair), own), pair);
    }

    private Value relabelled(Scope scope, Value roots, Label from, Label.OfDirection to, double scale) {
        int dim = roots.labels().indexOf(from);
        var scaled = scope.algebra().times(roots.node(), scale);
        var both = scope.algebra().concatenate(List.of(scaled, scope.algebra().negate(scaled)), dim);
        List<Label> labels = new ArrayList<>(roots.labels());
        labels.set(dim, to);
        return scope.labelled(both, labels, roots.eventRank());
    }

    /** The label of the points of a term's cubature. */
    Label.OfDirection points(boolean pair) {
        return new Label.OfDirection(group, pair ? "points of pairs" : "points", 2 * group.size() * (pair ? 2 : 1));
    }

    Label.OfDirection directions(boolean pair) {
        return new Label.OfDirection(group, pair ? "roots of pairs" : "roots", group.size() * (pair ? 2 : 1));
    }

    boolean isPair(Term term) {
        return Quadratic.isPair(joint, group, term);
    }

    /**
     * @param vectors one event dimension: the group's vector, or with {@code pairs} that of two instants
     */
    private Map<Symbol, Value> symbols(Value vectors, boolean pairs) {
        int behind = pairs ? group.size() : 0;
        return vector.symbols(
                member -> vector.part(vectors, member, behind),
                pairs ? member -> vector.part(vectors, member, 0) : null);
    }

    /** 1 for the entries that only stand beside the unknown ones, since they are observed or no instants; null when all are unknown. */
    private @Nullable Value known() {
        boolean none = group.members().stream().allMatch(member -> known(member) == null);
        return none
                ? null
                : vector.of(member -> {
                    Value known = known(member);
                    return known == null ? joint.scope().number(0) : known;
                });
    }

    private @Nullable Value known(GaussianGroup.Member member) {
        Scope scope = joint.scope();
        Value missing = member.variable().isObserved() ? joint.missing(member.variable()) : null;
        Value known = missing == null ? null : scope.binary(BinaryRule.SUBTRACT, scope.number(1), missing);
        for (Axis axis : member.own()) {
            if (joint.ends().differ(axis)) {
                known = joint.ends().within(axis, known == null ? scope.number(0) : known, 1);
            }
        }
        return known;
    }

    private Value diagonal(Value vector) {
        Scope scope = joint.scope();
        int n = group.size();
        double[] identity = new double[n * n];
        IntStream.range(0, n).forEach(i -> identity[i * (n + 1)] = 1);
        Value unit = new Value(scope.graph().literal(identity, List.of(n, n)), List.of(), 2);
        List<Integer> dims = new ArrayList<>(vector.node().type().dims());
        dims.add(1);
        return scope.times(new Value(scope.algebra().reshape(vector.node(), dims), vector.labels(), 2), unit);
    }

    /** What the posterior may differ along. */
    Set<Label> labels() {
        Set<Label> labels = new LinkedHashSet<>(joint.layout().labels(group.axes()));
        labels.addAll(posterior.mean().labels());
        posterior.roots(false).labels().stream()
                .filter(label -> !(label instanceof Label.OfDirection))
                .forEach(labels::add);
        return labels;
    }
}
