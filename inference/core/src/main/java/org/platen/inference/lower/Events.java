package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.platen.dsl.expr.Reduction;
import org.platen.inference.op.Algebra;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;

/**
 * Operations on the events of values: what happens inside one element of every plate.
 *
 * @param scope arithmetic of labelled values
 */
record Events(Scope scope) {

    Value transpose(Value x) {
        return x.with(algebra().transpose(x.node()));
    }

    Value cholesky(Value x) {
        return x.with(algebra().cholesky(x.node()));
    }

    Value take(Value x, int axis, int[] entries) {
        return x.with(algebra()
                .take(
                        x.node(),
                        x.labels().size() + axis,
                        IntStream.of(entries).boxed().toList()));
    }

    Value reduce(Reduction reduction, Value x, int axis) {
        int dim = x.labels().size() + axis;
        Node reduced = reduce(reduction, x.node(), dim);
        return new Value(algebra().reshape(reduced, without(reduced, dim)), x.labels(), x.eventRank() - 1);
    }

    /** One dimension folded; it stays, with size 1. */
    Node reduce(Reduction reduction, Node x, int dim) {
        return switch (reduction) {
            case SUM -> algebra().sum(x, List.of(dim));
            case MEAN ->
                algebra().times(algebra().sum(x, List.of(dim)), 1.0 / x.type().dim(dim));
            case LOG_SUM_EXP -> algebra().logSumExp(x, List.of(dim));
            case MAXIMUM -> algebra().max(x, List.of(dim));
        };
    }

    Value product(Value left, Value right) {
        List<Label> labels = scope.union(List.of(left, right));
        boolean leftVector = left.eventRank() == 1;
        boolean rightVector = right.eventRank() == 1;
        Node a = scope.spread(left, labels, left.eventRank());
        Node b = scope.spread(right, labels, right.eventRank());
        Node result = algebra().matMul(leftVector ? asRow(a) : a, rightVector ? asColumn(b) : b);
        int rank = result.type().rank();
        if (rightVector) {
            result = algebra().reshape(result, without(result, rank - 1));
        }
        if (leftVector) {
            result = algebra().reshape(result, without(result, labels.size()));
        }
        return new Value(result, labels, result.type().rank() - labels.size());
    }

    Value solve(Value lower, Value b, boolean transpose) {
        List<Label> labels = scope.union(List.of(lower, b));
        Node right = scope.spread(b, labels, b.eventRank());
        boolean vector = b.eventRank() == 1;
        Node result = algebra().solve(scope.spread(lower, labels, 2), vector ? asColumn(right) : right, transpose);
        return new Value(
                vector ? algebra().reshape(result, without(result, result.type().rank() - 1)) : result,
                labels,
                b.eventRank());
    }

    Value diagonal(Value x) {
        int n = x.node().type().dim(-1);
        int[] entries = IntStream.range(0, n).map(i -> i * (n + 1)).toArray();
        return take(reshape(x, List.of(n * n)), 0, entries);
    }

    Value reshape(Value x, List<Integer> event) {
        List<Integer> dims =
                new ArrayList<>(x.node().type().dims().subList(0, x.labels().size()));
        dims.addAll(event);
        return new Value(algebra().reshape(x.node(), dims), x.labels(), event.size());
    }

    Value concatenate(List<Value> parts, int axis) {
        List<Label> labels = scope.union(parts);
        int eventRank = parts.get(0).eventRank();
        List<Node> nodes = parts.stream()
                .map(part -> {
                    List<Integer> dims = new ArrayList<>();
                    labels.forEach(label -> dims.add(largest(parts, label)));
                    dims.addAll(part.eventDims());
                    return algebra()
                            .toType(
                                    scope.spread(part, labels, eventRank),
                                    new Type(part.node().type().rows(), dims));
                })
                .toList();
        return new Value(algebra().concatenate(nodes, labels.size() + axis), labels, eventRank);
    }

    /** The value with the whole of an event, where it has only a single number for it. */
    Value broadcast(Value x, List<Integer> event) {
        if (x.eventRank() == event.size()) {
            return x;
        }
        List<Integer> dims =
                new ArrayList<>(x.node().type().dims().subList(0, x.labels().size()));
        dims.addAll(event);
        Node node = algebra()
                .toType(
                        scope.spread(x, x.labels(), event.size()),
                        x.node().type().withDims(dims));
        return new Value(node, x.labels(), event.size());
    }

    private static int largest(List<Value> values, Label label) {
        return values.stream().mapToInt(value -> value.size(label)).max().orElse(1);
    }

    private Node asColumn(Node vector) {
        return inserted(vector, vector.type().rank());
    }

    private Node asRow(Node vector) {
        return inserted(vector, vector.type().rank() - 1);
    }

    private Node inserted(Node x, int at) {
        List<Integer> dims = new ArrayList<>(x.type().dims());
        dims.add(at, 1);
        return algebra().reshape(x, dims);
    }

    private static List<Integer> without(Node x, int dim) {
        List<Integer> dims = new ArrayList<>(x.type().dims());
        dims.remove(dim);
        return dims;
    }

    private Algebra algebra() {
        return scope.algebra();
    }
}
