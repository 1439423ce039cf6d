package org.platen.dsl.expr;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/**
 * Known numbers.
 *
 * @param values row-major, axes before the event
 * @param axes plates of declared size that the values vary over
 * @param shape event shape
 */
public record Constant(double[] values, Set<Axis> axes, Shape shape) implements Expr {

    /** @throws ModelException when the number of values does not fill axes and shape */
    public Constant {
        values = values.clone();
        int expected = shape.size();
        for (Axis axis : axes) {
            ModelException.require(
                    !axis.plate().sizedByData(),
                    "a constant over plate '%s' needs the plate's size to be declared; bind it as data with given(\"name\", %s) instead",
                    axis.plate().name(),
                    axis.plate().name());
            expected = Math.multiplyExact(expected, axis.plate().size());
        }
        ModelException.require(
                values.length == expected,
                "a constant over plates %s with event shape %s needs %d values, found %d",
                axes,
                shape,
                expected,
                values.length);
    }

    /** A single number. */
    public static Constant of(double value) {
        return new Constant(new double[] {value}, Set.of(), Shape.SCALAR);
    }

    /** The numbers; a copy. */
    @Override
    public double[] values() {
        return values.clone();
    }

    /** Whether every value equals {@code value}. */
    public boolean isAll(double value) {
        for (double v : values) {
            if (v != value) {
                return false;
            }
        }
        return true;
    }

    @Override
    public List<Expr> children() {
        return List.of();
    }

    @Override
    public Expr negated() {
        return new Constant(Arrays.stream(values).map(value -> -value).toArray(), axes, shape);
    }

    /** Equal numbers in equal places. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Constant that
                && Arrays.equals(values, that.values)
                && List.copyOf(axes).equals(List.copyOf(that.axes))
                && shape.equals(that.shape);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(values), axes, shape);
    }

    @Override
    public String toString() {
        return Describe.of(this);
    }
}
