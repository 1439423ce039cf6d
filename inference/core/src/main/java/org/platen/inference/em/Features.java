package org.platen.inference.em;

import java.util.ArrayList;
import java.util.List;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Axis;
import org.platen.inference.data.Column;
import org.platen.inference.lower.Layout;

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

        Feature standardised(int rows) {
            ColumnScale scale = ColumnScale.of(rows, this::raw);
            double spread = scale.variance() > 0 ? Math.sqrt(scale.variance()) : 1;
            return new Feature(values, offset, stride, category, scale.mean(), spread);
        }
    }

    private final List<Feature> features = new ArrayList<>();
    private final int rows;

    /** The features of the observed variables over rows. */
    Features(Model model, Layout layout) {
        this.rows = layout.rows();
        for (RandomVariable variable : model.observed()) {
            Column column = layout.binding().columns().get(variable);
            if (column != null && layout.hasRows(variable.axes())) {
                add(variable, column, layout);
            }
        }
    }

    /** Number of features. */
    int count() {
        return features.size();
    }

    /** Number of rows. */
    int rows() {
        return rows;
    }

    /** One feature of a row. */
    double at(int feature, int row) {
        return features.get(feature).at(row);
    }

    private void add(RandomVariable variable, Column column, Layout layout) {
        List<Axis> axes = new ArrayList<>(variable.axes());
        int inner = 1;
        for (Axis axis : axes.subList(axes.indexOf(layout.rowAxis()) + 1, axes.size())) {
            inner *= layout.binding().size(axis.plate());
        }
        int outer = column.elements() / (inner * rows);
        int categories = categories(variable);
        for (double[] values : column.values()) {
            for (int o = 0; o < outer; o++) {
                for (int i = 0; i < inner; i++) {
                    for (int category = categories == 0 ? -1 : 0; category < Math.max(0, categories); category++) {
                        features.add(
                                new Feature(values, o * rows * inner + i, inner, category, 0, 1).standardised(rows));
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
