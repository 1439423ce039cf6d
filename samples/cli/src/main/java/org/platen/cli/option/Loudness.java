package org.platen.cli.option;

import picocli.CommandLine;
import picocli.CommandLine.Option;

/** How much a command tells beside its results. */
public final class Loudness {

    @Option(
            names = {"-q", "--quiet"},
            description = "Show no progress and print no results; files are written all the same.")
    private boolean quiet;

    @Option(names = "--verbose", description = "Show the stack trace of a failure.")
    private boolean verbose;

    /** Whether only failures are told. */
    public boolean quiet() {
        return quiet;
    }

    /** Whether failures come with their stack trace. */
    public boolean verbose() {
        return verbose;
    }

    /** What {@code command} was told, where it has these options. */
    public static Loudness of(CommandLine command) {
        return command.getMixins().values().stream()
                .map(spec -> spec instanceof Loudness loudness ? loudness : null)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElseGet(Loudness::new);
    }
}
