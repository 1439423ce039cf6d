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
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Model;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.autodiff.ReverseMode;
import org.platen.inference.data.Binding;
import org.platen.inference.engine.Halt;
import org.platen.inference.fit.Streams;
import org.platen.inference.lower.Joint;
import org.platen.inference.program.Node;
import org.platen.inference.program.Program;
import org.platen.inference.program.Type;
import org.platen.inference.train.Trainer;
import org.platen.inference.train.TrainingBackend;
import org.platen.inference.train.TrainingStep;

/** One fit: epochs of batches, with rows held out where asked for. */
final class Training {

    static final String LOSS = "loss";
    static final String RECONSTRUCTION = "reconstruction";
    static final String DIVERGENCE = "divergence";

    private static final String WEIGHT = "weight of divergences";
    private static final String GRADIENT = "gradient/";
    private static final List<String> METRICS = List.of(LOSS, RECONSTRUCTION, DIVERGENCE);

    /** Steps of one run: as many as make the time between runs count for little. */
    private static final int STEPS_OF_A_RUN = 100;

    /** Rows of a block of those held out. */
    private static final int BLOCK = 1000;

    private final Model model;
    private final Binding binding;
    private final Unknowns unknowns;
    private final AmortizedOptions options;
    private final TrainingBackend backend;
    private final Joint joint;
    private final Approximations approximations;
    private final Map<String, Node> parts = new LinkedHashMap<>();
    private final GivenInputs data;
    private final List<TrainingProgress> history = new ArrayList<>();
    private final Halt halt;
    private final int[] heldOut;
    private final Batches batches;
    private @Nullable Passes validation;
    private Map<String, double[]> best = Map.of();
    private double lowest = Double.POSITIVE_INFINITY;
    private int worse;

    Training(Model model, Binding binding, Unknowns unknowns, AmortizedOptions options, TrainingBackend backend) {
        this.model = model;
        this.binding = binding;
        this.unknowns = unknowns;
        this.options = options;
        this.backend = backend;
        this.joint = new Joint(model, unknowns.layout(), unknowns.roles());
        this.approximations = Approximations.binarised(model, joint, unknowns.continuous(), options.objective());
        ModelException.require(
                !approximations.trained().isEmpty(),
                "model '%s' has no parameters and no latent variables: there is nothing to fit",
                model.name());
        Node weight = joint.scope().graph().input(WEIGHT, Type.SCALAR);
        Bound.Parts bound = Bound.of(joint, approximations, unknowns.guided(), options.objective(), weight);
        parts.put(LOSS, bound.loss());
        parts.put(RECONSTRUCTION, bound.reconstruction());
        parts.put(DIVERGENCE, bound.divergence());
        this.data = GivenInputs.of(joint, approximations.perRow());
        AmortizedOptions.Schooling schooling = options.schooling();
        long seed = options.control().seed();
        int[][] rows = Batches.split(unknowns.layout().rows(), schooling.validation(), seed);
        ModelException.require(
                rows[0].length > 0,
                "no rows are left to train on: of %d all are held out",
                unknowns.layout().rows());
        this.batches = new Batches(rows[0], schooling.batchSize(), seed);
        this.heldOut = rows[1];
        this.halt = new Halt(options.control().timeLimit(), options.control().cancellation());
    }

    AmortizedFit run() {
        TrainingStep step = step();
        int epochs = options.schooling().epochs();
        try (Trainer trainer = backend.trainer(
                step, options.schooling().optimizer(), options.control().seed())) {
            begin(trainer, step);
            String reason = "made all " + epochs + " epochs";
            long steps = 0;
            for (int epoch = 1; epoch <= epochs; epoch++) {
                for (int[][] run : batches.epoch(epoch, STEPS_OF_A_RUN)) {
                    steps += run.length;
                    report(trainer.run(run), epoch, steps);
                    if (halt.reason() != null) {
                        return fit(trainer, Objects.requireNonNull(halt.reason()));
                    }
                }
                if (heldOut.length > 0 && endsEarly(trainer, epoch, steps)) {
                    reason = "no lower loss of the rows held out for "
                            + options.schooling().patience() + " epochs";
                    break;
                }
            }
            return fit(trainer, reason);
        } finally {
            if (validation != null) {
                validation.close();
            }
        }
    }

