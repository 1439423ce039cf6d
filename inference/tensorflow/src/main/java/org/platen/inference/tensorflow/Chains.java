package org.platen.inference.tensorflow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.platen.inference.op.ChainBackwardOp;
import org.platen.inference.op.ChainCountsOp;
import org.platen.inference.op.ChainForwardOp;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;
import org.tensorflow.Operand;
import org.tensorflow.op.core.Max;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Finite Markov chains: instant by instant, all chains of all rows at once, in log space. */
final class Chains {

    private static final int LONGEST = 4096;

    private final boolean max;
    private final Type type;
    private final Operand<TNumber> transition;
    private final Type transitionType;
    private final Operand<TNumber> length;
    private final Type lengthType;
    private final Emitter emitter;

    /**
     * @param alpha the messages, […, T, S]
     * @param own the node's inputs: the transition is the second, the length comes {@code apart} places later
     */
    private Chains(boolean max, Node alpha, Node node, List<Operand<TNumber>> own, int apart, Emitter emitter) {
        this.max = max;
        this.type = alpha.type();
        this.transition = own.get(1);
        this.transitionType = node.inputs().get(1).type();
        this.length = own.get(1 + apart);
        this.lengthType = node.inputs().get(1 + apart).type();
        this.emitter = emitter;
        if (times() > LONGEST) {
            throw new UnsupportedOperationException(
                    "chains of " + times() + " instants are too long for TensorFlow here," + " which takes up to "
                            + LONGEST + ": use the JVM backend for this model");
        }
    }

    static Operand<TNumber> forward(ChainForwardOp op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        Chains chains = new Chains(op.max(), node, node, inputs, 2, emitter);
        return chains.messages(
                inputs.get(0), inputs.get(2), node.inputs().get(2).type());
    }

    static Operand<TNumber> backward(ChainBackwardOp op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        return new Chains(op.max(), node, node, inputs, 1, emitter).adjoints(inputs.get(0), inputs.get(3));
    }

    static Operand<TNumber> counts(ChainCountsOp op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        return new Chains(op.max(), node.inputs().get(0), node, inputs, 1, emitter).moves(inputs.get(0), inputs.get(3));
    }

    private int times() {
        return type.dim(-2);
    }

    private Operand<TNumber> messages(Operand<TNumber> initial, Operand<TNumber> emission, Type emissionType) {
        var math = emitter.tf.math;
        List<Integer> dims = new ArrayList<>(type.dims());
        dims.remove(dims.size() - 2);
        Operand<TNumber> alpha = emitter.tf.broadcastTo(
                math.add(initial, instant(emission, emissionType, 0, 1)), emitter.shapeOf(type.withDims(dims)));
        List<Operand<TNumber>> all = new ArrayList<>(List.of(alpha));
        for (int t = 1; t < times(); t++) {
            Operand<TNumber> terms = math.add(expanded(alpha, -1), weights(t));
            Operand<TNumber> arrived = squeezed(total(terms));
            alpha = emitter.tf.select(isWithin(t), math.add(arrived, instant(emission, emissionType, t, 1)), alpha);
            all.add(alpha);
        }
        return emitter.tf.stack(all, Stack.axis(-2L));
    }

    private Operand<TNumber> adjoints(Operand<TNumber> alpha, Operand<TNumber> adjoint) {
        var math = emitter.tf.math;
        Operand<TNumber> carried = instant(adjoint, type, times() - 1, 1);
        List<Operand<TNumber>> all = new ArrayList<>();
        for (int t = times() - 1; t >= 0; t--) {
            all.add(emitter.tf.select(isWithin(t), carried, emitter.number(0)));
            if (t > 0) {
                Operand<TNumber> shares =
                        shares(instant(alpha, type, t - 1, 1), weights(t), instant(alpha, type, t, 1), carried);
                Operand<TNumber> before = emitter.tf.sum(shares, emitter.ints(-1), Sum.keepDims(false));
                carried = math.add(emitter.tf.select(isWithin(t), before, carried), instant(adjoint, type, t - 1, 1));
            }
        }
        Collections.reverse(all);
        return emitter.tf.stack(all, Stack.axis(-2L));
    }

