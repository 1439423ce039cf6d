package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Plate;
import org.platen.inference.backend.RowSource;
import org.platen.inference.data.Binding;

/**
 * How plates are laid out: one is blocked, its elements are rows; all others are dimensions.
 *
 * @param binding sizes and data
 * @param rowAxis the axis of the blocked plate, or null when there is none
 * @param weights how often each row counts wherever rows are summed, or null when each counts once; what is said of a single row does not change. Shared:
 *     read only
 */
public record Layout(Binding binding, @Nullable Axis rowAxis, double @Nullable [] weights) {

    /** Rows that each count once. */
    public Layout(Binding binding, @Nullable Axis rowAxis) {
        this(binding, rowAxis, null);
    }

    /**
     * The layout that blocks the largest plate of any random variable whose elements can be taken one by one: none of {@code global} lives in it, and no
     * expression needs all its elements at once. Plates sized by the data come before those of declared size, so that rows stay rows when there are few.
     *
     * @param global variables that are inputs of every block: parameters and variables estimated at their mode
     */
    public static Layout of(Model model, Binding binding, Collection<? extends Variable> global) {
        Set<Plate> excluded = new HashSet<>(WholePlates.of(model));
        global.forEach(variable -> excluded.addAll(variable.plates()));
        Optional<Axis> largest = model.factors().stream()
                .flatMap(variable -> variable.axes().stream())
                .filter(axis ->
                        axis.instance().isEmpty() && !axis.plate().isChain() && !excluded.contains(axis.plate()))
                .max(Comparator.comparing((Axis axis) -> axis.plate().sizedByData())
                        .thenComparing(axis -> binding.size(axis.plate())));
        return new Layout(binding, largest.orElse(null));
    }

    /** The same for what some roles say is estimated. */
    public static Layout of(Model model, Binding binding, Roles roles) {
        return of(model, binding, roles.estimated());
    }

    /** Number of rows; 1 when no plate is blocked. */
    public int rows() {
        return rowAxis == null ? 1 : binding.size(rowAxis.plate());
    }

    /**
     * Where each entry of a row is read from, in the order of the axes that are no rows.
     *
     * @param axes with the row axis among them
     * @param byEntry values[entry of the event][element, row-major over the axes]
     */
    public List<RowSource> sources(Set<Axis> axes, double[][] byEntry) {
        int inner = inner(axes);
        int outer = byEntry[0].length / (rows() * inner);
        List<RowSource> sources = new ArrayList<>();
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i++) {
                for (double[] values : byEntry) {
                    sources.add(new RowSource(values, o * rows() * inner + i, inner));
                }
            }
        }
        return sources;
    }

    /** How often each element over {@code axes} counts, by its place in row-major order. */
    public IntToDoubleFunction elementWeights(Set<Axis> axes) {
        double[] own = weights;
        if (own == null || !hasRows(axes)) {
            return element -> 1;
        }
        int inner = inner(axes);
        return element -> own[element / inner % own.length];
    }

    /** How many elements a row has next to each other. */
    private int inner(Set<Axis> axes) {
        return axes.stream()
                .dropWhile(axis -> !axis.equals(rowAxis))
                .skip(1)
                .mapToInt(axis -> binding.size(axis.plate()))
                .reduce(1, (a, b) -> a * b);
    }

    /** Whether values over {@code axes} differ from row to row. */
    public boolean hasRows(Set<Axis> axes) {
        return rowAxis != null && axes.contains(rowAxis);
    }

    /** The labels of the dimensions for {@code axes}: all but the row axis, in their order. */
    public List<Label> labels(Set<Axis> axes) {
        return axes.stream()
                .filter(axis -> !axis.equals(rowAxis))
                .<Label>map(Label.OfPlate::new)
                .toList();
    }

    /** The sizes of those dimensions. */
    public List<Integer> sizes(Set<Axis> axes) {
        return axes.stream()
                .filter(axis -> !axis.equals(rowAxis))
                .map(axis -> binding.size(axis.plate()))
                .toList();
    }

    /** The axes along whose elements a summed-out variable differs, where it is used. */
    Set<Axis> axes(Label.OfDomain label) {
        Set<Axis> axes = new LinkedHashSet<>();
        for (Axis axis : label.variable().axes()) {
            Value index = label.at().get(axis);
            if (index == null) {
                axes.add(axis);
            } else {
                axes.addAll(axes(index));
            }
        }
        return axes;
    }

    /** The axes along whose elements a value differs. */
    Set<Axis> axes(Value value) {
        Set<Axis> axes = new LinkedHashSet<>();
        for (Label label : value.labels()) {
            if (label instanceof Label.OfPlate plate) {
                axes.add(plate.axis());
            }
        }
        if (value.node().type().rows()) {
            axes.add(Objects.requireNonNull(rowAxis));
        }
        return axes;
    }
}