    private TrainingStep step() {
        List<Node> inputs = approximations.trained().values().stream()
                .map(Approximations.Trained::input)
                .toList();
        Map<Node, Node> gradients =
                ReverseMode.gradients(joint.scope().graph(), Objects.requireNonNull(parts.get(LOSS)), inputs);
        Map<String, Node> outputs = new LinkedHashMap<>(parts);
        Map<String, String> names = new LinkedHashMap<>();
        approximations.trained().forEach((name, one) -> {
            outputs.put(GRADIENT + name, Objects.requireNonNull(gradients.get(one.input())));
            names.put(name, GRADIENT + name);
        });
        return new TrainingStep(
                Program.of(outputs),
                names,
                approximations.noise(),
                Map.of(WEIGHT, options.objective().divergence()),
                METRICS,
                data.rows().keySet());
    }

    private void begin(Trainer trainer, TrainingStep step) {
        Set<String> given = new LinkedHashSet<>(step.given());
        data.rows().forEach(trainer::bind);
        data.numbers().forEach((input, values) -> {
            if (given.contains(input)) {
                trainer.set(input, values);
            }
        });
        approximations
                .trained()
                .forEach((name, one) -> trainer.set(
                        name, one.beginning().draw(Streams.of(options.control().seed(), name))));
    }

    private void report(Trainer.Progress progress, int epoch, long steps) {
        progress.failure().ifPresent(failure -> {
            throw new ModelException(
                    "training of '" + model.name() + "' failed at step " + failure.step() + ": "
                            + text(failure.value())
                            + " is not finite. A smaller learning rate, gradients clipped to a norm (optimizer.clippedTo(1)) or data on a scale near 1 may help");
        });
        tell(new TrainingProgress(
                epoch,
                options.schooling().epochs(),
                steps,
                (long) batches.perEpoch() * options.schooling().epochs(),
                metric(progress, LOSS),
                metric(progress, RECONSTRUCTION),
                metric(progress, DIVERGENCE),
                OptionalDouble.empty(),
                halt.elapsed()));
    }

    private static String text(String value) {
        return value.equals(LOSS)
                ? "the loss"
                : "the gradient of '" + value.replaceFirst("^" + Approximations.PARAMETER, "") + "'";
    }

    private static double metric(Trainer.Progress progress, String name) {
        return Objects.requireNonNull(progress.metrics().get(name), name);
    }

    private void tell(TrainingProgress progress) {
        history.add(progress);
        options.control().listener().on(progress);
    }

    /** Keeps the best numbers so far; true when there were none better for too long. */
    private boolean endsEarly(Trainer trainer, int epoch, long steps) {
        if (validation == null) {
            validation = new Passes(
                    backend,
                    parts,
                    approximations.noise(),
                    data.rows(heldOut),
                    Map.of(),
                    options.control().seed());
        }
        Map<String, double[]> now = numbers(trainer);
        validation.set(now);
        validation.set(
                Map.of(WEIGHT, new double[] {options.objective().divergence().at(steps)}));
        Map<String, Double> losses = validation.averages(parts.keySet(), heldOut.length, BLOCK);
        double loss = Objects.requireNonNull(losses.get(LOSS));
        tell(new TrainingProgress(
                epoch,
                options.schooling().epochs(),
                steps,
                (long) batches.perEpoch() * options.schooling().epochs(),
                loss,
                Objects.requireNonNull(losses.get(RECONSTRUCTION)),
                Objects.requireNonNull(losses.get(DIVERGENCE)),
                OptionalDouble.of(loss),
                halt.elapsed()));
        if (loss < lowest) {
            lowest = loss;
            best = now;
            worse = 0;
            return false;
        }
        worse++;
        return options.schooling().patience() > 0
                && worse >= options.schooling().patience();
    }

    private Map<String, double[]> numbers(Trainer trainer) {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        approximations.trained().keySet().forEach(name -> numbers.put(name, trainer.get(name)));
        return numbers;
    }

    private AmortizedFit fit(Trainer trainer, String reason) {
        Duration elapsed = halt.elapsed();
        return new AmortizedFit(
                model,
                binding,
                best.isEmpty() ? numbers(trainer) : best,
                history,
                reason,
                elapsed,
                options.control().seed(),
                backend);
    }
}
