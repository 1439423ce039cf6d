package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.platen.dsl.model.Markov;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.op.Algebra;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;

/**
 * Sums Markov variables that move together out of the tables of their chain: forward messages over their joint states (Rabiner 1989, equation 20). What is
 * left has no chain any more.
 */
final class ChainElimination {

    private final Scope scope;
    private final Layout layout;
    private final Axis chain;
    private final List<Label> own;
    private final List<Label> previous;
    private final List<Label> batch;
    private final int states;

    /**
     * @param variables Markov variables of one chain
     * @param tables everything that involves any of them, those of the first instant too
     */
    ChainElimination(Scope scope, Layout layout, List<RandomVariable> variables, List<Table> tables) {
        this.scope = scope;
        this.layout = layout;
        this.chain = chain(variables.get(0));
        this.own = variables.stream().<Label>map(Label.OfDomain::new).toList();
        this.previous = variables.stream().<Label>map(Label.OfDomain::previous).toList();
        Set<Label> others = new LinkedHashSet<>();
        tables.forEach(table -> others.addAll(table.value().labels()));
        others.removeAll(own);
        others.removeAll(previous);
        others.remove(new Label.OfPlate(chain));
        this.batch = scope.sorted(others);
        long size = 1;
        for (RandomVariable variable : variables) {
            size *= Domains.size(variable);
        }
        ModelException.require(
                size * size <= Elimination.LARGEST_TABLE,
                "the chain of %s moves between %d joint states, a table of %d entries, more than %d. Fewer states make it smaller; an approximate engine such as"
                        + " meanFieldVi needs no table.",
                variables,
                size,
                size * size,
                Elimination.LARGEST_TABLE);
        this.states = (int) size;
    }

    /** The axis that a Markov variable moves along. */
    static Axis chain(RandomVariable variable) {
        return ((Markov) variable.distribution()).chain().axis();
    }

    /** Whether a table tells how states follow each other. */
    boolean isMove(Table table) {
        return table.value().labels().stream().anyMatch(previous::contains);
    }

    /**
     * The log weight of everything, one number for each element and value of what is left.
     *
     * @param first tables of the first instant
     * @param tables the others
     */
    Value evidence(List<Table> first, List<Table> tables, boolean max) {
        Label time = new Label.OfPlate(chain);
        int length = layout.binding().size(chain.plate());
        Value start = sum(first.stream());
        Value moves = sum(tables.stream().filter(this::isMove));
        Value emissions = sum(tables.stream().filter(table -> !isMove(table)));
        Node alpha = algebra()
                .chainForward(
                        arranged(start, List.of(), List.of(own), 1),
                        arranged(moves, List.of(time), List.of(previous, own), 1),
                        arranged(emissions, List.of(time), List.of(own), length),
                        lengths(),
                        max);
        int dim = batch.size();
        Node last = algebra().take(alpha, dim, List.of(length - 1));
        Node summed = max ? algebra().max(last, List.of(dim + 1)) : algebra().logSumExp(last, List.of(dim + 1));
        return new Value(algebra().reshape(summed, summed.type().dims().subList(0, dim)), batch, 0);
    }

    private Value sum(Stream<Table> tables) {
        return tables.map(Table::value).reduce(scope.number(0), scope::plus);
    }

    /** How many instants there are. */
    private Node lengths() {
        List<Integer> ones = batch.stream().map(label -> 1).toList();
        return algebra().reshape(scope.graph().literal(layout.binding().size(chain.plate())), ones);
    }

    /**
     * A table with the batch's dimensions, then {@code singles}, then one dimension for each of {@code joined}: the joint states of its labels.
     *
     * @param atLeast the size of a single that the table does not vary over
     */
    private Node arranged(Value value, List<Label> singles, List<List<Label>> joined, int atLeast) {
        List<Label> order = new ArrayList<>(batch);
        order.addAll(singles);
        joined.forEach(order::addAll);
        List<Integer> permutation = order.stream()
                .filter(value.labels()::contains)
                .map(value.labels()::indexOf)
                .toList();
        List<Integer> present = new ArrayList<>();
        List<Integer> full = new ArrayList<>();
        List<Integer> result = new ArrayList<>();
        for (Label label : order) {
            present.add(value.size(label));
            boolean state = label instanceof Label.OfDomain && !batch.contains(label);
            boolean single = singles.contains(label);
            int size = state
                    ? Domains.size(((Label.OfDomain) label).variable())
                    : Math.max(value.size(label), single ? atLeast : 1);
            full.add(size);
            if (!state) {
                result.add(size);
            }
        }
        joined.forEach(labels -> result.add(states));
        Node node = algebra().reshape(algebra().permute(value.node(), permutation), present);
        Node whole = algebra().toType(node, new Type(node.type().rows(), full));
        return algebra().reshape(whole, result);
    }

    private Algebra algebra() {
        return scope.algebra();
    }
}
