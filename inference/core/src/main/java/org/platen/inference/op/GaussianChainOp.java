package org.platen.inference.op;

import java.util.List;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Gradients;
import org.platen.inference.program.Node;
import org.platen.inference.program.Op;
import org.platen.inference.program.Step;
import org.platen.inference.program.Type;

/**
 * Evidence and posterior moments of a chain of Gaussian states x₀ … xₙ₋₁ of k numbers each, given in canonical form: the log of the joint density is
 * Σₜ (−½ xₜᵀ Lₜ xₜ + hₜᵀ xₜ) + Σₜ≥₁ (−½ wₜᵀ Pₜ wₜ + qₜᵀ wₜ) with wₜ = (xₜ₋₁, xₜ).
 *
 * <p>Inputs, whose leading dimensions B broadcast:
 *
 * <ol>
 *   <li>the precisions Lₜ, [B…, T, k, k], positive semidefinite (zero where nothing is observed);
 *   <li>the shifts hₜ, [B…, T, k];
 *   <li>the precisions of pairs Pₜ, [B…, T or 1, 2k, 2k]: one for every t, of which the first is not used, or one for all;
 *   <li>the shifts of pairs qₜ, [B…, T or 1, 2k];
 *   <li>the length n of the chain, from 1 to T, [B…].
 * </ol>
 *
 * Matrices are symmetric; only their lower triangles are read. The result, [B…, T, 1 + k + 2 k²], holds for every t a part of the log evidence, the mean of
 * xₜ, its covariance and the covariance of xₜ₋₁ (down) and xₜ (across), matrices row by row; zeros where t ≥ n, and no covariance with what precedes t = 0.
 * The parts sum to the log of the integral over all states.
 *
 * <p>States are eliminated one by one, each with a Cholesky factor (block elimination: Särkkä 2013, "Bayesian Filtering and Smoothing", theorems 4.2 and 8.2,
 * in information form). L₀ may leave x₀ undetermined, even be zero: a flat start of density 1 (Durbin and Koopman 2012, chapter 5). NaN where the integral
 * does not exist.
 *
 * @param smooth whether moments are given everything; else given what touches only states up to t, with covariances of neighbours left zero, and NaN where
 *     that does not determine xₜ. The parts of the evidence are what integrating xₜ contributes when smooth; else they are log densities of what is added
 *     at t given all before, 0 while the state is undetermined
 */
public record GaussianChainOp(boolean smooth) implements Op {

    @Override
    public Type infer(List<Type> inputs) {
        return GaussianChainShape.of(inputs).output();
    }

    /**
     * {@inheritDoc}
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        throw new UnsupportedOperationException("posterior moments of a Gaussian chain are read, not differentiated:"
                + " differentiate the evidence of the chain (GaussianEvidenceOp) instead");
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        GaussianChainInputs chains = GaussianChainInputs.of(inputs);
        if (!output.hasRows()) {
            return new FlatGaussianChain(chains, output.flat(), smooth);
        }
        return chains.covariancesHaveRows()
                ? new LaneGaussianChain(chains, output.lanes(), smooth)
                : new SharedGaussianChain(chains, output.lanes(), smooth);
    }
}
