package org.platen.inference.vi.batch;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.model.Variable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.inference.data.Binding;
import org.platen.inference.em.rule.Users;
import org.platen.inference.lower.Term;
import org.platen.inference.unconstrained.Unknown;

/**
 * The plates whose elements come in batches. A region is a set of them: that of a density are those that it differs between the elements of, and a batch counts it for as
 * many elements as there are for each in all of these together.
 *
 * @param model of which they are plates
 * @param plates each with what comes along
 * @param regions those of all densities, without that of what all batches share
 */
record BatchedPlates(Model model, List<BatchedPlate> plates, Set<Set<Plate>> regions) {

    /** @throws ModelException when batches of the plates do not hold enough, or elements of one come along with another */
    static BatchedPlates of(Model model, Collection<Plate> plates) {
        List<BatchedPlate> batched =
                plates.stream().map(plate -> BatchedPlate.of(model, plate)).toList();
        for (BatchedPlate outer : batched) {
            for (Plate inner : plates) {
                ModelException.require(
                        inner.equals(outer.plate()) || !outer.inside().contains(inner),
                        "elements of plate '%s' come along with those of '%s', which they look up: take batches of '%s' alone",
                        inner.name(),
                        outer.plate().name(),
                        outer.plate().name());
            }
        }
        Set<Set<Plate>> regions = new LinkedHashSet<>();
        Term.of(model).forEach(term -> regions.add(region(batched, term.axes())));
        regions.remove(Set.of());
        for (Plate plate : plates) {
            ModelException.require(
                    regions.stream().anyMatch(region -> region.contains(plate)),
                    "nothing of plate '%s' has a density: batches of it are all alike",
                    plate.name());
        }
        return new BatchedPlates(model, batched, Collections.unmodifiableSet(regions));
    }

    private static Set<Plate> region(List<BatchedPlate> batched, Collection<Axis> axes) {
        Set<Plate> region = new LinkedHashSet<>();
        batched.stream()
                .filter(plate -> plate.has(axes))
                .map(BatchedPlate::plate)
                .forEach(region::add);
        return region;
    }

    /** The batched plates that something differs between the elements of. */
    Set<Plate> region(Collection<Axis> axes) {
        return region(plates, axes);
    }

    /** The batched plates that a variable differs between the elements of. */
    Set<Plate> region(Variable variable) {
        return region(variable.axes());
    }

    /** For each element of a variable, row-major over its axes, which combination of elements of the plates of its region it belongs to. */
    int[] owners(Variable variable, Binding binding) {
        int[] owners = new int[Unknown.elements(variable, binding)];
        for (BatchedPlate plate : plates) {
            if (plate.has(variable)) {
                int[] own = plate.owners(variable, binding);
                int size = binding.size(plate.plate());
                Arrays.setAll(owners, element -> owners[element] * size + own[element]);
            }
        }
        return owners;
    }

    /** How many combinations of elements of some plates there are. */
    static int combinations(Set<Plate> region, Binding binding) {
        return region.stream().mapToInt(binding::size).reduce(1, Math::multiplyExact);
    }

    /** Whether a batch holds all densities that an element of the variable is in. */
    boolean isWholeInABatch(RandomVariable variable) {
        Set<Plate> region = region(variable);
        return Term.of(model).stream()
                .filter(term -> reads(term, variable))
                .allMatch(term -> region(term.axes()).equals(region));
    }

    private static boolean reads(Term term, RandomVariable variable) {
        return term.variable() == variable
                || term.distribution().arguments().stream()
                        .anyMatch(argument -> Users.mentions(argument.value(), variable));
    }
}
