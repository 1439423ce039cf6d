package org.platen.inference.amortized;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.checkpoint.FitIdentity;
import org.platen.inference.checkpoint.Keeping;
import org.platen.inference.checkpoint.NumbersFile;
import org.platen.inference.data.Binding;
import org.platen.inference.data.Data;
import org.platen.inference.em.FirstStep;
import org.platen.inference.engine.Halt;
import org.platen.inference.fit.Making;
import org.platen.inference.fit.Provenance;
import org.platen.inference.fit.Streams;
import org.platen.inference.jvm.JvmBackend;
import org.platen.inference.lower.Roles;
import org.platen.inference.train.Schedule;
import org.platen.inference.train.Trainer;
import org.platen.inference.train.TrainingBackend;
import org.platen.inference.train.TrainingStep;
import org.platen.inference.unconstrained.Coordinates;
import org.platen.inference.unconstrained.Scales;

/** One fit: epochs of batches, with rows held out where asked for. */
final class Training {

    /** Steps of one run: as many as make the time between runs count for little. */
    private static final int STEPS_OF_A_RUN = 100;

    /** Rows of a block of those held out. */
    private static final int BLOCK = 1000;

    private final Model model;
    private final Data all;
    private final Binding binding;
    private final Unknowns unknowns;
    private final AmortizedOptions options;
    private final TrainingBackend backend;
    private final TrainingGraph graph;
    private final Approximations approximations;
    private final TrainingStep step;
    private final List<TrainingProgress> history = new ArrayList<>();
    private Duration before = Duration.ZERO;
    private int epoch = 1;
    private int runs;
    private long steps;
    private final int start;
    private final Halt halt;
    private final int[] heldOut;
    private final Batches batches;
    private final Supplier<FitIdentity> identity;
    private @Nullable Passes validation;
    private Map<String, double[]> best = Map.of();
    private double lowest = Double.POSITIVE_INFINITY;
    private int worse;

    /**
     * @param start number of the training, from 1: others begin elsewhere
     * @param halt why to stop all of them
     */
    Training(
            Model model,
            Data all,
            Binding binding,
            Unknowns unknowns,
            AmortizedOptions options,
            TrainingBackend backend,
            int start,
            Halt halt) {
        this.start = start;
        this.halt = halt;
        this.model = model;
        this.all = all;
        this.binding = binding;
        this.unknowns = unknowns;
        this.options = options;
        this.backend = backend;
        this.graph = TrainingGraph.training(model, unknowns, options.objective());
        this.approximations = graph.approximations();
        ModelException.require(
                !approximations.trained().isEmpty(),
                "model '%s' has no parameters and no latent variables: there is nothing to fit",
                model.name());
        this.step = graph.step(options.objective());
        AmortizedOptions.Schooling schooling = options.schooling();
        long seed = options.control().run().seed();
        int[][] rows = Batches.split(unknowns.layout().rows(), schooling.validation(), seed);
        ModelException.require(
                rows[0].length > 0,
                "no rows are left to train on: of %d all are held out",
                unknowns.layout().rows());
        this.batches = new Batches(rows[0], schooling.batchSize(), seed);
        this.heldOut = rows[1];
        graph.requireMoments(batches.smallest());
        Map<String, Integer> lengths = new LinkedHashMap<>();
        approximations
                .trained()
                .forEach((name, one) -> lengths.put(name, one.beginning().size()));
        this.identity = () -> TrainingIdentity.of(model, all, options, backend, lengths);
    }

    AmortizedFit run() {
        Keeping keeping = new Keeping(options.files().kept(), () -> ofStart(identity.get(), start));
        NumbersFile resumed = keeping.resumed();
        int epochs = options.schooling().epochs();
        try (Trainer trainer = backend.trainer(
                step, options.schooling().optimizer(), options.control().run().seed())) {
            begin(trainer);
            if (resumed != null) {
                goOn(trainer, TrainingCheckpoint.of(resumed));
            }
            keeping.write(() -> standing(trainer));
            String reason = train(trainer, keeping);
            keeping.write(() -> standing(trainer));
            Map<String, double[]> numbers = best.isEmpty() ? numbers(trainer) : best;
            return fit(reason == null ? "made all " + epochs + " epochs" : reason, numbers, ended(trainer));
        } finally {
            if (validation != null) {
                validation.close();
            }
        }
    }

