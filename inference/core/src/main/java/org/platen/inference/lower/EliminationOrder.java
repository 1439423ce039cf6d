package org.platen.inference.lower;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.platen.dsl.model.Markov;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Axis;

/**
 * Which plates are left first, and which of their variables is summed out first.
 *
 * @param tables what there is
 */
record EliminationOrder(List<Table> tables) {

    /** A variable to sum out, and the entries of the table that this takes. */
    record Choice(RandomVariable variable, long size) {}

    /** Of the plates that are still open, the most together whose variables no table of other plates reads. */
    Optional<Set<Axis>> innermost() {
        Set<Axis> innermost = null;
        for (Table table : tables) {
            boolean further = innermost == null || table.axes().size() > innermost.size();
            if (table.isOpen() && further && !isReadElsewhere(table.axes())) {
                innermost = table.axes();
            }
        }
        return Optional.ofNullable(innermost);
    }

    private boolean isReadElsewhere(Set<Axis> axes) {
        return tables.stream()
                .anyMatch(table -> table.domains().stream()
                        .anyMatch(label -> label.variable().axes().equals(axes)
                                && !(label.isOwn() && table.axes().equals(axes))));
    }

    /** Of the variables that live in exactly these plates and in no chain's order, the one that takes the smallest table; the first of equals. */
    Optional<Choice> cheapest(Set<Axis> axes, Collection<RandomVariable> variables) {
        Choice cheapest = null;
        for (RandomVariable variable : variables) {
            if (variable.axes().equals(axes) && !(variable.distribution() instanceof Markov)) {
                long size = size(variable);
                if (cheapest == null || size < cheapest.size) {
                    cheapest = new Choice(variable, size);
                }
            }
        }
        return Optional.ofNullable(cheapest);
    }

    /** Entries, of one row, of the product of all tables that involve a variable; {@link Long#MAX_VALUE} for too many to count. */
    long size(RandomVariable variable) {
        double size = 1;
        Set<Label> labels = new LinkedHashSet<>();
        for (Table table : tables) {
            if (table.involves(variable)) {
                for (Label label : table.value().labels()) {
                    size *= labels.add(label) ? table.value().size(label) : 1;
                }
            }
        }
        return size < Long.MAX_VALUE ? (long) size : Long.MAX_VALUE;
    }
}
