package org.platen.cli.option;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.platen.inference.data.WholeFile;
import picocli.CommandLine.Option;

/** Where a text goes. */
public final class OutputOption {

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Where it goes (default: standard output).")
    private @Nullable Path file;

    /** @throws org.platen.dsl.shape.ModelException when the file could not be written */
    public void check() {
        Places.require("--out", file);
    }

    /** Writes to the file, whole or not at all, or to {@code standard}. */
    public void write(String text, PrintWriter standard) throws IOException {
        Path named = file;
        if (named != null) {
            try {
                WholeFile.write(named, beside -> Files.writeString(beside, text));
            } catch (IOException e) {
                throw new IOException("cannot write " + named + ": " + e.getMessage(), e);
            }
        } else {
            standard.println(text.stripTrailing());
            standard.flush();
        }
    }
}
