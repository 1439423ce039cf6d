package org.platen.inference.op;

/** Loops over lanes that Gaussian chains share. */
final class GaussianLanes {

    private GaussianLanes() {}

    /**
     * Parts of the evidence while filtering: what is held back is released with the first state that is determined.
     *
     * @param part the log integrals over the states at {@code t} given what precedes, NaN where that does not determine them; then the parts
     * @param pending evidence of the states eliminated so far, less what was released
     */
    static void release(double[] part, double[] pending, double[] lengths, int t, int n) {
        for (int i = 0; i < n; i++) {
            if (t >= lengths[i]) {
                part[i] = 0;
            } else if (!Double.isNaN(part[i]) || t + 1 == lengths[i]) {
                double whole = part[i];
                part[i] += pending[i];
                pending[i] = -whole;
            } else {
                part[i] = pending[i] - pending[i];
            }
        }
    }

    /** Adds to the chains that have a step {@code t}. */
    static void addWithin(double[] x, double[] lengths, int t, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            if (t < lengths[i]) {
                out[i] += x[i];
            }
        }
    }

    /** Sets {@code value} for the chains that have no step {@code t}. */
    static void setAfterEnd(double value, double[] lengths, int t, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            if (t >= lengths[i]) {
                out[i] = value;
            }
        }
    }

    /** Pivots that are rounding of {@code scale}, what they were computed from, become NaN. */
    static void refuseRounding(double[] pivot, double[] scale, int n) {
        for (int i = 0; i < n; i++) {
            pivot[i] = pivot[i] * pivot[i] <= GaussianCovariances.ROUNDING * scale[i] ? Double.NaN : pivot[i];
        }
    }

    /** out = log + ½ Σⱼ x[j]². */
    static void halfSquares(double[][] x, double log, double[] out, int n) {
        Contractions.sumOfSquares(x, out, n);
        for (int i = 0; i < n; i++) {
            out[i] = log + 0.5 * out[i];
        }
    }
}
