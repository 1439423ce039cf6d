package org.platen.dsl.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.Window;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/**
 * A {@link Convolution} that keeps the size of the image and in which a pixel is computed only from those before it, row by row (van den Oord, Kalchbrenner and
 * Kavukcuoglu 2016, "Pixel recurrent neural networks", section 3.4). Channels, of what goes in and of what comes out, are divided into as many equal parts,
 * one after the other, as an image has colours; of its own pixel a channel reads those of the colours before its own.
 *
 * @param convolution with filters of odd height and width
 * @param colours how many colours an image has
 * @param ownColour whether a channel reads its own pixel's own colour too: not in the first layer (type A), and in all others (type B)
 */
public record MaskedConvolution(Convolution convolution, int colours, boolean ownColour) implements Layer {

    /** @throws ModelException unless filters have a middle, and channels can be divided among the colours */
    public MaskedConvolution {
        ModelException.require(
                convolution.height() % 2 == 1 && convolution.width() % 2 == 1,
                "masked filters are %d × %d: expected odd numbers, so that a filter has a middle",
                convolution.height(),
                convolution.width());
        requireParts("come out", convolution.filters(), colours);
        convolution = convolution.moving(Window.plain().keepingSize(convolution.height(), convolution.width()));
    }

    private static void requireParts(String which, int channels, int colours) {
        ModelException.require(
                colours >= 1 && channels % colours == 0,
                "of a masked convolution of %d colours %d channels %s: expected a multiple",
                colours,
                channels,
                which);
    }

    /** The first layer: a pixel is computed from others only, and from its own colours before. */
    public static MaskedConvolution typeA(Convolution convolution, int colours) {
        return new MaskedConvolution(convolution, colours, false);
    }

    /** A later layer: what belongs to a pixel may go into what belongs to it. */
    public static MaskedConvolution typeB(Convolution convolution, int colours) {
        return new MaskedConvolution(convolution, colours, true);
    }

    @Override
    public String kind() {
        return "masked";
    }

    @Override
    public Shape output(Shape input) {
        Shape output = convolution.output(input);
        requireParts("go in", input.dim(0).size(), colours);
        return output;
    }

    @Override
    public List<Weight> weights(Shape input) {
        return convolution.weights(input);
    }

    @Override
    public Expr apply(Expr x, Map<String, Expr> weights) {
        Expr weight = Channels.weight(weights);
        Expr mask = Expressions.constant(mask(x.shape().dim(0).size()))
                .reshaped(weight.shape().sizes());
        Map<String, Expr> masked = new LinkedHashMap<>(weights);
        masked.put("weight", weight.times(mask));
        return convolution.apply(x, masked);
    }

    /** 1 where a filter may read, [filters, channels, height, width], row-major. */
    private double[] mask(int channels) {
        int height = convolution.height();
        int width = convolution.width();
        int middle = height / 2 * width + width / 2;
        double[] mask = new double[convolution.filters() * channels * height * width];
        for (int i = 0; i < mask.length; i++) {
            int place = i % (height * width);
            int to = i / (height * width * channels) * colours / convolution.filters();
            int from = i / (height * width) % channels * colours / channels;
            boolean read = place < middle || place == middle && (from < to || ownColour && from == to);
            mask[i] = read ? 1 : 0;
        }
        return mask;
    }

    @Override
    public String describe() {
        return "masked " + convolution.describe() + ", type " + (ownColour ? "B" : "A");
    }
}
