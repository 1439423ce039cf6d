package org.platen.inference.vi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.inference.checkpoint.Saved;
import org.platen.inference.checkpoint.Standings;
import org.platen.inference.unconstrained.LogDensity;

/**
 * Stochastic gradient ascent of the mean field's bound in means and log standard deviations, with Adam's steps (Kingma and Ba 2015): for more numbers than a matrix of
 * curvature is kept of. The first step size is the one of several that gets highest in a short run. It is halved whenever a stretch of iterations is on average no higher
 * than the one before it by more than their standard error; what is returned is the average over the last stretch (Welandawe et al. 2024, "A framework for improving the
 * reliability of black-box variational inference").
 */
final class AdamAscent {

    private static final double[] STEP_SIZES = {1, 0.3, 0.1, 0.03, 0.01};
    private static final int SEARCH = 30;
    private static final int STRETCH = 100;
    private static final int DRAWS = 8;
    private static final double SMALLEST = 0.02;

    private final LogDensity density;
    private final ViOptions options;
    private final boolean[] points;
    private final boolean certain;
    private final NaturalGradient.Partner partner;
    private final NaturalGradient.Watch watch;
    private final Noise noise;
    private final List<Double> trace = new ArrayList<>();
    private final Standings standings;
    private @Nullable String stopped;
    private double size;
    private double firstSize;
    private double before = Double.NEGATIVE_INFINITY;
    private double bound = Double.NEGATIVE_INFINITY;
    private double total;
    private double squares;
    private int done;

    private AdamAscent(
            LogDensity density,
            ViOptions options,
            boolean[] points,
            NaturalGradient.Partner partner,
            NaturalGradient.Watch watch,
            Standings standings) {
        this.standings = standings;
        this.density = density;
        this.options = options;
        this.points = points;
        this.certain = IntStream.range(0, points.length).allMatch(i -> points[i]);
        this.partner = partner;
        this.watch = watch;
        this.noise = new Noise(density.dimension(), DRAWS / 2, options.seed());
    }

    /** Means and log standard deviations with Adam's averages of gradients and their squares. */
    private static final class State {

        private final double[] numbers;
        private final double[] first;
        private final double[] second;
        private int steps;

        State(double[] numbers) {
            this.numbers = numbers.clone();
            this.first = new double[numbers.length];
            this.second = new double[numbers.length];
        }

        void step(double[] gradient, double size) {
            steps++;
            for (int i = 0; i < numbers.length; i++) {
                first[i] = 0.9 * first[i] + 0.1 * gradient[i];
                second[i] = 0.999 * second[i] + 0.001 * gradient[i] * gradient[i];
                double mean = first[i] / (1 - Math.pow(0.9, steps));
                double square = second[i] / (1 - Math.pow(0.999, steps));
                numbers[i] += size * mean / (Math.sqrt(square) + 1e-8);
            }
        }
    }

    /**
     * From a point where the density is finite.
     *
     * @param points numbers that get one value instead of a distribution
     * @param partner takes turns
     * @param standings told where it stands, and from where it goes on
     */
    static Ascent ascent(
            LogDensity density,
            ViOptions options,
            double[] start,
            boolean[] points,
            NaturalGradient.Partner partner,
            NaturalGradient.Watch watch,
            Standings standings) {
        AdamAscent ascent = new AdamAscent(density, options, points, partner, watch, standings);
        double[] numbers = Arrays.copyOf(start, 2 * start.length);
        Arrays.fill(numbers, start.length, numbers.length, Math.log(ViOptions.FIRST_DEVIATION));
        return ascent.run(numbers);
    }

