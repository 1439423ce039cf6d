package org.platen.inference.tensorflow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.platen.inference.program.Input;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;
import org.platen.inference.train.Noise;
import org.platen.inference.train.Optimizer;
import org.platen.inference.train.TrainingStep;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * Many steps of training as one loop inside TensorFlow. What goes round is listed in {@link Round}: the number of steps made, what failed, sums of metrics, and what does
 * not change.
 */
final class TrainingLoop {

    /** No loss or gradient has failed; else its number, the loss being 0. */
    static final int NO_FAILURE = -1;

    private final TrainingStep training;
    private final Optimizer optimizer;
    private final Precision precision;
    private final TrainingVariables variables;
    private final boolean isResident;
    private final long seed;
    private final Map<String, Type> inputs;

    /**
     * @param isResident whether the data are variables, else the mini-batches of all steps are given
     */
    TrainingLoop(
            TrainingStep training,
            Optimizer optimizer,
            Precision precision,
            TrainingVariables variables,
            boolean isResident,
            long seed) {
        this.training = training;
        this.optimizer = optimizer;
        this.precision = precision;
        this.variables = variables;
        this.isResident = isResident;
        this.seed = seed;
        this.inputs = training.inputs();
    }

    /**
     * The tensors that go round.
     *
     * @param made steps made, int32
     * @param failed what failed, int32
     * @param sums of the metrics, float64
     * @param count how many steps there are to make, int32
     * @param first the number of the first step, int64
     * @param batches row numbers, [steps, batch], int32
     * @param numbers what each step depends on, [steps, …]: those of {@link Updates}, then scheduled inputs
     * @param streamed the mini-batches of all steps by input, [steps, batch, …], where data are no variables
     */
    record Round(
            Operand<TInt32> made,
            Operand<TInt32> failed,
            Operand<TFloat64> sums,
            Operand<TInt32> count,
            Operand<TInt64> first,
            Operand<TInt32> batches,
            Operand<TNumber> numbers,
            Map<String, Operand<TNumber>> streamed) {

        List<Operand<?>> all() {
            List<Operand<?>> all = new ArrayList<>(List.of(made, failed, sums, count, first, batches, numbers));
            all.addAll(streamed.values());
            return all;
        }
    }

    /** New placeholders for all that goes round. */
    Round placeholders(Ops tf) {
        Map<String, Operand<TNumber>> streamed = new LinkedHashMap<>();
        if (!isResident) {
            variables
                    .data()
                    .forEach((input, variable) -> streamed.put(
                            input,
                            placeholder(tf, precision.type(), Shape.of(-1).append(variable.shape()))));
        }
        return new Round(
                placeholder(tf, TInt32.class, Shape.scalar()),
                placeholder(tf, TInt32.class, Shape.scalar()),
                placeholder(tf, TFloat64.class, Shape.of(training.metrics().size())),
                placeholder(tf, TInt32.class, Shape.scalar()),
                placeholder(tf, TInt64.class, Shape.scalar()),
                placeholder(tf, TInt32.class, Shape.of(-1, -1)),
                placeholder(
                        tf,
                        precision.type(),
                        Shape.of(-1, Updates.count() + scheduled().size())),
                streamed);
    }

    private static <T extends TType> Placeholder<T> placeholder(Ops tf, Class<T> type, Shape shape) {
        return tf.placeholder(type, Placeholder.shape(shape));
    }

    /** The scheduled inputs in the order of their numbers. */
    List<String> scheduled() {
        return training.schedules().keySet().stream()
                .filter(inputs::containsKey)
                .sorted()
                .toList();
    }

    /** Adds the loop. */
    List<Output<?>> add(Ops tf, Round round) {
        try (Graph conditionGraph = new Graph();
                Graph bodyGraph = new Graph();
                ConcreteFunction condition = condition(conditionGraph);
                ConcreteFunction body = body(bodyGraph)) {
            return Functions.loop(tf, round.all(), condition, body);
        }
    }

    private ConcreteFunction condition(Graph graph) {
        Ops tf = Ops.create(graph);
        Round round = placeholders(tf);
        Operand<TBool> goesOn = tf.math.logicalAnd(
                tf.math.less(round.made, round.count), tf.math.equal(round.failed, tf.constant(NO_FAILURE)));
        return Functions.of("condition", graph, round.all(), List.of(goesOn));
    }

