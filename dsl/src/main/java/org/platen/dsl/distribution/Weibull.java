package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.UnaryFunction;

/**
 * Weibull distribution; support: numbers from zero (Gelman et al. 2013, table A.1).
 *
 * @param shape above 0: below 1 the hazard falls, above 1 it rises
 * @param scale above 0: a share 1 − 1/e lies below it
 */
public record Weibull(Expr shape, Expr scale) implements Cumulative, Moments {

    /** @throws org.platen.dsl.shape.ModelException when the shape or the scale cannot be positive */
    public Weibull {
        Checks.of("Weibull").positive("shape", shape).positive("scale", scale);
    }

    @Override
    public String family() {
        return "Weibull";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument("shape", shape), new Argument("scale", scale));
    }

    @Override
    public Weibull with(List<Expr> arguments) {
        return new Weibull(arguments.get(0), arguments.get(1));
    }

    @Override
    public Support support() {
        return Support.POSITIVE;
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        return Cases.finiteNotNegative(x, positive -> {
            Expr logFactors = shape.log().minus(shape.times(scale.log()));
            return Expressions.xLogY(shape.minus(1), positive)
                    .plus(logFactors)
                    .minus(logHazard(positive).exp());
        });
    }

    @Override
    public double draw(UniformRandomProvider random, double... arguments) {
        return arguments[1] * Math.pow(Draws.exponential(random), 1 / arguments[0]);
    }

    @Override
    public Expr mean() {
        return scale.times(logGammaOfMoment(1).exp());
    }

    @Override
    public Expr variance() {
        Expr first = logGammaOfMoment(1).times(2);
        return scale.squared()
                .times(first.exp())
                .times(logGammaOfMoment(2).minus(first).apply(UnaryFunction.EXPM1));
    }

    @Override
    public Expr logCdf(Expr x) {
        return Cases.positive(x, Double.NEGATIVE_INFINITY, positive -> Logarithms.log1mExpNegExp(logHazard(positive)));
    }

    @Override
    public Expr logSurvival(Expr x) {
        return Cases.positive(
                x, 0, positive -> positive.dividedBy(scale).power(shape).negated());
    }

    @Override
    public double cdf(double x, double... arguments) {
        return x <= 0 ? 0 : -Math.expm1(-Math.pow(x / arguments[1], arguments[0]));
    }

    @Override
    public double survival(double x, double... arguments) {
        return x <= 0 ? 1 : Math.exp(-Math.pow(x / arguments[1], arguments[0]));
    }

    @Override
    public double quantile(double p, double... arguments) {
        return arguments[1] * Math.pow(-Math.log1p(-p), 1 / arguments[0]);
    }

    @Override
    public double upperQuantile(double p, double... arguments) {
        return arguments[1] * Math.pow(-Math.log(p), 1 / arguments[0]);
    }

    /** The log of the cumulative hazard (x / scale) to the power {@code shape}. */
    private Expr logHazard(Expr x) {
        return Expressions.xLogY(shape, x).minus(shape.times(scale.log()));
    }

    /** log Γ(1 + n / shape). */
    private Expr logGammaOfMoment(int n) {
        return Expressions.logGamma(
                shape.apply(UnaryFunction.RECIPROCAL).times(n).plus(1));
    }
}
