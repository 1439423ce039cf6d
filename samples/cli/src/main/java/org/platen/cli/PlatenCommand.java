package org.platen.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code platen}; each sub-command is a class of its own. */
@Command(
        name = "platen",
        description = "Declare a latent-variable model once and fit it with any engine.",
        subcommands = {FaithfulCommand.class, SelectCommand.class},
        mixinStandardHelpOptions = true)
public final class PlatenCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    /** Runs the command and leaves the JVM with its exit code. */
    public static void main(String[] arguments) {
        // Pictures are drawn into files: a display is neither needed nor looked for.
        System.setProperty("java.awt.headless", "true");
        System.exit(new CommandLine(new PlatenCommand()).execute(arguments));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a sub-command.");
    }
}
