package org.platen.inference.op;

import java.util.Arrays;
import org.platen.inference.program.Step;

/** Gaussian chains without rows. */
final class FlatGaussianChain implements Step {

    private final GaussianChainInputs inputs;
    private final GaussianChainShape shape;
    private final GaussianCovariances covariances;
    private final double[] out;
    private final boolean smooth;
    private final int k;
    private final double[] shift;
    private final double[] given;
    private final double[] solved;

    FlatGaussianChain(GaussianChainInputs inputs, double[] out, boolean smooth) {
        this.inputs = inputs;
        this.shape = inputs.shape();
        this.covariances = new GaussianCovariances(inputs, smooth);
        this.out = out;
        this.smooth = smooth;
        k = shape.states();
        shift = new double[k];
        given = new double[k];
        solved = new double[k];
    }

    @Override
    public void run(int rows) {
        Arrays.fill(out, 0);
        for (int chain = 0; chain < shape.chains(); chain++) {
            covariances.run(chain);
            int n = covariances.length(chain);
            means(chain, n);
            for (int t = 0; t < n; t++) {
                int at = shape.at(chain, t);
                System.arraycopy(covariances.covariances, t * k * k, out, at + shape.covariance(), k * k);
                if (smooth && t > 0) {
                    System.arraycopy(covariances.crosses, t * k * k, out, at + shape.cross(), k * k);
                }
            }
        }
    }

    private void means(int chain, int n) {
        System.arraycopy(inputs.shift().buffer().flat(), inputs.shift().at(chain, 0), shift, 0, k);
        double pending = 0;
        for (int t = 0; t < n; t++) {
            int at = shape.at(chain, t);
            if (!smooth) {
                double whole = integrate(covariances.ownFactors, covariances.ownLogs, t, shift, at);
                boolean determined = !Double.isNaN(whole) || t + 1 == n;
                out[at] = determined ? pending + whole : pending - pending;
                pending = determined ? -whole : pending;
            }
            System.arraycopy(shift, 0, given, 0, k);
            if (t + 1 < n) {
                advance(chain, t + 1);
            }
            if (smooth) {
                out[at] = integrate(covariances.factors, covariances.logs, t, given, at);
            } else {
                pending += integrate(covariances.factors, covariances.logs, t, given);
            }
        }
        if (smooth) {
            for (int t = n - 2; t >= 0; t--) {
                smooth(
                        t,
                        shape.at(chain, t) + GaussianChainShape.MEAN,
                        shape.at(chain, t + 1) + GaussianChainShape.MEAN);
            }
        }
    }

    /** The shifts of the state before {@code t} given it, and of the state at {@code t} given what precedes. */
    private void advance(int chain, int t) {
        double[] own = inputs.shift().buffer().flat();
        double[] pair = inputs.pairShift().buffer().flat();
        int ownAt = inputs.shift().at(chain, t);
        int pairAt = inputs.pairShift().at(chain, t);
        int gainAt = (t - 1) * k * k;
        for (int i = 0; i < k; i++) {
            given[i] += pair[pairAt + i];
        }
        for (int i = 0; i < k; i++) {
            double sum = own[ownAt + i] + pair[pairAt + k + i];
            for (int j = 0; j < k; j++) {
                sum += covariances.gains[gainAt + j * k + i] * given[j];
            }
            shift[i] = sum;
        }
    }

    /** The log of the integral over a state of exp(−½ xᵀ A x + bᵀ x). */
    private double integrate(double[] factors, double[] logs, int t, double[] b) {
        System.arraycopy(b, 0, solved, 0, k);
        FlatSolve.solve(factors, t * k * k, solved, 0, k, 1, false);
        double squares = 0;
        for (int i = 0; i < k; i++) {
            squares += solved[i] * solved[i];
        }
        return logs[t] + 0.5 * squares;
    }

    /** The same; the mean of the state goes into the result. */
    private double integrate(double[] factors, double[] logs, int t, double[] b, int at) {
        double log = integrate(factors, logs, t, b);
        FlatSolve.solve(factors, t * k * k, solved, 0, k, 1, true);
        System.arraycopy(solved, 0, out, at + GaussianChainShape.MEAN, k);
        return log;
    }

    private void smooth(int t, int at, int next) {
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                out[at + i] += covariances.gains[(t * k + i) * k + j] * out[next + j];
            }
        }
    }
}
