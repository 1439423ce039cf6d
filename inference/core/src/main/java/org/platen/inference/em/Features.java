package org.platen.inference.em;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Axis;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Column;

/**
 * What rows look like to k-means: every observed entry with mean 0 and variance 1, categories as indicators, missing entries at the mean. The data are read
 * in place, not copied.
 */
final class Features {

    /** One feature: row r is read from {@code values[offset + r * stride]}; category −1 takes the number itself. */
    private record Feature(double[] values, int offset, int stride, int category, double mean, double deviation) {

        double at(int row) {
            double value = raw(row);
            return Double.isNaN(value) ? 0 : (value - mean) / deviation;
        }

        private double raw(int row) {
            double value = values[offset + row * stride];
            return category < 0 || Double.isNaN(value) ? value : value == category ? 1 : 0;
        }

        Feature standardised(int rows, IntToDoubleFunction weights) {
            ColumnScale scale = ColumnScale.of(rows, this::raw, weights);
            double spread = scale.variance() > 0 ? Math.sqrt(scale.variance()) : 1;
            return new Feature(values, offset, stride, category, scale.mean(), spread);
        }
    }

    /** Of so many categories, as of words, hardly two rows share one: distances say nothing. */
    private static final int MOST_CATEGORIES = 256;

    private final List<Feature> features = new ArrayList<>();
    private final int rows;
    private final IntToDoubleFunction weights;
    private final int[] elements;

    /**
     * The features of the observed variables over some plates; those of inner plates are features of their own.
     *
     * @param axes the plates whose elements are rows here
     * @param weights how often each of them counts
     */
    Features(Model model, Binding binding, Collection<Axis> axes, IntToDoubleFunction weights) {
        this.rows = elements(axes, binding);
        this.weights = weights;
        List<Axis> own = List.copyOf(axes);
        for (RandomVariable variable : model.observed()) {
            Column column = binding.columns().get(variable);
            List<Axis> all = List.copyOf(variable.axes());
            int at = Collections.indexOfSubList(all, own);
            if (column != null && at >= 0 && !own.isEmpty() && categories(variable) <= MOST_CATEGORIES) {
                add(variable, column, elements(all.subList(at + own.size(), all.size()), binding));
            }
        }
        this.elements = IntStream.range(0, rows).filter(binding.exists(own)).toArray();
    }

    private static int elements(Collection<Axis> axes, Binding binding) {
        return axes.stream().mapToInt(axis -> binding.size(axis.plate())).reduce(1, (a, b) -> a * b);
    }

    /** Number of features. */
    int count() {
        return features.size();
    }

    /** Number of rows: elements that are part of the data. */
    int rows() {
        return elements.length;
    }

    /** How often a row counts. */
    double weight(int row) {
        return weights.applyAsDouble(row);
    }

    /** One feature of a row. */
    double at(int feature, int row) {
        return features.get(feature).at(elements[row]);
    }

    /** What is known of each row, for every element; 0 for those that are no part of the data. */
    int[] byElement(int[] byRow) {
        int[] all = new int[rows];
        for (int row = 0; row < byRow.length; row++) {
            all[elements[row]] = byRow[row];
        }
        return all;
    }

    private void add(RandomVariable variable, Column column, int inner) {
        int outer = column.elements() / (inner * rows);
        int categories = categories(variable);
        for (double[] values : column.values()) {
            for (int o = 0; o < outer; o++) {
                for (int i = 0; i < inner; i++) {
                    for (int category = categories == 0 ? -1 : 0; category < Math.max(0, categories); category++) {
                        Feature raw = new Feature(values, o * rows * inner + i, inner, category, 0, 1);
                        features.add(raw.standardised(rows, weights));
                    }
                }
            }
        }
    }

    private static int categories(RandomVariable variable) {
        return variable.distribution().support() instanceof Support.Integers integers
                        && integers.index() != null
                        && integers.isFinite()
                ? integers.upper() + 1
                : 0;
    }
}
