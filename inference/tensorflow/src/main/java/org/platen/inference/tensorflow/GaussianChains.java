package org.platen.inference.tensorflow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.platen.inference.op.GaussianChainOp;
import org.platen.inference.op.GaussianEvidenceOp;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;
import org.tensorflow.Operand;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.core.Sum;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * Gaussian chains: states are eliminated instant by instant, all chains of all rows at once, in float64. The names are those of {@link GaussianChainOp}, which has the
 * formulas' source.
 */
final class GaussianChains {

    private static final int LONGEST = 1024;
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    /** A pivot this much smaller than what it was computed from is rounding, as on the JVM. */
    private static final double ROUNDING = 64 * Math.ulp(1.0);

    private final boolean smooth;
    private final int states;
    private final int steps;
    private final int rank;
    private final Emitter emitter;
    private final Operand<TNumber> precision;
    private final Operand<TNumber> shift;
    private final Operand<TNumber> pairPrecision;
    private final Operand<TNumber> pairShift;
    private final Operand<TNumber> length;
    private final List<State> given = new ArrayList<>();

    /**
     * A state given the next one.
     *
     * @param factor of its precision
     * @param gain what takes the next state to its conditional mean
     * @param mean where the next state is 0
     * @param log of the integral over it
     */
    private record State(Operand<TNumber> factor, Operand<TNumber> gain, Operand<TNumber> mean, Operand<TNumber> log) {}

    private GaussianChains(boolean smooth, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        Type precisions = node.inputs().get(0).type();
        this.smooth = smooth;
        this.states = precisions.dim(-1);
        this.steps = precisions.dim(-3);
        this.emitter = emitter.in(Precision.FLOAT64);
        if (steps > LONGEST) {
            throw new UnsupportedOperationException("chains of " + steps + " Normal states are too long for TensorFlow"
                    + " here, which takes up to " + LONGEST + ": use the JVM backend for this model");
        }
        List<Integer> batch = node.type().dims().subList(0, node.type().rank() - 2);
        this.rank = batch.size() + 2 + (node.type().rows() ? 1 : 0);
        int k = states;
        this.precision = whole(0, node, inputs, batch, steps, k, k);
        this.shift = whole(1, node, inputs, batch, steps, k);
        this.pairPrecision = whole(2, node, inputs, batch, steps, 2 * k, 2 * k);
        this.pairShift = whole(3, node, inputs, batch, steps, 2 * k);
        this.length = whole(4, node, inputs, batch, 1, 1);
    }

    /** An input with all rows, chains and instants. */
    private Operand<TNumber> whole(
            int input, Node node, List<Operand<TNumber>> inputs, List<Integer> batch, int... own) {
        Type type = node.inputs().get(input).type();
        Operand<TNumber> x = emitter.cast(inputs.get(input));
        if (input == 4) {
            List<Integer> extended = new ArrayList<>(type.dims());
            extended.addAll(List.of(1, 1));
            x = emitter.reshape(x, Emitter.sizes(type), Emitter.sizes(type.withDims(extended)));
            type = type.withDims(extended);
        }
        List<Integer> dims = new ArrayList<>(batch);
        for (int size : own) {
            dims.add(size);
        }
        return emitter.broadcast(x, type, new Type(node.type().rows(), dims));
    }

    static Operand<TNumber> lower(GaussianChainOp op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        return emitter.cast(new GaussianChains(op.smooth(), node, inputs, emitter).run());
    }

    static Operand<TNumber> evidence(GaussianEvidenceOp op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        Type chain = node.inputs().get(5).type();
        int last = Emitter.sizes(chain).size() - 1;
        Operand<TNumber> parts = Triangular.slice(inputs.get(5), last + 1, last, 0, 1, emitter);
        return emitter.sum(parts, List.of(last - 1, last), false);
    }

