package org.platen.dsl.distribution;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.UnaryFunction;

/**
 * Inverse Gamma distribution: the reciprocal of a Gamma; support: numbers above zero. Exponential family with T(x) = (log x, 1/x) (Gelman et al. 2013,
 * table A.1).
 *
 * @param shape above 0
 * @param scale above 0: the rate of that Gamma
 */
public record InverseGamma(Expr shape, Expr scale) implements Univariate, ExponentialFamily, Moments {

    /** @throws org.platen.dsl.shape.ModelException when the shape or the scale cannot be positive */
    public InverseGamma {
        Checks.of("InverseGamma").positive("shape", shape).positive("scale", scale);
    }

    @Override
    public String family() {
        return "InverseGamma";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument("shape", shape), new Argument("scale", scale));
    }

    @Override
    public InverseGamma with(List<Expr> arguments) {
        return new InverseGamma(arguments.get(0), arguments.get(1));
    }

    @Override
    public Support support() {
        return Support.POSITIVE;
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        return Cases.positive(
                x,
                Double.NEGATIVE_INFINITY,
                positive -> shape.plus(1)
                        .times(positive.log())
                        .negated()
                        .minus(scale.dividedBy(positive))
                        .minus(logNormaliser()));
    }

    @Override
    public double draw(UniformRandomProvider random, double... arguments) {
        return arguments[1] / Draws.positive(Draws.gamma(random, arguments[0]));
    }

    @Override
    public Expr mean() {
        return beyond(1, above -> scale.dividedBy(above.minus(1)));
    }

    @Override
    public Expr variance() {
        return beyond(2, above -> scale.dividedBy(above.minus(1)).squared().dividedBy(above.minus(2)));
    }

    @Override
    public List<Expr> naturalParameters() {
        return List.of(shape.plus(1).negated(), scale.negated());
    }

    @Override
    public List<Expr> sufficientStatistics(Expr x) {
        return List.of(x.log(), x.apply(UnaryFunction.RECIPROCAL));
    }

    @Override
    public Expr logNormaliser() {
        return Expressions.logGamma(shape).minus(shape.times(scale.log()));
    }

    /** The moment where the shape is above its order, infinite elsewhere. */
    private Expr beyond(double order, UnaryOperator<Expr> moment) {
        return Cases.choose(
                Expressions.constant(order).lessThan(shape),
                shape,
                Expressions.constant(order + 1),
                moment,
                below -> Expressions.constant(Double.POSITIVE_INFINITY));
    }
}
