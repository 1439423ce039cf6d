package org.platen.inference.op;

import java.util.List;
import org.platen.inference.program.Buffer;
import org.platen.inference.program.Gradients;
import org.platen.inference.program.Node;
import org.platen.inference.program.Op;
import org.platen.inference.program.Step;
import org.platen.inference.program.Type;

/**
 * The transpose of {@link ConvolutionOp} with respect to the image: y [batch, filters, down, across] and w [batch, filters, channels, filterHeight,
 * filterWidth] give [batch, channels, height, width]. Each entry of y is spread over the part of the image that its filter lies on. Also known as the
 * transposed convolution.
 *
 * @param window how the filter moves over the image
 * @param height rows of the image
 * @param width columns of the image
 */
public record ConvolutionImageOp(Window window, int height, int width) implements Op {

    @Override
    public Type infer(List<Type> inputs) {
        return sizes(inputs.get(0), inputs.get(1))
                .image(inputs.get(0).rows() || inputs.get(1).rows());
    }

    @Override
    public void differentiate(Node node, Node adjoint, Gradients gradients) {
        Node y = node.inputs().get(0);
        Node w = node.inputs().get(1);
        ConvolutionAlgebra convolutions = new ConvolutionAlgebra(gradients.graph(), window);
        Node dx = convolutions.whole(adjoint, node.type());
        if (gradients.wants(y)) {
            Node dy = convolutions.result(dx, w);
            gradients.add(y, dy, dy.type().withRows(node.type().rows()));
        }
        if (gradients.wants(w)) {
            convolutions.addFilterGradient(w, dx, y, gradients);
        }
    }

    @Override
    public Step bind(List<Buffer> inputs, Buffer output) {
        Buffer y = inputs.get(0);
        Buffer w = inputs.get(1);
        ConvolutionSizes sizes = sizes(y.type(), w.type());
        return y.hasRows() && !w.hasRows()
                ? ConvolutionLanes.image(sizes, y, w, output)
                : BilinearSteps.of(
                        term -> sizes.each(output.type(), w.type(), y.type(), (i, j, k) -> term.of(k, j, i)),
                        y,
                        w,
                        output);
    }

    private ConvolutionSizes sizes(Type y, Type w) {
        return ConvolutionSizes.ofResultAndFilter(window, height, width, y, w);
    }

    @Override
    public String toString() {
        return "convolution image " + height + " × " + width + " " + window;
    }
}
