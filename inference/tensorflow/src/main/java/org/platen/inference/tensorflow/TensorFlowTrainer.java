package org.platen.inference.tensorflow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.platen.inference.backend.RowSource;
import org.platen.inference.program.Type;
import org.platen.inference.tensorflow.Handles.Variable;
import org.platen.inference.train.MiniBatches;
import org.platen.inference.train.Optimizer;
import org.platen.inference.train.Trainer;
import org.platen.inference.train.TrainingState;
import org.platen.inference.train.TrainingStep;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.family.TType;

/**
 * Training inside TensorFlow. Data that fit become variables once; of larger data the mini-batches are given, some steps' while those before are made. Numbers that were set wait
 * for the next run.
 */
final class TensorFlowTrainer implements Trainer {

    /** Bytes of mini-batches that are given at a time. */
    private static final long STREAMED = 64L << 20;

    private final TrainingStep training;
    private final Optimizer optimizer;
    private final Precision precision;
    private final ConfigProto configuration;
    private final long largestResident;
    private final long seed;
    private final Map<String, Type> inputs;
    private final TrainingVariables variables;
    private final Map<Variable, double[]> waiting = new LinkedHashMap<>();
    private final Map<String, List<RowSource>> data = new LinkedHashMap<>();
    private final Set<String> changed = new TreeSet<>();
    private final Set<String> missing;
    private @Nullable TrainingSession session;
    private boolean isResident;
    private long step;

    /** @param largestResident so many bytes of data become variables */
    TensorFlowTrainer(
            TrainingStep training,
            Optimizer optimizer,
            Precision precision,
            ConfigProto configuration,
            long largestResident,
            long seed) {
        Lowerings.check(training.program());
        this.training = training;
        this.optimizer = optimizer;
        this.precision = precision;
        this.configuration = configuration;
        this.largestResident = largestResident;
        this.seed = seed;
        this.inputs = training.inputs();
        this.variables = TrainingVariables.of(training, optimizer);
        this.missing = new TreeSet<>(training.given());
        variables.slots().values().stream().flatMap(List::stream).forEach(slot -> waiting.put(slot, zeros(slot)));
        training.changed().forEach(name -> {
            Variable variable = variables.given().get(name);
            waiting.put(variable, zeros(variable));
        });
    }

    private static double[] zeros(Variable variable) {
        return new double[Math.toIntExact(variable.shape().size())];
    }

    @Override
    public void bind(String input, List<RowSource> entries) {
        if (training.reads(input, entries.size())) {
            data.put(input, List.copyOf(entries));
            changed.add(input);
        }
    }

    @Override
    public void set(String input, double... values) {
        Variable variable = variables.given().get(input);
        if (variable == null) {
            return;
        }
        if (values.length != variable.shape().size()) {
            throw new IllegalArgumentException(
                    "input '" + input + "' has shape " + variable.shape() + ", found " + values.length + " numbers");
        }
        waiting.put(variable, values.clone());
        missing.remove(input);
    }

