package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.expr.Symbol;
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
    private final GaussianGroup group;
    private final Lowering lowering;
    private final List<Term> terms;
    private final @Nullable ChainPosterior chain;
    private final GaussianPosterior posterior;

    GaussianIntegral(Joint joint, Lowering lowering, GaussianGroup group, List<Term> terms) {
        this.joint = joint;
        this.group = group;
        this.lowering = lowering;
        this.terms = terms;
        Value precision = null;
        Value shift = null;
        Value pairPrecision = null;
        Value pairShift = null;
        for (Term term : terms) {
            Quadratic one = Quadratic.of(joint, lowering, group, term);
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
        terms.forEach(term -> factors.add(Quadratic.spread(joint, joint.factor(atMean, term))));
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
        Value factor = events.take(posterior.factor(), 0, entries(member));
        return conditional(member, posterior.mean(), events.product(factor, events.transpose(factor)));
    }

    /** The posterior of one of the variables given only what touches the instants up to each. */
    Conditional filtered(RandomVariable variable) {
        ModelException.require(
                chain != null,
                "'%s' moves along no chain, so it has no filtered posterior: posterior(\"%s\", …) is given everything",
                variable.name(),
                variable.name());
        GaussianGroup.Member member = member(variable);
        Events events = new Events(joint.scope());
        List<Value> moments = Objects.requireNonNull(chain).filtered();
        int[] entries = entries(member);
        Value covariance = events.take(events.take(moments.get(1), 0, entries), 1, entries);
        return conditional(member, moments.get(0), covariance);
    }

    private Conditional conditional(GaussianGroup.Member member, Value mean, Value covariance) {
        Events events = new Events(joint.scope());
        List<Integer> dims = TotalMoments.covarianceDims(member.variable().shape());
        return new Conditional(
                member.variable(), part(events, mean, member, 0), events.reshape(covariance, dims), !dims.isEmpty());
    }

    private GaussianGroup.Member member(RandomVariable variable) {
        return group.members().stream()
                .filter(one -> one.variable() == variable)
                .findFirst()
                .orElseThrow();
    }

    private static int[] entries(GaussianGroup.Member member) {
        return IntStream.range(member.offset(), member.offset() + member.size()).toArray();
    }

    GaussianGroup group() {
        return group;
    }

    GaussianPosterior posterior() {
        return posterior;
    }

    /** The variables at their posterior mean. */
    Map<Symbol, Value> means() {
        return symbols(posterior.mean(), null);
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
        return symbols(scope.plus(posterior.stacked(pair), own), pair ? own : null);
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
    private Map<Symbol, Value> symbols(Value vectors, @Nullable Value pairs) {
        Events events = new Events(joint.scope());
        Map<Symbol, Value> symbols = new LinkedHashMap<>();
        int behind = pairs == null ? 0 : group.size();
        for (GaussianGroup.Member member : group.members()) {
            Value own = part(events, vectors, member, behind);
            symbols.put(member.variable(), joint.withHidden(member.variable(), own));
            if (member.previous() != null) {
                Value before = pairs == null ? joint.before(member.variable(), own) : part(events, vectors, member, 0);
                symbols.put(member.previous(), joint.previousWithHidden(member.variable(), before));
            }
        }
        return symbols;
    }

    private static Value part(Events events, Value vectors, GaussianGroup.Member member, int offset) {
        int from = offset + member.offset();
        Value entries = events.take(
                vectors, 0, IntStream.range(from, from + member.size()).toArray());
        return events.reshape(
                entries, IntStream.of(member.variable().shape().sizes()).boxed().toList());
    }

    /** 1 for the entries that are observed, which only stand beside the missing ones; null when all are unknown. */
    private @Nullable Value known() {
        Scope scope = joint.scope();
        Events events = new Events(scope);
        List<Value> parts = new ArrayList<>();
        boolean any = false;
        for (GaussianGroup.Member member : group.members()) {
            Value missing = member.variable().isObserved() ? joint.missing(member.variable()) : null;
            any |= missing != null;
            Value known = missing == null
                    ? events.broadcast(scope.number(0), List.of(member.size()))
                    : scope.binary(BinaryRule.SUBTRACT, scope.number(1), missing);
            parts.add(events.reshape(known, List.of(member.size())));
        }
        return any ? events.concatenate(parts, 0) : null;
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
