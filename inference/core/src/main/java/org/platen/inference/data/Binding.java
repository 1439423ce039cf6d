package org.platen.inference.data;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;

/** Data that fit a model: checked, with the size of every plate. Immutable. */
public final class Binding {

    private final Model model;
    private final Data data;
    private final Map<Plate, Integer> sizes;
    private final Map<Plate, Lengths> lengths;
    private final Map<Variable, Column> columns;
    private final PlateLabels labels;

    private Binding(
            Model model,
            Data data,
            Map<Plate, Integer> sizes,
            Map<Plate, Lengths> lengths,
            Map<Variable, Column> columns,
            PlateLabels labels) {
        this.model = model;
        this.data = data;
        this.sizes = Collections.unmodifiableMap(sizes);
        this.lengths = Collections.unmodifiableMap(lengths);
        this.columns = Collections.unmodifiableMap(columns);
        this.labels = labels;
    }

    /**
     * Every observed and given variable needs values, except those held by {@link Model#condition} or {@link Model#intervene}.
     *
     * @throws ModelException for the first thing that is wrong: it names the variable, the place, what was found, what was expected and the fix
     */
    public static Binding of(Model model, Data data) {
        data.requireKnown();
        VariableChecks.checkBound(model, data);
        VariableChecks.checkObservedComplete(model, data);
        return checked(model, data);
    }

    /**
     * As {@link #of}, but observed variables may be absent: they are to be drawn.
     *
     * @throws ModelException as for {@link #of}
     */
    public static Binding forPrediction(Model model, Data data) {
        data.requireKnown();
        VariableChecks.checkBound(model, data);
        return checked(model, data);
    }

    /**
     * The sizes of data without their values, as a fit has them that was loaded without its data.
     *
     * @throws ModelException when they are not those of the model's plates
     */
    public static Binding ofSizes(Model model, DataSizes sizes) {
        Map<Plate, Integer> plates = sizes.platesOf(model);
        for (Variable variable : model.variables()) {
            long numbers = variable.shape().size();
            for (Plate plate : variable.plates()) {
                numbers *= plates.getOrDefault(plate, 1);
                ModelException.require(
                        numbers <= Integer.MAX_VALUE,
                        "'%s' has too many values where plates have sizes %s",
                        variable.name(),
                        plates);
            }
        }
        return new Binding(model, Data.forgotten(), plates, sizes.lengthsOf(model), Map.of(), sizes.labelsOf(model));
    }

    /** @throws ModelException when the values are not known: {@link #ofSizes} */
    public Binding requireKnown() {
        data.requireKnown();
        return this;
    }

    /** Whether the values are known, and not the sizes only. */
    public boolean isKnown() {
        return data != Data.forgotten();
    }

    private static Binding checked(Model model, Data data) {
        VariableChecks.checkGivensComplete(model, data);
        PlateLabels labels = PlateLabels.of(data);
        ChainLengths lengths = ChainLengths.of(model, data);
        PlateSizes sizes = PlateSizes.of(model, data, lengths);
        Map<Variable, Column> columns = new LinkedHashMap<>();
        for (Entry entry : data.entries().values()) {
            columns.put(entry.variable(), ValueChecks.check(entry, sizes));
        }
        IndexChecks.check(model, data, sizes);
        sizes.requireComplete(model);
        TrialsChecks.check(data, sizes);
        return new Binding(model, data, sizes.all(), lengths.different(), columns, labels);
    }

    /** Whether the chains inside of a plate differ in length. */
    public boolean hasLengths() {
        return !lengths.isEmpty();
    }

    /**
     * The same with other elements of a plate, for engines that replace rows by fewer that say the same; {@link #data()} stays what was bound.
     *
     * @param size number of elements
     * @param replaced new values of all variables of the plate
     */
    public Binding withElements(Plate plate, int size, Collection<Column> replaced) {
        Map<Plate, Integer> otherSizes = new LinkedHashMap<>(sizes);
        otherSizes.put(plate, size);
        Map<Variable, Column> otherColumns = new LinkedHashMap<>(columns);
        replaced.forEach(column -> otherColumns.put(column.variable(), column));
        return new Binding(model, data, otherSizes, lengths, otherColumns, labels);
    }

