package org.platen.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.platen.cli.option.Verbosity;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** What is said when work fails: what is wrong, and the stack trace only when it is asked for. */
final class Failures implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        return told(failure, command);
    }

    /** Runs a command; also errors of the JVM are told in a line. */
    static int orError(ParseResult parsed) {
        try {
            return new RunLast().execute(parsed);
        } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
            ParseResult last = parsed;
            while (last.hasSubcommand()) {
                last = last.subcommand();
            }
            return told(e, last.commandSpec().commandLine());
        }
    }

    private static int told(Throwable failure, CommandLine command) {
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + message(failure));
        if (Verbosity.of(command).traces()) {
            failure.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return ExitCode.SOFTWARE;
    }

    private static String message(Throwable failure) {
        String said = Objects.requireNonNullElse(failure.getMessage(), "");
        if (failure instanceof OutOfMemoryError) {
            return "there is not enough memory (" + said + "): PLATEN_JAVA_OPTIONS=-Xmx8g gives it 8 GB";
        }
        if (failure instanceof NoSuchFileException || failure instanceof FileNotFoundException) {
            return "there is no file " + said;
        }
        if (failure instanceof AccessDeniedException) {
            return "no permission for file " + said;
        }
        boolean telling = failure instanceof IllegalArgumentException
                || failure instanceof IllegalStateException
                || failure instanceof UncheckedIOException
                || failure instanceof IOException
                || failure.getClass().getName().startsWith("org.platen.");
        return telling && !said.isEmpty() ? said : Objects.toString(failure);
    }
}
