package org.platen.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code platen}; each sub-command is a class of its own. */
@Command(
        name = "platen",
        description = "Declare a latent-variable model once and fit it with any engine.",
        subcommands = {
            RunCommand.class,
            FitCommand.class,
            CompareCommand.class,
            SampleCommand.class,
            ScoreCommand.class,
            PlotCommand.class,
            ZooCommand.class,
            RenderCommand.class,
            InfoCommand.class,
            SelectCommand.class,
            FaithfulCommand.class,
            HelpCommand.class,
            LoadClassesCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:All is done.",
            "1:The work failed; a line on standard error says why.",
            "2:The command was not understood.",
            "130:It was stopped from the keyboard."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  platen faithful                                   a first fit, with a picture",
            "  platen run script.platen.kts --data table.csv     run a script",
            "  platen zoo                                        models to begin with",
            "  platen fit model.platen.kts --data table.csv --engine nuts",
            "  platen fit gaussian-mixture --out mixture.platen",
            "  platen sample mixture.platen --rows 100",
            "  platen COMMAND --help                             more of them"
        })
public final class PlatenCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    /** Runs the command and leaves the JVM with its exit code. */
    public static void main(String[] arguments) {
        // Pictures are drawn into files: a display is neither needed nor looked for.
        System.setProperty("java.awt.headless", "true");
        StandardOutput out = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        System.setOut(new PrintStream(new BufferedOutputStream(out), true, StandardOutput.charset()));
        PrintWriter err = StandardOutput.writer(System.err);
        int code = commandLine()
                .setOut(StandardOutput.writer(System.out))
                .setErr(err)
                .execute(arguments);
        System.out.flush();
        System.exit(out.exitCode(code, err));
    }

    /** The command as it is run, for callers that stay in this JVM. */
    static CommandLine commandLine() {
        return new CommandLine(new PlatenCommand())
                .setExecutionExceptionHandler(new Failures())
                .setParameterExceptionHandler(new Misunderstandings())
                .setExecutionStrategy(Failures::orError)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
