package org.platen.inference.op;

import org.platen.inference.program.Gradients;
import org.platen.inference.program.Graph;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;

/**
 * Builds convolutions and their transposes.
 *
 * @param graph where the nodes go
 * @param window how filters move
 */
public record ConvolutionAlgebra(Graph graph, Window window) {

    /** Images x and filters w give results; {@link ConvolutionOp} tells the shapes. */
    public Node result(Node x, Node w) {
        return graph.apply(new ConvolutionOp(window), x, w);
    }

    /** Results y and filters w give images; {@link ConvolutionImageOp} tells the shapes. */
    public Node image(Node y, Node w, int height, int width) {
        return graph.apply(new ConvolutionImageOp(window, height, width), y, w);
    }

    /**
     * Images x and results y give filters; {@link ConvolutionFilterOp} tells the shapes.
     *
     * @param overRows whether rows are summed, of whichever have them
     */
    public Node filter(Node x, Node y, int filterHeight, int filterWidth, boolean overRows) {
        return filter(x, y, filterHeight, filterWidth, overRows, false);
    }

    private Node filter(Node x, Node y, int filterHeight, int filterWidth, boolean overRows, boolean overBatch) {
        boolean both = x.type().rows() && y.type().rows();
        ConvolutionFilterOp op =
                new ConvolutionFilterOp(window, filterHeight, filterWidth, overRows && both, overBatch);
        if (!overRows || both) {
            return graph.apply(op, x, y);
        }
        Algebra algebra = new Algebra(graph);
        return x.type().rows() ? graph.apply(op, algebra.sumRows(x), y) : graph.apply(op, x, algebra.sumRows(y));
    }

    /** Adds to the adjoint of the filters w what an image and a result contribute; rows and batch are summed at once where the filters have none. */
    void addFilterGradient(Node w, Node x, Node y, Gradients gradients) {
        Type type = w.type();
        boolean overRows = !type.rows() && (x.type().rows() || y.type().rows());
        boolean overBatch = !type.rows() && isSingle(type);
        Node sums = filter(x, y, type.dim(-2), type.dim(-1), overRows, overBatch);
        Node dw = new Algebra(graph)
                .reshape(
                        sums,
                        sums.type().padded(Math.max(type.rank(), sums.type().rank())));
        gradients.add(w, dw, dw.type().withRows(type.rows()));
    }

    private static boolean isSingle(Type filters) {
        return filters.dims().subList(0, filters.rank() - 4).stream().allMatch(size -> size == 1);
    }

    /** An adjoint that may lack axes, or rows, with all axes of its node. */
    Node whole(Node adjoint, Type type) {
        return new Algebra(graph).toType(adjoint, type.withRows(adjoint.type().rows()));
    }
}
