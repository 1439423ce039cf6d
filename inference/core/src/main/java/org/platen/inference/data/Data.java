package org.platen.inference.data;

import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;

/**
 * Values of the observed and given variables of a model, NaN where one is missing. An immutable value: arrays are copied once, into one array for each
 * entry of the event.
 */
public final class Data {

    private static final Data NONE = new Data(Map.of(), Map.of(), Map.of());

    /** Stands for data that a fit was made with and no longer has. */
    private static final Data FORGOTTEN = new Data(Map.of(), Map.of(), Map.of());

    private final Map<Variable, Entry> entries;
    private final Map<Plate, Integer> sizes;
    private final Map<Plate, Lengths> lengths;

    /** The number that stands in a row and a column, both from 0; the columns are the entries of the event, row-major. */
    @FunctionalInterface
    public interface Cell {

        /** The number; asked for once. */
        double at(int row, int column);
    }

    private Data(Map<Variable, Entry> entries, Map<Plate, Integer> sizes, Map<Plate, Lengths> lengths) {
        this.entries = Collections.unmodifiableMap(entries);
        this.sizes = Collections.unmodifiableMap(sizes);
        this.lengths = Collections.unmodifiableMap(lengths);
    }

    static Data of(Entry entry) {
        return new Data(Map.of(entry.variable(), entry), Map.of(), Map.of());
    }

    static Data of(Collection<Entry> entries, Map<Plate, Integer> sizes, Map<Plate, Lengths> lengths) {
        Map<Variable, Entry> byVariable = new LinkedHashMap<>();
        entries.forEach(entry -> byVariable.put(entry.variable(), entry));
        return new Data(byVariable, new LinkedHashMap<>(sizes), new LinkedHashMap<>(lengths));
    }

    /** No data: for models without observed variables. */
    public static Data none() {
        return NONE;
    }

    /** One number, for a scalar variable outside all plates. */
    public static Data of(Variable variable, double value) {
        return of(variable, new double[] {value});
    }

    /** Numbers in row-major order: the axes of the variable from the outermost to the innermost, then those of its event. */
    public static Data of(Variable variable, double[] values) {
        return of(Layout.flat(variable, values));
    }

    /** Integers in row-major order, as for {@link #of(Variable, double[])}. */
    public static Data of(Variable variable, int[] values) {
        return of(Layout.flat(variable, values));
    }

    /** Numbers in row-major order, as for {@link #of(Variable, double[])}; null where one is missing. */
    public static Data of(Variable variable, Collection<? extends @Nullable Number> values) {
        return of(Layout.flat(variable, values));
    }

    /**
     * A row for each element of the variable's outermost axis. It holds the entries of the event; for crossed plates of scalars the elements of the second
     * axis; in general everything within that element, row-major. For a matrix outside all plates these are the rows of the matrix. For a chain inside of a
     * plate the rows are the series, and may have different lengths.
     */
    public static Data of(Variable variable, double[][] rows) {
        return of(Layout.rows(variable, rows));
    }

    /**
     * The instants of each series, for a variable in a chain inside of a plate: an array for each instant, with the entries of the event. Series may have
     * different lengths.
     */
    public static Data of(Variable variable, double[][][] series) {
        return of(Layout.series(variable, series));
    }

    /** Numbers that are worked out where they are needed, so that what they come from need not be held as an array too. */
    public static Data of(Variable variable, int rows, Cell cells) {
        return of(Layout.rows(variable, rows, cells));
    }

    /** The size of a plate that no variable here tells, for sampling from the prior. */
    public static Data size(Plate plate, int size) {
        return NONE.and(plate, size);
    }

    /** The length of each series of a chain inside of a plate, where no variable here tells it. */
    public static Data lengths(Plate chain, int... lengths) {
        ModelException.require(
                chain.isChain() && chain.parent() != null,
                "lengths are given for '%s', which is no chain inside of a plate: give its size",
                chain.name());
        return new Data(Map.of(), Map.of(), Map.of(chain, Lengths.of(chain.name(), lengths)));
    }