    private Operand<TNumber> run() {
        var math = emitter.tf.math;
        List<Operand<TNumber>> results = new ArrayList<>();
        Operand<TNumber> information = matrix(precision, 0, 0, 0);
        Operand<TNumber> scale = diagonal(information);
        Operand<TNumber> shifts = vector(shift, 0, 0);
        Operand<TNumber> pending = emitter.tf.zerosLike(Triangular.slice(shifts, rank, rank - 2, 0, 1, emitter));
        for (int t = 0; t < steps; t++) {
            if (!smooth) {
                Operand<TNumber> own = withoutRounding(within(t, information, identity()), scale);
                Operand<TNumber> integral = integral(own, shifts);
                Operand<TBool> isDetermined = math.logicalOr(math.logicalNot(math.isNan(integral)), isLast(t));
                Operand<TNumber> part =
                        emitter.tf.select(isDetermined, math.add(integral, pending), math.sub(pending, pending));
                pending = emitter.tf.select(isDetermined, math.neg(integral), pending);
                results.add(within(t, joined(part, solve(own, shifts), inverse(own), zeros()), emitter.number(0)));
            }
            State state = eliminate(t, information, shifts);
            given.add(state);
            if (!smooth) {
                pending = math.add(pending, state.log);
            }
            if (t + 1 < steps) {
                Operand<TNumber> halfGain = solved(state.factor, coupling(t + 1), false);
                Operand<TNumber> own =
                        math.add(matrix(precision, t + 1, 0, 0), matrix(pairPrecision, t + 1, states, states));
                information = math.sub(own, product(halfGain, halfGain, true));
                scale = diagonal(own);
                Operand<TNumber> before = math.add(shifts, vector(pairShift, t + 1, 0));
                shifts = math.add(
                        math.add(vector(shift, t + 1, 0), vector(pairShift, t + 1, states)),
                        product(state.gain, before, true));
            }
        }
        if (smooth) {
            results.addAll(smoothed());
        }
        return emitter.tf.concat(results, emitter.tf.constant(rank - 2));
    }

    /** The state at {@code t} given the next one, if there is one. */
    private State eliminate(int t, Operand<TNumber> information, Operand<TNumber> shifts) {
        var math = emitter.tf.math;
        if (t + 1 == steps) {
            Operand<TNumber> factor = factor(within(t, information, identity()));
            return new State(factor, zeros(), solve(factor, shifts), integral(factor, shifts));
        }
        Operand<TNumber> withNext = math.add(information, matrix(pairPrecision, t + 1, 0, 0));
        Operand<TNumber> factor = factor(within(t + 1, withNext, within(t, information, identity())));
        Operand<TNumber> own = within(t + 1, math.add(shifts, vector(pairShift, t + 1, 0)), shifts);
        Operand<TNumber> gain = solved(factor, solved(factor, coupling(t + 1), false), true);
        return new State(factor, gain, solve(factor, own), integral(factor, own));
    }

    private List<Operand<TNumber>> smoothed() {
        var math = emitter.tf.math;
        List<Operand<TNumber>> results = new ArrayList<>();
        Operand<TNumber> mean = zeroVector();
        Operand<TNumber> covariance = zeros();
        List<Operand<TNumber>> crosses = new ArrayList<>(Collections.nCopies(steps, zeros()));
        for (int t = steps - 1; t >= 0; t--) {
            State state = given.get(t);
            Operand<TNumber> own = inverse(state.factor);
            Operand<TNumber> cross = product(state.gain, covariance, false);
            if (t + 1 < steps) {
                crosses.set(t + 1, cross);
            }
            mean = within(t + 1, math.add(state.mean, product(state.gain, mean, false)), state.mean);
            covariance = within(t + 1, math.add(own, productWithTransposed(cross, state.gain)), own);
            results.add(joined(state.log, mean, covariance, zeros()));
        }
        Collections.reverse(results);
        List<Operand<TNumber>> complete = new ArrayList<>();
        int width = 1 + states + states * states;
        for (int t = 0; t < steps; t++) {
            Operand<TNumber> without = Triangular.slice(results.get(t), rank, rank - 1, 0, width, emitter);
            Operand<TNumber> whole = emitter.concatenate(List.of(without, flat(crosses.get(t))), rank - 1);
            complete.add(within(t, whole, emitter.number(0)));
        }
        return complete;
    }

    /** −Pᵀ, [this state, the next one]. */
    private Operand<TNumber> coupling(int t) {
        return emitter.tf.math.neg(transposed(matrix(pairPrecision, t, states, 0)));
    }

    private Operand<TNumber> joined(
            Operand<TNumber> log, Operand<TNumber> mean, Operand<TNumber> covariance, Operand<TNumber> cross) {
        return emitter.concatenate(List.of(log, transposed(mean), flat(covariance), flat(cross)), rank - 1);
    }

    /** The log of the integral of exp(−½ xᵀ A x + bᵀ x). */
    private Operand<TNumber> integral(Operand<TNumber> factor, Operand<TNumber> b) {
        var math = emitter.tf.math;
        Operand<TNumber> squares = sumOver(math.square(solved(factor, b, false)));
        Operand<TNumber> logs = sumOver(math.log(diagonal(factor)));
        return math.add(
                emitter.number(states * HALF_LOG_TWO_PI), math.sub(math.mul(emitter.number(0.5), squares), logs));
    }

    private Operand<TNumber> sumOver(Operand<TNumber> column) {
        return emitter.tf.sum(column, emitter.ints(rank - 2), Sum.keepDims(true));
    }

