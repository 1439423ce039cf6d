package org.platen.inference.op;

import java.util.ArrayList;
import java.util.List;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Gradients;
import org.platen.inference.program.Graph;
import org.platen.inference.program.Node;
import org.platen.inference.program.Op;
import org.platen.inference.program.Step;
import org.platen.inference.program.Type;

/**
 * The forward messages of a finite Markov chain in log space (Rabiner 1989, "A tutorial on hidden Markov models", equations 19 and 20). Inputs:
 *
 * <ul>
 *   <li>initial, [batch, S]: log weights of the first state;
 *   <li>transition, [batch, T or 1, S, S]: entry (t, s, s′) is the log weight of moving from s at t − 1 to s′ at t; entry 0 of T is not read, a single one
 *       holds at all instants;
 *   <li>emission, [batch, T, S]: log weights of the states at each instant;
 *   <li>length, [batch]: how many instants a chain has, an integer from 1 to T.
 * </ul>
 *
 * Sizes of 1 among the batch dimensions broadcast, and so do values without rows. The result α, [batch, T, S], is
 * α₀(s) = initial(s) + emission₀(s) and αₜ(s′) = log Σₛ exp(αₜ₋₁(s) + transitionₜ(s, s′)) + emissionₜ(s′); from instant {@code length} on it repeats its last
 * message, so that the chain's log weight is the log-sum-exp of the message at T − 1.
 *
 * @param max whether the log-sum-exp is a maximum (Viterbi; the same, equations 32 and 33)
 */
public record ChainForwardOp(boolean max) implements Op {

    @Override
    public Type infer(List<Type> inputs) {
        Type initial = inputs.get(0);
        Type transition = inputs.get(1);
        Type emission = inputs.get(2);
        Type length = inputs.get(3);
        ChainSizes own = ChainSizes.of(emission);
        List<Integer> batch = new ArrayList<>(own.batch());
        for (Type other : List.of(initial, transition, length)) {
            for (int i = 0; i < Math.min(batch.size(), other.rank()); i++) {
                batch.set(i, Math.max(batch.get(i), other.dim(i)));
            }
        }
        ChainSizes sizes = new ChainSizes(batch, own.times(), own.states());
        sizes.checkInitial(initial);
        sizes.checkTransition(transition);
        sizes.checkEmission(emission);
        sizes.checkLength(length);
        return sizes.type(inputs.stream().anyMatch(Type::rows));
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        Graph graph = gradients.graph();
        Algebra algebra = new Algebra(graph);
        Node initial = node.inputs().get(0);
        Node transition = node.inputs().get(1);
        Node emission = node.inputs().get(2);
        Node length = node.inputs().get(3);
        Node gamma =
                graph.apply(new ChainBackwardOp(max), node, transition, length, algebra.toType(adjoint, node.type()));
        gradients.add(emission, gamma, node.type());
        if (gradients.wants(initial)) {
            Type each =
                    ChainSizes.of(node.type()).eachState().withRows(node.type().rows());
            Node first = algebra.take(gamma, node.type().rank() - 2, List.of(0));
            gradients.add(initial, algebra.reshape(first, each.dims()), each);
        }
        if (gradients.wants(transition)) {
            Node counts = graph.apply(new ChainCountsOp(max), node, transition, length, gamma);
            gradients.add(transition, counts, transition.type());
        }
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        return output.hasRows()
                ? new ChainForwardLanes(inputs, output, max)
                : new ChainForwardFlat(inputs, output, max);
    }

    @Override
    public boolean mayOverwrite(int input) {
        return input == 2;
    }

    @Override
    public String toString() {
        return max ? "chain forward, max" : "chain forward";
    }
}
