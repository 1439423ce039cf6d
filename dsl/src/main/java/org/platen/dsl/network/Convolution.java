package org.platen.dsl.network;

import java.util.List;
import java.util.Map;
import org.platen.dsl.expr.Convolve;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Window;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/**
 * Filters that move over an image, [channels, height, width]; what comes out has a channel for each filter ({@link Convolve}). {@code weight} has the shape
 * [filters, channels, filter height, filter width], {@code bias} [filters].
 *
 * @param filters channels that come out
 * @param height rows of a filter
 * @param width columns of a filter
 * @param window how the filters move
 * @param bias whether a number is added to each channel
 * @param weights how weights start
 * @param biases how biases start
 */
public record Convolution(
        int filters, int height, int width, Window window, boolean bias, Initialiser weights, Initialiser biases)
        implements Layer {

    /** @throws ModelException unless there are filters with entries */
    public Convolution {
        ModelException.require(
                filters >= 1 && height >= 1 && width >= 1,
                "a convolution has %d filters of %d × %d: expected at least one of each",
                filters,
                height,
                width);
    }

    /** Filters that move pixel by pixel within the image, with bias, Glorot weights and biases that start at zero. */
    public static Convolution of(int filters, int height, int width) {
        return new Convolution(
                filters, height, width, Window.plain(), true, Initialiser.glorot(), Initialiser.constant(0));
    }

    /** This layer with filters that move otherwise. */
    public Convolution moving(Window window) {
        return new Convolution(filters, height, width, window, bias, weights, biases);
    }

    /** This layer with other starts. */
    public Convolution starting(Initialiser weight, Initialiser bias) {
        return new Convolution(filters, height, width, window, this.bias, weight, bias);
    }

    /** This layer without biases. */
    public Convolution withoutBias() {
        return new Convolution(filters, height, width, window, false, weights, biases);
    }

    @Override
    public String kind() {
        return "convolution";
    }

    @Override
    public Shape output(Shape input) {
        Channels.requireImage("a convolution", input);
        int down = window.down(input.dim(1).size(), height);
        int across = window.across(input.dim(2).size(), width);
        ModelException.require(
                down > 0 && across > 0,
                "filters of %d × %d do not fit onto an image of %d × %d with its padding. Pad more, or take smaller filters.",
                height,
                width,
                input.dim(1).size(),
                input.dim(2).size());
        return Shape.of(filters, down, across);
    }

    @Override
    public List<Weight> weights(Shape input) {
        int channels = input.dim(0).size();
        return Channels.weights(
                Shape.of(filters, channels, height, width),
                channels * height * width,
                filters * height * width,
                bias ? filters : 0,
                weights,
                biases);
    }

    @Override
    public Expr apply(Expr x, Map<String, Expr> weights) {
        return Channels.biased(new Convolve(x, Channels.weight(weights), window), weights);
    }

    @Override
    public String describe() {
        return "convolution " + filters + ", " + height + " × " + width
                + Channels.moves(window.strideDown(), window.strideRight()) + (bias ? "" : ", without bias");
    }
}
