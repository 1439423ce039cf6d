package org.platen.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.platen.cli.option.Loudness;
import org.platen.dsl.shape.ModelException;
import org.platen.files.Fits;
import org.platen.inference.choice.Comparison;
import org.platen.inference.choice.Criterion;
import org.platen.inference.fit.LikelihoodFit;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts fits of the same data side by side. */
@Command(
        name = "compare",
        description = "Put maximum-likelihood fits of the same data side by side, with their information criteria.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  platen compare two.platen three.platen --criterion icl")
final class CompareCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FIT", description = "What platen fit --out has written, by --engine em.")
    private List<Path> files;

    @Option(names = "--criterion", description = "AIC, BIC or ICL (default: ${DEFAULT-VALUE}).")
    private Criterion criterion = Criterion.BIC;

    @Option(names = "--json", description = "Print a line of JSON.")
    private boolean json;

    @Mixin
    private Loudness loudness;

    @Override
    public Integer call() {
        Map<String, LikelihoodFit> fits = new LinkedHashMap<>();
        for (Path file : files) {
            ModelException.require(
                    Fits.load(file) instanceof LikelihoodFit fit && fits.put(file.toString(), fit) == null,
                    "%s is named twice, or its engine maximised no likelihood: only fits of --engine em are compared",
                    file);
        }
        Comparison comparison = Comparison.of(fits).by(criterion);
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                json
                        ? Json.of(ComparisonReport.of(comparison))
                        : comparison.table().stripTrailing());
        out.flush();
        return ExitCode.OK;
    }
}
