package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.UnaryFunction;

/**
 * Log-normal distribution: the exponential of a Normal; support: numbers above zero. Exponential family with T(x) = (log x, (log x)²) (Gelman et al. 2013,
 * table A.1).
 *
 * @param location mean of log x
 * @param scale standard deviation of log x, above 0
 */
public record LogNormal(Expr location, Expr scale) implements Cumulative, ExponentialFamily, LocationScale, Moments {

    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    /** @throws org.platen.dsl.shape.ModelException when the scale cannot be positive */
    public LogNormal {
        Checks.of("LogNormal").positive("scale", scale);
    }

    @Override
    public String family() {
        return "LogNormal";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument("location", location), new Argument("scale", scale));
    }

    @Override
    public LogNormal with(List<Expr> arguments) {
        return new LogNormal(arguments.get(0), arguments.get(1));
    }

    @Override
    public Support support() {
        return Support.POSITIVE;
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        return Cases.positive(x, Double.NEGATIVE_INFINITY, positive -> {
            Expr logX = positive.log();
            return logX.minus(location)
                    .dividedBy(scale)
                    .squared()
                    .times(-0.5)
                    .minus(logX)
                    .minus(scale.log())
                    .minus(HALF_LOG_TWO_PI);
        });
    }

    @Override
    public Expr fromStandard(Expr standard) {
        return location.plus(scale.times(standard)).exp();
    }

    @Override
    public Expr standardised(Expr x) {
        return x.log().minus(location).dividedBy(scale);
    }

    @Override
    public Distribution standard() {
        return new Normal(Expressions.constant(0.0), Expressions.constant(1.0));
    }

    @Override
    public double draw(UniformRandomProvider random, double... arguments) {
        return Math.exp(arguments[0] + arguments[1] * Draws.normal(random));
    }

    @Override
    public Expr mean() {
        return location.plus(scale.squared().times(0.5)).exp();
    }

    @Override
    public Expr variance() {
        return scale.squared()
                .apply(UnaryFunction.EXPM1)
                .times(location.times(2).plus(scale.squared()).exp());
    }

    @Override
    public List<Expr> naturalParameters() {
        return new Normal(location, scale).naturalParameters();
    }

    @Override
    public List<Expr> sufficientStatistics(Expr x) {
        return List.of(x.log(), x.log().squared());
    }

    @Override
    public Expr logNormaliser() {
        return location.dividedBy(scale).squared().times(0.5).plus(scale.log()).plus(HALF_LOG_TWO_PI);
    }

    @Override
    public Expr logBaseMeasure(Expr x) {
        return x.log().negated();
    }

    @Override
    public Expr logCdf(Expr x) {
        return Cases.positive(
                x, Double.NEGATIVE_INFINITY, positive -> new Normal(location, scale).logCdf(positive.log()));
    }

    @Override
    public Expr logSurvival(Expr x) {
        return Cases.positive(x, 0, positive -> new Normal(location, scale).logSurvival(positive.log()));
    }

    @Override
    public double cdf(double x, double... arguments) {
        return x <= 0 ? 0 : new Normal(location, scale).cdf(Math.log(x), arguments);
    }

    @Override
    public double survival(double x, double... arguments) {
        return x <= 0 ? 1 : new Normal(location, scale).survival(Math.log(x), arguments);
    }

    @Override
    public double quantile(double p, double... arguments) {
        return Math.exp(new Normal(location, scale).quantile(p, arguments));
    }

    @Override
    public double upperQuantile(double p, double... arguments) {
        return Math.exp(new Normal(location, scale).upperQuantile(p, arguments));
    }
}
