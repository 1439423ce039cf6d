package org.platen.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.data.PlateLabels;

/** Tables as CSV that {@link Data#csv} reads again. Whole numbers are written without a point, missing values as empty cells. */
final class CsvText {

    private CsvText() {}

    /**
     * A column of a table.
     *
     * @param labels what its numbers stand for, or none
     */
    record Named(String name, double[] values, List<String> labels) {

        private String cell(int row) {
            double value = values[row];
            return value >= 0 && value < labels.size() ? labels.get((int) value) : number(value);
        }
    }

    /** A header line and rows. */
    static String of(List<Named> columns) {
        StringBuilder text = new StringBuilder(record(columns, Named::name));
        for (int row = 0; row < columns.get(0).values.length; row++) {
            int at = row;
            text.append(record(columns, column -> column.cell(at)));
        }
        return text.toString();
    }

    private static String record(List<Named> columns, Function<Named, String> cell) {
        return CSVFormat.DEFAULT.format(columns.stream().map(cell).toArray()) + "\n";
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /**
     * The observed variables: a row for each element of their plates, which are columns of their own where there are several, and a column for each entry of an event.
     *
     * @throws ModelException when they live in different plates
     */
    static String observed(Model model, Data data, PlateLabels labels) {
        Binding binding = Binding.of(model, data);
        List<RandomVariable> observed = model.observed();
        List<Axis> axes = List.copyOf(observed.get(0).axes());
        for (RandomVariable variable : observed) {
            ModelException.require(
                    List.copyOf(variable.axes()).equals(axes),
                    "'%s' and '%s' live in different plates, %s and %s, and make no table",
                    observed.get(0).name(),
                    variable.name(),
                    axes,
                    variable.axes());
        }
        List<Named> columns = new ArrayList<>();
        if (axes.size() > 1) {
            int[] sizes =
                    axes.stream().mapToInt(axis -> binding.size(axis.plate())).toArray();
            for (int i = 0; i < sizes.length; i++) {
                Plate plate = axes.get(i).plate();
                columns.add(new Named(plate.name(), positions(sizes, i), labels.of(plate)));
            }
        }
        for (Variable variable : observed) {
            double[][] values = binding.column(variable).values();
            for (int i = 0; i < values.length; i++) {
                String name = values.length == 1 ? variable.name() : variable.name() + (i + 1);
                columns.add(new Named(name, values[i], labels.ofValues(variable)));
            }
        }
        return of(columns);
    }

    private static double[] positions(int[] sizes, int axis) {
        int elements = IntStream.of(sizes).reduce(1, (a, b) -> a * b);
        int inner = IntStream.of(sizes).skip(axis + 1L).reduce(1, (a, b) -> a * b);
        return IntStream.range(0, elements)
                .mapToDouble(element -> (double) (element / inner % sizes[axis]))
                .toArray();
    }
}
