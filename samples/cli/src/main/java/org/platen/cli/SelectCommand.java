package org.platen.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.cli.option.Chance;
import org.platen.cli.option.Verbosity;
import org.platen.columnar.Columnar;
import org.platen.inference.choice.Comparison;
import org.platen.inference.choice.Criterion;
import org.platen.inference.choice.ModelSelection;
import org.platen.inference.data.Data;
import org.platen.inference.data.Selection;
import org.platen.inference.data.Table;
import org.platen.inference.em.ExactEm;
import org.platen.models.data.Tables;
import org.platen.models.mixture.GaussianMixture;
import org.platen.progress.SelectionBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many clusters: Gaussian mixtures of one cluster and more, fitted to the columns of a table and compared. */
@Command(
        name = "select",
        description = "Choose the number of clusters of a Gaussian mixture.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  platen select --data flowers.csv --columns sepal_length,sepal_width --most 5")
final class SelectCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "TABLE",
            description = "Table: CSV with a header line, Parquet or Arrow (default: the eruptions of Old Faithful).")
    private @Nullable Path file;

    @Option(
            names = "--columns",
            paramLabel = "NAME",
            split = ",",
            description = "Columns of numbers (default: all of them).")
    private List<String> columns = List.of();

    @Option(names = "--most", paramLabel = "K", description = "Most clusters tried (default: ${DEFAULT-VALUE}).")
    private int most = 6;

    @Option(names = "--criterion", description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Criterion criterion = Criterion.BIC;

    @Option(
            names = "--restarts",
            paramLabel = "N",
            description = "Number of starts of each fit (default: ${DEFAULT-VALUE}).")
    private int restarts = 10;

    @Option(names = "--json", description = "Print a line of JSON.")
    private boolean json;

    @Mixin
    private Chance chance;

    @Mixin
    private Verbosity verbosity;

    @Override
    public Integer call() throws IOException {
        if (most < 1) {
            throw new ParameterException(spec.commandLine(), "--most: found " + most + ", expected at least 1.");
        }
        Table table = table();
        List<String> names = columns.isEmpty() ? table.names() : columns;
        Comparison comparison = compared(table.columns(names));
        // Where not one could be fitted, this says why.
        comparison.best();
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                json
                        ? Json.of(ComparisonReport.of(comparison))
                        : comparison.table().stripTrailing());
        out.flush();
        return ExitCode.OK;
    }

    private Comparison compared(Selection rows) {
        List<Integer> clusters = IntStream.rangeClosed(1, most).boxed().toList();
        try (SelectionBar bar = SelectionBar.of("Clusters", most)) {
            return new ModelSelection(new ExactEm().restarts(restarts).seed(chance.seed()))
                    .criterion(criterion)
                    .threads(chance.threads())
                    .progress(bar)
                    .fit(
                            clusters,
                            k -> GaussianMixture.full(
                                    "clusters", k, rows.names().size()),
                            model -> rows.into(model.get("x")));
        }
    }

    private Table table() throws IOException {
        return file == null
                ? Data.csv(Tables.OLD_FAITHFUL.open(), Tables.OLD_FAITHFUL.fileName())
                : Columnar.open(file);
    }
}
