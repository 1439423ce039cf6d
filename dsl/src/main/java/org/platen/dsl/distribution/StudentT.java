package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.TSampler;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;

/**
 * Student's t distribution with location and scale; support: the real line (Gelman et al. 2013, table A.1). It tends to
 * Normal(location, scale) as the degrees of freedom grow.
 *
 * @param degreesOfFreedom above 0, not necessarily whole
 * @param location the median
 * @param scale above 0; the standard deviation is larger
 */
public record StudentT(Expr degreesOfFreedom, Expr location, Expr scale) implements LocationScale, Moments, Univariate {

    /** @throws org.platen.dsl.shape.ModelException when the degrees of freedom or the scale cannot be positive */
    public StudentT {
        Checks.of("StudentT").positive("degreesOfFreedom", degreesOfFreedom).positive("scale", scale);
    }

    @Override
    public String family() {
        return "StudentT";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(
                new Argument("degreesOfFreedom", degreesOfFreedom),
                new Argument("location", location),
                new Argument("scale", scale));
    }

    @Override
    public StudentT with(List<Expr> arguments) {
        return new StudentT(arguments.get(0), arguments.get(1), arguments.get(2));
    }

    @Override
    public Support support() {
        return Support.REAL;
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        Expr standardised = x.minus(location).dividedBy(scale).dividedBy(degreesOfFreedom.sqrt());
        return Logarithms.log1pSquare(standardised)
                .times(degreesOfFreedom.plus(1).times(-0.5))
                .minus(Expressions.logBeta(degreesOfFreedom.times(0.5), Expressions.constant(0.5)))
                .minus(degreesOfFreedom.log().times(0.5))
                .minus(scale.log());
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
        return new StudentT(degreesOfFreedom, Expressions.constant(0.0), Expressions.constant(1.0));
    }

    @Override
    public double draw(UniformRandomProvider random, double... arguments) {
        return arguments[1] + arguments[2] * TSampler.of(random, arguments[0]).sample();
    }

    @Override
    public Expr mean() {
        return Expressions.where(
                Expressions.constant(1.0).lessThan(degreesOfFreedom), location, Expressions.constant(Double.NaN));
    }

    @Override
    public Expr variance() {
        Expr unbounded = Expressions.where(
                Expressions.constant(1.0).lessThan(degreesOfFreedom),
                Expressions.constant(Double.POSITIVE_INFINITY),
                Expressions.constant(Double.NaN));
        return Cases.choose(
                Expressions.constant(2.0).lessThan(degreesOfFreedom),
                degreesOfFreedom,
                Expressions.constant(3.0),
                n -> scale.squared().times(n).dividedBy(n.minus(2)),
                n -> unbounded);
    }
}
