package org.platen.cli.option;

/** The engines, as they are named on the command line. */
public enum EngineName {
    /** Exact expectation maximisation. */
    EM,
    /** Mean-field variational inference. */
    VI,
    /** Amortised variational inference. */
    AMORTIZED,
    /** The No-U-Turn sampler. */
    NUTS;

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
