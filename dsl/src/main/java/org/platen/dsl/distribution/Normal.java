package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.platen.dsl.expr.Expr;

/**
 * Normal distribution with mean {@code mean} and standard deviation {@code scale}; support: the real line. Exponential family with T(x) = (x, x²).
 *
 * @param mean expectation
 * @param scale standard deviation, above 0
 */
public record Normal(Expr mean, Expr scale) implements Univariate, ExponentialFamily, Moments {

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
        Expr standardised = x.minus(mean).dividedBy(scale);
        return standardised.squared().times(-0.5).minus(scale.log()).minus(HALF_LOG_TWO_PI);
    }

    @Override
    public double draw(UniformRandomProvider random, double... arguments) {
        return arguments[0] + arguments[1] * ZigguratSampler.NormalizedGaussian.of(random).sample();
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
}
