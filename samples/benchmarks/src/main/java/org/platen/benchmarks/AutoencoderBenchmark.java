package org.platen.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.platen.inference.autodiff.ReverseMode;
import org.platen.inference.backend.RowSource;
import org.platen.inference.op.Algebra;
import org.platen.inference.op.BinaryRule;
import org.platen.inference.op.UnaryRule;
import org.platen.inference.program.Graph;
import org.platen.inference.program.Input;
import org.platen.inference.program.Node;
import org.platen.inference.program.Program;
import org.platen.inference.program.Type;
import org.platen.inference.tensorflow.Device;
import org.platen.inference.tensorflow.TensorFlowBackend;
import org.platen.inference.train.Noise;
import org.platen.inference.train.Optimizer;
import org.platen.inference.train.Trainer;
import org.platen.inference.train.TrainingStep;

/**
 * Steps of training a variational autoencoder of 784-400-20 numbers (Kingma and Welling 2014) with Adam on TensorFlow, written as a program: what the backend can do.
 * Arguments: the device, cpu or gpu; threads; rows of a mini-batch; steps of a round.
 */
public final class AutoencoderBenchmark {

    private static final int PIXELS = 784;
    private static final int HIDDEN = 400;
    private static final int LATENT = 20;
    private static final int ROWS = 10_000;
    private static final int ROUNDS = 3;

    private final Graph graph = new Graph();
    private final Algebra algebra = new Algebra(graph);
    private final List<Node> parameters = new ArrayList<>();

    private AutoencoderBenchmark() {}

    /** Prints steps a second of the clock and of the processor for each round. */
    public static void main(String[] arguments) {
        Device device = arguments[0].equals("gpu") ? Device.gpu(0) : Device.cpu();
        int threads = Integer.parseInt(arguments[1]);
        int batch = Integer.parseInt(arguments[2]);
        int steps = Integer.parseInt(arguments[3]);
        TensorFlowBackend backend = new TensorFlowBackend().device(device).threads(threads);
        AutoencoderBenchmark model = new AutoencoderBenchmark();
        try (Trainer trainer = backend.trainer(model.step(), Optimizer.adam(1e-3), 1)) {
            model.start(trainer);
            Random random = new Random(2);
            int[][] batches = new int[steps][];
            for (int i = 0; i < steps; i++) {
                batches[i] = random.ints(batch, 0, ROWS).toArray();
            }
            trainer.run(batches);
            for (int round = 0; round < ROUNDS; round++) {
                long clock = System.nanoTime();
                long processor = ProcessorTime.now();
                double loss = trainer.run(batches).metrics().get("loss");
                System.out.printf(
                        Locale.ROOT,
                        "loss %.2f, %.1f steps a second, %.1f steps a second of processor time%n",
                        loss,
                        steps * 1e9 / (System.nanoTime() - clock),
                        steps * 1e9 / (ProcessorTime.now() - processor));
            }
        }
    }

    private TrainingStep step() {
        Node x = graph.input("x", Type.of(true, PIXELS));
        Node noise = graph.input("noise", Type.of(true, LATENT));
        Node hidden = relu(dense("encoder", x, PIXELS, HIDDEN));
        Node mean = dense("mean", hidden, HIDDEN, LATENT);
        Node logVariance = dense("log variance", hidden, HIDDEN, LATENT);
        Node z = algebra.plus(mean, algebra.times(noise, algebra.exp(algebra.times(logVariance, 0.5))));
        Node logits = dense("decoder", relu(dense("latent", z, LATENT, HIDDEN)), HIDDEN, PIXELS);
        Node missed = algebra.minus(algebra.unary(UnaryRule.SOFTPLUS, logits), algebra.times(x, logits));
        Node divergence = algebra.times(
                algebra.minus(
                        algebra.plus(algebra.square(mean), algebra.exp(logVariance)), algebra.plus(logVariance, 1)),
                0.5);
        Node loss = algebra.plus(mean(missed), mean(divergence));
        Map<String, Node> outputs = new LinkedHashMap<>(Map.of("loss", loss));
        Map<String, String> gradients = new LinkedHashMap<>();
        ReverseMode.gradients(graph, loss, parameters).forEach((parameter, gradient) -> {
            outputs.put("d/" + name(parameter), gradient);
            gradients.put(name(parameter), "d/" + name(parameter));
        });
        return new TrainingStep(
                Program.of(outputs), gradients, Map.of("noise", Noise.NORMAL), Map.of(), List.of("loss"), Set.of("x"));
    }

    private Node dense(String name, Node x, int in, int out) {
        Node weights = graph.input(name + " weights", Type.of(false, out, in));
        Node bias = graph.input(name + " bias", Type.of(false, out));
        parameters.addAll(List.of(weights, bias));
        Node product = algebra.sumProduct(weights, algebra.reshape(x, List.of(1, in)), List.of(1), false);
        return algebra.plus(algebra.reshape(product, List.of(out)), bias);
    }

    private Node relu(Node x) {
        return algebra.binary(BinaryRule.MAXIMUM, x, algebra.number(0));
    }

    private Node mean(Node x) {
        Node sum = algebra.sumProduct(x, algebra.number(1), List.of(0), true);
        return algebra.over(algebra.reshape(sum, List.of()), algebra.rowCount());
    }

    private static String name(Node parameter) {
        return ((Input) parameter.op()).name();
    }

    /** A fifth of the pixels are lit. */
    private void start(Trainer trainer) {
        Random random = new Random(1);
        double[] pixels = random.doubles((long) ROWS * PIXELS)
                .map(u -> u < 0.2 ? random.nextDouble() : 0)
                .toArray();
        List<RowSource> entries = new ArrayList<>();
        for (int i = 0; i < PIXELS; i++) {
            entries.add(new RowSource(pixels, i, PIXELS));
        }
        trainer.bind("x", entries);
        for (Node parameter : parameters) {
            double bound = 1 / Math.sqrt(parameter.type().dim(-1));
            trainer.set(
                    name(parameter),
                    random.doubles(parameter.type().size(), -bound, bound).toArray());
        }
    }
}
