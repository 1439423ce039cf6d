package org.platen.dsl.distribution;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;

/** What the Wishart and the inverse Wishart share. */
final class Wisharts {

    private static final double LOG_TWO = Math.log(2);
    private static final double LOG_PI = Math.log(Math.PI);

    private Wisharts() {}

    static void check(String family, Expr degreesOfFreedom, Expr scale) {
        Checks checks =
                Checks.of(family).scalar("degreesOfFreedom", degreesOfFreedom).matrix("scale", scale);
        int size = scale.shape().dim(0).size();
        checks.greater("degreesOfFreedom", degreesOfFreedom, size - 1.0).positiveDefinite("scale", scale, size);
    }

    /** log|x| of a matrix by its Cholesky factor. */
    static Expr logDeterminant(Expr factor) {
        return factor.diagonal().log().sum().times(2);
    }

    /** tr(A⁻¹ B) by the Cholesky factors of both. */
    static Expr traceOfQuotient(Expr divisorFactor, Expr factor) {
        return Expressions.solveLower(divisorFactor, factor).squared().sum();
    }

    /** The inverse of a matrix by its Cholesky factor. */
    static Expr inverse(Expr factor) {
        Expr inverseFactor = Expressions.solveLower(
                factor, Expressions.identity(factor.shape().dim(0).size()));
        return inverseFactor.transposed().dot(inverseFactor);
    }

    /** (ν D / 2) log 2 + log Γ_D(ν / 2), Γ_D the multivariate gamma function. */
    static Expr logConstant(Expr degreesOfFreedom, int size) {
        double[] ranks = new double[size];
        Arrays.setAll(ranks, i -> i);
        Expr halves = degreesOfFreedom.minus(Expressions.constant(ranks)).times(0.5);
        return Expressions.logGamma(halves)
                .sum()
                .plus(degreesOfFreedom.times(0.5 * size * LOG_TWO))
                .plus(0.25 * size * (size - 1) * LOG_PI);
    }

    /** aᵢ bⱼ for all entries of a vector with itself. */
    static Expr outer(Expr vector) {
        int size = vector.shape().dim(0).size();
        return vector.reshaped(size, 1).dot(vector.reshaped(1, size));
    }

    /** The lower triangular A with A Aᵀ a Wishart draw of scale I (Bartlett 1933). */
    static double[] bartlett(UniformRandomProvider random, double degreesOfFreedom, int size) {
        double[] factor = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                factor[i * size + j] = Draws.normal(random);
            }
            factor[i * size + i] = Math.sqrt(2 * Draws.gamma(random, (degreesOfFreedom - i) / 2));
        }
        return factor;
    }
}
