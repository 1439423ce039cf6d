package org.platen.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** Loads the classes that commands usually load, for an archive of them that the start script makes. */
@Command(name = "load-classes", description = "Load what commands usually load.", hidden = true)
final class LoadClassesCommand implements Callable<Integer> {

    private static final List<List<String>> USUAL = List.of(
            List.of("--help"),
            List.of("fit", "--help"),
            List.of("zoo"),
            List.of("fit", "gaussian-mixture", "--json"),
            List.of("fit", "gaussian-mixture"));

    @Override
    public Integer call() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        for (List<String> arguments : USUAL) {
            CommandLine command = PlatenCommand.commandLine().setOut(nowhere);
            int code = command.execute(arguments.toArray(String[]::new));
            if (code != ExitCode.OK) {
                return code;
            }
        }
        return ExitCode.OK;
    }
}
