package org.platen.inference.data;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.platen.dsl.shape.ModelException;

/** A table of separated values, streamed once for each selection. */
record CsvSource(String name, CsvFile file, CSVFormat format, List<String> names) implements TableSource {

    private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?\\d*,\\d+([eE][-+]?\\d+)?");
    static final int BYTE_ORDER_MARK = '\uFEFF';

    /** What is done with a row: its record and its line. */
    private interface RowReader {
        void row(CSVRecord record, long line);
    }

    static CsvSource of(String name, CsvFile file) {
        return of(name, file, CsvFile.reading(name, () -> {
            try (Reader text = file.open()) {
                return HeaderLine.delimiter(text);
            }
        }));
    }

    static CsvSource of(String name, CsvFile file, char delimiter) {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setCommentMarker('#')
                .setIgnoreSurroundingSpaces(true)
                .setIgnoreEmptyLines(true)
                .get();
        CsvSource unnamed = new CsvSource(name, file, format, List.of());
        return new CsvSource(name, file, format, CsvFile.reading(name, unnamed::header));
    }

    private List<String> header() throws IOException {
        try (CSVParser parser = parser()) {
            Iterator<CSVRecord> records = parser.iterator();
            ModelException.require(
                    records.hasNext(), "%s is empty, expected a header line with the names of the columns", name);
            List<String> header = records.next().toList();
            Set<String> seen = new HashSet<>();
            for (String column : header) {
                ModelException.require(
                        column.isEmpty() || seen.add(column),
                        "%s has two columns '%s'. Rename one of them in the header line.",
                        name,
                        column);
            }
            return header;
        }
    }

    @Override
    public int rows() {
        LineNumbers lines = new LineNumbers();
        read((record, line) -> lines.add(line));
        return lines.rows();
    }

    @Override
    public RowFile rowFile(List<String> columns, String purpose) {
        int[] at = columns.stream().mapToInt(names::indexOf).toArray();
        return RowFile.temporary(name, at.length, writer -> {
            double[] values = new double[at.length];
            int[] rows = new int[1];
            read((record, line) -> {
                for (int i = 0; i < at.length; i++) {
                    values[i] = number(record.get(at[i]), columns.get(i), purpose, rows[0], line);
                }
                rows[0]++;
                writeRow(writer, values);
            });
        });
    }

    private static void writeRow(RowFile.Writer writer, double[] values) {
        try {
            writer.row(values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private double number(String cell, String column, String purpose, int row, long line) {
        double value = Cells.number(cell);
        if (value != value && !Cells.isMissing(cell)) {
            throw notANumber(cell, column, purpose, row, line);
        }
        return value;
    }

    @Override
    public Columns numbers(List<String> columns, String purpose) {
        int[] at = columns.stream().mapToInt(names::indexOf).toArray();
        GrowingColumn[] growing =
                Stream.generate(GrowingColumn::new).limit(at.length).toArray(GrowingColumn[]::new);
        LineNumbers lines = new LineNumbers();
        read((record, line) -> {
            lines.add(line);
            for (int i = 0; i < at.length; i++) {
                growing[i].add(number(record.get(at[i]), columns.get(i), purpose, lines.rows() - 1, line));
            }
        });
        double[][] values = Arrays.stream(growing).map(GrowingColumn::takeAll).toArray(double[][]::new);
        return new Columns(values, new Origin(name, columns, lines, List.of()));
    }

    @Override
    public Texts texts(String column, String purpose) {
        int at = names.indexOf(column);
        GrowingColumn codes = new GrowingColumn();
        Map<String, Integer> labels = new LinkedHashMap<>();
        LineNumbers lines = new LineNumbers();
        read((record, line) -> {
            lines.add(line);
            String cell = record.get(at);
            codes.add(Cells.isMissing(cell) ? Double.NaN : labels.computeIfAbsent(cell, label -> labels.size()));
        });
        return new Texts(
                codes.takeAll(), List.copyOf(labels.keySet()), new Origin(name, List.of(column), lines, List.of()));
    }

    private void read(RowReader reader) {
        int rows = CsvFile.reading(name, () -> {
            try (CSVParser parser = parser()) {
                return readRows(parser, reader);
            }
        });
        ModelException.require(rows > 0, "%s has a header line but no rows", name);
    }

    private int readRows(CSVParser parser, RowReader reader) {
        int rows = -1;
        for (CSVRecord record : parser) {
            long line = parser.getCurrentLineNumber();
            if (rows >= 0) {
                if (record.size() != names.size()) {
                    throw ragged(record, line);
                }
                reader.row(record, line);
            }
            rows++;
        }
        return rows;
    }

    private ModelException ragged(CSVRecord record, long line) {
        return new ModelException(String.format(
                "%s, line %d: found %d fields, expected %d as in the header line. Put fields that hold the delimiter in double quotes.",
                name, line, record.size(), names.size()));
    }

    private ModelException notANumber(String cell, String column, String purpose, int row, long line) {
        String mend = DECIMAL_COMMA.matcher(cell).matches()
                ? "Write decimal points instead of commas."
                : "Leave the cell empty or write NA when the value is missing; read texts with table.categories(\""
                        + column + "\").";
        return new ModelException(String.format(
                "%srow %d (line %d of %s), column '%s': found '%s', expected a finite number such as 3.14 or 1e-3. %s",
                purpose, row + 1, line, name, column, cell, mend));
    }

    private CSVParser parser() throws IOException {
        PushbackReader reader = new PushbackReader(file.open());
        int first = reader.read();
        if (first != BYTE_ORDER_MARK && first >= 0) {
            reader.unread(first);
        }
        return CSVParser.parse(reader, format);
    }
}
