package org.platen.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.platen.cli.CsvText.Named;
import org.platen.cli.option.OutputOption;
import org.platen.cli.option.TableOptions;
import org.platen.cli.option.Verbosity;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.ModelException;
import org.platen.files.Fits;
import org.platen.inference.data.Data;
import org.platen.inference.fit.Fit;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says of each row of a table how probable it is under a fit. */
@Command(
        name = "score",
        description =
                "The log density of each row of a table under a fit, and the most probable values of discrete latent variables.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  platen score faithful.platen --data new.csv --columns eruptions,waiting")
final class ScoreCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FIT", description = "What platen fit --out has written.")
    private Path file;

    @Mixin
    private TableOptions table;

    @Option(names = "--json", description = "Print a line of JSON instead of a table.")
    private boolean json;

    @Mixin
    private OutputOption output;

    @Mixin
    private Verbosity verbosity;

    @Override
    public Integer call() throws IOException {
        output.check();
        ModelException.require(table.file().isPresent(), "say of which rows: --data table.csv");
        Fit fit = Fits.load(file);
        Data data = table.data(table.table().orElseThrow(), fit);
        double[] densities = fit.logDensity(data);
        List<Named> columns = new ArrayList<>(List.of(new Named("log_density", densities, List.of())));
        for (RandomVariable latent : fit.model().latents()) {
            if (latent.isDiscrete()) {
                int[] values = fit.assignments(latent, data);
                if (values.length == densities.length) {
                    double[] codes = IntStream.of(values).asDoubleStream().toArray();
                    columns.add(new Named(latent.name(), codes, fit.labels().ofValues(latent)));
                }
            }
        }
        output.write(
                json ? json(columns) : CsvText.of(columns), spec.commandLine().getOut());
        return ExitCode.OK;
    }

    private static String json(List<Named> columns) {
        Map<String, Object> all = new LinkedHashMap<>();
        columns.forEach(column -> all.put(column.name(), column.values()));
        all.put("total", DoubleStream.of(columns.get(0).values()).sum());
        return Json.of(all);
    }
}
