package org.platen.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Column;
import org.platen.inference.data.Data;

/** Tables as CSV that {@link Data#csv} reads again. Whole numbers are written without a point, missing values as empty cells. */
final class CsvText {

    private CsvText() {}

    /** A header line and rows. */
    static String of(List<String> names, List<double[]> columns) {
        StringBuilder text = new StringBuilder(String.join(",", names)).append('\n');
        for (int row = 0; row < columns.get(0).length; row++) {
            for (int i = 0; i < columns.size(); i++) {
                text.append(i == 0 ? "" : ",").append(cell(columns.get(i)[row]));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String cell(double value) {
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
    static String observed(Model model, Data data) {
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
        List<String> names = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        if (axes.size() > 1) {
            int[] sizes =
                    axes.stream().mapToInt(axis -> binding.size(axis.plate())).toArray();
            for (int i = 0; i < sizes.length; i++) {
                names.add(axes.get(i).plate().name());
                columns.add(positions(sizes, i));
            }
        }
        for (Variable variable : observed) {
            Column column = binding.column(variable);
            names.addAll(names(variable.name(), column.values().length));
            columns.addAll(List.of(column.values()));
        }
        return of(names, columns);
    }

    private static List<String> names(String variable, int entries) {
        return entries == 1
                ? List.of(variable)
                : IntStream.rangeClosed(1, entries).mapToObj(i -> variable + i).collect(Collectors.toList());
    }

    private static double[] positions(int[] sizes, int axis) {
        int elements = IntStream.of(sizes).reduce(1, (a, b) -> a * b);
        int inner = IntStream.of(sizes).skip(axis + 1L).reduce(1, (a, b) -> a * b);
        return IntStream.range(0, elements)
                .mapToDouble(element -> (double) (element / inner % sizes[axis]))
                .toArray();
    }
}
