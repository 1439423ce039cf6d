package org.platen.inference.vi;

/** Families of Normal approximations in unconstrained numbers. */
public enum Family {
    MEAN_FIELD("independent Normal factors"),
    LOW_RANK("a Normal distribution of low-rank plus diagonal covariance"),
    FULL_RANK("a Normal distribution of any covariance"),
    LAPLACE("a Normal distribution at the mode, with the curvature there");

    private final String words;

    Family(String words) {
        this.words = words;
    }

    /** As reports say it. */
    String words() {
        return words;
    }
}
