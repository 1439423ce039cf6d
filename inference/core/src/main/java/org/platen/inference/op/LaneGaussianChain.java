package org.platen.inference.op;

import java.util.Arrays;
import org.platen.inference.op.GaussianChainInputs.Entries;
import org.platen.inference.program.Step;

/**
 * Gaussian chains with rows whose covariances differ from row to row. A chain that has ended goes on as standard normal states that nothing is linked to, and
 * what comes out of it is replaced by zeros.
 */
final class LaneGaussianChain implements Step {

    private final GaussianChainInputs inputs;
    private final GaussianChainShape shape;
    private final double[][] out;
    private final boolean smooth;
    private final int k;
    private final LaneMatrices matrices;
    private final LaneSmoother smoother;
    private final double[][] information;
    private final double[][] scale;
    private final double[][][] couplings;
    private final double[][] shift;
    private final double[][] given;
    private final double[][] solved;
    private final double[][] picked;
    private final double[] lengths;
    private final double[] pending;
    private final double[] part;
    private final double[] spare;
    private int shortest;

    LaneGaussianChain(GaussianChainInputs inputs, double[][] out, boolean smooth) {
        this.inputs = inputs;
        this.shape = inputs.shape();
        this.out = out;
        this.smooth = smooth;
        k = shape.states();
        int rows = out[0].length;
        matrices = new LaneMatrices(k, rows);
        smoother = new LaneSmoother(shape, out);
        information = new double[k * k][rows];
        scale = new double[k][rows];
        couplings = LaneMatrices.columns(new double[k * k][rows], k);
        shift = new double[k][rows];
        given = new double[k][rows];
        solved = new double[k][rows];
        picked = new double[k][];
        lengths = new double[rows];
        pending = new double[rows];
        part = new double[rows];
        spare = new double[rows];
    }

    @Override
    public void run(int rows) {
        for (int chain = 0; chain < shape.chains(); chain++) {
            System.arraycopy(inputs.length().lane(inputs.length().at(chain, 0), spare, rows), 0, lengths, 0, rows);
            shortest = shape.steps();
            int longest = 0;
            for (int row = 0; row < rows; row++) {
                shortest = Math.min(shortest, (int) lengths[row]);
                longest = Math.max(longest, (int) lengths[row]);
            }
            forward(chain, longest, rows);
            for (int lane = shape.at(chain, longest); lane < shape.at(chain + 1, 0); lane++) {
                Arrays.fill(out[lane], 0, rows, 0);
            }
            for (int t = 0; t < (smooth ? 1 : longest); t++) {
                int cross = shape.at(chain, t) + shape.cross();
                for (int lane = cross; lane < cross + k * k; lane++) {
                    Arrays.fill(out[lane], 0, rows, 0);
                }
            }
            for (int t = longest - 2; smooth && t >= 0; t--) {
                smoother.run(shape.at(chain, t), shape.at(chain, t + 1), rows);
            }
        }
    }

    private void forward(int chain, int longest, int rows) {
        Arrays.fill(pending, 0, rows, 0);
        begin(chain, 0, rows);
        for (int t = 0; t < longest; t++) {
            int at = shape.at(chain, t);
            if (!smooth) {
                filter(at, t, rows);
            }
            copy(information, matrices.factor(), rows);
            copy(shift, given, rows);
            boolean linked = t + 1 < longest;
            if (linked) {
                link(chain, t + 1, rows);
            }
            matrices.factorise(rows);
            matrices.forward(given, solved, rows);
            matrices.logIntegral(solved, part, spare, rows);
            if (smooth) {
                System.arraycopy(part, 0, out[at], 0, rows);
                moments(at, t, rows);
            } else {
                GaussianLanes.addWithin(part, lengths, t, pending, rows);
            }
            if (linked) {
                begin(chain, t + 1, rows);
                advance(chain, t + 1, rows);
            }
        }
    }

