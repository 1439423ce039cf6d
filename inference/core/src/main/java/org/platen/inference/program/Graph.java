package org.platen.inference.program;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds nodes: equal operations on the same inputs become one node, operations on literals become literals. Not safe for use by several threads. */
public final class Graph {

    private static final int LARGEST_FOLDED = 1 << 16;

    private final Map<List<Object>, Node> known = new HashMap<>();
    private int size;

    /** {@code op} applied to {@code inputs}. */
    public Node apply(Op op, Node... inputs) {
        return apply(op, List.of(inputs));
    }

    /** {@code op} applied to {@code arguments}. */
    public Node apply(Op op, List<Node> arguments) {
        List<Node> inputs = List.copyOf(arguments);
        Type type = op.infer(inputs.stream().map(Node::type).toList());
        if (!inputs.isEmpty()
                && op.mayFold()
                && !type.rows()
                && type.size() <= LARGEST_FOLDED
                && inputs.stream().allMatch(n -> n.op() instanceof Literal)) {
            return folded(op, inputs, type);
        }
        return known.computeIfAbsent(List.of(op, inputs), key -> new Node(size++, op, inputs, type));
    }

    /** A number. */
    public Node literal(double value) {
        return literal(new double[] {value}, List.of());
    }

    /** Numbers, row-major. */
    public Node literal(double[] values, List<Integer> dims) {
        return apply(new Literal(values.clone(), dims));
    }

    /** A value given at run time. */
    public Node input(String name, Type type) {
        return apply(new Input(name, type));
    }

    private Node folded(Op op, List<Node> inputs, Type type) {
        Buffer output = Buffer.flat(type, new double[type.size()]);
        List<Buffer> buffers = inputs.stream()
                .map(node -> Buffer.flat(node.type(), ((Literal) node.op()).values()))
                .toList();
        op.bind(buffers, output).run(1);
        return literal(output.flat(), type.dims());
    }
}
