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
import org.platen.inference.data.Lengths;
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
    private final Ends ends;
    private final Axis chain;
    private final List<Label> own;
    private final List<Label> previous;
    private final List<Label> batch;
    private final ChainStates states;
    private final List<Table> first;
    private final List<Table> tables;

    /**
     * @param variables Markov variables of one chain
     * @param first tables of the first instant that involve any of them
     * @param tables the others that do
     */
    ChainElimination(
            Scope scope, Layout layout, List<RandomVariable> variables, List<Table> first, List<Table> tables) {
        this.scope = scope;
        this.layout = layout;
        this.ends = new Ends(scope, layout);
        this.first = List.copyOf(first);
        this.tables = List.copyOf(tables);
        this.chain = chain(variables.get(0));
        this.own = variables.stream().<Label>map(Label.OfDomain::new).toList();
        this.states = ChainStates.of(variables);
        this.previous = IntStream.rangeClosed(1, states.order())
                .boxed()
                .<Label>flatMap(lag -> variables.stream().map(variable -> Label.OfDomain.before(variable, lag)))
                .toList();
        Set<Label> others = new LinkedHashSet<>();
        Stream.concat(first.stream(), tables.stream())
                .forEach(table -> others.addAll(table.value().labels()));
        others.addAll(ends.length(chain).labels());
        others.removeAll(own);
        others.removeAll(previous);
        others.remove(new Label.OfPlate(chain));
        this.batch = scope.sorted(others);
        int shortest =
                layout.binding().lengths(chain.plate()).map(Lengths::shortest).orElse(instants());
        ModelException.require(
                shortest >= order(),
                "the chain '%s' of %s has %d instants, fewer than its order %d",
                chain,
                variables,
                shortest,
                order());
    }

    /** The axis that a Markov variable moves along. */
    static Axis chain(RandomVariable variable) {
        return ((Markov) variable.distribution()).chain().axis();
    }

    /** How many values before a Markov variable depends on. */
    static int order(RandomVariable variable) {
        return ((Markov) variable.distribution()).order();
    }

    /** Whether a table tells how states follow each other. */
    private boolean isMove(Table table) {
        return table.value().labels().stream().anyMatch(previous::contains);
    }

    /** The log weight of everything, one number for each element and value of what is left. */
    Value evidence(Summation summation) {
        Node alpha = forward(summation);
        int dim = batch.size();
        int last = alpha.type().dim(dim) - 1;
        Node summed = summation.along(algebra(), algebra().take(alpha, dim, List.of(last)), dim + 1);
        return new Value(algebra().reshape(summed, summed.type().dims().subList(0, dim)), batch, 0);
    }

    /**
     * The log weight of everything up to each instant, of the states at it and of those that the chain remembers: labels of {@link #own} and
     * {@link #remembered}. Before there is so much to remember the messages are those of the instant where there is.
     */
    Value messages() {
        Node alpha = forward(Summation.TOTAL);
        int dim = batch.size();
        int begun = states.order() - 1;
        List<Integer> instants = IntStream.range(0, instants())
                .mapToObj(t -> Math.max(0, t - begun))
                .toList();
        List<Label> labels = new ArrayList<>(batch);
        labels.add(new Label.OfPlate(chain));
        labels.addAll(own);
        labels.addAll(remembered());
        Node all = algebra().take(alpha, dim, instants);
        List<Integer> dims = new ArrayList<>(all.type().dims().subList(0, dim + 1));
        labels.subList(dim + 1, labels.size())
                .forEach(label -> dims.add(Domains.size(((Label.OfDomain) label).variable())));
        return scope.labelled(algebra().reshape(all, dims), labels, 0);
    }

    private Node forward(Summation summation) {
        Label time = new Label.OfPlate(chain);
        int begun = states.order() - 1;
        Node start = arranged(start(), List.of(), List.of(own), 1);
        Node moves = arranged(moves(), List.of(time), List.of(previous, own), 1);
        Node emissions = arranged(emissions(), List.of(time), List.of(own), instants());
        int dim = batch.size();
        Node initial = states.remembered(algebra(), start, 0);
        for (int lag = 1; lag <= begun; lag++) {
            Node before = algebra().take(emissions, dim, List.of(begun - lag));
            List<Integer> dims = new ArrayList<>(before.type().dims());
            dims.remove(dim);
            Node own = algebra().plus(start, algebra().reshape(before, dims));
            initial = algebra().plus(initial, states.remembered(algebra(), own, lag));
        }
        List<Integer> instants = IntStream.range(begun, instants()).boxed().toList();
        boolean homogeneous = moves.type().dim(dim) == 1;
        Node lengths = scope.spread(ends.length(chain), batch, 0);
        return algebra()
                .chainForward(
                        initial,
                        states.moves(algebra(), homogeneous ? moves : algebra().take(moves, dim, instants)),
                        states.remembered(algebra(), algebra().take(emissions, dim, instants), 0),
                        algebra().plus(lengths, -begun),
                        summation == Summation.LARGEST);
    }

    private int instants() {
        return layout.binding().size(chain.plate());
    }

    /** The log weights of the states of the first instants, as many as the order of the chain. */
    Value start() {
        return sum(first.stream());
    }

    /** The log weights of moves from one instant to the next. */
    Value moves() {
        return sum(tables.stream().filter(this::isMove));
    }

    /** The log weights of the states of each instant. Nothing moves into the first ones, so tables of moves are about their states alone. */
    Value emissions() {
        Value emissions = sum(tables.stream().filter(table -> !isMove(table)));
        for (Table table : tables) {
            if (isMove(table) && table.value().labels().contains(new Label.OfPlate(chain))) {
                Value alone = withoutPrevious(table.value());
                Value early = scope.select(ends.first(chain, order()), alone, scope.number(0));
                emissions = scope.plus(emissions, early);
            }
        }
        return emissions;
    }

    private Value withoutPrevious(Value moves) {
        Value value = moves;
        for (Label label : moves.labels()) {
            if (previous.contains(label)) {
                Node taken = algebra().take(value.node(), value.labels().indexOf(label), List.of(0));
                value = scope.drop(taken, value.labels(), label, 0);
            }
        }
        return value;
    }

    /** How many instants before a state depends on. */
    int order() {
        return states.order();
    }

    /** The dimensions of the states of an instant. */
    List<Label> own() {
        return own;
    }

    /** The dimensions of the states of the instants before, the nearest first. */
    List<Label> previous() {
        return previous;
    }

    /** Those of them that a state remembers itself: all but the farthest. */
    List<Label> remembered() {
        return previous.subList(0, own.size() * (order() - 1));
    }

    /** The axis that the variables move along. */
    Axis axis() {
        return chain;
    }

    private Value sum(Stream<Table> tables) {
        return tables.map(Table::value).reduce(scope.number(0), scope::plus);
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
