package org.platen.inference.lower;

import java.util.Map;
import org.platen.dsl.expr.Expr;

/**
 * The log densities that a joint density is made of, some of them replaced, for example by their expectations.
 *
 * @param joint the graph
 * @param instead of the declared ones, by term, with one number for each independent entry of the event
 */
record Densities(Joint joint, Map<Term, Expr> instead) {

    /** The factor of a term. */
    Factor factor(Lowering lowering, Term term) {
        Expr other = instead.get(term);
        return other == null ? joint.factor(lowering, term) : joint.factor(lowering, term, other);
    }
}
