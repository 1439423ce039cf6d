package org.platen.inference.amortized;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.backend.Backend;
import org.platen.inference.data.Binding;
import org.platen.inference.fit.Tensor;
import org.platen.inference.lower.Joint;
import org.platen.inference.lower.Label;
import org.platen.inference.lower.Value;
import org.platen.inference.op.Algebra;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;
import org.platen.inference.train.Noise;

/**
 * What is asked of a trained model about some data, rows in blocks.
 *
 * @param trained numbers, by input
 * @param trainedRows how many rows they were trained with
 */
record Questions(Model model, Map<String, double[]> trained, int trainedRows, Backend backend, long seed) {

    /** Rows times draws of a block, so that memory does not grow with either. */
    private static final int BLOCK = 4096;

    private static final String ANSWER = "answer";

    /** The same with other draws. */
    Questions seeded(long other) {
        return new Questions(model, trained, trainedRows, backend, other);
    }

    /** The same answered elsewhere. */
    Questions on(Backend other) {
        return new Questions(model, trained, trainedRows, other, seed);
    }

    /** A graph over bound data. */
    record At(Joint joint, Approximations approximations, Unknowns unknowns, int draws) {

        int rows() {
            return joint.layout().rows();
        }

        int block() {
            return Math.max(1, BLOCK / draws);
        }

        Algebra algebra() {
            return joint.scope().algebra();
        }
    }

    /**
     * @param draws of each latent variable in every row
     * @param known values of further variables, which are not drawn
     */
    At at(Binding binding, Drawing drawing, int draws, Map<Variable, double[][]> known) {
        Unknowns unknowns = Unknowns.of(model, binding);
        unknowns.suitability().require("AmortizedVi", model.name());
        Joint joint = new Joint(model, unknowns.layout(), unknowns.roles(), known);
        Approximations approximations = drawing.of(
                joint,
                unknowns.continuous().stream()
                        .filter(latent -> !known.containsKey(latent))
                        .toList());
        ModelException.require(
                !approximations.perRow() || unknowns.layout().rows() == trainedRows,
                "the approximation has numbers of its own for each of %d rows that were fitted, but there are %d here. Declare it as a function of the data"
                        + " (guide), or fit these rows",
                trainedRows,
                unknowns.layout().rows());
        return new At(joint, approximations, unknowns, draws);
    }

    /** How continuous latent variables are drawn. */
    interface Drawing {

        /** In a graph. */
        Approximations of(Joint joint, List<RandomVariable> continuous);
    }

    /** With latent variables drawn from their approximations. */
    At at(Binding binding, int draws) {
        return at(binding, draws, Map.of());
    }

    At at(Binding binding, int draws, Map<Variable, double[][]> known) {
        return at(binding, (joint, continuous) -> Approximations.of(model, joint, continuous, draws), draws, known);
    }

    /** Without what approximations are declared for, so that no data are read. */
    At withoutGuide(Binding binding) {
        return at(
                binding,
                (joint, continuous) -> Approximations.of(
                        model,
                        joint,
                        continuous.stream()
                                .filter(latent -> !model.guide().factors().containsKey(latent))
                                .toList(),
                        1),
                1,
                Map.of());
    }

    Passes passes(At at, Map<String, Node> outputs, Map<String, Noise> noise) {
        GivenInputs data = GivenInputs.of(at.joint, at.approximations.perRow());
        return new Passes(backend, outputs, noise, data, trained, seed);
    }

