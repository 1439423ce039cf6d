package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.shape.ModelException;
import org.platen.inference.autodiff.ReverseMode;
import org.platen.inference.op.Algebra;
import org.platen.inference.op.MarkOp;
import org.platen.inference.program.Node;
import org.platen.inference.program.Substitution;
import org.platen.inference.program.Type;

/**
 * Zeros in the place of the variables of a group: what is differentiated with respect to them has its coefficients as derivatives. Of Markov variables in a
 * density of moves there are two, the preceding values first.
 */
final class Probes {

    /**
     * The place of a variable's entries in the group's vector, or in that of two instants.
     *
     * @param offset where the instant's vector begins
     * @param previous whether the preceding value is meant
     * @param node what is differentiated with respect to
     */
    private record Slot(GaussianGroup.Member member, boolean previous, int offset, Value value) {

        Node node() {
            return value.node();
        }
    }

    private final Joint joint;
    private final GroupVector vector;
    private final Scope scope;
    private final int size;
    private final List<Slot> slots = new ArrayList<>();

    /**
     * @param labels what the coefficients may differ along
     * @param pair whether preceding values have probes of their own
     */
    Probes(Joint joint, GaussianGroup group, List<Label> labels, boolean pair) {
        this.joint = joint;
        this.vector = new GroupVector(joint, group);
        this.scope = joint.scope();
        this.size = group.size() * (pair ? 2 : 1);
        for (boolean previous : pair ? new boolean[] {true, false} : new boolean[] {false}) {
            for (GaussianGroup.Member member : group.members()) {
                int offset = pair && !previous ? group.size() : 0;
                slots.add(new Slot(member, previous, offset, probe(group, member, labels, previous)));
            }
        }
    }

    private Value probe(GaussianGroup group, GaussianGroup.Member member, List<Label> shared, boolean previous) {
        List<Label> all = new ArrayList<>(shared);
        all.addAll(vector.labels(member));
        List<Label> labels = scope.sorted(all);
        List<Integer> dims = new ArrayList<>();
        labels.forEach(label -> dims.add(size(label)));
        IntStream.of(member.variable().shape().sizes()).forEach(dims::add);
        Type type = new Type(joint.layout().hasRows(group.axes()), dims);
        Node zeros = scope.algebra().toType(scope.graph().literal(0), type);
        String name =
                (previous ? "probe before " : "probe ") + member.variable().name();
        return new Value(
                scope.graph().apply(new MarkOp(name), zeros),
                labels,
                member.variable().shape().rank());
    }

    private int size(Label label) {
        if (label instanceof Label.OfPlate plate) {
            return joint.layout().binding().size(plate.axis().plate());
        } else if (label instanceof Label.OfDomain domain) {
            return Domains.size(domain.variable());
        }
        return ((Label.OfDirection) label).size();
    }

    /** What the variables stand for while their coefficients are looked for. */
    Map<Symbol, Value> symbols() {
        boolean pair = slots.stream().anyMatch(Slot::previous);
        return vector.symbols(member -> value(member, false), pair ? member -> value(member, true) : null);
    }

    private Value value(GaussianGroup.Member member, boolean previous) {
        return slots.stream()
                .filter(slot -> slot.member.equals(member) && slot.previous == previous)
                .findFirst()
                .orElseThrow()
                .value();
    }

    /** The derivative of a sum with respect to the group's vector, at zero: its entries are the only event dimension. */
    Value gradient(Node sum) {
        Map<Node, Node> adjoints = adjoints(sum);
        return entries(slot -> atZero(adjoints.get(slot.node()), slot));
    }

    /**
     * The derivative of the gradient along each of the unit vectors; {@code direction} is the label that tells them apart, a label of the probes.
     *
     * @return with two event dimensions: the unit vectors, and the entries
     */
    Value hessian(Node sum, Label direction) {
        Map<Node, Node> adjoints = adjoints(sum);
        Value unit = scope.labelled(scope.graph().literal(identity(), List.of(size, size)), List.of(direction), 1);
        Node slope = contracted(adjoints, slot -> vector.elements(unit, slot.member, slot.offset));
        Map<Node, Node> second = adjoints(slope);
        Value rows = entries(slot -> atZero(second.get(slot.node()), slot));
        return asFirstEvent(rows, direction);
    }

