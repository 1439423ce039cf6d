package org.platen.inference.em;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.model.Markov;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Plate;
import org.platen.inference.data.Lengths;
import org.platen.inference.fit.NetworkStarts;
import org.platen.inference.fit.Streams;
import org.platen.inference.lower.Domains;
import org.platen.inference.lower.Layout;
import org.platen.inference.lower.Roles;
import org.platen.inference.unconstrained.Unknown;

/**
 * Where EM starts, so that nobody has to break symmetry by hand: discrete variables over rows or along chains get the clusters of k-means++ (Arthur and
 * Vassilvitskii 2007) on the standardised observations, or in every other start random weights, or equal pieces of chains; parameters are then those of a
 * first M-step.
 */
public final class Starts {

    /** Weight of a row's own cluster at the start; the rest is shared by the others, so that no probability starts at zero. */
    private static final double OWN_WEIGHT = 0.95;

    private final Model model;
    private final Layout layout;
    private final Roles roles;
    private final Map<Set<Axis>, Features> features = new ConcurrentHashMap<>();

    /**
     * @param layout rows and dimensions
     * @param roles which variables are estimated and which are summed out
     */
    public Starts(Model model, Layout layout, Roles roles) {
        this.model = model;
        this.layout = layout;
        this.roles = roles;
    }

    /** The weights of start {@code number}, repeatable by seed. */
    public StartWeights weights(long seed, int number) {
        UniformRandomProvider random = Streams.of(seed, number);
        Map<RandomVariable, double[][]> weights = new LinkedHashMap<>();
        for (RandomVariable variable : roles.enumeratedLatents()) {
            weights.put(variable, weights(variable, random, number));
        }
        return new StartWeights(layout, weights);
    }

    private double[][] weights(RandomVariable variable, UniformRandomProvider random, int number) {
        int values = Domains.size(variable);
        int[] guess = guess(variable, values, random, number);
        double own = Math.log(OWN_WEIGHT);
        double others = Math.log((1 - OWN_WEIGHT) / Math.max(1, values - 1));
        boolean rows = layout.hasRows(variable.axes());
        int length = rows ? layout.rows() : 1;
        int inner = 1;
        int elements = 1;
        boolean behindRows = false;
        for (Axis axis : variable.axes()) {
            int size = layout.binding().size(axis.plate());
            elements *= size;
            inner *= behindRows ? size : 1;
            behindRows |= axis.equals(layout.rowAxis());
        }
        if (!rows) {
            inner = elements;
        }
        double[][] entries = new double[elements / length * values][length];
        for (int element = 0; element < elements; element++) {
            int row = rows ? element / inner % length : 0;
            int place = rows ? element / (inner * length) * inner + element % inner : element;
            for (int value = 0; value < values; value++) {
                entries[place * values + value][row] = guess.length == 0
                        ? Math.log(-Math.log(1 - random.nextDouble()) + 1e-300)
                        : guess[element] == value ? own : others;
            }
        }
        return entries;
    }

    /** Whether observations tell the elements of a discrete variable apart, so that k-means has something to go by. */
    public boolean tellsApart(RandomVariable variable) {
        return suits(variable) && features(variable).count() > 0;
    }

    private boolean suits(RandomVariable variable) {
        return !variable.axes().isEmpty()
                && variable.axes().stream()
                        .allMatch(axis ->
                                axis.equals(layout.rowAxis()) || axis.plate().isChain());
    }

    private Features features(RandomVariable variable) {
        return features.computeIfAbsent(
                variable.axes(), axes -> new Features(model, layout.binding(), axes, layout.elementWeights(axes)));
    }

    /** A value for each element of a variable that differs from row to row or along a chain; nothing where weights are to be random. */
    private int[] guess(RandomVariable variable, int values, UniformRandomProvider random, int number) {
        boolean chain = variable.distribution() instanceof Markov;
        int kind = number % (chain ? 3 : 2);
        if (!suits(variable) || kind == 1) {
            return new int[0];
        }
        if (kind == 2) {
            return segments(variable, values);
        }
        Features own = features(variable);
        return own.count() == 0 ? new int[0] : own.byElement(KMeans.clusters(own, values, random));
    }

    /** Chains cut into as many equal pieces as there are values: where a chain that never returns starts well. */
    private int[] segments(RandomVariable variable, int values) {
        Plate chain = ((Markov) variable.distribution()).chain();
        int longest = layout.binding().size(chain);
        Optional<Lengths> lengths = layout.binding().lengths(chain);
        int elements = Unknown.elements(variable, layout.binding());
        return IntStream.range(0, elements)
                .map(element -> {
                    int length = lengths.map(all -> all.of(element / longest)).orElse(longest);
                    return (int) Math.min(values - 1, (long) (element % longest) * values / length);
                })
                .toArray();
    }

    /** Values in the units of the data, or where nothing tells them neutral ones: zero, one, even probabilities, the identity. */
    public Estimates neutral(long seed, int number) {
        Map<Variable, double[]> guesses = new LinkedHashMap<>(Guess.of(model, layout));
        new Loadings(model, layout, roles).guesses(seed, number).forEach(guesses::putIfAbsent);
        Map<Variable, double[]> ordered = new LinkedHashMap<>();
        for (Variable variable : roles.estimated()) {
            double[] one = NetworkStarts.of(variable, seed, number)
                    .orElseGet(() -> guesses.getOrDefault(
                            variable,
                            neutral(Unknown.support(variable), variable.shape().size())));
            double[] all = new double
                    [Unknown.elements(variable, layout.binding())
                            * variable.shape().size()];
            for (int i = 0; i < all.length; i++) {
                all[i] = one[i % one.length];
            }
            ordered.put(variable, all);
        }
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
