package org.platen.inference.op;

import java.util.Arrays;
import java.util.List;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Gradients;
import org.platen.inference.program.Node;
import org.platen.inference.program.Op;
import org.platen.inference.program.Step;
import org.platen.inference.program.Type;

/**
 * The log of the integral over all states of a Gaussian chain: the inputs of {@link GaussianChainOp}, then its smoothed result. Its derivatives are
 * posterior moments, which that result holds (Fisher's identity): E xₜ for the shifts, −½ E xₜ xₜᵀ for the precisions, and the same of pairs.
 */
public record GaussianEvidenceOp() implements Op {

    private static final int CHAIN = 5;

    @Override
    public Type infer(List<Type> inputs) {
        Type chain = inputs.get(CHAIN);
        return chain.withDims(chain.dims().subList(0, chain.rank() - 2));
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        new GaussianEvidenceGradient(node, adjoint, gradients).add();
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        Buffer chain = inputs.get(CHAIN);
        int steps = chain.type().dim(-2);
        int width = chain.type().dim(-1);
        if (!output.hasRows()) {
            double[] in = chain.flat();
            double[] out = output.flat();
            return rows -> {
                for (int i = 0; i < out.length; i++) {
                    double sum = 0;
                    for (int t = 0; t < steps; t++) {
                        sum += in[(i * steps + t) * width];
                    }
                    out[i] = sum;
                }
            };
        }
        double[][] in = chain.lanes();
        double[][] out = output.lanes();
        return rows -> {
            for (int i = 0; i < out.length; i++) {
                Arrays.fill(out[i], 0, rows, 0);
                for (int t = 0; t < steps; t++) {
                    Lanes.ADD.lanes(out[i], in[(i * steps + t) * width], out[i], rows);
                }
            }
        };
    }
}
