package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.inference.op.Algebra;
import org.platen.inference.op.BinaryRule;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;

/** The posterior of jointly Normal variables that move along a chain: a Kalman smoother, or filter, in canonical form. */
final class ChainPosterior {

    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private final Joint joint;
    private final GaussianGroup group;
    private final Scope scope;
    private final Algebra algebra;
    private final Events events;
    private final int n;
    private final Label.OfPlate time;
    private final int length;
    private final List<Label> batch;
    private final List<Node> inputs;
    private final @Nullable Value known;

    /**
     * @param precision of the values at one instant, with two event dimensions
     * @param shift one event dimension
     * @param pairPrecision of two instants, the preceding one first; null when there are no moves
     * @param known 1 for entries that are no unknowns, whose precision was set to 1; null when there are none
     */
    ChainPosterior(
            Joint joint,
            GaussianGroup group,
            Value precision,
            Value shift,
            @Nullable Value pairPrecision,
            @Nullable Value pairShift,
            @Nullable Value known) {
        this.joint = joint;
        this.group = group;
        this.scope = joint.scope();
        this.algebra = scope.algebra();
        this.events = new Events(scope);
        this.n = group.size();
        this.time = new Label.OfPlate(Objects.requireNonNull(group.chain()));
        this.length = joint.layout().binding().size(time.axis().plate());
        this.known = known;
        Value moves = pairPrecision == null ? events.broadcast(scope.number(0), List.of(2 * n, 2 * n)) : pairPrecision;
        Value pushes = pairShift == null ? events.broadcast(scope.number(0), List.of(2 * n)) : pairShift;
        Set<Label> others = new LinkedHashSet<>(scope.union(List.of(precision, shift, moves, pushes)));
        others.addAll(joint.ends().length(time.axis()).labels());
        others.remove(time);
        this.batch = scope.sorted(others);
        boolean varies = moves.labels().contains(time) || pushes.labels().contains(time);
        int pairs = varies ? length : 1;
        this.inputs = List.of(
                arranged(precision, length),
                arranged(shift, length),
                arranged(moves, pairs),
                arranged(pushes, pairs),
                scope.spread(joint.ends().length(time.axis()), batch, 0));
    }

    /** Given everything. */
    GaussianPosterior smoothed() {
        Value moments = moments(true);
        Value mean = mean(moments);
        Value covariance = covariance(moments);
        Value cross = matrix(moments, 1 + n + n * n);
        return new GaussianPosterior(
                group,
                scope,
                logVolume(),
                mean,
                events.cholesky(sane(covariance, n)),
                events.cholesky(sane(joined(covariance, cross), 2 * n)),
                events.concatenate(List.of(before(mean), mean), 0));
    }

    /** Mean and covariance of the values at each instant given only what touches it and those before, NaN where that does not determine them. */
    List<Value> filtered() {
        Value moments = moments(false);
        return List.of(mean(moments), covariance(moments));
    }

    private Value moments(boolean smooth) {
        Node packed = algebra.gaussianChain(
                smooth, inputs.get(0), inputs.get(1), inputs.get(2), inputs.get(3), inputs.get(4));
        List<Label> labels = new ArrayList<>(batch);
        labels.add(time);
        return scope.labelled(packed, labels, 1);
    }

    private Value mean(Value moments) {
        return GaussianPosterior.fixed(
                scope, events.take(moments, 0, IntStream.range(1, 1 + n).toArray()));
    }

    private Value covariance(Value moments) {
        return matrix(moments, 1 + n);
    }

    /** The shifts are left out: what is left of the evidence does not depend on the data. */
    private Value logVolume() {
        Node evidence = algebra.gaussianEvidence(
                inputs.get(0), still(inputs.get(1)), inputs.get(2), still(inputs.get(3)), inputs.get(4));
        Value volume = new Value(algebra.reshape(evidence, evidence.type().dims()), batch, 0);
        if (known == null) {
            return volume;
        }
        Value count = scope.select(beyond(), scope.number(0), scope.sumEvent(known));
        int dim = count.labels().indexOf(time);
        Value sum = scope.drop(algebra.sum(count.node(), List.of(dim)), count.labels(), time, 0);
        return scope.binary(BinaryRule.SUBTRACT, volume, scope.times(sum, scope.number(HALF_LOG_TWO_PI)));
    }

    private Node still(Node shift) {
        List<Integer> ones = shift.type().dims().stream().map(dim -> 1).toList();
        Node zero = algebra.reshape(scope.graph().literal(0), ones);
        return algebra.toType(zero, shift.type().withRows(false));
    }

    private Value matrix(Value moments, int from) {
        return events.reshape(
                events.take(moments, 0, IntStream.range(from, from + n * n).toArray()), List.of(n, n));
    }

    /** The covariance of two instants: that of the preceding one, the cross covariance, and that of the one at hand. */
    private Value joined(Value covariance, Value cross) {
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

    /** 1 for instants that a chain does not reach. */
    private Value beyond() {
        double[] instants = IntStream.range(0, length).mapToDouble(i -> i).toArray();
        Value instant = new Value(scope.graph().literal(instants, List.of(length)), List.of(time), 0);
        return scope.binary(BinaryRule.LESS_OR_EQUAL, new Value(inputs.get(4), batch, 0), instant);
    }

    /** The identity where there is no instant, so that every matrix has a factor. */
    private Value sane(Value covariance, int size) {
        double[] identity = new double[size * size];
        IntStream.range(0, size).forEach(i -> identity[i * (size + 1)] = 1);
        Value unit = new Value(scope.graph().literal(identity, List.of(size, size)), List.of(), 2);
        return scope.select(beyond(), unit, covariance);
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
