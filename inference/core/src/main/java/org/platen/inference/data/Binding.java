package org.platen.inference.data;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;

/** Data that fit a model: checked, with the size of every plate. Immutable. */
public final class Binding {

    private final Model model;
    private final Data data;
    private final Map<Plate, Integer> sizes;
    private final Map<Variable, Column> columns;

    private Binding(Model model, Data data, Map<Plate, Integer> sizes, Map<Variable, Column> columns) {
        this.model = model;
        this.data = data;
        this.sizes = Collections.unmodifiableMap(sizes);
        this.columns = Collections.unmodifiableMap(columns);
    }

    /**
     * Every observed and given variable needs values, except those held by {@link Model#condition} or {@link Model#intervene}.
     *
     * @throws ModelException for the first thing that is wrong: it names the variable, the place, what was found, what was expected and the fix
     */
    public static Binding of(Model model, Data data) {
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
        VariableChecks.checkBound(model, data);
        return checked(model, data);
    }

    private static Binding checked(Model model, Data data) {
        VariableChecks.checkGivensComplete(model, data);
        PlateSizes sizes = PlateSizes.of(model, data);
        Map<Variable, Column> columns = new LinkedHashMap<>();
        for (Entry entry : data.entries().values()) {
            columns.put(entry.variable(), ValueChecks.check(entry, sizes));
        }
        IndexChecks.check(model, data, sizes);
        sizes.requireComplete(model);
        TrialsChecks.check(data, sizes);
        return new Binding(model, data, sizes.all(), columns);
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
        return new Binding(model, data, otherSizes, otherColumns);
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

    /** The size of every plate of the model that has one. */
    public Map<Plate, Integer> sizes() {
        return sizes;
    }

    /** Whether a variable has values. */
    public boolean has(Variable variable) {
        return columns.containsKey(variable);
    }

    /** @throws ModelException when the variable has no values */
    public Column column(Variable variable) {
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