    /** The sizes of plates that no variable here tells, for sampling from the prior. */
    public static Data sizes(Map<Plate, Integer> sizes) {
        Data data = NONE;
        for (Map.Entry<Plate, Integer> entry : sizes.entrySet()) {
            data = data.and(entry.getKey(), entry.getValue());
        }
        return data;
    }

    /**
     * The table in a UTF-8 file of values separated by commas, semicolons, tabs or bars, whichever the header line has most of; streamed each time columns are
     * taken from it. See {@link Table}.
     */
    public static Table csv(Path file) {
        return CsvFile.of(file);
    }

    /** The table in a UTF-8 file of values separated by {@code delimiter}. */
    public static Table csv(Path file, char delimiter) {
        return CsvFile.of(file, delimiter);
    }

    /** As {@link #csv(Path)} from a UTF-8 stream, read to its end and left open; {@code name} stands for it in messages. */
    public static Table csv(InputStream stream, String name) {
        return CsvFile.of(stream, name);
    }

    /** As {@link #csv(Path)} from a text, read to its end and left open; {@code name} stands for it in messages. */
    public static Table csv(Reader reader, String name) {
        return CsvFile.of(reader, name);
    }

    /** The table in a text of values separated by {@code delimiter}. */
    public static Table csv(Reader reader, String name, char delimiter) {
        return CsvFile.of(reader, name, delimiter);
    }

    /** The table in a class-path resource, found as by {@link Class#getResourceAsStream}. */
    public static Table csvResource(Class<?> beside, String name) {
        return CsvFile.of(beside, name);
    }

    /** The table in a file of float64 numbers without a header, little-endian, row after row, with these columns: half the size of CSV, and read ten times as fast. */
    public static Table raw(Path file, String... columns) {
        ModelException.require(columns.length > 0, "no columns of %s are named", file.getFileName());
        return new Table(new RawSource(file, List.of(columns)));
    }

    /** This and one number. */
    public Data and(Variable variable, double value) {
        return and(of(variable, value));
    }

    /** This and numbers for another variable, as in {@link #of(Variable, double[])}. */
    public Data and(Variable variable, double[] values) {
        return and(of(variable, values));
    }

    /** This and integers for another variable, as in {@link #of(Variable, int[])}. */
    public Data and(Variable variable, int[] values) {
        return and(of(variable, values));
    }

    /** This and numbers for another variable, as in {@link #of(Variable, Collection)}. */
    public Data and(Variable variable, Collection<? extends @Nullable Number> values) {
        return and(of(variable, values));
    }

    /** This and rows for another variable, as in {@link #of(Variable, double[][])}. */
    public Data and(Variable variable, double[][] rows) {
        return and(of(variable, rows));
    }

    /** This and the instants of each series for another variable, as in {@link #of(Variable, double[][][])}. */
    public Data and(Variable variable, double[][][] series) {
        return and(of(variable, series));
    }

    /** This and the size of a plate. */
    public Data and(Plate plate, int size) {
        ModelException.require(size > 0, "plate '%s' is given size %d, expected at least 1", plate.name(), size);
        return and(new Data(Map.of(), Map.of(plate, size), Map.of()));
    }

    /**
     * Both together.
     *
     * @throws ModelException when both bind the same variable or give a plate different sizes
     */
    public Data and(Data other) {
        Map<Variable, Entry> all = new LinkedHashMap<>(entries);
        for (Entry entry : other.entries.values()) {
            ModelException.require(
                    all.put(entry.variable(), entry) == null,
                    "'%s' is bound twice. Bind it once; data.without(variable) takes the first binding back.",
                    entry.variable().name());
        }
        Map<Plate, Integer> allSizes = new LinkedHashMap<>(sizes);
        other.sizes.forEach((plate, size) -> {
            Integer before = allSizes.put(plate, size);
            ModelException.require(
                    before == null || before.equals(size),
                    "plate '%s' is given size %s and size %d",
                    plate.name(),
                    before,
                    size);
        });
        Map<Plate, Lengths> allLengths = new LinkedHashMap<>(lengths);
        other.lengths.forEach((chain, given) -> ModelException.require(
                given.equals(allLengths.merge(chain, given, (before, now) -> before)),
                "chain '%s' is given lengths %s and lengths %s",
                chain.name(),
                allLengths.get(chain),
                given));
        return new Data(all, allSizes, allLengths);
    }

