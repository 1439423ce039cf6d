package org.platen.inference.tensorflow;

import org.tensorflow.Operand;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/** Functions that TensorFlow does not have, or not at all arguments: by the same formulas as on the JVM, where those have no loops. */
final class SpecialFunctions {

    private static final double LN_2 = Math.log(2);
    private static final double SQRT_HALF = Math.sqrt(0.5);
    private static final double SQRT_TWO_OVER_PI = Math.sqrt(2 / Math.PI);

    /** Below it Φ(x) is computed from a continued fraction. */
    private static final double TAIL = -5;

    /** Enough for sixteen digits from 5/√2 on. */
    private static final int FRACTION_LEVELS = 30;

    /** Below it log I₀(x) is computed from a power series. */
    private static final double SMALL = 1;

    /** Enough for sixteen digits up to {@link #SMALL}. */
    private static final int SERIES_TERMS = 8;

    /** Where Bessel functions stay finite. */
    private static final double LARGE = 1e30;

    private SpecialFunctions() {}

    /** log(1 − e⁻ˣ) for positive x (Mächler 2012, equation 7). */
    static Operand<TNumber> log1mExpNeg(Operand<TNumber> x, Emitter emitter) {
        var math = emitter.tf.math;
        Operand<TNumber> negative = math.neg(x);
        return emitter.tf.select(
                math.lessEqual(x, emitter.number(LN_2)),
                math.log(math.neg(math.expm1(negative))),
                math.log1p(math.neg(math.exp(negative))));
    }

    /** log(eˣ + eʸ). */
    static Operand<TNumber> logAddExp(Operand<TNumber> x, Operand<TNumber> y, Emitter emitter) {
        var math = emitter.tf.math;
        Operand<TNumber> larger = math.maximum(x, y);
        Operand<TNumber> sum = math.add(larger, math.log1p(math.exp(math.sub(math.minimum(x, y), larger))));
        return emitter.tf.select(math.isInf(larger), larger, sum);
    }

    /** The derivative of log Γ(x) for x ≥ 0. */
    static Operand<TNumber> digamma(Operand<TNumber> x, Emitter emitter) {
        return forPositive(x, emitter.tf.math.digamma(x), emitter.number(Double.NEGATIVE_INFINITY), emitter);
    }

    /** The n-th derivative of digamma for x ≥ 0. */
    static Operand<TNumber> polygamma(Operand<TNumber> n, Operand<TNumber> x, Emitter emitter) {
        var math = emitter.tf.math;
        Operand<TNumber> isOdd = math.floorMod(n, emitter.number(2));
        Operand<TNumber> infinity = emitter.number(Double.POSITIVE_INFINITY);
        Operand<TNumber> atZero = emitter.tf.select(emitter.isTrue(isOdd), infinity, math.neg(infinity));
        return forPositive(x, math.polygamma(n, x), atZero, emitter);
    }

    private static Operand<TNumber> forPositive(
            Operand<TNumber> x, Operand<TNumber> value, Operand<TNumber> atZero, Emitter emitter) {
        var math = emitter.tf.math;
        Operand<TNumber> otherwise =
                emitter.tf.select(math.equal(x, emitter.number(0)), atZero, emitter.number(Double.NaN));
        return emitter.tf.select(math.greater(x, emitter.number(0)), value, otherwise);
    }

    /** log Φ(x). */
    static Operand<TNumber> logNormalCdf(Operand<TNumber> x, Emitter emitter) {
        var math = emitter.tf.math;
        Operand<TNumber> half = emitter.number(0.5);
        Operand<TNumber> scaled = math.mul(x, emitter.number(SQRT_HALF));
        Operand<TNumber> above = math.log1p(math.neg(math.mul(half, math.erfc(scaled))));
        Operand<TNumber> below = math.log(math.mul(half, math.erfc(math.neg(scaled))));
        Operand<TNumber> tail = math.sub(math.log(math.mul(half, scaledErfc(scaled, emitter))), math.square(scaled));
        return emitter.tf.select(
                math.greater(x, emitter.number(0)), above, emitter.tf.select(isInTail(x, emitter), tail, below));
    }

    /** φ(x) / Φ(x). */
    static Operand<TNumber> inverseMills(Operand<TNumber> x, Emitter emitter) {
        var math = emitter.tf.math;
        Operand<TNumber> scaled = math.mul(x, emitter.number(SQRT_HALF));
        Operand<TNumber> factor = emitter.number(SQRT_TWO_OVER_PI);
        Operand<TNumber> density = math.mul(factor, math.exp(math.neg(math.square(scaled))));
        return emitter.tf.select(
                isInTail(x, emitter),
                math.div(factor, scaledErfc(scaled, emitter)),
                math.div(density, math.erfc(math.neg(scaled))));
    }

    private static Operand<TBool> isInTail(Operand<TNumber> x, Emitter emitter) {
        return emitter.tf.math.lessEqual(x, emitter.number(TAIL));
    }

    /** e^(x²) erfc(−x) for x far below 0 (Abramowitz and Stegun 1964, 7.1.14). */
    private static Operand<TNumber> scaledErfc(Operand<TNumber> x, Emitter emitter) {
        var math = emitter.tf.math;
        Operand<TNumber> size = math.maximum(math.neg(x), emitter.number(-TAIL * SQRT_HALF));
        Operand<TNumber> fraction = size;
        for (int level = FRACTION_LEVELS; level > 0; level--) {
            fraction = math.add(size, math.div(emitter.number(0.5 * level), fraction));
        }
        return math.div(emitter.number(1 / Math.sqrt(Math.PI)), fraction);
    }

    /** log I₀(x); Abramowitz and Stegun 1964, 9.6.10 for small x. */
    static Operand<TNumber> logBesselI0(Operand<TNumber> x, Emitter emitter) {
        var math = emitter.tf.math;
        Operand<TNumber> size = math.abs(x);
        Operand<TNumber> quarter = math.mul(emitter.number(0.25), math.square(x));
        Operand<TNumber> series = emitter.number(1);
        for (int k = SERIES_TERMS; k > 1; k--) {
            series = math.add(emitter.number(1), math.mul(series, math.mul(quarter, emitter.number(1.0 / (k * k)))));
        }
        return emitter.tf.select(
                math.less(size, emitter.number(SMALL)),
                math.log1p(math.mul(quarter, series)),
                math.add(size, math.log(math.besselI0e(math.minimum(size, emitter.number(LARGE))))));
    }

    /** I₁(x) / I₀(x). */
    static Operand<TNumber> besselRatio(Operand<TNumber> x, Emitter emitter) {
        var math = emitter.tf.math;
        Operand<TNumber> within = math.maximum(math.minimum(x, emitter.number(LARGE)), emitter.number(-LARGE));
        return math.div(math.besselI1e(within), math.besselI0e(within));
    }
}
