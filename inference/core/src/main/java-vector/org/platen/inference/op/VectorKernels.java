package org.platen.inference.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Kernels on the Vector API, the same algorithms as the plain ones. */
final class VectorKernels implements Kernels {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int WIDTH = SPECIES.length();

    @SuppressWarnings("unchecked")
    private static final VectorShuffle<Double>[] HALVES = halves().toArray(VectorShuffle[]::new);

    private static final double TWO_TO_52 = 0x1p52;
    private static final long TWO_TO_52_BITS = Double.doubleToRawLongBits(TWO_TO_52);
    private static final long EXPONENT_MASK = -1L << Exponential.EXPONENT;
    private static final int OFFSET = 1024;
    private static final long SMALLEST_BITS = Double.doubleToRawLongBits(Double.MIN_NORMAL);
    private static final long INFINITY_BITS = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
    private static final long EXPONENT_OFFSET = (long) OFFSET << Exponential.EXPONENT;

    VectorKernels() {}

    /** Whether the machine has vectors long enough to be worth their while. */
    static boolean isWide() {
        return WIDTH >= 4;
    }

    @Override
    public double sum(double[] x, int n) {
        DoubleVector a = DoubleVector.zero(SPECIES);
        DoubleVector b = a;
        DoubleVector c = a;
        DoubleVector d = a;
        int i = 0;
        for (; i + 4 * WIDTH <= n; i += 4 * WIDTH) {
            a = a.add(at(x, i));
            b = b.add(at(x, i + WIDTH));
            c = c.add(at(x, i + 2 * WIDTH));
            d = d.add(at(x, i + 3 * WIDTH));
        }
        double sum = total(a.add(b).add(c.add(d)));
        for (; i < n; i++) {
            sum += x[i];
        }
        return sum;
    }