    /** Why it stopped before all epochs were made, or null. */
    private @Nullable String train(Trainer trainer, Keeping keeping) {
        Schedule learningRate = options.schooling().optimizer().learningRate();
        try (Curves curves = new Curves(options.files().tensorBoard(), learningRate, steps)) {
            String reason = lostPatience();
            while (reason == null && epoch <= options.schooling().epochs()) {
                reason = restOfEpoch(trainer, keeping, curves);
            }
            return reason;
        }
    }

    /** Why to stop, or null to go on. */
    private @Nullable String restOfEpoch(Trainer trainer, Keeping keeping, Curves curves) {
        List<int[][]> ofEpoch = batches.epoch(epoch, STEPS_OF_A_RUN);
        for (int[][] run : ofEpoch.subList(runs, ofEpoch.size())) {
            steps += run.length;
            report(trainer.run(run), curves);
            runs++;
            if (keeping.isDue()) {
                keeping.write(() -> standing(trainer));
            }
            String reason = halt.reason();
            if (reason != null) {
                return reason;
            }
        }
        if (heldOut.length > 0) {
            validate(trainer, curves);
        }
        int ended = epoch;
        options.control().epochs().on(ended, () -> fit("after epoch " + ended, numbers(trainer), null));
        epoch++;
        runs = 0;
        return lostPatience();
    }

    private @Nullable String lostPatience() {
        int patience = options.schooling().patience();
        return patience > 0 && worse >= patience
                ? "no lower loss of the rows held out for " + patience + " epochs"
                : null;
    }

    private static FitIdentity ofStart(FitIdentity identity, int number) {
        return identity.with("number of the start", number);
    }

    private NumbersFile standing(Trainer trainer) {
        return checkpoint(trainer).file();
    }

    private TrainingCheckpoint checkpoint(Trainer trainer) {
        TrainingCheckpoint.Place place = new TrainingCheckpoint.Place(epoch, runs, lowest, worse, elapsed());
        return new TrainingCheckpoint(place, trainer.state(), best, history);
    }

    /** What the fit is told, so that a later one can go on: as the only start, whatever its number was, on which no further step depends. */
    private Supplier<NumbersFile> ended(Trainer trainer) {
        NumbersFile numbers = checkpoint(trainer).bare().file();
        Supplier<FitIdentity> of = identity;
        return () -> ofStart(of.get(), 1).before(numbers);
    }

    private void goOn(Trainer trainer, TrainingCheckpoint from) {
        TrainingCheckpoint.Place place = from.place();
        int epochs = options.schooling().epochs();
        int begun = place.runs() > 0 ? place.epoch() : place.epoch() - 1;
        ModelException.require(
                begun <= epochs,
                "cannot resume: epoch %d was begun there, and there are to be %d. Ask for as many at least",
                begun,
                epochs);
        int runsOfEpoch = batches.epoch(place.epoch(), STEPS_OF_A_RUN).size();
        ModelException.require(
                place.runs() <= runsOfEpoch,
                "cannot resume: %d runs were made of epoch %d, which has %d",
                place.runs(),
                place.epoch(),
                runsOfEpoch);
        try {
            trainer.restore(from.state());
        } catch (IllegalArgumentException e) {
            throw new ModelException("cannot resume: " + e.getMessage());
        }
        epoch = place.epoch();
        runs = place.runs();
        steps = from.state().step();
        best = from.best();
        lowest = place.lowest();
        worse = place.worse();
        before = place.elapsed();
        history.addAll(from.history());
    }

    private Duration elapsed() {
        return before.plus(halt.elapsed());
    }

    private void begin(Trainer trainer) {
        Set<String> given = new LinkedHashSet<>(step.given());
        GivenInputs data = graph.data();
        data.rows().forEach(trainer::bind);
        data.numbers().forEach((input, values) -> {
            if (given.contains(input)) {
                trainer.set(input, values);
            }
        });
        approximations
                .trained()
                .forEach((name, one) -> trainer.set(
                        name,
                        one.beginning().draw(Streams.of(options.control().run().seed(), purpose(name)))));
        if (unknowns.continuous().isEmpty()) {
            firstSteps().forEach(trainer::set);
        }
        started().forEach((name, values) -> {
            if (step.followers().containsKey(name)) {
                trainer.set(name, values);
            }
        });
    }

