package org.platen.inference.lower;

import java.util.List;
import java.util.Set;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;

/**
 * What becomes of the unknowns of a model.
 *
 * @param estimated parameters and latent variables that get one value each: inputs of the program
 * @param enumerated discrete variables that are summed out
 * @param integrated continuous variables that are integrated out: latent ones, and observed ones where entries are missing
 */
public record Roles(List<Variable> estimated, Set<RandomVariable> enumerated, Set<RandomVariable> integrated) {

    /** Roles of a model without continuous variables to integrate out. */
    public Roles(List<Variable> estimated, Set<RandomVariable> enumerated) {
        this(estimated, enumerated, Set.of());
    }
}