    /**
     * The derivative of an affine quantity along some directions.
     *
     * @param of the quantity at these probes
     * @param directions one event dimension: the group's vector
     * @return the same dimensions as the quantity; null when it does not depend on the group
     */
    @Nullable
    Value along(Value of, Value directions) {
        Node cotangent =
                scope.graph().input("cotangent " + of.node().id(), of.node().type());
        Node sum = total(scope.algebra().times(of.node(), cotangent));
        Map<Node, Node> adjoints = adjoints(sum);
        if (adjoints.isEmpty()) {
            return null;
        }
        Node slope = contracted(adjoints, slot -> vector.elements(directions, slot.member, slot.offset));
        Node along =
                ReverseMode.adjoints(scope.graph(), slope, List.of(cotangent)).get(cotangent);
        return along == null ? null : of.with(zeroed(along));
    }

    /** Σ over everything. */
    Node total(Node node) {
        Algebra algebra = scope.algebra();
        List<Integer> all = IntStream.range(0, node.type().rank()).boxed().toList();
        Node sum = algebra.sumProduct(node, algebra.number(1), all, node.type().rows());
        return algebra.reshape(sum, List.of());
    }

    private Node contracted(Map<Node, Node> adjoints, Function<Slot, Value> with) {
        Node slope = scope.number(0).node();
        for (Slot slot : slots) {
            Node adjoint = adjoints.get(slot.node());
            if (adjoint != null) {
                Value product = scope.times(slot.value.with(adjoint), with.apply(slot));
                Type whole = Type.broadcast(product.node().type(), slot.node().type());
                Node full = scope.algebra().toType(product.node(), whole);
                slope = scope.algebra().plus(slope, total(full));
            }
        }
        return slope;
    }

    private Map<Node, Node> adjoints(Node sum) {
        return ReverseMode.adjoints(
                scope.graph(), sum, slots.stream().map(Slot::node).toList());
    }

    /** A derivative at zero; it is computed without the zeros of every row. */
    private Value atZero(@Nullable Node adjoint, Slot slot) {
        List<Integer> event = slot.value.eventDims();
        List<Integer> dims = new ArrayList<>();
        slot.value.labels().forEach(label -> dims.add(1));
        dims.addAll(event);
        Node zeros = scope.algebra().toType(scope.graph().literal(0), new Type(false, dims));
        Node node = adjoint == null ? zeros : zeroed(adjoint);
        Type whole = Type.broadcast(node.type(), zeros.type());
        return slot.value.with(scope.algebra().toType(node, whole));
    }

    private Node zeroed(Node node) {
        Map<Node, Node> zeros = new HashMap<>();
        for (Slot slot : slots) {
            zeros.put(
                    slot.node(),
                    scope.algebra()
                            .toType(scope.graph().literal(0), slot.node().type().withRows(false)));
        }
        return new Substitution(scope.graph(), zeros).of(node);
    }

    private Value entries(Function<Slot, Value> values) {
        return new Events(scope)
                .concatenate(
                        slots.stream()
                                .map(slot -> vector.entries(values.apply(slot), slot.member))
                                .toList(),
                        0);
    }

    private Value asFirstEvent(Value value, Label label) {
        List<Label> labels = new ArrayList<>(value.labels());
        int at = labels.indexOf(label);
        ModelException.require(at >= 0, "no direction in %s", value.labels());
        labels.remove(at);
        List<Integer> order = new ArrayList<>();
        IntStream.range(0, value.node().type().rank()).filter(i -> i != at).forEach(order::add);
        order.add(labels.size(), at);
        Node permuted = scope.algebra().permute(value.node(), order);
        List<Integer> dims = new ArrayList<>(permuted.type().dims());
        dims.set(labels.size(), size);
        return new Value(
                scope.algebra().toType(permuted, permuted.type().withDims(dims)), labels, value.eventRank() + 1);
    }

    private double[] identity() {
        double[] identity = new double[size * size];
        for (int i = 0; i < size; i++) {
            identity[i * (size + 1)] = 1;
        }
        return identity;
    }
}
