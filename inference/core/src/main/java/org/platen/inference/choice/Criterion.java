package org.platen.inference.choice;

/** By what the best of several models is chosen. */
public enum Criterion {

    /** Akaike's information criterion, smaller is better: prediction of data like those fitted. */
    AIC("AIC", false),

    /** Schwarz's Bayesian information criterion, smaller is better: the order of the model that the data come from. */
    BIC("BIC", false),

    /** The integrated completed likelihood, smaller is better: components that are apart from each other. */
    ICL("ICL", false),

    /** Mean log density of a row by fits that have not seen it, larger is better. */
    CROSS_VALIDATION("log density a row", true);

    private final String title;
    private final boolean largest;

    Criterion(String title, boolean largest) {
        this.title = title;
        this.largest = largest;
    }

    /** What tables call it. */
    public String title() {
        return title;
    }

    /** Whether larger values are better. */
    public boolean isLargestBest() {
        return largest;
    }

    boolean isBetter(double value, double than) {
        return largest ? value > than : value < than;
    }
}
