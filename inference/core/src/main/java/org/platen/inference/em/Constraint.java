package org.platen.inference.em;

import org.platen.dsl.distribution.Support;
import org.platen.dsl.model.Variable;
import org.platen.inference.em.rule.Rule;
import org.platen.inference.em.rule.Update;
import org.platen.inference.unconstrained.Unknown;

/** Keeps closed-form updates in the set that their variable lies in. */
final class Constraint {

    private Constraint() {}

    /** Whether what a rule finds lies in the variable's set, or its nearest value there is the one to take. */
    static boolean allows(Variable target, Rule rule) {
        Support support = Unknown.support(target);
        return !(support instanceof Support.Ordered)
                && (!(support instanceof Support.Interval) || support.equals(Support.REAL) || rule.entryByEntry());
    }

    /** The update, with entries outside an interval moved to its nearer end. */
    static Update within(Variable target, Update update) {
        if (!(Unknown.support(target) instanceof Support.Interval interval)) {
            return update;
        }
        return numbers -> {
            double[] next = update.next(numbers);
            for (int i = 0; i < next.length; i++) {
                next[i] = Math.min(interval.upper(), Math.max(interval.lower(), next[i]));
            }
            return next;
        };
    }
}
