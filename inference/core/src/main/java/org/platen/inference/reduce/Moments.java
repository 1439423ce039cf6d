package org.platen.inference.reduce;

import java.util.List;
import org.platen.inference.backend.Executor;
import org.platen.inference.backend.RowSource;

/**
 * Mean and covariance of the entries of rows.
 *
 * @param mean arithmetic means
 * @param covariance mean products of the deviations from them
 */
record Moments(double[] mean, double[][] covariance) {

    /** Partial sums are kept for at most so many pieces of the data. */
    private static final int MOST_PIECES = 64;

    /** Most numbers in all partial sums together. */
    private static final int MOST_PARTIAL_SUMS = 1 << 22;

    /** In blocks of rows, centred before anything is squared: the corrected two-pass algorithm (Chan, Golub and LeVeque 1983, equation 1.7). */
    static Moments of(List<RowSource> entries, int rows, Executor executor) {
        int size = entries.size();
        double[] mean = new double[size];
        executor.run(size, (worker, entry) -> mean[entry] = sum(entries.get(entry), rows) / rows);
        // How the sums are parted depends on the data only, so that they do not depend on the number of workers.
        int most = Math.max(1, Math.min(MOST_PIECES, MOST_PARTIAL_SUMS / (size * size)));
        int length = Math.max(CrossProducts.BLOCK, (rows + most - 1) / most);
        int pieces = (rows + length - 1) / length;
        CrossProducts[] partial = new CrossProducts[pieces];
        executor.run(pieces, (worker, piece) -> {
            partial[piece] = new CrossProducts(entries, mean);
            partial[piece].add(piece * length, Math.min(rows, (piece + 1) * length));
        });
        for (int piece = 1; piece < pieces; piece++) {
            partial[0].add(partial[piece]);
        }
        double[] rest = partial[0].sums();
        double[][] products = partial[0].products();
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                products[i][j] = (products[i][j] - rest[i] * rest[j] / rows) / rows;
                products[j][i] = products[i][j];
            }
        }
        for (int i = 0; i < size; i++) {
            mean[i] += rest[i] / rows;
        }
        return new Moments(mean, products);
    }

    /** In four interleaved parts: each addition waits for one of its own part only. */
    private static double sum(RowSource entry, int rows) {
        double[] values = entry.values();
        int stride = entry.stride();
        int at = entry.offset();
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int row = 0;
        for (; row + 3 < rows; row += 4, at += 4 * stride) {
            a += values[at];
            b += values[at + stride];
            c += values[at + 2 * stride];
            d += values[at + 3 * stride];
        }
        for (; row < rows; row++) {
            a += entry.at(row);
        }
        return (a + b) + (c + d);
    }
}
