package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plates;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;

/**
 * Sums discrete variables out of a product of factors, in log space, plate by plate from the innermost (Obermeyer et al. 2019, "Tensor variable
 * elimination for plated factor graphs", algorithm 1). Inside a plate the variable whose elimination makes the smallest table goes first. A plate whose
 * elements look a variable of another plate up by a known index is inside of that plate.
 */
public final class Elimination {

    /** A table of more entries a row than this is refused. */
    static final long LARGEST_TABLE = 1 << 20;

    private final Scope scope;
    private final Layout layout;
    private final List<Table> tables = new ArrayList<>();
    private final List<Table> starts = new ArrayList<>();
    private final Set<RandomVariable> remaining;
    private final List<Value> rowTerms = new ArrayList<>();
    private boolean outerVariables;

    /**
     * What is left when everything is summed out.
     *
     * @param logEvidence log Σ exp(Σ factors), a single number
     * @param rowLogEvidence the same for each row alone; null when the rows are not independent given the estimated values
     */
    public record Result(Node logEvidence, @Nullable Node rowLogEvidence) {}

    private Elimination(Scope scope, Layout layout, Collection<RandomVariable> variables) {
        this.scope = scope;
        this.layout = layout;
        this.remaining = new LinkedHashSet<>(variables);
    }

    /**
     * Sums {@code variables} out of {@code factors}.
     *
     * @throws ModelException when variables of crossing plates meet in one factor, or a table would be too large
     */
    public static Result of(
            Scope scope, Layout layout, Collection<Factor> factors, Collection<RandomVariable> variables) {
        Elimination elimination = new Elimination(scope, layout, variables);
        for (Factor factor : factors) {
            boolean startsChain = factor.term().part() == Term.Part.FIRST && variables.contains(factor.variable());
            (startsChain ? elimination.starts : elimination.tables).add(new Table(factor.value(), factor.axes()));
        }
        return elimination.run();
    }

    private Result run() {
        while (tables.stream().anyMatch(Table::isOpen)) {
            Set<Axis> leaf = order().innermost()
                    .orElseThrow(
                            () -> crossing(tables.stream().filter(Table::isOpen).toList()));
            for (var choice = order().cheapest(leaf, remaining);
                    choice.isPresent();
                    choice = order().cheapest(leaf, remaining)) {
                eliminate(choice.get(), leaf);
            }
            eliminateChains(leaf);
            for (Table table : List.copyOf(tables)) {
                if (table.axes().equals(leaf) && !leaf.isEmpty()) {
                    tables.remove(table);
                    tables.add(left(table));
                }
            }
        }
        Value total = tables.stream().map(Table::value).reduce(scope.number(0), scope::plus);
        Node rows = null;
        if (!outerVariables && !rowTerms.isEmpty()) {
            Value sum = rowTerms.stream().reduce(scope.number(0), scope::plus);
            rows = scope.algebra().toType(sum.node(), Type.of(true));
        }
        return new Result(total.node(), rows);
    }

    private EliminationOrder order() {
        return new EliminationOrder(tables);
    }

    private void eliminate(EliminationOrder.Choice choice, Set<Axis> leaf) {
        RandomVariable variable = choice.variable();
        List<Table> involved =
                tables.stream().filter(table -> table.involves(variable)).toList();
        ModelException.require(
                choice.size() <= LARGEST_TABLE,
                "summing out '%s' needs a table of %s entries over %s, more than %d. Fewer values or fewer parents make it smaller; an approximate engine such"
                        + " as meanFieldVi needs no table.",
                variable.name(),
                choice.size() == Long.MAX_VALUE ? "too many" : Long.toString(choice.size()),
                names(involved),
                LARGEST_TABLE);
        tables.removeAll(involved);
        remaining.remove(variable);
        Label label = new Label.OfDomain(variable);
        Value product = involved.stream().map(Table::value).reduce(scope::plus).orElseThrow();
        int dim = product.labels().indexOf(label);
        Node summed = scope.algebra().logSumExp(product.node(), List.of(dim));
        tables.add(new Table(scope.drop(summed, product.labels(), label, 0), leaf));
    }

