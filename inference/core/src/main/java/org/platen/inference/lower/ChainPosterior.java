package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.shape.Axis;
import org.platen.inference.op.Algebra;
import org.platen.inference.op.BinaryRule;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;

/** The posterior of jointly Normal variables that move along a chain: a Kalman smoother in canonical form. */
final class ChainPosterior {

    private final Joint joint;
    private final Scope scope;
    private final Algebra algebra;
    private final int n;
    private final Label time;
    private final int length;
    private final List<Label> batch;

    private ChainPosterior(Joint joint, GaussianGroup group, List<Value> inputs) {
        this.joint = joint;
        this.scope = joint.scope();
        this.algebra = scope.algebra();
        this.n = group.size();
        Axis chain = Objects.requireNonNull(group.chain());
        this.time = new Label.OfPlate(chain);
        this.length = joint.layout().binding().size(chain.plate());
        Set<Label> others = new LinkedHashSet<>();
        inputs.forEach(input -> others.addAll(input.labels()));
        others.remove(time);
        this.batch = scope.sorted(others);
    }

    /**
     * @param precision of the values at one instant, with two event dimensions
     * @param shift one event dimension
     * @param pairPrecision of two instants, the preceding one first; null when there are no moves
     */
    static GaussianPosterior of(
            Joint joint,
            GaussianGroup group,
            Value precision,
            Value shift,
            @Nullable Value pairPrecision,
            @Nullable Value pairShift) {
        int k = 2 * group.size();
        Scope scope = joint.scope();
        Value moves = pairPrecision == null ? zeros(scope, List.of(k, k)) : pairPrecision;
        Value pushes = pairShift == null ? zeros(scope, List.of(k)) : pairShift;
        return new ChainPosterior(joint, group, List.of(precision, shift, moves, pushes))
                .of(group, precision, shift, moves, pushes);
    }

    private static Value zeros(Scope scope, List<Integer> dims) {
        return new Events(scope).broadcast(scope.number(0), dims);
    }

    private GaussianPosterior of(GaussianGroup group, Value precision, Value shift, Value moves, Value pushes) {
        boolean varies = moves.labels().contains(time) || pushes.labels().contains(time);
        int pairs = varies ? length : 1;
        Node a = arranged(precision, length);
        Node b = arranged(shift, length);
        Node c = arranged(moves, pairs);
        Node d = arranged(pushes, pairs);
        Node lengths = joint.lengths(((Label.OfPlate) time).axis(), batch);
        Node volume = algebra.gaussianEvidence(a, still(b), c, still(d), lengths);
        Node packed = algebra.gaussianChain(true, a, b, c, d, lengths);
        List<Label> labels = new ArrayList<>(batch);
        labels.add(time);
        Value moments = scope.labelled(packed, labels, 1);
        Events events = new Events(scope);
        Value mean = GaussianPosterior.fixed(
                scope, events.take(moments, 0, IntStream.range(1, 1 + n).toArray()));
        Value covariance = matrix(events, moments, 1 + n);
        Value cross = matrix(events, moments, 1 + n + n * n);
        return new GaussianPosterior(
                group,
                scope,
                volume(volume),
                mean,
                events.cholesky(sane(covariance, n)),
                events.cholesky(sane(joined(events, covariance, cross), 2 * n)),
                events.concatenate(List.of(before(mean), mean), 0));
    }

    /** No shifts: what is left of the evidence does not depend on the data. */
    private Node still(Node shift) {
        List<Integer> ones = shift.type().dims().stream().map(dim -> 1).toList();
        Node zero = algebra.reshape(scope.graph().literal(0), ones);
        return algebra.toType(zero, shift.type().withRows(false));
    }

    private Value volume(Node node) {
        List<Integer> dims = node.type().dims();
        return new Value(algebra.reshape(node, dims), batch, 0);
    }

    private Value matrix(Events events, Value moments, int from) {
        return events.reshape(
                events.take(moments, 0, IntStream.range(from, from + n * n).toArray()), List.of(n, n));
    }

    /** The covariance of two instants: that of the preceding one, the cross covariance, and that of the one at hand. */
    private Value joined(Events events, Value covariance, Value cross) {
        Value top = events.concatenate(List.of(before(covariance), cross), 1);
        Value bottom = events.concatenate(List.of(events.transpose(cross), covariance), 1);
        return events.concatenate(List.of(top, bottom), 0);
    }

    private Value before(Value value) {
        int dim = value.labels().indexOf(time);
        List<Integer> before =
                IntStream.range(0, length).mapToObj(i -> Math.max(0, i - 1)).toList();
        return dim < 0 ? value : value.with(algebra.take(value.node(), dim, before));
    }

    /** The identity where there is no instant, so that every matrix has a factor. */
    private Value sane(Value covariance, int size) {
        Node lengths = joint.lengths(((Label.OfPlate) time).axis(), batch);
        double[] instants = IntStream.range(0, length).mapToDouble(i -> i).toArray();
        Value instant = new Value(scope.graph().literal(instants, List.of(length)), List.of(time), 0);
        Value beyond = scope.binary(BinaryRule.LESS_OR_EQUAL, new Value(lengths, batch, 0), instant);
        double[] identity = new double[size * size];
        IntStream.range(0, size).forEach(i -> identity[i * (size + 1)] = 1);
        Value unit = new Value(scope.graph().literal(identity, List.of(size, size)), List.of(), 2);
        return scope.select(beyond, unit, covariance);
    }

    /** A value with the batch's dimensions, the chain's and the event's. */
    private Node arranged(Value value, int times) {
        List<Label> order = new ArrayList<>(batch);
        order.add(time);
        List<Integer> permutation = new ArrayList<>(order.stream()
                .filter(value.labels()::contains)
                .map(value.labels()::indexOf)
                .toList());
        int labelled = value.labels().size();
        IntStream.range(labelled, labelled + value.eventRank()).forEach(permutation::add);
        List<Integer> dims = new ArrayList<>();
        order.forEach(label -> dims.add(value.size(label)));
        dims.addAll(value.eventDims());
        Node node = algebra.reshape(algebra.permute(value.node(), permutation), dims);
        List<Integer> full = new ArrayList<>(dims);
        full.set(batch.size(), times);
        return algebra.toType(node, new Type(node.type().rows(), full));
    }
}
