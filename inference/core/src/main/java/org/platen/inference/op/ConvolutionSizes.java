package org.platen.inference.op;

import java.util.ArrayList;
import java.util.List;
import org.platen.inference.program.Type;

/**
 * The sizes of a convolution: an image [batch, channels, height, width], a filter [batch, filters, channels, filterHeight, filterWidth] and their result
 * [batch, filters, down, across]. Batch dimensions broadcast.
 */
record ConvolutionSizes(
        Window window,
        List<Integer> batch,
        int channels,
        int height,
        int width,
        int filters,
        int filterHeight,
        int filterWidth,
        int down,
        int across) {

    private static final int IMAGE = 3;
    private static final int FILTER = 4;

    static ConvolutionSizes ofImageAndFilter(Window window, Type x, Type w) {
        int height = x.dim(-2);
        int width = x.dim(-1);
        return new ConvolutionSizes(
                window,
                batch(x, IMAGE, w, FILTER),
                agreed(x.dim(-3), w.dim(-3), x, w),
                height,
                width,
                w.dim(-4),
                w.dim(-2),
                w.dim(-1),
                window.height(height, w.dim(-2)),
                window.width(width, w.dim(-1)));
    }

    static ConvolutionSizes ofResultAndFilter(Window window, int height, int width, Type y, Type w) {
        return new ConvolutionSizes(
                window,
                batch(y, IMAGE, w, FILTER),
                w.dim(-3),
                height,
                width,
                agreed(y.dim(-3), w.dim(-4), y, w),
                w.dim(-2),
                w.dim(-1),
                agreed(window.height(height, w.dim(-2)), y.dim(-2), y, w),
                agreed(window.width(width, w.dim(-1)), y.dim(-1), y, w));
    }

    static ConvolutionSizes ofImageAndResult(Window window, int filterHeight, int filterWidth, Type x, Type y) {
        return new ConvolutionSizes(
                window,
                batch(x, IMAGE, y, IMAGE),
                x.dim(-3),
                x.dim(-2),
                x.dim(-1),
                y.dim(-3),
                filterHeight,
                filterWidth,
                agreed(window.height(x.dim(-2), filterHeight), y.dim(-2), x, y),
                agreed(window.width(x.dim(-1), filterWidth), y.dim(-1), x, y));
    }

    private static int agreed(int left, int right, Type a, Type b) {
        if (left != right) {
            throw new IllegalArgumentException("sizes of a convolution do not agree: " + a + " and " + b);
        }
        return left;
    }

    private static List<Integer> batch(Type a, int rankOfA, Type b, int rankOfB) {
        return Type.broadcast(
                        a.withDims(a.dims().subList(0, a.rank() - rankOfA)),
                        b.withDims(b.dims().subList(0, b.rank() - rankOfB)))
                .dims();
    }

    Type image(boolean rows) {
        return type(rows, channels, height, width);
    }

    Type filter(boolean rows) {
        return type(rows, filters, channels, filterHeight, filterWidth);
    }

    Type result(boolean rows) {
        return type(rows, filters, down, across);
    }

    private Type type(boolean rows, int... own) {
        List<Integer> dims = new ArrayList<>(batch);
        for (int dim : own) {
            dims.add(dim);
        }
        return new Type(rows, dims);
    }

    /** For each element of the batch where the entries of an image, or of a result, begin. */
    int[] imageStarts(Type type) {
        return starts(type, IMAGE);
    }

    /** For each element of the batch where the entries of a filter begin. */
    int[] filterStarts(Type type) {
        return starts(type, FILTER);
    }

    private int[] starts(Type type, int rank) {
        List<Integer> own = type.dims().subList(0, type.rank() - rank);
        int size = type.size() / own.stream().reduce(1, (a, b) -> a * b);
        int[] starts = Type.broadcastIndex(batch, own);
        for (int i = 0; i < starts.length; i++) {
            starts[i] *= size;
        }
        return starts;
    }

    /** All products x w of the sums that the entries y of the result are. */
    void each(Type x, Type w, Type y, BilinearSteps.Term term) {
        int[] images = imageStarts(x);
        int[] weights = filterStarts(w);
        int[] results = imageStarts(y);
        for (int b = 0; b < images.length; b++) {
            for (int place = 0; place < filters * down * across; place++) {
                int filter = place / (down * across);
                int top = place / across % down * window.strideDown() - window.top();
                int left = place % across * window.strideRight() - window.left();
                for (int channel = 0; channel < channels; channel++) {
                    for (int i = Math.max(0, -top); i < Math.min(filterHeight, height - top); i++) {
                        int image = images[b] + (channel * height + top + i) * width + left;
                        int weight = weights[b] + ((filter * channels + channel) * filterHeight + i) * filterWidth;
                        for (int j = Math.max(0, -left); j < Math.min(filterWidth, width - left); j++) {
                            term.of(image + j, weight + j, results[b] + place);
                        }
                    }
                }
            }
        }
    }
}
