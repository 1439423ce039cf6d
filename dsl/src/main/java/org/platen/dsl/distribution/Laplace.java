package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.UnaryFunction;

/**
 * Laplace or double exponential distribution; support: the real line (Gelman et al. 2013, table A.1).
 *
 * @param location expectation and median
 * @param scale mean absolute deviation, above 0
 */
public record Laplace(Expr location, Expr scale) implements Cumulative, LocationScale, Moments {

    private static final double LOG_TWO = Math.log(2);

    /** @throws org.platen.dsl.shape.ModelException when the scale cannot be positive */
    public Laplace {
        Checks.of("Laplace").positive("scale", scale);
    }

    @Override
    public String family() {
        return "Laplace";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument("location", location), new Argument("scale", scale));
    }

    @Override
    public Laplace with(List<Expr> arguments) {
        return new Laplace(arguments.get(0), arguments.get(1));
    }

    @Override
    public Support support() {
        return Support.REAL;
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        return standardised(x)
                .apply(UnaryFunction.ABS)
                .negated()
                .minus(scale.log())
                .minus(LOG_TWO);
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
        return new Laplace(Expressions.constant(0.0), Expressions.constant(1.0));
    }

    @Override
    public double draw(UniformRandomProvider random, double... arguments) {
        double distance = arguments[1] * Draws.exponential(random);
        return arguments[0] + (random.nextBoolean() ? distance : -distance);
    }

    @Override
    public Expr mean() {
        return location;
    }

    @Override
    public Expr variance() {
        return scale.squared().times(2);
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

    private static Expr logBelow(Expr z) {
        Expr zero = Expressions.constant(0.0);
        return Cases.choose(
                z.lessThan(zero),
                z,
                zero,
                left -> left.minus(LOG_TWO),
                right -> right.negated().exp().times(-0.5).log1p());
    }

    private static double below(double z) {
        return z < 0 ? 0.5 * Math.exp(z) : 1 - 0.5 * Math.exp(-z);
    }

    private static double standardQuantile(double p) {
        return p < 0.5 ? Math.log(2 * p) : -Math.log(2 * (1 - p));
    }
}
