package org.platen.inference.program;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A flat, typed list of operations in single-assignment form with named outputs. Immutable; holds only what its outputs need.
 *
 * @param nodes in an order in which inputs come first
 * @param outputs by name
 */
public record Program(List<Node> nodes, Map<String, Node> outputs) {

    /** Copies. */
    public Program {
        nodes = List.copyOf(nodes);
        outputs = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /** The program that computes {@code outputs}. */
    public static Program of(Map<String, Node> outputs) {
        Set<Node> needed = new HashSet<>();
        List<Node> stack = new ArrayList<>(outputs.values());
        while (!stack.isEmpty()) {
            Node node = stack.remove(stack.size() - 1);
            if (needed.add(node)) {
                stack.addAll(node.inputs());
            }
        }
        return new Program(sorted(needed), outputs);
    }

    private static List<Node> sorted(Collection<Node> nodes) {
        List<Node> sorted = new ArrayList<>(nodes);
        sorted.sort(java.util.Comparator.comparingInt(Node::id));
        return sorted;
    }

    /** One line a node, for people. */
    public String listing() {
        StringBuilder text = new StringBuilder();
        nodes.forEach(node -> text.append(node).append('\n'));
        outputs.forEach((name, node) ->
                text.append(name).append(" = %").append(node.id()).append('\n'));
        return text.toString();
    }
}
