package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;

/**
 * χ² distribution: Gamma with shape ν/2 and rate ½; support: numbers above zero. Exponential family with T(x) = log x (Gelman et al. 2013,
 * table A.1).
 *
 * @param degreesOfFreedom ν, above 0, not necessarily whole; the expectation
 */
public record ChiSquared(Expr degreesOfFreedom) implements Univariate, ExponentialFamily, Moments {

    private static final Expr HALF = Expressions.constant(0.5);

    /** @throws org.platen.dsl.shape.ModelException when the degrees of freedom cannot be positive */
    public ChiSquared {
        Checks.of("ChiSquared").positive("degreesOfFreedom", degreesOfFreedom);
    }

    @Override
    public String family() {
        return "ChiSquared";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument("degreesOfFreedom", degreesOfFreedom));
    }

    @Override
    public ChiSquared with(List<Expr> arguments) {
        return new ChiSquared(arguments.get(0));
    }

    @Override
    public Support support() {
        return Support.POSITIVE;
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        return new Gamma(degreesOfFreedom.times(HALF), HALF).elementwiseLogDensity(x);
    }

    @Override
    public double draw(UniformRandomProvider random, double... arguments) {
        return Draws.positive(2 * Draws.gamma(random, arguments[0] / 2));
    }

    @Override
    public Expr mean() {
        return degreesOfFreedom;
    }

    @Override
    public Expr variance() {
        return degreesOfFreedom.times(2);
    }

    @Override
    public List<Expr> naturalParameters() {
        return List.of(degreesOfFreedom.times(HALF).minus(1));
    }

    @Override
    public List<Expr> sufficientStatistics(Expr x) {
        return List.of(x.log());
    }

    @Override
    public Expr logNormaliser() {
        return new Gamma(degreesOfFreedom.times(HALF), HALF).logNormaliser();
    }

    @Override
    public Expr logBaseMeasure(Expr x) {
        return x.times(-0.5);
    }
}
