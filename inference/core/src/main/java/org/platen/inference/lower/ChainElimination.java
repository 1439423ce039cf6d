package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
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
    private final ChainStates states;

    /**
     * @param variables Markov variables of one chain
     * @param tables everything that involves any of them, those of the first instant too
     */
    ChainElimination(Scope scope, Layout layout, List<RandomVariable> variables, List<Table> tables) {
        this.scope = scope;
        this.layout = layout;
        this.chain = chain(variables.get(0));
        this.own = variables.stream().<Label>map(Label.OfDomain::new).toList();
        long count = Math.round(
                Math.pow(variables.stream().mapToDouble(Domains::size).reduce(1, (a, b) -> a * b), order(variables)));
        ModelException.require(
                count * count <= Elimination.LARGEST_TABLE,
                "the chain of %s moves between %d joint states, a table of %d entries, more than %d. Fewer states make it smaller; an approximate engine such as"
                        + " meanFieldVi needs no table.",
                variables,
                count,
                count * count,
                Elimination.LARGEST_TABLE);
        this.states = ChainStates.of(variables);
        this.previous = IntStream.rangeClosed(1, states.order())
                .boxed()
                .<Label>flatMap(lag -> variables.stream().map(variable -> Label.OfDomain.before(variable, lag)))
                .toList();
        Set<Label> others = new LinkedHashSet<>();
        tables.forEach(table -> others.addAll(table.value().labels()));
        others.removeAll(own);
        others.removeAll(previous);
        others.remove(new Label.OfPlate(chain));
        this.batch = scope.sorted(others);
    }

    private static int order(List<RandomVariable> variables) {
        return variables.stream()
                .mapToInt(variable -> ((Markov) variable.distribution()).order())
                .max()
                .orElse(1);
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
        int begun = states.order() - 1;
        ModelException.require(
                length > begun,
                "the chain '%s' has %d instants, fewer than its order %d",
                chain,
                length,
                states.order());
        Node start = arranged(sum(first.stream()), List.of(), List.of(own), 1);
        Node moves = arranged(sum(tables.stream().filter(this::isMove)), List.of(time), List.of(previous, own), 1);
        Node emissions =
                arranged(sum(tables.stream().filter(table -> !isMove(table))), List.of(time), List.of(own), length);
        int dim = batch.size();
        Node initial = states.remembered(algebra(), start, 0);
        for (int lag = 1; lag <= begun; lag++) {
            Node before = algebra().take(emissions, dim, List.of(begun - lag));
            List<Integer> dims = new ArrayList<>(before.type().dims());
            dims.remove(dim);
            Node own = algebra().plus(start, algebra().reshape(before, dims));
            initial = algebra().plus(initial, states.remembered(algebra(), own, lag));
        }
        List<Integer> instants = IntStream.range(begun, length).boxed().toList();
        boolean homogeneous = moves.type().dim(dim) == 1;
        Node alpha = algebra()
                .chainForward(
                        initial,
                        states.moves(algebra(), homogeneous ? moves : algebra().take(moves, dim, instants)),
                        states.remembered(algebra(), algebra().take(emissions, dim, instants), 0),
                        lengths(begun),
                        max);
        Node last = algebra().take(alpha, dim, List.of(length - begun - 1));
        Node summed = max ? algebra().max(last, List.of(dim + 1)) : algebra().logSumExp(last, List.of(dim + 1));
        return new Value(algebra().reshape(summed, summed.type().dims().subList(0, dim)), batch, 0);
    }

    private Value sum(Stream<Table> tables) {
        return tables.map(Table::value).reduce(scope.number(0), scope::plus);
    }

    /** How many instants there are after the first ones. */
    private Node lengths(int begun) {
        List<Integer> ones = batch.stream().map(label -> 1).toList();
        return algebra().reshape(scope.graph().literal(layout.binding().size(chain.plate()) - begun), ones);
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
        joined.forEach(labels -> result.add(labels.stream()
                .mapToInt(label -> Domains.size(((Label.OfDomain) label).variable()))
                .reduce(1, (a, b) -> a * b)));
        Node node = algebra().reshape(algebra().permute(value.node(), permutation), present);
        Node whole = algebra().toType(node, new Type(node.type().rows(), full));
        return algebra().reshape(whole, result);
    }

    private Algebra algebra() {
        return scope.algebra();
    }
}
