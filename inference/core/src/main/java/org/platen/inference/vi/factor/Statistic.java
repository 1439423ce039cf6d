package org.platen.inference.vi.factor;

/** What is expected of a variable v under its factor. */
public enum Statistic {
    /** E v. */
    MEAN("mean"),
    /** E (v − E v)², or the matrix E (v − E v)(v − E v)ᵀ of a vector. */
    COVARIANCE("covariance"),
    /** E log v, entry by entry. */
    LOG("log"),
    /** E log(1 − v). */
    LOG_COMPLEMENT("log complement"),
    /** E 1/v. */
    RECIPROCAL("reciprocal"),
    /** E log|v| of a matrix. */
    LOG_DETERMINANT("log determinant"),
    /** E v⁻¹ of a matrix. */
    INVERSE("inverse");

    private final String text;

    Statistic(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
