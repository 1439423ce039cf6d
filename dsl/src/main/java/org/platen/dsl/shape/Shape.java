package org.platen.dsl.shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The event shape of an expression: the axes of one value, apart from the plates it is repeated in.
 *
 * @param dims outermost first; empty for a scalar
 */
public record Shape(List<Dim> dims) {

    /** The shape of a single number. */
    public static final Shape SCALAR = new Shape(List.of());

    /** A defensive copy of the dimensions. */
    public Shape {
        dims = List.copyOf(dims);
    }

    /** A shape of unlabelled axes. */
    public static Shape of(int... sizes) {
        return new Shape(Arrays.stream(sizes).mapToObj(Dim::of).toList());
    }

    /** A vector with an entry for each element of {@code label}. */
    public static Shape of(Plate label) {
        return new Shape(List.of(Dim.of(label)));
    }

    /** Number of axes. */
    public int rank() {
        return dims.size();
    }

    /** Number of entries of one value. */
    public int size() {
        return dims.stream().mapToInt(Dim::size).reduce(1, Math::multiplyExact);
    }

    /** The size of each axis. */
    public int[] sizes() {
        return dims.stream().mapToInt(Dim::size).toArray();
    }

    /** The axis at {@code index}; negative counts from the end. */
    public Dim dim(int index) {
        return dims.get(index < 0 ? index + rank() : index);
    }

    /** Whether this is a single number. */
    public boolean isScalar() {
        return dims.isEmpty();
    }

    /** This shape without the axis at {@code index}. */
    public Shape without(int index) {
        List<Dim> kept = new ArrayList<>(dims);
        kept.remove(index);
        return new Shape(kept);
    }

    /** This shape with the axis at {@code index} replaced. */
    public Shape with(int index, Dim dim) {
        List<Dim> changed = new ArrayList<>(dims);
        changed.set(index, dim);
        return new Shape(changed);
    }

    /**
     * The shape of an elementwise operation: equal shapes, or a scalar with any shape; nothing else broadcasts.
     *
     * @throws ModelException naming both shapes and {@code what}
     */
    public static Shape elementwise(Shape left, Shape right, String what) {
        return elementwise(left, right, () -> what);
    }

    /** The shape of an elementwise operation whose name is worked out only when it fails. */
    public static Shape elementwise(Shape left, Shape right, Supplier<String> what) {
        if (right.isScalar() || left.equals(right)) {
            return left;
        }
        if (left.isScalar()) {
            return right;
        }
        return united(left, right, what.get());
    }

    private static Shape united(Shape left, Shape right, String what) {
        ModelException.require(
                Arrays.equals(left.sizes(), right.sizes()),
                "%s: event shapes %s and %s differ. Shapes broadcast only when equal or scalar; slice, reshape or sum one of them.",
                what,
                left,
                right);
        List<Dim> dims = new ArrayList<>();
        for (int i = 0; i < left.rank(); i++) {
            Plate a = left.dim(i).label();
            Plate b = right.dim(i).label();
            ModelException.require(
                    a == null || b == null || a.equals(b),
                    "%s: an axis labelled by plate '%s' meets one labelled by plate '%s'",
                    what,
                    a == null ? "" : a.name(),
                    b == null ? "" : b.name());
            dims.add(a != null ? left.dim(i) : right.dim(i));
        }
        return new Shape(dims);
    }

    @Override
    public String toString() {
        return dims.isEmpty() ? "scalar" : dims.toString();
    }
}
