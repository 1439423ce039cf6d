package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;

/**
 * Logistic distribution; support: the real line (Gelman et al. 2013, table A.1).
 *
 * @param location expectation and median
 * @param scale above 0; the standard deviation is π / √3 times as large
 */
public record Logistic(Expr location, Expr scale) implements Cumulative, LocationScale, Moments {

    /** @throws org.platen.dsl.shape.ModelException when the scale cannot be positive */
    public Logistic {
        Checks.of("Logistic").positive("scale", scale);
    }

    @Override
    public String family() {
        return "Logistic";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument("location", location), new Argument("scale", scale));
    }

    @Override
    public Logistic with(List<Expr> arguments) {
        return new Logistic(arguments.get(0), arguments.get(1));
    }

    @Override
    public Support support() {
        return Support.REAL;
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        return logSurvival(x).plus(logCdf(x)).minus(scale.log());
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
        return new Logistic(Expressions.constant(0.0), Expressions.constant(1.0));
    }

    @Override
    public double draw(UniformRandomProvider random, double... arguments) {
        return quantile(Draws.uniform(random), arguments);
    }

    @Override
    public Expr mean() {
        return location;
    }

    @Override
    public Expr variance() {
        return scale.squared().times(Math.PI * Math.PI / 3);
    }

    @Override
    public Expr logCdf(Expr x) {
        return Expressions.softplus(standardised(x).negated()).negated();
    }

    @Override
    public Expr logSurvival(Expr x) {
        return Expressions.softplus(standardised(x)).negated();
    }

    @Override
    public double cdf(double x, double... arguments) {
        return 1 / (1 + Math.exp((arguments[0] - x) / arguments[1]));
    }

    @Override
    public double survival(double x, double... arguments) {
        return 1 / (1 + Math.exp((x - arguments[0]) / arguments[1]));
    }

    @Override
    public double quantile(double p, double... arguments) {
        return arguments[0] + arguments[1] * (Math.log(p) - Math.log1p(-p));
    }

    @Override
    public double upperQuantile(double p, double... arguments) {
        return arguments[0] - arguments[1] * (Math.log(p) - Math.log1p(-p));
    }
}