    private Operand<TNumber> factor(Operand<TNumber> x) {
        return Triangular.factorOf(x, rank, states, emitter);
    }

    /** The factor, NaN where a pivot is rounding. */
    private Operand<TNumber> withoutRounding(Operand<TNumber> x, Operand<TNumber> scale) {
        var math = emitter.tf.math;
        Operand<TNumber> factor = factor(x);
        Operand<TNumber> limit = math.mul(emitter.number(ROUNDING), scale);
        Operand<TBool> isRounding = math.lessEqual(math.square(diagonal(factor)), limit);
        // One such pivot leaves the state undetermined.
        Operand<TNumber> any = sumOver(emitter.cast(isRounding));
        return emitter.tf.select(emitter.isTrue(any), emitter.number(Double.NaN), factor);
    }

    private Operand<TNumber> solved(Operand<TNumber> factor, Operand<TNumber> b, boolean transpose) {
        return Triangular.solved(transpose, factor, b, rank, states, emitter);
    }

    private Operand<TNumber> solve(Operand<TNumber> factor, Operand<TNumber> b) {
        return solved(factor, solved(factor, b, false), true);
    }

    private Operand<TNumber> inverse(Operand<TNumber> factor) {
        Operand<TNumber> half = solved(factor, emitter.tf.math.add(emitter.tf.zerosLike(factor), identity()), false);
        return product(half, half, true);
    }

    private Operand<TNumber> product(Operand<TNumber> x, Operand<TNumber> y, boolean transpose) {
        return emitter.tf.train.batchMatMul(x, y, emitter.precision.type(), BatchMatMul.adjX(transpose));
    }

    private Operand<TNumber> productWithTransposed(Operand<TNumber> x, Operand<TNumber> y) {
        return emitter.tf.train.batchMatMul(x, y, emitter.precision.type(), BatchMatMul.adjY(true));
    }

    /** {@code x} for chains that have an instant, else {@code other}. */
    private Operand<TNumber> within(int t, Operand<TNumber> x, Operand<TNumber> other) {
        return emitter.tf.select(emitter.tf.math.less(emitter.number(t), length), x, other);
    }

    private Operand<TBool> isLast(int t) {
        return emitter.tf.math.equal(emitter.number(t + 1.0), length);
    }

    /** The block of k × k of a matrix at an instant that begins at a row and a column. */
    private Operand<TNumber> matrix(Operand<TNumber> x, int t, int row, int column) {
        Operand<TNumber> own = squeezed(Triangular.slice(x, rank + 1, rank - 2, t, 1, emitter));
        return Triangular.slice(
                Triangular.slice(own, rank, rank - 2, row, states, emitter), rank, rank - 1, column, states, emitter);
    }

    private Operand<TNumber> squeezed(Operand<TNumber> x) {
        return emitter.tf.squeeze(x, Squeeze.axis(List.of((long) rank - 2)));
    }

    /** The k numbers of a vector at an instant from one on, as a column. */
    private Operand<TNumber> vector(Operand<TNumber> x, int t, int from) {
        Operand<TNumber> own = Triangular.slice(x, rank, rank - 2, t, 1, emitter);
        return transposed(Triangular.slice(own, rank, rank - 1, from, states, emitter));
    }

    /** The diagonal as a column. */
    private Operand<TNumber> diagonal(Operand<TNumber> x) {
        Operand<TNumber> only = emitter.tf.math.mulNoNan(x, identity());
        return emitter.tf.sum(only, emitter.ints(rank - 1), Sum.keepDims(true));
    }

    private Operand<TNumber> transposed(Operand<TNumber> x) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            order.add(i);
        }
        Collections.swap(order, rank - 2, rank - 1);
        return emitter.tf.linalg.transpose(x, emitter.ints(order));
    }

    /** A matrix row by row, as one row. */
    private Operand<TNumber> flat(Operand<TNumber> x) {
        List<Operand<TNumber>> rows = new ArrayList<>();
        for (int i = 0; i < states; i++) {
            rows.add(Triangular.slice(x, rank, rank - 2, i, 1, emitter));
        }
        return emitter.concatenate(rows, rank - 1);
    }

    private Operand<TNumber> identity() {
        double[] ones = new double[states * states];
        for (int i = 0; i < states; i++) {
            ones[i * states + i] = 1;
        }
        return emitter.literal(ones, List.of(states, states));
    }

    private Operand<TNumber> zeros() {
        return emitter.tf.zerosLike(matrix(precision, 0, 0, 0));
    }

    private Operand<TNumber> zeroVector() {
        return emitter.tf.zerosLike(vector(shift, 0, 0));
    }
}
