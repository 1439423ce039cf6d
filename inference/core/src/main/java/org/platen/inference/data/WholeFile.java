package org.platen.inference.data;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * A file that is written whole or not at all: beside its place first, under a name that nobody else takes, then moved there. A reader never sees half of it, and of two
 * writers the last one wins.
 */
public final class WholeFile {

    private WholeFile() {}

    /** Writes what the file is to hold. */
    public interface Content {

        /** Writes to a file beside the one that is meant. */
        void writeTo(Path beside) throws IOException;
    }

    /** @throws IOException when it cannot be written, with the reason but not the file's name; a file that was there is as it was before */
    public static void write(Path file, Content content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new IOException("it is a folder. Name a file in it.");
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException("the folder '" + folder + "' does not exist. Create it first.");
        }
        // Not Files.createTempFile, which would keep the file from other users.
        Path beside = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".partial");
        try {
            content.writeTo(beside);
            move(beside, file);
        } catch (Throwable e) {
            try {
                Files.deleteIfExists(beside);
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    private static void move(Path beside, Path file) throws IOException {
        try {
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
