package org.platen.inference.reduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.platen.inference.backend.Executor;
import org.platen.inference.backend.RowSource;

/**
 * Rows that have the count, the mean and the covariance of others: the mean, and two on either side of it along each principal axis of the standardised columns
 * (the cubature of Arasaratnam and Haykin 2009, equation 30, with a centre). Columns that are constant stay so.
 */
final class PseudoRows {

    /**
     * How many times further from the mean than needed without a centre: what is lost when a point far from zero is rounded, weighs that much less. A power of two.
     */
    private static final double STRETCH = 64;

    /** A column whose standard deviation is not more than so many units in the last place of its mean is constant: what is left of it is rounding. */
    private static final double CONSTANT = 2;

    private PseudoRows() {}

    /** Empty when they are more than half as many as the rows. */
    static Optional<Reduction> of(RowColumns columns, Executor executor) {
        List<RowSource> entries = columns.entries();
        int rows = columns.layout().rows();
        if (entries.isEmpty() || 4L * entries.size() + 2 > rows) {
            return Optional.empty();
        }
        Moments moments = Moments.of(entries, rows, executor);
        List<double[]> roots = roots(moments);
        int rank = roots.size();
        double[] weights = new double[2 * rank + 1];
        Arrays.fill(weights, rows / (2 * rank * STRETCH * STRETCH));
        weights[2 * rank] = rank == 0 ? rows : rows * (1 - 1 / (STRETCH * STRETCH));
        double distance = STRETCH * Math.sqrt(rank);
        double[] mean = moments.mean();
        return Optional.of(new Reduction(
                columns.replaced(weights, (entry, row) -> {
                    double root = row == 2 * rank ? 0 : roots.get(row / 2)[entry];
                    return mean[entry] + (row % 2 == 0 ? distance : -distance) * root;
                }),
                String.format(Locale.ROOT, "%,d rows, %,d of the same mean and covariance", rows, weights.length)));
    }

    /** Vectors whose outer products add up to a covariance. */
    private static List<double[]> roots(Moments moments) {
        double[][] covariance = moments.covariance();
        int size = covariance.length;
        double[] deviations = new double[size];
        for (int i = 0; i < size; i++) {
            double deviation = Math.sqrt(Math.max(0, covariance[i][i]));
            deviations[i] = deviation > CONSTANT * Math.ulp(moments.mean()[i]) ? deviation : 0;
        }
        DMatrixRMaj correlation = new DMatrixRMaj(size, size);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double product = deviations[i] * deviations[j];
                correlation.set(i, j, product > 0 ? covariance[i][j] / product : 0);
            }
        }
        var decomposition = DecompositionFactory_DDRM.eig(size, true, true);
        if (!decomposition.decompose(correlation)) {
            throw new IllegalStateException("no eigenvalues of a correlation matrix of size " + size + " were found");
        }
        List<double[]> roots = new ArrayList<>();
        for (int k = 0; k < size; k++) {
            double eigenvalue = decomposition.getEigenvalue(k).getReal();
            if (eigenvalue > size * Math.ulp((double) size)) {
                double[] root = decomposition.getEigenVector(k).getData().clone();
                for (int i = 0; i < size; i++) {
                    root[i] *= Math.sqrt(eigenvalue) * deviations[i];
                }
                roots.add(root);
            }
        }
        return roots;
    }
}
