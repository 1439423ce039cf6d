package org.platen.cli.option;

import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** How much is told of failures. */
public final class Verbosity {

    @Option(names = "--verbose", description = "Show the stack trace of a failure.")
    private boolean traces;

    /** Whether failures come with their stack trace. */
    public boolean traces() {
        return traces;
    }

    /** What {@code command} was told, where it has this option. */
    public static Verbosity of(CommandLine command) {
        return command.getMixins().values().stream()
                .map(spec -> spec instanceof Verbosity verbosity ? verbosity : null)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(Verbosity::new);
    }
}
