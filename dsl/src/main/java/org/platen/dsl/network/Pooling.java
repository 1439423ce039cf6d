package org.platen.dsl.network;

import java.util.Map;
import java.util.stream.IntStream;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Reduction;
import org.platen.dsl.expr.Take;
import org.platen.dsl.expr.Window;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/**
 * The largest or the mean value in each field of an image, [channels, height, width]. Rows and columns at the end that fill no field are left out. The
 * derivative of the largest value is shared among those that are equally large.
 *
 * @param largest the largest, else the mean
 * @param height rows of a field
 * @param width columns of a field
 * @param strideDown pixels between one field and the next below it
 * @param strideRight pixels between one field and the next to the right of it
 */
public record Pooling(boolean largest, int height, int width, int strideDown, int strideRight) implements Layer {

    /** @throws ModelException unless fields have pixels, and move */
    public Pooling {
        ModelException.require(
                height >= 1 && width >= 1 && strideDown >= 1 && strideRight >= 1,
                "pooling over fields of %d × %d with strides %d and %d: expected numbers from 1",
                height,
                width,
                strideDown,
                strideRight);
    }

    /** The largest values of fields beside each other. */
    public static Pooling largest(int height, int width) {
        return new Pooling(true, height, width, height, width);
    }

    /** The means of fields beside each other. */
    public static Pooling mean(int height, int width) {
        return new Pooling(false, height, width, height, width);
    }

    /** This layer with fields at other distances. */
    public Pooling stride(int down, int right) {
        return new Pooling(largest, height, width, down, right);
    }

    @Override
    public String kind() {
        return "pooling";
    }

    @Override
    public Shape output(Shape input) {
        Channels.requireImage("pooling", input);
        Window window = Window.plain().stride(strideDown, strideRight);
        int down = window.down(input.dim(1).size(), height);
        int across = window.across(input.dim(2).size(), width);
        ModelException.require(
                down > 0 && across > 0,
                "fields of %d × %d are larger than the image, %d × %d",
                height,
                width,
                input.dim(1).size(),
                input.dim(2).size());
        return Shape.of(input.dim(0).size(), down, across);
    }

    @Override
    public Expr apply(Expr x, Map<String, Expr> weights) {
        Shape output = output(x.shape());
        int channels = output.dim(0).size();
        int down = output.dim(1).size();
        int across = output.dim(2).size();
        Expr rows = fields(x, 1, down, height, strideDown);
        Expr fields = fields(rows, 2, across, width, strideRight);
        Reduction reduction = largest ? Reduction.MAXIMUM : Reduction.MEAN;
        return fields.reshaped(channels, down, height, across, width)
                .reduce(reduction, 4)
                .reduce(reduction, 2);
    }

    /** The entries of the fields along one axis, field by field. */
    private static Expr fields(Expr x, int axis, int count, int size, int stride) {
        int[] entries = IntStream.range(0, count * size)
                .map(i -> i / size * stride + i % size)
                .toArray();
        boolean all = stride == size && entries.length == x.shape().dim(axis).size();
        return all ? x : new Take(x, axis, entries);
    }

    @Override
    public String describe() {
        boolean beside = strideDown == height && strideRight == width;
        return (largest ? "max" : "average") + " pooling " + height + " × " + width
                + (beside ? "" : Channels.moves(strideDown, strideRight));
    }
}