    private ConcreteFunction body(Graph graph) {
        Ops tf = Ops.create(graph);
        Round round = placeholders(tf);
        Operand<TInt32> zero = tf.constant(0);
        Operand<TInt32> batch = tf.gather(round.batches, round.made, zero);
        Emitter emitter = new Emitter(tf, precision, tf.size(batch));
        List<Operand<TNumber>> numbers = new ArrayList<>();
        tf.unstack(tf.gather(round.numbers, round.made, zero), (long)
                        (Updates.count() + scheduled().size()))
                .forEach(numbers::add);
        Handles handles = new Handles(tf, precision);
        Map<String, Operand<TNumber>> values = values(round, batch, numbers, handles, emitter);
        Map<String, Operand<TNumber>> outputs = Lowerings.lower(training.program(), values, emitter);

        List<Operand<TNumber>> gradients =
                training.gradients().values().stream().map(outputs::get).toList();
        Operand<TNumber> loss = outputs.get(training.metrics().get(0));
        List<Operand<TNumber>> checked = new ArrayList<>(List.of(loss));
        gradients.forEach(gradient -> checked.add(tf.nn.l2Loss(gradient)));
        Operand<TNumber> halfSquares =
                checked.size() == 1 ? emitter.number(0) : sum(tf, checked.subList(1, checked.size()));
        Operand<TBool> isFinite = tf.math.isFinite(tf.math.add(loss, halfSquares));
        Operand<TInt32> failed = updated(tf, isFinite, handles, gradients, checked, halfSquares, numbers);
        Operand<TInt32> increment = tf.dtypes.cast(isFinite, TInt32.class);
        List<Operand<TNumber>> metrics =
                training.metrics().stream().map(outputs::get).toList();
        Operand<TFloat64> sums = tf.math.add(round.sums, tf.dtypes.cast(tf.stack(metrics), TFloat64.class));
        Round next = new Round(
                tf.math.add(round.made, increment),
                failed,
                tf.select(isFinite, sums, round.sums),
                tf.identity(round.count),
                tf.identity(round.first),
                tf.identity(round.batches),
                tf.identity(round.numbers),
                kept(tf, round.streamed));
        return Functions.of("body", graph, round.all(), next.all());
    }

    private static Map<String, Operand<TNumber>> kept(Ops tf, Map<String, Operand<TNumber>> streamed) {
        Map<String, Operand<TNumber>> kept = new LinkedHashMap<>();
        streamed.forEach((input, tensor) -> kept.put(input, tf.identity(tensor)));
        return kept;
    }

    private static Operand<TNumber> sum(Ops tf, List<Operand<TNumber>> terms) {
        return terms.size() == 1 ? terms.get(0) : tf.math.addN(terms);
    }

    private Map<String, Operand<TNumber>> values(
            Round round, Operand<TInt32> batch, List<Operand<TNumber>> numbers, Handles handles, Emitter emitter) {
        Ops tf = emitter.tf;
        List<String> scheduled = scheduled();
        Operand<TInt64> step = tf.math.add(round.first, tf.dtypes.cast(round.made, TInt64.class));
        Map<String, Operand<TNumber>> values = new HashMap<>();
        for (Node node : training.program().nodes()) {
            if (!(node.op() instanceof Input input)) {
                continue;
            }
            String name = input.name();
            if (variables.given().containsKey(name)) {
                values.put(name, handles.read(variables.given().get(name)));
            } else if (scheduled.contains(name)) {
                values.put(name, numbers.get(Updates.count() + scheduled.indexOf(name)));
            } else if (training.noise().containsKey(name)) {
                values.put(name, noise(name, node.type(), step, emitter));
            } else if (isResident) {
                values.put(name, handles.rows(variables.data().get(name), batch));
            } else {
                values.put(name, tf.gather(round.streamed.get(name), round.made, tf.constant(0)));
            }
        }
        return values;
    }

