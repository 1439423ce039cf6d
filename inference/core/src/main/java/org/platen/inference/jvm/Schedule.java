package org.platen.inference.jvm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.platen.inference.program.Node;
import org.platen.inference.program.Program;

/**
 * The order of work: values without rows alternate with passes over the rows. What a pass needs of earlier passes' values with rows is computed again, so
 * that nothing but the outputs is kept for all rows.
 *
 * @param program what is scheduled
 * @param globals for each stage the values without rows that can be computed after that many passes
 * @param passes the passes over the rows
 * @param plans where the values of each pass live
 * @param blockRows rows of a block
 */
record Schedule(Program program, List<List<Node>> globals, List<Pass> passes, List<LanePlan> plans, int blockRows) {

    private static final int BLOCK_BYTES = 512 * 1024;
    private static final int LARGEST_BLOCK = 1024;
    private static final int SMALLEST_BLOCK = 64;

    /**
     * One pass over the rows.
     *
     * @param nodes values with rows and reductions of them, inputs first
     * @param reductions those that sum over the rows
     * @param outputs values with rows that are kept, by name
     * @param given those nodes that are not computed, since their lanes are there
     */
    record Pass(List<Node> nodes, List<Node> reductions, Map<String, Node> outputs, Set<Node> given) {

        /** The values with rows that {@code node} is computed from in this pass. */
        List<Node> rowInputs(Node node) {
            return given.contains(node)
                    ? List.of()
                    : node.inputs().stream()
                            .filter(input -> input.type().rows())
                            .toList();
        }
    }

    static Schedule of(Program program) {
        Map<Node, Integer> depths = new HashMap<>();
        int deepest = 0;
        for (Node node : program.nodes()) {
            int depth = node.inputs().stream().mapToInt(depths::get).max().orElse(0) + (node.reducesRows() ? 1 : 0);
            depths.put(node, depth);
            deepest = Math.max(deepest, depth);
        }
        for (Node output : program.outputs().values()) {
            deepest = Math.max(deepest, depths.get(output) + (output.type().rows() ? 1 : 0));
        }
        List<List<Node>> globals = new ArrayList<>();
        List<Pass> passes = new ArrayList<>();
        for (int stage = 0; stage <= deepest; stage++) {
            int depth = stage;
            globals.add(program.nodes().stream()
                    .filter(n -> !n.type().rows() && !n.reducesRows() && depths.get(n) == depth)
                    .toList());
            if (stage > 0) {
                passes.add(pass(program, depths, stage));
            }
        }
        List<LanePlan> plans = passes.stream().map(LanePlan::of).toList();
        return new Schedule(program, globals, passes, plans, blockRows(plans));
    }

    private static Pass pass(Program program, Map<Node, Integer> depths, int number) {
        List<Node> reductions = program.nodes().stream()
                .filter(n -> n.reducesRows() && depths.get(n) == number)
                .toList();
        Map<String, Node> outputs = new HashMap<>();
        program.outputs().forEach((name, node) -> {
            if (node.type().rows() && depths.get(node) == number - 1) {
                outputs.put(name, node);
            }
        });
        Set<Node> needed = new HashSet<>();
        List<Node> stack = new ArrayList<>(reductions);
        stack.addAll(outputs.values());
        while (!stack.isEmpty()) {
            Node node = stack.remove(stack.size() - 1);
            if (needed.add(node)) {
                node.inputs().stream().filter(input -> input.type().rows()).forEach(stack::add);
            }
        }
        return new Pass(program.nodes().stream().filter(needed::contains).toList(), reductions, outputs, Set.of());
    }

    /** As many rows as keep a pass's lanes in the cache. Depends on the program only, so that sums do not depend on the machine. */
    private static int blockRows(List<LanePlan> plans) {
        int lanes = plans.stream().mapToInt(LanePlan::count).max().orElse(1);
        int rows = Integer.highestOneBit(Math.max(1, BLOCK_BYTES / Double.BYTES / Math.max(1, lanes)));
        return Math.max(SMALLEST_BLOCK, Math.min(LARGEST_BLOCK, rows));
    }
}
