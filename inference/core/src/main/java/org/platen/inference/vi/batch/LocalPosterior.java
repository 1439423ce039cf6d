package org.platen.inference.vi.batch;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.ejml.data.DMatrixRMaj;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.inference.unconstrained.Coordinates;
import org.platen.inference.vi.conjugate.VariationalFactor;

/**
 * The approximate posterior of the variables of the elements of a batch.
 *
 * @param factors of conditionally conjugate variables
 * @param coordinates where the others are in a point
 * @param mean of their unconstrained numbers
 * @param deviations their standard deviations
 * @param curvature minus second derivatives of the log density in the numbers of each element; empty where none was needed
 */
record LocalPosterior(
        Map<RandomVariable, VariationalFactor> factors,
        Coordinates coordinates,
        double[] mean,
        double[] deviations,
        List<DMatrixRMaj> curvature) {

    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    /** −E log q. */
    double entropy() {
        double entropy = factors.values().stream()
                .mapToDouble(VariationalFactor::entropy)
                .sum();
        for (double deviation : deviations) {
            entropy += 0.5 + HALF_LOG_TWO_PI + Math.log(deviation);
        }
        return entropy;
    }

    /** The point that standard Normal numbers make. */
    double[] draw(double[] noise) {
        double[] point = new double[mean.length];
        for (int i = 0; i < point.length; i++) {
            point[i] = mean[i] + deviations[i] * noise[i];
        }
        return point;
    }

    /**
     * −log q of that point; of factors what is expected of it.
     *
     * @param weight how many elements each of a variable stands for
     */
    double surprise(double[] noise, ToDoubleFunction<Variable> weight) {
        double log = 0;
        for (VariationalFactor factor : factors.values()) {
            log += weight.applyAsDouble(factor.variable()) * factor.entropy();
        }
        double[] weights = coordinates.each(weight);
        for (int i = 0; i < noise.length; i++) {
            log += weights[i] * (0.5 * noise[i] * noise[i] + HALF_LOG_TWO_PI + Math.log(deviations[i]));
        }
        return log;
    }
}
