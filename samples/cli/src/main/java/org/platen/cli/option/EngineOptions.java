package org.platen.cli.option;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which engine fits, and how. */
public final class EngineOptions {

    @Option(
            names = {"-e", "--engine"},
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    EngineName engine = EngineName.EM;

    @Option(names = "--restarts", paramLabel = "N", description = "Starts of which the best is taken (em, vi).")
    @Nullable
    Integer restarts;

    @Option(names = "--iterations", paramLabel = "N", description = "Most iterations of a start (em, vi).")
    @Nullable
    Integer iterations;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            description = "Rows of a batch (amortized; vi, which takes all otherwise).")
    @Nullable
    Integer batchSize;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Passes over the data (amortized; vi with --batch-size).")
    @Nullable
    Integer epochs;

    @Option(names = "--chains", paramLabel = "N", description = "Chains (nuts).")
    @Nullable
    Integer chains;

    @Option(names = "--warmup", paramLabel = "N", description = "Iterations of a chain that adapt it (nuts).")
    @Nullable
    Integer warmup;

    @Option(
            names = "--draws",
            paramLabel = "N",
            description = "Draws of each chain, or of the approximation (nuts, vi).")
    @Nullable
    Integer draws;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "cpu, gpu or gpu:N (amortized; the others run on the CPU).")
    @Nullable
    String device;

    @Option(names = "--time-limit", paramLabel = "SECONDS", description = "End with what is reached after this time.")
    @Nullable
    Double timeLimit;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "Keep where the fit stands in this file, also when it is stopped.")
    @Nullable
    Path checkpoint;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "SECONDS",
            description = "How old a checkpoint may be (default: ${DEFAULT-VALUE}; in batches: after every pass).")
    double checkpointEvery = 60;

    @Option(names = "--resume", description = "Go on from the checkpoint, if there is one.")
    boolean resume;

    @Option(
            names = "--from",
            paramLabel = "FIT",
            description =
                    "Go on from a fit with the same options: one saved with --keep-optimizer, to more --epochs, or any by em.")
    @Nullable
    Path from;

    @Option(
            names = "--keep-optimizer",
            description = "Save what --from needs to go on from the fit (amortized; vi with --batch-size).")
    boolean keepOptimizer;

    /** Whether the state of the optimiser is to be saved with the fit. */
    public boolean keepsOptimizer() {
        return keepOptimizer;
    }

    /** The engine that was chosen. */
    public EngineName engine() {
        return engine;
    }

    /** Where checkpoints go, if anywhere. */
    public @Nullable Path checkpoint() {
        return checkpoint;
    }

    /** Whether the fit goes on from a checkpoint. */
    public boolean resumes() {
        return resume;
    }

    static Duration seconds(double number) {
        return Duration.ofNanos(Math.round(number * 1e9));
    }
}
