package org.platen.inference.lower;

import java.util.List;
import org.platen.dsl.expr.Window;
import org.platen.inference.op.ConvolutionAlgebra;
import org.platen.inference.program.Node;

/**
 * Convolutions of the events of values.
 *
 * @param scope arithmetic of labelled values
 */
record Convolutions(Scope scope) {

    private static final int IMAGE = 3;
    private static final int FILTER = 4;

    Value result(Value x, Value filter, Window window) {
        List<Label> labels = scope.union(List.of(x, filter));
        Node y = algebra(window).result(scope.spread(x, labels, IMAGE), scope.spread(filter, labels, FILTER));
        return new Value(y, labels, IMAGE);
    }

    Value image(Value y, Value filter, Window window, int height, int width) {
        List<Label> labels = scope.union(List.of(y, filter));
        Node x = algebra(window)
                .image(scope.spread(y, labels, IMAGE), scope.spread(filter, labels, FILTER), height, width);
        return new Value(x, labels, IMAGE);
    }

    private ConvolutionAlgebra algebra(Window window) {
        return new ConvolutionAlgebra(
                scope.graph(),
                new org.platen.inference.op.Window(
                        window.strideDown(),
                        window.strideRight(),
                        window.top(),
                        window.bottom(),
                        window.left(),
                        window.right()));
    }
}
