package org.platen.inference.data;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.platen.dsl.shape.ModelException;

/** A text of separated values that can be read as often as needed. */
interface CsvFile {

    /** Opens the text at its start. */
    Reader open() throws IOException;

    static Table of(Path file) {
        return new Table(CsvSource.of(name(file), at(file)));
    }

    static Table of(Path file, char delimiter) {
        return new Table(CsvSource.of(name(file), at(file), delimiter));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static CsvFile at(Path file) {
        ModelException.require(
                !name(file).endsWith(".parquet")
                        && !name(file).endsWith(".arrow")
                        && !name(file).endsWith(".feather"),
                "%s is no CSV by its suffix. Columnar.open(path) of platen-columnar reads it.",
                name(file));
        return () -> utf8(Files.newInputStream(file));
    }

    static Table of(InputStream stream, String name) {
        byte[] bytes = reading(name, stream::readAllBytes);
        return new Table(CsvSource.of(name, () -> utf8(new ByteArrayInputStream(bytes))));
    }

    static Table of(Reader reader, String name) {
        return new Table(CsvSource.of(name, text(reader, name)));
    }

    static Table of(Reader reader, String name, char delimiter) {
        return new Table(CsvSource.of(name, text(reader, name), delimiter));
    }

    private static CsvFile text(Reader reader, String name) {
        StringWriter read = new StringWriter();
        reading(name, () -> reader.transferTo(read));
        String text = read.toString();
        return () -> new StringReader(text);
    }

    static Table of(Class<?> beside, String name) {
        try (InputStream stream = beside.getResourceAsStream(name)) {
            ModelException.require(
                    stream != null, "there is no class-path resource '%s' beside %s", name, beside.getName());
            return of(java.util.Objects.requireNonNull(stream), name);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** Something read from a file. */
    interface Reading<T> {
        T read() throws IOException;
    }

    static <T> T reading(String name, Reading<T> reading) {
        try {
            return reading.read();
        } catch (UncheckedIOException e) {
            throw unreadable(name, e.getCause());
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static RuntimeException unreadable(String name, IOException cause) {
        if (cause instanceof java.nio.charset.CharacterCodingException) {
            return new ModelException(name
                    + " is not UTF-8 text. Convert it, or open it with its own character set: Data.csv(reader, name).");
        }
        if (cause instanceof org.apache.commons.csv.CSVException) {
            return new ModelException(
                    name + " is not well-formed CSV: " + cause.getMessage() + ". Look for an unbalanced double quote.");
        }
        String reason = cause instanceof NoSuchFileException
                ? "there is no such file: " + cause.getMessage()
                : String.valueOf(cause.getMessage());
        return new UncheckedIOException("cannot read " + name + ": " + reason, cause);
    }

    /** Strict, unlike readers that replace what they cannot decode. */
    private static Reader utf8(InputStream stream) {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8.newDecoder()));
    }
}
