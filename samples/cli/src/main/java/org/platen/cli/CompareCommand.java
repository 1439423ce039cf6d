package org.platen.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.platen.cli.compare.Contender;
import org.platen.cli.compare.FitComparison;
import org.platen.cli.option.TableOptions;
import org.platen.cli.option.Verbosity;
import org.platen.inference.choice.Criterion;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts fits side by side. */
@Command(
        name = "compare",
        description = {
            "Put fits side by side, of one engine or of several.",
            "Fits of one data set are compared by log-likelihood and information criteria (engines em, amortized) or by the expected log density of rows left out (vi, nuts); any"
                    + " fits by the log density of rows that none of them has seen."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  platen compare two.platen three.platen --criterion icl",
            "  platen compare vi.platen nuts.platen --data fitted.csv",
            "  platen compare em.platen vi.platen nuts.platen --data held-out.csv",
            "",
            "Whether rows are those that were fitted or new is told by hashes in the files."
        })
final class CompareCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FIT", description = "What platen fit --out has written.")
    private List<Path> files;

    @Mixin
    private TableOptions table;

    @Option(names = "--criterion", description = "AIC, BIC or ICL, for log-likelihoods (default: ${DEFAULT-VALUE}).")
    private Criterion criterion = Criterion.BIC;

    @Option(names = "--json", description = "Print a line of JSON.")
    private boolean json;

    @Mixin
    private Verbosity verbosity;

    @Override
    public Integer call() {
        if (criterion == Criterion.CROSS_VALIDATION) {
            throw new ParameterException(spec.commandLine(), "--criterion: expected AIC, BIC or ICL.");
        }
        List<Path> distinct = files.stream().distinct().toList();
        FitComparison comparison =
                FitComparison.of(distinct.stream().map(this::contender).toList(), criterion);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? Json.of(comparison.report()) : comparison.text().stripTrailing());
        out.flush();
        return ExitCode.OK;
    }

    private Contender contender(Path file) {
        SavedFit saved = SavedFit.load(file, table);
        return new Contender(file.toString(), saved.fit(), saved.rows(), saved.fitted());
    }
}
