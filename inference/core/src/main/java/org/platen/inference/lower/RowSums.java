package org.platen.inference.lower;

import java.util.List;
import org.platen.inference.backend.Inputs;
import org.platen.inference.backend.RowSource;
import org.platen.inference.op.Algebra;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;

/**
 * Sums over the rows, each counted as often as the layout says.
 *
 * @param scope arithmetic of labelled values
 * @param layout knows the weights of the rows
 */
record RowSums(Scope scope, Layout layout) {

    private static final String WEIGHTS = "row weights";

    /** The sum over all rows. */
    Node of(Node x) {
        if (layout.weights() == null) {
            return algebra().sumRows(x);
        }
        return x.type().rows()
                ? algebra().sumProduct(x, weights(), List.of(), true)
                : algebra().times(x, count());
    }

    /** How many rows there are, all counted. */
    Node count() {
        return layout.weights() == null ? algebra().rowCount() : algebra().sumRows(weights());
    }

    /** What each row contributes to a sum. */
    Node contributions(Node x) {
        return layout.weights() == null ? x : algebra().times(x, weights());
    }

    private Node weights() {
        return scope.graph().input(WEIGHTS, Type.of(true));
    }

    /** Gives a session the weights. */
    void bind(Inputs inputs) {
        double[] weights = layout.weights();
        if (weights != null) {
            inputs.bind(WEIGHTS, List.of(RowSource.of(weights)));
        }
    }

    private Algebra algebra() {
        return scope.algebra();
    }
}
