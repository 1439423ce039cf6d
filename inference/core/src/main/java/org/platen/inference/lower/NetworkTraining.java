package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.platen.dsl.expr.Application;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.expr.WhileTraining;
import org.platen.dsl.model.Running;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.op.Algebra;
import org.platen.inference.op.BinaryRule;
import org.platen.inference.op.UnaryRule;
import org.platen.inference.program.Node;

/**
 * One graph in which networks are trained: entries are dropped by noise, standardising layers take the moments of the batch, and their running moments follow. A layer
 * applied to two inputs drops other entries of each, and its running moments follow the one after the other.
 */
public final class NetworkTraining {

    private static final String NOISE = "noise/dropout ";

    private final Scope scope;
    private final Layout layout;
    private final Algebra algebra;
    private final Map<List<Object>, Value> known = new LinkedHashMap<>();
    private final Map<Symbol, Value> running = new LinkedHashMap<>();
    private final Set<String> noise = new LinkedHashSet<>();
    private int fewest = Integer.MAX_VALUE;

    /** Of the graph of a joint density. */
    public NetworkTraining(Joint joint) {
        this.scope = joint.scope();
        this.layout = joint.layout();
        this.algebra = scope.algebra();
    }

    /** The inputs that are to be uniform between 0 and 1, drawn anew in every step. */
    public Set<String> noise() {
        return noise;
    }

    /** What each of the running moments that were met is after a step. */
    public Map<Symbol, Value> running() {
        return running;
    }

    /** The fewest values of one row, or of all rows where they are the same for all, that moments are taken of; the largest integer where none are. */
    public int fewestValues() {
        return fewest;
    }

    /** What the application of a layer is while it is trained; the same one of the same input is the same everywhere in the graph. */
    Value of(Application layer, Lowering lowering) {
        List<Value> arguments = layer.arguments().stream().map(lowering::lower).toList();
        List<Object> key = new ArrayList<>(List.of(layer));
        arguments.forEach(argument -> key.add(argument.node()));
        Value value = known.get(key);
        if (value == null) {
            value = build(layer, arguments);
            known.put(key, value);
        }
        return value;
    }

    private Value build(Application layer, List<Value> arguments) {
        WhileTraining training = Objects.requireNonNull(layer.training());
        List<Integer> shape =
                IntStream.of(layer.arguments().get(0).shape().sizes()).boxed().toList();
        Value x = new Events(scope).broadcast(arguments.get(0), shape);
        return training instanceof WhileTraining.Dropped dropped
                ? dropped(x, dropped.rate())
                : standardised(layer, (WhileTraining.Standardised) training, x, arguments);
    }

    private Value dropped(Value x, double rate) {
        String name = NOISE + (noise.size() + 1);
        noise.add(name);
        Value uniform = x.with(scope.graph().input(name, x.node().type()));
        Value kept = scope.binary(BinaryRule.LESS_OR_EQUAL, scope.number(rate), uniform);
        return scope.times(x, scope.times(kept, scope.number(1 / (1 - rate))));
    }

    private Value standardised(Application layer, WhileTraining.Standardised how, Value x, List<Value> arguments) {
        Value exists = exists(x);
        Node count = count(x, exists);
        Node mean = algebra.over(byChannel(scope.times(x, exists)), count);
        Value centred = scope.binary(BinaryRule.SUBTRACT, x, spread(mean, x));
        Node squares = byChannel(scope.times(scope.times(centred, centred), exists));
        Node deviation = algebra.unary(UnaryRule.SQRT, algebra.plus(algebra.over(squares, count), how.epsilon()));
        follow(layer.arguments().get(3), arguments.get(3), mean, how);
        Node unbiased = algebra.over(squares, algebra.plus(count, -1));
        follow(layer.arguments().get(4), arguments.get(4), unbiased, how);
        Node factor = algebra.over(arguments.get(1).node(), deviation);
        return scope.plus(
                scope.times(centred, spread(factor, x)), spread(arguments.get(2).node(), x));
    }

    /** 1 where a value is one of the data's, 0 where it stands beyond the end of a chain. */
    private Value exists(Value x) {
        Value exists = scope.number(1);
        for (Label label : x.labels()) {
            if (label instanceof Label.OfPlate plate && plate.axis().plate().isChain()) {
                exists = new Ends(scope, layout).within(plate.axis(), exists, 0);
            }
        }
        return new Value(scope.spread(exists, exists.labels(), x.eventRank()), exists.labels(), x.eventRank());
    }

    /** How many values there are of each channel. */
    private Node count(Value x, Value exists) {
        int each = x.node().type().size() / x.eventDims().get(0);
        fewest = Math.min(fewest, each);
        boolean rows = x.node().type().rows();
        int masked = exists.node().type().size();
        Node sum = overRows(algebra.reshape(algebra.sum(exists.node(), all(exists.node())), List.of()), rows);
        return algebra.times(sum, (double) each / masked);
    }

    /** The sum over rows and all dimensions but the first of the event. */
    private Node byChannel(Value x) {
        int channel = x.labels().size();
        List<Integer> others = new ArrayList<>(all(x.node()));
        others.remove(Integer.valueOf(channel));
        Node sum = algebra.sum(x.node(), others);
        return overRows(
                algebra.reshape(sum, List.of(sum.type().dim(channel))),
                x.node().type().rows());
    }

    private Node overRows(Node x, boolean rows) {
        return rows ? new RowSums(scope, layout).of(x) : x;
    }

    private static List<Integer> all(Node node) {
        return IntStream.range(0, node.type().rank()).boxed().toList();
    }

    /** A number for each channel, as a value to meet others of the shape of {@code x}. */
    private Value spread(Node byChannel, Value x) {
        List<Integer> dims = new ArrayList<>();
        IntStream.range(0, x.eventRank())
                .forEach(i -> dims.add(i == 0 ? byChannel.type().dim(0) : 1));
        return new Value(algebra.reshape(byChannel, dims), List.of(), x.eventRank());
    }

    private void follow(Expr symbol, Value start, Node moment, WhileTraining.Standardised how) {
        ModelException.require(
                symbol instanceof Running,
                "batch normalisation follows %s, which is no running moment of a network that a model declares",
                symbol);
        Value before = running.getOrDefault((Symbol) symbol, start);
        Node after =
                algebra.plus(algebra.times(before.node(), 1 - how.momentum()), algebra.times(moment, how.momentum()));
        running.put((Symbol) symbol, before.with(after));
    }
}
