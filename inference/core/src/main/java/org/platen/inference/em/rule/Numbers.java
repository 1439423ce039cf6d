package org.platen.inference.em.rule;

/** What a rule's formula reads when a variable is updated: expected statistics of the last E-step and values of the moment. */
public interface Numbers {

    /** An expected statistic, row-major over its cell. */
    double[] statistic(String name);

    /** An argument's value at the estimates that the last E-step used, row-major over its own dimensions. */
    double[] old(String argument);

    /** An argument's value at the estimates of this moment. */
    double[] now(String argument);
}
