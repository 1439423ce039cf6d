package org.platen.inference.jvm;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.platen.inference.backend.LocalExecutor;
import org.platen.inference.backend.RowSource;
import org.platen.inference.backend.Session;
import org.platen.inference.program.Type;
import org.platen.inference.train.MiniBatches;
import org.platen.inference.train.Optimizer;
import org.platen.inference.train.Trainer;
import org.platen.inference.train.TrainingState;
import org.platen.inference.train.TrainingStep;

/** Training on plain arrays, one step after the other. */
final class JvmTrainer implements Trainer {

    private final TrainingStep training;
    private final Optimizer optimizer;
    private final LocalExecutor executor = LocalExecutor.allProcessors();
    private final Session session;
    private final Map<String, Type> inputs;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, Follower> followers = new LinkedHashMap<>();
    private final Map<String, NoiseStreams> noise = new LinkedHashMap<>();
    private final Map<String, double[]> scheduled = new LinkedHashMap<>();
    private final Map<String, List<RowSource>> data = new HashMap<>();
    private final Map<String, BatchRows> batch = new LinkedHashMap<>();
    private final double[][] metrics;
    private final boolean gradientsAreParameters;
    private final Set<String> missing;
    private int batchSize = -1;
    private long step;

    /** A parameter with its gradient and the optimiser's numbers. */
    private record Parameter(double[] values, double[] gradient, double[][] slots) {

        Parameter withOwnGradient() {
            return new Parameter(values, gradient.clone(), slots);
        }
    }

    /** Numbers that no gradient moves, and what they are after a step. */
    private record Follower(double[] values, double[] next) {}

    JvmTrainer(JvmBackend backend, TrainingStep training, Optimizer optimizer, long seed) {
        this.training = training;
        this.optimizer = optimizer;
        this.inputs = training.inputs();
        this.session = backend.compile(training.program()).session(executor);
        training.gradients().forEach((parameter, gradient) -> {
            double[] values = values(parameter);
            double[][] slots = new double[optimizer.slots().size()][values.length];
            parameters.put(parameter, new Parameter(values, session.output(gradient), slots));
        });
        training.followers()
                .forEach((input, next) -> followers.put(input, new Follower(values(input), session.output(next))));
        training.noise().forEach((input, kind) -> noise.put(input, new NoiseStreams(kind, seed, input)));
        noise.keySet().retainAll(inputs.keySet());
        training.schedules().keySet().forEach(input -> scheduled.put(input, session.input(input)));
        scheduled.keySet().retainAll(inputs.keySet());
        this.gradientsAreParameters = parameters.values().stream()
                .anyMatch(own -> parameters.values().stream().anyMatch(other -> other.values == own.gradient));
        this.missing = new TreeSet<>(training.given());
        this.metrics = training.metrics().stream().map(session::output).toArray(double[][]::new);
    }

    private double[] values(String input) {
        return inputs.containsKey(input)
                ? session.input(input)
                : new double[training.parameter(input).size()];
    }

    @Override
    public void bind(String input, List<RowSource> entries) {
        if (training.reads(input, entries.size())) {
            data.put(input, List.copyOf(entries));
        }
    }

    @Override
    public void set(String input, double... values) {
        missing.remove(input);
        if (!training.changed().contains(input)) {
            session.set(input, values);
            return;
        }
        double[] own = changed(input);
        if (values.length != own.length) {
            throw new IllegalArgumentException("parameter '" + input + "' is " + training.parameter(input) + ", found "
                    + values.length + " numbers");
        }
        System.arraycopy(values, 0, own, 0, values.length);
    }

