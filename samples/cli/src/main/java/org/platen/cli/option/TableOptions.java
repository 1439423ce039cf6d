package org.platen.cli.option;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.platen.columnar.Columnar;
import org.platen.dsl.model.Model;
import org.platen.inference.data.Data;
import org.platen.inference.data.PlateLabels;
import org.platen.inference.data.Table;
import org.platen.inference.fit.Fit;
import picocli.CommandLine.Option;

/** A table, and how its columns become the data of a model. */
public final class TableOptions {

    @Option(
            names = "--data",
            paramLabel = "TABLE",
            description = "Table: CSV with a header line, Parquet or Arrow, by its suffix.")
    private @Nullable Path file;

    @Option(
            names = "--columns",
            paramLabel = "NAME",
            split = ",",
            description = "Columns of the only observed variable (default: those of its name, else all).")
    private List<String> columns = List.of();

    @Option(
            names = "--bind",
            paramLabel = "VARIABLE=NAME+NAME",
            description =
                    "Columns of a variable, joined by +; may be repeated (default: columns of the variables' names).")
    private Map<String, String> bound = new LinkedHashMap<>();

    @Option(
            names = "--series",
            paramLabel = "NAME",
            description =
                    "Column that tells which series a row belongs to, for a chain inside of a plate (default: all rows are one series).")
    private @Nullable String series;

    @Option(names = "--time", paramLabel = "NAME", description = "Column by which the rows of a series are ordered.")
    private @Nullable String time;

    /** The file, if one was named. */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** The table, if one was named. */
    public Optional<Table> table() {
        return file().map(Columnar::open);
    }

    /** The columns of {@code table} as data of {@code model}. */
    public Data data(Table table, Model model) {
        return data(table, model, PlateLabels.NONE);
    }

    /** The columns of {@code table} as data to ask a fit about, whose texts are numbered as those that were fitted. */
    public Data data(Table table, Fit fit) {
        return data(table, fit.model(), fit.labels());
    }

    private Data data(Table table, Model model, PlateLabels fitted) {
        return new ColumnBinding(table, columns, bound, series, time, fitted).of(model);
    }
}
