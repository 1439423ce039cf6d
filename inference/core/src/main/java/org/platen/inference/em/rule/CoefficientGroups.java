package org.platen.inference.em.rule;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Which coefficients meet in products of regressors, directly or through others: their equations are solved together. */
final class CoefficientGroups implements Frame.Sink {

    /** What stands for coefficients that are not solved for. */
    private static final int FIXED = -1;

    /** An argument's coefficients among those of all. */
    private record Range(int from, int count) {}

    private final Map<String, Range> arguments = new LinkedHashMap<>();
    private final int[] parent;

    /** @param sizes number of coefficients of each argument that is solved for */
    CoefficientGroups(Map<String, Integer> sizes) {
        int total = 0;
        for (Map.Entry<String, Integer> size : sizes.entrySet()) {
            arguments.put(size.getKey(), new Range(total, size.getValue()));
            total += size.getValue();
        }
        this.parent = new int[total];
        for (int i = 0; i < total; i++) {
            parent[i] = i;
        }
    }

    @Override
    public int column(Slot slot) {
        return offset(slot.argument());
    }

    @Override
    public void pull(int column, int index, double value) {
        // a single coefficient meets no other
    }

    @Override
    public void product(int columnA, int indexA, int columnB, int indexB, double value) {
        if (columnA >= 0 && columnB >= 0) {
            parent[root(columnA + indexA)] = root(columnB + indexB);
        }
    }

    /** Where an argument's coefficients start among all, or a negative number when they are not solved for. */
    int offset(String argument) {
        Range range = arguments.get(argument);
        return range == null ? FIXED : range.from;
    }

    /** The arguments with coefficients in groups of more than {@code most}. */
    Set<String> inLargerThan(int most) {
        int[] sizes = new int[parent.length];
        for (int i = 0; i < parent.length; i++) {
            sizes[root(i)]++;
        }
        Set<String> large = new HashSet<>();
        arguments.forEach((argument, range) -> {
            if (IntStream.range(range.from, range.from + range.count).anyMatch(i -> sizes[root(i)] > most)) {
                large.add(argument);
            }
        });
        return large;
    }

    /** Number of coefficients of all arguments. */
    int size() {
        return parent.length;
    }

    /** A coefficient that stands for the group of one. */
    int root(int coefficient) {
        int root = coefficient;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }
}
