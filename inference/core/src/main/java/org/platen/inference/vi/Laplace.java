package org.platen.inference.vi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.unconstrained.LogDensity;
import org.platen.inference.unconstrained.QuasiNewton;

/**
 * Laplace's approximation: the mode of the log density in unconstrained numbers, and the Normal distribution of the curvature there (Bishop 2006, section 4.4). The mode
 * is approached by quasi-Newton and then Newton steps.
 */
final class Laplace {

    private static final int NEWTON_STEPS = 50;
    private static final double CLOSE = 1e-8;

    private Laplace() {}

    /** @throws ModelException when the density has no maximum to be found, or is flat there */
    static Ascent ascent(LogDensity density, ViOptions options, double[] start, NaturalGradient.Watch watch) {
        List<Double> trace = new ArrayList<>();
        String[] stopped = new String[1];
        double[] units = new double[start.length];
        Arrays.fill(units, 1);
        double[] mode = QuasiNewton.maximise(density::at, start, units, options.iterations(), 1e-12, (value, gain) -> {
            trace.add(value);
            stopped[0] = watch.after(trace.size(), value, gain);
            return stopped[0] == null;
        });
        DMatrixRMaj curvature = Curvature.of(density, new double[][] {mode}, steps(mode));
        boolean close = false;
        for (int step = 0; step < NEWTON_STEPS && stopped[0] == null && !close; step++) {
            double[] gradient = new double[mode.length];
            double value = density.at(mode, gradient);
            double[] direction = Curvature.direction(curvature, gradient, units);
            close = QuasiNewton.dot(direction, gradient) < CLOSE;
            double[] next = QuasiNewton.moved(mode, direction, 1);
            if (density.at(next, new double[mode.length]) >= value) {
                mode = next;
                curvature = Curvature.of(density, new double[][] {mode}, steps(mode));
            }
            trace.add(value);
            stopped[0] = watch.after(trace.size(), value, 0);
        }
        ModelException.require(
                Cholesky.attempt(curvature).isPresent(),
                "the log density has no maximum with curvature in every direction: Laplace's approximation does not exist. Use the mean field or fullRank().");
        double[] gradient = new double[mode.length];
        double value = density.at(mode, gradient);
        String reason = stopped[0] != null
                ? stopped[0]
                : close ? "converged: the mode is found" : "stopped before the gradient was zero at the mode";
        return new Ascent(DenseGaussian.ofPrecision(mode, curvature), value, trace, reason);
    }

    private static double[] steps(double[] point) {
        return Arrays.stream(point).map(x -> Math.max(1, Math.abs(x))).toArray();
    }
}
