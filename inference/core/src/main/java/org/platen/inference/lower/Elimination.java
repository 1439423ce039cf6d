package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.model.Markov;
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
    private final Summation summation;
    private final @Nullable Axis each;
    private final @Nullable Horizons horizons;
    private final List<Table> tables = new ArrayList<>();
    private final List<Table> starts = new ArrayList<>();
    private final Set<RandomVariable> remaining;
    private final List<Value> eachTerms = new ArrayList<>();
    private boolean outerVariables;

    /**
     * What is left when everything is summed out.
     *
     * @param logEvidence log Σ exp(Σ factors), a single number; with horizons one for each
     * @param rowLogEvidence the same for each row alone, or for each element of the axis that was asked for; null when these are not independent given the
     *     estimated values
     */
    public record Result(Node logEvidence, @Nullable Node rowLogEvidence) {}

    private Elimination(
            Scope scope,
            Layout layout,
            Collection<RandomVariable> variables,
            Summation summation,
            @Nullable Axis each,
            @Nullable Horizons horizons) {
        this.scope = scope;
        this.layout = layout;
        this.remaining = new LinkedHashSet<>(variables);
        this.summation = summation;
        this.each = each;
        this.horizons = horizons;
    }

    /**
     * Sums {@code variables} out of {@code factors}.
     *
     * @throws ModelException when variables of crossing plates meet in one factor, or a table would be too large
     */
    public static Result of(
            Scope scope, Layout layout, Collection<Factor> factors, Collection<RandomVariable> variables) {
        return of(scope, layout, factors, variables, layout.rowAxis());
    }

    /** As {@link #of(Scope, Layout, Collection, Collection)}, with the log evidence of each element of an axis. */
    public static Result of(
            Scope scope,
            Layout layout,
            Collection<Factor> factors,
            Collection<RandomVariable> variables,
            @Nullable Axis each) {
        return new Elimination(scope, layout, variables, Summation.TOTAL, each, null).run(factors);
    }

    /** The largest of what {@link #of} sums, which the most probable values of all variables together give. */
    public static Result largest(
            Scope scope, Layout layout, Collection<Factor> factors, Collection<RandomVariable> variables) {
        return new Elimination(scope, layout, variables, Summation.LARGEST, layout.rowAxis(), null).run(factors);
    }

    /** As {@link #of}, with the log evidence of what comes up to each instant of a chain. */
    public static Result byHorizon(
            Horizons horizons, Collection<Factor> factors, Collection<RandomVariable> variables, @Nullable Axis each) {
        return new Elimination(horizons.scope(), horizons.layout(), variables, Summation.TOTAL, each, horizons)
                .run(factors.stream().map(horizons::marked).toList());
    }

    private Result run(Collection<Factor> factors) {
        for (Factor factor : factors) {
            Table table = new Table(factor.value(), factor.axes());
            if (factor.term().part() == Term.Part.OTHERS && remaining.contains(factor.variable())) {
                tables.add(afterFirst(table, factor.variable()));
            } else if (factor.term().part() != Term.Part.FIRST) {
                tables.add(table);
            } else if (isOfStates(table, factor.variable())) {
                starts.add(table);
            } else {
                tables.add(atFirst(table, factor.variable()));
            }
        }
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
        return new Result(total.node(), outerVariables || eachTerms.isEmpty() ? null : ofEach());
    }

    /** A table of moves. There is none into the first instants: where it may meet other variables of an instant, or differs between them, it is 0 there. */
    private Table afterFirst(Table table, RandomVariable variable) {
        Axis chain = ChainElimination.chain(variable);
        boolean differs = table.value().labels().contains(new Label.OfPlate(chain));
        Value first = new Ends(scope, layout).first(chain, ChainElimination.order(variable));
        return differs || !isOfStates(table, variable)
                ? new Table(scope.select(first, scope.number(0), table.value()), table.axes())
                : table;
    }

    /** Whether what is said of a Markov variable is said of the states of Markov variables alone. */
    private boolean isOfStates(Table table, RandomVariable variable) {
        return remaining.contains(variable)
                && table.domains().stream()
                        .allMatch(label -> label.variable().distribution() instanceof Markov
                                || !label.variable().axes().equals(variable.axes()));
    }

    /** A table of first values among those of all instants, where it may meet other variables of its instant. */
    private Table atFirst(Table table, RandomVariable variable) {
        Axis chain = ChainElimination.chain(variable);
        boolean alone = horizons == null
                && table.domains().stream()
                        .noneMatch(label -> label.variable().axes().contains(chain));
        Value first = new Ends(scope, layout).first(chain, ChainElimination.order(variable));
        return alone ? table : new Table(scope.select(first, table.value(), scope.number(0)), variable.axes());
    }

    private Node ofEach() {
        Axis axis = Objects.requireNonNull(each);
        Value sum = eachTerms.stream().reduce(scope.number(0), scope::plus);
        List<Label> labels = new ArrayList<>(layout.labels(axis.axes()));
        List<Integer> dims = new ArrayList<>(layout.sizes(axis.axes()));
        for (Label label : sum.labels()) {
            if (label instanceof Label.OfHorizon || label instanceof Label.OfSample) {
                labels.add(label);
                dims.add(sum.size(label));
            }
        }
        List<Label> sorted = scope.sorted(labels);
        Node spread = scope.spread(sum, sorted, 0);
        Node ordered = scope.algebra()
                .permute(spread, labels.stream().map(sorted::indexOf).toList());
        return scope.algebra().toType(ordered, new Type(layout.hasRows(axis.axes()), dims));
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
        tables.add(new Table(summation.over(scope, product, label), leaf));
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
        ChainElimination chain = new ChainElimination(scope, layout, variables, first, others);
        starts.removeAll(first);
        tables.removeAll(others);
        variables.forEach(remaining::remove);
        Value evidence = horizons != null && horizons.chain().equals(chain.axis())
                ? horizons.evidence(chain)
                : chain.evidence(summation);
        tables.add(new Table(evidence, Plates.without(leaf, chain.axis())));
    }

    private static List<Table> involving(List<Table> tables, List<RandomVariable> variables) {
        return tables.stream()
                .filter(table -> variables.stream().anyMatch(table::involves))
                .toList();
    }

    /** What is left in the innermost plates is multiplied over those of their elements that the remaining variables do not differ between. */
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
        if (!lookups.isEmpty() && outer.isEmpty()) {
            return lookedUp(table, outer, lookups);
        }
        Set<Axis> differing = outer;
        for (Value by : lookups.values()) {
            differing = Plates.union(differing, layout.axes(by));
        }
        if (differing.size() < table.axes().size()) {
            return new Table(multiplied(table, differing), differing);
        }
        if (lookups.isEmpty()) {
            throw crossing(List.of(table));
        }
        return lookedUp(table, outer, lookups);
    }

    private Table lookedUp(Table table, Set<Axis> kept, Map<Axis, Value> lookups) {
        Map.Entry<Axis, Value> lookup = lookups.entrySet().iterator().next();
        Axis target = lookup.getKey();
        if (lookups.size() > 1 || kept.contains(target)) {
            throw crossing(List.of(table));
        }
        outerVariables |= each != null && table.axes().contains(each) && !kept.contains(each);
        ModelException.require(
                horizons == null || !table.axes().contains(horizons.chain()),
                "%s are looked up by an index at the instants of '%s', so that what is known at each of them is not told apart",
                names(List.of(table)),
                horizons == null ? "" : horizons.chain());
        SegmentSum sum = new SegmentSum(scope, layout, target, lookup.getValue());
        Value value = table.value();
        for (Axis axis : table.axes()) {
            value = kept.contains(axis) ? value : new Ends(scope, layout).within(axis, value, 0);
        }
        return new Table(sum.of(value, table.axes(), kept), Plates.union(kept, target.axes()));
    }

    /** The table multiplied over all its plates but {@code outer}; in log space, that is a sum. */
    private Value multiplied(Table table, Set<Axis> outer) {
        Value sum = table.value();
        List<Axis> inmostFirst = new ArrayList<>(table.axes());
        Collections.reverse(inmostFirst);
        for (Axis axis : inmostFirst) {
            if (!outer.contains(axis) && !axis.equals(each)) {
                sum = multiplied(sum, axis);
            }
        }
        if (each == null || !table.axes().contains(each) || outer.contains(each)) {
            return sum;
        }
        if (table.domains().isEmpty()) {
            eachTerms.add(sum);
        } else {
            outerVariables = true;
        }
        return multiplied(sum, each);
    }

    private Value multiplied(Value value, Axis axis) {
        if (horizons != null && axis.equals(horizons.chain())) {
            return horizons.upTo(value);
        }
        return axis.equals(layout.rowAxis())
                ? value.with(new RowSums(scope, layout).of(value.node()))
                : new Ends(scope, layout).sum(axis, value);
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
