package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.shape.Shape;

/**
 * Multivariate Normal distribution; support: real vectors (Bishop 2006, equation 2.43). Everything goes through the Cholesky factor of the covariance or
 * of the precision; independent entries cost no factorisation. Exponential family with T(x) = (x, x xᵀ), or (x, x²) for independent entries.
 *
 * @param mean expectation, a vector
 * @param form what the spread holds
 * @param spread a positive definite matrix, its lower Cholesky factor, or the vector of variances
 */
public record MultivariateNormal(Expr mean, Form form, Expr spread)
        implements ExponentialFamily, LocationScale, Moments {

    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    /** The ways to give the spread. */
    public enum Form {
        /** Covariance matrix. */
        COVARIANCE("covariance"),
        /** Precision matrix, the inverse of the covariance. */
        PRECISION("precision"),
        /** Lower triangular L with L Lᵀ the covariance. */
        CHOLESKY("choleskyFactor"),
        /** Vector of variances. */
        DIAGONAL("variances");

        private final String argument;

        Form(String argument) {
            this.argument = argument;
        }

        String argument() {
            return argument;
        }
    }

    /** @throws org.platen.dsl.shape.ModelException when the mean is no vector, or the spread is of another size or cannot be one */
    public MultivariateNormal {
        Checks.of("MultivariateNormal")
                .vector("mean", mean)
                .spread(form, form.argument, spread, mean.shape().dim(0).size());
    }

    @Override
    public String family() {
        return "MultivariateNormal";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument("mean", mean), new Argument(form.argument, spread));
    }

    @Override
    public MultivariateNormal with(List<Expr> arguments) {
        return new MultivariateNormal(arguments.get(0), form, arguments.get(1));
    }

    @Override
    public Support support() {
        return Support.REAL;
    }

    @Override
    public Shape eventShape() {
        return mean.shape();
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        Spread spreading = Spread.of(form, spread);
        return spreading
                .squaredLength(x.minus(mean))
                .times(-0.5)
                .minus(spreading.halfLogDeterminant())
                .minus(size() * HALF_LOG_TWO_PI);
    }

    @Override
    public Expr fromStandard(Expr standard) {
        return mean.plus(Spread.of(form, spread).coloured(standard));
    }

    @Override
    public Expr standardised(Expr x) {
        return Spread.of(form, spread).whitened(x.minus(mean));
    }

    @Override
    public Distribution standard() {
        return new Normal(Expressions.constant(0.0), Expressions.constant(1.0));
    }

    @Override
    public double[] draw(UniformRandomProvider random, List<double[]> arguments) {
        double[] value = Spread.deviation(form, arguments.get(1), Draws.normals(random, size()));
        double[] mean = arguments.get(0);
        for (int i = 0; i < value.length; i++) {
            value[i] += mean[i];
        }
        return value;
    }

    @Override
    public Expr variance() {
        return Spread.of(form, spread).variances();
    }

    @Override
    public List<Expr> naturalParameters() {
        Expr precision = Spread.of(form, spread).precision();
        Expr shift = form == Form.DIAGONAL ? precision.times(mean) : precision.dot(mean);
        return List.of(shift, precision.times(-0.5));
    }

    @Override
    public List<Expr> sufficientStatistics(Expr x) {
        return List.of(
                x, form == Form.DIAGONAL ? x.squared() : x.reshaped(size(), 1).dot(x.reshaped(1, size())));
    }

    @Override
    public Expr logNormaliser() {
        Spread spreading = Spread.of(form, spread);
        return spreading
                .squaredLength(mean)
                .times(0.5)
                .plus(spreading.halfLogDeterminant())
                .plus(size() * HALF_LOG_TWO_PI);
    }

    private int size() {
        return mean.shape().dim(0).size();
    }
}
