package org.platen.inference.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is written whole or not at all: beside its place first, then moved there. */
public final class WholeFile {

    private WholeFile() {}

    /** Writes what the file is to hold. */
    public interface Content {

        /** Writes to a file beside the one that is meant. */
        void writeTo(Path beside) throws IOException;
    }

    /** @throws IOException when it cannot be written; a file that was there is as it was before */
    public static void write(Path file, Content content) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".partial");
        try {
            content.writeTo(beside);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(beside);
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }
}
