package org.platen.inference.em;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.platen.inference.em.rule.Numbers;
import org.platen.inference.em.rule.SecondMoments;
import org.platen.inference.em.rule.Workbench;
import org.platen.inference.lower.Term;

/**
 * The M-step of a model in which scores have a covariance of their own, parameter-expanded EM (Liu, Rubin and Wu 1998, section 4): the covariance, which is the
 * expected mean product of the scores, goes into the loadings by its Cholesky factor. The likelihood depends on both together only, so that it does not fall,
 * and the steps are longer than those of EM, which hold the scores where they were.
 *
 * @param factor the scores and their loadings
 * @param moments expected second moments of the scores at the E-step
 */
record Expansion(LatentFactor factor, SecondMoments moments) {

    static Expansion of(LatentFactor factor, Workbench workbench) {
        return new Expansion(factor, SecondMoments.of(Term.of(factor.scores()).get(0), workbench));
    }

    /** The estimates after an M-step that left the scores' covariance out. */
    Estimates with(Estimates estimates, Numbers numbers) {
        int k = factor.scores().shape().size();
        var decomposition = DecompositionFactory_DDRM.chol(k, true);
        DMatrixRMaj covariance = DMatrixRMaj.wrap(k, k, moments.of(numbers));
        // Not so when no element has scores, or in the last digits of scores that hardly vary.
        if (!decomposition.decompose(covariance)) {
            return estimates;
        }
        double[] root = decomposition.getT(null).data;
        Estimates expanded = estimates;
        for (LatentFactor.Loading loading : factor.loadings()) {
            double[] values = estimates.get(loading.target());
            expanded = expanded.with(loading.target(), product(values, root, k, loading.inner()));
        }
        return expanded;
    }

    /** Each vector of loadings times a lower triangle. */
    private static double[] product(double[] loadings, double[] lower, int k, int inner) {
        double[] product = new double[loadings.length];
        for (int at = 0; at < product.length; at++) {
            int j = at / inner % k;
            for (int i = j; i < k; i++) {
                product[at] += loadings[at + (i - j) * inner] * lower[i * k + j];
            }
        }
        return product;
    }
}
