package org.platen.dsl.expr;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which expressions were visited, each as itself and not as its value. A part that is used in many places is then visited once, so that a walk takes as long as there are
 * parts: networks that are unrolled use theirs exponentially often. For one thread.
 */
public final class Visited {

    private final Map<Expr, Set<Object>> states = new IdentityHashMap<>();

    /** Whether an expression is visited for the first time. */
    public boolean first(Expr expr) {
        return first(expr, true);
    }

    /** The same in a state that what is found there depends on. */
    public boolean first(Expr expr, Object state) {
        return states.computeIfAbsent(expr, key -> new HashSet<>()).add(state);
    }
}
