package org.platen.inference.lower;

import java.util.List;
import java.util.Set;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;

/**
 * What becomes of the unknowns of a model.
 *
 * @param estimated parameters and latent variables that get one value each: inputs of the program
 * @param enumerated discrete latent variables that are summed out
 */
public record Roles(List<Variable> estimated, Set<RandomVariable> enumerated) {}
