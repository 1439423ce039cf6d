package org.platen.inference.program;

import java.util.List;

/** One value of a {@link Program}: an operation applied to earlier values. */
public final class Node {

    private final int id;
    private final Op op;
    private final List<Node> inputs;
    private final Type type;

    Node(int id, Op op, List<Node> inputs, Type type) {
        this.id = id;
        this.op = op;
        this.inputs = inputs;
        this.type = type;
    }

    /** Position in its builder; inputs have smaller ones. */
    public int id() {
        return id;
    }

    /** What computes it. */
    public Op op() {
        return op;
    }

    /** What it is computed from. */
    public List<Node> inputs() {
        return inputs;
    }

    /** Its static shape. */
    public Type type() {
        return type;
    }

    /** Whether rows go in and none come out: the kernel then adds to its output block by block. */
    public boolean reducesRows() {
        return !type.rows() && inputs.stream().anyMatch(input -> input.type.rows());
    }

    /** What it is a view of, in the end: the first input of its first input, and so on. */
    public Node source() {
        return inputs.isEmpty() ? this : inputs.get(0).source();
    }

    @Override
    public String toString() {
        return "%" + id + " = " + op + inputs.stream().map(n -> "%" + n.id).toList() + " : " + type;
    }
}
