package org.platen.cli.option;

import picocli.CommandLine.Option;

/** What a result depends on besides model and data, and what it does not. */
public final class Chance {

    @Option(names = "--seed", paramLabel = "S", description = "Equal seeds give equal results (default: 1).")
    private long seed = 1;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads to work with; results do not depend on it (default: all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    /** Equal seeds give equal results. */
    public long seed() {
        return seed;
    }

    /** Threads to work with. */
    public int threads() {
        return threads;
    }
}
