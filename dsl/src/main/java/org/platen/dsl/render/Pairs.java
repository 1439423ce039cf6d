package org.platen.dsl.render;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How far two nodes must be apart from left to right, and how much they pull each other, whatever the order. */
final class Pairs {

    /** Pull of a neighbour in the same plates, against 1 of others. */
    private static final double ALIKE = 5;

    private final Scene scene;
    private final Map<Graph.Node, Integer> indices = new HashMap<>();
    private final double[][] distances;
    private final double[][] pulls;

    Pairs(Scene scene) {
        this.scene = scene;
        List<Graph.Node> nodes = scene.nodes();
        nodes.forEach(node -> indices.put(node, indices.size()));
        this.distances = new double[nodes.size()][nodes.size()];
        this.pulls = new double[nodes.size()][nodes.size()];
        for (int i = 0; i < distances.length; i++) {
            for (int j = 0; j < i; j++) {
                distances[i][j] = distance(nodes.get(i), nodes.get(j));
                distances[j][i] = distances[i][j];
            }
        }
        for (Graph.Edge edge : scene.graph().edges()) {
            double pull = edge.from().axes().equals(edge.to().axes()) ? ALIKE : 1;
            pulls[index(edge.from())][index(edge.to())] += pull;
            pulls[index(edge.to())][index(edge.from())] += pull;
        }
    }

    /** The place of a node in what follows. */
    int index(Graph.Node node) {
        return indices.getOrDefault(node, 0);
    }

    /** Between two anchors; -∞ when the nodes may be above each other. */
    double distance(int one, int other) {
        return distances[one][other];
    }

    /** How much two nodes are to be near each other. */
    double pull(int one, int other) {
        return pulls[one][other];
    }

    private double distance(Graph.Node one, Graph.Node other) {
        if (!conflict(one, other)) {
            return Double.NEGATIVE_INFINITY;
        }
        int borders = borders(one, other) + borders(other, one);
        return scene.figure(one).side()
                + borders * Scene.PADDING
                + Scene.GAP
                + scene.figure(other).side();
    }

    /** Whether two nodes can be above each other only if a border were in the wrong place, or they are in one layer. */
    private boolean conflict(Graph.Node one, Graph.Node other) {
        if (scene.layer(one) == scene.layer(other)) {
            return true;
        }
        for (Region region : scene.regions()) {
            boolean holdsOne = region.contains(one);
            boolean holdsOther = region.contains(other);
            if (holdsOne != holdsOther && scene.spans(region, scene.layer(holdsOne ? other : one))) {
                return true;
            }
            if (holdsOne) {
                for (Region apart : scene.regions()) {
                    if (apart.contains(other) && !apart.meets(region) && scene.besides(region, apart)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** How many regions hold one node and not the other. */
    private int borders(Graph.Node inside, Graph.Node outside) {
        return (int) scene.regions().stream()
                .filter(region -> region.contains(inside) && !region.contains(outside))
                .count();
    }
}
