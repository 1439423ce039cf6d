package org.platen.cli;

import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.Optional;
import org.platen.cli.option.Loudness;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** What is said when work fails: what is wrong, and the stack trace only when it is asked for. */
final class Failures implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + message(failure));
        if (Loudness.of(command).verbose()) {
            failure.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return ExitCode.SOFTWARE;
    }

    private static String message(Throwable failure) {
        String said = Optional.ofNullable(failure.getMessage()).orElse("");
        if (failure instanceof NoSuchFileException || failure instanceof FileNotFoundException) {
            return "there is no file " + said;
        }
        if (failure instanceof AccessDeniedException) {
            return "no permission for file " + said;
        }
        boolean ours = failure instanceof IllegalArgumentException || failure instanceof IllegalStateException;
        boolean telling = ours || failure.getClass().getName().startsWith("org.platen.");
        return telling && !said.isEmpty() ? said : Objects.toString(failure);
    }
}
