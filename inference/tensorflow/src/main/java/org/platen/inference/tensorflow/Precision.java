package org.platen.inference.tensorflow;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** How many bits a number has. */
public enum Precision {
    /** Seven digits: for networks. */
    FLOAT32(TFloat32.class, Float.MIN_NORMAL, Float.MAX_VALUE, 0x1p-24),
    /** Sixteen digits, as on the JVM. */
    FLOAT64(TFloat64.class, Double.MIN_NORMAL, Double.MAX_VALUE, 0x1p-53);

    private final Class<? extends TNumber> type;
    private final double smallest;
    private final double largest;
    private final double halfSpacing;

    Precision(Class<? extends TNumber> type, double smallest, double largest, double halfSpacing) {
        this.type = type;
        this.smallest = smallest;
        this.largest = largest;
        this.halfSpacing = halfSpacing;
    }

    @SuppressWarnings("unchecked")
    Class<TNumber> type() {
        return (Class<TNumber>) type;
    }

    /** Half the distance between the neighbouring numbers from 0 to 1 that TensorFlow draws from. */
    double halfSpacing() {
        return halfSpacing;
    }

    /** A number that can be told from 0 and from infinity if {@code value} can. */
    double representable(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value;
        }
        return Math.copySign(Math.max(smallest, Math.min(largest, Math.abs(value))), value);
    }

    /** A tensor of these numbers, row-major; to be closed. */
    TType tensor(Shape shape, double[] values) {
        TType tensor = empty(shape);
        write(values, values.length, tensor, 0);
        return tensor;
    }

    /** A tensor to write to; to be closed. */
    TType empty(Shape shape) {
        return this == FLOAT64 ? TFloat64.tensorOf(shape) : TFloat32.tensorOf(shape);
    }

    /** Writes the first {@code n} numbers to a place of a tensor. */
    void write(double[] values, int n, TType tensor, long at) {
        if (this == FLOAT64) {
            tensor.asRawTensor().data().asDoubles().offset(at).write(values, 0, n);
            return;
        }
        float[] narrow = new float[n];
        for (int i = 0; i < n; i++) {
            narrow[i] = (float) values[i];
        }
        tensor.asRawTensor().data().asFloats().offset(at).write(narrow, 0, n);
    }

    /** How many bytes a number takes. */
    int bytes() {
        return this == FLOAT64 ? Double.BYTES : Float.BYTES;
    }

    /** Copies the numbers of a tensor. */
    void read(TType tensor, double[] values) {
        if (this == FLOAT64) {
            tensor.asRawTensor().data().asDoubles().read(values);
            return;
        }
        float[] narrow = new float[values.length];
        tensor.asRawTensor().data().asFloats().read(narrow);
        for (int i = 0; i < narrow.length; i++) {
            values[i] = narrow[i];
        }
    }
}
