package org.platen.inference.posterior;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.data.Binding;

/**
 * Draws as a plain table: comma-separated values with a header, one line a draw. Columns {@code chain} and {@code draw} count from zero, then there is one for
 * each number: {@code mu}, {@code theta[0]}, {@code covariance[0][1][1]}; see {@link Draws#columns}. Numbers are written so that they are read back bit for bit.
 */
public final class DrawsFile {

    private static final List<String> PLACE = List.of("chain", "draw");

    private DrawsFile() {}

    /**
     * Writes a table; a file that is there is replaced, in one step.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    public static void write(Path file, Draws draws) {
        List<Draws.Column> columns = draws.columns();
        TextFile.write(file, writer -> {
            writer.write(String.join(",", PLACE));
            for (Draws.Column column : columns) {
                writer.write("," + quoted(column.name()));
            }
            writer.write('\n');
            for (int chain = 0; chain < draws.chains(); chain++) {
                for (int draw = 0; draw < draws.perChain(); draw++) {
                    writer.write(chain + "," + draw);
                    for (Draws.Column column : columns) {
                        writer.write("," + draws.at(column.variable(), chain, draw)[column.entry()]);
                    }
                    writer.write('\n');
                }
            }
        });
    }

    private static String quoted(String name) {
        boolean plain = name.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param binding of the model whose variables were drawn, for the sizes of plates
     * @throws UncheckedIOException when the file cannot be read
     * @throws ModelException when it is no table of draws of variables of this model, or is cut off
     */
    public static Draws read(Path file, Binding binding) {
        try (BufferedReader reader = Files.newBufferedReader(file);
                CSVParser parser = CSVFormat.DEFAULT.parse(reader)) {
            List<CSVRecord> records = parser.getRecords();
            ModelException.require(records.size() >= 2, "%s has no draws: expected a header and a line for each", file);
            List<String> header = records.get(0).toList();
            ModelException.require(
                    header.size() > 2 && header.subList(0, 2).equals(PLACE),
                    "%s is no table of draws: its first columns are %s, expected %s",
                    file,
                    header.subList(0, Math.min(2, header.size())),
                    PLACE);
            return draws(file, binding, columns(file, header, binding), records.subList(1, records.size()));
        } catch (CSVException e) {
            throw new ModelException(file + " is not well-formed CSV: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e, e);
        }
    }

    /** The places of each variable's entries in a line. */
    private static Map<Variable, int[]> columns(Path file, List<String> header, Binding binding) {
        Map<Variable, int[]> places = new LinkedHashMap<>();
        Set<String> unknown = new HashSet<>(header.subList(2, header.size()));
        for (Variable variable : binding.model().variables()) {
            List<String> names = Draws.columns(variable, Draws.dims(variable, binding)).stream()
                    .map(Draws.Column::name)
                    .toList();
            if (names.stream().noneMatch(unknown::contains)) {
                continue;
            }
            Set<String> missing =
                    names.stream().filter(name -> !unknown.contains(name)).collect(Collectors.toSet());
            ModelException.require(
                    missing.isEmpty(),
                    "%s lacks the columns %s of '%s'. Were the draws of data of another size?",
                    file,
                    missing,
                    variable.name());
            places.put(variable, names.stream().mapToInt(header::indexOf).toArray());
            names.forEach(unknown::remove);
        }
        ModelException.require(
                unknown.isEmpty(),
                "%s has columns %s, which are no variables of model '%s' with these data",
                file,
                unknown,
                binding.model().name());
        return places;
    }

    private static Draws draws(Path file, Binding binding, Map<Variable, int[]> places, List<CSVRecord> records) {
        int chains = 1 + number(file, records.get(records.size() - 1), 0).intValue();
        int perChain = records.size() / Math.max(1, chains);
        Map<Variable, double[][][]> values = new LinkedHashMap<>();
        places.forEach((variable, own) -> values.put(variable, new double[chains][perChain][own.length]));
        for (int i = 0; i < records.size(); i++) {
            CSVRecord line = records.get(i);
            int chain = i / perChain;
            int draw = i % perChain;
            ModelException.require(
                    chain < chains && number(file, line, 0) == chain && number(file, line, 1) == draw,
                    "%s, line %d: expected draw %d of chain %d, found draw %s of chain %s. Is the file cut off, or are its lines out of order?",
                    file,
                    line.getRecordNumber(),
                    draw,
                    chain,
                    line.get(1),
                    line.get(0));
            places.forEach((variable, own) -> {
                double[] value = java.util.Objects.requireNonNull(values.get(variable))[chain][draw];
                for (int entry = 0; entry < own.length; entry++) {
                    value[entry] = number(file, line, own[entry]);
                }
            });
        }
        return Draws.of(binding, values);
    }

    private static Double number(Path file, CSVRecord line, int place) {
        String text = place < line.size() ? line.get(place) : "";
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw new ModelException(file + ", line " + line.getRecordNumber() + ", column " + (place + 1)
                    + ": expected a number, found '" + text + "'");
        }
    }
}
