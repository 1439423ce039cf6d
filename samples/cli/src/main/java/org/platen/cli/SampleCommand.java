package org.platen.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.platen.cli.option.OutputOption;
import org.platen.cli.option.TableOptions;
import org.platen.cli.option.Verbosity;
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

/** Draws new data from a fit. */
@Command(
        name = "sample",
        description = "Draw new data from a fit, as a table.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  platen sample faithful.platen --rows 1000 --seed 7 --out drawn.csv",
            "  platen sample regression.platen --data covariates.csv     a row for each"
        })
final class SampleCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FIT", description = "What platen fit --out has written.")
    private Path file;

    @Option(names = "--rows", paramLabel = "N", description = "How many rows; with --data as many as it has.")
    private @Nullable Integer rows;

    @Option(names = "--seed", paramLabel = "S", description = "Equal seeds draw alike (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Mixin
    private TableOptions table;

    @Mixin
    private OutputOption output;

    @Mixin
    private Verbosity verbosity;

    @Override
    public Integer call() throws IOException {
        output.check();
        ModelException.require(
                (rows == null) == table.table().isPresent(), "say how many rows with --rows, or for which with --data");
        Fit fit = Fits.load(file);
        Integer number = rows;
        Data drawn = number != null
                ? fit.sample(number, seed)
                : fit.sample(table.data(table.table().orElseThrow(), fit), seed);
        output.write(
                CsvText.observed(fit.model(), drawn, fit.labels()),
                spec.commandLine().getOut());
        return ExitCode.OK;
    }
}
