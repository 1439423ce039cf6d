package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.shape.Shape;

/**
 * Multivariate Normal distribution; support: real vectors (Bishop 2006, equation 2.43). Everything goes through the Cholesky factor of the covariance or
 * of the precision; a diagonal costs no factorisation.
 *
 * @param mean expectation, a vector
 * @param form what the spread holds
 * @param spread a positive definite matrix, its lower Cholesky factor, or the vector of variances
 */
public record MultivariateNormal(Expr mean, Form form, Expr spread) implements Moments {

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
    }

    /** @throws org.platen.dsl.shape.ModelException when the mean is no vector or the spread is of another size */
    public MultivariateNormal {
        Checks checks = Checks.of("MultivariateNormal").vector("mean", mean);
        if (form == Form.DIAGONAL) {
            checks.vector("variances", spread).positive("variances", spread);
            Shape.elementwise(mean.shape(), spread.shape(), "MultivariateNormal: mean and variances");
        } else {
            checks.square(form.argument, spread, mean.shape().dim(0).size());
        }
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
        Expr difference = x.minus(mean);
        double constant = size() * HALF_LOG_TWO_PI;
        return switch (form) {
            case DIAGONAL ->
                difference
                        .squared()
                        .dividedBy(spread)
                        .sum()
                        .times(-0.5)
                        .minus(spread.log().sum().times(0.5))
                        .minus(constant);
            case PRECISION -> {
                Expr factor = spread.cholesky();
                Expr whitened = factor.transposed().dot(difference);
                yield whitened.dot(whitened)
                        .times(-0.5)
                        .plus(factor.diagonal().log().sum())
                        .minus(constant);
            }
            case COVARIANCE, CHOLESKY -> {
                Expr factor = form == Form.CHOLESKY ? spread : spread.cholesky();
                Expr whitened = Expressions.solveLower(factor, difference);
                yield whitened.dot(whitened)
                        .times(-0.5)
                        .minus(factor.diagonal().log().sum())
                        .minus(constant);
            }
        };
    }

    @Override
    public double[] draw(UniformRandomProvider random, List<double[]> arguments) {
        double[] noise = new double[size()];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = Draws.normal(random);
        }
        double[] mean = arguments.get(0);
        double[] spread = arguments.get(1);
        double[] deviation = switch (form) {
            case DIAGONAL -> Matrices.scaled(noise, spread);
            case CHOLESKY -> Matrices.lowerTimes(spread, noise);
            case COVARIANCE -> Matrices.lowerTimes(Matrices.cholesky(spread, noise.length), noise);
            case PRECISION -> Matrices.solveTransposed(Matrices.cholesky(spread, noise.length), noise);
        };
        for (int i = 0; i < deviation.length; i++) {
            deviation[i] += mean[i];
        }
        return deviation;
    }

    @Override
    public Expr variance() {
        return switch (form) {
            case DIAGONAL -> spread;
            case COVARIANCE -> spread.diagonal();
            case CHOLESKY -> spread.dot(spread.transposed()).diagonal();
            case PRECISION -> {
                Expr inverse = Expressions.solveLower(spread.cholesky(), Expressions.identity(size()));
                yield inverse.transposed().dot(inverse).diagonal();
            }
        };
    }

    private int size() {
        return mean.shape().dim(0).size();
    }
}
