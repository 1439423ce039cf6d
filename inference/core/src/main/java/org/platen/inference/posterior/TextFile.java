package org.platen.inference.posterior;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.platen.inference.data.WholeFile;

/** A text in UTF-8 that is written whole or not at all. */
final class TextFile {

    private TextFile() {}

    /** Writes a text. */
    interface Content {
        void writeTo(Writer writer) throws IOException;
    }

    /** @throws UncheckedIOException when it cannot be written; a file that was there is as it was before */
    static void write(Path file, Content content) {
        try {
            WholeFile.write(file, beside -> {
                try (Writer writer = Files.newBufferedWriter(beside)) {
                    content.writeTo(writer);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
