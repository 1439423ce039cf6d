package org.platen.dsl.render;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Orders in which the members of every region stand side by side (the consecutive-ones property), by search over the few sets of regions that nodes live in. */
final class Consecutive {

    private static final int MOST_TRIALS = 200_000;

    private final List<List<Region>> kinds;
    private final Deque<List<Region>> chosen = new ArrayDeque<>();
    private int trials;

    private Consecutive(List<List<Region>> kinds) {
        this.kinds = kinds;
    }

    /** Such an order, with nodes outside of all regions first; empty when none was found. */
    static Optional<List<Graph.Node>> order(List<Graph.Node> nodes, List<Region> regions) {
        Map<List<Region>, List<Graph.Node>> byKind = new LinkedHashMap<>();
        for (Graph.Node node : nodes) {
            List<Region> own =
                    regions.stream().filter(region -> region.contains(node)).toList();
            byKind.computeIfAbsent(own, none -> new ArrayList<>()).add(node);
        }
        List<Graph.Node> order = new ArrayList<>(byKind.getOrDefault(List.of(), List.of()));
        byKind.remove(List.of());
        Consecutive search = new Consecutive(List.copyOf(byKind.keySet()));
        if (!search.complete(List.of(), List.of())) {
            return Optional.empty();
        }
        search.chosen.forEach(kind -> order.addAll(byKind.getOrDefault(kind, List.of())));
        return Optional.of(order);
    }

    /** @param closed regions whose members are all chosen; one of them may not come again */
    private boolean complete(List<Region> last, List<Region> closed) {
        if (chosen.size() == kinds.size()) {
            return true;
        }
        for (List<Region> kind : kinds) {
            if (trials++ > MOST_TRIALS) {
                return false;
            }
            if (chosen.contains(kind) || kind.stream().anyMatch(closed::contains)) {
                continue;
            }
            List<Region> nowClosed = new ArrayList<>(closed);
            last.stream().filter(region -> !kind.contains(region)).forEach(nowClosed::add);
            chosen.addLast(kind);
            if (isOpen(nowClosed) && complete(kind, nowClosed)) {
                return true;
            }
            chosen.removeLast();
        }
        return false;
    }

    /** Whether what is still to be chosen needs none of the regions that are closed. */
    private boolean isOpen(List<Region> closed) {
        return kinds.stream()
                .filter(kind -> !chosen.contains(kind))
                .flatMap(List::stream)
                .noneMatch(closed::contains);
    }
}
