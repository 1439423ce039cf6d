package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.distribution.MultivariateNormal.Form;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.shape.Shape;

/**
 * Multivariate Student t distribution; support: real vectors (Bishop 2006, equation 2.162 with Σ = Λ⁻¹). It tends to the multivariate Normal with
 * covariance {@code scale} as the degrees of freedom grow.
 *
 * @param degreesOfFreedom above 0; the mean exists above 1, the variance above 2
 * @param location centre, a vector
 * @param form what the scale holds: a scale matrix Σ, its inverse, its lower Cholesky factor, or its diagonal
 * @param scale in that form
 */
public record MultivariateStudentT(Expr degreesOfFreedom, Expr location, Form form, Expr scale)
        implements LocationScale, Moments {

    /** @throws org.platen.dsl.shape.ModelException when the location is no vector, or another argument is of another size or cannot be positive */
    public MultivariateStudentT {
        Checks.of("MultivariateStudentT")
                .scalar("degreesOfFreedom", degreesOfFreedom)
                .positive("degreesOfFreedom", degreesOfFreedom)
                .vector("location", location)
                .spread(form, "scale", scale, location.shape().dim(0).size());
    }

    @Override
    public String family() {
        return "MultivariateStudentT";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(
                new Argument("degreesOfFreedom", degreesOfFreedom),
                new Argument("location", location),
                new Argument(form == Form.COVARIANCE ? "scale" : form.argument(), scale));
    }

    @Override
    public MultivariateStudentT with(List<Expr> arguments) {
        return new MultivariateStudentT(arguments.get(0), arguments.get(1), form, arguments.get(2));
    }

    @Override
    public Support support() {
        return Support.REAL;
    }

    @Override
    public Shape eventShape() {
        return location.shape();
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        Spread spread = Spread.of(form, scale);
        Expr halfFreedom = degreesOfFreedom.times(0.5);
        double halfSize = 0.5 * size();
        Expr logTail = spread.squaredLength(x.minus(location))
                .dividedBy(degreesOfFreedom)
                .log1p()
                .times(halfFreedom.plus(halfSize));
        return Expressions.logRising(halfFreedom, Expressions.constant(halfSize))
                .minus(degreesOfFreedom.times(Math.PI).log().times(halfSize))
                .minus(spread.halfLogDeterminant())
                .minus(logTail);
    }

    @Override
    public Expr fromStandard(Expr standard) {
        return location.plus(Spread.of(form, scale).coloured(standard));
    }

    @Override
    public Expr standardised(Expr x) {
        return Spread.of(form, scale).whitened(x.minus(location));
    }

    @Override
    public Distribution standard() {
        return new MultivariateStudentT(
                degreesOfFreedom, Expressions.zeros(size()), Form.DIAGONAL, Expressions.ones(size()));
    }

    @Override
    public double[] draw(UniformRandomProvider random, List<double[]> arguments) {
        double halfFreedom = 0.5 * arguments.get(0)[0];
        double[] location = arguments.get(1);
        double[] value = Spread.deviation(form, arguments.get(2), Draws.normals(random, size()));
        double stretch = Math.sqrt(halfFreedom / Draws.gamma(random, halfFreedom));
        for (int i = 0; i < value.length; i++) {
            value[i] = location[i] + stretch * value[i];
        }
        return value;
    }

    @Override
    public Expr mean() {
        return Moment.above(degreesOfFreedom, 1, location);
    }

    @Override
    public Expr variance() {
        Expr stretch = degreesOfFreedom.dividedBy(degreesOfFreedom.minus(2));
        return Moment.above(
                degreesOfFreedom, 2, Spread.of(form, scale).variances().times(stretch));
    }

    private int size() {
        return location.shape().dim(0).size();
    }
}
