package org.platen.inference.vi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;
import org.platen.inference.checkpoint.Saved;
import org.platen.inference.checkpoint.Standings;
import org.platen.inference.unconstrained.LogDensity;
import org.platen.inference.unconstrained.QuasiNewton;

/**
 * Natural-gradient ascent of the evidence lower bound over Normal approximations: the precision moves towards the expected curvature of the log density, the mean
 * goes Newton's way with its expected gradient (Khan and Rue 2023, "The Bayesian learning rule", section 3). A step is halved until the bound rises on the draws
 * at hand. When it rises no more than its Monte Carlo error, there are more draws, until the error is small enough; then steps become shorter as 1 / t, which
 * averages what fresh draws ask for.
 */
final class NaturalGradient {

    /** How many draws of a set second differences are taken at. */
    private static final int CURVATURE_DRAWS = 4;

    private static final int MOST_HALVINGS = 12;
    private static final int STILL = 3;
    private static final int MORE_DRAWS = 4;
    private static final int FEW = 4;

    /** Of more numbers no matrix of curvature is kept. */
    static final int MOST_NUMBERS = 300;

    private static final int TURN = 5;
    private static final double STILL_ACCURACY = 0.1;
    private static final double MOST_LOSS = 3;
    private static final double FAR_SMALLER = 0.1;

    private final LogDensity density;
    private final ViOptions options;
    private final Watch watch;
    private final List<Double> trace = new ArrayList<>();
    private double[] mean;
    private Precision precision;
    private DMatrixRMaj known;
    private final Partner partner;
    private final Standings standings;
    private final boolean certain;
    private Phase phase = Phase.CLIMB;
    private double step = 1;
    private double last = Double.NEGATIVE_INFINITY;
    private int still;
    private int draws = ViOptions.FEW_DRAWS;
    private double error = Double.POSITIVE_INFINITY;
    private int averaged;
    private @Nullable String stopped;

    /** What is done one after the other. */
    private enum Phase {
        CLIMB,
        REFINE,
        POLISH,
        AVERAGE
    }

    /** Told after each iteration; says why to stop, or null to go on. */
    @FunctionalInterface
    interface Watch {

        @Nullable
        String after(int iteration, double bound, double change);
    }

    /** Something else that the bound depends on, and that takes turns with the approximation. */
    interface Partner {

        /** Moves to the best given these draws of the approximation; for a rate below 1 only a part of the way. */
        void move(double[][] points, double rate);

        /** Nothing else. */
        Partner NONE = (points, rate) -> {};

        /** Adds where it stands. */
        default void save(Saved to) {}

        /** Goes on from there. */
        default void restore(Saved from) {}
    }

    /** @param points numbers that get one value instead of a distribution */
    private NaturalGradient(
            LogDensity density,
            ViOptions options,
            Watch watch,
            double[] start,
            boolean[] points,
            Partner partner,
            Standings standings) {
        this.standings = standings;
        this.partner = partner;
        this.certain =
                partner == Partner.NONE && IntStream.range(0, points.length).allMatch(i -> points[i]);
        this.density = density;
        this.options = options;
        this.watch = watch;
        this.mean = start.clone();
        double precise = 1 / (ViOptions.FIRST_DEVIATION * ViOptions.FIRST_DEVIATION);
        double[] first = new double[start.length];
        Arrays.setAll(first, i -> points[i] ? Double.POSITIVE_INFINITY : precise);
        this.precision = new Precision.Diagonal(first);
        this.known = CommonOps_DDRM.identity(start.length);
        CommonOps_DDRM.scale(precise, known);
        Saved before = standings.before();
        if (before != null) {
            restore(before);
        }
    }

    /**
     * From a point where the density is finite.
     *
     * @param points numbers that get one value instead of a distribution, in the mean field only
     * @param partner takes turns
     * @param standings told where it stands, and from where it goes on
     */
    static Ascent ascent(
            LogDensity density,
            ViOptions options,
            double[] start,
            boolean[] points,
            Partner partner,
            Watch watch,
            Standings standings) {
        if (options.shape().adam() || start.length > MOST_NUMBERS) {
            return AdamAscent.ascent(density, options, start, points, partner, watch, standings);
        }
        NaturalGradient ascent = new NaturalGradient(density, options, watch, start, points, partner, standings);
        ascent.climb();
        if (options.family() == Family.FULL_RANK && ascent.precision instanceof Precision.Diagonal) {
            double[] deviations = ascent.precision.around(ascent.mean).units();
            ascent.precision = new Precision.Whole(Curvature.absolute(ascent.known, deviations));
        }
        String reason = ascent.refined();
        Gaussian found = ascent.precision.around(ascent.mean);
        if (options.family() == Family.LOW_RANK && ascent.stopped == null) {
            found = ascent.lowRank((DiagonalGaussian) found);
        }
        double bound = ascent.trace.get(ascent.trace.size() - 1);
        return new Ascent(found, bound, List.copyOf(ascent.trace), reason);
    }

