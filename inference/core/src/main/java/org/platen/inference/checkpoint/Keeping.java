package org.platen.inference.checkpoint;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.shape.ModelException;

/** Where one fit is kept: what it goes on from, a file or an earlier fit, and the file that is told how it stands. */
public final class Keeping {

    private final Files files;
    private final FitIdentity identity;
    private long written = System.nanoTime();

    /**
     * Which files.
     *
     * @param checkpoint where to write how the fit stands, or null for nowhere
     * @param resume the checkpoint to go on from, or null
     * @param from what an earlier fit tells to go on from, or null; without both it begins
     * @param every time between two checkpoints
     */
    public record Files(
            @Nullable Path checkpoint,
            @Nullable Path resume,
            @Nullable NumbersFile from,
            Duration every) {

        /** None, and every half minute where there is one. */
        public static final Files NONE = new Files(null, null, null, Duration.ofSeconds(30));

        /** @throws IllegalArgumentException when the time is negative */
        public Files {
            if (every.isNegative()) {
                throw new IllegalArgumentException("the time between checkpoints must be at least 0, found " + every);
            }
        }

        /** With another checkpoint. */
        public Files withCheckpoint(Path file, Duration time) {
            return new Files(file, resume, from, time);
        }

        /** With another to go on from. */
        public Files withResume(Path file) {
            return new Files(checkpoint, file, null, every);
        }

        /** With an earlier fit to go on from. */
        public Files withFrom(NumbersFile fit) {
            return new Files(checkpoint, null, fit, every);
        }

        /** Whether nothing is written or read. */
        public boolean areNone() {
            return checkpoint == null && resume == null && from == null;
        }
    }

    /** @param identity what is fitted, to what and how; asked for where there are files, as it may take a pass over the data */
    public Keeping(Files files, Supplier<FitIdentity> identity) {
        this.files = files;
        this.identity = files.areNone() ? FitIdentity.UNKNOWN : identity.get();
    }

    /**
     * Where to go on from; null to begin.
     *
     * @throws ModelException when the file is no whole checkpoint, or one of something else, or the fit was one of something else
     */
    public @Nullable NumbersFile resumed() {
        NumbersFile fit = files.from();
        if (fit != null) {
            return same(fit, "the earlier fit");
        }
        Path file = files.resume();
        return file == null ? null : same(NumbersFile.read(file), file);
    }

    private NumbersFile same(NumbersFile found, Object source) {
        FitIdentity.of(found).requireSame(identity, source);
        return found;
    }

    /** The same where it is numbers alone. */
    public @Nullable Saved resumedNumbers() {
        NumbersFile found = resumed();
        return found == null ? null : new Saved(found.tensors());
    }

    /** Whether there are to be checkpoints. */
    public boolean writes() {
        return files.checkpoint() != null;
    }

    /** Whether the last checkpoint is so old that there should be another. */
    public boolean isDue() {
        return writes() && System.nanoTime() - written >= files.every().toNanos();
    }

    /** Writes how the fit stands, where it is to be kept. */
    public void write(Supplier<NumbersFile> standing) {
        Path file = files.checkpoint();
        if (file == null) {
            return;
        }
        identity.before(standing.get()).write(file);
        written = System.nanoTime();
    }

    /** The same where it is numbers alone. */
    public void writeNumbers(Supplier<Saved> standing) {
        write(() -> new NumbersFile(List.of(), standing.get().numbers()));
    }
}
