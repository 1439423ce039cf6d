package org.platen.inference.em.rule;

/** The conditional maximisation of one variable given all others. */
@FunctionalInterface
public interface Update {

    /** The variable's next value, row-major over its axes and event. */
    double[] next(Numbers numbers);
}
