package org.platen.inference.tensorflow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.platen.inference.program.Input;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;
import org.platen.inference.tensorflow.Handles.Variable;
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
 * Many steps of training as one loop inside TensorFlow. Only two tensors go round: how many steps are left, or what failed, and sums of metrics. All else is variables:
 * what a step depends on lies there in the order of the steps left, the last step first.
 */
final class TrainingLoop {

    /** What each step depends on, [steps, …]: the numbers of {@link Updates}, then scheduled inputs. */
    static final Variable NUMBERS = new Variable("loop/numbers", Shape.of(-1, -1));

    /** The number of each step, [steps], int64. */
    static final Variable STEPS = new Variable("loop/steps", Shape.of(-1));

    /** Row numbers of the mini-batches, [steps, batch], int32. */
    static final Variable BATCHES = new Variable("loop/batches", Shape.of(-1, -1));

    private final TrainingStep training;
    private final Optimizer optimizer;
    private final Precision precision;
    private final TrainingVariables variables;
    private final boolean isResident;
    private final long seed;
    private final Map<String, Type> inputs;

    /** @param isResident whether the data's variables hold all rows, else the mini-batches of all steps, one after the other */
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
     * @param left how many steps there are to make, int32; −1 − n when a step was refused because of loss or gradient n, the loss being 0
     * @param sums how many steps were made, and sums of the metrics over them, float64
     */
    record Round(Operand<TInt32> left, Operand<TFloat64> sums) {

        List<Operand<?>> all() {
            return List.of(left, sums);
        }
    }

    /** New placeholders for what goes round. */
    Round placeholders(Ops tf) {
        return new Round(
                placeholder(tf, TInt32.class, Shape.scalar()),
                placeholder(tf, TFloat64.class, Shape.of(1 + training.metrics().size())));
    }

    private static <T extends TType> Placeholder<T> placeholder(Ops tf, Class<T> type, Shape shape) {
        return tf.placeholder(type, Placeholder.shape(shape));
    }

    private List<String> scheduled() {
        return scheduled(training, inputs);
    }

    /** The scheduled inputs in the order of their numbers. */
    static List<String> scheduled(TrainingStep training, Map<String, Type> inputs) {
        return training.schedules().keySet().stream()
                .filter(inputs::containsKey)
                .sorted()
                .toList();
    }

    /** Adds the loop, which begins after some operations; what it leaves is that of {@link Round}. */
    List<Output<?>> add(Ops tf, Round round, List<Operation> after) {
        try (Graph conditionGraph = new Graph();
                Graph bodyGraph = new Graph();
                ConcreteFunction condition = condition(conditionGraph);
                ConcreteFunction body = body(bodyGraph)) {
            return Functions.loop(tf.withControlDependencyOps(after), round.all(), condition, body);
        }
    }

    private ConcreteFunction condition(Graph graph) {
        Ops tf = Ops.create(graph);
        Round round = placeholders(tf);
        Operand<TBool> goesOn = tf.math.greater(round.left, tf.constant(0));
        return Functions.of("condition", graph, round.all(), List.of(goesOn));
    }

    private ConcreteFunction body(Graph graph) {
        Ops tf = Ops.create(graph);
        Round round = placeholders(tf);
        Handles handles = new Handles(tf, precision);
        Operand<TInt32> left = tf.math.sub(round.left, tf.constant(1));
        Operand<TInt32> batch = handles.rows(BATCHES, left, TInt32.class);
        Emitter emitter = new Emitter(tf, precision, tf.size(batch));
        List<Operand<TNumber>> numbers = new ArrayList<>();
        tf.unstack(handles.rows(NUMBERS, left), (long)
                        (Updates.count() + scheduled().size()))
                .forEach(numbers::add);
        Map<String, Operand<TNumber>> values = values(left, batch, numbers, handles, emitter);
        Map<String, Operand<TNumber>> outputs = Lowerings.lower(training.program(), values, emitter);

        List<Operand<TNumber>> gradients =
                training.gradients().values().stream().map(outputs::get).toList();
        List<Operand<TNumber>> metrics =
                training.metrics().stream().map(outputs::get).toList();
        List<Operand<TNumber>> followers =
                training.followers().values().stream().map(outputs::get).toList();
        List<Operand<TNumber>> halfSquares = new ArrayList<>();
        gradients.forEach(gradient -> halfSquares.add(tf.nn.l2Loss(gradient)));
        Operand<TNumber> sum = halfSquares.isEmpty() ? emitter.number(0) : emitter.sum(halfSquares);
        Operand<TBool> isFinite = tf.math.isFinite(tf.math.add(metrics.get(0), sum));

        List<Operand<TNumber>> arguments = new ArrayList<>(gradients);
        arguments.addAll(halfSquares);
        arguments.addAll(metrics);
        arguments.addAll(followers);
        arguments.add(sum);
        arguments.addAll(numbers.subList(0, Updates.count()));
        // Parameters change only after all have been read.
        Ops after = tf.withControlDependencyOps(handles.reads());
        List<Output<?>> next = chosen(after, isFinite, left, round.sums, arguments);
        return Functions.of("body", graph, round.all(), next);
    }