    @Override
    public double dot(double[] x, double[] y, int n) {
        DoubleVector a = DoubleVector.zero(SPECIES);
        DoubleVector b = a;
        DoubleVector c = a;
        DoubleVector d = a;
        int i = 0;
        for (; i + 4 * WIDTH <= n; i += 4 * WIDTH) {
            a = at(x, i).fma(at(y, i), a);
            b = at(x, i + WIDTH).fma(at(y, i + WIDTH), b);
            c = at(x, i + 2 * WIDTH).fma(at(y, i + 2 * WIDTH), c);
            d = at(x, i + 3 * WIDTH).fma(at(y, i + 3 * WIDTH), d);
        }
        double sum = total(a.add(b).add(c.add(d)));
        for (; i < n; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    @Override
    public void dots(double[] x, double[] y0, double[] y1, double[] y2, double[] y3, double[] sums, int n) {
        DoubleVector a0 = DoubleVector.zero(SPECIES);
        DoubleVector a1 = a0;
        DoubleVector a2 = a0;
        DoubleVector a3 = a0;
        int i = 0;
        for (; i + WIDTH <= n; i += WIDTH) {
            DoubleVector a = at(x, i);
            a0 = a.fma(at(y0, i), a0);
            a1 = a.fma(at(y1, i), a1);
            a2 = a.fma(at(y2, i), a2);
            a3 = a.fma(at(y3, i), a3);
        }
        sums[0] = total(a0);
        sums[1] = total(a1);
        sums[2] = total(a2);
        sums[3] = total(a3);
        for (; i < n; i++) {
            sums[0] += x[i] * y0[i];
            sums[1] += x[i] * y1[i];
            sums[2] += x[i] * y2[i];
            sums[3] += x[i] * y3[i];
        }
    }

    @Override
    public void dots(
            double[] x0, double[] x1, double[] y0, double[] y1, double[] y2, double[] y3, double[] sums, int n) {
        DoubleVector a0 = DoubleVector.zero(SPECIES);
        DoubleVector a1 = a0;
        DoubleVector a2 = a0;
        DoubleVector a3 = a0;
        DoubleVector b0 = a0;
        DoubleVector b1 = a0;
        DoubleVector b2 = a0;
        DoubleVector b3 = a0;
        int i = 0;
        for (; i + WIDTH <= n; i += WIDTH) {
            DoubleVector a = at(x0, i);
            DoubleVector b = at(x1, i);
            DoubleVector y = at(y0, i);
            a0 = a.fma(y, a0);
            b0 = b.fma(y, b0);
            y = at(y1, i);
            a1 = a.fma(y, a1);
            b1 = b.fma(y, b1);
            y = at(y2, i);
            a2 = a.fma(y, a2);
            b2 = b.fma(y, b2);
            y = at(y3, i);
            a3 = a.fma(y, a3);
            b3 = b.fma(y, b3);
        }
        sums[0] = total(a0);
        sums[1] = total(a1);
        sums[2] = total(a2);
        sums[3] = total(a3);
        sums[4] = total(b0);
        sums[5] = total(b1);
        sums[6] = total(b2);
        sums[7] = total(b3);
        for (; i < n; i++) {
            sums[0] += x0[i] * y0[i];
            sums[1] += x0[i] * y1[i];
            sums[2] += x0[i] * y2[i];
            sums[3] += x0[i] * y3[i];
            sums[4] += x1[i] * y0[i];
            sums[5] += x1[i] * y1[i];
            sums[6] += x1[i] * y2[i];
            sums[7] += x1[i] * y3[i];
        }
    }

    @Override
    public void weightedSums(double[][] x, int terms, double[] weights, double[][] out, int results, int n) {
        int i = 0;
        for (; i + 2 * WIDTH <= n; i += 2 * WIDTH) {
            for (int k = 0; k < results; k += GROUP) {
                weightedSumsAt(x, terms, weights, k * terms, out, k, Math.min(GROUP, results - k), i);
            }
        }
        for (int k = 0; i < n && k < results; k++) {
            int at = k / GROUP * GROUP * terms + k % GROUP;
            for (int rest = i; rest < n; rest++) {
                double sum = 0;
                for (int j = 0; j < terms; j++) {
                    sum = Math.fma(weights[at + j * GROUP], x[j][rest], sum);
                }
                out[k][rest] = sum;
            }
        }
    }

    /** Two vectors of each result of a group. What is read of the lanes is in cache for the next group. */
    private static void weightedSumsAt(
            double[][] x, int terms, double[] weights, int start, double[][] out, int k, int results, int i) {
        DoubleVector a0 = DoubleVector.zero(SPECIES);
        DoubleVector a1 = a0;
        DoubleVector a2 = a0;
        DoubleVector a3 = a0;
        DoubleVector b0 = a0;
        DoubleVector b1 = a0;
        DoubleVector b2 = a0;
        DoubleVector b3 = a0;
        int at = start;
        for (int j = 0; j < terms; j++) {
            double[] lane = x[j];
            DoubleVector a = at(lane, i);
            DoubleVector b = at(lane, i + WIDTH);
            DoubleVector w = number(weights[at]);
            a0 = a.fma(w, a0);
            b0 = b.fma(w, b0);
            w = number(weights[at + 1]);
            a1 = a.fma(w, a1);
            b1 = b.fma(w, b1);
            w = number(weights[at + 2]);
            a2 = a.fma(w, a2);
            b2 = b.fma(w, b2);
            w = number(weights[at + 3]);
            a3 = a.fma(w, a3);
            b3 = b.fma(w, b3);
            at += GROUP;
        }
        put(a0, b0, out[k], i);
        if (results > 1) {
            put(a1, b1, out[k + 1], i);
        }
        if (results > 2) {
            put(a2, b2, out[k + 2], i);
        }
        if (results > 3) {
            put(a3, b3, out[k + 3], i);
        }
    }

    private static void put(DoubleVector first, DoubleVector second, double[] out, int i) {
        first.intoArray(out, i);
        second.intoArray(out, i + WIDTH);
    }

    @Override
    public void exp(double[] x, double[] out, int n) {
        int i = 0;
        for (; i + WIDTH <= n; i += WIDTH) {
            expAt(x, out, i);
        }
        if (i < n) {
            double[] rest = Scratch.of(WIDTH).first();
            System.arraycopy(x, i, rest, 0, n - i);
            expAt(rest, rest, 0);
            System.arraycopy(rest, 0, out, i, n - i);
        }
    }

    private static void expAt(double[] x, double[] out, int i) {
        DoubleVector v = at(x, i);
        DoubleVector sum = v.fma(number(Exponential.INVERSE_LN_2), number(Exponential.ROUNDING));
        DoubleVector k = sum.sub(Exponential.ROUNDING);
        DoubleVector r = k.fma(number(-Exponential.LN_2_LOW), k.fma(number(-Exponential.LN_2_HIGH), v));
        DoubleVector square = r.mul(r);
        DoubleVector c = r.fma(number(Exponential.C9), number(Exponential.C8));
        c = square.fma(c, r.fma(number(Exponential.C7), number(Exponential.C6)));
        c = square.fma(c, r.fma(number(Exponential.C5), number(Exponential.C4)));
        c = square.fma(c, r.fma(number(Exponential.C3), number(Exponential.C2)));
        c = square.fma(c, r.fma(number(Exponential.C1), number(Exponential.C0)));
        LongVector mantissa = square.fma(c, r).add(1).reinterpretAsLongs();
        LongVector exponent = sum.reinterpretAsLongs().lanewise(VectorOperators.LSHL, Exponential.EXPONENT);
        DoubleVector result = mantissa.add(exponent).reinterpretAsDoubles();
        VectorMask<Double> ordinary = v.abs().compare(VectorOperators.LT, Exponential.ORDINARY);
        if (ordinary.allTrue()) {
            result.intoArray(out, i);
            return;
        }
        VectorMask<Double> vanishing = v.compare(VectorOperators.LT, Exponential.VANISHING);
        result.blend(0, vanishing).intoArray(out, i);
        if (!vanishing.or(ordinary).allTrue()) {
            double[] arguments = v.toArray();
            for (int j = 0; j < WIDTH; j++) {
                if (!(Math.abs(arguments[j]) < Exponential.ORDINARY)) {
                    out[i + j] = Exponential.extreme(arguments[j]);
                }
            }
        }
    }

    @Override
    public void log(double[] x, double[] out, int n) {
        int i = 0;
        for (; i + WIDTH <= n; i += WIDTH) {
            logAt(x, out, i);
        }
        if (i < n) {
            double[] rest = Scratch.of(WIDTH).first();
            Arrays.fill(rest, 0, WIDTH, 1);
            System.arraycopy(x, i, rest, 0, n - i);
            logAt(rest, rest, 0);
            System.arraycopy(rest, 0, out, i, n - i);
        }
    }

    private static void logAt(double[] x, double[] out, int i) {
        DoubleVector v = at(x, i);
        LongVector bits = v.reinterpretAsLongs();
        VectorMask<Long> ordinary = bits.add(Long.MIN_VALUE - SMALLEST_BITS)
                .compare(VectorOperators.LT, Long.MIN_VALUE + INFINITY_BITS - SMALLEST_BITS);
        // The exponent, made positive by an offset, becomes the lowest bits of a double of the order 2⁵²: no conversion
        // is needed.
        LongVector shifted = bits.add(EXPONENT_OFFSET - Logarithm.SQRT_HALF_BITS);
        DoubleVector k = shifted.lanewise(VectorOperators.LSHR, Exponential.EXPONENT)
                .or(TWO_TO_52_BITS)
                .reinterpretAsDoubles()
                .sub(TWO_TO_52 + OFFSET);
        DoubleVector f = bits.sub(shifted.and(EXPONENT_MASK).sub(EXPONENT_OFFSET))
                .reinterpretAsDoubles()
                .sub(1);
        DoubleVector s = f.div(f.add(2));
        DoubleVector z = s.mul(s);
        DoubleVector c = z.fma(number(Logarithm.C6), number(Logarithm.C5));
        c = z.fma(c, number(Logarithm.C4));
        c = z.fma(c, number(Logarithm.C3));
        c = z.fma(c, number(Logarithm.C2));
        c = z.fma(c, number(Logarithm.C1));
        c = z.fma(c, number(Logarithm.C0));
        DoubleVector half = f.mul(f).mul(0.5);
        DoubleVector small = s.mul(z.fma(c, half)).add(k.mul(Exponential.LN_2_LOW));
        DoubleVector result = k.mul(Exponential.LN_2_HIGH).sub(half.sub(small).sub(f));
        result.intoArray(out, i);
        if (!ordinary.allTrue()) {
            double[] arguments = v.toArray();
            for (int j = 0; j < WIDTH; j++) {
                if (!(arguments[j] >= Double.MIN_NORMAL && arguments[j] <= Double.MAX_VALUE)) {
                    out[i + j] = Math.log(arguments[j]);
                }
            }
        }
    }

    private static DoubleVector at(double[] x, int i) {
        return DoubleVector.fromArray(SPECIES, x, i);
    }

    private static DoubleVector number(double x) {
        return DoubleVector.broadcast(SPECIES, x);
    }

    /** In an order of its own: that of {@code reduceLanes} changes when a method is compiled (JDK 25), and equal runs would differ. */
    private static double total(DoubleVector x) {
        DoubleVector sum = x;
        for (VectorShuffle<Double> half : HALVES) {
            sum = sum.add(sum.rearrange(half));
        }
        return sum.lane(0);
    }

    /** What brings the second half of the lanes to the first, then of that half, and so on. */
    private static List<VectorShuffle<Double>> halves() {
        List<VectorShuffle<Double>> halves = new ArrayList<>();
        for (int length = WIDTH / 2; length > 0; length /= 2) {
            int by = length;
            halves.add(VectorShuffle.fromOp(SPECIES, lane -> (lane + by) % WIDTH));
        }
        return halves;
    }
}
