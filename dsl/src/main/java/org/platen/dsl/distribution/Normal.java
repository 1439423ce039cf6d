package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.InverseErfc;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.UnaryFunction;

/**
 * Normal distribution with mean {@code mean} and standard deviation {@code scale}; support: the real line. Exponential family with T(x) = (x, x²).
 *
 * @param mean expectation
 * @param scale standard deviation, above 0
 */
public record Normal(Expr mean, Expr scale) implements Cumulative, ExponentialFamily, LocationScale, Moments {

    private static final double SQRT_TWO = Math.sqrt(2);
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    /** @throws org.platen.dsl.shape.ModelException when the scale cannot be positive */
    public Normal {
        Checks.of("Normal").positive("scale", scale);
    }

    @Override
    public String family() {
        return "Normal";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument("mean", mean), new Argument("scale", scale));
    }

    @Override
    public Normal with(List<Expr> arguments) {
        return new Normal(arguments.get(0), arguments.get(1));
    }

    @Override
    public Support support() {
        return Support.REAL;
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        return standardised(x).squared().times(-0.5).minus(scale.log()).minus(HALF_LOG_TWO_PI);
    }

    @Override
    public Expr fromStandard(Expr standard) {
        return mean.plus(scale.times(standard));
    }

    @Override
    public Expr standardised(Expr x) {
        return x.minus(mean).dividedBy(scale);
    }

    @Override
    public Distribution standard() {
        return new Normal(Expressions.constant(0.0), Expressions.constant(1.0));
    }

    @Override
    public double draw(UniformRandomProvider random, double... arguments) {
        return arguments[0]
                + arguments[1] * ZigguratSampler.NormalizedGaussian.of(random).sample();
    }

    @Override
    public Expr variance() {
        return scale.squared();
    }

    @Override
    public List<Expr> naturalParameters() {
        Expr precision = scale.power(-2);
        return List.of(mean.times(precision), precision.times(-0.5));
    }

    @Override
    public List<Expr> sufficientStatistics(Expr x) {
        return List.of(x, x.squared());
    }

    @Override
    public Expr logNormaliser() {
        return mean.dividedBy(scale).squared().times(0.5).plus(scale.log()).plus(HALF_LOG_TWO_PI);
    }

    @Override
    public Expr logCdf(Expr x) {
        return standardised(x).apply(UnaryFunction.LOG_NORMAL_CDF);
    }

    @Override
    public Expr logSurvival(Expr x) {
        return standardised(x).negated().apply(UnaryFunction.LOG_NORMAL_CDF);
    }

    @Override
    public double cdf(double x, double... arguments) {
        return 0.5 * Erfc.value((arguments[0] - x) / (arguments[1] * SQRT_TWO));
    }

    @Override
    public double survival(double x, double... arguments) {
        return 0.5 * Erfc.value((x - arguments[0]) / (arguments[1] * SQRT_TWO));
    }

    @Override
    public double quantile(double p, double... arguments) {
        return arguments[0] - arguments[1] * SQRT_TWO * InverseErfc.value(2 * p);
    }

    @Override
    public double upperQuantile(double p, double... arguments) {
        return arguments[0] + arguments[1] * SQRT_TWO * InverseErfc.value(2 * p);
    }
}
