package org.platen.inference.vi.batch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.inference.unconstrained.Unknown;
import org.platen.inference.vi.conjugate.Conjugacy;
import org.platen.inference.vi.conjugate.Turns;

/**
 * What is unknown in a model whose data come in batches. Global variables do not differ between the elements of a batched plate. Local ones do, and a batch holds all that
 * is said of its elements' own. Of kept ones it holds a part only, as it does of a user's taste where items come in batches, too.
 *
 * @param model the declaration
 * @param plates what comes in batches
 * @param conjugacy the variables with factors of their own family
 * @param globals other variables that all batches share, in unconstrained numbers; parameters among them
 * @param kept other variables of elements, whose posteriors are kept from batch to batch
 * @param locals other variables of elements, whose posteriors are found in each batch
 * @param localTurns local variables with factors, in groups that are updated at once
 * @param globalFactors variables with factors that all batches share
 * @param keptFactors variables of elements with factors that are kept from batch to batch
 */
record Unknowns(
        Model model,
        BatchedPlates plates,
        Conjugacy conjugacy,
        List<Variable> globals,
        List<Variable> kept,
        List<Variable> locals,
        List<List<RandomVariable>> localTurns,
        List<RandomVariable> globalFactors,
        List<RandomVariable> keptFactors) {

    /**
     * @param unconstrained all variables without factors
     * @throws ModelException when batches of the plates do not tell enough of a variable
     */
    static Unknowns of(Model model, Collection<Plate> plates, Conjugacy conjugacy, List<Variable> unconstrained) {
        BatchedPlates batched = BatchedPlates.of(model, plates);
        List<Variable> globals = new ArrayList<>();
        List<Variable> kept = new ArrayList<>();
        List<Variable> locals = new ArrayList<>();
        for (Variable variable : unconstrained) {
            if (Unknown.unconstrained(variable) > 0) {
                (isGlobal(variable, batched) ? globals : isKept(variable, batched) ? kept : locals).add(variable);
            }
        }
        List<List<RandomVariable>> turns = new ArrayList<>();
        List<RandomVariable> globalFactors = new ArrayList<>();
        List<RandomVariable> keptFactors = new ArrayList<>();
        for (List<RandomVariable> group : Turns.groups(model, conjugacy)) {
            List<RandomVariable> inside = new ArrayList<>();
            for (RandomVariable variable : group) {
                (isGlobal(variable, batched) ? globalFactors : isKept(variable, batched) ? keptFactors : inside)
                        .add(variable);
            }
            if (!inside.isEmpty()) {
                turns.add(inside);
            }
        }
        Unknowns unknowns =
                new Unknowns(model, batched, conjugacy, globals, kept, locals, turns, globalFactors, keptFactors);
        kept.forEach(unknowns::requireOwnPlate);
        keptFactors.forEach(unknowns::requireOwnPlate);
        return unknowns;
    }

    private static boolean isGlobal(Variable variable, BatchedPlates plates) {
        return plates.region(variable).isEmpty();
    }

    private static boolean isKept(Variable variable, BatchedPlates plates) {
        return variable instanceof RandomVariable random && !plates.isWholeInABatch(random);
    }

    private void requireOwnPlate(Variable variable) {
        Set<Plate> region = plates.region(variable);
        ModelException.require(
                region.size() == 1 && variable.axes().stream().anyMatch(axis -> region.contains(axis.plate())),
                "batches of %s hold a part only of what is said of an element of '%s', and posteriors are kept of elements of one of these plates alone. Take batches of %s.",
                plates.plates().stream().map(BatchedPlate::plate).toList(),
                variable.name(),
                plates.plates().get(0).plate());
    }

    /** Variables whose unconstrained numbers are those of global and then of kept variables. */
    List<Variable> shared() {
        List<Variable> shared = new ArrayList<>(globals);
        shared.addAll(kept);
        return shared;
    }

    /** Whether the posterior of a variable is found in each batch and not kept. */
    boolean isLocal(Variable variable) {
        return locals.contains(variable) || localTurns.stream().anyMatch(group -> group.contains(variable));
    }

    /** Whether all variables have factors, so that nothing is drawn. */
    boolean isConjugate() {
        return globals.isEmpty() && kept.isEmpty() && locals.isEmpty();
    }

    /** Whether posteriors of elements are kept from batch to batch. */
    boolean keeps() {
        return !kept.isEmpty() || !keptFactors.isEmpty();
    }

    /** The variables without factors. */
    List<Variable> unconstrained() {
        List<Variable> all = shared();
        all.addAll(locals);
        return all;
    }
}
