package org.platen.inference.posterior;

/**
 * Log densities averaged over draws of a posterior.
 *
 * @param values of each row
 * @param errors their Monte Carlo standard errors, as if draws were independent
 */
public record PredictiveDensity(double[] values, double[] errors) {

    /** @param logs [draw][row] */
    static PredictiveDensity of(double[][] logs) {
        int rows = logs[0].length;
        double[] values = new double[rows];
        double[] errors = new double[rows];
        for (int row = 0; row < rows; row++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (double[] draw : logs) {
                largest = Math.max(largest, draw[row]);
            }
            double sum = 0;
            double squares = 0;
            for (double[] draw : logs) {
                double ratio = largest == Double.NEGATIVE_INFINITY ? 0 : Math.exp(draw[row] - largest);
                sum += ratio;
                squares += ratio * ratio;
            }
            double mean = sum / logs.length;
            double variance = Math.max(0, squares / logs.length - mean * mean);
            values[row] = largest + Math.log(mean);
            errors[row] = Math.sqrt(variance / logs.length) / mean;
        }
        return new PredictiveDensity(values, errors);
    }
}
