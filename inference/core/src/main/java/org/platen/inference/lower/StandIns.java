package org.platen.inference.lower;

import org.platen.dsl.distribution.Support;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.shape.Shape;

/** Values that take the place of missing ones: inside the support, so that a density there and its derivatives are numbers. What they give is not used. */
public final class StandIns {

    private StandIns() {}

    /** A number where that will do for every entry, else a whole event. */
    public static Constant of(Support support, Shape shape) {
        if (support instanceof Support.Integers integers) {
            return Constant.of(integers.lower());
        } else if (support instanceof Support.Interval interval) {
            return Constant.of(inside(interval));
        } else if (support instanceof Support.Simplex simplex) {
            return Constant.of(1.0 / simplex.dim().size());
        } else if (support instanceof Support.OneHot) {
            return event(shape, entry -> entry == 0 ? 1 : 0);
        } else if (support instanceof Support.CountVector) {
            return Constant.of(0);
        } else if (support instanceof Support.Ordered) {
            return event(shape, entry -> entry);
        }
        // What is left are square matrices for which the identity will do.
        int diagonal = shape.dim(0).size() + 1;
        return event(shape, entry -> entry % diagonal == 0 ? 1 : 0);
    }

    private static Constant event(Shape shape, java.util.function.IntToDoubleFunction entry) {
        double[] values = new double[shape.size()];
        java.util.Arrays.setAll(values, entry);
        return new Constant(values, java.util.Set.of(), shape);
    }

    private static double inside(Support.Interval interval) {
        boolean below = Double.isInfinite(interval.lower());
        boolean above = Double.isInfinite(interval.upper());
        if (below) {
            return above ? 0 : interval.upper() - 1;
        }
        return above ? interval.lower() + 1 : 0.5 * (interval.lower() + interval.upper());
    }
}
