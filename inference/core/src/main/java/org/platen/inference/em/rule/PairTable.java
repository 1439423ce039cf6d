package org.platen.inference.em.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pairs of numbers, each once, in the order in which they were first met. */
final class PairTable {

    private final Map<Long, Integer> places = new HashMap<>();
    private final List<Integer> lefts = new ArrayList<>();
    private final List<Integer> rights = new ArrayList<>();

    /** The place of a pair. */
    int place(int left, int right) {
        Integer known = places.putIfAbsent((long) left << 32 | right, lefts.size());
        if (known != null) {
            return known;
        }
        lefts.add(left);
        rights.add(right);
        return lefts.size() - 1;
    }

    List<Integer> lefts() {
        return lefts;
    }

    List<Integer> rights() {
        return rights;
    }

    int size() {
        return lefts.size();
    }
}
