package org.platen.inference.jvm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.platen.inference.op.Unrollable;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Input;
import org.platen.inference.program.Node;
import org.platen.inference.program.Program;
import org.platen.inference.program.Type;

/**
 * A pass split into what depends on held inputs alone, the data above all, and the rest, which is all that has to be computed again in a run like the last one.
 *
 * @param preparation computes what stays as it is; these values are its outputs
 * @param rest the pass, with these values given
 */
record HeldRows(Schedule.Pass preparation, Schedule.Pass rest) {

    /** So many lanes for each lane of the inputs may stay: it is better to compute products of all columns again than to read them from memory. */
    private static final int MOST_LANES_FOR_EACH = 2;

    private static final int FEW_LANES = 8;

    /** @param varying the inputs without rows that change from run to run */
    static HeldRows of(Program program, Schedule.Pass pass, Set<Node> varying) {
        Set<Node> held = held(program, varying);
        Set<Node> views = views(pass);
        Predicate<Node> isInput = node -> node.op() instanceof Input;
        HeldRows all = split(pass, node -> held.contains(node) && !views.contains(node));
        HeldRows inputs = split(pass, isInput);
        return all.lanes() <= MOST_LANES_FOR_EACH * inputs.lanes() + FEW_LANES ? all : inputs;
    }

    private static Set<Node> held(Program program, Set<Node> varying) {
        Set<Node> held = new HashSet<>();
        for (Node node : program.nodes()) {
            boolean isFixed = node.inputs().isEmpty()
                    ? !varying.contains(node)
                    : !node.reducesRows() && held.containsAll(node.inputs());
            if (isFixed) {
                held.add(node);
            }
        }
        return held;
    }

    private static Set<Node> views(Schedule.Pass pass) {
        Map<Node, Buffer> symbolic = LanePlan.symbolicBuffers(pass);
        Set<Node> views = new HashSet<>();
        for (Node node : pass.nodes()) {
            if (node.type().rows() && LanePlan.view(node, symbolic) != null) {
                views.add(node);
            }
        }
        return views;
    }

    private static HeldRows split(Schedule.Pass pass, Predicate<Node> isPinned) {
        Set<Node> rest = new HashSet<>();
        Set<Node> pinned = new HashSet<>();
        List<Node> stack = new ArrayList<>(Stream.concat(pass.reductions().stream(), pass.outputs().values().stream())
                .toList());
        while (!stack.isEmpty()) {
            Node node = stack.remove(stack.size() - 1);
            if (rest.add(node)) {
                if (isPinned.test(node)) {
                    pinned.add(node);
                } else {
                    stack.addAll(pass.rowInputs(node));
                }
            }
        }
        // First what is there from the start: its lanes must not be used before.
        List<Node> nodes = Stream.concat(
                        pass.nodes().stream().filter(pinned::contains),
                        pass.nodes().stream().filter(node -> rest.contains(node) && !pinned.contains(node)))
                .toList();
        return new HeldRows(
                preparation(pass, pinned), new Schedule.Pass(nodes, pass.reductions(), pass.outputs(), pinned));
    }

    private static Schedule.Pass preparation(Schedule.Pass pass, Set<Node> pinned) {
        Set<Node> needed = new HashSet<>();
        List<Node> stack = new ArrayList<>(pinned);
        while (!stack.isEmpty()) {
            Node node = stack.remove(stack.size() - 1);
            if (needed.add(node)) {
                stack.addAll(pass.rowInputs(node));
            }
        }
        Map<String, Node> outputs = new LinkedHashMap<>();
        pinned.forEach(node -> outputs.put(name(node), node));
        return new Schedule.Pass(pass.nodes().stream().filter(needed::contains).toList(), List.of(), outputs, Set.of());
    }

    /** The name of a value that stays, as an output of the preparation. */
    static String name(Node pinned) {
        return Integer.toString(pinned.id());
    }

    /** How many entries kernels must be bound to for one block of the rest. */
    int entries() {
        return rest.nodes().stream()
                .filter(node -> !rest.given().contains(node))
                .mapToInt(HeldRows::entries)
                .sum();
    }

    private static int entries(Node node) {
        List<Type> inputs = node.inputs().stream().map(Node::type).toList();
        return node.op() instanceof Unrollable op
                ? op.work(inputs, node.type())
                : node.type().size() + inputs.stream().mapToInt(Type::size).sum();
    }

    /** How many lanes stay. */
    int lanes() {
        return rest.given().stream().mapToInt(node -> node.type().size()).sum();
    }
}
