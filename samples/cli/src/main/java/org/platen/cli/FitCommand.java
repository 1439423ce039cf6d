package org.platen.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.platen.cli.option.Chance;
import org.platen.cli.option.EngineName;
import org.platen.cli.option.EngineOptions;
import org.platen.cli.option.Engines;
import org.platen.cli.option.Loudness;
import org.platen.cli.option.Places;
import org.platen.cli.option.TableOptions;
import org.platen.cli.option.Verbosity;
import org.platen.dsl.shape.ModelException;
import org.platen.files.Fits;
import org.platen.inference.engine.Cancellation;
import org.platen.inference.fit.Fit;
import org.platen.progress.TerminalProgress;
import org.platen.progress.TrainingBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fits a model by any engine. */
@Command(
        name = "fit",
        description = "Fit a model to a table, or a model of the zoo to its example.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  platen fit gaussian-mixture --out mixture.platen   from the zoo, with its data",
            "  platen fit mixture.platen.kts --data faithful.csv --columns eruptions,waiting",
            "  platen fit schools.platen.kts --data schools.csv --engine nuts --draws 2000",
            "  platen fit big.platen.kts --data big.csv --checkpoint big.checkpoint --resume",
            "  platen fit vae -e amortized --epochs 20 --keep-optimizer --out half.platen",
            "  platen fit vae -e amortized --epochs 40 --from half.platen --out whole.platen",
            "",
            "A script declares one model, ends in one of several, or calls study(model) { table -> its data }."
        })
final class FitCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "A script, an entry of the zoo, or a file of a model.")
    private String name;

    @Mixin
    private TableOptions table;

    @Mixin
    private EngineOptions options;

    @Mixin
    private Chance chance;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Where the fit is saved, for sample, score, compare and info (.platen or .json).")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print the results as a line of JSON.")
    private boolean json;

    @Mixin
    private Loudness loudness;

    @Mixin
    private Verbosity verbosity;

    @Override
    public Integer call() {
        Places.require("--out", out);
        Places.require("--checkpoint", options.checkpoint());
        ModelException.require(
                out == null
                        || out.toString().endsWith(".platen")
                        || out.toString().endsWith(".json"),
                "--out %s: names of fits end in .platen or .json",
                out);
        ModelException.require(
                !options.keepsOptimizer() || out != null,
                "--keep-optimizer: say where the fit is saved, with --out file");
        try (Interrupts interrupts = new Interrupts()) {
            Cancellation cancellation = interrupts.cancellation();
            Subject subject = Subjects.find(name, chance, cancellation);
            Fit fit;
            try {
                fit = fit(subject, cancellation);
            } catch (ModelException e) {
                if (!interrupts.isTold()) {
                    throw e;
                }
                return stopped(String.valueOf(e.getMessage()));
            }
            int code = interrupts.isTold() ? stopped("stopped before the end") : ExitCode.OK;
            if (code == ExitCode.OK) {
                if (out != null) {
                    save(fit, out);
                }
                interrupts.mindNoMore();
            }
            if (!loudness.quiet()) {
                print(fit);
            }
            return code;
        }
    }

    private void save(Fit fit, Path file) {
        if (options.keepsOptimizer()) {
            Fits.saveWithOptimizer(fit, file);
        } else {
            Fits.save(fit, file);
        }
    }

    private Fit fit(Subject subject, Cancellation cancellation) {
        String title = subject.model().name();
        boolean trains = options.engine() == EngineName.AMORTIZED;
        try (TerminalProgress bar = loudness.quiet() || trains
                        ? TerminalProgress.silent()
                        : TerminalProgress.of(title, TerminalProgress.UNKNOWN);
                TrainingBar training = loudness.quiet() || !trains ? TrainingBar.silent() : TrainingBar.of(title)) {
            return new Engines(options, chance, cancellation, bar, training)
                    .engine(subject.model())
                    .fit(subject.model(), subject.data(table));
        }
    }

    private void print(Fit fit) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? Json.of(FitReport.of(fit)) : fit.summary());
        out.flush();
    }

    private int stopped(String how) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("platen fit: " + how + (out == null ? "" : ", nothing is saved") + "; " + next());
        err.flush();
        return Interrupts.EXIT_CODE;
    }

    private String next() {
        Path checkpoint = options.checkpoint();
        if (checkpoint == null) {
            return "with --checkpoint file the next one can be resumed";
        }
        return Files.exists(checkpoint)
                ? "--resume goes on from " + checkpoint + ": the same command"
                        + (options.resumes() ? " again" : " with --resume")
                : "there was nothing to keep yet in " + checkpoint;
    }
}
