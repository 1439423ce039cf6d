package org.platen.inference.lower;

import java.util.Set;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Axis;
import org.platen.inference.program.Node;

/**
 * The log density of one term given the other variables, in the plates it lives in.
 *
 * @param term whose density it is
 * @param value one number for each element and each value of the summed-out variables it depends on
 * @param axes the plates it counts in, also where the value is the same for all their elements
 */
public record Factor(Term term, Value value, Set<Axis> axes) {

    /** Further weight of the values of a variable, in its own plates. */
    public static Factor of(RandomVariable variable, Value value) {
        return new Factor(new Term(variable, variable.distribution(), Term.Part.ALL), value, variable.axes());
    }

    /** The variable whose density it is. */
    public RandomVariable variable() {
        return term.variable();
    }

    /** The same with another value. */
    public Factor with(Node node) {
        return new Factor(term, value.with(node), axes);
    }
}
