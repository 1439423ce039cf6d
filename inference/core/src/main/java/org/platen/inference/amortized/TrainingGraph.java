package org.platen.inference.amortized;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Model;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.autodiff.ReverseMode;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.NetworkTraining;
import org.platen.inference.program.Node;
import org.platen.inference.program.Program;
import org.platen.inference.program.Type;
import org.platen.inference.train.Noise;
import org.platen.inference.train.TrainingStep;

/** The loss of a batch and its parts as a graph, with networks as they are trained, or as they are elsewhere. */
final class TrainingGraph {

    static final String LOSS = "loss";
    static final String RECONSTRUCTION = "reconstruction";
    static final String DIVERGENCE = "divergence";

    /** The input that weighs divergences. */
    static final String WEIGHT = "weight of divergences";

    private static final String GRADIENT = "gradient/";
    private static final String NEXT = "next/";
    private static final List<String> METRICS = List.of(LOSS, RECONSTRUCTION, DIVERGENCE);

    private final Model model;
    private final Joint joint;
    private final @Nullable NetworkTraining networks;
    private final Approximations approximations;
    private final Map<String, Node> parts = new LinkedHashMap<>();
    private final Map<String, Noise> noise = new LinkedHashMap<>();

    private TrainingGraph(Model model, Unknowns unknowns, Objective objective, boolean trains) {
        this.model = model;
        this.joint = new Joint(model, unknowns.layout(), unknowns.roles());
        this.networks = trains ? new NetworkTraining(joint) : null;
        this.approximations = Approximations.binarised(model, joint, unknowns.continuous(), objective, networks);
        Node weight = joint.scope().graph().input(WEIGHT, Type.SCALAR);
        Bound.Parts bound = Bound.of(joint, approximations, unknowns.guided(), objective, weight);
        parts.put(LOSS, bound.loss());
        parts.put(RECONSTRUCTION, bound.reconstruction());
        parts.put(DIVERGENCE, bound.divergence());
        noise.putAll(approximations.noise());
        if (networks != null) {
            networks.noise().forEach(input -> noise.put(input, Noise.UNIFORM));
        }
    }

    /** To train by. */
    static TrainingGraph training(Model model, Unknowns unknowns, Objective objective) {
        return new TrainingGraph(model, unknowns, objective, true);
    }

    /** To judge training by: entries of networks are not dropped, and layers standardise by running moments. */
    static TrainingGraph judging(Model model, Unknowns unknowns, Objective objective) {
        return new TrainingGraph(model, unknowns, objective, false);
    }

    Approximations approximations() {
        return approximations;
    }

    /** Loss, reconstruction and divergence by name. */
    Map<String, Node> parts() {
        return parts;
    }

    /** All inputs that are noise. */
    Map<String, Noise> noise() {
        return noise;
    }

    /** What the graph reads from the data. */
    GivenInputs data() {
        return GivenInputs.of(joint, approximations.perRow());
    }

    /**
     * Checks that standardising layers have several values to take moments of.
     *
     * @param rows of the smallest batch
     * @throws ModelException when they have one
     */
    void requireMoments(int rows) {
        ModelException.require(
                networks == null || networks.fewestValues() > 1 || rows > 1,
                "a network of model '%s' has batch normalisation, but the last batch of an epoch has a single row, whose variance is unknown. Choose another"
                        + " batchSize",
                model.name());
    }

    TrainingStep step(Objective objective) {
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
        Map<String, String> followers = new LinkedHashMap<>();
        if (networks != null) {
            networks.running().forEach((running, next) -> {
                String name = Approximations.running(running);
                outputs.put(NEXT + name, next.node());
                followers.put(name, NEXT + name);
            });
        }
        return new TrainingStep(
                Program.of(outputs),
                names,
                noise,
                Map.of(WEIGHT, objective.divergence()),
                METRICS,
                data().rows().keySet(),
                followers);
    }
}
