package org.platen.dsl.network;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/** What layers of images share: their weights and biases by channel. */
final class Channels {

    private Channels() {}

    static void requireImage(String what, Shape input) {
        ModelException.require(
                input.rank() == 3,
                "%s takes an image, [channels, height, width], found event shape %s. Reshape it.",
                what,
                input);
    }

    /** Filters and, where there are some, a bias for each channel that comes out. */
    static List<Weight> weights(Shape filter, int fanIn, int fanOut, int biases, Initialiser start, Initialiser bias) {
        Weight weight = new Weight("weight", filter, fanIn, fanOut, start);
        return biases == 0
                ? List.of(weight)
                : List.of(weight, new Weight("bias", Shape.of(biases), fanIn, fanOut, bias));
    }

    /** An image plus the bias of each channel, if weights have one. */
    static Expr biased(Expr image, Map<String, Expr> weights) {
        Expr bias = weights.get("bias");
        if (bias == null) {
            return image;
        }
        return image.plus(spread(bias, image.shape()));
    }

    /** A number for each entry along the first axis of a shape, as often as that has others. */
    static Expr spread(Expr byChannel, Shape shape) {
        int[] sizes = shape.sizes();
        int others = shape.size() / sizes[0];
        return sizes.length == 1
                ? byChannel
                : byChannel
                        .reshaped(sizes[0], 1)
                        .dot(Expressions.ones(1, others))
                        .reshaped(sizes);
    }

    static Expr weight(Map<String, Expr> weights) {
        return Objects.requireNonNull(weights.get("weight"));
    }

    /** The part of a line of a summary that tells how filters move. */
    static String moves(int strideDown, int strideRight) {
        if (strideDown == 1 && strideRight == 1) {
            return "";
        }
        return ", stride " + (strideDown == strideRight ? strideDown : strideDown + " × " + strideRight);
    }
}
