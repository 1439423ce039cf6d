package org.platen.inference.tensorflow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.platen.inference.tensorflow.Handles.Variable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** The variables and the loop of a run of training in native memory. */
final class TrainingSession implements AutoCloseable {

    private final Precision precision;
    private final Graph graph = new Graph();
    private final Session session;
    private final Map<Variable, Access> accesses = new HashMap<>();
    private final Operand<TInt32> batches;
    private final Operand<TInt64> steps;
    private final Operand<TNumber> numbers;
    private final TrainingLoop.Round round;
    private final List<Output<?>> left;
    private final int metrics;

    /** What writes and reads a variable. */
    private record Access(Operand<TNumber> value, Op assign, Operand<TNumber> read) {}

    /**
     * What a run left.
     *
     * @param made how many steps were made
     * @param failed which number was not finite, 0 for the loss; −1 where all were
     * @param sums how many steps were made, then sums of the metrics over them
     */
    record Outcome(int made, int failed, double[] sums) {}

    TrainingSession(
            TrainingLoop loop, Precision precision, List<Variable> variables, ConfigProto configuration, int metrics) {
        this.precision = precision;
        this.metrics = metrics;
        Ops tf = Ops.create(graph);
        Handles handles = new Handles(tf, precision);
        for (Variable variable : variables) {
            Placeholder<TNumber> value = tf.placeholder(precision.type(), Placeholder.shape(variable.shape()));
            Op assign = tf.assignVariableOp(handles.of(variable), value);
            accesses.put(variable, new Access(value, assign, handles.read(variable)));
        }
        this.batches = tf.placeholder(TInt32.class, Placeholder.shape(TrainingLoop.BATCHES.shape()));
        this.steps = tf.placeholder(TInt64.class, Placeholder.shape(TrainingLoop.STEPS.shape()));
        this.numbers = tf.placeholder(precision.type(), Placeholder.shape(TrainingLoop.NUMBERS.shape()));
        this.round = loop.placeholders(tf);
        List<Operation> before = new ArrayList<>();
        before.add(handles.write(TrainingLoop.BATCHES, batches, TInt32.class));
        before.add(handles.write(TrainingLoop.STEPS, steps, TInt64.class));
        before.add(handles.write(TrainingLoop.NUMBERS, numbers, precision.type()));
        this.left = loop.add(tf, round, before);
        this.session = new Session(graph, configuration);
    }

    /** Writes a variable of a known size. */
    void assign(Variable variable, double[] values) {
        try (TType tensor = precision.tensor(variable.shape(), values)) {
            assign(variable, tensor);
        }
    }

    /** Writes a variable. */
    void assign(Variable variable, TType tensor) {
        Access access = accesses.get(variable);
        session.runner()
                .feed(access.value, tensor)
                .addTarget(access.assign)
                .run()
                .close();
    }

    /** Reads a variable of a known size. */
    double[] read(Variable variable) {
        double[] values = new double[Math.toIntExact(variable.shape().size())];
        try (Result result = session.runner().fetch(accesses.get(variable).read).run()) {
            precision.read((TType) result.get(0), values);
        }
        return values;
    }

    /**
     * Makes steps.
     *
     * @param first number of the first
     * @param rows row numbers for each
     * @param own what each depends on
     */
    Outcome run(long first, int[][] rows, double[][] own) {
        int count = rows.length;
        Map<Operand<?>, TType> fed = new LinkedHashMap<>();
        try {
            fed.put(batches, batches(rows));
            fed.put(
                    steps,
                    TInt64.tensorOf(
                            Shape.of(count),
                            tensor -> tensor.scalars()
                                    .forEachIndexed((at, number) -> number.setLong(first + count - 1 - at[0]))));
            fed.put(numbers, numbers(own));
            fed.put(round.left(), TInt32.scalarOf(count));
            fed.put(round.sums(), Precision.FLOAT64.tensor(Shape.of(1 + metrics), new double[1 + metrics]));
            Session.Runner runner = session.runner();
            fed.forEach(runner::feed);
            try (Result result = runner.fetch(left.get(0)).fetch(left.get(1)).run()) {
                double[] sums = new double[1 + metrics];
                Precision.FLOAT64.read((TFloat64) result.get(1), sums);
                int code = ((TInt32) result.get(0)).getInt();
                return new Outcome((int) sums[0], code < 0 ? -1 - code : -1, sums);
            }
        } finally {
            fed.values().forEach(TType::close);
        }
    }

    private static TInt32 batches(int[][] rows) {
        int size = rows[0].length;
        TInt32 tensor = TInt32.tensorOf(Shape.of(rows.length, size));
        var data = tensor.asRawTensor().data().asInts();
        for (int i = 0; i < rows.length; i++) {
            data.offset((long) (rows.length - 1 - i) * size).write(rows[i]);
        }
        return tensor;
    }

    private TType numbers(double[][] own) {
        int size = own[0].length;
        TType tensor = precision.empty(Shape.of(own.length, size));
        for (int i = 0; i < own.length; i++) {
            precision.write(own[i], size, tensor, (long) (own.length - 1 - i) * size);
        }
        return tensor;
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
