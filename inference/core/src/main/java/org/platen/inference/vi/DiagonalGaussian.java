package org.platen.inference.vi;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.platen.inference.checkpoint.Saved;

/** Independent Normal numbers: the mean-field family. A number without deviation has one value, and no density or entropy of its own. */
record DiagonalGaussian(double[] mean, double[] standardDeviations) implements FactoredGaussian {

    static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    DiagonalGaussian {
        mean = mean.clone();
        standardDeviations = standardDeviations.clone();
    }

    @Override
    public double[] mean() {
        return mean.clone();
    }

    @Override
    public double[] standardDeviations() {
        return standardDeviations.clone();
    }

    @Override
    public int dimension() {
        return mean.length;
    }

    @Override
    public int noise() {
        return mean.length;
    }

    @Override
    public double[] draw(double[] noise) {
        double[] point = new double[mean.length];
        for (int i = 0; i < point.length; i++) {
            point[i] = mean[i] + standardDeviations[i] * noise[i];
        }
        return point;
    }

    @Override
    public double[] units() {
        return Arrays.stream(standardDeviations)
                .map(deviation -> deviation == 0 ? 1 : deviation)
                .toArray();
    }

    @Override
    public double entropy() {
        double entropy = 0;
        for (double deviation : standardDeviations) {
            entropy += deviation == 0 ? 0 : 0.5 + HALF_LOG_TWO_PI + Math.log(deviation);
        }
        return entropy;
    }

    @Override
    public DMatrixRMaj factor() {
        return CommonOps_DDRM.diag(standardDeviations);
    }

    @Override
    public Precision precision() {
        return new Precision.Diagonal(Arrays.stream(standardDeviations)
                .map(deviation -> 1 / (deviation * deviation))
                .toArray());
    }

    @Override
    public DMatrixRMaj overFactor(DMatrixRMaj matrix) {
        DMatrixRMaj quotient = matrix.copy();
        for (int i = 0; i < quotient.numRows; i++) {
            for (int j = 0; j < mean.length; j++) {
                double deviation = standardDeviations[j];
                quotient.set(i, j, deviation == 0 ? 0 : quotient.get(i, j) / deviation);
            }
        }
        return quotient;
    }

    @Override
    public void save(Saved to) {
        to.put("mean", mean).put("deviations", standardDeviations);
    }

    @Override
    public double logDensity(double[] point) {
        double log = 0;
        for (int i = 0; i < mean.length; i++) {
            if (standardDeviations[i] > 0) {
                double z = (point[i] - mean[i]) / standardDeviations[i];
                log -= 0.5 * z * z + Math.log(standardDeviations[i]) + HALF_LOG_TWO_PI;
            }
        }
        return log;
    }
}
