package org.platen.inference.em;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.distribution.Argument;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.LogNormal;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.expr.Element;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Index;
import org.platen.dsl.model.Deterministic;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Column;

/**
 * First values in the units of the data, by what an argument measures: locations at the mean of the column, scales at its standard deviation, rates at the
 * reciprocal of its mean. Only where to start; the same for all elements of a plate.
 */
final class Guess {

    private Guess() {}

    /** One value of the event of each variable that there is a guess for, row-major. */
    static Map<Variable, double[]> of(Model model, Binding binding) {
        Map<Variable, double[]> guesses = new LinkedHashMap<>();
        for (RandomVariable observed : model.observed()) {
            Column column = binding.columns().get(observed);
            if (column == null) {
                continue;
            }
            ColumnScale[] scales = scales(column, observed.distribution());
            for (Argument argument : observed.distribution().arguments()) {
                Variable target = target(argument.value());
                double[] guess = target == null
                        ? null
                        : guess(
                                argument.name(),
                                target,
                                scales,
                                observed.distribution().support());
                if (guess != null) {
                    guesses.putIfAbsent(target, guess);
                }
            }
        }
        return guesses;
    }

    private static ColumnScale[] scales(Column column, Distribution distribution) {
        boolean logs = distribution instanceof LogNormal;
        return Arrays.stream(column.values())
                .map(values -> ColumnScale.of(
                        logs ? Arrays.stream(values).map(Math::log).toArray() : values))
                .toArray(ColumnScale[]::new);
    }

    /** The variable that an argument looks up, if it is a look-up. */
    private static @Nullable Variable target(Expr argument) {
        Expr inner = argument;
        while (!(inner instanceof Variable) || inner instanceof Deterministic) {
            if (inner instanceof Index index) {
                inner = index.x();
            } else if (inner instanceof Element element) {
                inner = element.x();
            } else if (inner instanceof Deterministic deterministic) {
                inner = deterministic.value();
            } else {
                return null;
            }
        }
        return (Variable) inner;
    }

    private static double @Nullable [] guess(String argument, Variable target, ColumnScale[] scales, Support ofData) {
        boolean anySign = ofData.bounds().lower() < 0;
        return switch (argument) {
            case "mean", "location" -> filled(target, scales, 0, 1);
            case "scale" -> anySign ? filled(target, scales, 0.5, 0) : filled(target, scales, 0, 1);
            case "rate" -> anySign ? null : filled(target, scales, 0, -1);
            case "variances", "covariance" -> filled(target, scales, 1, 0);
            case "precision" -> filled(target, scales, -1, 0);
            case "choleskyFactor" -> filled(target, scales, 0.5, 0);
            default -> null;
        };
    }

    /** Powers of the variances and means of the columns, in the shape of the target; null where they do not fit it. */
    private static double @Nullable [] filled(Variable target, ColumnScale[] scales, double ofVariance, int ofMean) {
        double[] entries = new double[scales.length];
        double average = 0;
        for (int i = 0; i < entries.length; i++) {
            entries[i] = Math.pow(scales[i].variance(), ofVariance) * Math.pow(scales[i].mean(), ofMean);
            if (!Double.isFinite(entries[i]) || ofMean == 0 && !(scales[i].variance() > 0)) {
                return null;
            }
            average += entries[i] / entries.length;
        }
        Support support = NumericalStep.support(target);
        double[] values = new double[target.shape().size()];
        if (support instanceof Support.PositiveDefinite || support instanceof Support.CholeskyFactor) {
            for (int i = 0; i < entries.length && values.length == entries.length * entries.length; i++) {
                values[i * (entries.length + 1)] = entries[i];
            }
            return values.length == entries.length * entries.length ? values : null;
        }
        if (support instanceof Support.Ordered && entries.length == 1) {
            double deviation = Math.sqrt(scales[0].variance());
            for (int i = 0; i < values.length; i++) {
                values[i] = entries[0] + deviation * (2.0 * i / Math.max(1, values.length - 1) - 1);
            }
            return deviation > 0 ? values : null;
        }
        if (!(support instanceof Support.Interval interval)) {
            return null;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = values.length == entries.length ? entries[i] : average;
            if (!(values[i] > interval.lower() && values[i] < interval.upper())) {
                return null;
            }
        }
        return values;
    }
}
