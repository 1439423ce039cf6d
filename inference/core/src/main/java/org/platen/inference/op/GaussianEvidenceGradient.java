package org.platen.inference.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.platen.inference.program.Gradients;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;

/** The derivative rule of {@link GaussianEvidenceOp}. */
final class GaussianEvidenceGradient {

    private final Gradients gradients;
    private final Algebra algebra;
    private final Node precision;
    private final Node shift;
    private final Node pairPrecision;
    private final Node pairShift;
    private final Node length;
    private final Node adjoint;
    private final Node mean;
    private final Node second;
    private final Node cross;
    private final boolean rows;
    private final List<Integer> batch;
    private final int steps;
    private final int k;

    GaussianEvidenceGradient(Node evidence, Node adjoint, Gradients gradients) {
        this.gradients = gradients;
        algebra = new Algebra(gradients.graph());
        precision = evidence.inputs().get(0);
        shift = evidence.inputs().get(1);
        pairPrecision = evidence.inputs().get(2);
        pairShift = evidence.inputs().get(3);
        length = evidence.inputs().get(4);
        Node chain = evidence.inputs().get(5);
        rows = chain.type().rows() || adjoint.type().rows();
        batch = evidence.type().dims();
        steps = chain.type().dim(-2);
        k = precision.type().dim(-1);
        this.adjoint = algebra.reshape(adjoint, adjoint.type().padded(batch.size()));
        mean = algebra.take(chain, column(), range(1, 1 + k));
        Node covariance = algebra.take(chain, column(), range(1 + k, 1 + k + k * k));
        second = algebra.plus(algebra.reshape(covariance, dims(steps, k, k)), outer(mean, mean));
        cross = algebra.reshape(
                algebra.take(chain, column(), range(1 + k + k * k, 1 + k + 2 * k * k)), dims(steps, k, k));
    }

    void add() {
        if (gradients.wants(shift)) {
            gradients.add(shift, algebra.times(adjoint(2), mean), type(steps, k));
        }
        if (gradients.wants(precision)) {
            gradients.add(precision, algebra.times(halfAdjoint(), second), type(steps, k, k));
        }
        if (steps > 1 && (gradients.wants(pairShift) || gradients.wants(pairPrecision))) {
            addPairs();
        }
    }

    private void addPairs() {
        Node steppedTo = algebra.graph()
                .literal(IntStream.range(1, steps).asDoubleStream().toArray(), List.of(steps - 1, 1));
        Node whole = algebra.reshape(length, extended(length.type().dims(), 1, 1));
        Node within = algebra.binary(BinaryRule.LESS, steppedTo, whole);
        Node before = algebra.times(take(mean, 0), within);
        Node after = take(mean, 1);
        if (gradients.wants(pairShift)) {
            Node pair = algebra.concatenate(List.of(before, after), column());
            addPair(pairShift, algebra.times(adjoint(2), pair), 2 * k);
        }
        if (gradients.wants(pairPrecision)) {
            Node mask = algebra.reshape(within, extended(within.type().dims(), 1));
            Node across = algebra.plus(take(cross, 1), outer(before, after));
            Node upper = algebra.concatenate(List.of(algebra.times(take(second, 0), mask), across), column() + 1);
            Node lower = algebra.concatenate(List.of(algebra.transpose(across), take(second, 1)), column() + 1);
            Node pair = algebra.concatenate(List.of(upper, lower), column());
            addPair(pairPrecision, algebra.times(halfAdjoint(), pair), 2 * k, 2 * k);
        }
    }

    /** Adds what pairs contribute; the first step has none. */
    private void addPair(Node to, Node contribution, int... own) {
        int stepsOfInput = to.type().dim(-1 - own.length);
        if (stepsOfInput == 1) {
            gradients.add(to, contribution, type(prepended(steps - 1, own)));
        } else {
            Node all = gradients.graph().apply(new PutOp(time(), range(1, steps), steps), contribution);
            gradients.add(to, all, type(prepended(steps, own)));
        }
    }

    /** All steps but the last, or all but the first. */
    private Node take(Node x, int from) {
        return algebra.take(x, time(), range(from, from + steps - 1));
    }

    /** x yᵀ of vectors. */
    private Node outer(Node x, Node y) {
        List<Integer> across = new ArrayList<>(y.type().dims());
        across.add(column(), 1);
        return algebra.times(algebra.reshape(x, extended(x.type().dims(), 1)), algebra.reshape(y, across));
    }

    private Node halfAdjoint() {
        return algebra.times(adjoint(3), -0.5);
    }

    private Node adjoint(int dimensions) {
        return algebra.reshape(
                adjoint,
                extended(
                        adjoint.type().dims(),
                        Collections.nCopies(dimensions, 1).stream()
                                .mapToInt(i -> i)
                                .toArray()));
    }

    private int time() {
        return batch.size();
    }

    private int column() {
        return batch.size() + 1;
    }

    private Type type(int... own) {
        return new Type(rows, dims(own));
    }

    private List<Integer> dims(int... own) {
        return extended(batch, own);
    }

    private static List<Integer> extended(List<Integer> dims, int... more) {
        List<Integer> all = new ArrayList<>(dims);
        IntStream.of(more).forEach(all::add);
        return all;
    }

    private static int[] prepended(int first, int... more) {
        return IntStream.concat(IntStream.of(first), IntStream.of(more)).toArray();
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
