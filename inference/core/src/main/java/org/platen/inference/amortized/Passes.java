package org.platen.inference.amortized;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.platen.inference.backend.Backend;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.backend.RowSource;
import org.platen.inference.backend.Session;
import org.platen.inference.fit.Streams;
import org.platen.inference.program.Input;
import org.platen.inference.program.Node;
import org.platen.inference.program.Program;
import org.platen.inference.program.Type;
import org.platen.inference.train.Noise;

/** Runs of a program over the rows of some data, at trained numbers, a block of rows at a time. Noise depends on the seed, the run and the block only. */
final class Passes implements AutoCloseable {

    private final LocalExecutor executor = LocalExecutor.allProcessors();
    private final Session session;
    private final Map<String, Type> inputs;
    private final Map<String, Noise> noise;
    private final GivenInputs data;
    private final Map<String, Noise> centred = new LinkedHashMap<>();
    private final long seed;

    /**
     * @param outputs of the program
     * @param data with at least the rows that will be asked for
     * @param trained numbers, by input
     */
    Passes(
            Backend backend,
            Map<String, Node> outputs,
            Map<String, Noise> noise,
            GivenInputs data,
            Map<String, double[]> trained,
            long seed) {
        Program program = Program.of(outputs);
        this.inputs = program.nodes().stream()
                .filter(node -> node.op() instanceof Input)
                .collect(Collectors.toMap(node -> ((Input) node.op()).name(), Node::type));
        this.session = backend.compile(program).session(executor);
        this.noise = noise;
        this.data = data;
        this.seed = seed;
        set(data.numbers());
        set(trained);
    }

    /** Gives inputs without rows other numbers. */
    void set(Map<String, double[]> numbers) {
        numbers.forEach((input, values) -> {
            if (inputs.containsKey(input)) {
                session.set(input, values);
            }
        });
    }

    /** Reads a further input with rows from some place. */
    void bind(String input, List<RowSource> entries) {
        data.bind(input, entries);
    }

    /** Takes the middle of all noise from now on, where it would be drawn. */
    void centre(Map<String, Noise> all) {
        centred.putAll(all);
    }

    /**
     * Runs a block.
     *
     * @param run its noise is that of no other run
     */
    Session run(int from, int rows, long run) {
        data.bindFrom(from, session, inputs.keySet());
        noise.forEach((input, kind) -> {
            Type type = inputs.get(input);
            if (type != null) {
                fill(input, type, kind, from, rows, run);
            }
        });
        centred.forEach((input, kind) -> {
            Type type = inputs.get(input);
            if (type != null) {
                put(input, type, rows, () -> kind == Noise.NORMAL ? 0 : 0.5);
            }
        });
        session.run(rows);
        return session;
    }

    private void fill(String input, Type type, Noise kind, int from, int rows, long run) {
        UniformRandomProvider random = Streams.of(seed + 31 * run, input + "/" + from);
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        put(input, type, rows, () -> kind == Noise.NORMAL ? gaussian.sample() : random.nextDouble());
    }

    private void put(String input, Type type, int rows, DoubleSupplier number) {
        double[][] lanes = new double[type.size()][type.rows() ? rows : 1];
        for (double[] lane : lanes) {
            Arrays.setAll(lane, i -> number.getAsDouble());
        }
        if (type.rows()) {
            List<RowSource> sources = new ArrayList<>();
            for (double[] lane : lanes) {
                sources.add(RowSource.of(lane));
            }
            session.bind(input, sources);
        } else {
            double[] all = new double[lanes.length];
            Arrays.setAll(all, i -> lanes[i][0]);
            session.set(input, all);
        }
    }

    /** What is done with the outputs of a block. */
    interface Block {

        /** Called after each block. */
        void done(Session session, int from, int rows);
    }

    /** Runs all rows, a block after the other. */
    void all(int rows, int block, long run, Block each) {
        for (int from = 0; from < rows; from += block) {
            int size = Math.min(block, rows - from);
            each.done(run(from, size, run), from, size);
        }
    }

    /** The average of single numbers over blocks, each counted by its rows. */
    Map<String, Double> averages(Set<String> outputs, int rows, int block) {
        Map<String, Double> sums = new LinkedHashMap<>();
        all(
                rows,
                block,
                0,
                (done, from, size) ->
                        outputs.forEach(output -> sums.merge(output, done.get(output)[0] * size / rows, Double::sum)));
        return sums;
    }

    @Override
    public void close() {
        executor.close();
    }
}
