package org.platen.inference.tensorflow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.platen.inference.op.ConvolutionFilterOp;
import org.platen.inference.op.ConvolutionImageOp;
import org.platen.inference.op.ConvolutionOp;
import org.platen.inference.op.Window;
import org.platen.inference.program.Node;
import org.platen.inference.program.Type;
import org.tensorflow.Operand;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.op.nn.Conv2dBackpropFilter;
import org.tensorflow.op.nn.Conv2dBackpropInput;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Convolutions and their transposes. Where all rows share the filters these are TensorFlow's own, with channels last, since on a CPU there are no others; filters that
 * differ between rows or in a batch go by {@link UnfoldedConvolutions}.
 */
final class Convolutions {

    private static final int IMAGE = 3;
    private static final int FILTER = 4;

    private Convolutions() {}

    static Operand<TNumber> result(ConvolutionOp op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        Type x = node.inputs().get(0).type();
        Type w = node.inputs().get(1).type();
        if (!isSingle(w, FILTER)) {
            return UnfoldedConvolutions.result(op, node, inputs, emitter);
        }
        Operand<TNumber> y = emitter.tf.nn.conv2d(
                channelsLast(inputs.get(0), x, emitter),
                filtersLast(inputs.get(1), w, emitter),
                strides(op.window()),
                padding(op.window()),
                Conv2d.explicitPaddings(paddings(op.window())));
        return channelsFirst(y, node.type(), emitter);
    }

    static Operand<TNumber> image(ConvolutionImageOp op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        Type y = node.inputs().get(0).type();
        Type w = node.inputs().get(1).type();
        if (!isSingle(w, FILTER)) {
            return UnfoldedConvolutions.image(op, node, inputs, emitter);
        }
        Operand<TNumber> x = emitter.tf.nn.conv2dBackpropInput(
                sizes(node.type(), emitter),
                filtersLast(inputs.get(1), w, emitter),
                channelsLast(inputs.get(0), y, emitter),
                strides(op.window()),
                padding(op.window()),
                Conv2dBackpropInput.explicitPaddings(paddings(op.window())));
        return channelsFirst(x, node.type(), emitter);
    }

    static Operand<TNumber> filter(ConvolutionFilterOp op, Node node, List<Operand<TNumber>> inputs, Emitter emitter) {
        Type x = node.inputs().get(0).type();
        Type y = node.inputs().get(1).type();
        if (!isSingle(node.type(), FILTER)) {
            return UnfoldedConvolutions.filter(op, node, inputs, emitter);
        }
        Type batch = Type.broadcast(batch(x), batch(y));
        Operand<TNumber> w = emitter.tf.nn.conv2dBackpropFilter(
                repeated(inputs.get(0), x, batch, emitter),
                emitter.ints(op.filterHeight(), op.filterWidth(), x.dim(-3), y.dim(-3)),
                repeated(inputs.get(1), y, batch, emitter),
                strides(op.window()),
                padding(op.window()),
                Conv2dBackpropFilter.explicitPaddings(paddings(op.window())));
        return emitter.reshape(
                emitter.tf.linalg.transpose(w, emitter.ints(3, 2, 0, 1)), List.of(), Emitter.sizes(node.type()));
    }

    private static Type batch(Type type) {
        return type.withDims(type.dims().subList(0, type.rank() - IMAGE));
    }

    /** A value for all of a batch, with channels last. */
    private static Operand<TNumber> repeated(Operand<TNumber> x, Type type, Type batch, Emitter emitter) {
        List<Integer> dims = new ArrayList<>(batch.dims());
        dims.addAll(type.dims().subList(type.rank() - IMAGE, type.rank()));
        Type whole = type.withDims(dims);
        return channelsLast(emitter.broadcast(x, type, whole), whole, emitter);
    }

    /** Whether a value is one for all rows and the whole batch. */
    private static boolean isSingle(Type type, int rank) {
        return !type.rows()
                && type.dims().subList(0, type.rank() - rank).stream().allMatch(size -> size == 1);
    }

    /** [rows, batch, channels, height, width] as [rows and batch, height, width, channels]. */
    private static Operand<TNumber> channelsLast(Operand<TNumber> x, Type type, Emitter emitter) {
        List<Integer> images = List.of(-1, type.dim(-3), type.dim(-2), type.dim(-1));
        return emitter.tf.linalg.transpose(emitter.reshape(x, Emitter.sizes(type), images), emitter.ints(0, 2, 3, 1));
    }

    private static Operand<TNumber> channelsFirst(Operand<TNumber> x, Type type, Emitter emitter) {
        Operand<TNumber> images = emitter.tf.linalg.transpose(x, emitter.ints(0, 3, 1, 2));
        return emitter.reshape(images, List.of(-1, type.dim(-3), type.dim(-2), type.dim(-1)), Emitter.sizes(type));
    }

    /** [batch of one, filters, channels, height, width] as [height, width, channels, filters]. */
    private static Operand<TNumber> filtersLast(Operand<TNumber> w, Type type, Emitter emitter) {
        List<Integer> own = type.dims().subList(type.rank() - FILTER, type.rank());
        return emitter.tf.linalg.transpose(emitter.reshape(w, Emitter.sizes(type), own), emitter.ints(2, 3, 1, 0));
    }

    /** The sizes of [rows and batch, height, width, channels]. */
    private static Operand<TInt32> sizes(Type type, Emitter emitter) {
        int batch = type.dims().subList(0, type.rank() - IMAGE).stream().reduce(1, (a, b) -> a * b);
        Operand<TInt32> images = type.rows()
                ? emitter.tf.math.mul(emitter.rowCount(), emitter.tf.constant(batch))
                : emitter.tf.constant(batch);
        return emitter.tf.concat(
                List.of(
                        emitter.tf.reshape(images, emitter.ints(1)),
                        emitter.ints(type.dim(-2), type.dim(-1), type.dim(-3))),
                emitter.tf.constant(0));
    }

    private static List<Long> strides(Window window) {
        return List.of(1L, (long) window.strideDown(), (long) window.strideRight(), 1L);
    }

    private static String padding(Window window) {
        return paddings(window).isEmpty() ? "VALID" : "EXPLICIT";
    }

    private static List<Long> paddings(Window window) {
        List<Long> paddings = new ArrayList<>(Collections.nCopies(8, 0L));
        paddings.set(2, (long) window.top());
        paddings.set(3, (long) window.bottom());
        paddings.set(4, (long) window.left());
        paddings.set(5, (long) window.right());
        return paddings.stream().allMatch(size -> size == 0) ? List.of() : paddings;
    }
}