    /** The information on a state by itself. */
    private void begin(int chain, int t, int rows) {
        int precision = inputs.precision().at(chain, t);
        int own = inputs.shift().at(chain, t);
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                set(inputs.precision(), precision + i * k + j, t, information[i * k + j], rows);
            }
            System.arraycopy(information[i * k + i], 0, scale[i], 0, rows);
            if (t >= shortest) {
                GaussianLanes.setAfterEnd(1, lengths, t, information[i * k + i], rows);
            }
            set(inputs.shift(), own + i, t, shift[i], rows);
        }
    }

    /** Adds to the state before {@code t} what it has from its pair with the state at {@code t}, and keeps what couples them. */
    private void link(int chain, int t, int rows) {
        Entries pairs = inputs.pairPrecision();
        int precision = pairs.at(chain, t);
        int pairShift = inputs.pairShift().at(chain, t);
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                add(pairs, precision + i * 2 * k + j, t, matrices.factor()[i * k + j], rows);
            }
            for (int j = 0; j < k; j++) {
                set(pairs, precision + (k + i) * 2 * k + j, t, couplings[i][j], rows);
            }
            add(inputs.pairShift(), pairShift + i, t, given[i], rows);
        }
    }

    /** Completes the information on the state at {@code t} given what precedes. */
    private void advance(int chain, int t, int rows) {
        Entries pairs = inputs.pairPrecision();
        int precision = pairs.at(chain, t) + 2 * k * k + k;
        int pairShift = inputs.pairShift().at(chain, t) + k;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                add(pairs, precision + i * 2 * k + j, t, information[i * k + j], rows);
            }
            add(pairs, precision + i * 2 * k + i, t, scale[i], rows);
            add(inputs.pairShift(), pairShift + i, t, shift[i], rows);
            matrices.forward(couplings[i], couplings[i], rows);
        }
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                Contractions.subtractProducts(couplings[i], couplings[j], k, information[i * k + j], rows);
            }
        }
        int cross = shape.at(chain, t) + shape.cross();
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                picked[j] = smooth ? out[cross + j * k + i] : couplings[i][j];
            }
            matrices.backward(couplings[i], picked, rows);
            for (int j = 0; j < k && t >= shortest; j++) {
                GaussianLanes.setAfterEnd(0, lengths, t, picked[j], rows);
            }
            Contractions.subtractProducts(picked, given, k, shift[i], rows);
        }
    }

    private void filter(int at, int t, int rows) {
        copy(information, matrices.factor(), rows);
        matrices.factorise(rows);
        for (int i = 0; i < k; i++) {
            GaussianLanes.refuseRounding(matrices.pivot(i), scale[i], rows);
        }
        matrices.forward(shift, solved, rows);
        matrices.logIntegral(solved, out[at], spare, rows);
        GaussianLanes.release(out[at], pending, lengths, t, rows);
        moments(at, t, rows);
    }

    /** Writes the mean and covariance of a state that the factor and {@code solved} belong to, and zeros after the end. */
    private void moments(int at, int t, int rows) {
        System.arraycopy(out, at + GaussianChainShape.MEAN, picked, 0, k);
        matrices.backward(solved, picked, rows);
        matrices.inverse(out, at + shape.covariance(), rows);
        for (int lane = at; lane < at + shape.cross() && t >= shortest; lane++) {
            GaussianLanes.setAfterEnd(0, lengths, t, out[lane], rows);
        }
    }

    private void set(Entries from, int entry, int t, double[] to, int rows) {
        if (t < shortest) {
            System.arraycopy(from.lane(entry, spare, rows), 0, to, 0, rows);
        } else {
            Arrays.fill(to, 0, rows, 0);
            add(from, entry, t, to, rows);
        }
    }

    private void add(Entries from, int entry, int t, double[] to, int rows) {
        double[] lane = from.lane(entry, spare, rows);
        if (t < shortest) {
            Lanes.ADD.lanes(to, lane, to, rows);
        } else {
            GaussianLanes.addWithin(lane, lengths, t, to, rows);
        }
    }

    private static void copy(double[][] from, double[][] to, int rows) {
        for (int i = 0; i < from.length; i++) {
            System.arraycopy(from[i], 0, to[i], 0, rows);
        }
    }
}
