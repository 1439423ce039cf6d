package org.platen.dsl.expr;

/** Elementwise functions of two arguments. */
public enum BinaryFunction {
    /** a + b. */
    ADD,
    /** a − b. */
    SUBTRACT,
    /** a b. */
    MULTIPLY,
    /** a / b. */
    DIVIDE,
    /** aᵇ. */
    POWER,
    /** The larger. */
    MAXIMUM,
    /** The smaller. */
    MINIMUM,
    /** 1 where a &lt; b, else 0. */
    LESS,
    /** 1 where a ≤ b, else 0. */
    LESS_OR_EQUAL,
    /** 1 where a = b, else 0. */
    EQUAL,
    /** log(eᵃ + eᵇ). */
    LOG_ADD_EXP,
    /** a log b, and 0 where a is 0. */
    X_LOG_Y,
    /** The a-th derivative of digamma at b, a = 0, 1, … */
    POLYGAMMA
}
