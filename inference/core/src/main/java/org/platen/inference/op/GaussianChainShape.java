package org.platen.inference.op;

import java.util.ArrayList;
import java.util.List;
import org.platen.inference.program.Type;

/**
 * The sizes of a {@link GaussianChainOp}, and where its result holds what.
 *
 * @param rows whether the result has rows
 * @param batch leading dimensions
 * @param steps T, the longest length
 * @param states k, the numbers of a state
 */
record GaussianChainShape(boolean rows, List<Integer> batch, int steps, int states) {

    /** Dimensions after the leading ones, of each input. */
    static final List<Integer> OWN_RANKS = List.of(3, 2, 3, 2, 0);

    /** Where the mean starts in the result of a step. */
    static final int MEAN = 1;

    static GaussianChainShape of(List<Type> inputs) {
        Type precision = inputs.get(0);
        Type shift = inputs.get(1);
        Type pairPrecision = inputs.get(2);
        Type pairShift = inputs.get(3);
        for (int i = 0; i < inputs.size(); i++) {
            require(inputs.get(i).rank() >= OWN_RANKS.get(i), inputs);
        }
        int steps = precision.dim(-3);
        int states = precision.dim(-1);
        require(precision.dim(-2) == states && shift.dim(-1) == states && shift.dim(-2) == steps, inputs);
        require(pairPrecision.dim(-1) == 2 * states && pairPrecision.dim(-2) == 2 * states, inputs);
        require(pairShift.dim(-1) == 2 * states, inputs);
        require(List.of(1, steps).contains(pairPrecision.dim(-3)), inputs);
        require(List.of(1, steps).contains(pairShift.dim(-2)), inputs);
        Type batch = Type.SCALAR;
        for (int i = 0; i < OWN_RANKS.size(); i++) {
            batch = Type.broadcast(batch, inputs.get(i).withDims(batchOf(inputs.get(i), i)));
        }
        return new GaussianChainShape(batch.rows(), batch.dims(), steps, states);
    }

    private static void require(boolean fits, List<Type> inputs) {
        if (!fits) {
            throw new IllegalArgumentException(
                    "a Gaussian chain needs precisions […, T, k, k], shifts […, T, k], those of"
                            + " pairs […, T or 1, 2k, 2k] and […, T or 1, 2k], and lengths […]; found " + inputs);
        }
    }

    /** The leading dimensions of an input. */
    static List<Integer> batchOf(Type input, int number) {
        return input.dims().subList(0, input.rank() - OWN_RANKS.get(number));
    }

    Type output() {
        List<Integer> dims = new ArrayList<>(batch);
        dims.add(steps);
        dims.add(width());
        return new Type(rows, dims);
    }

    /** Number of chains in a row. */
    int chains() {
        return new Type(false, batch).size();
    }

    /** Where the covariance starts in the result of a step. */
    int covariance() {
        return MEAN + states;
    }

    /** Where the covariance with the state before starts in the result of a step. */
    int cross() {
        return MEAN + states + states * states;
    }

    /** Numbers in the result of a step. */
    int width() {
        return MEAN + states + 2 * states * states;
    }

    /** Where the result of a step starts. */
    int at(int chain, int t) {
        return (chain * steps + t) * width();
    }
}
