package org.platen.inference.unconstrained;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Limited-memory BFGS ascent with a backtracking line search (Nocedal and Wright 2006, algorithms 7.4 and 3.1). It never returns a point with a lower value
 * than its start.
 */
public final class QuasiNewton {

    private static final int MEMORY = 10;
    private static final double SUFFICIENT_INCREASE = 1e-4;
    private static final int MOST_HALVINGS = 40;

    private QuasiNewton() {}

    /** A function to maximise. */
    @FunctionalInterface
    public interface Objective {

        /** The value at {@code point}; the gradient is written into {@code gradient}. */
        double at(double[] point, double[] gradient);
    }

    /** Told after each step. */
    @FunctionalInterface
    public interface Watch {

        /** Whether to go on from this value, {@code gain} higher than the last. */
        boolean goesOn(double value, double gain);
    }

    private record Pair(double[] step, double[] change, double curvature) {}

    /**
     * The best point found in at most {@code steps} steps from {@code start}.
     *
     * @param units what counts as a step of length one in each coordinate, before curvature is known
     */
    public static double[] maximise(Objective objective, double[] start, double[] units, int steps, double tolerance) {
        return maximise(objective, start, units, steps, tolerance, (value, gain) -> true);
    }

    /** The same; {@code watch} may end it after any step. */
    public static double[] maximise(
            Objective objective, double[] start, double[] units, int steps, double tolerance, Watch watch) {
        double[] point = start.clone();
        double[] gradient = new double[start.length];
        double value = objective.at(point, gradient);
        Deque<Pair> memory = new ArrayDeque<>();
        for (int step = 0; step < steps && Double.isFinite(value); step++) {
            double[] direction = direction(gradient, units, memory);
            double slope = dot(direction, gradient);
            if (!(slope > 0)) {
                memory.clear();
                direction = direction(gradient, units, memory);
                slope = dot(direction, gradient);
            }
            if (!(slope > 0)) {
                return point;
            }
            double length = memory.isEmpty() ? Math.min(1, 1 / Math.sqrt(slope)) : 1;
            double[] nextGradient = new double[point.length];
            double[] next = moved(point, direction, length);
            double nextValue = objective.at(next, nextGradient);
            for (int halving = 0; !(nextValue >= value + SUFFICIENT_INCREASE * length * slope); halving++) {
                if (halving == MOST_HALVINGS) {
                    return point;
                }
                length *= 0.5;
                next = moved(point, direction, length);
                nextValue = objective.at(next, nextGradient);
            }
            remember(memory, difference(next, point), difference(gradient, nextGradient));
            boolean done = nextValue - value <= tolerance * (1 + Math.abs(value))
                    || !watch.goesOn(nextValue, nextValue - value);
            point = next;
            gradient = nextGradient;
            value = nextValue;
            if (done) {
                return point;
            }
        }
        return point;
    }

    private static void remember(Deque<Pair> memory, double[] step, double[] change) {
        double curvature = dot(step, change);
        if (curvature > 1e-12 * Math.sqrt(dot(step, step) * dot(change, change))) {
            memory.addLast(new Pair(step, change, curvature));
            if (memory.size() > MEMORY) {
                memory.removeFirst();
            }
        }
    }

    private static double[] direction(double[] gradient, double[] units, Deque<Pair> memory) {
        double[] direction = gradient.clone();
        List<Pair> pairs = new ArrayList<>(memory);
        double[] alpha = new double[pairs.size()];
        for (int i = pairs.size() - 1; i >= 0; i--) {
            Pair pair = pairs.get(i);
            alpha[i] = dot(pair.step, direction) / pair.curvature;
            add(direction, -alpha[i], pair.change);
        }
        double scale = 1;
        if (!pairs.isEmpty()) {
            Pair last = pairs.get(pairs.size() - 1);
            double squares = 0;
            for (int i = 0; i < units.length; i++) {
                squares += last.change[i] * units[i] * last.change[i] * units[i];
            }
            scale = last.curvature / squares;
        }
        for (int i = 0; i < direction.length; i++) {
            direction[i] *= scale * units[i] * units[i];
        }
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            double beta = dot(pair.change, direction) / pair.curvature;
            add(direction, alpha[i] - beta, pair.step);
        }
        return direction;
    }

    /** {@code point} + {@code length} · {@code direction}. */
    public static double[] moved(double[] point, double[] direction, double length) {
        double[] moved = point.clone();
        add(moved, length, direction);
        return moved;
    }

    private static double[] difference(double[] a, double[] b) {
        double[] difference = a.clone();
        add(difference, -1, b);
        return difference;
    }

    private static void add(double[] to, double factor, double[] what) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * what[i];
        }
    }

    /** The scalar product. */
    public static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