    /** Importance weights of all rows. */
    Evidence evidence(Binding binding, int samples, boolean prior) {
        int draws = Math.min(samples, 50);
        At at = prior
                ? at(
                        binding,
                        (joint, continuous) -> Approximations.byPrior(model, joint, continuous, draws),
                        draws,
                        Map.of())
                : at(binding, draws);
        LogWeights weights = LogWeights.of(at.joint, at.approximations);
        ModelException.require(
                weights.ofRows() != null, "model '%s' has no rows to tell the evidence of", model.name());
        Evidence.Gathering gathering = new Evidence.Gathering(at.rows());
        // Without anything to draw there is one weight, which is exact.
        int runs = at.approximations.noise().isEmpty() ? 1 : (samples + draws - 1) / draws;
        try (Passes passes =
                passes(at, Map.of(ANSWER, Objects.requireNonNull(weights.ofRows())), at.approximations.noise())) {
            for (int run = 0; run < runs; run++) {
                passes.all(at.rows(), at.block(), run, (done, from, rows) -> gathering.add(done.rows(ANSWER), from));
            }
        }
        return gathering.evidence();
    }

    /** The bound with one draw for each row and closed forms where they are known. */
    Elbo bound(Binding binding) {
        At at = at(binding, 1);
        Objective plain = new Objective(1, false, true, step -> 1, 0, 0, Set.of());
        Bound.Parts parts = Bound.of(
                at.joint,
                at.approximations,
                at.unknowns.guided(),
                plain,
                at.algebra().number(1));
        Map<String, Node> outputs = Map.of(
                TrainingGraph.RECONSTRUCTION, parts.reconstruction(), TrainingGraph.DIVERGENCE, parts.divergence());
        try (Passes passes = passes(at, outputs, at.approximations.noise())) {
            Map<String, Double> means = passes.averages(outputs.keySet(), at.rows(), at.block());
            return new Elbo(
                    Objects.requireNonNull(means.get(TrainingGraph.RECONSTRUCTION)),
                    Objects.requireNonNull(means.get(TrainingGraph.DIVERGENCE)));
        }
    }

    /** Whether a value depends on what a discrete variable is. */
    static boolean isOfClasses(Value value) {
        return value.labels().stream().anyMatch(Label.OfDomain.class::isInstance);
    }

    private static Value overClasses(At at, Value value) {
        if (!isOfClasses(value)) {
            return value;
        }
        Enumerated classes = new Enumerated(
                at.joint, at.approximations, at.unknowns.guided(), at.joint.factors(at.approximations.lowering()));
        return classes.expected(value);
    }

    /**
     * A value for each element of a variable's plates, at the centre of the noise and on average over the approximations of discrete variables.
     *
     * @param question the value, given the graph
     */
    Tensor ask(At at, Variable over, BiFunction<Joint, Approximations, Value> question) {
        Value value = overClasses(at, question.apply(at.joint, at.approximations));
        Node whole = at.joint.overElements(over.axes(), value);
        List<Integer> shape = new ArrayList<>();
        over.axes().forEach(axis -> shape.add(at.joint.layout().binding().size(axis.plate())));
        shape.addAll(value.eventDims());
        List<String> names = over.axes().stream().map(Axis::toString).toList();
        try (Passes passes = passes(at, Map.of(ANSWER, whole), Map.of())) {
            passes.centre(at.approximations.noise());
            return new Tensor(values(passes, at, whole.type(), shape, over), names, shape);
        }
    }

    private double[] values(Passes passes, At at, Type type, List<Integer> shape, Variable over) {
        if (!type.rows()) {
            return passes.run(0, Math.min(1, at.rows()), 0).get(ANSWER);
        }
        int place = List.copyOf(over.axes()).indexOf(at.joint.layout().rowAxis());
        int inner = shape.subList(place + 1, shape.size()).stream().reduce(1, (a, b) -> a * b);
        double[] all = new double[shape.stream().reduce(1, (a, b) -> a * b)];
        passes.all(at.rows(), at.block(), 0, (done, from, rows) -> {
            double[][] lanes = done.rows(ANSWER);
            for (int lane = 0; lane < lanes.length; lane++) {
                for (int row = 0; row < rows; row++) {
                    all[(lane / inner * at.rows() + from + row) * inner + lane % inner] = lanes[lane][row];
                }
            }
        });
        return all;
    }
}
