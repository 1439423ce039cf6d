package org.platen.inference.em.rule;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.platen.dsl.distribution.MultivariateNormal;

/** From a scatter matrix to the covariance, precision or Cholesky factor that maximises its density. Matrices are row-major. */
final class ScatterModes {

    private ScatterModes() {}

    /** The likeliest covariance, precision or Cholesky factor: that of the scatter over its count. */
    static double[] likeliest(double[] scatter, double count, MultivariateNormal.Form form, int size) {
        double[] covariance = scaled(scatter, 1 / count);
        return switch (form) {
            case PRECISION -> Symmetric.inverse(covariance, 0, size).data;
            case CHOLESKY -> {
                var decomposition = DecompositionFactory_DDRM.chol(size, true);
                DMatrixRMaj matrix = Symmetric.matrix(covariance, 0, size);
                yield decomposition.decompose(matrix) ? decomposition.getT(null).data : scaled(covariance, Double.NaN);
            }
            case COVARIANCE, DIAGONAL -> covariance;
        };
    }

    /** Mode of a covariance under InverseWishart(ν, Ψ) after {@code count} deviations: (Ψ + scatter) / (ν + d + 1 + count). */
    static double[] inverseWishart(double[] scatter, double count, double degrees, double[] scale, int size) {
        double[] mode = scatter.clone();
        for (int i = 0; i < mode.length; i++) {
            mode[i] = (scale[i] + scatter[i]) / (degrees + size + 1 + count);
        }
        return mode;
    }

    /** Mode of a precision under Wishart(ν, V) after {@code count} deviations: (ν − d − 1 + count) (V⁻¹ + scatter)⁻¹. */
    static double[] wishart(double[] scatter, double count, double degrees, double[] scale, int size) {
        double[] sum = Symmetric.inverse(scale, 0, size).data.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += scatter[i];
        }
        return scaled(Symmetric.inverse(sum, 0, size).data, degrees - size - 1 + count);
    }

    private static double[] scaled(double[] values, double factor) {
        double[] scaled = values.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return scaled;
    }
}
