package org.platen.dsl.render;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Plate;

/**
 * A plate as a drawn box, with the nodes directly in it and the boxes inside it. Boxes of crossed plates cannot overlap on paper, so nodes of
 * a cross get a box of their own, beside those of each plate.
 *
 * @param axes every axis its nodes are repeated over; none for the outermost, which is not drawn
 * @param added the axes that it adds to the box around it
 * @param nodes those with exactly these axes
 * @param inner the boxes inside
 */
record Box(Set<Axis> axes, Set<Axis> added, List<Graph.Node> nodes, List<Box> inner) {

    /** The outermost box of {@code nodes}, each of which ends up in the box of its axes. */
    static Box around(Collection<Graph.Node> nodes) {
        Map<Set<Axis>, List<Graph.Node>> byAxes = new LinkedHashMap<>();
        byAxes.put(Set.of(), new ArrayList<>());
        for (Graph.Node node : nodes) {
            for (Axis axis : node.axes()) {
                addAround(byAxes, axis.plate().parent());
            }
            byAxes.computeIfAbsent(node.axes(), axes -> new ArrayList<>()).add(node);
        }
        return box(Set.of(), Set.of(), byAxes);
    }

    /** A box around a nested plate is drawn even when no node lives directly in it. */
    private static void addAround(Map<Set<Axis>, List<Graph.Node>> byAxes, @Nullable Plate outer) {
        if (outer != null) {
            addAround(byAxes, outer.parent());
            byAxes.computeIfAbsent(outer.axes(), axes -> new ArrayList<>());
        }
    }

    private static Box box(Set<Axis> axes, Set<Axis> around, Map<Set<Axis>, List<Graph.Node>> byAxes) {
        List<Box> inner = new ArrayList<>();
        for (Set<Axis> other : byAxes.keySet()) {
            if (!other.isEmpty() && around(other, byAxes.keySet()).equals(axes)) {
                inner.add(box(other, axes, byAxes));
            }
        }
        Set<Axis> added = new LinkedHashSet<>(axes);
        added.removeAll(around);
        return new Box(axes, added, byAxes.getOrDefault(axes, List.of()), inner);
    }

    /** The axes of the box to draw around that of {@code axes}: the largest one inside of all others that could be, so that crossed plates stand apart. */
    private static Set<Axis> around(Set<Axis> axes, Set<Set<Axis>> all) {
        List<Set<Axis>> outer = all.stream()
                .filter(other -> other.size() < axes.size() && axes.containsAll(other))
                .toList();
        return outer.stream()
                .filter(one -> outer.stream().allMatch(other -> one.containsAll(other) || other.containsAll(one)))
                .reduce(Set.of(), (largest, one) -> one.size() > largest.size() ? one : largest);
    }

    /** Its plates with their sizes, for example {@code user × item (3)}. */
    String label() {
        return added.stream().map(Box::label).collect(Collectors.joining(" × "));
    }

    private static String label(Axis axis) {
        return sized(axis) + (axis.plate().isChain() ? " (chain)" : "");
    }

    /** A plate's name and its size where it is declared, for example {@code item (3)}. */
    static String sized(Axis axis) {
        Plate plate = axis.plate();
        return axis + (plate.sizedByData() ? "" : " (" + plate.size() + ")");
    }
}
