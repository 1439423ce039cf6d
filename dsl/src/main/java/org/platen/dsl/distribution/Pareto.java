package org.platen.dsl.distribution;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.BinaryFunction;
import org.platen.dsl.expr.Bounds;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.UnaryFunction;

/**
 * Pareto distribution of the first kind; support: from {@code minimum} on. Where the minimum is no constant, {@link #support} starts at its least possible
 * value (Johnson, Kotz and Balakrishnan 1994, chapter 20).
 *
 * @param minimum the least value, above 0
 * @param shape above 0: the tail falls as x to the power −shape
 */
public record Pareto(Expr minimum, Expr shape) implements Cumulative, Moments {

    /** @throws org.platen.dsl.shape.ModelException when the minimum or the shape cannot be positive */
    public Pareto {
        Checks.of("Pareto").positive("minimum", minimum).positive("shape", shape);
    }

    @Override
    public String family() {
        return "Pareto";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument("minimum", minimum), new Argument("shape", shape));
    }

    @Override
    public Pareto with(List<Expr> arguments) {
        return new Pareto(arguments.get(0), arguments.get(1));
    }

    @Override
    public Support support() {
        return new Support.Interval(Math.max(Bounds.of(minimum).lower(), 0), Double.POSITIVE_INFINITY);
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        return Cases.except(
                x.lessThan(minimum),
                Double.NEGATIVE_INFINITY,
                x,
                minimum,
                inside -> shape.log().minus(inside.log()).minus(shape.times(logRatio(inside))));
    }

    @Override
    public double draw(UniformRandomProvider random, double... arguments) {
        return arguments[0] * Math.exp(Draws.exponential(random) / arguments[1]);
    }

    @Override
    public Expr mean() {
        return beyond(1, above -> minimum.times(above).dividedBy(above.minus(1)));
    }

    @Override
    public Expr variance() {
        return beyond(
                2,
                above ->
                        minimum.dividedBy(above.minus(1)).squared().times(above).dividedBy(above.minus(2)));
    }

    @Override
    public Expr logCdf(Expr x) {
        return aboveMinimum(
                x,
                Double.NEGATIVE_INFINITY,
                inside -> shape.times(logRatio(inside)).apply(UnaryFunction.LOG1M_EXP_NEG));
    }

    @Override
    public Expr logSurvival(Expr x) {
        return aboveMinimum(x, 0, inside -> shape.times(logRatio(inside)).negated());
    }

    @Override
    public double cdf(double x, double... arguments) {
        return x <= arguments[0] ? 0 : -Math.expm1(-arguments[1] * logRatio(x, arguments[0]));
    }

    @Override
    public double survival(double x, double... arguments) {
        return x <= arguments[0] ? 1 : Math.exp(-arguments[1] * logRatio(x, arguments[0]));
    }

    @Override
    public double quantile(double p, double... arguments) {
        return arguments[0] * Math.exp(-Math.log1p(-p) / arguments[1]);
    }

    @Override
    public double upperQuantile(double p, double... arguments) {
        return arguments[0] * Math.exp(-Math.log(p) / arguments[1]);
    }

    private Expr aboveMinimum(Expr x, double below, UnaryOperator<Expr> formula) {
        return Cases.except(x.apply(BinaryFunction.LESS_OR_EQUAL, minimum), below, x, minimum.times(2), formula);
    }

    /** log(x / minimum), exact close to the minimum and without overflow far from it. */
    private Expr logRatio(Expr x) {
        Expr twice = minimum.times(2);
        return Cases.choose(
                x.lessThan(twice),
                x,
                twice,
                near -> near.minus(minimum).dividedBy(minimum).log1p(),
                far -> far.log().minus(minimum.log()));
    }

    private static double logRatio(double x, double minimum) {
        return x < 2 * minimum ? Math.log1p((x - minimum) / minimum) : Math.log(x) - Math.log(minimum);
    }

    /** The moment where the shape is above its order, infinite elsewhere. */
    private Expr beyond(double order, UnaryOperator<Expr> moment) {
        return Cases.choose(
                Expressions.constant(order).lessThan(shape),
                shape,
                Expressions.constant(order + 1),
                moment,
                below -> Expressions.constant(Double.POSITIVE_INFINITY));
    }
}
