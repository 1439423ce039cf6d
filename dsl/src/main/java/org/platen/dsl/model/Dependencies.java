package org.platen.dsl.model;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.platen.dsl.distribution.Argument;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.model.Model.Fixed;

/** What each variable is made from, given which ones are held at a value. */
final class Dependencies {

    private Dependencies() {}

    /** The variables that the distribution or the value of {@code variable} reads. */
    static Set<Variable> parents(Variable variable, Map<RandomVariable, Fixed> fixed) {
        Set<Variable> parents = new LinkedHashSet<>();
        if (variable instanceof Deterministic deterministic) {
            addSymbols(parents, deterministic.value());
        } else if (variable instanceof RandomVariable random) {
            Fixed held = fixed.get(random);
            if (held == null || !held.intervened()) {
                for (Argument argument : random.distribution().arguments()) {
                    addSymbols(parents, argument.value());
                }
            }
            if (held != null) {
                addSymbols(parents, held.value());
            }
        }
        return parents;
    }

    /** Whether {@code variable} is {@code on} or is made from it, directly or not. */
    static boolean dependsOn(Variable variable, Variable on, Map<RandomVariable, Fixed> fixed) {
        Set<Variable> ancestors = new LinkedHashSet<>();
        addAfterParents(ancestors, variable, fixed);
        return ancestors.contains(on);
    }

    /** The variables in their present order, but each after those it is made from. */
    static Map<String, Variable> inOrder(Map<String, Variable> variables, Map<RandomVariable, Fixed> fixed) {
        Set<Variable> ordered = new LinkedHashSet<>();
        for (Variable variable : variables.values()) {
            addAfterParents(ordered, variable, fixed);
        }
        Map<String, Variable> byName = new LinkedHashMap<>();
        ordered.forEach(variable -> byName.put(variable.name(), variable));
        return byName;
    }

    private static void addAfterParents(
            Collection<Variable> ordered, Variable variable, Map<RandomVariable, Fixed> fixed) {
        if (ordered.contains(variable)) {
            return;
        }
        for (Variable parent : parents(variable, fixed)) {
            addAfterParents(ordered, parent, fixed);
        }
        ordered.add(variable);
    }

    /** The preceding value of a Markov variable, and the earlier entries of an autoregressive one, are that variable itself, so no parent. */
    private static void addSymbols(Set<Variable> parents, Expr expr) {
        expr.symbols().forEach(symbol -> {
            if (symbol instanceof Variable variable && !(variable instanceof Previous || variable instanceof Earlier)) {
                parents.add(variable);
            }
        });
    }
}
