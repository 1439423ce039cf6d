package org.platen.dsl.distribution;

import org.platen.dsl.distribution.MultivariateNormal.Form;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.Reduction;

/**
 * The spread of a vector around its location. Everything goes through a Cholesky factor; independent entries need none.
 *
 * @param form what {@code value} holds
 * @param value a positive definite matrix, its lower Cholesky factor, or the vector of variances
 * @param factor the lower Cholesky factor of the covariance, or of the precision where that is given; not used for variances
 */
record Spread(Form form, Expr value, Expr factor) {

    static Spread of(Form form, Expr value) {
        return new Spread(form, value, form == Form.CHOLESKY || form == Form.DIAGONAL ? value : value.cholesky());
    }

    /** The squared Mahalanobis length of a vector. */
    Expr squaredLength(Expr difference) {
        return switch (form) {
            case DIAGONAL -> difference.squared().dividedBy(value).sum();
            case PRECISION, COVARIANCE, CHOLESKY -> squaredNorm(whitened(difference));
        };
    }

    /** The vector of independent entries of variance one that {@link #coloured} makes this of. */
    Expr whitened(Expr difference) {
        return switch (form) {
            case DIAGONAL -> difference.dividedBy(value.sqrt());
            case PRECISION -> factor.transposed().dot(difference);
            case COVARIANCE, CHOLESKY -> Expressions.solveLower(factor, difference);
        };
    }

    /** A vector of independent entries of variance one, spread out. */
    Expr coloured(Expr white) {
        return switch (form) {
            case DIAGONAL -> white.times(value.sqrt());
            case PRECISION -> Expressions.solveUpper(factor, white);
            case COVARIANCE, CHOLESKY -> factor.dot(white);
        };
    }

    /** Half the log determinant of the covariance. */
    Expr halfLogDeterminant() {
        return switch (form) {
            case DIAGONAL -> value.log().sum().times(0.5);
            case PRECISION -> factor.diagonal().log().sum().negated();
            case COVARIANCE, CHOLESKY -> factor.diagonal().log().sum();
        };
    }

    /** The precision: a matrix, or a vector for independent entries. */
    Expr precision() {
        return switch (form) {
            case DIAGONAL -> Expressions.constant(1.0).dividedBy(value);
            case PRECISION -> value;
            case COVARIANCE, CHOLESKY -> Wisharts.inverse(factor);
        };
    }

    /** The diagonal of the covariance. */
    Expr variances() {
        return switch (form) {
            case DIAGONAL -> value;
            case COVARIANCE -> value.diagonal();
            case CHOLESKY -> value.squared().reduce(Reduction.SUM, 1);
            case PRECISION -> Wisharts.inverse(factor).diagonal();
        };
    }

    /** Independent noise of variance one, spread out: numbers, as {@link #coloured}. */
    static double[] deviation(Form form, double[] value, double[] noise) {
        return switch (form) {
            case DIAGONAL -> Matrices.scaled(noise, value);
            case CHOLESKY -> Matrices.lowerTimes(value, noise);
            case COVARIANCE -> Matrices.lowerTimes(Matrices.cholesky(value, noise.length), noise);
            case PRECISION -> Matrices.solveTransposed(Matrices.cholesky(value, noise.length), noise);
        };
    }

    private static Expr squaredNorm(Expr vector) {
        return vector.dot(vector);
    }
}
