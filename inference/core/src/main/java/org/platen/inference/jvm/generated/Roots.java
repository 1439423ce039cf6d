package org.platen.inference.jvm.generated;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Which numbers are computed once and kept, since they are used more than once; others are computed where they are used, as parts of a tree. */
final class Roots {

    /** The most bytes of a number's instructions besides those of its inputs: a call, or an entry of a buffer and its part in finding that buffer. */
    private static final int OWN = 12;

    private static final int MOST_BYTES_OF_TREE = 400;

    private final Set<Scalar> roots = new HashSet<>();
    private final Map<Scalar, Integer> bytes = new HashMap<>();

    Roots(List<Action.Store> stores) {
        Map<Scalar, Integer> uses = new HashMap<>();
        Set<Scalar> needed = new HashSet<>();
        for (Action.Store store : stores) {
            uses.merge(store.scalar(), 1, Integer::sum);
            needed.addAll(under(store.scalar(), scalar -> !needed.contains(scalar)));
            if (store.scalar().held() && !store.held()) {
                roots.add(store.scalar());
            }
        }
        for (Scalar scalar : needed) {
            for (Scalar input : scalar.inputs()) {
                uses.merge(input, 1, Integer::sum);
                if (input.held() && !scalar.held()) {
                    roots.add(input);
                }
            }
        }
        sorted(needed).forEach(scalar -> measure(scalar, uses.get(scalar)));
    }

    private void measure(Scalar scalar, int uses) {
        int tree = OWN;
        for (Scalar input : scalar.inputs()) {
            tree += roots.contains(input) ? OWN : bytes.get(input);
        }
        bytes.put(scalar, tree);
        if (scalar.isConstant()) {
            roots.remove(scalar);
        } else if (uses > 1 || tree > MOST_BYTES_OF_TREE) {
            roots.add(scalar);
        }
    }

    /** Whether a number is kept once it is known, in a local variable at least. */
    boolean has(Scalar scalar) {
        return roots.contains(scalar);
    }

    /** Whether a number is an action of its own: entries of buffers are read where they are needed first. */
    boolean isComputed(Scalar scalar) {
        return roots.contains(scalar) && !scalar.isEntry();
    }

    /** The most bytes of the instructions of a number and of what is computed with it. */
    int bytes(Scalar scalar) {
        return bytes.get(scalar);
    }

    /** The roots that a number needs, itself one of them if it is, inputs first. */
    List<Scalar> neededBy(Scalar scalar, Predicate<Scalar> isUnknown) {
        return sorted(under(scalar, isUnknown)).stream()
                .filter(this::isComputed)
                .toList();
    }

    /** The roots whose values the tree of a number reads, once for each time. */
    List<Scalar> readBy(Scalar scalar) {
        List<Scalar> read = new ArrayList<>();
        for (Scalar input : scalar.inputs()) {
            if (has(input)) {
                read.add(input);
            } else {
                read.addAll(readBy(input));
            }
        }
        return read;
    }

    private static Set<Scalar> under(Scalar scalar, Predicate<Scalar> isUnknown) {
        Set<Scalar> seen = new HashSet<>();
        List<Scalar> stack = new ArrayList<>(List.of(scalar));
        while (!stack.isEmpty()) {
            Scalar next = stack.remove(stack.size() - 1);
            if (isUnknown.test(next) && seen.add(next)) {
                stack.addAll(next.inputs());
            }
        }
        return seen;
    }

    private static List<Scalar> sorted(Set<Scalar> scalars) {
        List<Scalar> sorted = new ArrayList<>(scalars);
        sorted.sort(Comparator.comparingInt(Scalar::id));
        return sorted;
    }
}
