package org.platen.inference.op;

import java.util.Arrays;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Step;
import org.platen.inference.program.Type;

/** Gaussian chains of which only the shifts have rows: covariances are computed once for all rows, means for each. */
final class SharedGaussianChain implements Step {

    private final GaussianChainInputs inputs;
    private final GaussianChainShape shape;
    private final GaussianCovariances covariances;
    private final double[][] out;
    private final boolean smooth;
    private final int k;
    private final LaneSolve forward;
    private final LaneSolve backward;
    private final LaneSolve ownForward;
    private final LaneSolve ownBackward;
    private final double[][] shift;
    private final double[][] given;
    private final double[][] solved;
    private final double[][] mean;
    private final double[] weights;
    private final double[] spare;
    private final double[] pending;
    private final double[] lengths;

    SharedGaussianChain(GaussianChainInputs inputs, double[][] out, boolean smooth) {
        this.inputs = inputs;
        this.shape = inputs.shape();
        this.covariances = new GaussianCovariances(inputs, smooth);
        this.out = out;
        this.smooth = smooth;
        k = shape.states();
        Type matrix = Type.of(false, k, k);
        forward = LaneSolve.of(Buffer.flat(matrix, covariances.factors), k, false);
        backward = LaneSolve.of(Buffer.flat(matrix, covariances.factors), k, true);
        ownForward = LaneSolve.of(Buffer.flat(matrix, covariances.ownFactors), k, false);
        ownBackward = LaneSolve.of(Buffer.flat(matrix, covariances.ownFactors), k, true);
        int rows = out[0].length;
        shift = new double[k][rows];
        given = new double[k][rows];
        solved = new double[k][rows];
        mean = new double[k][];
        weights = new double[k];
        spare = new double[rows];
        pending = new double[rows];
        lengths = new double[rows];
    }

    @Override
    public void run(int rows) {
        for (int chain = 0; chain < shape.chains(); chain++) {
            covariances.run(chain);
            int n = covariances.length(chain);
            for (int t = 0; t < shape.steps(); t++) {
                repeat(t < n, t, shape.at(chain, t), rows);
            }
            forward(chain, n, rows);
            if (smooth) {
                for (int t = n - 2; t >= 0; t--) {
                    smooth(chain, t, rows);
                }
            }
        }
    }

    /** Writes covariances, and zeros after the end. */
    private void repeat(boolean within, int t, int at, int rows) {
        int entries = k * k;
        for (int i = 0; i < shape.width(); i++) {
            Arrays.fill(out[at + i], 0, rows, 0);
        }
        if (!within) {
            return;
        }
        for (int i = 0; i < entries; i++) {
            Arrays.fill(out[at + shape.covariance() + i], 0, rows, covariances.covariances[t * entries + i]);
            if (smooth && t > 0) {
                Arrays.fill(out[at + shape.cross() + i], 0, rows, covariances.crosses[t * entries + i]);
            }
        }
    }

    private void forward(int chain, int n, int rows) {
        int first = inputs.shift().at(chain, 0);
        for (int i = 0; i < k; i++) {
            System.arraycopy(inputs.shift().lane(first + i, spare, rows), 0, shift[i], 0, rows);
        }
        Arrays.fill(lengths, 0, rows, n);
        Arrays.fill(pending, 0, rows, 0);
        for (int t = 0; t < n; t++) {
            double[] part = out[shape.at(chain, t)];
            if (!smooth) {
                ownForward.run(t * k * k, shift, solved, rows);
                GaussianLanes.halfSquares(solved, covariances.ownLogs[t], part, rows);
                ownBackward.run(t * k * k, solved, means(chain, t), rows);
                GaussianLanes.release(part, pending, lengths, t, rows);
            }
            advance(chain, t, n, rows);
            forward.run(t * k * k, given, solved, rows);
            if (smooth) {
                GaussianLanes.halfSquares(solved, covariances.logs[t], part, rows);
                backward.run(t * k * k, solved, means(chain, t), rows);
            } else {
                GaussianLanes.halfSquares(solved, covariances.logs[t], spare, rows);
                Lanes.ADD.lanes(pending, spare, pending, rows);
            }
        }
    }

    /** The shifts of the state at {@code t} given the next one, and those of the next one given what precedes. */
    private void advance(int chain, int t, int n, int rows) {
        for (int i = 0; i < k; i++) {
            System.arraycopy(shift[i], 0, given[i], 0, rows);
        }
        if (t + 1 == n) {
            return;
        }
        int own = inputs.shift().at(chain, t + 1);
        int pair = inputs.pairShift().at(chain, t + 1);
        for (int i = 0; i < k; i++) {
            Lanes.ADD.lanes(given[i], inputs.pairShift().lane(pair + i, spare, rows), given[i], rows);
        }
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                weights[j] = covariances.gains[(t * k + j) * k + i];
            }
            Contractions.combination(inputs.shift().lane(own + i, spare, rows), 1, given, weights, k, shift[i], rows);
            Lanes.ADD.lanes(shift[i], inputs.pairShift().lane(pair + k + i, spare, rows), shift[i], rows);
        }
    }

    private void smooth(int chain, int t, int rows) {
        int at = shape.at(chain, t) + GaussianChainShape.MEAN;
        double[][] next = means(chain, t + 1);
        for (int i = 0; i < k; i++) {
            System.arraycopy(covariances.gains, (t * k + i) * k, weights, 0, k);
            Contractions.combination(out[at + i], 1, next, weights, k, out[at + i], rows);
        }
    }

    private double[][] means(int chain, int t) {
        System.arraycopy(out, shape.at(chain, t) + GaussianChainShape.MEAN, mean, 0, k);
        return mean;
    }
}
