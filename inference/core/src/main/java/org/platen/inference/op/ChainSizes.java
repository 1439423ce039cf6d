package org.platen.inference.op;

import java.util.ArrayList;
import java.util.List;
import org.platen.inference.program.Type;

/**
 * The sizes that the operations on finite Markov chains share.
 *
 * @param batch sizes of the dimensions in front: one chain for each entry
 * @param times instants T
 * @param states states S
 */
record ChainSizes(List<Integer> batch, int times, int states) {

    /** Of a value whose last two dimensions are instants and states. */
    static ChainSizes of(Type type) {
        int rank = type.rank();
        if (rank < 2) {
            throw new IllegalArgumentException(
                    "a chain's values need dimensions for the instants and the states, found " + type);
        }
        return new ChainSizes(type.dims().subList(0, rank - 2), type.dim(-2), type.dim(-1));
    }

    /** The type of a value for each instant and state of each chain. */
    Type type(boolean rows) {
        List<Integer> dims = new ArrayList<>(batch);
        dims.add(times);
        dims.add(states);
        return new Type(rows, dims);
    }

    /** Number of chains. */
    int chains() {
        return batch.stream().reduce(1, (a, b) -> a * b);
    }

    /** For each chain the first entry of its part of a value whose last {@code inner} dimensions are a chain's own. */
    int[] starts(Type type, int inner) {
        List<Integer> own = type.dims().subList(0, type.rank() - inner);
        int size =
                type.dims().subList(type.rank() - inner, type.rank()).stream().reduce(1, (a, b) -> a * b);
        int[] starts = Type.broadcastIndex(batch, own);
        for (int i = 0; i < starts.length; i++) {
            starts[i] *= size;
        }
        return starts;
    }

    /** The entry of an instant and a state of a chain. */
    int at(int chain, int t, int state) {
        return (chain * times + t) * states + state;
    }

    /** The type of a value that each chain has for each state. */
    Type eachState() {
        List<Integer> dims = new ArrayList<>(batch);
        dims.add(states);
        return new Type(false, dims);
    }

    /** Distance between the instants of a transition of this type; 0 where one holds at all. */
    int stride(Type transition) {
        return transition.dim(-3) == 1 ? 0 : states * states;
    }

    /** The type of a value that each chain has once. */
    Type each() {
        return new Type(false, batch);
    }

    /** Checks the sizes of the log weights of moving, [batch, T or 1, S, S]. */
    void checkTransition(Type type) {
        int rank = batch.size() + 3;
        if (type.rank() != rank
                || type.dim(-1) != states
                || type.dim(-2) != states
                || type.dim(-3) != times && type.dim(-3) != 1) {
            throw wrong("transition", type, "[batch, " + times + " or 1, " + states + ", " + states + "]");
        }
        checkBatch("transition", type);
    }

    /** Checks the sizes of the lengths, [batch]. */
    void checkLength(Type type) {
        if (type.rank() != batch.size()) {
            throw wrong("length", type, "[batch]");
        }
        checkBatch("length", type);
    }

    /** Checks the sizes of the log weights of the first state, [batch, S]. */
    void checkInitial(Type type) {
        if (type.rank() != batch.size() + 1 || type.dim(-1) != states) {
            throw wrong("initial", type, "[batch, " + states + "]");
        }
        checkBatch("initial", type);
    }

    /** Checks the sizes of log weights at each instant, [batch, T, S]. */
    void checkEmission(Type type) {
        if (type.rank() != batch.size() + 2 || type.dim(-1) != states || type.dim(-2) != times) {
            throw wrong("emission", type, "[batch, " + times + ", " + states + "]");
        }
        checkBatch("emission", type);
    }

    private void checkBatch(String name, Type type) {
        for (int i = 0; i < batch.size(); i++) {
            if (type.dim(i) != 1 && !batch.get(i).equals(type.dim(i))) {
                throw wrong(name, type, "batch dimensions " + batch + " or 1 in their place");
            }
        }
    }

    private static IllegalArgumentException wrong(String name, Type type, String expected) {
        return new IllegalArgumentException("a chain's " + name + " is " + type + ", expected " + expected);
    }
}
