package org.platen.inference.reduce;

import java.util.Arrays;
import java.util.List;
import org.platen.inference.backend.RowSource;

/** Sums of the deviations of rows from some centre, and of the products of each two of them: the lower triangle. For one thread. */
final class CrossProducts {

    /** Rows whose deviations are laid out together, in the cache: a multiple of {@link #STEP}. */
    static final int BLOCK = 32;

    /** Rows of which products are added at a time: a sum is read and written once for all of them. With more the JIT makes no vector instructions. */
    private static final int STEP = 4;

    private final RowSource[] entries;
    private final double[] centre;
    private final double[][] deviations;
    private final double[] sums;
    private final double[][] products;

    /**
     * @param entries where the entries of a row are read from
     * @param centre one number for each of them
     */
    CrossProducts(List<RowSource> entries, double[] centre) {
        int size = centre.length;
        this.entries = entries.toArray(RowSource[]::new);
        this.centre = centre;
        this.deviations = new double[BLOCK][size];
        this.sums = new double[size];
        this.products = new double[size][size];
    }

    /** Σ deviation. */
    double[] sums() {
        return sums;
    }

    /** Σ deviationᵢ deviationⱼ for j ≤ i. */
    double[][] products() {
        return products;
    }

    /** Adds the rows {@code from} to {@code to}. */
    void add(int from, int to) {
        for (int start = from; start < to; start += BLOCK) {
            int rows = Math.min(BLOCK, to - start);
            centre(start, rows);
            for (int row = 0; row < rows; row += STEP) {
                addProducts(row);
            }
        }
    }

    /** Adds the sums over other rows. */
    void add(CrossProducts other) {
        addTo(sums, other.sums, sums.length);
        for (int i = 0; i < products.length; i++) {
            addTo(products[i], other.products[i], i + 1);
        }
    }

    private static void addTo(double[] to, double[] from, int count) {
        for (int i = 0; i < count; i++) {
            to[i] += from[i];
        }
    }

    private void centre(int start, int rows) {
        for (int entry = 0; entry < entries.length; entry++) {
            double[] values = entries[entry].values();
            int stride = entries[entry].stride();
            int at = entries[entry].offset() + start * stride;
            double middle = centre[entry];
            double sum = 0;
            for (int row = 0; row < rows; row++, at += stride) {
                double deviation = values[at] - middle;
                deviations[row][entry] = deviation;
                sum += deviation;
            }
            sums[entry] += sum;
        }
        for (int row = rows; row < BLOCK; row++) {
            Arrays.fill(deviations[row], 0);
        }
    }

    private void addProducts(int row) {
        for (int i = 0; i < products.length; i++) {
            add(deviations[row], deviations[row + 1], deviations[row + 2], deviations[row + 3], i, products[i]);
        }
    }

    /** The products of entry i with those up to it. */
    private static void add(double[] x0, double[] x1, double[] x2, double[] x3, int i, double[] to) {
        double a0 = x0[i];
        double a1 = x1[i];
        double a2 = x2[i];
        double a3 = x3[i];
        for (int j = 0; j <= i; j++) {
            to[j] += (a0 * x0[j] + a1 * x1[j]) + (a2 * x2[j] + a3 * x3[j]);
        }
    }
}
