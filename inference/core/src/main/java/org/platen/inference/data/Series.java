package org.platen.inference.data;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Given;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;

/**
 * Values of the chains of several series, which may have different lengths. The shorter ones are filled up to the longest: observed values with NaN, given ones
 * with those of the last instant, so that whatever can be computed of the data can be computed there too. What is filled up counts nowhere.
 */
final class Series {

    private Series() {}

    /** The chain that the second axis of a variable is, inside each element of the first; null when it is none. */
    static @Nullable Plate chain(Variable variable) {
        List<Axis> axes = List.copyOf(variable.axes());
        if (axes.size() < 2) {
            return null;
        }
        Plate chain = axes.get(1).plate();
        boolean nested = chain.isChain()
                && axes.get(1).instance().isEmpty()
                && axes.get(0).plate().axis().equals(axes.get(0))
                && axes.get(0).plate().equals(chain.parent());
        return nested ? chain : null;
    }

    /** From a row for each series: everything within it, instant by instant. */
    static Entry of(Variable variable, Plate chain, double[][] rows) {
        int width = width(variable, chain);
        double[][][] instants = new double[rows.length][][];
        for (int i = 0; i < rows.length; i++) {
            double[] row = rows[i];
            ModelException.require(
                    row.length % width == 0,
                    "'%s', row %d: found %d numbers, but an instant of '%s' has %d",
                    variable.name(),
                    i + 1,
                    row.length,
                    chain.name(),
                    width);
            double[][] own = new double[row.length / width][];
            for (int t = 0; t < own.length; t++) {
                own[t] = Arrays.copyOfRange(row, t * width, (t + 1) * width);
            }
            instants[i] = own;
        }
        return of(variable, chain, instants);
    }

    /** From the instants of each series: everything within one, row-major. */
    static Entry of(Variable variable, Plate chain, double[][][] series) {
        Lengths lengths = Lengths.of(
                variable.name(),
                Arrays.stream(series).mapToInt(instants -> instants.length).toArray());
        int longest = lengths.longest();
        int size = variable.shape().size();
        int width = series[0][0].length;
        int inner = width / size;
        double[][] values = new double[size][Math.multiplyExact(series.length, longest) * inner];
        for (int i = 0; i < series.length; i++) {
            for (int t = 0; t < longest; t++) {
                double[] instant = series[i][Math.min(t, series[i].length - 1)];
                requireWidth(variable, chain, i, t, instant.length, width);
                boolean missing = t >= series[i].length && !(variable instanceof Given);
                for (int j = 0; j < width; j++) {
                    values[j % size][(i * longest + t) * inner + j / size] = missing ? Double.NaN : instant[j];
                }
            }
        }
        return new Entry(variable, values, series.length, lengths.areEqual() ? null : lengths, Origin.MEMORY);
    }

    /**
     * The instants of each series.
     *
     * @param values values[entry][element], of {@code longest} instants a series
     * @param lengths how many instants each series is to have; those beyond {@code longest} are zeros
     */
    static double[][][] unfolded(double[][] values, int[] lengths, int longest) {
        int inner = values[0].length / (lengths.length * longest);
        double[][][] series = new double[lengths.length][][];
        for (int i = 0; i < lengths.length; i++) {
            series[i] = new double[lengths[i]][inner * values.length];
            for (int t = 0; t < Math.min(longest, lengths[i]); t++) {
                for (int j = 0; j < series[i][t].length; j++) {
                    int element = (i * longest + t) * inner + j / values.length;
                    series[i][t][j] = values[j % values.length][element];
                }
            }
        }
        return series;
    }

    private static void requireWidth(Variable variable, Plate chain, int series, int instant, int found, int width) {
        int size = variable.shape().size();
        boolean crossed = variable.axes().size() > 2;
        ModelException.require(
                found == width && (crossed ? found > 0 && found % size == 0 : found == size),
                "'%s', series %d, instant %d of '%s': found %d numbers, expected %s",
                variable.name(),
                series + 1,
                instant + 1,
                chain.name(),
                found,
                crossed ? "a multiple of " + size + ", the same at all instants" : Integer.toString(size));
    }

    /** How many numbers an instant has, as far as the declaration tells. */
    private static int width(Variable variable, Plate chain) {
        int width = variable.shape().size();
        for (Axis axis : List.copyOf(variable.axes()).subList(2, variable.axes().size())) {
            ModelException.require(
                    !axis.plate().sizedByData(),
                    "'%s' lives in %s, and rows of different lengths do not tell the sizes of both '%s' and '%s'. Bind the instants of each series"
                            + " (double[][][]).",
                    variable.name(),
                    variable.axes(),
                    chain.name(),
                    axis.plate().name());
            width *= axis.plate().size();
        }
        return width;
    }
}
