package org.platen.inference.vi.batch;

import java.util.ArrayList;
import java.util.List;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Plate;
import org.platen.inference.unconstrained.Unknown;
import org.platen.inference.vi.conjugate.Conjugacy;
import org.platen.inference.vi.conjugate.Turns;

/**
 * What is unknown in a model whose data come in batches: local variables differ between the elements of the plate, global ones do not.
 *
 * @param model the declaration
 * @param plate what comes in batches
 * @param conjugacy the variables with factors of their own family
 * @param globals other variables that all batches share, in unconstrained numbers; parameters among them
 * @param locals other variables of the elements of the plate
 * @param localTurns variables of the elements with factors, in groups that are updated at once
 * @param globalFactors variables with factors that all batches share
 */
record Unknowns(
        Model model,
        BatchedPlate plate,
        Conjugacy conjugacy,
        List<Variable> globals,
        List<Variable> locals,
        List<List<RandomVariable>> localTurns,
        List<RandomVariable> globalFactors) {

    /** @param unconstrained all variables without factors */
    static Unknowns of(Model model, Plate plate, Conjugacy conjugacy, List<Variable> unconstrained) {
        BatchedPlate batched = BatchedPlate.of(model, plate);
        List<Variable> free = unconstrained.stream()
                .filter(variable -> Unknown.unconstrained(variable) > 0)
                .toList();
        List<List<RandomVariable>> turns = new ArrayList<>();
        List<RandomVariable> shared = new ArrayList<>();
        for (List<RandomVariable> group : Turns.groups(model, conjugacy)) {
            List<RandomVariable> inside = group.stream().filter(batched::has).toList();
            if (!inside.isEmpty()) {
                turns.add(inside);
            }
            group.stream().filter(variable -> !batched.has(variable)).forEach(shared::add);
        }
        return new Unknowns(
                model,
                batched,
                conjugacy,
                free.stream().filter(variable -> !batched.has(variable)).toList(),
                free.stream().filter(batched::has).toList(),
                turns,
                shared);
    }

    /** Whether all variables have factors, so that nothing is drawn. */
    boolean isConjugate() {
        return globals.isEmpty() && locals.isEmpty();
    }

    /** The variables without factors. */
    List<Variable> unconstrained() {
        List<Variable> all = new ArrayList<>(globals);
        all.addAll(locals);
        return all;
    }
}
