package org.platen.inference.posterior;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A text in UTF-8 that is written whole or not at all: beside the file first, then moved there. */
final class WholeFile {

    private WholeFile() {}

    /** Writes a text. */
    interface Content {
        void writeTo(Writer writer) throws IOException;
    }

    /** @throws UncheckedIOException when it cannot be written; a file that was there is as it was before */
    static void write(Path file, Content content) {
        Path beside = file.resolveSibling(file.getFileName() + ".partial");
        try {
            try (Writer writer = Files.newBufferedWriter(beside)) {
                content.writeTo(writer);
            }
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(beside);
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw new UncheckedIOException("cannot write " + file + ": " + e, e);
        }
    }
}
