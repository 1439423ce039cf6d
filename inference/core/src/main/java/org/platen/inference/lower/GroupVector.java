package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.model.Previous;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;

/**
 * The vector of a group and the values of its variables, the one made of the others.
 *
 * @param joint the graph
 * @param group what is integrated out together
 */
record GroupVector(Joint joint, GaussianGroup group) {

    /** The vector that some values of the variables make: one event dimension. */
    Value of(Function<GaussianGroup.Member, Value> values) {
        return new Events(scope())
                .concatenate(
                        group.members().stream()
                                .map(member -> entries(values.apply(member), member))
                                .toList(),
                        0);
    }

    /** A variable's entries of the vector: its elements along the plates that are its own, outermost, and its event. */
    Value entries(Value value, GaussianGroup.Member member) {
        List<Label> own = labels(member);
        List<Integer> event = event(member);
        Value all = hasRows(member) ? rows().ofRows(value) : value;
        Value whole = new Events(scope()).broadcast(all, event);
        List<Label> labels = new ArrayList<>(whole.labels());
        labels.removeAll(own);
        int outer = labels.size();
        List<Label> union = new ArrayList<>(labels);
        union.addAll(own);
        List<Label> sorted = scope().sorted(union);
        List<Integer> order =
                new ArrayList<>(union.stream().map(sorted::indexOf).toList());
        IntStream.range(0, event.size()).forEach(i -> order.add(sorted.size() + i));
        Node node = scope().algebra().permute(scope().spread(whole, sorted, event.size()), order);
        List<Integer> dims = new ArrayList<>(node.type().dims().subList(0, outer));
        dims.addAll(sizes(member));
        dims.addAll(event);
        Node full = scope().algebra().toType(node, new Type(node.type().rows(), dims));
        List<Integer> flat = new ArrayList<>(dims.subList(0, outer));
        flat.add(member.size());
        return new Value(scope().algebra().reshape(full, flat), labels, 1);
    }

    /** The covariances of the entries of each element of a variable, of the covariance matrix of the vector: two event dimensions. */
    Value covariance(Value matrix, GaussianGroup.Member member) {
        Events events = new Events(scope());
        int n = group.size();
        int event = member.variable().shape().size();
        int[] places = IntStream.range(0, member.size() * event)
                .map(i -> (member.offset() + i / event) * n + member.offset() + i / event / event * event + i % event)
                .toArray();
        Value blocks = events.take(events.reshape(matrix, List.of(n * n)), 0, places);
        return atRows(placed(blocks.node(), blocks.labels(), member, List.of(event, event)), member);
    }

    /**
     * The value of a variable that a vector holds.
     *
     * @param vectors the first event dimension is the group's vector, or that of two instants
     * @param offset where the group's vector begins
     * @return the further event dimensions stay
     */
    Value part(Value vectors, GaussianGroup.Member member, int offset) {
        return atRows(elements(vectors, member, offset), member);
    }

    /** The same with a dimension for each of the plates that are the variable's own, also where its elements are rows. */
    Value elements(Value vectors, GaussianGroup.Member member, int offset) {
        int from = offset + member.offset();
        int[] places = IntStream.range(from, from + member.size()).toArray();
        Node node = new Events(scope()).take(vectors, 0, places).node();
        List<Integer> event = event(member);
        event.addAll(node.type()
                .dims()
                .subList(vectors.labels().size() + 1, node.type().rank()));
        return placed(node, vectors.labels(), member, event);
    }

    /** A node with a variable's entries, its elements along its own plates outermost, as a value that has a dimension for each of these. */
    private Value placed(Node node, List<Label> others, GaussianGroup.Member member, List<Integer> event) {
        List<Integer> dims = new ArrayList<>(node.type().dims().subList(0, others.size()));
        dims.addAll(sizes(member));
        dims.addAll(event);
        List<Label> labels = new ArrayList<>(others);
        labels.addAll(labels(member));
        return scope().labelled(scope().algebra().reshape(node, dims), labels, event.size());
    }

    /**
     * What the variables and their preceding values stand for.
     *
     * @param own by variable; it may have a dimension for elements that are rows
     * @param before the preceding values of Markov variables; null when they are those of {@code own}
     */
    Map<Symbol, Value> symbols(
            Function<GaussianGroup.Member, Value> own, @Nullable Function<GaussianGroup.Member, Value> before) {
        Map<Symbol, Value> symbols = new LinkedHashMap<>();
        for (GaussianGroup.Member member : group.members()) {
            Value value = atRows(own.apply(member), member);
            symbols.put(member.variable(), joint.withHidden(member.variable(), value));
            for (Previous previous : member.previous()) {
                Value preceding = before == null
                        ? joint.before(member.variable(), value, previous.lag())
                        : atRows(before.apply(member), member);
                symbols.put(previous, joint.previousWithHidden(member.variable(), preceding, previous.lag()));
            }
        }
        return symbols;
    }

    /** The labels of the dimensions of a variable's own plates. */
    List<Label> labels(GaussianGroup.Member member) {
        return member.own().stream()
                .map(axis -> axis.equals(joint.layout().rowAxis()) ? rows().label() : new Label.OfPlate(axis))
                .toList();
    }

    private List<Integer> sizes(GaussianGroup.Member member) {
        return member.own().stream()
                .map(axis -> joint.layout().binding().size(axis.plate()))
                .toList();
    }

    private boolean hasRows(GaussianGroup.Member member) {
        return joint.layout().hasRows(member.own());
    }

    private Value atRows(Value value, GaussianGroup.Member member) {
        return hasRows(member) ? rows().atRows(value) : value;
    }

    private RowElements rows() {
        return new RowElements(scope(), joint.layout());
    }

    private Scope scope() {
        return joint.scope();
    }

    private static List<Integer> event(GaussianGroup.Member member) {
        return new ArrayList<>(
                IntStream.of(member.variable().shape().sizes()).boxed().toList());
    }
}
