package org.platen.models.autoregressive;

import static org.platen.dsl.distribution.Distributions.bernoulliLogits;
import static org.platen.dsl.distribution.Distributions.categoricalEntries;
import static org.platen.dsl.expr.Expressions.concatenate;
import static org.platen.dsl.network.Activation.RELU;

import org.platen.dsl.expr.Expr;
import org.platen.dsl.model.Model;
import org.platen.dsl.network.Convolution;
import org.platen.dsl.network.MaskedConvolution;
import org.platen.dsl.shape.Shape;
import org.platen.models.data.SmallImages;
import org.platen.models.zoo.Example;

/** Masked convolutions (van den Oord, Kalchbrenner and Kavukcuoglu 2016, "Pixel recurrent neural networks", sections 3.4 and 3.5): pixels row by row, each given those before it. */
public final class PixelCnn {

    private PixelCnn() {}

    /**
     * Of black and white pixels.
     *
     * <pre>{@code
     * pixel-cnn: image
     * net      = network of 1 × 4 × 4: masked convolution 6, 5 × 5, type A, relu, masked convolution 6, 3 × 3, type B, relu, masked convolution 1, 1 × 1, type B, flatten; 493 parameters
     * x[image] ~ Bernoulli(logits = net(earlier x))  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val pixelCnn = model("pixel-cnn") {
     *     val net = network("net", Shape.of(1, side, side)) {
     *         maskedConvolution(filters, 5, ownColour = false, activation = relu)
     *         maskedConvolution(filters, 3, ownColour = true, activation = relu)
     *         maskedConvolution(1, 1, ownColour = true)
     *         flatten()
     *     }
     *     val image = plate("image")
     *     val x by image.autoregressive(side * side) { earlier ->
     *         bernoulli(logits = net(earlier.reshaped(1, side, side)))
     *     }
     * }
     * }</pre>
     *
     * @param side height and width of an image
     * @param filters of each hidden layer
     */
    public static Model binary(int side, int filters) {
        return Model.declare("pixel-cnn", m -> {
            var net = m.network(
                    "net",
                    Shape.of(1, side, side),
                    layers -> layers.layer(MaskedConvolution.typeA(Convolution.of(filters, 5, 5), 1))
                            .activation(RELU)
                            .layer(MaskedConvolution.typeB(Convolution.of(filters, 3, 3), 1))
                            .activation(RELU)
                            .layer(MaskedConvolution.typeB(Convolution.of(1, 1, 1), 1))
                            .flatten());
            var image = m.plate("image");
            m.autoregressive(
                    "x",
                    image,
                    Shape.of(side * side),
                    earlier -> bernoulliLogits(net.of(earlier.reshaped(1, side, side))));
        });
    }

    /**
     * Of three colours with {@code levels} values each, red given the pixels before, green given its red as well, and blue given both; pixels are
     * [colour, row, column].
     *
     * <pre>{@code
     * colour-pixel-cnn: image
     * net      = network of 3 × 2 × 2: masked convolution 18, 5 × 5, type A, relu, masked convolution 18, 3 × 3, type B, relu, masked convolution 12, 1 × 1, type B; 4,530 parameters
     * x[image] ~ CategoricalEntries(logits = [net(earlier x / 3)[0..3]ᵀ, net(earlier x / 3)[4..7]ᵀ, net(earlier x / 3)[8..11]ᵀ])  (observed)
     * }</pre>
     *
     * <p>In Kotlin:
     *
     * <pre>{@code
     * val pixelCnn = model("colour-pixel-cnn") {
     *     val net = network("net", Shape.of(3, side, side)) {
     *         maskedConvolution(3 * filters, 5, ownColour = false, colours = 3, activation = relu)
     *         maskedConvolution(3 * filters, 3, ownColour = true, colours = 3, activation = relu)
     *         maskedConvolution(3 * levels, 1, ownColour = true, colours = 3)
     *     }
     *     val image = plate("image")
     *     val x by image.autoregressive(3 * side * side) { earlier ->
     *         val all = net((earlier / (levels - 1.0)).reshaped(3, side, side))
     *         val each = List(3) { colour ->
     *             all.slice(colour * levels, (colour + 1) * levels).reshaped(levels, side * side).transposed()
     *         }
     *         categoricalEntries(concatenate(*each.toTypedArray()))
     *     }
     * }
     * }</pre>
     *
     * @param side height and width of an image
     * @param levels of each colour, 256 in photographs
     * @param filters of each hidden layer, for each colour
     */
    public static Model colour(int side, int levels, int filters) {
        return Model.declare("colour-pixel-cnn", m -> {
            var net = m.network(
                    "net",
                    Shape.of(3, side, side),
                    layers -> layers.layer(MaskedConvolution.typeA(Convolution.of(3 * filters, 5, 5), 3))
                            .activation(RELU)
                            .layer(MaskedConvolution.typeB(Convolution.of(3 * filters, 3, 3), 3))
                            .activation(RELU)
                            .layer(MaskedConvolution.typeB(Convolution.of(3 * levels, 1, 1), 3)));
            var image = m.plate("image");
            m.autoregressive("x", image, Shape.of(3 * side * side), earlier -> {
                var all = net.of(earlier.dividedBy(levels - 1.0).reshaped(3, side, side));
                Expr[] each = new Expr[3];
                for (int colour = 0; colour < 3; colour++) {
                    each[colour] = all.slice(colour * levels, (colour + 1) * levels)
                            .reshaped(levels, side * side)
                            .transposed();
                }
                return categoricalEntries(concatenate(each));
            });
        });
    }

    static Example binaryExample() {
        return Example.of(binary(4, 6)).with("x", SmallImages.barsAndStripes(1000, 4, 1));
    }

    static Example colourExample() {
        return Example.of(colour(2, 4, 6)).with("x", SmallImages.shades(1000, 2, 4, 1));
    }
}
