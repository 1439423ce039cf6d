package org.platen.inference.criticism;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.platen.dsl.model.Model;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.data.Data;
import org.platen.inference.engine.Engine;
import org.platen.inference.posterior.PosteriorFit;

/**
 * Simulation-based calibration: unknowns are drawn from their prior and data from the likelihood, an engine infers the unknowns from the data, and the ranks of the true
 * values among draws of their posteriors say whether the engine is right for this model. Source: Talts, Betancourt, Simpson, Vehtari and Gelman (2018),
 * "Validating Bayesian inference algorithms with simulation-based calibration". An immutable value.
 */
public final class SimulationBasedCalibration {

    private final Model model;
    private final Engine engine;
    private final Data design;
    private final Settings settings;

    private record Settings(int replicates, int draws, long seed, int threads, Listener listener) {}

    /** Told whenever a data set is finished, by any thread but one at a time. */
    @FunctionalInterface
    public interface Listener {

        /**
         * Called after a data set; an exception ends the run.
         *
         * @param done how many are finished
         * @param total how many there are
         */
        void on(int done, int total);
    }

    private SimulationBasedCalibration(Model model, Engine engine, Data design, Settings settings) {
        this.model = model;
        this.engine = engine;
        this.design = design;
        this.settings = settings;
    }

    /**
     * 200 data sets, ranks among 99 draws, seed 1, a thread for each processor.
     *
     * @param engine returns a {@link PosteriorFit}
     * @param design sizes of plates and values of givens, for example {@code Data.size(row, 50)}
     * @throws ModelException when a parameter of the model has no prior to be drawn from
     */
    public static SimulationBasedCalibration of(Model model, Engine engine, Data design) {
        ModelException.require(
                model.parameters().isEmpty(),
                "calibration draws every unknown from its prior, which %s of model '%s' lack. Declare them as latent variables with proper priors.",
                model.parameters(),
                model.name());
        Settings usual = new Settings(200, 99, 1, Runtime.getRuntime().availableProcessors(), (done, total) -> {});
        return new SimulationBasedCalibration(model, engine, design, usual);
    }

    /** Number of data sets. */
    public SimulationBasedCalibration replicates(int number) {
        ModelException.require(number >= 1, "calibration needs at least one data set, found %d", number);
        return with(new Settings(number, settings.draws, settings.seed, settings.threads, settings.listener));
    }

    /** Number of draws that ranks are among, taken at random from those of a fit: not more than they are worth, of Markov chains. */
    public SimulationBasedCalibration draws(int number) {
        ModelException.require(number >= 1, "ranks are among at least one draw, found %d", number);
        return with(new Settings(settings.replicates, number, settings.seed, settings.threads, settings.listener));
    }

    /** Equal seeds give equal results, whatever the number of threads. */
    public SimulationBasedCalibration seed(long number) {
        return with(new Settings(settings.replicates, settings.draws, number, settings.threads, settings.listener));
    }

    /** Number of data sets fitted at the same time, each by one thread. */
    public SimulationBasedCalibration threads(int number) {
        ModelException.require(number >= 1, "calibration needs at least one thread, found %d", number);
        return with(new Settings(settings.replicates, settings.draws, settings.seed, number, settings.listener));
    }

    /** Tells {@code to} whenever a data set is finished. */
    public SimulationBasedCalibration progress(Listener to) {
        return with(new Settings(settings.replicates, settings.draws, settings.seed, settings.threads, to));
    }

    private SimulationBasedCalibration with(Settings other) {
        return new SimulationBasedCalibration(model, engine, design, other);
    }

    /**
     * Fits all data sets.
     *
     * @throws ModelException when nothing can be drawn from a prior, a fit is no posterior or has too few draws, or no data set can be fitted
     */
    public CalibrationReport run() {
        int total = settings.replicates;
        Replicate.Outcome[] outcomes = new Replicate.Outcome[total];
        Replicate replicate = new Replicate(model, engine.threads(1), design, settings.draws, settings.seed);
        AtomicInteger done = new AtomicInteger();
        try (LocalExecutor executor = new LocalExecutor(Math.min(settings.threads, total))) {
            executor.run(total, (worker, number) -> {
                outcomes[number] = replicate.run(number);
                synchronized (done) {
                    settings.listener.on(done.incrementAndGet(), total);
                }
            });
        }
        return report(outcomes);
    }

    private CalibrationReport report(Replicate.Outcome[] outcomes) {
        List<String> failures = Arrays.stream(outcomes)
                .flatMap(outcome -> outcome.failure().stream())
                .toList();
        List<Map<String, Integer>> ranks = Arrays.stream(outcomes)
                .filter(outcome -> outcome.failure().isEmpty())
                .map(Replicate.Outcome::ranks)
                .toList();
        ModelException.require(
                !ranks.isEmpty(),
                "none of %d data sets could be fitted, the first: %s",
                outcomes.length,
                failures.stream().findFirst().orElse(""));
        Map<String, Calibration> calibrations = new LinkedHashMap<>();
        for (String name : ranks.get(0).keySet()) {
            int[] own = ranks.stream()
                    .mapToInt(one -> Objects.requireNonNull(one.get(name), name))
                    .toArray();
            calibrations.put(name, Calibration.of(own, settings.draws));
        }
        return new CalibrationReport(model.name(), calibrations, failures);
    }
}