    /** What the data are bound to. */
    public Model model() {
        return model;
    }

    /** What is bound. */
    public Data data() {
        return data;
    }

    /** @throws ModelException when neither the model nor the data tell the size */
    public int size(Plate plate) {
        Integer size = sizes.get(plate);
        ModelException.require(
                size != null, "plate '%s' has no size in this binding, known are %s", plate.name(), sizes);
        return java.util.Objects.requireNonNull(size);
    }

    /** How many instants a chain has in each element of its plate, where they differ. {@link #size} is the length of the longest then. */
    public Optional<Lengths> lengths(Plate chain) {
        return Optional.ofNullable(lengths.get(chain));
    }

    /** Whether an element, row-major over {@code axes}, is part of the data: not beyond the end of a chain that is shorter than the longest. */
    public IntPredicate exists(Collection<Axis> axes) {
        IntPredicate all = element -> true;
        for (Axis axis : axes) {
            Lengths own = lengths.get(axis.plate());
            Plate series = axis.plate().parent();
            if (own != null && series != null && axes.contains(series.axis())) {
                IntUnaryOperator instant = place(axes, axis);
                IntUnaryOperator row = place(axes, series.axis());
                all = all.and(element -> instant.applyAsInt(element) < own.of(row.applyAsInt(element)));
            }
        }
        return all;
    }

    /** From elements over some axes to their place along one of them. */
    private IntUnaryOperator place(Collection<Axis> axes, Axis along) {
        int inner = 1;
        for (Axis axis : axes) {
            inner = axis.equals(along) ? 1 : inner * size(axis.plate());
        }
        int size = size(along.plate());
        int stride = inner;
        return element -> element / stride % size;
    }

    /**
     * Other data to ask a fit to these about.
     *
     * @param known what the fit knows of elements of plates
     * @return {@code asked}
     * @throws ModelException when elements of it stand for other things than here
     */
    public Binding asking(Binding asked, Collection<? extends Variable> known) {
        labels.requireSame(asked.labels, known);
        return asked;
    }

    /** What the elements of plates stand for. */
    public PlateLabels labels() {
        return labels;
    }

    /** The size of every plate of the model that has one. */
    public Map<Plate, Integer> sizes() {
        return sizes;
    }

    /**
     * The data with further instants at the end of every series of a chain, at which everything observed is missing: what engines say of these instants is a
     * forecast.
     *
     * @throws ModelException when a covariate is given along the chain, whose further values are not known
     */
    public Data extended(Plate chain, int instants) {
        ModelException.require(instants > 0, "'%s' is to be extended by %d instants", chain.name(), instants);
        return new Extension(this, chain, instants).data();
    }

    /**
     * Values of a variable as data of these sizes; those beyond the end of a chain are left out.
     *
     * @param values values[entry of the event][element, row-major over the variable's axes]
     */
    public Data dataOf(Variable variable, double[][] values) {
        Plate chain = Series.chain(variable);
        Lengths own = chain == null ? null : lengths.get(chain);
        if (chain != null && own != null) {
            return Data.of(variable, Series.unfolded(values, own.toArray(), own.longest()));
        }
        double[] flat = new double[values.length * values[0].length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = values[i % values.length][i / values.length];
        }
        return Data.of(variable, flat);
    }

    /** The same model with other sizes and values; every chain has all its instants. */
    Binding with(Map<Plate, Integer> otherSizes, Map<Variable, Column> otherColumns) {
        return new Binding(model, data, otherSizes, Map.of(), otherColumns, labels);
    }

    /** Whether a variable has values. */
    public boolean has(Variable variable) {
        return columns.containsKey(variable);
    }

    /** @throws ModelException when the variable has no values */
    public Column column(Variable variable) {
        data.requireKnown();
        Column column = columns.get(variable);
        ModelException.require(
                column != null, "'%s' has no values in this binding, bound are %s", variable.name(), columns.keySet());
        return java.util.Objects.requireNonNull(column);
    }

    /** The values of every bound variable, in the order of binding. */
    public Map<Variable, Column> columns() {
        return columns;
    }

    @Override
    public String toString() {
        return "Binding of " + data + " to " + model;
    }
}
