package org.platen.inference.checkpoint;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.shape.ModelException;

/** The files that one fit is kept in: what it goes on from, and where it is written how it stands. */
public final class Keeping {

    private static final String FIT = "fit";

    private final Files files;
    private final FitIdentity identity;
    private long written = System.nanoTime();

    /**
     * Which files.
     *
     * @param checkpoint where to write how the fit stands, or null for nowhere
     * @param resume the checkpoint to go on from, or null to begin
     * @param every time between two checkpoints
     */
    public record Files(@Nullable Path checkpoint, @Nullable Path resume, Duration every) {

        /** None, and every half minute where there is one. */
        public static final Files NONE = new Files(null, null, Duration.ofSeconds(30));

        /** @throws IllegalArgumentException when the time is negative */
        public Files {
            if (every.isNegative()) {
                throw new IllegalArgumentException("the time between checkpoints must be at least 0, found " + every);
            }
        }

        /** With another checkpoint. */
        public Files withCheckpoint(Path file, Duration time) {
            return new Files(file, resume, time);
        }

        /** With another to go on from. */
        public Files withResume(Path file) {
            return new Files(checkpoint, file, every);
        }

        /** Whether nothing is written or read. */
        public boolean areNone() {
            return checkpoint == null && resume == null;
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
     * @throws ModelException when the file is no whole checkpoint, or one of something else
     */
    public @Nullable NumbersFile resumed() {
        Path file = files.resume();
        if (file == null) {
            return null;
        }
        NumbersFile found = NumbersFile.read(file);
        Map<String, Section> sections = new LinkedHashMap<>();
        found.sections().forEach(section -> sections.put(section.title(), section));
        new FitIdentity(sections.getOrDefault(FIT, new Section(FIT)).entries()).requireSame(identity, file);
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
        NumbersFile now = standing.get();
        List<Section> sections = new ArrayList<>(List.of(new Section(FIT, identity.facts())));
        sections.addAll(now.sections());
        new NumbersFile(sections, now.tensors()).write(file);
        written = System.nanoTime();
    }

    /** The same where it is numbers alone. */
    public void writeNumbers(Supplier<Saved> standing) {
        write(() -> new NumbersFile(List.of(), standing.get().numbers()));
    }
}
