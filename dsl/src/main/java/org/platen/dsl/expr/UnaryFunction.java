package org.platen.dsl.expr;

/** Elementwise functions of one argument. */
public enum UnaryFunction {
    /** −x. */
    NEGATE,
    /** |x|. */
    ABS,
    /** −1, 0 or 1. */
    SIGN,
    /** Largest integer at most x. */
    FLOOR,
    /** x². */
    SQUARE,
    /** √x. */
    SQRT,
    /** 1/x. */
    RECIPROCAL,
    /** eˣ. */
    EXP,
    /** eˣ − 1, exact near 0. */
    EXPM1,
    /** Natural logarithm. */
    LOG,
    /** log(1 + x), exact near 0. */
    LOG1P,
    /** log(1 − e⁻ˣ) for x &gt; 0, exact at both ends. */
    LOG1M_EXP_NEG,
    /** Sine of radians. */
    SIN,
    /** Cosine of radians. */
    COS,
    /** Arc tangent in radians. */
    ATAN,
    /** Hyperbolic tangent. */
    TANH,
    /** 1 / (1 + e⁻ˣ). */
    SIGMOID,
    /** log(1 + eˣ). */
    SOFTPLUS,
    /** log |Γ(x)|. */
    LOG_GAMMA,
    /** The derivative of log Γ. */
    DIGAMMA,
    /** Error function. */
    ERF,
    /** log Φ(x), the standard normal log distribution function, exact in both tails. */
    LOG_NORMAL_CDF,
    /** log I₀(x), the modified Bessel function of the first kind. */
    LOG_BESSEL_I0,
    /** I₁(x) / I₀(x). */
    BESSEL_RATIO,
    /** 1 where x is NaN, else 0. */
    IS_NAN
}
