package org.platen.dsl.render;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Places from left to right for an order of the nodes. Nodes that conflict keep the distance that borders between them need; within that each goes to where its
 * neighbours are. Distances are differences of two places, so the mean of two solutions is a solution: one that was pushed to the right and one to the left.
 */
final class Columns {

    private static final int SWEEPS = 24;

    private final double[][] distances;
    private final double[][] pulls;

    private Columns(Scene scene, List<Graph.Node> order) {
        Pairs pairs = scene.pairs();
        int[] indices = order.stream().mapToInt(pairs::index).toArray();
        int count = indices.length;
        this.distances = new double[count][count];
        this.pulls = new double[count][count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                distances[i][j] = pairs.distance(indices[i], indices[j]);
                pulls[i][j] = pairs.pull(indices[i], indices[j]);
            }
        }
    }

    /** The anchor of each node. */
    static Map<Graph.Node, Double> of(Scene scene, List<Graph.Node> order) {
        Columns columns = new Columns(scene, order);
        double[] x = columns.placed();
        Map<Graph.Node, Double> byNode = new HashMap<>();
        for (int i = 0; i < x.length; i++) {
            byNode.put(order.get(i), x[i]);
        }
        return byNode;
    }

    /** Whether borders can be drawn for this order: none has a node between its members that must be outside, or another's members. */
    static boolean isPossible(Scene scene, List<Graph.Node> order) {
        Map<Graph.Node, Integer> places = places(order);
        for (Region region : scene.regions()) {
            int[] own = ends(region, places);
            for (Graph.Node node : order) {
                int place = places.getOrDefault(node, 0);
                if (own[0] < place
                        && place < own[1]
                        && !region.contains(node)
                        && scene.spans(region, scene.layer(node))) {
                    return false;
                }
            }
            for (Region other : scene.regions()) {
                int[] ends = ends(other, places);
                if (!region.meets(other) && scene.besides(region, other) && own[0] < ends[1] && ends[0] < own[1]) {
                    return false;
                }
            }
        }
        return true;
    }

    static Map<Graph.Node, Integer> places(List<Graph.Node> order) {
        Map<Graph.Node, Integer> places = new HashMap<>();
        order.forEach(node -> places.put(node, places.size()));
        return places;
    }

    /** The first and the last place of a region's members. */
    static int[] ends(Region region, Map<Graph.Node, Integer> places) {
        int first = Integer.MAX_VALUE;
        int last = Integer.MIN_VALUE;
        for (Graph.Node node : region.members()) {
            int place = places.getOrDefault(node, 0);
            first = Math.min(first, place);
            last = Math.max(last, place);
        }
        return new int[] {first, last};
    }

    private double[] placed() {
        double[] x = pushedRight(new double[distances.length]);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            double[] wanted = wanted(x);
            double[] right = pushedRight(wanted);
            double[] left = pushedLeft(wanted);
            Arrays.setAll(x, i -> (left[i] + right[i]) / 2);
        }
        return x;
    }

    private double[] wanted(double[] x) {
        double[] wanted = x.clone();
        for (int i = 0; i < x.length; i++) {
            double sum = 0;
            double weights = 0;
            for (int j = 0; j < x.length; j++) {
                double weight = i == j ? 0 : pulls[i][j];
                sum += weight * x[j];
                weights += weight;
            }
            wanted[i] = weights == 0 ? x[i] : sum / weights;
        }
        return wanted;
    }

    private double[] pushedRight(double[] wanted) {
        double[] x = wanted.clone();
        for (int j = 0; j < x.length; j++) {
            for (int i = 0; i < j; i++) {
                x[j] = Math.max(x[j], x[i] + distances[i][j]);
            }
        }
        return x;
    }

    private double[] pushedLeft(double[] wanted) {
        double[] x = wanted.clone();
        for (int i = x.length - 1; i >= 0; i--) {
            for (int j = i + 1; j < x.length; j++) {
                x[i] = Math.min(x[i], x[j] - distances[i][j]);
            }
        }
        return x;
    }
}
