package org.platen.inference.op;

import java.util.List;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Gradients;
import org.platen.inference.program.Node;
import org.platen.inference.program.Op;
import org.platen.inference.program.Step;
import org.platen.inference.program.Type;

/**
 * The transpose of {@link ConvolutionOp} with respect to the filter: x [batch, channels, height, width] and y [batch, filters, down, across] give [batch,
 * filters, channels, filterHeight, filterWidth].
 *
 * @param window how the filter moves over the image
 * @param filterHeight rows of the filter
 * @param filterWidth columns of the filter
 * @param overRows whether rows are summed: both inputs then have them
 * @param overBatch whether the batch is summed too, so that the result has none; it then has no rows either
 */
public record ConvolutionFilterOp(Window window, int filterHeight, int filterWidth, boolean overRows, boolean overBatch)
        implements Op {

    private static final int FILTER = 4;

    @Override
    public Type infer(List<Type> inputs) {
        Type x = inputs.get(0);
        Type y = inputs.get(1);
        if (overRows && !(x.rows() && y.rows())) {
            throw new IllegalArgumentException("a sum over rows needs inputs with rows, found " + inputs);
        }
        boolean rows = (x.rows() || y.rows()) && !overRows;
        if (overBatch && rows) {
            throw new IllegalArgumentException("a sum over the batch alone, of inputs with rows: " + inputs);
        }
        Type each = sizes(x, y).filter(rows);
        return overBatch ? each.withDims(each.dims().subList(each.rank() - FILTER, each.rank())) : each;
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        Node x = node.inputs().get(0);
        Node y = node.inputs().get(1);
        ConvolutionAlgebra convolutions = new ConvolutionAlgebra(gradients.graph(), window);
        Node dw = convolutions.whole(adjoint, node.type());
        boolean rows = x.type().rows() || y.type().rows();
        ConvolutionSizes sizes = sizes(x.type(), y.type());
        if (gradients.wants(x)) {
            gradients.add(x, convolutions.image(y, dw, sizes.height(), sizes.width()), sizes.image(rows));
        }
        if (gradients.wants(y)) {
            gradients.add(y, convolutions.result(x, dw), sizes.result(rows));
        }
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        Buffer x = inputs.get(0);
        Buffer y = inputs.get(1);
        ConvolutionSizes sizes = sizes(x.type(), y.type());
        return overRows
                ? ConvolutionDots.of(sizes, x, y, output)
                : BilinearSteps.of(
                        term -> sizes.each(x.type(), output.type(), y.type(), (i, j, k) -> term.of(i, k, j)),
                        x,
                        y,
                        output);
    }

    private ConvolutionSizes sizes(Type x, Type y) {
        return ConvolutionSizes.ofImageAndResult(window, filterHeight, filterWidth, x, y);
    }

    @Override
    public String toString() {
        return "convolution filter " + filterHeight + " × " + filterWidth + (overRows ? " over rows " : " ")
                + (overBatch ? "and batch " : "") + window;
    }
}