    private Map<String, Operand<TNumber>> values(
            Operand<TInt32> left,
            Operand<TInt32> batch,
            List<Operand<TNumber>> numbers,
            Handles handles,
            Emitter emitter) {
        List<String> scheduled = scheduled();
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
                values.put(name, noise(name, node.type(), handles.rows(STEPS, left, TInt64.class), emitter));
            } else {
                values.put(name, handles.rows(variables.data().get(name), isResident ? batch : left));
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
    private List<Output<?>> chosen(
            Ops tf,
            Operand<TBool> isFinite,
            Operand<TInt32> left,
            Operand<TFloat64> sums,
            List<Operand<TNumber>> arguments) {
        List<Operand<?>> all = new ArrayList<>(List.of(left, sums));
        all.addAll(arguments);
        try (Graph updateGraph = new Graph();
                Graph refuseGraph = new Graph();
                ConcreteFunction update = update(updateGraph, arguments.size());
                ConcreteFunction refuse = refuse(refuseGraph, arguments.size())) {
            return Functions.choose(tf, isFinite, all, update, refuse, DataType.DT_INT32, DataType.DT_DOUBLE);
        }
    }

    private ConcreteFunction update(Graph graph, int arguments) {
        Ops tf = Ops.create(graph);
        Round round = placeholders(tf);
        Emitter emitter = new Emitter(tf, precision, tf.constant(0));
        Handles handles = new Handles(tf, precision);
        List<Operand<TNumber>> given = placeholders(tf, arguments);
        int first = arguments - Updates.count();
        Updates updates = new Updates(optimizer, emitter, given.subList(first, arguments));
        boolean isClipped = optimizer.largestNorm() < Double.POSITIVE_INFINITY;
        Operand<TNumber> scale = isClipped ? scale(given.get(first - 1), emitter) : emitter.number(1);
        List<Operation> done = new ArrayList<>();
        int next = 0;
        for (String parameter : training.gradients().keySet()) {
            Operand<TNumber> gradient = given.get(next++);
            List<Operand<? extends TType>> slots = new ArrayList<>();
            variables.slots().get(parameter).forEach(slot -> slots.add(handles.of(slot)));
            done.add(updates.update(
                    handles.of(variables.given().get(parameter)),
                    slots,
                    isClipped ? tf.math.mul(gradient, scale) : gradient));
        }
        int follower = 2 * next + training.metrics().size();
        for (String name : training.followers().keySet()) {
            done.add(handles.write(variables.given().get(name), given.get(follower++), precision.type()));
        }
        List<Operand<TNumber>> counted = new ArrayList<>(List.of(emitter.number(1)));
        counted.addAll(metrics(given));
        Operand<TFloat64> sums = tf.math.add(round.sums, tf.dtypes.cast(tf.stack(counted), TFloat64.class));
        Operand<TInt32> left = tf.withControlDependencyOps(done).identity(round.left);
        return Functions.of("update", graph, all(round, given), List.of(left, sums));
    }

    private ConcreteFunction refuse(Graph graph, int arguments) {
        Ops tf = Ops.create(graph);
        Round round = placeholders(tf);
        List<Operand<TNumber>> given = placeholders(tf, arguments);
        int parameters = training.gradients().size();
        List<Operand<TNumber>> checked = new ArrayList<>(List.of(metrics(given).get(0)));
        checked.addAll(given.subList(parameters, 2 * parameters));
        Operand<TInt32> isWrong = tf.dtypes.cast(tf.math.logicalNot(tf.math.isFinite(tf.stack(checked))), TInt32.class);
        Operand<TInt32> first = tf.math.argMax(isWrong, tf.constant(0), TInt32.class);
        Operand<TInt32> code = tf.math.sub(tf.constant(-1), first);
        return Functions.of("refuse", graph, all(round, given), List.of(code, tf.identity(round.sums)));
    }

    private List<Operand<TNumber>> metrics(List<Operand<TNumber>> arguments) {
        int from = 2 * training.gradients().size();
        return arguments.subList(from, from + training.metrics().size());
    }

    private static List<Operand<?>> all(Round round, List<Operand<TNumber>> arguments) {
        List<Operand<?>> all = new ArrayList<>(round.all());
        all.addAll(arguments);
        return all;
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

    private List<Operand<TNumber>> placeholders(Ops tf, int count) {
        List<Operand<TNumber>> placeholders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            placeholders.add(tf.placeholder(precision.type()));
        }
        return placeholders;
    }
}
