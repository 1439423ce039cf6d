package org.platen.inference.op;

import java.util.Arrays;

/** What does not depend on the shifts of one Gaussian chain at a time: factors, covariances and the determinants' part of the evidence. */
final class GaussianCovariances {

    static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    /** A pivot this much smaller than what it was computed from is rounding. */
    static final double ROUNDING = 64 * Math.ulp(1.0);

    private final GaussianChainInputs inputs;
    private final boolean smooth;
    private final int k;
    private final double[] information;
    private final double[] scale;
    private final double[] work;

    /** Cholesky factors of the precisions of each state given the next one. */
    final double[] factors;

    /** The matrices that take each state's successor to its conditional mean. */
    final double[] gains;

    /** For each state, the log of the integral of exp(−½ xᵀ A x), where A is the precision given the next one. */
    final double[] logs;

    /** Unless smoothing: Cholesky factors of the precisions of each state given what precedes. NaN where that does not determine it. */
    final double[] ownFactors;

    /** The logs that belong to {@link #ownFactors}. */
    final double[] ownLogs;

    /** Of each state. */
    final double[] covariances;

    /** When smoothing: of each state's predecessor with it. */
    final double[] crosses;

    GaussianCovariances(GaussianChainInputs inputs, boolean smooth) {
        this.inputs = inputs;
        this.smooth = smooth;
        k = inputs.shape().states();
        int steps = inputs.shape().steps();
        int entries = steps * k * k;
        information = new double[k * k];
        scale = new double[k];
        work = new double[k * k];
        factors = new double[entries];
        gains = new double[entries];
        logs = new double[steps];
        ownFactors = new double[smooth ? 0 : entries];
        ownLogs = new double[smooth ? 0 : steps];
        covariances = new double[entries];
        crosses = new double[smooth ? entries : 0];
    }

    int length(int chain) {
        return (int) inputs.length().buffer().flat()[inputs.length().at(chain, 0)];
    }

    void run(int chain) {
        int n = length(chain);
        double[] pair = inputs.pairPrecision().buffer().flat();
        start(chain, 0);
        for (int t = 0; t < n; t++) {
            int at = t * k * k;
            if (!smooth) {
                filter(t, at);
            }
            System.arraycopy(information, 0, factors, at, k * k);
            if (t + 1 < n) {
                int pairAt = inputs.pairPrecision().at(chain, t + 1);
                for (int i = 0; i < k; i++) {
                    for (int j = 0; j <= i; j++) {
                        factors[at + i * k + j] += pair[pairAt + i * 2 * k + j];
                    }
                }
                CholeskyOp.factor(factors, factors, at, k);
                start(chain, t + 1);
                addToInformation(pair, pairAt + 2 * k * k + k, 2 * k);
                eliminate(pair, pairAt + 2 * k * k, at);
            } else {
                CholeskyOp.factor(factors, factors, at, k);
            }
            logs[t] = logIntegral(factors, at);
            if (smooth) {
                inverse(factors, at);
            }
        }
        if (smooth) {
            for (int t = n - 2; t >= 0; t--) {
                smooth(t * k * k, (t + 1) * k * k);
            }
        }
    }

    private void start(int chain, int t) {
        Arrays.fill(information, 0);
        Arrays.fill(scale, 0);
        addToInformation(inputs.precision().buffer().flat(), inputs.precision().at(chain, t), k);
    }

    private void addToInformation(double[] matrix, int at, int stride) {
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                information[i * k + j] += matrix[at + i * stride + j];
            }
            scale[i] += matrix[at + i * stride + i];
        }
    }

    /**
     * Takes the integral over a state into the information on the next one.
     *
     * @param coupling where the pair's precision couples the next state (down) with this one
     */
    private void eliminate(double[] pair, int coupling, int at) {
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                gains[at + j * k + i] = -pair[coupling + i * 2 * k + j];
            }
        }
        FlatSolve.solve(factors, at, gains, at, k, k, false);
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int l = 0; l < k; l++) {
                    sum += gains[at + l * k + i] * gains[at + l * k + j];
                }
                information[i * k + j] -= sum;
            }
        }
        FlatSolve.solve(factors, at, gains, at, k, k, true);
    }

    private void filter(int t, int at) {
        System.arraycopy(information, 0, ownFactors, at, k * k);
        CholeskyOp.factor(ownFactors, ownFactors, at, k);
        for (int i = 0; i < k; i++) {
            int pivot = at + i * k + i;
            if (ownFactors[pivot] * ownFactors[pivot] <= ROUNDING * scale[i]) {
                ownFactors[pivot] = Double.NaN;
            }
        }
        ownLogs[t] = logIntegral(ownFactors, at);
        inverse(ownFactors, at);
    }

    private double logIntegral(double[] factor, int at) {
        double log = k * HALF_LOG_TWO_PI;
        for (int i = 0; i < k; i++) {
            log -= Math.log(factor[at + i * k + i]);
        }
        return log;
    }

    /** The covariance that belongs to the factor of a precision. */
    private void inverse(double[] factor, int at) {
        Arrays.fill(work, 0);
        for (int i = 0; i < k; i++) {
            work[i * k + i] = 1;
        }
        FlatSolve.solve(factor, at, work, 0, k, k, false);
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int l = i; l < k; l++) {
                    sum += work[l * k + i] * work[l * k + j];
                }
                covariances[at + i * k + j] = sum;
                covariances[at + j * k + i] = sum;
            }
        }
    }

    /** The covariance of a state, which holds that given the next one, and its covariance with the next one. */
    private void smooth(int at, int next) {
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                double sum = 0;
                for (int l = 0; l < k; l++) {
                    sum += gains[at + i * k + l] * covariances[next + l * k + j];
                }
                crosses[next + i * k + j] = sum;
            }
        }
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = covariances[at + i * k + j];
                for (int l = 0; l < k; l++) {
                    sum += crosses[next + i * k + l] * gains[at + j * k + l];
                }
                covariances[at + i * k + j] = sum;
                covariances[at + j * k + i] = sum;
            }
        }
    }
}
