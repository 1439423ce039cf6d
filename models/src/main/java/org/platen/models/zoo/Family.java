package org.platen.models.zoo;

/** What kind of model an entry is; each family has a package of its name. */
public enum Family {
    /** Everything but parameters is observed. */
    OBSERVED("fully observed"),
    /** A response given covariates. */
    REGRESSION("regression"),
    /** Directed graphs of discrete variables. */
    NETWORK("Bayesian networks"),
    /** Each entry of a vector given those before it. */
    AUTOREGRESSIVE("autoregressive"),
    /** Latent classes. */
    MIXTURE("mixtures"),
    /** Hidden Markov and state-space models. */
    CHAIN("chains"),
    /** Continuous latent vectors and matrix factors. */
    FACTOR("factors"),
    /** Parameters with distributions of their own. */
    HIERARCHICAL("hierarchical"),
    /** Neural networks. */
    DEEP("deep");

    private final String title;

    Family(String title) {
        this.title = title;
    }

    /** Its name in words. */
    public String title() {
        return title;
    }
}
