package org.platen.inference.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;

/**
 * Values that stay on disk, of variables whose outermost plate has an element for each row of a table: for data larger than memory. Batches of a pass are random: blocks of
 * {@value #BLOCK} neighbouring rows come in random order, and rows are shuffled inside of a window of {@value #WINDOW_BLOCKS} blocks, or four batches where that is more.
 * No more rows than a window and a batch are in memory. Close it to remove a temporary file at once; else that is done when the process ends.
 */
public final class StreamedData implements BatchSource, AutoCloseable {

    /** Rows that are read at a time. */
    public static final int BLOCK = 1024;

    private static final int WINDOW_BLOCKS = 16;
    private static final int WINDOW_BATCHES = 4;

    private final TableSource source;
    private final List<Part> parts;
    private final Data rest;
    private @Nullable RowFile file;

    private StreamedData(TableSource source, List<Part> parts, Data rest) {
        this.source = source;
        this.parts = List.copyOf(parts);
        this.rest = rest;
    }

    /** A variable and the columns of its values. */
    private record Part(Variable variable, List<String> columns) {}

    static StreamedData of(TableSource source, List<String> columns, Variable variable) {
        ModelException.require(
                !variable.axes().isEmpty(),
                "'%s' lives in no plate, so it has one value and not one for each row: give it with(Data.of(…))",
                variable.name());
        Layout.columns(variable, new double[columns.size()][1], Origin.MEMORY);
        return new StreamedData(source, List.of(new Part(variable, columns)), Data.none());
    }

    /**
     * This and other columns of the same table.
     *
     * @throws ModelException when they are of another table, or of another plate
     */
    public StreamedData and(StreamedData other) {
        ModelException.require(
                source == other.source,
                "columns of %s and of %s do not stream together: take all from one table, Table table = Data.csv(file)",
                source.name(),
                other.source.name());
        ModelException.require(
                plate().equals(other.plate()),
                "'%s' has a row for each element of '%s', but '%s' of '%s': rows of one table are elements of one plate",
                parts.get(0).variable.name(),
                plate().name(),
                other.parts.get(0).variable.name(),
                other.plate().name());
        List<Part> all = new ArrayList<>(parts);
        all.addAll(other.parts);
        return new StreamedData(source, all, rest.and(other.rest));
    }

    /** This beside values that are in memory, of variables outside of the plate, and sizes of other plates. */
    public StreamedData with(Data other) {
        return new StreamedData(source, parts, rest.and(other));
    }

    /** The plate that has an element for each row. */
    public Plate plate() {
        return parts.get(0).variable.axes().iterator().next().plate();
    }

    /** How many rows there are; the first time, a CSV file is read for it. */
    @Override
    public int elements() {
        return rows().rows();
    }

    private List<String> columns() {
        Set<String> columns = new LinkedHashSet<>();
        parts.forEach(part -> columns.addAll(part.columns));
        return List.copyOf(columns);
    }

    private synchronized RowFile rows() {
        RowFile open = file;
        if (open == null || !open.channel().isOpen()) {
            open = source.rowFile(columns(), "");
            file = open;
        }
        return open;
    }

    @Override
    public Data some(int count, long seed) {
        List<Data> first = new ArrayList<>();
        pass(Math.min(count, elements()), seed, data -> {
            first.add(data);
            return false;
        });
        return first.get(0);
    }

    @Override
    public void pass(int size, long seed, Predicate<Data> each) {
        RowFile rows = rows();
        int blocks = (rows.rows() + BLOCK - 1) / BLOCK;
        int together = Math.max(WINDOW_BLOCKS, (WINDOW_BATCHES * size + BLOCK - 1) / BLOCK);
        int[] order = Shuffled.numbers(blocks, seed);
        Window window = new Window(rows.columns(), together * BLOCK + size);
        for (int from = 0; from < blocks; from += together) {
            int to = Math.min(blocks, from + together);
            for (int block : Arrays.copyOfRange(order, from, to)) {
                window.read(rows, block * BLOCK, Math.min(BLOCK, rows.rows() - block * BLOCK));
            }
            int[] places = Shuffled.numbers(window.held, seed + from + 1);
            int batches = to == blocks ? (window.held + size - 1) / size : window.held / size;
            for (int b = 0; b < batches; b++) {
                int[] own = Arrays.copyOfRange(places, b * size, Math.min(window.held, (b + 1) * size));
                if (!each.test(data(window, own))) {
                    return;
                }
            }
            if (to < blocks) {
                window.keep(Arrays.copyOfRange(places, batches * size, window.held));
            }
        }
    }

    /** All rows in their order, {@code size} at a time. */
    public void inOrder(int size, Predicate<Data> each) {
        RowFile rows = rows();
        for (int first = 0; first < rows.rows(); first += size) {
            int count = Math.min(size, rows.rows() - first);
            Window window = new Window(rows.columns(), count);
            window.read(rows, first, count);
            if (!each.test(data(window, IntStream.range(0, count).toArray()))) {
                return;
            }
        }
    }

    private Data data(Window window, int[] places) {
        int[] numbers =
                Arrays.stream(places).map(place -> window.numbers[place]).toArray();
        List<String> all = columns();
        Data data = rest;
        for (Part part : parts) {
            double[][] values = Arrays.stream(source.places(all, part.columns))
                    .mapToObj(column -> Arrays.stream(places)
                            .mapToDouble(place -> window.values[column][place])
                            .toArray())
                    .toArray(double[][]::new);
            Entry entry = Layout.columns(part.variable, values, new Origin(null, part.columns, null, List.of()));
            int inner = entry.elements() / places.length;
            int[] ofElements = IntStream.range(0, entry.elements())
                    .map(element -> numbers[element / inner])
                    .toArray();
            data = data.and(Data.of(new Entry(
                    part.variable, entry.values(), places.length, entry.origin().withElements(ofElements))));
        }
        return data;
    }

    /** Removes a temporary file; it is made again when rows are asked for. */
    @Override
    public synchronized void close() {
        if (file != null) {
            file.close();
        }
    }

    @Override
    public String toString() {
        return "StreamedData(" + source.name() + ", " + columns() + ")";
    }

    /** Rows in memory. */
    private static final class Window {

        private final double[][] values;
        private final int[] numbers;
        private int held;

        Window(int columns, int most) {
            values = new double[columns][most];
            numbers = new int[most];
        }

        void read(RowFile rows, int first, int count) {
            rows.read(first, count, values, held);
            for (int i = 0; i < count; i++) {
                numbers[held + i] = first + i;
            }
            held += count;
        }

        /** Lets go of all rows but some. */
        void keep(int[] places) {
            for (double[] column : values) {
                double[] kept = Arrays.stream(places)
                        .mapToDouble(place -> column[place])
                        .toArray();
                System.arraycopy(kept, 0, column, 0, kept.length);
            }
            int[] kept = Arrays.stream(places).map(place -> numbers[place]).toArray();
            System.arraycopy(kept, 0, numbers, 0, kept.length);
            held = kept.length;
        }
    }
}
