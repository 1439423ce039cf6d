package org.platen.inference.jvm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Node;

/**
 * Which lane of storage each entry of each value of a pass lives in: views share lanes, dead lanes are reused, elementwise operations overwrite their
 * input where nobody else reads it.
 */
final class LanePlan {

    private final Map<Node, int[]> lanes = new HashMap<>();
    private int count;

    private LanePlan() {}

    static LanePlan of(Schedule.Pass pass) {
        LanePlan plan = new LanePlan();
        Map<Node, Buffer> symbolic = symbolicBuffers(pass);
        Map<double[], Integer> lastUse = lastUses(pass, symbolic);
        Map<double[], Integer> place = new IdentityHashMap<>();
        List<Integer> free = new ArrayList<>();
        for (int i = 0; i < pass.nodes().size(); i++) {
            Node node = pass.nodes().get(i);
            Set<double[]> kept = Collections.newSetFromMap(new IdentityHashMap<>());
            if (node.type().rows()) {
                double[][] own = symbolic.get(node).lanes();
                Node overwritten = overwritten(pass, i, symbolic, lastUse);
                for (int j = 0; j < own.length; j++) {
                    if (place.containsKey(own[j])) {
                        continue;
                    }
                    if (overwritten != null) {
                        double[] old = symbolic.get(overwritten).lanes()[j];
                        place.put(own[j], place.get(old));
                        kept.add(old);
                    } else {
                        place.put(own[j], free.isEmpty() ? plan.count++ : free.remove(free.size() - 1));
                    }
                }
                plan.lanes.put(node, places(own, place));
            }
            freeDead(pass, i, symbolic, lastUse, kept, place, free);
        }
        return plan;
    }

    /** The storage of {@code node} in {@code storage}, an array for each lane. */
    Buffer buffer(Node node, double[][] storage) {
        int[] places = lanes.get(node);
        double[][] own = new double[places.length][];
        for (int i = 0; i < own.length; i++) {
            own[i] = storage[places[i]];
        }
        return Buffer.lanes(node.type(), own);
    }

    /** Which lanes hold the entries of {@code node}. */
    int[] places(Node node) {
        return lanes.get(node);
    }

    /** Number of lanes that a pass needs. */
    int count() {
        return count;
    }

    /** Buffers whose lanes are placeholders, to see which values share them. */
    static Map<Node, Buffer> symbolicBuffers(Schedule.Pass pass) {
        Map<Node, Buffer> buffers = new HashMap<>();
        for (Node node : pass.nodes()) {
            if (!node.type().rows()) {
                continue;
            }
            Buffer view = pass.given().contains(node) ? null : view(node, buffers);
            if (view == null) {
                double[][] lanes = new double[node.type().size()][];
                for (int i = 0; i < lanes.length; i++) {
                    lanes[i] = new double[0];
                }
                view = Buffer.lanes(node.type(), lanes);
            }
            buffers.put(node, view);
        }
        return buffers;
    }

    static @Nullable Buffer view(Node node, Map<Node, Buffer> buffers) {
        boolean allRows = !node.inputs().isEmpty()
                && node.inputs().stream().allMatch(input -> input.type().rows());
        return allRows ? node.op().view(node.inputs().stream().map(buffers::get).toList(), node.type()) : null;
    }

    private static Map<double[], Integer> lastUses(Schedule.Pass pass, Map<Node, Buffer> symbolic) {
        Map<double[], Integer> lastUse = new IdentityHashMap<>();
        for (int i = 0; i < pass.nodes().size(); i++) {
            Node node = pass.nodes().get(i);
            if (node.type().rows()) {
                for (double[] lane : symbolic.get(node).lanes()) {
                    lastUse.put(lane, i);
                }
            }
            for (Node input : pass.rowInputs(node)) {
                for (double[] lane : symbolic.get(input).lanes()) {
                    lastUse.put(lane, i);
                }
            }
        }
        for (Node node : pass.nodes()) {
            if (pass.given().contains(node) || pass.outputs().containsValue(node)) {
                for (double[] lane : symbolic.get(node).lanes()) {
                    lastUse.put(lane, pass.nodes().size());
                }
            }
        }
        return lastUse;
    }

    /** The input whose lanes node {@code at} of the pass may take over, or null. */
    private static @Nullable Node overwritten(
            Schedule.Pass pass, int at, Map<Node, Buffer> symbolic, Map<double[], Integer> lastUse) {
        Node node = pass.nodes().get(at);
        if (pass.given().contains(node)) {
            return null;
        }
        for (int k = 0; k < node.inputs().size(); k++) {
            Node input = node.inputs().get(k);
            if (node.op().mayOverwrite(k) && input.type().equals(node.type())) {
                Set<double[]> lanes = Collections.newSetFromMap(new IdentityHashMap<>());
                Collections.addAll(lanes, symbolic.get(input).lanes());
                boolean dead =
                        lanes.size() == input.type().size() && lanes.stream().allMatch(lane -> lastUse.get(lane) == at);
                if (dead
                        && node.inputs().stream()
                                .allMatch(other -> other == input || disjoint(other, lanes, symbolic))) {
                    return input;
                }
            }
        }
        return null;
    }

    private static boolean disjoint(Node other, Set<double[]> lanes, Map<Node, Buffer> symbolic) {
        if (!other.type().rows()) {
            return true;
        }
        for (double[] lane : symbolic.get(other).lanes()) {
            if (lanes.contains(lane)) {
                return false;
            }
        }
        return true;
    }

    private static void freeDead(
            Schedule.Pass pass,
            int at,
            Map<Node, Buffer> symbolic,
            Map<double[], Integer> lastUse,
            Set<double[]> kept,
            Map<double[], Integer> place,
            List<Integer> free) {
        Node node = pass.nodes().get(at);
        Set<double[]> candidates = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Node input : pass.rowInputs(node)) {
            Collections.addAll(candidates, symbolic.get(input).lanes());
        }
        if (node.type().rows()) {
            Collections.addAll(candidates, symbolic.get(node).lanes());
        }
        List<Integer> freed = new ArrayList<>();
        for (double[] lane : candidates) {
            if (lastUse.get(lane) == at && !kept.contains(lane)) {
                freed.add(place.get(lane));
            }
        }
        freed.sort(Collections.reverseOrder());
        free.addAll(freed);
    }

    private static int[] places(double[][] own, Map<double[], Integer> place) {
        int[] places = new int[own.length];
        for (int i = 0; i < own.length; i++) {
            places[i] = place.get(own[i]);
        }
        return places;
    }
}
