package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;

/**
 * Gamma distribution by shape and rate; support: numbers above zero. Exponential family with T(x) = (log x, x) (Bishop 2006, equation 2.146).
 *
 * @param shape above 0
 * @param rate above 0; the expectation is shape / rate
 */
public record Gamma(Expr shape, Expr rate) implements Univariate, ExponentialFamily, Moments {

    /** @throws org.platen.dsl.shape.ModelException when the shape or the rate cannot be positive */
    public Gamma {
        Checks.of("Gamma").positive("shape", shape).positive("rate", rate);
    }

    @Override
    public String family() {
        return "Gamma";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument("shape", shape), new Argument("rate", rate));
    }

    @Override
    public Gamma with(List<Expr> arguments) {
        return new Gamma(arguments.get(0), arguments.get(1));
    }

    @Override
    public Support support() {
        return Support.POSITIVE;
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        return Cases.finiteNotNegative(
                x,
                positive -> Expressions.xLogY(shape.minus(1), positive)
                        .minus(rate.times(positive))
                        .minus(logNormaliser()));
    }

    @Override
    public double draw(UniformRandomProvider random, double... arguments) {
        return Draws.positive(Draws.gamma(random, arguments[0]) / arguments[1]);
    }

    @Override
    public Expr mean() {
        return shape.dividedBy(rate);
    }

    @Override
    public Expr variance() {
        return shape.dividedBy(rate).dividedBy(rate);
    }

    @Override
    public List<Expr> naturalParameters() {
        return List.of(shape.minus(1), rate.negated());
    }

    @Override
    public List<Expr> sufficientStatistics(Expr x) {
        return List.of(x.log(), x);
    }

    @Override
    public Expr logNormaliser() {
        return Expressions.logGamma(shape).minus(shape.times(rate.log()));
    }
}
