package org.platen.inference.op;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.gamma.Erf;
import org.jspecify.annotations.Nullable;
import org.platen.inference.program.Node;

/**
 * Elementwise functions of one argument: value, derivative and kernel. They are named as in the language; INVERSE_MILLS, φ/Φ, is the derivative of
 * LOG_NORMAL_CDF, and RECIPROCAL_OR_ZERO, 1/x but 0 at 0, that of LOG: the logarithm of an impossible probability, which has no weight, counts as if it stood
 * still.
 */
public enum UnaryRule {
    NEGATE(x -> -x, (a, x, y) -> a.number(-1), Lanes::negate),
    SIGN(Math::signum, (a, x, y) -> null),
    ABS(Math::abs, (a, x, y) -> a.unary(SIGN, x)),
    FLOOR(Math::floor, (a, x, y) -> null),
    SQUARE(x -> x * x, (a, x, y) -> a.times(x, 2), Lanes::square),
    SQRT(Math::sqrt, (a, x, y) -> a.over(a.number(0.5), y), Lanes::sqrt),
    RECIPROCAL(Special::reciprocal, (a, x, y) -> a.negate(a.square(y)), Lanes::reciprocal),
    EXP(Math::exp, (a, x, y) -> y, Lanes::exp),
    EXPM1(Math::expm1, (a, x, y) -> a.exp(x)),
    RECIPROCAL_OR_ZERO(Special::reciprocalOrZero, (a, x, y) -> a.negate(a.square(y))),
    LOG(Math::log, (a, x, y) -> a.unary(RECIPROCAL_OR_ZERO, x), Lanes::log),
    LOG1P(Math::log1p, (a, x, y) -> a.unary(RECIPROCAL_OR_ZERO, a.plus(x, 1))),
    LOG1M_EXP_NEG(Special::log1mExpNeg, (a, x, y) -> a.exp(a.negate(a.plus(x, y)))),
    COS(Math::cos, (a, x, y) -> a.negate(a.sin(x))),
    SIN(Math::sin, (a, x, y) -> a.unary(COS, x)),
    ATAN(Math::atan, (a, x, y) -> a.reciprocal(a.plus(a.square(x), 1))),
    TANH(Math::tanh, (a, x, y) -> a.minus(a.number(1), a.square(y)), Lanes::tanh),
    SIGMOID(Special::sigmoid, (a, x, y) -> a.times(y, a.minus(a.number(1), y)), Lanes::sigmoid),
    SOFTPLUS(Special::softplus, (a, x, y) -> a.unary(SIGMOID, x), Lanes::softplus),
    DIGAMMA(Special::digamma, (a, x, y) -> a.binary(BinaryRule.POLYGAMMA, a.number(1), x)),
    LOG_GAMMA(Special::logGamma, (a, x, y) -> a.unary(DIGAMMA, x)),
    ERF(Erf::value, (a, x, y) -> a.times(a.exp(a.negate(a.square(x))), 2 / Math.sqrt(Math.PI))),
    INVERSE_MILLS(Special::inverseMills, (a, x, y) -> a.negate(a.times(y, a.plus(x, y)))),
    LOG_NORMAL_CDF(Special::logNormalCdf, (a, x, y) -> a.unary(INVERSE_MILLS, x)),
    BESSEL_RATIO(Bessel::ratio, UnaryRule::besselRatioSlope),
    LOG_BESSEL_I0(Bessel::logI0, (a, x, y) -> a.unary(BESSEL_RATIO, x)),
    IS_NAN(Special::isNaN, (a, x, y) -> null);

    private final DoubleUnaryOperator value;
    private final Slope slope;
    private final @Nullable Kernel kernel;

    UnaryRule(DoubleUnaryOperator value, Slope slope) {
        this(value, slope, null);
    }

    UnaryRule(DoubleUnaryOperator value, Slope slope, @Nullable Kernel kernel) {
        this.value = value;
        this.slope = slope;
        this.kernel = kernel;
    }

    /** dy/dx as nodes; null where it is zero everywhere. */
    @FunctionalInterface
    interface Slope {
        @Nullable
        Node of(Algebra algebra, Node x, Node y);
    }

    /** out[i] = f(in[i]) for i below n. */
    @FunctionalInterface
    interface Kernel {
        void run(double[] in, double[] out, int n);
    }

    /** The function of one number. */
    public double value(double x) {
        return value.applyAsDouble(x);
    }

    @Nullable
    Node slope(Algebra algebra, Node x, Node y) {
        return slope.of(algebra, x, y);
    }

    void run(double[] in, double[] out, int n) {
        if (kernel != null) {
            kernel.run(in, out, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            out[i] = value.applyAsDouble(in[i]);
        }
    }

    /** I₁/I₀ has the derivative 1 − y/x − y² (Abramowitz and Stegun 1964, 9.6.26), ½ at 0. */
    private static Node besselRatioSlope(Algebra a, Node x, Node y) {
        Node isSmall = a.binary(BinaryRule.LESS, a.unary(ABS, x), a.number(1e-8));
        Node safe = a.select(isSmall, a.number(1), x);
        Node ratio = a.select(isSmall, a.number(0.5), a.over(y, safe));
        return a.minus(a.minus(a.number(1), ratio), a.square(y));
    }
}
