package org.platen.inference.mcmc;

import java.util.Arrays;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;

/** A metric of variances alone. */
final class DiagonalMetric implements Metric {

    private final double[] variances;
    private final double[] momentumScales;

    /** @param variances the diagonal of M⁻¹ */
    DiagonalMetric(double[] variances) {
        this.variances = variances.clone();
        this.momentumScales = Arrays.stream(variances)
                .map(variance -> 1 / Math.sqrt(variance))
                .toArray();
    }

    static DiagonalMetric unit(int dimension) {
        double[] ones = new double[dimension];
        Arrays.fill(ones, 1);
        return new DiagonalMetric(ones);
    }

    @Override
    public void velocity(double[] momentum, double[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = variances[i] * momentum[i];
        }
    }

    @Override
    public double[][] inverse() {
        return new double[][] {variances};
    }

    @Override
    public void drawMomentum(NormalizedGaussianSampler normal, double[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = momentumScales[i] * normal.sample();
        }
    }
}
