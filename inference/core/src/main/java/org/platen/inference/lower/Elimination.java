package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
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
 * elimination for plated factor graphs", algorithm 1). Inside a plate the variable whose elimination makes the smallest table goes first.
 */
public final class Elimination {

    /** A table of more entries a row than this is refused. */
    static final long LARGEST_TABLE = 1 << 20;

    private final Scope scope;
    private final Layout layout;
    private final List<Table> tables = new ArrayList<>();
    private final Set<RandomVariable> remaining;
    private final List<Value> rowTerms = new ArrayList<>();
    private boolean outerVariables;

    private record Table(Value value, Set<Axis> axes) {

        Set<RandomVariable> variables() {
            return value.labels().stream()
                    .filter(Label.OfDomain.class::isInstance)
                    .map(label -> ((Label.OfDomain) label).variable())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
    }

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
        factors.forEach(factor -> elimination.tables.add(new Table(factor.value(), factor.axes())));
        return elimination.run();
    }

    private Result run() {
        while (tables.stream()
                .anyMatch(table -> !table.axes.isEmpty() || !table.variables().isEmpty())) {
            Set<Axis> leaf = deepest();
            eliminateVariables(leaf);
            leaveLeaf(leaf);
        }
        Value total = tables.stream().map(Table::value).reduce(scope.number(0), scope::plus);
        Node rows = null;
        if (!outerVariables && !rowTerms.isEmpty()) {
            Value sum = rowTerms.stream().reduce(scope.number(0), scope::plus);
            rows = scope.algebra().toType(sum.node(), Type.of(true));
        }
        return new Result(total.node(), rows);
    }

    private Set<Axis> deepest() {
        Set<Axis> leaf = Set.of();
        for (Table table : tables) {
            boolean open = !table.axes.isEmpty() || !table.variables().isEmpty();
            if (open && table.axes.size() >= leaf.size()) {
                leaf = table.axes;
            }
        }
        return leaf;
    }

    private void eliminateVariables(Set<Axis> leaf) {
        while (true) {
            RandomVariable cheapest = null;
            long least = Long.MAX_VALUE;
            for (RandomVariable variable : remaining) {
                if (variable.axes().equals(leaf) && tableSize(variable) < least) {
                    least = tableSize(variable);
                    cheapest = variable;
                }
            }
            if (cheapest == null) {
                return;
            }
            eliminate(cheapest, leaf, least);
        }
    }

    private void eliminate(RandomVariable variable, Set<Axis> leaf, long size) {
        List<Table> involved = involving(variable);
        ModelException.require(
                size <= LARGEST_TABLE,
                "summing out '%s' needs a table of %d entries over %s, more than %d. Fewer values or fewer parents make it smaller; an approximate engine such"
                        + " as meanFieldVi needs no table.",
                variable.name(),
                size,
                names(involved),
                LARGEST_TABLE);
        tables.removeAll(involved);
        remaining.remove(variable);
        Label label = new Label.OfDomain(variable);
        Value product = involved.stream().map(Table::value).reduce(scope::plus).orElse(scope.number(0));
        int dim = product.labels().indexOf(label);
        Node summed = scope.algebra().logSumExp(product.node(), List.of(dim));
        tables.add(new Table(scope.drop(summed, product.labels(), label, 0), leaf));
    }

    private List<Table> involving(RandomVariable variable) {
        return tables.stream()
                .filter(table -> table.variables().contains(variable))
                .toList();
    }

    private long tableSize(RandomVariable variable) {
        long size = 1;
        Set<Label> labels = new LinkedHashSet<>();
        for (Table table : involving(variable)) {
            for (Label label : table.value.labels()) {
                if (labels.add(label)) {
                    size = Math.multiplyExact(size, (long) table.value.size(label));
                }
            }
        }
        return size;
    }

    private static String names(List<Table> tables) {
        return tables.stream()
                .flatMap(table -> table.variables().stream())
                .map(RandomVariable::name)
                .distinct()
                .toList()
                .toString();
    }

    /** What is left in the innermost plates is multiplied over those of their elements that the remaining variables do not live in. */
    private void leaveLeaf(Set<Axis> leaf) {
        for (Table table : List.copyOf(tables)) {
            if (!table.axes.equals(leaf) || leaf.isEmpty()) {
                continue;
            }
            Set<Axis> outer = Set.of();
            for (RandomVariable variable : table.variables()) {
                ModelException.require(
                        leaf.containsAll(variable.axes()),
                        "'%s' lives in %s, but is used in %s: sums over an indexed plate are not computed exactly here",
                        variable.name(),
                        variable.axes(),
                        leaf);
                outer = Plates.union(outer, variable.axes());
            }
            ModelException.require(
                    outer.size() < leaf.size(),
                    "%s live in crossing plates and meet in one factor over %s: they cannot be summed out exactly. Use an approximate engine such as meanFieldVi.",
                    names(List.of(table)),
                    leaf);
            tables.remove(table);
            tables.add(new Table(reduced(table.value, leaf, outer), outer));
        }
    }

    private Value reduced(Value value, Set<Axis> leaf, Set<Axis> outer) {
        Value result = value;
        boolean rows = false;
        for (Axis axis : leaf) {
            if (outer.contains(axis)) {
                continue;
            }
            if (axis.equals(layout.rowAxis())) {
                rows = true;
                continue;
            }
            Label label = new Label.OfPlate(axis);
            int dim = result.labels().indexOf(label);
            result = dim < 0
                    ? result.with(scope.algebra()
                            .times(result.node(), layout.binding().size(axis.plate())))
                    : scope.drop(scope.algebra().sum(result.node(), List.of(dim)), result.labels(), label, 0);
        }
        if (rows) {
            if (outer.isEmpty()) {
                rowTerms.add(result);
            } else {
                outerVariables = true;
            }
            result = result.with(scope.algebra().sumRows(result.node()));
        }
        return result;
    }
}
