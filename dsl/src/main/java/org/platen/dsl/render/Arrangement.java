package org.platen.dsl.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.platen.dsl.render.Placement.Point;

/** The order of nodes from left to right that gives the clearest picture found: short arrows, few crossings, and few that must go around a node. */
final class Arrangement {

    // What each costs, in pixels that an arrow might be longer to the side instead.
    private static final double CROSSING = 60;
    private static final double BLOCKED = 90;
    private static final double WIDTH = 0.25;
    private static final double HEIGHT = 0.5;

    private static final double LEAST = 1e-3;

    /** Of pairs of nodes that are looked at: large models get fewer trials, which take longer. */
    private static final long MOST_WORK = 3_000_000;

    private Scene scene;
    private List<Graph.Node> order;
    private double cost;
    private long work;

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
            if (source && scene.layer(node) > 0 && work < MOST_WORK) {
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
            for (int place = 0; place <= order.size() - block.size() && work < MOST_WORK; place++) {
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
        work += (long) other.size() * other.size();
        double otherCost = cost(otherScene, other);
        if (otherCost < cost - LEAST) {
            scene = otherScene;
            order = other;
            cost = otherCost;
        }
    }

    private static double cost(Scene scene, List<Graph.Node> of) {
        Map<Graph.Node, Point> points = Placement.points(scene, of);
        List<Graph.Edge> edges = scene.graph().edges();
        Point[] from =
                edges.stream().map(edge -> Placement.at(points, edge.from())).toArray(Point[]::new);
        Point[] to = edges.stream().map(edge -> Placement.at(points, edge.to())).toArray(Point[]::new);
        double sum = 0;
        for (int i = 0; i < from.length; i++) {
            sum += Math.abs(from[i].x() - to[i].x()) + HEIGHT * Math.abs(from[i].y() - to[i].y());
            sum += from[i] == to[i] || Route.isFree(scene, points, edges.get(i)) ? 0 : BLOCKED;
            for (int j = 0; j < i; j++) {
                sum += cross(from[i], to[i], from[j], to[j]) ? CROSSING : 0;
            }
        }
        double left = points.values().stream().mapToDouble(Point::x).min().orElse(0);
        double right = points.values().stream().mapToDouble(Point::x).max().orElse(0);
        return sum + WIDTH * (right - left);
    }

    private static boolean cross(Point a, Point b, Point c, Point d) {
        return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
    }

    private static double turn(Point a, Point b, Point c) {
        return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
    }
}