    @Override
    public Progress run(int[][] batches) {
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "input '" + missing.iterator().next() + "' has no value: set it before a run");
        }
        allocate(MiniBatches.size(batches, training.rows(data)));
        double[] sums = new double[metrics.length];
        int done = 0;
        Optional<Failure> failure = Optional.empty();
        for (int[] rowNumbers : batches) {
            compute(rowNumbers);
            failure = failure();
            if (failure.isPresent()) {
                break;
            }
            update();
            for (int i = 0; i < sums.length; i++) {
                sums[i] += metrics[i][0];
            }
            step++;
            done++;
        }
        Map<String, Double> means = new LinkedHashMap<>();
        for (int i = 0; i < sums.length; i++) {
            means.put(training.metrics().get(i), sums[i] / done);
        }
        return new Progress(done, means, failure);
    }

    private void allocate(int size) {
        if (size == batchSize) {
            return;
        }
        batchSize = size;
        batch.clear();
        inputs.forEach((input, type) -> {
            if (type.rows()) {
                batch.put(input, BatchRows.of(type.size(), size));
            }
        });
    }

    private void compute(int[] rowNumbers) {
        batch.forEach((input, own) -> {
            List<RowSource> source = data.get(input);
            if (source != null) {
                own.gather(source, rowNumbers);
            }
        });
        noise.forEach(this::fill);
        scheduled.forEach(
                (input, number) -> number[0] = training.schedules().get(input).at(step));
        // Bound anew, since the arrays have new contents.
        batch.forEach((input, own) -> session.bind(input, own.sources()));
        session.run(rowNumbers.length);
    }

    private void fill(String input, NoiseStreams stream) {
        BatchRows own = batch.get(input);
        double[][] lanes = own == null ? new double[][] {session.input(input)} : own.lanes();
        stream.fill(step, lanes, lanes[0].length);
    }

    private Optional<Failure> failure() {
        String failed = null;
        if (!Double.isFinite(metrics[0][0])) {
            failed = training.metrics().get(0);
        }
        for (Map.Entry<String, Parameter> parameter : parameters.entrySet()) {
            if (failed == null && !Double.isFinite(squares(parameter.getValue().gradient))) {
                failed = parameter.getKey();
            }
        }
        return failed == null ? Optional.empty() : Optional.of(new Failure(step, failed));
    }

    private void update() {
        // All outputs are read before anything changes that they may be.
        List<double[]> next = followers.values().stream()
                .map(follower -> follower.next.clone())
                .toList();
        // A gradient that is a parameter as it stands, as that of a product, must not change with it.
        Collection<Parameter> moved = gradientsAreParameters
                ? parameters.values().stream().map(Parameter::withOwnGradient).toList()
                : parameters.values();
        double norm = 0;
        if (optimizer.largestNorm() < Double.POSITIVE_INFINITY) {
            for (Parameter parameter : parameters.values()) {
                norm += squares(parameter.gradient);
            }
        }
        double scale = optimizer.scale(Math.sqrt(norm));
        for (Parameter parameter : moved) {
            optimizer.update(parameter.values, parameter.gradient, scale, parameter.slots, step);
        }
        int i = 0;
        for (Follower follower : followers.values()) {
            System.arraycopy(next.get(i++), 0, follower.values, 0, follower.values.length);
        }
    }

    private static double squares(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value * value;
        }
        return sum;
    }

    @Override
    public double[] get(String parameter) {
        return changed(parameter).clone();
    }

    private double[] changed(String name) {
        Parameter parameter = parameters.get(name);
        Follower follower = followers.get(name);
        if (parameter == null && follower == null) {
            throw new IllegalArgumentException("no parameter is named '" + name + "'");
        }
        return parameter != null ? parameter.values : Objects.requireNonNull(follower).values;
    }

    @Override
    public TrainingState state() {
        Map<String, double[]> values = new LinkedHashMap<>();
        Map<String, double[]> slots = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> {
            values.put(name, parameter.values);
            for (int i = 0; i < parameter.slots.length; i++) {
                slots.put(TrainingState.slot(name, optimizer.slots().get(i)), parameter.slots[i]);
            }
        });
        followers.forEach((name, follower) -> values.put(name, follower.values));
        return new TrainingState(step, values, slots);
    }

    @Override
    public void restore(TrainingState state) {
        state.check(training, optimizer);
        step = state.step();
        state.parameters().forEach(this::set);
        parameters.forEach((name, parameter) -> {
            for (int i = 0; i < parameter.slots.length; i++) {
                double[] saved = state.slots()
                        .get(TrainingState.slot(name, optimizer.slots().get(i)));
                System.arraycopy(saved, 0, parameter.slots[i], 0, saved.length);
            }
        });
    }

    @Override
    public void close() {
        executor.close();
    }
}
