package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.platen.inference.op.Algebra;
import org.platen.inference.op.BinaryRule;
import org.platen.inference.op.UnaryRule;
import org.platen.inference.program.Graph;
import org.platen.inference.program.Node;

/** Arithmetic of labelled values in one graph: dimensions with the same label meet, whatever their position. */
public final class Scope {

    private final Graph graph = new Graph();
    private final Algebra algebra = new Algebra(graph);
    private final Map<Label, Integer> order = new LinkedHashMap<>();

    /** Where the nodes go. */
    public Graph graph() {
        return graph;
    }

    /** Operations on nodes. */
    public Algebra algebra() {
        return algebra;
    }

    /** A number. */
    public Value number(double value) {
        return new Value(graph.literal(value), List.of(), 0);
    }

    /** The labels in the order in which dimensions are laid out. */
    public List<Label> sorted(Collection<Label> labels) {
        labels.forEach(label -> order.putIfAbsent(label, order.size()));
        return labels.stream()
                .distinct()
                .sorted(Comparator.comparingInt(order::get))
                .toList();
    }

    /** A value whose node has the dimensions of {@code labels} in the given order: they are brought into the scope's order. */
    public Value labelled(Node node, List<Label> labels, int eventRank) {
        List<Label> target = sorted(labels);
        List<Integer> permutation =
                new ArrayList<>(target.stream().map(labels::indexOf).toList());
        IntStream.range(labels.size(), labels.size() + eventRank).forEach(permutation::add);
        return new Value(algebra.permute(node, permutation), target, eventRank);
    }

    /** The union of the labels of some values. */
    public List<Label> union(Collection<Value> values) {
        return sorted(values.stream().flatMap(value -> value.labels().stream()).toList());
    }

    /** The node of a value with the dimensions of {@code labels}, of size 1 where it lacks them, and {@code eventRank} event dimensions. */
    public Node spread(Value value, List<Label> labels, int eventRank) {
        List<Integer> dims = new ArrayList<>();
        labels.forEach(label -> dims.add(value.size(label)));
        for (int i = value.eventRank(); i < eventRank; i++) {
            dims.add(1);
        }
        dims.addAll(value.eventDims());
        return algebra.reshape(value.node(), dims);
    }

    /** A function of every entry. */
    public Value unary(UnaryRule rule, Value x) {
        return x.with(algebra.unary(rule, x.node()));
    }

    /** A function of two values. */
    public Value binary(BinaryRule rule, Value x, Value y) {
        return zip(x, y, (a, b) -> switch (rule) {
            case ADD -> algebra.plus(a, b);
            case SUBTRACT -> algebra.minus(a, b);
            case MULTIPLY -> algebra.times(a, b);
            case DIVIDE -> algebra.over(a, b);
            case POWER -> algebra.power(a, b);
            default -> algebra.binary(rule, a, b);
        });
    }

    /** Two values with their dimensions aligned, combined. */
    public Value zip(Value x, Value y, java.util.function.BinaryOperator<Node> combine) {
        List<Label> labels = union(List.of(x, y));
        int eventRank = Math.max(x.eventRank(), y.eventRank());
        return new Value(combine.apply(spread(x, labels, eventRank), spread(y, labels, eventRank)), labels, eventRank);
    }

    /** x + y. */
    public Value plus(Value x, Value y) {
        return binary(BinaryRule.ADD, x, y);
    }

    /** x y. */
    public Value times(Value x, Value y) {
        return binary(BinaryRule.MULTIPLY, x, y);
    }

    /** {@code ifTrue} where {@code condition} is not 0, else {@code ifFalse}. */
    public Value select(Value condition, Value ifTrue, Value ifFalse) {
        List<Label> labels = union(List.of(condition, ifTrue, ifFalse));
        int eventRank = Math.max(condition.eventRank(), Math.max(ifTrue.eventRank(), ifFalse.eventRank()));
        Node node = algebra.select(
                spread(condition, labels, eventRank),
                spread(ifTrue, labels, eventRank),
                spread(ifFalse, labels, eventRank));
        return new Value(node, labels, eventRank);
    }

    /** All event dimensions summed. */
    public Value sumEvent(Value x) {
        List<Integer> dims = IntStream.range(x.labels().size(), x.node().type().rank())
                .boxed()
                .toList();
        Node summed = algebra.sum(x.node(), dims);
        return new Value(
                algebra.reshape(
                        summed, summed.type().dims().subList(0, x.labels().size())),
                x.labels(),
                0);
    }

    /** A labelled dimension without its label, after something was reduced to size 1 there. */
    public Value drop(Node node, List<Label> labels, Label dropped, int eventRank) {
        List<Label> kept = new ArrayList<>(labels);
        kept.remove(dropped);
        List<Integer> dims = new ArrayList<>(node.type().dims());
        dims.remove(labels.indexOf(dropped));
        return new Value(algebra.reshape(node, dims), kept, eventRank);
    }
}
