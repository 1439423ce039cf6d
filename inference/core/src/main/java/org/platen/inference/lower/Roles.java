package org.platen.inference.lower;

import java.util.List;
import java.util.Set;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;

/**
 * What becomes of the unknowns of a model.
 *
 * @param estimated parameters and latent variables that get one value each: inputs of the program
 * @param enumerated discrete variables that are summed out: latent ones, and observed ones where values are missing that others depend on
 * @param integrated continuous variables that are integrated out: latent ones, and observed ones where entries are missing that cannot just be left out
 */
public record Roles(List<Variable> estimated, Set<RandomVariable> enumerated, Set<RandomVariable> integrated) {

    /** Roles of a model without continuous variables to integrate out. */
    public Roles(List<Variable> estimated, Set<RandomVariable> enumerated) {
        this(estimated, enumerated, Set.of());
    }

    /** Whether a variable is summed or integrated out. */
    public boolean isHidden(RandomVariable variable) {
        return enumerated.contains(variable) || integrated.contains(variable);
    }

    /** The latent variables that are summed out. */
    public List<RandomVariable> enumeratedLatents() {
        return enumerated.stream().filter(variable -> !variable.isObserved()).toList();
    }
}