    private Operand<TNumber> moves(Operand<TNumber> alpha, Operand<TNumber> gamma) {
        List<Integer> dims = new ArrayList<>(transitionType.dims());
        int time = dims.size() - 3;
        if (times() == 1) {
            return emitter.tf.broadcastTo(emitter.number(0), emitter.shapeOf(transitionType));
        }
        boolean isOneForAll = dims.get(time) == 1;
        Operand<TNumber> weights = isOneForAll ? transition : slice(transition, transitionType, time, 1, times() - 1);
        Operand<TNumber> shares = shares(
                slice(alpha, type, type.rank() - 2, 0, times() - 1),
                weights,
                slice(alpha, type, type.rank() - 2, 1, times() - 1),
                slice(gamma, type, type.rank() - 2, 1, times() - 1));
        // γ is 0 after the end of a chain, and so are its shares.
        List<Integer> summed = new ArrayList<>();
        for (int i = 0; i < time; i++) {
            if (dims.get(i) == 1 && type.dim(i) > 1) {
                summed.add(Emitter.axis(type, i));
            }
        }
        if (isOneForAll) {
            summed.add(Emitter.axis(type, time));
        }
        Operand<TNumber> counts = emitter.sum(shares, summed, true);
        if (type.rows() && !transitionType.rows()) {
            counts = emitter.sum(counts, List.of(0), false);
        }
        if (isOneForAll) {
            return counts;
        }
        int[][] padding = new int[Emitter.sizes(transitionType).size()][2];
        padding[Emitter.axis(transitionType, time)][0] = 1;
        return emitter.tf.pad(counts, emitter.tf.constant(padding), emitter.number(0));
    }

    /** γ(s′) P(s before | s′), […, s, s′]; nothing comes from impossible states. */
    private Operand<TNumber> shares(
            Operand<TNumber> before, Operand<TNumber> weights, Operand<TNumber> after, Operand<TNumber> gamma) {
        var math = emitter.tf.math;
        Operand<TNumber> terms = math.add(expanded(before, -1), weights);
        Operand<TNumber> isPossible = emitter.cast(math.greater(after, emitter.number(Double.NEGATIVE_INFINITY)));
        Operand<TNumber> given = expanded(math.mulNoNan(gamma, isPossible), -2);
        return math.mul(given, max ? firstLargest(terms) : math.exp(math.sub(terms, finite(total(terms)))));
    }

    /** 1 for the first state before that attains the maximum. */
    private Operand<TNumber> firstLargest(Operand<TNumber> terms) {
        Operand<TInt32> first = emitter.tf.math.argMax(terms, emitter.tf.constant(-2), TInt32.class);
        Operand<TInt32> states =
                emitter.tf.range(emitter.tf.constant(0), emitter.tf.constant(type.dim(-1)), emitter.tf.constant(1));
        return emitter.cast(emitter.tf.math.equal(
                emitter.tf.expandDims(states, emitter.tf.constant(-1)),
                emitter.tf.expandDims(first, emitter.tf.constant(-2))));
    }

    /** The log-sum-exp over the states before, or the maximum; its dimension stays. */
    private Operand<TNumber> total(Operand<TNumber> terms) {
        var math = emitter.tf.math;
        Operand<TNumber> largest = emitter.tf.max(terms, emitter.ints(-2), Max.keepDims(true));
        if (max) {
            return largest;
        }
        Operand<TNumber> reference = finite(largest);
        Operand<TNumber> sum =
                emitter.tf.sum(math.exp(math.sub(terms, reference)), emitter.ints(-2), Sum.keepDims(true));
        return math.add(math.log(sum), reference);
    }

    private Operand<TNumber> finite(Operand<TNumber> x) {
        return emitter.tf.math.maximum(x, emitter.number(-Double.MAX_VALUE));
    }

    private Operand<TBool> isWithin(int t) {
        return emitter.tf.math.less(emitter.number(t), expanded(length, -1));
    }

    /** The log weights of moving to an instant, […, S, S]. */
    private Operand<TNumber> weights(int t) {
        int at = transitionType.dim(-3) == 1 ? 0 : t;
        return instant(transition, transitionType, at, 2);
    }

    /** A value at an instant, whose dimension is followed by {@code after} others. */
    private Operand<TNumber> instant(Operand<TNumber> x, Type own, int t, int after) {
        int dim = own.rank() - 1 - after;
        List<Integer> sizes = new ArrayList<>(Emitter.sizes(own));
        sizes.remove(Emitter.axis(own, dim));
        return emitter.tf.reshape(slice(x, own, dim, t, 1), emitter.ints(sizes));
    }

    private Operand<TNumber> slice(Operand<TNumber> x, Type own, int dim, int from, int count) {
        int rank = Emitter.sizes(own).size();
        List<Integer> begin = new ArrayList<>(Collections.nCopies(rank, 0));
        List<Integer> size = new ArrayList<>(Collections.nCopies(rank, -1));
        begin.set(Emitter.axis(own, dim), from);
        size.set(Emitter.axis(own, dim), count);
        return emitter.tf.slice(x, emitter.ints(begin), emitter.ints(size));
    }

    private Operand<TNumber> expanded(Operand<TNumber> x, int axis) {
        return emitter.tf.expandDims(x, emitter.tf.constant(axis));
    }

    private Operand<TNumber> squeezed(Operand<TNumber> x) {
        return emitter.tf.squeeze(x, Squeeze.axis(List.of(-2L)));
    }
}
