package org.platen.models.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Tables that come with the library, as CSV. */
public enum Tables {
    /** 272 eruptions of Old Faithful: duration and waiting time in minutes (Azzalini and Bowman 1990). */
    OLD_FAITHFUL("old-faithful.csv"),
    /** 150 irises of three species: four lengths in centimetres and the species, 0 to 2 (Anderson 1935). */
    IRIS("iris.csv");

    private final String file;

    Tables(String file) {
        this.file = file;
    }

    /** The name of its file. */
    public String fileName() {
        return file;
    }

    /** The CSV text; to be closed by the caller. */
    public InputStream open() {
        return Objects.requireNonNull(Tables.class.getResourceAsStream(file), file);
    }

    /** The numbers of these columns, a row each; NaN for an empty cell. */
    public double[][] columns(String... names) {
        List<String[]> lines = lines();
        List<String> header = List.of(lines.get(0));
        int[] places = Arrays.stream(names).mapToInt(header::indexOf).toArray();
        return lines.stream()
                .skip(1)
                .map(cells -> Arrays.stream(places)
                        .mapToDouble(place -> cells[place].isEmpty() ? Double.NaN : Double.parseDouble(cells[place]))
                        .toArray())
                .toArray(double[][]::new);
    }

    private List<String[]> lines() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(open(), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(",", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
