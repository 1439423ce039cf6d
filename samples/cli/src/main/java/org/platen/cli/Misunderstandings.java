package org.platen.cli;

import java.io.PrintWriter;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said when a command line is not understood: what is wrong in a line, the nearest names, and where to read on. */
final class Misunderstandings implements IParameterExceptionHandler {

    private static final Pattern WHOLE = Pattern.compile("is not an? (int|long)\\b");
    private static final Pattern NUMBER = Pattern.compile("is not a double\\b");

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        String said = WHOLE.matcher(failure.getMessage()).replaceAll("is no whole number");
        err.println(name + ": " + NUMBER.matcher(said).replaceAll("is no number"));
        UnmatchedArgumentException.printSuggestions(failure, err);
        err.println(name + " --help tells what it understands");
        err.flush();
        return ExitCode.USAGE;
    }
}
