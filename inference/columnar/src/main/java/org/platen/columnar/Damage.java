package org.platen.columnar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.platen.dsl.shape.ModelException;

/** Tells what is wrong with a file that cannot be read. */
final class Damage {

    private Damage() {}

    /** Something read from a file. */
    interface Reading<T> {

        /** Reads it. */
        T read() throws IOException;
    }

    /**
     * What decoders throw at bytes that mean nothing is as many things as there are bytes: all of it says that the file is damaged. A damaged length may ask for
     * more memory than there is, and damaged nesting for more stack; neither is then taken.
     *
     * @throws ModelException that names the file
     */
    static <T> T guard(Path file, Reading<T> reading) {
        try {
            return reading.read();
        } catch (ModelException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException(
                    "cannot read " + file.getFileName() + ": there is no such file: " + e.getMessage(), e);
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
            throw damaged(file, e);
        }
    }

    private static ModelException damaged(Path file, Throwable e) {
        Throwable first = e;
        while (first.getCause() != null && first.getCause().getMessage() != null) {
            first = first.getCause();
        }
        String reason = first.getMessage() == null ? first.getClass().getSimpleName() : first.getMessage();
        ModelException damaged = new ModelException(
                file.getFileName() + " cannot be read: it is damaged, or was not written to its end (" + reason + ")");
        damaged.initCause(e);
        return damaged;
    }
}