    private Operand<TNumber> noise(String input, Type type, Operand<TInt64> step, Emitter emitter) {
        Ops tf = emitter.tf;
        Operand<TInt64> key = tf.stack(List.of(tf.constant(Noise.key(seed, input)), step));
        if (training.noise().get(input) == Noise.NORMAL) {
            return tf.random.statelessRandomNormal(emitter.shapeOf(type), key, precision.type());
        }
        return tf.math.add(
                tf.random.statelessRandomUniform(emitter.shapeOf(type), key, precision.type()),
                emitter.number(precision.halfSpacing()));
    }

    /** Makes the step where all is finite. */
    private Operand<TInt32> updated(
            Ops tf,
            Operand<TBool> isFinite,
            Handles handles,
            List<Operand<TNumber>> gradients,
            List<Operand<TNumber>> checked,
            Operand<TNumber> halfSquares,
            List<Operand<TNumber>> numbers) {
        List<Operand<TNumber>> arguments = new ArrayList<>(gradients);
        arguments.addAll(checked);
        arguments.add(halfSquares);
        arguments.addAll(numbers.subList(0, Updates.count()));
        try (Graph updateGraph = new Graph();
                Graph refuseGraph = new Graph();
                ConcreteFunction update = update(updateGraph, arguments.size());
                ConcreteFunction refuse = refuse(refuseGraph, arguments.size())) {
            // Parameters change only after all have been read.
            Ops after = tf.withControlDependencyOps(handles.reads());
            @SuppressWarnings("unchecked")
            Operand<TInt32> failed =
                    (Operand<TInt32>) Functions.choose(after, isFinite, arguments, update, refuse, DataType.DT_INT32);
            return failed;
        }
    }

    private ConcreteFunction update(Graph graph, int arguments) {
        Ops tf = Ops.create(graph);
        Emitter emitter = new Emitter(tf, precision, tf.constant(0));
        Handles handles = new Handles(tf, precision);
        List<Operand<TNumber>> inputs = placeholders(tf, arguments);
        int first = arguments - Updates.count();
        Updates updates = new Updates(optimizer, emitter, inputs.subList(first, arguments));
        Operand<TNumber> scale = scale(inputs.get(first - 1), emitter);
        List<Operation> done = new ArrayList<>();
        int next = 0;
        for (String parameter : training.gradients().keySet()) {
            Operand<TNumber> gradient = inputs.get(next++);
            boolean isClipped = optimizer.largestNorm() < Double.POSITIVE_INFINITY;
            List<Operand<? extends TType>> slots = new ArrayList<>();
            variables.slots().get(parameter).forEach(slot -> slots.add(handles.of(slot)));
            done.add(updates.update(
                    handles.of(variables.given().get(parameter)),
                    slots,
                    isClipped ? tf.math.mul(gradient, scale) : gradient));
        }
        Operand<TInt32> result = tf.withControlDependencyOps(done).identity(tf.constant(NO_FAILURE));
        return Functions.of("update", graph, inputs, List.of(result));
    }

    private Operand<TNumber> scale(Operand<TNumber> halfSquares, Emitter emitter) {
        var math = emitter.tf.math;
        Operand<TNumber> norm = math.sqrt(math.mul(halfSquares, emitter.number(2)));
        Operand<TNumber> largest = emitter.number(optimizer.largestNorm());
        return emitter.tf.select(
                math.greater(norm, largest),
                math.div(largest, math.add(norm, emitter.number(1e-6))),
                emitter.number(1));
    }

    private ConcreteFunction refuse(Graph graph, int arguments) {
        Ops tf = Ops.create(graph);
        List<Operand<TNumber>> inputs = placeholders(tf, arguments);
        int parameters = training.gradients().size();
        Operand<TNumber> checked = tf.stack(inputs.subList(parameters, 2 * parameters + 1));
        Operand<TInt32> isWrong = tf.dtypes.cast(tf.math.logicalNot(tf.math.isFinite(checked)), TInt32.class);
        Operand<TInt32> first = tf.math.argMax(isWrong, tf.constant(0), TInt32.class);
        return Functions.of("refuse", graph, inputs, List.of(first));
    }

    private List<Operand<TNumber>> placeholders(Ops tf, int count) {
        List<Operand<TNumber>> placeholders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            placeholders.add(tf.placeholder(precision.type()));
        }
        return placeholders;
    }
}
