package org.platen.inference.program;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Values computed again with others in the place of some. */
public final class Substitution {

    private final Graph graph;
    private final Map<Node, Node> known;

    /** @param instead what takes the place of which node: of a type that broadcasts to the node's */
    public Substitution(Graph graph, Map<Node, Node> instead) {
        this.graph = graph;
        this.known = new HashMap<>(instead);
    }

    /** {@code node} as it would have been built. */
    public Node of(Node node) {
        Deque<Node> open = new ArrayDeque<>(List.of(node));
        while (!open.isEmpty()) {
            Node next = open.peek();
            List<Node> missing = next.inputs().stream()
                    .filter(input -> !known.containsKey(input))
                    .toList();
            if (known.containsKey(next)) {
                open.pop();
            } else if (missing.isEmpty()) {
                known.put(next, rebuilt(next));
                open.pop();
            } else {
                missing.forEach(open::push);
            }
        }
        return known.get(node);
    }

    private Node rebuilt(Node node) {
        List<Node> inputs = node.inputs().stream().map(known::get).toList();
        return inputs.equals(node.inputs())
                ? node
                : graph.apply(node.op(), node.op().fitted(graph, inputs));
    }
}