    /** This without the values of a variable; the same when it has none. */
    public Data without(Variable variable) {
        Map<Variable, Entry> rest = new LinkedHashMap<>(entries);
        rest.remove(variable);
        return new Data(rest, sizes, lengths);
    }

    /**
     * Some elements of a plate, in the order of {@code indices}, which may repeat: the values there of every variable that lives in the plate. Where a given
     * index says which element of the plate the elements of another plate belong to, those that belong to the chosen ones come along, in their order, and the
     * index counts anew. Plates that are only looked up keep their size.
     *
     * @param plate sized by the data, no chain
     * @param indices from 0, at least one
     * @throws ModelException when the elements cannot be taken apart: the message says which variable stands in the way
     */
    public Data rows(Plate plate, int... indices) {
        return RowSelection.of(this, plate, indices);
    }

    /**
     * The same values for the variables of the same names in another model, for example in a mixture with more components. Given variables that the model
     * does not have are left out.
     *
     * @throws ModelException when the model lacks an observed variable of these, or has one with other plates or another event shape
     */
    public Data forModel(Model model) {
        return Rebinding.of(this, model);
    }

    /** The data of a fit that was loaded without them: nothing can be asked of them. */
    static Data forgotten() {
        return FORGOTTEN;
    }

    /** @throws ModelException when these are the data of a fit that was loaded without them */
    void requireKnown() {
        ModelException.require(
                this != FORGOTTEN,
                "this needs the data that were fitted, which the fit was loaded without: ask about data that are given, or load the fit with its data");
    }

    /** The variables that have values here, in the order they were added. */
    public Set<Variable> variables() {
        return entries.keySet();
    }

    /** The sizes given with {@link #size(Plate, int)}. */
    public Map<Plate, Integer> sizes() {
        return sizes;
    }

    /** The lengths given with {@link #lengths(Plate, int...)}. */
    public Map<Plate, Lengths> lengths() {
        return lengths;
    }

    /** The texts that the codes 0, 1, … of a variable stand for; empty when it was not read as categories. */
    public List<String> labels(Variable variable) {
        Entry entry = entries.get(variable);
        return entry == null ? List.of() : entry.origin().labels();
    }

    /**
     * Checks everything and gives the values in the order that engines read them.
     *
     * @throws ModelException for the first thing that is wrong: it names the variable, the place, what was found, what was expected and the fix
     */
    public Binding bind(Model model) {
        return Binding.of(model, this);
    }

    /** As {@link #bind}, but observed variables may be absent: they are to be drawn. */
    public Binding bindForPrediction(Model model) {
        return Binding.forPrediction(model, this);
    }

    /** SHA-256 over names, shapes and values, in hexadecimal; independent of the order of binding. Takes a pass over the values. */
    public String fingerprint() {
        return Fingerprint.of(entries.values(), sizes, lengths);
    }

    /** The same over the values of one variable. */
    public String fingerprint(Variable variable) {
        Entry entry = entries.get(variable);
        ModelException.require(entry != null, "'%s' has no values here, bound are %s", variable.name(), variables());
        return Fingerprint.of(List.of(java.util.Objects.requireNonNull(entry)), Map.of(), Map.of());
    }

    Map<Variable, Entry> entries() {
        return entries;
    }

    @Override
    public String toString() {
        return "Data" + entries.values() + (sizes.isEmpty() ? "" : " with sizes " + sizes);
    }
}
