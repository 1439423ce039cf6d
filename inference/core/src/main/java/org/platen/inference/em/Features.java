package org.platen.inference.em;

import java.util.ArrayList;
import java.util.List;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Axis;
import org.platen.inference.data.Column;
import org.platen.inference.lower.Layout;

/** What rows look like to k-means: every observed entry with mean 0 and variance 1, categories as indicators, missing entries at the mean. */
final class Features {

    private Features() {}

    /** An array over rows for each feature. */
    static double[][] of(Model model, Layout layout) {
        List<double[]> features = new ArrayList<>();
        for (RandomVariable variable : model.observed()) {
            Column column = layout.binding().columns().get(variable);
            if (column == null || !layout.hasRows(variable.axes())) {
                continue;
            }
            boolean category = variable.distribution().support() instanceof Support.Integers integers
                    && integers.index() != null
                    && integers.isFinite();
            for (double[] values : column.values()) {
                for (double[] lane : lanes(values, variable, layout)) {
                    if (category) {
                        int categories =
                                ((Support.Integers) variable.distribution().support()).upper() + 1;
                        for (int c = 0; c < categories; c++) {
                            features.add(standardised(indicator(lane, c)));
                        }
                    } else {
                        features.add(standardised(lane));
                    }
                }
            }
        }
        return features.toArray(double[][]::new);
    }

    private static List<double[]> lanes(double[] values, RandomVariable variable, Layout layout) {
        List<Axis> axes = new ArrayList<>(variable.axes());
        if (axes.size() == 1) {
            return List.of(values);
        }
        int position = axes.indexOf(layout.rowAxis());
        int inner = 1;
        for (Axis axis : axes.subList(position + 1, axes.size())) {
            inner *= layout.binding().size(axis.plate());
        }
        int rows = layout.rows();
        int outer = values.length / (inner * rows);
        List<double[]> lanes = new ArrayList<>();
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i++) {
                double[] lane = new double[rows];
                for (int r = 0; r < rows; r++) {
                    lane[r] = values[(o * rows + r) * inner + i];
                }
                lanes.add(lane);
            }
        }
        return lanes;
    }

    private static double[] indicator(double[] lane, int category) {
        double[] indicator = new double[lane.length];
        for (int i = 0; i < lane.length; i++) {
            indicator[i] = Double.isNaN(lane[i]) ? Double.NaN : lane[i] == category ? 1 : 0;
        }
        return indicator;
    }

    private static double[] standardised(double[] lane) {
        ColumnScale scale = ColumnScale.of(lane);
        double deviation = scale.variance() > 0 ? Math.sqrt(scale.variance()) : 1;
        double[] standardised = new double[lane.length];
        for (int i = 0; i < lane.length; i++) {
            standardised[i] = Double.isNaN(lane[i]) ? 0 : (lane[i] - scale.mean()) / deviation;
        }
        return standardised;
    }
}
