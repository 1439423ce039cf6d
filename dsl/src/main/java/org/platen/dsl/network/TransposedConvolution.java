package org.platen.dsl.network;

import java.util.List;
import java.util.Map;
import org.platen.dsl.expr.ConvolveTransposed;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Window;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/**
 * The transpose of a {@link Convolution}: with a stride, a small image becomes a large one ({@link ConvolveTransposed}). {@code weight} has the shape [channels
 * that go in, channels that come out, filter height, filter width], {@code bias} [channels that come out].
 *
 * @param channels channels that come out
 * @param height rows of a filter
 * @param width columns of a filter
 * @param window how the filters move over the large image
 * @param moreDown rows that the large image has beyond the smallest that the sizes allow, less than the stride
 * @param moreRight columns that the large image has beyond the smallest that the sizes allow, less than the stride
 * @param bias whether a number is added to each channel
 * @param weights how weights start
 * @param biases how biases start
 */
public record TransposedConvolution(
        int channels,
        int height,
        int width,
        Window window,
        int moreDown,
        int moreRight,
        boolean bias,
        Initialiser weights,
        Initialiser biases)
        implements Layer {

    /** @throws ModelException unless there are filters with entries, and fewer more pixels than the stride */
    public TransposedConvolution {
        ModelException.require(
                channels >= 1 && height >= 1 && width >= 1,
                "a transposed convolution gives %d channels through filters of %d × %d: expected at least one of each",
                channels,
                height,
                width);
        ModelException.require(
                moreDown >= 0 && moreDown < window.strideDown() && moreRight >= 0 && moreRight < window.strideRight(),
                "a transposed convolution gives %d rows and %d columns more: expected fewer than the strides, %d and %d",
                moreDown,
                moreRight,
                window.strideDown(),
                window.strideRight());
    }

    /** Filters that move pixel by pixel, with bias, Glorot weights and biases that start at zero. */
    public static TransposedConvolution of(int channels, int height, int width) {
        return new TransposedConvolution(
                channels, height, width, Window.plain(), 0, 0, true, Initialiser.glorot(), Initialiser.constant(0));
    }

    /** This layer with filters that move otherwise. */
    public TransposedConvolution moving(Window window) {
        return new TransposedConvolution(channels, height, width, window, moreDown, moreRight, bias, weights, biases);
    }

    /** This layer with more rows and columns than the smallest image has that sizes allow. */
    public TransposedConvolution extended(int down, int right) {
        return new TransposedConvolution(channels, height, width, window, down, right, bias, weights, biases);
    }

    /** This layer with other starts. */
    public TransposedConvolution starting(Initialiser weight, Initialiser bias) {
        return new TransposedConvolution(channels, height, width, window, moreDown, moreRight, this.bias, weight, bias);
    }

    /** This layer without biases. */
    public TransposedConvolution withoutBias() {
        return new TransposedConvolution(channels, height, width, window, moreDown, moreRight, false, weights, biases);
    }

    @Override
    public String kind() {
        return "transposed";
    }

    @Override
    public Shape output(Shape input) {
        Channels.requireImage("a transposed convolution", input);
        int rows = (input.dim(1).size() - 1) * window.strideDown() + height - window.top() - window.bottom() + moreDown;
        int columns =
                (input.dim(2).size() - 1) * window.strideRight() + width - window.left() - window.right() + moreRight;
        ModelException.require(
                rows > 0 && columns > 0,
                "a transposed convolution of an image of %d × %d leaves %d × %d. Pad less.",
                input.dim(1).size(),
                input.dim(2).size(),
                rows,
                columns);
        return Shape.of(channels, rows, columns);
    }

    /** Fans are those of the convolution that this is the transpose of, as PyTorch and Keras count them. */
    @Override
    public List<Weight> weights(Shape input) {
        int filters = input.dim(0).size();
        return Channels.weights(
                Shape.of(filters, channels, height, width),
                channels * height * width,
                filters * height * width,
                bias ? channels : 0,
                weights,
                biases);
    }

    @Override
    public Expr apply(Expr x, Map<String, Expr> weights) {
        Shape output = output(x.shape());
        Expr image = new ConvolveTransposed(
                x,
                Channels.weight(weights),
                window,
                output.dim(1).size(),
                output.dim(2).size());
        return Channels.biased(image, weights);
    }

    @Override
    public String describe() {
        return "transposed convolution " + channels + ", " + height + " × " + width
                + Channels.moves(window.strideDown(), window.strideRight()) + (bias ? "" : ", without bias");
    }
}
