package org.platen.dsl.distribution;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.commons.numbers.gamma.Erf;
import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.InverseErf;
import org.apache.commons.numbers.gamma.InverseErfc;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.UnaryFunction;

/**
 * Half-normal distribution: the absolute value of a Normal with mean 0; support: numbers from zero. Exponential family with T(x) = x² (Johnson, Kotz and
 * Balakrishnan 1994, chapter 13).
 *
 * @param scale standard deviation of that Normal, above 0
 */
public record HalfNormal(Expr scale) implements Cumulative, ExponentialFamily, Moments {

    private static final double LOG_TWO = Math.log(2);
    private static final double SQRT_TWO = Math.sqrt(2);
    private static final double HALF_LOG_TWO_OVER_PI = 0.5 * Math.log(2 / Math.PI);

    /** @throws org.platen.dsl.shape.ModelException when the scale cannot be positive */
    public HalfNormal {
        Checks.of("HalfNormal").positive("scale", scale);
    }

    @Override
    public String family() {
        return "HalfNormal";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument("scale", scale));
    }

    @Override
    public HalfNormal with(List<Expr> arguments) {
        return new HalfNormal(arguments.get(0));
    }

    @Override
    public Support support() {
        return Support.POSITIVE;
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        return Cases.notNegative(
                x,
                positive -> positive.dividedBy(scale)
                        .squared()
                        .times(-0.5)
                        .minus(scale.log())
                        .plus(HALF_LOG_TWO_OVER_PI));
    }

    @Override
    public double draw(UniformRandomProvider random, double... arguments) {
        return arguments[0] * Math.abs(Draws.normal(random));
    }

    @Override
    public Expr mean() {
        return scale.times(Math.sqrt(2 / Math.PI));
    }

    @Override
    public Expr variance() {
        return scale.squared().times(1 - 2 / Math.PI);
    }

    @Override
    public List<Expr> naturalParameters() {
        return List.of(scale.power(-2).times(-0.5));
    }

    @Override
    public List<Expr> sufficientStatistics(Expr x) {
        return List.of(x.squared());
    }

    @Override
    public Expr logNormaliser() {
        return scale.log().minus(HALF_LOG_TWO_OVER_PI);
    }

    @Override
    public Expr logCdf(Expr x) {
        return Cases.positive(
                x,
                Double.NEGATIVE_INFINITY,
                positive -> split(
                        positive,
                        z -> central(z).log(),
                        z -> logTail(z).negated().apply(UnaryFunction.LOG1M_EXP_NEG)));
    }

    @Override
    public Expr logSurvival(Expr x) {
        return Cases.positive(
                x, 0, positive -> split(positive, z -> central(z).negated().log1p(), HalfNormal::logTail));
    }

    @Override
    public double cdf(double x, double... arguments) {
        return x <= 0 ? 0 : Erf.value(x / (arguments[0] * SQRT_TWO));
    }

    @Override
    public double survival(double x, double... arguments) {
        return x <= 0 ? 1 : Erfc.value(x / (arguments[0] * SQRT_TWO));
    }

    @Override
    public double quantile(double p, double... arguments) {
        return arguments[0] * SQRT_TWO * InverseErf.value(p);
    }

    @Override
    public double upperQuantile(double p, double... arguments) {
        return arguments[0] * SQRT_TWO * InverseErfc.value(p);
    }

    /** Below one scale the probability of the centre is the exact one, above it that of the tail. */
    private Expr split(Expr x, UnaryOperator<Expr> near, UnaryOperator<Expr> far) {
        Expr z = x.dividedBy(scale);
        return Cases.choose(z.lessThan(Expressions.constant(1.0)), z, Expressions.constant(1.0), near, far);
    }

    private static Expr central(Expr z) {
        return z.times(1 / SQRT_TWO).apply(UnaryFunction.ERF);
    }

    private static Expr logTail(Expr z) {
        return z.negated().apply(UnaryFunction.LOG_NORMAL_CDF).plus(LOG_TWO);
    }
}
