package org.platen.dsl.render;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The layers of a diagram from the top: every node is below its parents, and near its children where that makes arrows shorter (longest paths; Sugiyama, Tagawa and
 * Toda 1981, "Methods for visual understanding of hierarchical system structures").
 */
final class Layering {

    private final Map<Graph.Node, List<Graph.Node>> parents = new HashMap<>();
    private final Map<Graph.Node, List<Graph.Node>> children = new HashMap<>();
    private final Map<Graph.Node, Integer> layers = new HashMap<>();

    private Layering(Graph graph) {
        graph.edges().stream().filter(edge -> isDownward(edge)).forEach(edge -> {
            parents.computeIfAbsent(edge.to(), none -> new ArrayList<>()).add(edge.from());
            children.computeIfAbsent(edge.from(), none -> new ArrayList<>()).add(edge.to());
        });
    }

    /** The layer of each node, counted from 0. */
    static Map<Graph.Node, Integer> of(Graph graph) {
        Layering layering = new Layering(graph);
        List<Graph.Node> ordered = layering.parentsFirst(graph.nodes());
        for (Graph.Node node : ordered) {
            layering.layers.put(node, 1 + layering.extreme(layering.parents, node, Collections::max, -1));
        }
        Collections.reverse(ordered);
        for (Graph.Node node : ordered) {
            int fromAbove = layering.parents.getOrDefault(node, List.of()).size();
            int toBelow = layering.children.getOrDefault(node, List.of()).size();
            if (toBelow > fromAbove) {
                layering.layers.put(node, layering.extreme(layering.children, node, Collections::min, 0) - 1);
            }
        }
        return withoutGaps(layering.layers);
    }

    private static Map<Graph.Node, Integer> withoutGaps(Map<Graph.Node, Integer> layers) {
        List<Integer> used = layers.values().stream().distinct().sorted().toList();
        Map<Graph.Node, Integer> renumbered = new HashMap<>();
        layers.forEach((node, layer) -> renumbered.put(node, used.indexOf(layer)));
        return renumbered;
    }

    /** Guides read data, which are below; a network of a guide has no parents and may be above. */
    private static boolean isDownward(Graph.Edge edge) {
        return edge.arrow() == Graph.Arrow.PARENT
                || edge.arrow() == Graph.Arrow.GUIDE && edge.from().kind() == Graph.Kind.NETWORK;
    }

    private int extreme(
            Map<Graph.Node, List<Graph.Node>> relatives,
            Graph.Node node,
            Function<List<Integer>, Integer> which,
            int none) {
        List<Integer> found = relatives.getOrDefault(node, List.of()).stream()
                .map(layers::get)
                .toList();
        return found.isEmpty() ? none : which.apply(found);
    }

    private List<Graph.Node> parentsFirst(List<Graph.Node> nodes) {
        Set<Graph.Node> ordered = new LinkedHashSet<>();
        nodes.forEach(node -> add(node, ordered));
        return new ArrayList<>(ordered);
    }

    private void add(Graph.Node node, Set<Graph.Node> ordered) {
        if (!ordered.contains(node)) {
            parents.getOrDefault(node, List.of()).forEach(parent -> add(parent, ordered));
            ordered.add(node);
        }
    }
}
