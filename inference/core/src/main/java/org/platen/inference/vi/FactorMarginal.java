package org.platen.inference.vi;

import java.util.List;
import org.platen.inference.fit.Tensor;
import org.platen.inference.posterior.Marginal;
import org.platen.inference.vi.conjugate.VariationalFactor;

/**
 * The marginal of a variable with a factor: in closed form but for the mode.
 *
 * @param factor its approximate posterior
 * @param drawn the same by draws
 */
record FactorMarginal(VariationalFactor factor, Marginal drawn) implements Marginal {

    @Override
    public Tensor mean() {
        return shaped(factor.mean());
    }

    @Override
    public Tensor standardDeviation() {
        return shaped(factor.sd());
    }

    @Override
    public Tensor quantile(double probability) {
        Tensor byDraws = drawn.quantile(probability);
        double[] quantiles = byDraws.values();
        for (int i = 0; i < quantiles.length; i++) {
            double exact = factor.quantile(i, probability);
            quantiles[i] = Double.isNaN(exact) ? quantiles[i] : exact;
        }
        return shaped(quantiles);
    }

    @Override
    public Tensor mode() {
        return drawn.mode();
    }

    private Tensor shaped(double[] values) {
        Tensor shape = drawn.mean();
        List<Integer> dims = shape.dims();
        return new Tensor(values, shape.axes(), dims);
    }
}
