package org.platen.inference.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The ten classes of strokes, after the digits 0 to 9. Points are (right, down) around the middle of a figure of height 1. */
final class Figures {

    /** The height of a figure, as a share of the side of the image. */
    static final double HEIGHT = 0.5;

    private static final int STEPS = 24;

    /** For each class its lines. */
    static final List<List<double[][]>> ALL = List.of(
            figure(arc(0, 0, 0.32, 0.5, 0, 360)),
            figure(line(-0.15, -0.35, 0, -0.5, 0, 0.5)),
            figure(joined(arc(0, -0.22, 0.3, 0.28, 160, -35), line(-0.3, 0.5, 0.32, 0.5))),
            figure(joined(arc(-0.02, -0.25, 0.28, 0.25, 150, -90), arc(-0.02, 0.25, 0.31, 0.25, 90, -150))),
            figure(line(0.15, 0.5, 0.15, -0.5, -0.33, 0.18, 0.36, 0.18)),
            figure(joined(line(0.28, -0.5, -0.22, -0.5, -0.27, -0.05), arc(-0.02, 0.17, 0.32, 0.33, 125, -150))),
            figure(joined(line(0.2, -0.5, -0.25, 0.05), arc(0, 0.23, 0.29, 0.27, 160, -200))),
            figure(line(-0.32, -0.5, 0.32, -0.5, -0.08, 0.5)),
            figure(arc(0, -0.26, 0.24, 0.24, 0, 360), arc(0, 0.24, 0.3, 0.26, 0, 360)),
            figure(joined(arc(0, -0.22, 0.28, 0.28, -20, 340), line(0.26, -0.1, 0.16, 0.5))));

    private Figures() {}

    private static List<double[][]> figure(double[][]... lines) {
        return List.of(lines);
    }

    private static double[][] line(double... coordinates) {
        double[][] points = new double[coordinates.length / 2][];
        Arrays.setAll(points, i -> new double[] {coordinates[2 * i], coordinates[2 * i + 1]});
        return points;
    }

    /** Part of an ellipse, from one angle to another, in degrees counter-clockwise from the right. */
    private static double[][] arc(double x, double y, double width, double height, double from, double to) {
        double[][] points = new double[STEPS + 1][];
        for (int i = 0; i <= STEPS; i++) {
            double angle = StrictMath.toRadians(from + (to - from) * i / STEPS);
            points[i] = new double[] {x + width * StrictMath.cos(angle), y - height * StrictMath.sin(angle)};
        }
        return points;
    }

    private static double[][] joined(double[][] first, double[][] second) {
        List<double[]> points = new ArrayList<>(Arrays.asList(first));
        points.addAll(Arrays.asList(second));
        return points.toArray(double[][]::new);
    }
}
