package org.platen.dsl.render;

import java.util.ArrayList;
import java.util.List;
import org.platen.dsl.render.Placement.Point;

/** The order of nodes from left to right that gives the clearest picture found: short arrows, few crossings, and few that must go around a node. */
final class Arrangement {

    private static final double CROSSING = 60;
    private static final double BLOCKED = 90;
    private static final double WIDTH = 0.25;
    private static final double HEIGHT = 0.5;
    private static final double LEAST = 1e-3;
    private static final int MOST_TRIALS = 3_000;

    private Scene scene;
    private List<Graph.Node> order;
    private double cost;
    private int trials;

    private Arrangement(Scene scene, List<Graph.Node> order) {
        this.scene = scene;
        this.order = order;
        this.cost = cost(scene, order);
    }

    /** @param order one that is possible */
    static Arrangement of(Scene scene, List<Graph.Node> order) {
        Arrangement arrangement = new Arrangement(scene, order);
        boolean better = true;
        while (better) {
            better = arrangement.improvesByMoving() | arrangement.improvesByRaising();
        }
        return arrangement;
    }

    /** What was placed, some nodes further up than before. */
    Scene scene() {
        return scene;
    }

    Placement placement() {
        return Placement.of(scene, order);
    }

    /** Nodes without parents are near their children at first; from further up their arrows may find a free way. */
    private boolean improvesByRaising() {
        double before = cost;
        for (Graph.Node node : scene.nodes()) {
            boolean source =
                    scene.graph().edges().stream().noneMatch(edge -> edge.to().equals(node));
            if (source && scene.layer(node) > 0 && trials < MOST_TRIALS) {
                attempt(scene.raised(node), order);
            }
        }
        return cost < before - LEAST;
    }

    private boolean improvesByMoving() {
        double before = cost;
        List<List<Graph.Node>> blocks = new ArrayList<>();
        scene.nodes().forEach(node -> blocks.add(List.of(node)));
        scene.regions().forEach(region -> blocks.add(List.copyOf(region.members())));
        for (List<Graph.Node> block : blocks) {
            for (int place = 0; place <= order.size() - block.size() && trials < MOST_TRIALS; place++) {
                attempt(scene, moved(block, place));
            }
        }
        return cost < before - LEAST;
    }

    /** The nodes of a block side by side at a place, in the order they have. */
    private List<Graph.Node> moved(List<Graph.Node> block, int place) {
        List<Graph.Node> own = order.stream().filter(block::contains).toList();
        List<Graph.Node> others = new ArrayList<>(order);
        others.removeAll(block);
        others.addAll(place, own);
        return others;
    }

    private void attempt(Scene otherScene, List<Graph.Node> other) {
        if (!Columns.isPossible(otherScene, other)) {
            return;
        }
        trials++;
        double otherCost = cost(otherScene, other);
        if (otherCost < cost - LEAST) {
            scene = otherScene;
            order = other;
            cost = otherCost;
        }
    }

    private static double cost(Scene scene, List<Graph.Node> of) {
        Placement placement = Placement.of(scene, of);
        List<Graph.Edge> edges = scene.graph().edges().stream()
                .filter(edge -> !edge.from().equals(edge.to()))
                .toList();
        double sum = 0;
        for (int i = 0; i < edges.size(); i++) {
            Graph.Edge edge = edges.get(i);
            Point from = placement.at(edge.from());
            Point to = placement.at(edge.to());
            sum += Math.abs(from.x() - to.x()) + HEIGHT * Math.abs(from.y() - to.y());
            sum += Route.isFree(scene, placement, edge) ? 0 : BLOCKED;
            for (int j = 0; j < i; j++) {
                sum += cross(placement, edge, edges.get(j)) ? CROSSING : 0;
            }
        }
        double left =
                placement.nodes().values().stream().mapToDouble(Point::x).min().orElse(0);
        double right =
                placement.nodes().values().stream().mapToDouble(Point::x).max().orElse(0);
        return sum + WIDTH * (right - left);
    }

    private static boolean cross(Placement placement, Graph.Edge one, Graph.Edge other) {
        Point a = placement.at(one.from());
        Point b = placement.at(one.to());
        Point c = placement.at(other.from());
        Point d = placement.at(other.to());
        return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
    }

    private static double turn(Point a, Point b, Point c) {
        return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
    }
}
