package org.platen.cli.option;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.inference.data.Data;
import org.platen.inference.data.PlateLabels;
import org.platen.inference.data.Selection;
import org.platen.inference.data.SeriesSelection;
import org.platen.inference.data.Table;

/**
 * Finds the columns of every observed and given variable: those that are named; else the column of the variable's name; else, for an event of several entries,
 * its name with 1, 2, …; else, for the only variable there is, all columns. A column that indexes a plate is read as categories: as a fit numbered them, else, where it holds texts
 * or the data tell how many elements the plate has, all columns of that plate together.
 */
final class ColumnBinding {

    private final Table table;
    private final List<String> columns;
    private final Map<String, String> bound;
    private final @Nullable String series;
    private final @Nullable String time;
    private final PlateLabels fitted;

    ColumnBinding(
            Table table,
            List<String> columns,
            Map<String, String> bound,
            @Nullable String series,
            @Nullable String time,
            PlateLabels fitted) {
        this.table = table;
        this.columns = columns;
        this.bound = bound;
        this.series = series;
        this.time = time;
        this.fitted = fitted;
    }

    /** @throws ModelException when a variable finds no columns, or a column is named for a variable that needs none */
    Data of(Model model) {
        List<Variable> needed = Stream.<Variable>concat(model.observed().stream(), model.givens().stream())
                .toList();
        for (String name : bound.keySet()) {
            ModelException.require(
                    needed.contains(model.get(name)),
                    "--bind %s: '%s' is neither observed nor given in model '%s'; those are %s",
                    name,
                    name,
                    model.name(),
                    needed);
        }
        ModelException.require(
                columns.isEmpty() || needed.size() == 1,
                "--columns: model '%s' needs columns for %s; name those of each with --bind variable=column+column",
                model.name(),
                needed);
        Map<Variable, List<String>> found = new LinkedHashMap<>();
        needed.forEach(variable -> found.put(variable, names(variable, needed)));
        Data data = Data.none();
        for (Variable variable : needed) {
            List<String> labels = labels(variable, found);
            data = data.and(
                    labels.isEmpty()
                            ? values(variable, found.get(variable))
                            : table.categories(found.get(variable).get(0), labels)
                                    .into(variable));
        }
        return data;
    }

    /** What the codes of a variable stand for; nothing where its column holds the codes. */
    private List<String> labels(Variable variable, Map<Variable, List<String>> found) {
        Plate plate = PlateLabels.indexed(variable);
        if (plate == null || series != null) {
            return List.of();
        }
        if (!fitted.of(plate).isEmpty()) {
            return fitted.of(plate);
        }
        String[] columnsOfPlate = found.keySet().stream()
                .filter(other -> plate.equals(PlateLabels.indexed(other)))
                .flatMap(other -> found.get(other).stream())
                .toArray(String[]::new);
        List<String> labels = table.labels(columnsOfPlate);
        boolean codes = labels.stream().allMatch(label -> label.matches("[0-9]+(\\.0*)?"));
        return codes && !plate.sizedByData() ? List.of() : labels;
    }

    private List<String> names(Variable variable, List<Variable> needed) {
        String own = bound.get(variable.name());
        if (own != null) {
            return Arrays.asList(own.split("\\+"));
        }
        if (!columns.isEmpty()) {
            return columns;
        }
        if (table.names().contains(variable.name())) {
            return List.of(variable.name());
        }
        List<String> numbered = IntStream.rangeClosed(1, variable.shape().size())
                .mapToObj(i -> variable.name() + i)
                .toList();
        if (table.names().containsAll(numbered)) {
            return numbered;
        }
        ModelException.require(
                needed.size() == 1,
                "the table has no column '%s', it has %s. Say which columns hold it: --bind %s=column+column",
                variable.name(),
                table.names(),
                variable.name());
        List<String> rest = new ArrayList<>(table.names());
        rest.remove(series);
        rest.remove(time);
        return rest;
    }

    private Data values(Variable variable, List<String> names) {
        int needed = variable.shape().size();
        ModelException.require(
                names.size() == needed || variable.axes().size() > 1,
                "'%s' takes %d column%s, found %d: %s. Name those that it takes, --columns a,b or --bind %s=a+b, or declare a model of another shape: platen zoo NAME prints a"
                        + " script to begin with",
                variable.name(),
                needed,
                needed == 1 ? "" : "s",
                names.size(),
                names,
                variable.name());
        Selection selection = table.columns(names);
        boolean alongChain = variable.axes().stream()
                .anyMatch(axis -> axis.plate().isChain() && axis.plate().parent() != null);
        if (series == null && alongChain && names.size() == needed) {
            return Data.of(variable, new double[][][] {instants(selection)});
        }
        if (series == null || !alongChain) {
            return selection.into(variable);
        }
        SeriesSelection each = time == null ? selection.inSeries(series) : selection.inSeries(series, time);
        return each.into(variable);
    }

    /** All rows as the instants of one series. */
    private double[][] instants(Selection selection) {
        double[][] values = selection.values();
        IntStream rows = IntStream.range(0, values[0].length);
        if (time != null) {
            double[] times = table.column(time).values()[0];
            rows = rows.boxed()
                    .sorted(Comparator.comparingDouble(row -> times[row]))
                    .mapToInt(Integer::intValue);
        }
        return rows.mapToObj(row ->
                        Arrays.stream(values).mapToDouble(column -> column[row]).toArray())
                .toArray(double[][]::new);
    }
}