    @Override
    public Progress run(int[][] batches) {
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "input '" + missing.iterator().next() + "' has no value: set it before a run");
        }
        int rows = training.rows(data);
        int size = MiniBatches.size(batches, rows);
        TrainingSession own = prepared(rows);
        double[] sums = new double[training.metrics().size()];
        int done = 0;
        Optional<Failure> failure = Optional.empty();
        int atOnce = isResident ? batches.length : stepsAtOnce(size);
        CompletableFuture<Map<String, TType>> next = streamed(batches, 0, atOnce);
        for (int start = 0; start < batches.length && failure.isEmpty(); start += atOnce) {
            Map<String, TType> given = next.join();
            int end = Math.min(batches.length, start + atOnce);
            next = streamed(batches, end, atOnce);
            TrainingSession.Outcome outcome = made(own, Arrays.copyOfRange(batches, start, end), given);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += outcome.sums()[1 + i];
            }
            done += outcome.made();
            step += outcome.made();
            failure = failure(outcome.failed());
        }
        next.join().values().forEach(TType::close);
        Map<String, Double> means = new LinkedHashMap<>();
        for (int i = 0; i < sums.length; i++) {
            means.put(training.metrics().get(i), sums[i] / done);
        }
        return new Progress(done, means, failure);
    }

    private TrainingSession.Outcome made(TrainingSession own, int[][] batches, Map<String, TType> given) {
        given.forEach((input, tensor) -> {
            own.assign(variables.data().get(input), tensor);
            tensor.close();
        });
        return own.run(step, batches, numbers(batches.length));
    }

    private TrainingSession prepared(int rows) {
        boolean fits = (long) width() * Math.max(0, rows) * precision.bytes() <= largestResident;
        if (session == null || fits != isResident) {
            rebuild(fits);
        }
        TrainingSession own = session;
        waiting.forEach(own::assign);
        waiting.clear();
        if (isResident) {
            for (String input : changed) {
                Shape dims = Emitter.shape(inputs.get(input).dims());
                try (TType tensor = RowTensors.first(input, data.get(input), rows, dims, precision)) {
                    own.assign(variables.data().get(input), tensor);
                }
            }
            changed.clear();
        }
        return own;
    }

    private int width() {
        return variables.data().keySet().stream()
                .mapToInt(input -> inputs.get(input).size())
                .sum();
    }

    private void rebuild(boolean fits) {
        if (session != null) {
            for (Variable variable : numbers()) {
                waiting.computeIfAbsent(variable, session::read);
            }
            session.close();
        }
        isResident = fits;
        changed.addAll(data.keySet());
        List<Variable> all = new ArrayList<>(numbers());
        all.addAll(variables.data().values());
        TrainingLoop loop = new TrainingLoop(training, optimizer, precision, variables, fits, seed);
        session = new TrainingSession(
                loop, precision, all, configuration, training.metrics().size());
    }

    /** The variables of a known size. */
    private List<Variable> numbers() {
        List<Variable> all = new ArrayList<>(variables.given().values());
        variables.slots().values().forEach(all::addAll);
        return all;
    }

    private int stepsAtOnce(int batch) {
        long bytes = (long) width() * batch * precision.bytes();
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, STREAMED / Math.max(1, bytes)));
    }

    /** The mini-batches of the next steps, where data are no variables. */
    private CompletableFuture<Map<String, TType>> streamed(int[][] batches, int start, int atOnce) {
        if (isResident || start >= batches.length) {
            return CompletableFuture.completedFuture(Map.of());
        }
        int[][] own =
                reversed(Arrays.copyOfRange(batches, start, (int) Math.min(batches.length, (long) start + atOnce)));
        return CompletableFuture.supplyAsync(() -> {
            Map<String, TType> tensors = new LinkedHashMap<>();
            for (String input : variables.data().keySet()) {
                Shape dims = Emitter.shape(inputs.get(input).dims());
                tensors.put(input, RowTensors.batches(data.get(input), own, dims, precision));
            }
            return tensors;
        });
    }

    private static int[][] reversed(int[][] batches) {
        int[][] reversed = batches.clone();
        Collections.reverse(Arrays.asList(reversed));
        return reversed;
    }

    /** What each of the next steps depends on. */
    private double[][] numbers(int steps) {
        List<String> scheduled = TrainingLoop.scheduled(training, inputs);
        double[][] numbers = new double[steps][];
        for (int i = 0; i < steps; i++) {
            double[] own = Arrays.copyOf(Updates.numbers(optimizer, step + i), Updates.count() + scheduled.size());
            for (int j = 0; j < scheduled.size(); j++) {
                own[Updates.count() + j] =
                        training.schedules().get(scheduled.get(j)).at(step + i);
            }
            numbers[i] = own;
        }
        return numbers;
    }

    private Optional<Failure> failure(int failed) {
        if (failed < 0) {
            return Optional.empty();
        }
        String value = failed == 0
                ? training.metrics().get(0)
                : List.copyOf(training.gradients().keySet()).get(failed - 1);
        return Optional.of(new Failure(step, value));
    }

    @Override
    public double[] get(String parameter) {
        if (!training.changed().contains(parameter)) {
            throw new IllegalArgumentException("no parameter is named '" + parameter + "'");
        }
        return read(variables.given().get(parameter));
    }

    private double[] read(Variable variable) {
        double[] own = waiting.get(variable);
        return own != null ? own.clone() : session.read(variable);
    }

    @Override
    public TrainingState state() {
        Map<String, double[]> parameters = new LinkedHashMap<>();
        Map<String, double[]> slots = new LinkedHashMap<>();
        training.changed()
                .forEach(name -> parameters.put(name, read(variables.given().get(name))));
        variables.slots().forEach((parameter, own) -> {
            for (int i = 0; i < own.size(); i++) {
                slots.put(TrainingState.slot(parameter, optimizer.slots().get(i)), read(own.get(i)));
            }
        });
        return new TrainingState(step, parameters, slots);
    }

    @Override
    public void restore(TrainingState state) {
        state.check(training, optimizer);
        step = state.step();
        state.parameters().forEach(this::set);
        variables.slots().forEach((parameter, own) -> {
            for (int i = 0; i < own.size(); i++) {
                String name = TrainingState.slot(parameter, optimizer.slots().get(i));
                waiting.put(own.get(i), state.slots().get(name));
            }
        });
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
            session = null;
        }
    }
}
