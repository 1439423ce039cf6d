package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;

/**
 * Poisson distribution: the number of events when {@code rate} are expected; support: counts. Exponential family with T(x) = x and natural parameter
 * log(rate) (Johnson, Kemp and Kotz 2005, equation 4.1).
 *
 * @param rate expectation, 0 or more
 */
public record Poisson(Expr rate) implements Univariate, ExponentialFamily, Moments {

    /** @throws org.platen.dsl.shape.ModelException when the rate is negative */
    public Poisson {
        Checks.of("Poisson").nonNegative("rate", rate);
    }

    @Override
    public String family() {
        return "Poisson";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument("rate", rate));
    }

    @Override
    public Poisson with(List<Expr> arguments) {
        return new Poisson(arguments.get(0));
    }

    @Override
    public Support support() {
        return Support.COUNT;
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        Expr inside = Counts.isCount(x);
        Expr events = Counts.safe(inside, x);
        return Counts.logMass(
                inside, Expressions.xLogY(events, rate).minus(rate).minus(Counts.logFactorial(events)));
    }

    @Override
    public double draw(UniformRandomProvider random, double... arguments) {
        return Draws.poisson(random, arguments[0]);
    }

    @Override
    public Expr mean() {
        return rate;
    }

    @Override
    public Expr variance() {
        return rate;
    }

    @Override
    public List<Expr> naturalParameters() {
        return List.of(rate.log());
    }

    @Override
    public List<Expr> sufficientStatistics(Expr x) {
        return List.of(x);
    }

    @Override
    public Expr logNormaliser() {
        return rate;
    }

    @Override
    public Expr logBaseMeasure(Expr x) {
        return Counts.logFactorial(x).negated();
    }
}
