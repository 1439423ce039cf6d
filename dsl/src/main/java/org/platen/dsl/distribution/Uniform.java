package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Bounds;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;

/**
 * Continuous uniform distribution; support: from {@code lower} to {@code upper}. Where these are not constants, {@link #support} is the widest interval that
 * they can span.
 *
 * @param lower the least value
 * @param upper the largest value, above {@code lower}
 */
public record Uniform(Expr lower, Expr upper) implements Cumulative, Moments {

    /** @throws org.platen.dsl.shape.ModelException when lower cannot be less than upper */
    public Uniform {
        Checks.of("Uniform").less("lower", lower, "upper", upper);
    }

    @Override
    public String family() {
        return "Uniform";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument("lower", lower), new Argument("upper", upper));
    }

    @Override
    public Uniform with(List<Expr> arguments) {
        return new Uniform(arguments.get(0), arguments.get(1));
    }

    @Override
    public Support support() {
        return new Support.Interval(Bounds.of(lower).lower(), Bounds.of(upper).upper());
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        Expr outside = Expressions.maximum(x.lessThan(lower), upper.lessThan(x));
        return Expressions.where(
                outside,
                Expressions.constant(Double.NEGATIVE_INFINITY),
                upper.minus(lower).log().negated());
    }

    @Override
    public double draw(UniformRandomProvider random, double... arguments) {
        return arguments[0] + (arguments[1] - arguments[0]) * random.nextDouble();
    }

    @Override
    public Expr mean() {
        return lower.plus(upper).times(0.5);
    }

    @Override
    public Expr variance() {
        return upper.minus(lower).squared().times(1 / 12.0);
    }

    @Override
    public Expr logCdf(Expr x) {
        return logShare(x.minus(lower), upper.minus(x));
    }

    @Override
    public Expr logSurvival(Expr x) {
        return logShare(upper.minus(x), x.minus(lower));
    }

    @Override
    public double cdf(double x, double... arguments) {
        return Math.min(Math.max((x - arguments[0]) / (arguments[1] - arguments[0]), 0), 1);
    }

    @Override
    public double survival(double x, double... arguments) {
        return Math.min(Math.max((arguments[1] - x) / (arguments[1] - arguments[0]), 0), 1);
    }

    @Override
    public double quantile(double p, double... arguments) {
        return arguments[0] + (arguments[1] - arguments[0]) * p;
    }

    @Override
    public double upperQuantile(double p, double... arguments) {
        return arguments[1] - (arguments[1] - arguments[0]) * p;
    }

    /** The log of one part's share of the whole, by the other part where that is the smaller. */
    private Expr logShare(Expr part, Expr rest) {
        Expr zero = Expressions.constant(0.0);
        Expr whole = upper.minus(lower);
        Expr isSome = zero.lessThan(part);
        Expr isLess = part.lessThan(rest);
        Expr less = Expressions.where(isLess, Expressions.where(isSome, part, whole), whole);
        Expr missing = Expressions.where(isLess, zero, rest);
        Expr inside = Expressions.where(
                isLess,
                less.dividedBy(whole).log(),
                missing.dividedBy(whole).negated().log1p());
        Expr some = Expressions.where(isSome, inside, Expressions.constant(Double.NEGATIVE_INFINITY));
        return Expressions.where(zero.lessThan(rest), some, zero);
    }
}
