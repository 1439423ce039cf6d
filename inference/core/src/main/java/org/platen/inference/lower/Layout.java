package org.platen.inference.lower;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Plate;
import org.platen.inference.data.Binding;

/**
 * How plates are laid out: one is blocked, its elements are rows; all others are dimensions.
 *
 * @param binding sizes and data
 * @param rowAxis the axis of the blocked plate, or null when there is none
 */
public record Layout(Binding binding, @Nullable Axis rowAxis) {

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

    /** Number of rows; 1 when no plate is blocked. */
    public int rows() {
        return rowAxis == null ? 1 : binding.size(rowAxis.plate());
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

    private Set<Axis> axes(Value value) {
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
