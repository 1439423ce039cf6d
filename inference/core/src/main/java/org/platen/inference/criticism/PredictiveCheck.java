package org.platen.inference.criticism;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Column;
import org.platen.inference.data.Data;
import org.platen.inference.fit.Tensors;
import org.platen.inference.posterior.Draws;
import org.platen.inference.posterior.PosteriorFit;
import org.platen.inference.posterior.PriorDraws;

/**
 * Data beside replicates of them that a model draws: where a statistic of the data is far out among those of the replicates, the model misses something (Gelman, Meng and
 * Stern 1996, "Posterior predictive assessment of model fitness via realized discrepancies"). Immutable.
 */
public final class PredictiveCheck {

    private final Binding data;
    private final Draws replicates;

    private PredictiveCheck(Binding data, Draws replicates) {
        this.data = data;
        this.replicates = replicates;
    }

    /**
     * Replicates drawn from the posterior predictive distribution: of the same elements, with what the fit has learnt about each.
     *
     * @param samples number of replicates
     */
    public static PredictiveCheck ofPosterior(PosteriorFit fit, int samples, long seed) {
        return new PredictiveCheck(
                Binding.of(fit.model(), fit.data()), fit.posterior().predictive(samples, seed));
    }

    /**
     * Replicates drawn from the prior predictive distribution: what the model expects before it has seen the data.
     *
     * @param samples number of replicates
     * @throws ModelException when a parameter has no prior, or a prior is flat
     */
    public static PredictiveCheck ofPrior(Model model, Data data, int samples, long seed) {
        return new PredictiveCheck(Binding.of(model, data), PriorDraws.of(model, data, samples, seed));
    }

    /**
     * A statistic of the data among those of replicates.
     *
     * @param name what it is called
     * @param observed of the data
     * @param replicated of each replicate
     */
    public record Statistic(String name, double observed, double[] replicated) {

        /** A defensive copy. */
        public Statistic {
            replicated = replicated.clone();
        }

        /** Of each replicate; a copy. */
        @Override
        public double[] replicated() {
            return replicated.clone();
        }

        /** The predictive p-value: the share of replicates above the data, equal ones counting half. Near 0 or 1 the model misses what the statistic tells. */
        public double probability() {
            double above = Arrays.stream(replicated)
                    .map(value -> value > observed ? 1 : value == observed ? 0.5 : 0)
                    .sum();
            return above / replicated.length;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Statistic that
                    && name.equals(that.name)
                    && observed == that.observed
                    && Arrays.equals(replicated, that.replicated);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + Arrays.hashCode(replicated);
        }

        @Override
        public String toString() {
            double[] sorted = Arrays.stream(replicated).sorted().toArray();
            return String.format(
                    Locale.ROOT,
                    "%s: observed %.4g, replicated %.4g (90 %% between %.4g and %.4g), p = %.3f",
                    name,
                    observed,
                    Samples.quantile(sorted, 0.5),
                    Samples.quantile(sorted, 0.05),
                    Samples.quantile(sorted, 0.95),
                    probability());
        }
    }

    /**
     * A statistic of one observed variable.
     *
     * @param name what it is called
     * @param statistic of its values, row-major over its plates and event; those missing in the data are left out, in replicates too
     */
    public Statistic statistic(String variable, String name, ToDoubleFunction<double[]> statistic) {
        double[] observed = observed(variable);
        double[] replicated =
                Arrays.stream(replicated(variable)).mapToDouble(statistic).toArray();
        return new Statistic(name, statistic.applyAsDouble(observed), replicated);
    }

    /** The data's values of a variable that are not missing, row-major. */
    public double[] observed(String variable) {
        return Arrays.stream(values(variable))
                .filter(value -> !Double.isNaN(value))
                .toArray();
    }

    /** The same values of each replicate: [replicate][value]. */
    public double[][] replicated(String variable) {
        double[] observed = values(variable);
        int[] known = IntStream.range(0, observed.length)
                .filter(i -> !Double.isNaN(observed[i]))
                .toArray();
        Variable checked = data.model().get(variable);
        return IntStream.range(0, replicates.size())
                .mapToObj(i -> replicates.at(checked, 0, i))
                .map(all -> IntStream.of(known).mapToDouble(k -> all[k]).toArray())
                .toArray(double[][]::new);
    }

    private double[] values(String name) {
        Variable variable = data.model().get(name);
        ModelException.require(
                data.model().observed().contains(variable) && data.has(variable),
                "'%s' is not observed; there are data of %s to compare replicates with",
                name,
                data.model().observed());
        Column column = data.column(variable);
        return Tensors.rowMajor(column.values());
    }
}
