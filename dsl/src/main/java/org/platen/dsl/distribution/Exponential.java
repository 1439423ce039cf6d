package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.UnaryFunction;

/**
 * Exponential distribution with the given rate; support: numbers from zero. Exponential family with T(x) = x (Gelman et al. 2013, table A.1).
 *
 * @param rate reciprocal of the expectation, above 0
 */
public record Exponential(Expr rate) implements Cumulative, ExponentialFamily, Moments {

    /** @throws org.platen.dsl.shape.ModelException when the rate cannot be positive */
    public Exponential {
        Checks.of("Exponential").positive("rate", rate);
    }

    @Override
    public String family() {
        return "Exponential";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument("rate", rate));
    }

    @Override
    public Exponential with(List<Expr> arguments) {
        return new Exponential(arguments.get(0));
    }

    @Override
    public Support support() {
        return Support.POSITIVE;
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        return Cases.notNegative(x, positive -> rate.log().minus(rate.times(positive)));
    }

    @Override
    public double draw(UniformRandomProvider random, double... arguments) {
        return Draws.exponential(random) / arguments[0];
    }

    @Override
    public Expr mean() {
        return rate.apply(UnaryFunction.RECIPROCAL);
    }

    @Override
    public Expr variance() {
        return rate.power(-2);
    }

    @Override
    public List<Expr> naturalParameters() {
        return List.of(rate.negated());
    }

    @Override
    public List<Expr> sufficientStatistics(Expr x) {
        return List.of(x);
    }

    @Override
    public Expr logNormaliser() {
        return rate.log().negated();
    }

    @Override
    public Expr logCdf(Expr x) {
        return Cases.positive(
                x, Double.NEGATIVE_INFINITY, positive -> rate.times(positive).apply(UnaryFunction.LOG1M_EXP_NEG));
    }

    @Override
    public Expr logSurvival(Expr x) {
        return Cases.positive(x, 0, positive -> rate.times(positive).negated());
    }

    @Override
    public double cdf(double x, double... arguments) {
        return x <= 0 ? 0 : -Math.expm1(-arguments[0] * x);
    }

    @Override
    public double survival(double x, double... arguments) {
        return x <= 0 ? 1 : Math.exp(-arguments[0] * x);
    }

    @Override
    public double quantile(double p, double... arguments) {
        return -Math.log1p(-p) / arguments[0];
    }

    @Override
    public double upperQuantile(double p, double... arguments) {
        return -Math.log(p) / arguments[0];
    }
}