    /** The highest bound of the low-rank family on many draws, from the mean field. */
    private Gaussian lowRank(DiagonalGaussian meanField) {
        double[][] set = new Noise(mean.length + options.shape().rank(), ViOptions.MOST_DRAWS / 2, options.seed())
                .set(trace.size());
        LowRankAverage average =
                new LowRankAverage(density, meanField, options.shape().rank(), set);
        return average.approximation(maximised(average, average.start(), options.iterations()));
    }

    private double[] maximised(QuasiNewton.Objective objective, double[] start, int steps) {
        double[] units = new double[start.length];
        Arrays.fill(units, 1);
        double tolerance = certain
                ? options.effort().tolerance()
                : 0.01 * options.accuracy() / (1 + Math.abs(trace.get(trace.size() - 1)));
        return QuasiNewton.maximise(objective, start, units, steps, tolerance, (value, gain) -> {
            done(value, gain);
            return stopped == null;
        });
    }

    /** Where every number gets one value, one draw says all, and without error. */
    private double[][] draws(int count, long number) {
        return certain ? new double[1][mean.length] : new Noise(mean.length, count / 2, options.seed()).set(number);
    }

    private String refined() {
        if (certain) {
            if (phase == Phase.REFINE) {
                sampleAverage();
                reached(Phase.AVERAGE);
            }
            return stopped != null ? stopped : "converged: at the highest likelihood";
        }
        while (phase == Phase.REFINE && stopped == null && error > options.accuracy() && draws < ViOptions.MOST_DRAWS) {
            draws = Math.min(MORE_DRAWS * draws, ViOptions.MOST_DRAWS);
            error = sampleAverage();
            reached(Phase.REFINE);
        }
        if (phase == Phase.REFINE) {
            reached(Phase.POLISH);
        }
        if (phase == Phase.POLISH) {
            polish();
            reached(Phase.AVERAGE);
        }
        average();
        return stopped != null
                ? stopped
                : String.format(
                        Locale.ROOT,
                        "converged: the bound rises by less than its Monte Carlo error of %.2g with %d draws",
                        error,
                        draws);
    }

    /** Steps upwards until the bound rises by less than its error. */
    private void climb() {
        double[][] set = draws(ViOptions.FEW_DRAWS, 0);
        while (phase == Phase.CLIMB && stopped == null) {
            FactoredGaussian now = precision.around(mean);
            Objective objective = Objective.of(density, now, set);
            double since = objective.value() - last;
            last = objective.value();
            DMatrixRMaj target = differences(objective, now);
            double gain = 0;
            step = Math.min(1, 2 * step);
            for (int halving = 0; halving < MOST_HALVINGS; halving++) {
                Precision nextPrecision = precision.towards(target, step);
                double[] nextMean = moved(nextPrecision, objective, now, step);
                if (nextPrecision.isFinite()) {
                    Objective next = Objective.of(density, nextPrecision.around(nextMean), set);
                    if (next.isFinite() && (next.value() >= objective.value() || !objective.isFinite())) {
                        gain = next.value() - objective.value();
                        mean = nextMean;
                        precision = nextPrecision;
                        break;
                    }
                }
                step /= 2;
            }
            partner.move(drawn(set), 1);
            double tolerance = certain ? STILL_ACCURACY * options.accuracy() : 0.5 * objective.error();
            still = Math.max(gain, since) > tolerance ? 0 : still + 1;
            done(objective.value(), gain);
            reached(Phase.CLIMB);
            if (still >= STILL) {
                phase = Phase.REFINE;
            }
        }
    }

    /** The highest bound on one set of draws; returns its error. */
    private double sampleAverage() {
        double[][] set = draws(draws, trace.size());
        FactoredGaussian now = precision.around(mean);
        if (now instanceof DenseGaussian && draws < FEW * mean.length) {
            return Objective.of(density, now, set).error();
        }
        Objective objective = Objective.of(density, now, set);
        double gain = Double.POSITIVE_INFINITY;
        while (gain > STILL_ACCURACY * options.accuracy() && stopped == null) {
            SampleAverage average = new SampleAverage(density, now, Curvature.absolute(known, now.units()), set);
            now = average.approximation(maximised(
                    average, new double[average.size()], partner == Partner.NONE ? options.iterations() : TURN));
            mean = now.mean();
            precision = now.precision();
            partner.move(drawn(set), 1);
            Objective then = Objective.of(density, now, set);
            known = Curvature.of(then, now, set, known);
            gain = partner == Partner.NONE ? 0 : then.value() - objective.value();
            objective = then;
        }
        return objective.error();
    }

    private double[][] drawn(double[][] set) {
        Gaussian now = precision.around(mean);
        return Arrays.stream(set).map(now::draw).toArray(double[][]::new);
    }

