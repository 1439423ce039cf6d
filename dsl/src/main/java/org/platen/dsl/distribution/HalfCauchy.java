package org.platen.dsl.distribution;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.UnaryFunction;

/**
 * Half-Cauchy distribution: the absolute value of a Cauchy around 0, without moments; support: numbers from zero (Gelman 2006).
 *
 * @param scale the median, above 0
 */
public record HalfCauchy(Expr scale) implements Cumulative {

    private static final double TWO_OVER_PI = 2 / Math.PI;

    /** @throws org.platen.dsl.shape.ModelException when the scale cannot be positive */
    public HalfCauchy {
        Checks.of("HalfCauchy").positive("scale", scale);
    }

    @Override
    public String family() {
        return "HalfCauchy";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument("scale", scale));
    }

    @Override
    public HalfCauchy with(List<Expr> arguments) {
        return new HalfCauchy(arguments.get(0));
    }

    @Override
    public Support support() {
        return Support.POSITIVE;
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        return Cases.notNegative(
                x,
                positive -> Logarithms.log1pSquare(positive.dividedBy(scale))
                        .negated()
                        .minus(scale.log())
                        .plus(Math.log(TWO_OVER_PI)));
    }

    @Override
    public double draw(UniformRandomProvider random, double... arguments) {
        return quantile(Draws.uniform(random), arguments);
    }

    @Override
    public Expr logCdf(Expr x) {
        return Cases.positive(
                x,
                Double.NEGATIVE_INFINITY,
                positive -> split(
                        positive,
                        near -> share(near.dividedBy(scale)).log(),
                        far -> share(scale.dividedBy(far)).negated().log1p()));
    }

    @Override
    public Expr logSurvival(Expr x) {
        return Cases.positive(
                x,
                0,
                positive -> split(
                        positive,
                        near -> share(near.dividedBy(scale)).negated().log1p(),
                        far -> share(scale.dividedBy(far)).log()));
    }

    @Override
    public double cdf(double x, double... arguments) {
        return x <= 0 ? 0 : TWO_OVER_PI * Math.atan(x / arguments[0]);
    }

    @Override
    public double survival(double x, double... arguments) {
        return x <= 0 ? 1 : TWO_OVER_PI * Math.atan(arguments[0] / x);
    }

    @Override
    public double quantile(double p, double... arguments) {
        return arguments[0] * (p < 0.5 ? Math.tan(p / TWO_OVER_PI) : 1 / Math.tan((1 - p) / TWO_OVER_PI));
    }

    @Override
    public double upperQuantile(double p, double... arguments) {
        return arguments[0] * (p < 0.5 ? 1 / Math.tan(p / TWO_OVER_PI) : Math.tan((1 - p) / TWO_OVER_PI));
    }

    /** Below the median and above it each by its own arc tangent. */
    private Expr split(Expr x, UnaryOperator<Expr> near, UnaryOperator<Expr> far) {
        return Cases.choose(x.lessThan(scale), x, scale, near, far);
    }

    private static Expr share(Expr ratio) {
        return ratio.apply(UnaryFunction.ATAN).times(TWO_OVER_PI);
    }
}
