package org.platen.dsl.render;

import java.util.ArrayList;
import java.util.List;
import org.platen.dsl.render.Placement.Point;
import org.platen.dsl.render.Placement.Rectangle;

/** Which of the lower corners of a plate its label is in: the right one, or the left one where other plates or arrows are in the way. */
final class PlateLabel {

    private static final double IN_ANOTHER = 100;

    private PlateLabel() {}

    static boolean isLeft(Scene scene, Placement placement, Region region) {
        return cost(scene, placement, region, true) < cost(scene, placement, region, false);
    }

    private static double cost(Scene scene, Placement placement, Region region, boolean left) {
        Rectangle at = placement.at(region);
        double width = Scene.labelWidth(region) + 16;
        double begin = left ? at.left() : at.right() - width;
        double top = at.bottom() - Scene.LABEL;
        double cost = 0;
        for (Region other : scene.regions()) {
            Rectangle there = placement.at(other);
            boolean meets = there.left() < begin + width
                    && begin < there.right()
                    && there.top() < at.bottom()
                    && top < there.bottom();
            cost += other.crosses(region) && meets ? IN_ANOTHER : 0;
        }
        for (Graph.Edge edge : scene.graph().edges()) {
            List<Point> way = new ArrayList<>(Route.of(scene, placement, edge).points());
            for (int i = 1; i < way.size(); i++) {
                cost += passes(way.get(i - 1), way.get(i), begin, begin + width, (top + at.bottom()) / 2) ? 1 : 0;
            }
        }
        return cost;
    }

    private static boolean passes(Point from, Point to, double left, double right, double y) {
        if ((from.y() - y) * (to.y() - y) >= 0) {
            return false;
        }
        double x = from.x() + (to.x() - from.x()) * (y - from.y()) / (to.y() - from.y());
        return left < x && x < right;
    }
}
