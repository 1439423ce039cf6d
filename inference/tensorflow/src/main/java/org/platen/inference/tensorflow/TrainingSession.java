package org.platen.inference.tensorflow;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.platen.inference.tensorflow.Handles.Variable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
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
    private final TrainingLoop.Round round;
    private final List<Output<?>> left;
    private final Map<Variable, Access> accesses = new HashMap<>();
    private final int metrics;

    /** What writes and reads a variable. */
    private record Access(Operand<TNumber> value, Op assign, Operand<TNumber> read) {}

    /** What a run left. */
    record Outcome(int made, int failed, double[] sums) {}

    TrainingSession(
            TrainingLoop loop, Precision precision, List<Variable> variables, ConfigProto configuration, int metrics) {
        this.precision = precision;
        this.metrics = metrics;
        Ops tf = Ops.create(graph);
        Handles handles = new Handles(tf, precision);
        for (Variable variable : variables) {
            Placeholder<TNumber> value = tf.placeholder(precision.type(), Placeholder.shape(variable.shape()));
            accesses.put(
                    variable,
                    new Access(value, tf.assignVariableOp(handles.of(variable), value), handles.read(variable)));
        }
        this.round = loop.placeholders(tf);
        this.left = loop.add(tf, round);
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
     * @param batches row numbers for each
     * @param numbers what each depends on
     * @param streamed mini-batches of all steps by input; they are closed
     */
    Outcome run(long first, int[][] batches, double[][] numbers, Map<String, TType> streamed) {
        Map<Operand<?>, TType> fed = new LinkedHashMap<>();
        round.streamed().forEach((input, placeholder) -> fed.put(placeholder, streamed.get(input)));
        fed.put(round.made(), TInt32.scalarOf(0));
        fed.put(round.failed(), TInt32.scalarOf(TrainingLoop.NO_FAILURE));
        fed.put(round.sums(), Precision.FLOAT64.tensor(Shape.of(metrics), new double[metrics]));
        fed.put(round.count(), TInt32.scalarOf(batches.length));
        fed.put(round.first(), TInt64.scalarOf(first));
        fed.put(round.batches(), rowNumbers(batches));
        fed.put(round.numbers(), matrix(numbers));
        try {
            Session.Runner runner = session.runner();
            fed.forEach(runner::feed);
            try (Result result = runner.fetch(left.get(0))
                    .fetch(left.get(1))
                    .fetch(left.get(2))
                    .run()) {
                double[] sums = new double[metrics];
                ((TFloat64) result.get(2)).asRawTensor().data().asDoubles().read(sums);
                return new Outcome(((TInt32) result.get(0)).getInt(), ((TInt32) result.get(1)).getInt(), sums);
            }
        } finally {
            fed.values().forEach(TType::close);
        }
    }

    private static TInt32 rowNumbers(int[][] batches) {
        TInt32 tensor = TInt32.tensorOf(Shape.of(batches.length, batches[0].length));
        var numbers = tensor.asRawTensor().data().asInts();
        for (int i = 0; i < batches.length; i++) {
            numbers.offset((long) i * batches[0].length).write(batches[i]);
        }
        return tensor;
    }

    private TType matrix(double[][] rows) {
        TType tensor = precision.empty(Shape.of(rows.length, rows[0].length));
        for (int i = 0; i < rows.length; i++) {
            precision.write(rows[i], rows[i].length, tensor, (long) i * rows[i].length);
        }
        return tensor;
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
