package org.platen.dsl.expr;

import java.util.List;
import java.util.Set;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plates;
import org.platen.dsl.shape.Shape;

/**
 * Sums of products of filters with the parts of an image that they lie on: y[f, i, j] = Σ x[c, i s + k, j s + l] filter[f, c, k, l]. A cross-correlation, as is
 * usual in networks (Dumoulin and Visin 2016, "A guide to convolution arithmetic for deep learning").
 *
 * @param x image, [channels, height, width]
 * @param filter [filters, channels, filter height, filter width]
 * @param window how the filter moves
 */
public record Convolve(Expr x, Expr filter, Window window) implements Expr {

    /** @throws ModelException unless there is an image, and filters of as many channels that fit onto it */
    public Convolve {
        requireImageAndFilter("a convolution", x, filter, "filters, channels");
        int channels = x.shape().dim(0).size();
        ModelException.require(
                filter.shape().dim(1).size() == channels,
                "a convolution of %s, event shape %s, with %s, event shape %s: found filters for %d channels, expected %d, as the image has",
                x,
                x.shape(),
                filter,
                filter.shape(),
                filter.shape().dim(1).size(),
                channels);
        ModelException.require(
                down(x, filter, window) > 0 && across(x, filter, window) > 0,
                "a convolution of %s, event shape %s, with %s, event shape %s: the filter is larger than the image with its padding. Pad more, or take a smaller"
                        + " filter.",
                x,
                x.shape(),
                filter,
                filter.shape());
    }

    static void requireImageAndFilter(String what, Expr image, Expr filter, String channels) {
        ModelException.require(
                image.shape().rank() == 3,
                "%s of %s, event shape %s: expected an image, [channels, height, width]. Reshape it.",
                what,
                image,
                image.shape());
        ModelException.require(
                filter.shape().rank() == 4,
                "%s with %s, event shape %s: expected filters, [%s, height, width]. Reshape it.",
                what,
                filter,
                filter.shape(),
                channels);
    }

    @Override
    public Set<Axis> axes() {
        return Plates.union(x.axes(), filter.axes());
    }

    @Override
    public Shape shape() {
        return Shape.of(filter.shape().dim(0).size(), down(x, filter, window), across(x, filter, window));
    }

    private static int down(Expr x, Expr filter, Window window) {
        return window.down(x.shape().dim(1).size(), filter.shape().dim(2).size());
    }

    private static int across(Expr x, Expr filter, Window window) {
        return window.across(x.shape().dim(2).size(), filter.shape().dim(3).size());
    }

    @Override
    public List<Expr> children() {
        return List.of(x, filter);
    }

    @Override
    public String toString() {
        return Describe.of(this);
    }
}
