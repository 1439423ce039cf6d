package org.platen.dsl.expr;

import java.util.List;
import java.util.Set;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plates;
import org.platen.dsl.shape.Shape;

/**
 * The transpose of {@link Convolve}: each entry of y is spread over the part of an image that its filter would lie on; with a stride the image is larger than y
 * (Dumoulin and Visin 2016, section 4). Several sizes of an image lead to the same size of y, so the size is part of the expression.
 *
 * @param y [filters, down, across]
 * @param filter [filters, channels, filter height, filter width]
 * @param window how the filter moves over the image
 * @param height of the image
 * @param width of the image
 */
public record ConvolveTransposed(Expr y, Expr filter, Window window, int height, int width) implements Expr {

    /** @throws ModelException unless a convolution of an image of that size with these filters has the shape of {@code y} */
    public ConvolveTransposed {
        Convolve.requireImageAndFilter(
                "a transposed convolution", y, filter, "channels that go in, channels that come out");
        int filters = filter.shape().dim(0).size();
        ModelException.require(
                y.shape().dim(0).size() == filters,
                "a transposed convolution of %s, event shape %s, with %s, event shape %s: found filters for %d channels, expected %d",
                y,
                y.shape(),
                filter,
                filter.shape(),
                filters,
                y.shape().dim(0).size());
        int down = window.down(height, filter.shape().dim(2).size());
        int across = window.across(width, filter.shape().dim(3).size());
        ModelException.require(
                down == y.shape().dim(1).size() && across == y.shape().dim(2).size(),
                "a transposed convolution of %s, event shape %s, with %s, event shape %s, to an image of %d × %d: the convolution of such an image is %d × %d",
                y,
                y.shape(),
                filter,
                filter.shape(),
                height,
                width,
                down,
                across);
    }

    /** To the smallest image that leads to the size of {@code y}. */
    public static ConvolveTransposed of(Expr y, Expr filter, Window window) {
        Convolve.requireImageAndFilter(
                "a transposed convolution", y, filter, "channels that go in, channels that come out");
        int height = (y.shape().dim(1).size() - 1) * window.strideDown()
                + filter.shape().dim(2).size()
                - window.top()
                - window.bottom();
        int width = (y.shape().dim(2).size() - 1) * window.strideRight()
                + filter.shape().dim(3).size()
                - window.left()
                - window.right();
        ModelException.require(
                height > 0 && width > 0,
                "a transposed convolution of %s, event shape %s, with %s, event shape %s, leaves an image of %d × %d. Pad less.",
                y,
                y.shape(),
                filter,
                filter.shape(),
                height,
                width);
        return new ConvolveTransposed(y, filter, window, height, width);
    }

    @Override
    public Set<Axis> axes() {
        return Plates.union(y.axes(), filter.axes());
    }

    @Override
    public Shape shape() {
        return Shape.of(filter.shape().dim(1).size(), height, width);
    }

    @Override
    public List<Expr> children() {
        return List.of(y, filter);
    }

    @Override
    public String toString() {
        return Describe.of(this);
    }
}