    /** Markov variables that meet in a table move together. */
    private void eliminateChains(Set<Axis> leaf) {
        List<RandomVariable> chained = new ArrayList<>(remaining.stream()
                .filter(variable -> variable.axes().equals(leaf))
                .toList());
        while (!chained.isEmpty()) {
            List<RandomVariable> together = new ArrayList<>(List.of(chained.get(0)));
            for (int i = 0; i < together.size(); i++) {
                RandomVariable one = together.get(i);
                tables.stream()
                        .filter(table -> table.involves(one))
                        .flatMap(table -> table.domains().stream())
                        .map(Label.OfDomain::variable)
                        .filter(other -> chained.contains(other) && !together.contains(other))
                        .forEach(together::add);
            }
            chained.removeAll(together);
            eliminateChain(together, leaf);
        }
    }

    private void eliminateChain(List<RandomVariable> variables, Set<Axis> leaf) {
        List<Table> first = involving(starts, variables);
        List<Table> others = involving(tables, variables);
        List<Table> all = new ArrayList<>(first);
        all.addAll(others);
        ChainElimination chain = new ChainElimination(scope, layout, variables, all);
        starts.removeAll(first);
        tables.removeAll(others);
        variables.forEach(remaining::remove);
        Set<Axis> left = Plates.without(leaf, ChainElimination.chain(variables.get(0)));
        tables.add(new Table(chain.evidence(first, others, false), left));
    }

    private static List<Table> involving(List<Table> tables, List<RandomVariable> variables) {
        return tables.stream()
                .filter(table -> variables.stream().anyMatch(table::involves))
                .toList();
    }

    /** What is left in the innermost plates is multiplied over those of their elements that the remaining variables do not live in. */
    private Table left(Table table) {
        Set<Axis> outer = Set.of();
        Map<Axis, Value> lookups = new LinkedHashMap<>();
        for (Label.OfDomain label : table.domains()) {
            for (Axis axis : label.variable().axes()) {
                Value by = label.at().get(axis);
                if (by == null) {
                    outer = Plates.union(outer, axis.axes());
                } else if (!by.equals(lookups.getOrDefault(axis, by))) {
                    throw crossing(List.of(table));
                } else {
                    lookups.put(axis, by);
                }
            }
        }
        if (lookups.isEmpty()) {
            if (outer.size() == table.axes().size()) {
                throw crossing(List.of(table));
            }
            return new Table(multiplied(table, outer), outer);
        }
        return lookedUp(table, outer, lookups);
    }

    private Table lookedUp(Table table, Set<Axis> kept, Map<Axis, Value> lookups) {
        Map.Entry<Axis, Value> lookup = lookups.entrySet().iterator().next();
        Axis target = lookup.getKey();
        if (lookups.size() > 1 || kept.contains(target)) {
            throw crossing(List.of(table));
        }
        outerVariables |= layout.hasRows(table.axes()) && !layout.hasRows(kept);
        SegmentSum sum = new SegmentSum(scope, layout, target, lookup.getValue());
        return new Table(sum.of(table.value(), table.axes(), kept), Plates.union(kept, target.axes()));
    }

    /** The table multiplied over all its plates but {@code outer}; in log space, that is a sum. */
    private Value multiplied(Table table, Set<Axis> outer) {
        Value sum = table.value();
        for (Label label : layout.labels(table.axes())) {
            if (!outer.contains(((Label.OfPlate) label).axis())) {
                sum = summed(sum, (Label.OfPlate) label);
            }
        }
        if (!layout.hasRows(table.axes()) || layout.hasRows(outer)) {
            return sum;
        }
        if (table.domains().isEmpty()) {
            rowTerms.add(sum);
        } else {
            outerVariables = true;
        }
        return sum.with(new RowSums(scope, layout).of(sum.node()));
    }

    private Value summed(Value value, Label.OfPlate label) {
        int dim = value.labels().indexOf(label);
        return dim < 0
                ? value.with(scope.algebra()
                        .times(value.node(), layout.binding().size(label.axis().plate())))
                : scope.drop(scope.algebra().sum(value.node(), List.of(dim)), value.labels(), label, 0);
    }

    private static ModelException crossing(List<Table> tables) {
        return new ModelException(String.format(
                "%s live in crossing plates and meet in one factor over %s: they cannot be summed out exactly. Use an approximate engine such as meanFieldVi.",
                names(tables),
                tables.stream().map(Table::axes).distinct().map(Set::toString).collect(Collectors.joining(" and "))));
    }

    private static List<String> names(List<Table> tables) {
        return tables.stream()
                .flatMap(table -> table.domains().stream())
                .map(label -> label.variable().name())
                .distinct()
                .toList();
    }
}
