package org.platen.inference.vi;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.checkpoint.NumbersFile;
import org.platen.inference.data.DataSizes;
import org.platen.inference.lower.RoleNames;
import org.platen.inference.vi.batch.RowsRecord;
import org.platen.inference.vi.conjugate.FactorRecord;

/**
 * What a {@link VariationalFit} is made of, by the names of variables, without its data: what files hold.
 *
 * @param sizes of the data
 * @param roles what became of the unknowns
 * @param unconstrained variables approximated in unconstrained numbers, in their order there
 * @param treatments how each variable is treated, in words
 * @param factors of conditionally conjugate variables
 * @param gaussian of the unconstrained numbers, or null when there are none
 * @param bound the evidence lower bound reached by the best start
 * @param trace its bound after each iteration
 * @param reason why it ended
 * @param starts how many there were
 * @param elbo the bound of the fit
 * @param warnings what may be wrong
 * @param shape k-hat of the approximation as a whole, or null where it was not checked
 * @param rows what posteriors of other rows are found from, or null where all rows were fitted at once
 * @param training where it ended and the state of its steps, as a checkpoint has them; null where it is not to go on
 */
public record ViRecord(
        DataSizes sizes,
        RoleNames roles,
        List<String> unconstrained,
        Map<String, String> treatments,
        Map<String, FactorRecord> factors,
        @Nullable Numbers gaussian,
        double bound,
        double[] trace,
        String reason,
        int starts,
        Elbo elbo,
        List<String> warnings,
        @Nullable Double shape,
        @Nullable RowsRecord rows,
        @Nullable NumbersFile training) {

    /** Copies. */
    public ViRecord {
        unconstrained = List.copyOf(unconstrained);
        treatments = new LinkedHashMap<>(treatments);
        factors = new LinkedHashMap<>(factors);
        warnings = List.copyOf(warnings);
    }

    /**
     * A Normal distribution of unconstrained numbers.
     *
     * @param mean its mean
     * @param deviations standard deviations, of the low-rank family those beside the loadings; null where there is a factor
     * @param factor the lower triangular factor of the covariance, row-major; null but for the full-rank family
     * @param loadings a row for each number; null but for the low-rank family
     */
    public record Numbers(
            double[] mean, double @Nullable [] deviations, double @Nullable [] factor, double @Nullable [] loadings) {

        static Numbers of(Gaussian gaussian) {
            if (gaussian instanceof DenseGaussian dense) {
                return new Numbers(dense.mean(), null, dense.factor().data, null);
            } else if (gaussian instanceof LowRankGaussian lowRank) {
                return new Numbers(lowRank.mean(), lowRank.deviations(), null, lowRank.loadings().data);
            }
            return new Numbers(gaussian.mean(), gaussian.standardDeviations(), null, null);
        }

        Gaussian gaussian() {
            int n = mean.length;
            if (factor != null) {
                requireLength(factor, (long) n * n);
                return DenseGaussian.ofFactor(mean, new DMatrixRMaj(n, n, true, factor));
            }
            ModelException.require(deviations != null, "a Normal distribution of %d numbers has no deviations", n);
            double[] own = java.util.Objects.requireNonNull(deviations);
            requireLength(own, n);
            ModelException.require(
                    Arrays.stream(own).allMatch(deviation -> deviation >= 0), "standard deviations are at least 0");
            if (loadings == null) {
                return new DiagonalGaussian(mean, own);
            }
            ModelException.require(n > 0 && loadings.length % n == 0, "%d loadings of %d numbers", loadings.length, n);
            return new LowRankGaussian(mean, own, new DMatrixRMaj(n, loadings.length / n, true, loadings));
        }

        private static void requireLength(double[] values, long expected) {
            ModelException.require(values.length == expected, "expected %d numbers, found %d", expected, values.length);
        }
    }
}
