package org.platen.dsl.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.platen.dsl.render.Placement.Point;

/**
 * The line of an arrow: from the outline of one node to that of the other, straight where nothing is in the way, else around.
 *
 * @param path as SVG writes it
 * @param points some on the line, among them its furthest
 */
record Route(String path, List<Point> points) {

    private static final double CLEARANCE = 4;
    private static final double TIP = 2;
    private static final double BOW = 38;

    /** The arrow of an edge. */
    static Route of(Scene scene, Placement placement, Graph.Edge edge) {
        Point from = placement.at(edge.from());
        Point to = placement.at(edge.to());
        if (edge.from().equals(edge.to())) {
            return loop(scene.figure(edge.from()), from);
        }
        boolean beside = scene.graph().edges().stream()
                .anyMatch(other -> other.arrow() != edge.arrow()
                        && (other.from().equals(edge.to()) && other.to().equals(edge.from())
                                || other.from().equals(edge.from())
                                        && other.to().equals(edge.to())));
        if (edge.arrow() == Graph.Arrow.GUIDE && beside) {
            return bow(scene, edge, from, to);
        }
        return isFree(scene, placement.nodes(), edge)
                ? straight(scene, edge, from, to)
                : around(scene, placement, edge, from, to);
    }

    /** Whether the straight line meets no other node. */
    static boolean isFree(Scene scene, Map<Graph.Node, Point> points, Graph.Edge edge) {
        Point from = Placement.at(points, edge.from());
        Point to = Placement.at(points, edge.to());
        return scene.nodes().stream()
                .filter(node -> !node.equals(edge.from()) && !node.equals(edge.to()))
                .noneMatch(node -> meets(scene.figure(node), Placement.at(points, node), from, to));
    }

    /** Whether a line meets the room of a node: cut by its sides one after the other (Liang and Barsky 1984). */
    private static boolean meets(Figure figure, Point at, Point from, Point to) {
        double[] along = {from.x() - to.x(), to.x() - from.x(), from.y() - to.y(), to.y() - from.y()};
        double[] room = {
            from.x() - (at.x() - figure.side() - CLEARANCE),
            at.x() + figure.side() + CLEARANCE - from.x(),
            from.y() - (at.y() - figure.above() - CLEARANCE),
            at.y() + figure.below() + CLEARANCE - from.y()
        };
        double begin = 0;
        double end = 1;
        for (int i = 0; i < 4; i++) {
            if (along[i] == 0 && room[i] < 0) {
                return false;
            } else if (along[i] < 0) {
                begin = Math.max(begin, room[i] / along[i]);
            } else if (along[i] > 0) {
                end = Math.min(end, room[i] / along[i]);
            }
        }
        return begin <= end;
    }

    private static Route straight(Scene scene, Graph.Edge edge, Point from, Point to) {
        Point start = outline(scene.figure(edge.from()), from, to, 0);
        Point end = outline(scene.figure(edge.to()), to, from, TIP);
        return new Route("M " + text(start) + " L " + text(end), List.of(start, end));
    }

    private static Route bow(Scene scene, Graph.Edge edge, Point from, Point to) {
        double length = Math.hypot(to.x() - from.x(), to.y() - from.y());
        Point middle = new Point(
                (from.x() + to.x()) / 2 + BOW * (from.y() - to.y()) / length,
                (from.y() + to.y()) / 2 + BOW * (to.x() - from.x()) / length);
        Point start = outline(scene.figure(edge.from()), from, middle, 0);
        Point end = outline(scene.figure(edge.to()), to, middle, TIP);
        return new Route("M " + text(start) + " Q " + text(middle) + " " + text(end), List.of(start, middle, end));
    }

