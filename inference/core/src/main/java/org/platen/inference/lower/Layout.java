package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
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
     * The layout that blocks the largest plate that holds an observed variable and none of {@code global}.
     *
     * @param global variables that are inputs of every block: parameters and variables estimated at their mode
     */
    public static Layout of(Model model, Binding binding, Collection<? extends Variable> global) {
        Set<Plate> excluded = new HashSet<>();
        global.forEach(variable -> excluded.addAll(variable.plates()));
        List<Plate> candidates = new ArrayList<>();
        for (RandomVariable variable : model.observed()) {
            candidates.addAll(variable.plates());
        }
        Optional<Plate> largest = candidates.stream()
                .filter(plate -> !excluded.contains(plate) && !plate.isChain())
                .max(Comparator.comparingInt(binding::size));
        return new Layout(binding, largest.map(Plate::axis).orElse(null));
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
}
