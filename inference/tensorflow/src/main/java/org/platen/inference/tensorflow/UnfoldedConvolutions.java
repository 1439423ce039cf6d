package org.platen.inference.tensorflow;

import java.util.List;
import org.platen.inference.op.ConvolutionFilterOp;
import org.platen.inference.op.ConvolutionImageOp;
import org.platen.inference.op.ConvolutionOp;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/**
 * Convolutions as products of sums in any batch: an image is unfolded, by products with matrices of zeros and ones, into the parts that filters lie on. In subscripts c counts
 * channels, f filters, h and w rows and columns of an image, k and l those of a filter, i and j those of a result.
 */
final class UnfoldedConvolutions {

    private static final int IMAGE = 3;
    private static final int FILTER = 4;

    private UnfoldedConvolutions() {}

    static Operand<TNumber> result(ConvolutionOp op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        Type x = node.inputs().get(0).type();
        Type w = node.inputs().get(1).type();
        Type y = node.type();
        Operand<TNumber> parts = unfolded(
                aligned(inputs.get(0), x, IMAGE, y, IMAGE, emitter),
                rows(op.window().strideDown(), op.window().top(), x.dim(-2), w.dim(-2), y.dim(-2), emitter),
                rows(op.window().strideRight(), op.window().left(), x.dim(-1), w.dim(-1), y.dim(-1), emitter),
                emitter);
        return sum("...ckilj,...fckl->...fij", parts, aligned(inputs.get(1), w, FILTER, y, IMAGE, emitter), emitter);
    }

    static Operand<TNumber> image(ConvolutionImageOp op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        Type y = node.inputs().get(0).type();
        Type w = node.inputs().get(1).type();
        Type x = node.type();
        Operand<TNumber> parts = sum(
                "...fij,...fckl->...ckilj",
                aligned(inputs.get(0), y, IMAGE, x, IMAGE, emitter),
                aligned(inputs.get(1), w, FILTER, x, IMAGE, emitter),
                emitter);
        Operand<TNumber> down =
                rows(op.window().strideDown(), op.window().top(), x.dim(-2), w.dim(-2), y.dim(-2), emitter);
        Operand<TNumber> across =
                rows(op.window().strideRight(), op.window().left(), x.dim(-1), w.dim(-1), y.dim(-1), emitter);
        return sum("...ckiw,kih->...chw", sum("...ckilj,ljw->...ckiw", parts, across, emitter), down, emitter);
    }

    static Operand<TNumber> filter(ConvolutionFilterOp op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        Type x = node.inputs().get(0).type();
        Type y = node.inputs().get(1).type();
        Type w = node.type();
        Operand<TNumber> parts = unfolded(
                aligned(inputs.get(0), x, IMAGE, w, FILTER, emitter),
                rows(op.window().strideDown(), op.window().top(), x.dim(-2), w.dim(-2), y.dim(-2), emitter),
                rows(op.window().strideRight(), op.window().left(), x.dim(-1), w.dim(-1), y.dim(-1), emitter),
                emitter);
        String subscripts = op.overRows() ? "r...ckilj,r...fij->...fckl" : "...ckilj,...fij->...fckl";
        return sum(subscripts, parts, aligned(inputs.get(1), y, IMAGE, w, FILTER, emitter), emitter);
    }

    /** [k, i, h]: 1 where entry k of a filter at place i lies on row h of the image. */
    private static Operand<TNumber> rows(int stride, int before, int image, int filter, int result, Emitter emitter) {
        double[] lies = new double[filter * result * image];
        for (int k = 0; k < filter; k++) {
            for (int i = 0; i < result; i++) {
                int h = i * stride + k - before;
                if (h >= 0 && h < image) {
                    lies[(k * result + i) * image + h] = 1;
                }
            }
        }
        return emitter.literal(lies, List.of(filter, result, image));
    }

    private static Operand<TNumber> unfolded(
            Operand<TNumber> x, Operand<TNumber> down, Operand<TNumber> across, Emitter emitter) {
        return sum("...ckiw,ljw->...ckilj", sum("...chw,kih->...ckiw", x, down, emitter), across, emitter);
    }

    /** A value with as many batch dimensions as the result. */
    private static Operand<TNumber> aligned(
            Operand<TNumber> x, Type type, int rank, Type result, int rankOfResult, Emitter emitter) {
        return emitter.aligned(x, type, result.rank() - rankOfResult + rank);
    }

    private static Operand<TNumber> sum(String subscripts, Operand<TNumber> x, Operand<TNumber> y, Emitter emitter) {
        return emitter.tf.linalg.einsum(List.of(x, y), subscripts);
    }
}
