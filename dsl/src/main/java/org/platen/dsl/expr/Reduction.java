package org.platen.dsl.expr;

/** Ways to fold an axis into one value. */
public enum Reduction {
    /** Sum. */
    SUM,
    /** Arithmetic mean. */
    MEAN,
    /** Log of the sum of exponentials; all −∞ gives −∞. */
    LOG_SUM_EXP,
    /** Largest value. */
    MAXIMUM
}