    /** Where exact EM would begin, by input: clusters far from where random numbers are would all become one. */
    private Map<String, double[]> firstSteps() {
        Map<String, double[]> free = new LinkedHashMap<>();
        FirstStep.ofDiscrete(model, binding, options.control().run().seed()).ifPresent(first -> {
            Map<Variable, double[]> values = first.values(start - 1);
            List<Variable> estimated = List.copyOf(values.keySet());
            Roles roles = new Roles(estimated, unknowns.roles().enumerated());
            Scales scales = Scales.of(model, binding, roles, estimated, new JvmBackend());
            double[] point = scales.point(values);
            Coordinates coordinates = Coordinates.of(scales.variables(), binding);
            for (Variable variable : scales.variables()) {
                double[] own = IntStream.of(coordinates.places(variable))
                        .mapToDouble(place -> point[place])
                        .toArray();
                if (DoubleStream.of(own).allMatch(Double::isFinite)) {
                    free.put(Approximations.PARAMETER + variable.name(), own);
                }
            }
        });
        return free;
    }

    private String purpose(String name) {
        return start == 1 ? name : name + " of start " + start;
    }

    /** Where running numbers of networks start, by input. */
    private Map<String, double[]> started() {
        Map<String, double[]> started = new LinkedHashMap<>();
        model.running()
                .forEach(running -> started.put(
                        Approximations.running(running),
                        running.weight()
                                .start(Streams.of(options.control().run().seed(), running.name()))));
        return started;
    }

    private void report(Trainer.Progress progress, Curves curves) {
        progress.failure().ifPresent(failure -> {
            throw new ModelException(
                    "training of '" + model.name() + "' failed at step " + failure.step() + ": "
                            + text(failure.value())
                            + " is not finite. A smaller learning rate, gradients clipped to a norm (optimizer.clippedTo(1)) or data on a scale near 1 may help");
        });
        tell(
                new TrainingProgress(
                        epoch,
                        options.schooling().epochs(),
                        steps,
                        (long) batches.perEpoch() * options.schooling().epochs(),
                        metric(progress, TrainingGraph.LOSS),
                        metric(progress, TrainingGraph.RECONSTRUCTION),
                        metric(progress, TrainingGraph.DIVERGENCE),
                        OptionalDouble.empty(),
                        elapsed()),
                curves);
    }

    private static String text(String value) {
        return value.equals(TrainingGraph.LOSS)
                ? "the loss"
                : "the gradient of '" + value.replaceFirst("^" + Approximations.PARAMETER, "") + "'";
    }

    private static double metric(Trainer.Progress progress, String name) {
        return Objects.requireNonNull(progress.metrics().get(name), name);
    }

    private void tell(TrainingProgress progress, Curves curves) {
        history.add(progress);
        curves.draw(progress);
        options.control().listener().on(progress);
    }

    /** Keeps the best numbers so far. */
    private void validate(Trainer trainer, Curves curves) {
        if (validation == null) {
            TrainingGraph judging = TrainingGraph.judging(model, unknowns, options.objective());
            validation = new Passes(
                    backend,
                    judging.parts(),
                    judging.noise(),
                    judging.data().rows(heldOut),
                    Map.of(),
                    options.control().run().seed());
        }
        Map<String, double[]> now = numbers(trainer);
        validation.set(now);
        validation.set(Map.of(
                TrainingGraph.WEIGHT,
                new double[] {options.objective().divergence().at(steps)}));
        Map<String, Double> losses = validation.averages(graph.parts().keySet(), heldOut.length, BLOCK);
        double loss = Objects.requireNonNull(losses.get(TrainingGraph.LOSS));
        tell(
                new TrainingProgress(
                        epoch,
                        options.schooling().epochs(),
                        steps,
                        (long) batches.perEpoch() * options.schooling().epochs(),
                        loss,
                        Objects.requireNonNull(losses.get(TrainingGraph.RECONSTRUCTION)),
                        Objects.requireNonNull(losses.get(TrainingGraph.DIVERGENCE)),
                        OptionalDouble.of(loss),
                        elapsed()),
                curves);
        if (loss < lowest) {
            lowest = loss;
            best = now;
            worse = 0;
        } else {
            worse++;
        }
    }

    private Map<String, double[]> numbers(Trainer trainer) {
        Map<String, double[]> numbers = started();
        step.changed().forEach(name -> numbers.put(name, trainer.get(name)));
        return numbers;
    }

    private AmortizedFit fit(String reason, Map<String, double[]> numbers, @Nullable Supplier<NumbersFile> training) {
        Questions questions = new Questions(
                model,
                numbers,
                unknowns.layout().rows(),
                backend,
                options.control().run().seed());
        List<Duration> reports = history.stream().map(TrainingProgress::elapsed).toList();
        Making making = Making.of(
                binding,
                AmortizedSettings.of(options),
                backend.getClass().getSimpleName(),
                new Provenance.Time(halt.started(), elapsed(), reports));
        return new AmortizedFit(binding, history, reason, making, questions, training);
    }
}
