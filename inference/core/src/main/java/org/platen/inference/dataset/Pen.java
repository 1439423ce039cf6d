package org.platen.inference.dataset;

import java.util.List;

/** Draws lines with a round pen: a pixel is as bright as the share of it that the pen covers, to first order in its distance from the line. */
final class Pen {

    private Pen() {}

    /**
     * Adds a figure to a black image.
     *
     * @param figure lines through points (right, down) around the middle, for a figure of height 1
     * @param factors by {@link StrokeFactor}
     */
    static void draw(List<double[][]> figure, double[] factors, int side, byte[] pixels, int start) {
        double radius = factors[StrokeFactor.THICKNESS.ordinal()] * side / 2;
        List<double[][]> lines =
                figure.stream().map(line -> placed(line, factors, side)).toList();
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                double nearest = Double.POSITIVE_INFINITY;
                for (double[][] line : lines) {
                    nearest = Math.min(nearest, distance(line, column + 0.5, row + 0.5));
                }
                double covered = Math.max(0, Math.min(1, radius - nearest + 0.5));
                pixels[start + row * side + column] = (byte) Math.round(255 * covered);
            }
        }
    }

    /** The points of a line in pixels: sheared, turned, scaled and moved. */
    private static double[][] placed(double[][] line, double[] factors, int side) {
        double shear = factors[StrokeFactor.SHEAR.ordinal()];
        // StrictMath, so that all machines draw the same.
        double cosine = StrictMath.cos(factors[StrokeFactor.ROTATION.ordinal()]);
        double sine = StrictMath.sin(factors[StrokeFactor.ROTATION.ordinal()]);
        double[][] points = new double[line.length][];
        for (int i = 0; i < line.length; i++) {
            double x = line[i][0] - shear * line[i][1];
            double y = line[i][1];
            points[i] = new double[] {
                (0.5 + Figures.HEIGHT * (cosine * x + sine * y) + factors[StrokeFactor.RIGHT.ordinal()]) * side,
                (0.5 + Figures.HEIGHT * (cosine * y - sine * x) + factors[StrokeFactor.DOWN.ordinal()]) * side
            };
        }
        return points;
    }

    private static double distance(double[][] line, double x, double y) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 1; i < line.length; i++) {
            double dx = line[i][0] - line[i - 1][0];
            double dy = line[i][1] - line[i - 1][1];
            double square = dx * dx + dy * dy;
            double along = (x - line[i - 1][0]) * dx + (y - line[i - 1][1]) * dy;
            double at = square == 0 ? 0 : Math.max(0, Math.min(1, along / square));
            double offX = x - line[i - 1][0] - at * dx;
            double offY = y - line[i - 1][1] - at * dy;
            nearest = Math.min(nearest, offX * offX + offY * offY);
        }
        return Math.sqrt(nearest);
    }
}
