package org.platen.dsl.render;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Where everything of a scene is, for an order of the nodes from left to right.
 *
 * @param nodes the anchors
 * @param regions the rectangles, outer ones before inner ones
 */
record Placement(Map<Graph.Node, Point> nodes, Map<Region, Rectangle> regions) {

    /** A point in pixels, y downwards. */
    record Point(double x, double y) {}

    /** Ends in pixels. */
    record Rectangle(double left, double top, double right, double bottom) {}

    static Placement of(Scene scene, List<Graph.Node> order) {
        Map<Graph.Node, Point> nodes = points(scene, order);
        return new Placement(nodes, rectangles(scene, order, nodes));
    }

    /** The anchors alone. */
    static Map<Graph.Node, Point> points(Scene scene, List<Graph.Node> order) {
        Map<Graph.Node, Double> x = Columns.of(scene, order);
        Map<Graph.Node, Point> points = new LinkedHashMap<>();
        for (Graph.Node node : scene.nodes()) {
            points.put(node, new Point(x.getOrDefault(node, 0.0), scene.y(node)));
        }
        return points;
    }

    private static Map<Region, Rectangle> rectangles(
            Scene scene, List<Graph.Node> order, Map<Graph.Node, Point> nodes) {
        Map<Graph.Node, Integer> places = Columns.places(order);
        // Of plates with the same members the one declared first is outside: a nested plate comes after the one around
        // it.
        Comparator<Region> smaller = Comparator.<Region>comparingInt(
                        region -> region.members().size())
                .thenComparing(region -> -scene.regions().indexOf(region));
        Comparator<Region> innerLeft = Comparator.<Region>comparingInt(region -> -Columns.ends(region, places)[0])
                .thenComparing(smaller);
        Comparator<Region> innerRight = Comparator.<Region>comparingInt(region -> Columns.ends(region, places)[1])
                .thenComparing(smaller);
        Comparator<Region> innerTop =
                Comparator.<Region>comparingInt(region -> -scene.first(region)).thenComparing(smaller);
        Comparator<Region> innerBottom =
                Comparator.<Region>comparingInt(region -> scene.last(region)).thenComparing(smaller);
        Function<Comparator<Region>, Border> border = inner -> new Border(scene, inner);
        Map<Region, Rectangle> rectangles = new LinkedHashMap<>();
        List<Region> outerFirst = new ArrayList<>(scene.regions());
        outerFirst.sort(smaller.reversed());
        for (Region region : outerFirst) {
            double left = -border.apply(innerLeft)
                    .furthest(
                            region,
                            Scene.PADDING,
                            node -> scene.figure(node).side() - at(nodes, node).x());
            double right = border.apply(innerRight)
                    .furthest(
                            region,
                            Scene.PADDING,
                            node -> scene.figure(node).side() + at(nodes, node).x());
            double top = -border.apply(innerTop)
                    .furthest(
                            region,
                            Scene.PADDING,
                            node -> scene.figure(node).above() - at(nodes, node).y());
            double bottom = border.apply(innerBottom)
                    .furthest(
                            region,
                            Scene.PADDING + Scene.LABEL,
                            node -> scene.figure(node).below() + at(nodes, node).y());
            rectangles.put(region, new Rectangle(left, top, right, bottom));
        }
        return rectangles;
    }

    /** The anchor of a node. */
    Point at(Graph.Node node) {
        return at(nodes, node);
    }

    /** The rectangle of a region. */
    Rectangle at(Region region) {
        return regions.getOrDefault(region, new Rectangle(0, 0, 0, 0));
    }

    static Point at(Map<Graph.Node, Point> nodes, Graph.Node node) {
        return nodes.getOrDefault(node, new Point(0, 0));
    }

    /** One side of regions: borders around the same node are apart, the inner ones nearer to it. */
    private record Border(Scene scene, Comparator<Region> inner) {

        double furthest(Region region, double apart, ToDoubleFunction<Graph.Node> extent) {
            return region.members().stream()
                    .mapToDouble(node -> extent.applyAsDouble(node) + apart * rank(region, node))
                    .max()
                    .orElseThrow();
        }

        private int rank(Region region, Graph.Node node) {
            List<Region> around = new ArrayList<>(scene.regions().stream()
                    .filter(other -> other.contains(node))
                    .toList());
            around.sort(inner);
            return 1 + around.indexOf(region);
        }
    }
}
