package org.platen.inference.amortized;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.platen.inference.em.FitIdentity;
import org.platen.inference.engine.Halt;

/** The files that one training is kept in. */
final class TrainingJournal {

    private final AmortizedOptions.Files files;
    private final @Nullable FitIdentity identity;
    private final Halt halt;
    private Duration written = Duration.ZERO;

    /** @param identity what is fitted, to what and how; asked for where there are files, as it takes a pass over the data */
    TrainingJournal(AmortizedOptions.Files files, Supplier<FitIdentity> identity, Halt halt) {
        this.files = files;
        this.identity = files.areNone() ? null : identity.get();
        this.halt = halt;
    }

    /** Where to go on from; null to begin. */
    @Nullable
    TrainingCheckpoint resumed() {
        Path file = files.resume();
        return file == null ? null : TrainingCheckpoint.read(file, Objects.requireNonNull(identity));
    }

    /** Training has come a little further. */
    void reached(Supplier<TrainingCheckpoint> standing) {
        if (halt.elapsed().minus(written).compareTo(files.every()) >= 0) {
            write(standing);
        }
    }

    /** Writes how training stands, where it is to be kept. */
    void write(Supplier<TrainingCheckpoint> standing) {
        Path file = files.checkpoint();
        if (file != null) {
            standing.get().write(file, Objects.requireNonNull(identity));
            written = halt.elapsed();
        }
    }
}
