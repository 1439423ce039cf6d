package org.platen.inference.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.platen.dsl.shape.Axis;
import org.platen.inference.backend.Inputs;
import org.platen.inference.backend.RowSource;
import org.platen.inference.op.Algebra;
import org.platen.inference.op.ScatterOp;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;

/**
 * The elements of the blocked plate as a dimension, of which each row takes its own: what is known of all of them together can be read row by row.
 *
 * @param scope arithmetic of labelled values
 * @param layout says which plate is blocked
 */
record RowElements(Scope scope, Layout layout) {

    private static final String NUMBER = "row number";

    /** The dimension. */
    Label label() {
        return new Label.OfPlate(axis().plate().copy("elements of " + axis()));
    }

    /** How many there are. */
    int size() {
        return layout.binding().size(axis().plate());
    }

    /** The element of each row; a value without the dimension is the same for all. */
    Value atRows(Value value) {
        int dim = value.labels().indexOf(label());
        if (dim < 0) {
            return value;
        }
        Node gathered =
                algebra().gather(value.node(), number(value.node().type().rank()), dim);
        return scope.drop(gathered, value.labels(), label(), value.eventRank());
    }

    /** The values of all rows as a dimension. */
    Value ofRows(Value value) {
        if (!value.node().type().rows()) {
            return value;
        }
        List<Label> with = new ArrayList<>(value.labels());
        with.add(label());
        List<Label> labels = scope.sorted(with);
        int dim = labels.indexOf(label());
        Node node = scope.spread(value, labels, value.eventRank());
        List<Integer> dims = new ArrayList<>(node.type().dims());
        dims.set(dim, size());
        Node all = scope.graph()
                .apply(
                        new ScatterOp(dim, new Type(false, dims)),
                        node,
                        number(node.type().rank()));
        return new Value(all, labels, value.eventRank());
    }

    private Node number(int rank) {
        return algebra().reshape(scope.graph().input(NUMBER, Type.of(true)), Collections.nCopies(rank, 1));
    }

    /** Gives a session the numbers of the rows. */
    void bind(Inputs inputs) {
        if (layout.rowAxis() != null) {
            double[] numbers = IntStream.range(0, size()).asDoubleStream().toArray();
            inputs.bind(NUMBER, List.of(RowSource.of(numbers)));
        }
    }

    private Axis axis() {
        return Objects.requireNonNull(layout.rowAxis());
    }

    private Algebra algebra() {
        return scope.algebra();
    }
}
