package org.platen.dsl.render;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.platen.dsl.shape.Axis;

/**
 * A rectangle of a plate diagram.
 *
 * @param label what is written in it
 * @param isChain whether its elements are ordered
 * @param members the nodes inside; all others are outside
 */
record Region(String label, boolean isChain, Set<Graph.Node> members) {

    /** Regions and an order of the nodes from left to right in which the members of each stand side by side. */
    record Side(List<Region> regions, List<Graph.Node> order) {}

    /**
     * One for each plate, crossed ones overlapping, where they can be drawn as intervals of one order; else one for each set of plates that nodes live in, named
     * after all of them.
     */
    static Side of(Graph graph) {
        List<Region> plates = plates(graph);
        Optional<List<Graph.Node>> order = Consecutive.order(graph.nodes(), plates);
        if (order.isPresent()) {
            return new Side(plates, order.orElseThrow());
        }
        List<Region> boxes = new ArrayList<>();
        boxes(Box.around(graph.nodes()), boxes);
        return new Side(boxes, Consecutive.order(graph.nodes(), boxes).orElseThrow());
    }

    private static List<Region> plates(Graph graph) {
        Map<Axis, Set<Graph.Node>> members = new LinkedHashMap<>();
        for (Graph.Node node : graph.nodes()) {
            node.axes()
                    .forEach(axis -> members.computeIfAbsent(axis, none -> new LinkedHashSet<>())
                            .add(node));
        }
        List<Region> regions = new ArrayList<>();
        members.forEach((axis, nodes) ->
                regions.add(new Region(Box.sized(axis), axis.plate().isChain(), nodes)));
        return regions;
    }

    private static Set<Graph.Node> boxes(Box box, List<Region> regions) {
        int place = regions.size();
        Set<Graph.Node> members = new LinkedHashSet<>(box.nodes());
        box.inner().forEach(inner -> members.addAll(boxes(inner, regions)));
        if (!box.added().isEmpty()) {
            boolean chain = box.added().stream().anyMatch(axis -> axis.plate().isChain());
            String label = box.added().stream().map(Box::sized).collect(Collectors.joining(" × "));
            regions.add(place, new Region(label, chain, members));
        }
        return members;
    }

    boolean contains(Graph.Node node) {
        return members.contains(node);
    }

    /** Whether some nodes are in both and each has some of its own. */
    boolean crosses(Region other) {
        return meets(other) && !members.containsAll(other.members) && !other.members.containsAll(members);
    }

    /** Whether a node is in both. */
    boolean meets(Region other) {
        return members.stream().anyMatch(other.members::contains);
    }
}
