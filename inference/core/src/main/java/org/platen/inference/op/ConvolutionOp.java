package org.platen.inference.op;

import java.util.List;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Gradients;
import org.platen.inference.program.Node;
import org.platen.inference.program.Op;
import org.platen.inference.program.Step;
import org.platen.inference.program.Type;

/**
 * Images x [batch, channels, height, width] and filters w [batch, filters, channels, filterHeight, filterWidth] give y [batch, filters, down, across]: each
 * entry is the sum of products of a filter with the part of the image that it lies on (a cross-correlation, as is usual). Batch dimensions broadcast. This
 * and its transposes {@link ConvolutionImageOp} and {@link ConvolutionFilterOp} are each other's derivatives.
 *
 * @param window how the filter moves
 */
public record ConvolutionOp(Window window) implements Op {

    @Override
    public Type infer(List<Type> inputs) {
        return sizes(inputs.get(0), inputs.get(1))
                .result(inputs.get(0).rows() || inputs.get(1).rows());
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        Node x = node.inputs().get(0);
        Node w = node.inputs().get(1);
        ConvolutionAlgebra convolutions = new ConvolutionAlgebra(gradients.graph(), window);
        Node dy = convolutions.whole(adjoint, node.type());
        if (gradients.wants(x)) {
            Node dx = convolutions.image(dy, w, x.type().dim(-2), x.type().dim(-1));
            gradients.add(x, dx, dx.type().withRows(node.type().rows()));
        }
        if (gradients.wants(w)) {
            convolutions.addFilterGradient(w, x, dy, gradients);
        }
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        Buffer x = inputs.get(0);
        Buffer w = inputs.get(1);
        ConvolutionSizes sizes = sizes(x.type(), w.type());
        return x.hasRows() && !w.hasRows()
                ? ConvolutionLanes.result(sizes, x, w, output)
                : BilinearSteps.of(term -> sizes.each(x.type(), w.type(), output.type(), term), x, w, output);
    }

    private ConvolutionSizes sizes(Type x, Type w) {
        return ConvolutionSizes.ofImageAndFilter(window, x, w);
    }

    @Override
    public String toString() {
        return "convolution " + window;
    }
}