    private double stepSize(double[] start) {
        double best = STEP_SIZES[STEP_SIZES.length - 1];
        double highest = Double.NEGATIVE_INFINITY;
        for (double size : STEP_SIZES) {
            State state = new State(start);
            double bound = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < SEARCH; i++) {
                bound = step(state, size, i);
            }
            if (bound > highest) {
                highest = bound;
                best = size;
            }
        }
        return best;
    }

    /** The bound before the step, by the step's own draws; −∞ where it is not finite, and no step is made. */
    private double step(State state, double size, long number) {
        int n = density.dimension();
        Gaussian now = approximation(state.numbers);
        double[][] set = draws(number);
        Objective objective = Objective.of(density, now, set);
        if (!objective.isFinite()) {
            return Double.NEGATIVE_INFINITY;
        }
        double[] gradient = new double[2 * n];
        for (int i = 0; i < n; i++) {
            gradient[i] = objective.meanGradient()[i];
            if (!points[i]) {
                double deviation = Math.exp(state.numbers[n + i]);
                gradient[n + i] = 1;
                for (int m = 0; m < set.length; m++) {
                    gradient[n + i] += objective.gradients()[m][i] * set[m][i] * deviation / set.length;
                }
            }
        }
        state.step(gradient, size);
        return objective.value();
    }

    private Ascent run(double[] start) {
        State state = new State(start);
        double[] sum = new double[start.length];
        double[] average = start.clone();
        Saved from = standings.before();
        if (from == null) {
            firstSize = stepSize(start);
            size = firstSize;
        } else {
            restore(from, state, sum);
        }
        while (size >= SMALLEST * firstSize && stopped == null) {
            for (; done < STRETCH && stopped == null; done++) {
                double value = step(state, size, trace.size());
                total += value;
                squares += value * value;
                Arrays.setAll(sum, i -> sum[i] + state.numbers[i]);
                partner.move(drawn(state.numbers), size);
                trace.add(value);
                stopped = watch.after(trace.size(), value, 0);
                if (stopped == null && trace.size() >= options.iterations()) {
                    stopped = "stopped at the limit of " + options.iterations() + " iterations";
                }
                standings.at(() -> saved(state, sum));
            }
            Arrays.setAll(average, i -> sum[i] / done);
            endStretch(sum);
        }
        String reason = stopped != null
                ? stopped
                : String.format(
                        Locale.ROOT,
                        "converged: the bound rose no more with steps from %.3g to %.3g, and the last were averaged",
                        firstSize,
                        size);
        return new Ascent(approximation(average), bound, List.copyOf(trace), reason);
    }

    private void endStretch(double[] sum) {
        bound = total / done;
        double error = Math.sqrt(Math.max(0, squares / done - bound * bound) / done);
        if (!(bound - before > error)) {
            size /= 2;
        }
        before = bound;
        Arrays.fill(sum, 0);
        total = 0;
        squares = 0;
        done = 0;
    }

    private Saved saved(State state, double[] sum) {
        Saved saved = new Saved()
                .put("numbers", state.numbers)
                .put("averages of gradients", state.first)
                .put("averages of squares", state.second)
                .put("sum", sum)
                .put("place", state.steps, size, firstSize, before, total, squares, done + 1)
                .put("trace", trace.stream().mapToDouble(Double::doubleValue).toArray());
        partner.save(saved);
        return saved;
    }

    private void restore(Saved from, State state, double[] sum) {
        int n = sum.length;
        System.arraycopy(from.get("numbers"), 0, state.numbers, 0, n);
        System.arraycopy(from.get("averages of gradients"), 0, state.first, 0, n);
        System.arraycopy(from.get("averages of squares"), 0, state.second, 0, n);
        System.arraycopy(from.get("sum"), 0, sum, 0, n);
        double[] place = from.get("place");
        state.steps = (int) place[0];
        size = place[1];
        firstSize = place[2];
        before = place[3];
        total = place[4];
        squares = place[5];
        done = (int) place[6];
        for (double value : from.get("trace")) {
            trace.add(value);
        }
        partner.restore(from);
    }

    private double[][] drawn(double[] numbers) {
        Gaussian now = approximation(numbers);
        return Arrays.stream(draws(trace.size())).map(now::draw).toArray(double[][]::new);
    }

    /** Where every number gets one value, one draw says all. */
    private double[][] draws(long number) {
        return certain ? new double[1][points.length] : noise.set(number);
    }

    private Gaussian approximation(double[] numbers) {
        int n = density.dimension();
        double[] deviations = new double[n];
        Arrays.setAll(deviations, i -> points[i] ? 0 : Math.exp(numbers[n + i]));
        return new DiagonalGaussian(Arrays.copyOf(numbers, n), deviations);
    }
}
