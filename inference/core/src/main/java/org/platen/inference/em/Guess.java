package org.platen.inference.em;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Argument;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.LogNormal;
import org.platen.dsl.distribution.Mixture;
import org.platen.dsl.distribution.MixtureAlong;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.expr.Binary;
import org.platen.dsl.expr.BinaryFunction;
import org.platen.dsl.expr.Element;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Index;
import org.platen.dsl.expr.Visited;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.inference.data.Column;
import org.platen.inference.lower.Layout;
import org.platen.inference.unconstrained.Unknown;

/**
 * First values in the units of the data, by what an argument measures: locations at the mean of the column, scales at its standard deviation, rates at the
 * reciprocal of its mean. Locations of the components of a mixture lie up to a standard deviation apart from it, since equal components would stay equal.
 * Only where to start; the same for all elements of a plate.
 */
final class Guess {

    private Guess() {}

    /**
     * An argument that looks a variable up.
     *
     * @param component which component of a mixture it belongs to, from −1 for the first to 1 for the last
     */
    private record Slot(String name, Variable target, double component) {}

    /** One value of the event of each variable that there is a guess for, row-major. */
    static Map<Variable, double[]> of(Model model, Layout layout) {
        Map<Variable, double[]> guesses = new LinkedHashMap<>();
        for (RandomVariable observed : model.observed()) {
            Column column = layout.binding().columns().get(observed);
            if (column == null) {
                continue;
            }
            boolean anySign = observed.distribution().support().bounds().lower() < 0;
            ColumnScale[] scales = scales(column, observed.distribution(), layout.elementWeights(observed.axes()));
            for (Slot slot : slots(observed.distribution())) {
                double[] guess = guess(slot, scales, anySign);
                if (guess != null) {
                    guesses.putIfAbsent(slot.target, guess);
                }
            }
        }
        return guesses;
    }

    private static ColumnScale[] scales(Column column, Distribution distribution, IntToDoubleFunction weights) {
        boolean logs = distribution instanceof LogNormal;
        return Arrays.stream(column.values())
                .map(values -> ColumnScale.of(
                        logs ? Arrays.stream(values).map(Math::log).toArray() : values, weights))
                .toArray(ColumnScale[]::new);
    }

    private static List<Slot> slots(Distribution distribution) {
        List<Slot> slots = new ArrayList<>();
        if (distribution instanceof Mixture mixture) {
            int last = mixture.components().size() - 1;
            for (int k = 0; k <= last; k++) {
                collect(mixture.components().get(k), position(k, last + 1), slots);
            }
        } else {
            collect(distribution, 0, slots);
        }
        return slots;
    }

    private static void collect(Distribution distribution, double component, List<Slot> slots) {
        for (Argument argument : distribution.arguments()) {
            Variable target = target(argument.value(), new Visited());
            if (target != null) {
                boolean along = distribution instanceof MixtureAlong;
                slots.add(new Slot(argument.name(), target, along ? Double.NaN : component));
            }
        }
    }

    /** The unknown that an argument looks up, if it is a look-up or the sum of one, an intercept, and something else. */
    private static @Nullable Variable target(Expr argument, Visited visited) {
        if (!visited.first(argument)) {
            return null;
        }
        Expr inner = argument;
        while (!(inner instanceof Variable) || inner instanceof Deterministic) {
            if (inner instanceof Binary sum && sum.function() == BinaryFunction.ADD) {
                Variable left = target(sum.left(), visited);
                return left == null ? target(sum.right(), visited) : left;
            } else if (inner instanceof Index index) {
                inner = index.x();
            } else if (inner instanceof Element element) {
                inner = element.x();
            } else if (inner instanceof Deterministic deterministic) {
                inner = deterministic.value();
            } else {
                return null;
            }
        }
        return inner instanceof Parameter || inner instanceof RandomVariable ? (Variable) inner : null;
    }

    private static double @Nullable [] guess(Slot slot, ColumnScale[] scales, boolean anySign) {
        return switch (slot.name) {
            case "mean", "location" -> filled(slot, scales, 0, 1, true);
            case "scale" -> anySign ? filled(slot, scales, 0.5, 0, false) : filled(slot, scales, 0, 1, false);
            case "rate" -> anySign ? null : filled(slot, scales, 0, -1, false);
            case "variances", "covariance" -> filled(slot, scales, 1, 0, false);
            case "precision" -> filled(slot, scales, -1, 0, false);
            case "choleskyFactor" -> filled(slot, scales, 0.5, 0, false);
            default -> null;
        };
    }

    /** Powers of the variances and means of the columns, in the shape of the target; null where they do not fit it. */
    private static double @Nullable [] filled(
            Slot slot, ColumnScale[] scales, double ofVariance, int ofMean, boolean isLocation) {
        if (ofMean == 0 && Arrays.stream(scales).anyMatch(scale -> !(scale.variance() > 0))) {
            return null;
        }
        double[] entries = Arrays.stream(scales)
                .mapToDouble(scale -> Math.pow(scale.variance(), ofVariance) * Math.pow(scale.mean(), ofMean))
                .toArray();
        Support support = Unknown.support(slot.target);
        double[] values = new double[slot.target.shape().size()];
        if (support instanceof Support.PositiveDefinite || support instanceof Support.CholeskyFactor) {
            return diagonal(entries, values.length);
        }
        boolean rising = support instanceof Support.Ordered || Double.isNaN(slot.component) && isLocation;
        boolean byColumn = values.length % entries.length == 0 && (rising || values.length == entries.length);
        int columns = byColumn ? entries.length : 1;
        double average = Arrays.stream(entries).average().orElseThrow();
        for (int i = 0; i < values.length; i++) {
            int column = i % columns;
            double component = rising ? position(i / columns, values.length / columns) : slot.component;
            values[i] = (byColumn ? entries[column] : average)
                    + (isLocation ? component * Math.sqrt(scales[column].variance()) : 0);
        }
        return lies(values, support) ? values : null;
    }

    /** From −1 for the first to 1 for the last. */
    private static double position(int i, int count) {
        return count == 1 ? 0 : 2.0 * i / (count - 1) - 1;
    }

    private static double @Nullable [] diagonal(double[] entries, int size) {
        if (size != entries.length * entries.length) {
            return null;
        }
        double[] matrix = new double[size];
        for (int i = 0; i < entries.length; i++) {
            matrix[i * (entries.length + 1)] = entries[i];
        }
        return matrix;
    }

    private static boolean lies(double[] values, Support support) {
        for (int i = 0; i < values.length; i++) {
            boolean inside = support instanceof Support.Interval interval
                    ? values[i] > interval.lower() && values[i] < interval.upper()
                    : support instanceof Support.Ordered && (i == 0 || values[i] > values[i - 1]);
            if (!inside || !Double.isFinite(values[i])) {
                return false;
            }
        }
        return true;
    }
}
