package org.platen.inference.jvm.generated;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.platen.inference.program.Node;

/** Where generated code finds buffers and kernels: numbers in the order of first use; number 0 is the array of what methods keep for each other. */
final class Places {

    private final Map<Node, Integer> buffers = new LinkedHashMap<>();
    private final Map<Node, Integer> steps = new LinkedHashMap<>();

    int kept() {
        return 0;
    }

    int buffer(Node node) {
        return buffers.computeIfAbsent(node, key -> buffers.size() + 1);
    }

    int step(Node node) {
        return steps.computeIfAbsent(node, key -> steps.size());
    }

    /** Whose buffers are numbers 1, 2 and so on. */
    List<Node> buffers() {
        return new ArrayList<>(buffers.keySet());
    }

    /** Whose kernels are numbers 0, 1 and so on. */
    List<Node> steps() {
        return new ArrayList<>(steps.keySet());
    }
}
