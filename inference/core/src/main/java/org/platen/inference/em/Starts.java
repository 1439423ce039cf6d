package org.platen.inference.em;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.inference.fit.Streams;
import org.platen.inference.lower.Domains;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.Roles;

/**
 * Where EM starts, so that nobody has to break symmetry by hand: discrete variables over rows get the clusters of k-means++ (Arthur and Vassilvitskii 2007)
 * on the standardised observations, or in every second start random weights; parameters are then those of a first M-step.
 */
final class Starts {

    /** Weight of a row's own cluster at the start; the rest is shared by the others, so that no probability starts at zero. */
    private static final double OWN_WEIGHT = 0.95;

    private final Model model;
    private final Layout layout;
    private final Roles roles;
    private final Features features;

    Starts(Model model, Layout layout, Roles roles) {
        this.model = model;
        this.layout = layout;
        this.roles = roles;
        this.features = new Features(model, layout);
    }

    /** The weights of start {@code number}, repeatable by seed. */
    StartWeights weights(long seed, int number) {
        UniformRandomProvider random = Streams.of(seed, number);
        Map<RandomVariable, double[][]> weights = new LinkedHashMap<>();
        for (RandomVariable variable : roles.enumerated()) {
            weights.put(variable, weights(variable, random, number));
        }
        return new StartWeights(layout, weights);
    }

    private double[][] weights(RandomVariable variable, UniformRandomProvider random, int number) {
        int values = Domains.size(variable);
        boolean rows = layout.hasRows(variable.axes());
        int length = rows ? layout.rows() : 1;
        int elements = 1;
        for (Axis axis : variable.axes()) {
            elements *= axis.equals(layout.rowAxis()) ? 1 : layout.binding().size(axis.plate());
        }
        boolean cluster = rows && elements == 1 && features.count() > 0 && number % 2 == 0;
        int[] clusters = cluster ? KMeans.clusters(features, values, random) : new int[0];
        double own = Math.log(OWN_WEIGHT);
        double others = Math.log((1 - OWN_WEIGHT) / Math.max(1, values - 1));
        double[][] entries = new double[elements * values][length];
        for (int element = 0; element < elements; element++) {
            for (int row = 0; row < length; row++) {
                for (int value = 0; value < values; value++) {
                    entries[element * values + value][row] = cluster
                            ? clusters[row] == value ? own : others
                            : Math.log(-Math.log(1 - random.nextDouble()) + 1e-300);
                }
            }
        }
        return entries;
    }

    /** Values in the units of the data, or where nothing tells them neutral ones: zero, one, even probabilities, the identity. */
    Estimates neutral() {
        Map<Variable, double[]> guesses = Guess.of(model, layout.binding());
        Map<Variable, double[]> values = new HashMap<>();
        for (Variable variable : roles.estimated()) {
            int elements = Unknown.elements(variable, layout.binding());
            double[] one = guesses.getOrDefault(
                    variable,
                    neutral(Unknown.support(variable), variable.shape().size()));
            double[] all = new double[elements * one.length];
            for (int i = 0; i < all.length; i++) {
                all[i] = one[i % one.length];
            }
            values.put(variable, all);
        }
        Map<Variable, double[]> ordered = new LinkedHashMap<>();
        roles.estimated().forEach(variable -> ordered.put(variable, values.get(variable)));
        return new Estimates(ordered);
    }

    private static double[] neutral(Support support, int size) {
        double[] values = new double[size];
        if (support instanceof Support.Simplex) {
            java.util.Arrays.fill(values, 1.0 / size);
        } else if (support instanceof Support.PositiveDefinite
                || support instanceof Support.CholeskyFactor
                || support instanceof Support.CorrelationCholesky) {
            int n = (int) Math.round(Math.sqrt(size));
            for (int i = 0; i < n; i++) {
                values[i * (n + 1)] = 1;
            }
        } else if (support instanceof Support.Ordered) {
            for (int i = 0; i < size; i++) {
                values[i] = i;
            }
        } else if (support instanceof Support.Interval interval) {
            java.util.Arrays.fill(values, inside(interval));
        }
        return values;
    }

    private static double inside(Support.Interval interval) {
        if (Double.isInfinite(interval.lower())) {
            return Double.isInfinite(interval.upper()) ? 0 : interval.upper() - 1;
        }
        return Double.isInfinite(interval.upper()) ? interval.lower() + 1 : 0.5 * (interval.lower() + interval.upper());
    }
}
