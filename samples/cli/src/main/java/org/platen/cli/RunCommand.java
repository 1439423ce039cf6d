package org.platen.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.platen.cli.option.Chance;
import org.platen.cli.option.Loudness;
import org.platen.cli.option.Verbosity;
import org.platen.progress.TerminalProgress;
import org.platen.scripting.ScriptRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a script. */
@Command(
        name = "run",
        description = "Run a script: Kotlin with the language of models, the engines and the data at hand.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  platen run faithful.platen.kts --data faithful.csv --out faithful.platen",
            "  platen run study.platen.kts --seed 7 -- first --second",
            "",
            "What follows -- are the script's arguments.",
            "A script is compiled when it is new, in some seconds; after that it starts at once."
        })
final class RunCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "SCRIPT", description = "A file whose name ends in .platen.kts.")
    private Path script;

    @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "What the script finds in 'arguments'.")
    private List<String> arguments = List.of();

    @Option(
            names = "--data",
            paramLabel = "TABLE",
            description = "What the script finds in 'table': CSV, Parquet or Arrow, by its suffix.")
    private @Nullable Path data;

    @Option(names = "--out", paramLabel = "FILE", description = "What the script finds in 'out'.")
    private @Nullable Path out;

    @Mixin
    private Chance chance;

    @Mixin
    private Loudness loudness;

    @Mixin
    private Verbosity verbosity;

    @Override
    public Integer call() {
        try (Interrupts interrupts = new Interrupts();
                TerminalProgress bar = loudness.quiet()
                        ? TerminalProgress.silent()
                        : TerminalProgress.of(script.getFileName().toString(), TerminalProgress.UNKNOWN)) {
            Scripts.host()
                    .run(new ScriptRequest(
                            script,
                            arguments,
                            data,
                            out,
                            chance.seed(),
                            chance.threads(),
                            bar,
                            interrupts::cancellation));
            return interrupts.isTold() ? Interrupts.EXIT_CODE : ExitCode.OK;
        }
    }
}
