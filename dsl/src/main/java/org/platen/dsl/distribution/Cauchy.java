package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.UnaryFunction;

/**
 * Cauchy distribution, without moments; support: the real line (Johnson, Kotz and Balakrishnan 1994, chapter 16).
 *
 * @param location the median
 * @param scale half the interquartile range, above 0
 */
public record Cauchy(Expr location, Expr scale) implements Cumulative, LocationScale {

    private static final double LOG_PI = Math.log(Math.PI);

    /** @throws org.platen.dsl.shape.ModelException when the scale cannot be positive */
    public Cauchy {
        Checks.of("Cauchy").positive("scale", scale);
    }

    @Override
    public String family() {
        return "Cauchy";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument("location", location), new Argument("scale", scale));
    }

    @Override
    public Cauchy with(List<Expr> arguments) {
        return new Cauchy(arguments.get(0), arguments.get(1));
    }

    @Override
    public Support support() {
        return Support.REAL;
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        return Logarithms.log1pSquare(standardised(x))
                .negated()
                .minus(scale.log())
                .minus(LOG_PI);
    }

    @Override
    public Expr fromStandard(Expr standard) {
        return location.plus(scale.times(standard));
    }

    @Override
    public Expr standardised(Expr x) {
        return x.minus(location).dividedBy(scale);
    }

    @Override
    public Distribution standard() {
        return new Cauchy(Expressions.constant(0.0), Expressions.constant(1.0));
    }

    @Override
    public double draw(UniformRandomProvider random, double... arguments) {
        return quantile(Draws.uniform(random), arguments);
    }

    @Override
    public Expr logCdf(Expr x) {
        return logBelow(standardised(x));
    }

    @Override
    public Expr logSurvival(Expr x) {
        return logBelow(standardised(x).negated());
    }

    @Override
    public double cdf(double x, double... arguments) {
        return below((x - arguments[0]) / arguments[1]);
    }

    @Override
    public double survival(double x, double... arguments) {
        return below((arguments[0] - x) / arguments[1]);
    }

    @Override
    public double quantile(double p, double... arguments) {
        return arguments[0] + arguments[1] * standardQuantile(p);
    }

    @Override
    public double upperQuantile(double p, double... arguments) {
        return arguments[0] - arguments[1] * standardQuantile(p);
    }

    /** Beyond one scale by the probability of the tail, which the arc tangent of the reciprocal gives exactly. */
    private static Expr logBelow(Expr z) {
        Expr zero = Expressions.constant(0.0);
        Expr one = Expressions.constant(1.0);
        Expr isLeft = z.lessThan(zero);
        return Cases.choose(
                z.apply(UnaryFunction.ABS).lessThan(one),
                z,
                one,
                near -> near.apply(UnaryFunction.ATAN)
                        .times(1 / Math.PI)
                        .plus(0.5)
                        .log(),
                far -> {
                    Expr tail = far.apply(UnaryFunction.ABS)
                            .apply(UnaryFunction.RECIPROCAL)
                            .apply(UnaryFunction.ATAN)
                            .times(1 / Math.PI);
                    return Expressions.where(isLeft, tail.log(), tail.negated().log1p());
                });
    }

    private static double below(double z) {
        return z < -1 ? Math.atan(-1 / z) / Math.PI : 0.5 + Math.atan(z) / Math.PI;
    }

    private static double standardQuantile(double p) {
        if (p < 0.25) {
            return -1 / Math.tan(Math.PI * p);
        }
        return p > 0.75 ? 1 / Math.tan(Math.PI * (1 - p)) : Math.tan(Math.PI * (p - 0.5));
    }
}