    /**
     * Whole steps as long as each makes the error far smaller: where the posterior is Normal, the approximation becomes exact. Draws have the covariance of their
     * distribution, so that one step is enough there.
     */
    private void polish() {
        Noise noise = new Noise(mean.length, Math.max(draws / 2, 2 * mean.length), options.seed());
        boolean better = true;
        while (better && stopped == null) {
            double[][] set = Noise.whitened(noise.set(trace.size()));
            FactoredGaussian now = precision.around(mean);
            Objective objective = Objective.of(density, now, set);
            DMatrixRMaj curvature = Curvature.of(objective, now, set, known);
            Precision next = precision.towards(curvature, 1);
            better = objective.isFinite() && next.isFinite();
            if (better) {
                double[] nextMean = moved(next, objective, now, 1);
                better = Objective.of(density, next.around(nextMean), set).error() < FAR_SMALLER * objective.error();
                mean = better ? nextMean : mean;
                precision = better ? next : precision;
                known = better ? curvature : known;
                done(objective.value(), 0);
                if (better) {
                    reached(Phase.POLISH);
                }
            }
        }
    }

    /** Steps of 1 / t from where it is: the mean of what each set of draws asks for. A step that loses far more than the error is not made. */
    private void average() {
        Noise noise = new Noise(mean.length, draws / 2, options.seed());
        while (averaged < ViOptions.AVERAGED && stopped == null) {
            int t = ++averaged;
            double[][] set = noise.set(trace.size());
            FactoredGaussian now = precision.around(mean);
            Objective objective = Objective.of(density, now, set);
            double step = 1.0 / (t + 1);
            Precision next = precision.averagedWith(Curvature.of(objective, now, set, known), step);
            if (objective.isFinite() && next.isFinite()) {
                double[] nextMean = moved(next, objective, now, step);
                double bound = Objective.of(density, next.around(nextMean), set).value();
                if (bound >= objective.value() - MOST_LOSS * objective.error()) {
                    mean = nextMean;
                    precision = next;
                    partner.move(drawn(set), step);
                }
            }
            done(objective.value(), 0);
            reached(Phase.AVERAGE);
        }
    }

    /** It stands where it can go on from, unless it was stopped on the way to there. */
    private void reached(Phase now) {
        if (stopped == null || now == phase && now != Phase.REFINE) {
            phase = now;
            standings.at(this::saved);
        }
    }

    private Saved saved() {
        Saved saved = new Saved()
                .put("phase", phase.ordinal(), step, last, still, draws, error, averaged)
                .put("mean", mean)
                .put("known", known.data)
                .put("trace", trace.stream().mapToDouble(Double::doubleValue).toArray());
        if (precision instanceof Precision.Diagonal diagonal) {
            saved.put("diagonal of the precision", diagonal.values());
        } else if (precision instanceof Precision.Whole whole) {
            saved.put("precision", whole.matrix().data);
        }
        partner.save(saved);
        return saved;
    }

    private void restore(Saved from) {
        double[] place = from.get("phase");
        phase = Phase.values()[(int) place[0]];
        step = place[1];
        last = place[2];
        still = (int) place[3];
        draws = (int) place[4];
        error = place[5];
        averaged = (int) place[6];
        mean = from.get("mean");
        int n = mean.length;
        known = DMatrixRMaj.wrap(n, n, from.get("known"));
        for (double bound : from.get("trace")) {
            trace.add(bound);
        }
        precision = from.has("precision")
                ? new Precision.Whole(DMatrixRMaj.wrap(n, n, from.get("precision")))
                : new Precision.Diagonal(from.get("diagonal of the precision"));
        if (phase == Phase.CLIMB && still >= STILL) {
            phase = Phase.REFINE;
        }
        partner.restore(from);
    }

    private void done(double bound, double gain) {
        trace.add(bound);
        stopped = watch.after(trace.size(), bound, gain);
        if (stopped == null && trace.size() >= options.iterations()) {
            stopped = "stopped at the limit of " + options.iterations() + " iterations";
        }
    }

    /** Second differences at some of the draws, remembered so that Newton's direction is less noisy than one set of draws. */
    private DMatrixRMaj differences(Objective objective, FactoredGaussian now) {
        double[][] points = Arrays.copyOf(objective.points(), Math.min(CURVATURE_DRAWS, objective.points().length));
        DMatrixRMaj fresh = Curvature.of(density, points, now.units());
        if (Arrays.stream(fresh.data).allMatch(Double::isFinite)) {
            CommonOps_DDRM.add(0.5, known, 0.5, fresh, known);
            return fresh;
        }
        return known;
    }

    private double[] moved(Precision next, Objective objective, FactoredGaussian now, double step) {
        double[] direction = next instanceof Precision.Whole whole
                ? Cholesky.of(whole.matrix()).solve(objective.meanGradient())
                : Curvature.direction(known, objective.meanGradient(), now.units());
        double[] moved = mean.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += step * direction[i];
        }
        return moved;
    }
}
