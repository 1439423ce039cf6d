package org.platen.inference.program;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Storage of one value on the JVM. A value with rows is one array for each entry (a lane), indexed by the row of the block; a value without rows is one
 * row-major array.
 */
public final class Buffer {

    private final Type type;
    private final double @Nullable [] flat;
    private final double @Nullable [][] lanes;

    private Buffer(Type type, double @Nullable [] flat, double @Nullable [][] lanes) {
        this.type = type;
        this.flat = flat;
        this.lanes = lanes;
    }

    /** Storage for a value without rows. */
    public static Buffer flat(Type type, double[] values) {
        return new Buffer(type, values, null);
    }

    /** Storage for a value with rows: one array for each entry. */
    public static Buffer lanes(Type type, double[][] lanes) {
        return new Buffer(type, null, lanes);
    }

    /** The static shape. */
    public Type type() {
        return type;
    }

    /** Whether there is a lane for each entry. */
    public boolean hasRows() {
        return lanes != null;
    }

    /** The row-major entries of a value without rows. */
    public double[] flat() {
        return Objects.requireNonNull(flat);
    }

    /** The lanes of a value with rows. */
    public double[][] lanes() {
        return Objects.requireNonNull(lanes);
    }
}
