package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.inference.op.Algebra;
import org.platen.inference.op.BinaryRule;
import org.platen.inference.op.FixedOp;
import org.platen.inference.op.UnaryRule;
import org.platen.inference.program.Node;

/**
 * The Normal posterior of a group's vector, for each value of the summed-out variables.
 *
 * @param logVolume log of the integral of exp(−½ gᵀ precision g): what the integral over the vector is more than the density at the mean
 * @param mean one event dimension; it maximises the density, so that nothing changes with it: derivatives take it for fixed
 * @param factor two event dimensions: a matrix R with R Rᵀ the covariance
 */
record GaussianPosterior(
        GaussianGroup group,
        Scope scope,
        Value logVolume,
        Value mean,
        Value factor,
        @Nullable Value pairFactor,
        @Nullable Value pairMean) {

    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    private static final double ROUNDING = 8 * Math.ulp(1.0);

    /**
     * From the canonical form (Murphy 2012, section 4.3.3): with L Lᵀ the precision, the mean is L⁻ᵀ L⁻¹ shift and the covariance L⁻ᵀ L⁻¹.
     *
     * @param known 1 for entries that are no unknowns, whose precision was set to 1; null when there are none
     */
    static GaussianPosterior of(Scope scope, GaussianGroup group, Value precision, Value shift, @Nullable Value known) {
        Events events = new Events(scope);
        Algebra algebra = scope.algebra();
        int n = group.size();
        Value lower = events.cholesky(precision);
        Value whitened = events.solve(lower, shift, false);
        Value logs = scope.sumEvent(scope.unary(UnaryRule.LOG, events.diagonal(lower)));
        Value count = scope.number(0.5 * n * LOG_TWO_PI);
        if (known != null) {
            count = scope.binary(
                    BinaryRule.SUBTRACT, count, scope.times(scope.sumEvent(known), scope.number(0.5 * LOG_TWO_PI)));
        }
        Value improper = improper(scope, events, precision, lower, n);
        double[] identity = new double[n * n];
        IntStream.range(0, n).forEach(i -> identity[i * (n + 1)] = 1);
        Node unit = scope.graph().literal(identity, List.of(n, n));
        return new GaussianPosterior(
                group,
                scope,
                scope.select(improper, scope.number(Double.NaN), scope.binary(BinaryRule.SUBTRACT, count, logs)),
                scope.select(improper, scope.number(Double.NaN), fixed(scope, events.solve(lower, whitened, true))),
                events.solve(lower, new Value(unit, List.of(), 2), true),
                null,
                null);
    }

    /** A value that derivatives take for fixed. */
    static Value fixed(Scope scope, Value value) {
        return value.with(scope.graph().apply(new FixedOp(), value.node()));
    }

    /** 1 where the precision is singular up to rounding: a pivot is as small as the rounding error of the entry it is left of. */
    private static Value improper(Scope scope, Events events, Value precision, Value lower, int n) {
        Value pivots = scope.unary(UnaryRule.SQUARE, events.diagonal(lower));
        Value rounding = scope.times(events.diagonal(precision), scope.number(ROUNDING * n));
        return scope.sumEvent(scope.binary(BinaryRule.LESS_OR_EQUAL, pivots, rounding));
    }

    /** The mean of the vector, or of two instants. */
    Value stacked(boolean pair) {
        return pair ? Objects.requireNonNull(pairMean) : mean;
    }

    /** The columns of the factor, told apart by a label; of the vector, or of two instants. */
    Value roots(boolean pair) {
        Value of = pair ? Objects.requireNonNull(pairFactor) : factor;
        Label label = new Label.OfDirection(
                group, pair ? "roots of pairs" : "roots", of.eventDims().get(1));
        List<Label> labels = new ArrayList<>(of.labels());
        int at = labels.size();
        labels.add(label);
        List<Integer> order = new ArrayList<>(IntStream.range(0, at).boxed().toList());
        order.add(at + 1);
        order.add(at);
        return scope.labelled(scope.algebra().permute(of.node(), order), labels, 1);
    }
}
