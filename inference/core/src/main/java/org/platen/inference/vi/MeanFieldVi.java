package org.platen.inference.vi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Parameter;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.engine.Cancellation;
import org.platen.inference.engine.Engine;
import org.platen.inference.engine.Halt;
import org.platen.inference.engine.Progress;
import org.platen.inference.engine.Suitability;
import org.platen.inference.fit.Streams;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.unconstrained.LogDensity;
import org.platen.inference.unconstrained.LogPosterior;
import org.platen.inference.unconstrained.PosteriorRoles;

/**
 * Variational inference: the posterior of all continuous latent variables is approximated by a Normal distribution of their unconstrained numbers, brought to each
 * support by its bijection (Kucukelbir et al. 2017, "Automatic differentiation variational inference"), so that the evidence lower bound is as high as can be. By
 * default all numbers are independent, the mean field; {@link #fullRank}, {@link #lowRank} and {@link #laplace} give them covariances. Discrete variables are summed out
 * exactly inside of the bound. Parameters, which have no prior, get the values of the highest bound (variational EM). An immutable value.
 */
public final class MeanFieldVi implements Engine {

    private static final int SEVERAL = 5;
    private static final double WIDEST_START = 2;

    private final ViOptions options;
    private final Progress.Listener listener;

    /**
     * The defaults: one start (five where discrete variables are summed out), at most 1,000 iterations each, a bound accurate to 0.01 nats, 4,000 draws of the result,
     * seed 1, a thread for each processor, no time limit.
     */
    public MeanFieldVi() {
        this(ViOptions.DEFAULT, progress -> {});
    }

    private MeanFieldVi(ViOptions options, Progress.Listener listener) {
        this.options = options;
        this.listener = listener;
    }

    /** Any covariance between all unconstrained numbers, at a cost that grows with their square. */
    public MeanFieldVi fullRank() {
        return with(options.withFamily(Family.FULL_RANK, 0));
    }

    /** A covariance that is a diagonal plus one of rank {@code rank}: for many unconstrained numbers that go together in a few ways. */
    public MeanFieldVi lowRank(int rank) {
        return with(options.withFamily(Family.LOW_RANK, rank));
    }

    /**
     * The approximation at the mode with the curvature there, instead of the highest bound.
     */
    public MeanFieldVi laplace() {
        return with(options.withFamily(Family.LAPLACE, 0));
    }

    /** Starts from which the solution of the highest bound is taken. */
    public MeanFieldVi restarts(int restarts) {
        return with(options.withRestarts(restarts));
    }

    /** Most iterations of a start. */
    public MeanFieldVi iterations(int iterations) {
        return with(options.withIterations(iterations));
    }

    /** A bound without Monte Carlo error has converged when it changes by at most {@code tolerance} · (1 + |bound|). */
    public MeanFieldVi tolerance(double tolerance) {
        return with(options.withTolerance(tolerance));
    }

    /** The Monte Carlo standard error of the bound that is aimed for, in nats: evaluations take more draws, up to 512, until it is as small. */
    public MeanFieldVi accuracy(double nats) {
        return with(options.withAccuracy(nats));
    }

    /** How many draws of the approximate posterior the fit holds. */
    public MeanFieldVi draws(int draws) {
        return with(options.withDraws(draws));
    }

    /** Equal seeds give equal results, whatever the number of threads. */
    @Override
    public MeanFieldVi seed(long seed) {
        return with(options.withSeed(seed));
    }

    @Override
    public MeanFieldVi threads(int threads) {
        return with(options.withThreads(threads));
    }

    /** After this time the fit ends where it is, at the end of its iteration. */
    public MeanFieldVi timeLimit(Duration limit) {
        return with(options.withTimeLimit(limit));
    }

    /** Lets others end the fit, from any thread: it returns what it has reached. */
    public MeanFieldVi cancelledBy(Cancellation cancellation) {
        return with(options.withCancellation(cancellation));
    }

    /** Tells {@code to} after every iteration. */
    public MeanFieldVi progress(Progress.Listener to) {
        return new MeanFieldVi(options, to);
    }

    private MeanFieldVi with(ViOptions other) {
        return new MeanFieldVi(other, listener);
    }

    @Override
    public Suitability suits(Model model, Data data) {
        return analysis(model, Binding.of(model, data)).suitability();
    }

    private PosteriorRoles analysis(Model model, Binding binding) {
        PosteriorRoles found = PosteriorRoles.of(model, binding);
        List<String> obstacles = new ArrayList<>(found.suitability().obstacles());
        for (Parameter parameter : model.parameters()) {
            if (options.family() != Family.MEAN_FIELD) {
                obstacles.add("parameter '" + parameter.name()
                        + "' has no prior, and only the mean field maximises parameters. Declare one, flat() for instance.");
            }
        }
        if (obstacles.isEmpty() && found.roles().estimated().isEmpty()) {
            obstacles.add(
                    "nothing is continuous and unknown: there is no posterior to approximate. Use exactEm, which sums discrete variables out.");
        }
        return new PosteriorRoles(found.roles(), new Suitability(obstacles));
    }

    @Override
    public VariationalFit fit(Model model, Data data) {
        Halt halt = new Halt(options.timeLimit(), options.cancellation());
        Binding binding = Binding.of(model, data);
        PosteriorRoles analysis = analysis(model, binding);
        analysis.suitability().require("meanFieldVi", model.name());
        LogPosterior posterior = LogPosterior.of(model, binding, analysis.roles(), new JvmBackend());
        int starts = options.restarts() != null
                ? options.restarts()
                : analysis.roles().enumeratedLatents().isEmpty() ? 1 : SEVERAL;
        List<Ascent> ascents = new ArrayList<>();
        try (LocalExecutor executor = new LocalExecutor(options.threads())) {
            LogDensity density = posterior.density(executor);
            for (int start = 0; start < starts && (start == 0 || halt.reason() == null); start++) {
                ascents.add(ascent(posterior, density, start, starts, halt));
            }
            return VariationalFit.of(model, data, analysis.roles(), posterior, density, ascents, options);
        }
    }

    private Ascent ascent(LogPosterior posterior, LogDensity density, int start, int starts, Halt halt) {
        double[] from = start(posterior, density, start);
        NaturalGradient.Watch watch = (iteration, bound, gain) -> {
            listener.on(new Progress(start, starts, iteration, bound, gain, halt.elapsed()));
            return halt.reason();
        };
        return options.family() == Family.LAPLACE
                ? Laplace.ascent(density, options, from, watch)
                : NaturalGradient.ascent(density, options, from, posterior.coordinates().of(Parameter.class), watch);
    }

    /** Uniform in unconstrained numbers; the first of a hundred at which the density is finite. */
    private double[] start(LogPosterior posterior, LogDensity density, int number) {
        UniformRandomProvider random = Streams.of(options.seed(), "start " + number);
        double[] gradient = new double[density.dimension()];
        String found = "";
        for (int attempt = 0; attempt < 100; attempt++) {
            double[] point = random.doubles(density.dimension(), -WIDEST_START, WIDEST_START)
                    .toArray();
            double value = density.at(point, gradient);
            found = String.format(Locale.ROOT, "the last had log density %s", value);
            if (Double.isFinite(value) && java.util.Arrays.stream(gradient).allMatch(Double::isFinite)) {
                return point;
            }
        }
        throw new ModelException("no start was found where the log density and its gradient are finite: " + found
                + ". Look at the priors of " + posterior.variables() + ", or whether the data are possible.");
    }
}
