package org.platen.inference.op;

import java.util.Arrays;

/** A step back through Gaussian chains with rows, in the result's own lanes. */
final class LaneSmoother {

    private final double[][] out;
    private final int k;
    private final int covariance;
    private final int cross;
    private final double[][] products;
    private final double[][] left;
    private final double[][] right;

    LaneSmoother(GaussianChainShape shape, double[][] out) {
        this.out = out;
        k = shape.states();
        covariance = shape.covariance();
        cross = shape.cross();
        products = new double[k * k][out[0].length];
        left = new double[k][];
        right = new double[k][];
    }

    /**
     * The moments of a state given everything, from those given what precedes it and the next state.
     *
     * @param at where the state's results start
     * @param next where the next state's start; it holds, for the covariance of both, minus the matrix that takes it to the state's mean
     */
    void run(int at, int next, int rows) {
        System.arraycopy(out, next + GaussianChainShape.MEAN, right, 0, k);
        for (int i = 0; i < k; i++) {
            System.arraycopy(out, next + cross + i * k, left, 0, k);
            Contractions.subtractProducts(left, right, k, out[at + GaussianChainShape.MEAN + i], rows);
        }
        for (int i = 0; i < k; i++) {
            System.arraycopy(out, next + cross + i * k, left, 0, k);
            for (int j = 0; j < k; j++) {
                System.arraycopy(out, next + covariance + j * k, right, 0, k);
                Arrays.fill(products[i * k + j], 0, rows, 0);
                Contractions.subtractProducts(left, right, k, products[i * k + j], rows);
            }
        }
        for (int i = 0; i < k; i++) {
            System.arraycopy(products, i * k, left, 0, k);
            for (int j = 0; j <= i; j++) {
                System.arraycopy(out, next + cross + j * k, right, 0, k);
                double[] sum = out[at + covariance + i * k + j];
                Contractions.subtractProducts(left, right, k, sum, rows);
                System.arraycopy(sum, 0, out[at + covariance + j * k + i], 0, rows);
            }
        }
        for (int i = 0; i < k * k; i++) {
            System.arraycopy(products[i], 0, out[next + cross + i], 0, rows);
        }
    }
}
