package org.platen.cli.option;

import picocli.CommandLine.Option;

/** How much a command that does more than print tells of it. */
public final class Loudness {

    @Option(
            names = {"-q", "--quiet"},
            description = "Show no progress and print no results; files are written all the same.")
    private boolean quiet;

    /** Whether only failures are told. */
    public boolean quiet() {
        return quiet;
    }
}
