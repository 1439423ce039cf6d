package org.platen.inference.posterior;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.platen.inference.fit.Tensor;

/**
 * A marginal known by draws.
 *
 * @param sorted the draws of each entry, in increasing order
 * @param axes names of the variable's plates
 * @param dims sizes of its plates and its event
 */
record DrawnMarginal(double[][] sorted, List<String> axes, List<Integer> dims) implements Marginal {

    /** @param draws [draw][entry] */
    static DrawnMarginal of(double[][] draws, List<String> axes, List<Integer> dims) {
        double[][] sorted = new double[draws[0].length][draws.length];
        for (int entry = 0; entry < sorted.length; entry++) {
            for (int i = 0; i < draws.length; i++) {
                sorted[entry][i] = draws[i][entry];
            }
            Arrays.sort(sorted[entry]);
        }
        return new DrawnMarginal(sorted, axes, dims);
    }

    @Override
    public Tensor mean() {
        return each(DrawnMarginal::mean);
    }

    private static double mean(double[] draws) {
        return Arrays.stream(draws).sum() / draws.length;
    }

    @Override
    public Tensor standardDeviation() {
        return each(draws -> {
            double mean = mean(draws);
            double squares = 0;
            for (double draw : draws) {
                squares += (draw - mean) * (draw - mean);
            }
            return Math.sqrt(squares / Math.max(1, draws.length - 1));
        });
    }

    /** Interpolated between order statistics (Hyndman and Fan 1996, definition 7). */
    @Override
    public Tensor quantile(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a quantile has a probability between 0 and 1, found " + probability);
        }
        return each(draws -> {
            double place = probability * (draws.length - 1);
            int below = (int) Math.min(Math.floor(place), Math.max(0, draws.length - 2));
            double part = place - below;
            return part == 0 ? draws[below] : (1 - part) * draws[below] + part * draws[below + 1];
        });
    }

    /** The half-sample mode: the shortest interval with half of the draws, again and again (Bickel and Frühwirth 2006). */
    @Override
    public Tensor mode() {
        return each(DrawnMarginal::halfSampleMode);
    }

    private static double halfSampleMode(double[] draws) {
        int from = 0;
        int count = draws.length;
        while (count > 2) {
            int half = (count + 1) / 2;
            int best = from;
            for (int i = from; i + half <= from + count; i++) {
                if (draws[i + half - 1] - draws[i] < draws[best + half - 1] - draws[best]) {
                    best = i;
                }
            }
            from = best;
            count = half;
        }
        return count == 1 ? draws[from] : 0.5 * (draws[from] + draws[from + 1]);
    }

    private Tensor each(ToDoubleFunction<double[]> function) {
        return new Tensor(Arrays.stream(sorted).mapToDouble(function).toArray(), axes, new ArrayList<>(dims));
    }
}
