package org.platen.models.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Tables that come with the library, as CSV. */
public enum Tables {
    /** 272 eruptions of Old Faithful: duration and waiting time in minutes (Azzalini and Bowman 1990). */
    OLD_FAITHFUL("old-faithful.csv"),
    /** 150 irises of three species: four lengths in centimetres and the species, 0 to 2 (Anderson 1935). */
    IRIS("iris.csv"),
    /** Sixteen years of seven macroeconomic figures, nearly collinear (Longley 1967; NIST). */
    LONGLEY("longley.csv"),
    /** Yearly flow of the Nile, 1871 to 1970, in 10⁸ cubic metres (Cobb 1978). */
    NILE("nile.csv"),
    /** Major earthquakes in the world, 1900 to 2006: a count a year (Zucchini and MacDonald 2009, table 1.1). */
    EARTHQUAKES("earthquakes.csv"),
    /** Velocities of 82 galaxies, in 1000 km/s (Roeder 1990). */
    GALAXIES("galaxies.csv"),
    /** Answers of 1,000 candidates to five items, equal rows counted (Bock and Lieberman 1970). */
    LAW_SCHOOL("law-school.csv");

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

    /** The numbers of a column; NaN for an empty cell. */
    public double[] column(String name) {
        return Arrays.stream(columns(name)).mapToDouble(row -> row[0]).toArray();
    }

    /** The numbers of these columns, each row as often as the column {@code count} says. */
    public double[][] repeated(String count, String... names) {
        double[] counts = column(count);
        double[][] rows = columns(names);
        return IntStream.range(0, rows.length)
                .boxed()
                .flatMap(i -> Collections.nCopies((int) counts[i], rows[i]).stream())
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
