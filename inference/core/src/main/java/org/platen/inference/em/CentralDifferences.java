package org.platen.inference.em;

/**
 * Second derivatives as central differences of exact first ones, at two step sizes that cancel each other's leading error (Richardson 1911). Steps are a
 * small part of each coordinate's own unit, 1 / √|second derivative|, which is found on the way.
 */
final class CentralDifferences {

    /** The step in a coordinate's own unit. */
    private static final double STEP = 0.05;

    private static final double FIRST_STEP = 1e-8;
    private static final double GROWTH = 1e5;
    private static final int MOST_TRIALS = 12;

    private CentralDifferences() {}

    /** First derivatives of a function. */
    @FunctionalInterface
    interface Gradient {

        double[] at(double[] point);
    }

    /**
     * The matrix of second derivatives; zeros for coordinates at infinity.
     *
     * @param scales for each coordinate the size of such numbers; it need not be near its unit
     * @param longest for each coordinate the longest step that makes sense
     * @return not quite symmetric: by how much tells the size of the error
     */
    static double[][] jacobian(Gradient gradient, double[] point, double[] scales, double[] longest) {
        int n = point.length;
        double[][] jacobian = new double[n][n];
        for (int i = 0; i < n; i++) {
            if (Double.isFinite(point[i])) {
                double step = step(gradient, point, i, scales[i], longest[i]);
                double[] near = difference(gradient, point, i, step);
                double[] far = difference(gradient, point, i, 2 * step);
                for (int j = 0; j < n; j++) {
                    jacobian[i][j] = Double.isFinite(point[j]) ? (4 * near[j] - far[j]) / 3 : 0;
                }
            }
        }
        return jacobian;
    }

    /** Starts far too small and grows: too small a step has an error of rounding only, too large a one leaves the neighbourhood unseen. */
    private static double step(Gradient gradient, double[] point, int i, double scale, double longest) {
        double step = Math.min(longest, FIRST_STEP * scale);
        for (int trial = 0; trial < MOST_TRIALS; trial++) {
            double curvature = Math.abs(difference(gradient, point, i, step)[i]);
            double wanted = Math.min(longest, Math.min(GROWTH * step, STEP / Math.sqrt(curvature)));
            if (!(wanted > 0) || wanted <= 2 * step && wanted >= 0.5 * step) {
                return step;
            }
            step = wanted;
        }
        return step;
    }

    private static double[] difference(Gradient gradient, double[] point, int i, double step) {
        double[] above = gradient.at(moved(point, i, step));
        double[] below = gradient.at(moved(point, i, -step));
        // What was really added, not what should have been.
        double width = moved(point, i, step)[i] - moved(point, i, -step)[i];
        double[] difference = new double[point.length];
        for (int j = 0; j < difference.length; j++) {
            difference[j] = (above[j] - below[j]) / width;
        }
        return difference;
    }

    private static double[] moved(double[] point, int i, double step) {
        double[] moved = point.clone();
        moved[i] += step;
        return moved;
    }
}
