package org.platen.inference.jvm.generated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A stage cut into methods.
 *
 * @param roots which numbers are kept
 * @param parts the methods, those for held inputs first
 * @param kept for numbers that are computed by one method and used by another, their place in an array
 */
record Parts(Roots roots, List<Part> parts, Map<Scalar, Integer> kept) {

    /** HotSpot does not compile methods of more than 8,000 bytes, and compiles shorter ones sooner. The count is rough, and too high for most methods. */
    private static final int MOST_BYTES = 4000;

    private static final int BYTES_OF_ACTION = 12;

    /**
     * A method.
     *
     * @param reads how often it reads each root
     */
    record Part(boolean held, List<Action> actions, Map<Scalar, Integer> reads) {}

    static Parts of(List<Action> actions) {
        Roots roots = new Roots(actions.stream()
                .filter(Action.Store.class::isInstance)
                .map(Action.Store.class::cast)
                .toList());
        List<Part> parts = cut(ordered(actions, roots), roots);
        return new Parts(roots, parts, kept(parts));
    }

    /** The actions with the computation of what they need, those for held inputs first. */
    private static List<Action> ordered(List<Action> actions, Roots roots) {
        List<Action> held = new ArrayList<>();
        List<Action> others = new ArrayList<>();
        Set<Scalar> known = new HashSet<>();
        for (Action action : actions) {
            List<Action> own = action.held() ? held : others;
            if (action instanceof Action.Store store) {
                for (Scalar root : roots.neededBy(store.scalar(), scalar -> !known.contains(scalar))) {
                    known.add(root);
                    (root.held() ? held : others).add(new Action.Compute(root, root.held()));
                }
            }
            own.add(action);
        }
        held.addAll(others);
        return held;
    }

    private static List<Part> cut(List<Action> actions, Roots roots) {
        List<Part> parts = new ArrayList<>();
        int bytes = 0;
        for (Action action : actions) {
            int own = bytes(action, roots);
            bytes += own;
            if (parts.isEmpty() || last(parts).held() != action.held() || bytes > MOST_BYTES) {
                parts.add(new Part(action.held(), new ArrayList<>(), new HashMap<>()));
                bytes = own;
            }
            last(parts).actions().add(action);
            reads(action, roots).forEach(root -> last(parts).reads().merge(root, 1, Integer::sum));
        }
        return parts;
    }

    private static Part last(List<Part> parts) {
        return parts.get(parts.size() - 1);
    }

    private static int bytes(Action action, Roots roots) {
        if (action instanceof Action.Compute compute) {
            return BYTES_OF_ACTION + roots.bytes(compute.scalar());
        }
        boolean isTree = action instanceof Action.Store store && !roots.has(store.scalar());
        return BYTES_OF_ACTION + (isTree ? roots.bytes(((Action.Store) action).scalar()) : BYTES_OF_ACTION);
    }

    private static List<Scalar> reads(Action action, Roots roots) {
        if (action instanceof Action.Compute compute) {
            return roots.readBy(compute.scalar());
        }
        if (action instanceof Action.Store store) {
            return roots.has(store.scalar()) ? List.of(store.scalar()) : roots.readBy(store.scalar());
        }
        return List.of();
    }

    private static Map<Scalar, Integer> kept(List<Part> parts) {
        Map<Scalar, Integer> kept = new HashMap<>();
        for (Part part : parts) {
            Set<Scalar> own = new HashSet<>();
            for (Action action : part.actions()) {
                if (action instanceof Action.Compute compute) {
                    own.add(compute.scalar());
                }
            }
            part.reads().keySet().stream()
                    .filter(root -> !root.isEntry() && !own.contains(root))
                    .forEach(root -> kept.putIfAbsent(root, kept.size()));
        }
        return kept;
    }
}
