package org.platen.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.platen.cli.option.Verbosity;
import org.platen.inference.fit.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what a file holds. */
@Command(
        name = "info",
        description = "Tell what a file holds: a fit and how it was made, a model, a checkpoint or a table.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  platen info faithful.platen")
final class InfoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file.")
    private Path file;

    @Option(names = "--json", description = "Print a line of JSON.")
    private boolean json;

    @Mixin
    private Verbosity verbosity;

    @Override
    public Integer call() throws IOException {
        Map<String, Object> properties = FileProperties.of(file);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? Json.of(properties) : text(properties));
        out.flush();
        return ExitCode.OK;
    }

    private static String text(Map<String, Object> properties) {
        TextTable table = new TextTable();
        properties.forEach(
                (name, value) -> table.add(name, List.of(), value.toString().strip()));
        return table.text().stripTrailing();
    }
}