    /** Down between the nodes of each layer that the line passes. */
    private static Route around(Scene scene, Placement placement, Graph.Edge edge, Point from, Point to) {
        boolean down = from.y() <= to.y();
        Figure start = scene.figure(edge.from());
        Figure end = scene.figure(edge.to());
        List<Point> way = new ArrayList<>();
        way.add(new Point(from.x(), down ? from.y() + start.below() : from.y() - start.above()));
        int step = down ? 1 : -1;
        for (int layer = scene.layer(edge.from()) + step; layer * step < scene.layer(edge.to()) * step; layer += step) {
            way.addAll(pass(scene, placement, layer, way.get(way.size() - 1), to, down));
        }
        way.add(new Point(to.x(), down ? to.y() - end.above() - TIP : to.y() + end.below() + TIP));
        StringBuilder path = new StringBuilder("M " + text(way.get(0)));
        for (int i = 1; i < way.size(); i++) {
            Point before = way.get(i - 1);
            Point next = way.get(i);
            double middle = (before.y() + next.y()) / 2;
            path.append(" C ")
                    .append(text(new Point(before.x(), middle)))
                    .append(" ")
                    .append(text(new Point(next.x(), middle)))
                    .append(" ")
                    .append(text(next));
        }
        return new Route(path.toString(), way);
    }

    /** Where to come into a layer and out of it: at the place nearest to the way that is not taken by a node. */
    private static List<Point> pass(Scene scene, Placement placement, int layer, Point last, Point to, boolean down) {
        List<Graph.Node> inLayer = scene.nodes().stream()
                .filter(node -> scene.layer(node) == layer)
                .toList();
        double y = placement.at(inLayer.get(0)).y();
        double wanted = last.x() + (to.x() - last.x()) * (y - last.y()) / (to.y() - last.y());
        List<Double> places = new ArrayList<>(List.of(wanted));
        for (Graph.Node node : inLayer) {
            double room = scene.figure(node).side() + Scene.GAP / 2;
            places.add(placement.at(node).x() - room);
            places.add(placement.at(node).x() + room);
        }
        double x = places.stream()
                .filter(place -> inLayer.stream()
                        .allMatch(node -> Math.abs(placement.at(node).x() - place)
                                >= scene.figure(node).side() + CLEARANCE))
                .min((a, b) -> Double.compare(Math.abs(a - wanted), Math.abs(b - wanted)))
                .orElse(wanted);
        double above = inLayer.stream()
                .mapToDouble(node -> scene.figure(node).above())
                .max()
                .orElse(0);
        double below = inLayer.stream()
                .mapToDouble(node -> scene.figure(node).below())
                .max()
                .orElse(0);
        Point top = new Point(x, y - above - CLEARANCE);
        Point bottom = new Point(x, y + below + CLEARANCE);
        return down ? List.of(top, bottom) : List.of(bottom, top);
    }

    private static Route loop(Figure figure, Point at) {
        double height = 10;
        double side = at.x()
                + figure.halfWidth()
                - figure.halfHeight()
                + Math.sqrt(figure.halfHeight() * figure.halfHeight() - height * height);
        Point start = new Point(side, at.y() - height);
        Point end = new Point(side + TIP, at.y() + height);
        double reach = at.x() + figure.halfWidth() + Figure.LOOP;
        Point upper = new Point(reach, at.y() - 3 * height);
        Point lower = new Point(reach, at.y() + 3 * height);
        return new Route(
                "M " + text(start) + " C " + text(upper) + " " + text(lower) + " " + text(end), List.of(start, end));
    }

    private static Point outline(Figure figure, Point at, Point towards, double off) {
        double length = Math.hypot(towards.x() - at.x(), towards.y() - at.y());
        double dx = (towards.x() - at.x()) / length;
        double dy = (towards.y() - at.y()) / length;
        double reach = figure.reach(dx, dy) + off;
        return new Point(at.x() + dx * reach, at.y() + dy * reach);
    }

    static String text(Point point) {
        return String.format(Locale.ROOT, "%.1f %.1f", point.x(), point.y());
    }
}
