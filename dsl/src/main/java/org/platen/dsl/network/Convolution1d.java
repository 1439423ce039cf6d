package org.platen.dsl.network;

import java.util.List;
import java.util.Map;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Window;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/**
 * Filters that move along a sequence, [channels, length]: a {@link Convolution} of an image of one row.
 *
 * @param convolution of one row
 */
public record Convolution1d(Convolution convolution) implements Layer {

    /** @throws ModelException unless filters have one row, and move along it */
    public Convolution1d {
        Window window = convolution.window();
        ModelException.require(
                convolution.height() == 1 && window.strideDown() == 1 && window.top() == 0 && window.bottom() == 0,
                "filters along a sequence have one row and do not move down, found %s",
                convolution);
    }

    /** Filters that move entry by entry within the sequence, with bias, Glorot weights and biases that start at zero. */
    public static Convolution1d of(int filters, int length) {
        return new Convolution1d(Convolution.of(filters, 1, length));
    }

    /** This layer with filters that move by {@code stride}, and zeros before and after the sequence. */
    public Convolution1d moving(int stride, int before, int after) {
        return new Convolution1d(
                convolution.moving(Window.plain().stride(1, stride).padding(0, 0, before, after)));
    }

    /** This layer with each entry computed from itself and those before it: as many zeros before the sequence as that takes. */
    public Convolution1d causal() {
        return moving(convolution.window().strideRight(), convolution.width() - 1, 0);
    }

    @Override
    public String kind() {
        return "convolution";
    }

    @Override
    public Shape output(Shape input) {
        ModelException.require(
                input.rank() == 2,
                "a convolution along a sequence takes [channels, length], found event shape %s. Reshape it.",
                input);
        Shape output = convolution.output(row(input));
        return Shape.of(output.dim(0).size(), output.dim(2).size());
    }

    private static Shape row(Shape sequence) {
        return Shape.of(sequence.dim(0).size(), 1, sequence.dim(1).size());
    }

    @Override
    public List<Weight> weights(Shape input) {
        return convolution.weights(row(input));
    }

    @Override
    public Expr apply(Expr x, Map<String, Expr> weights) {
        Expr image = convolution.apply(x.reshaped(row(x.shape()).sizes()), weights);
        return image.reshaped(output(x.shape()).sizes());
    }

    @Override
    public String describe() {
        return "convolution " + convolution.filters() + ", " + convolution.width()
                + Channels.moves(1, convolution.window().strideRight()).replace("1 × ", "")
                + (convolution.bias() ? "" : ", without bias");
    }
}
