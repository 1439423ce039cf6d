package org.platen.inference.op;

/**
 * The moves into one state of one chain from log weights of the states before, without loss however small they are: for where sums of weights relative to the
 * largest vanish.
 */
final class ChainExactMoves {

    /** Sums of relative weights below this are not used: what has underflowed may matter to them, and derivatives over them may overflow. */
    static final double SMALLEST_SUM = 1e-250;

    /** Log weights of being in each state before and moving; then the shares. */
    final double[] terms;

    private final boolean max;

    ChainExactMoves(int states, boolean max) {
        this.terms = new double[states];
        this.max = max;
    }

    /** The log-sum-exp of the terms, or their maximum. */
    double total() {
        double largest = Double.NEGATIVE_INFINITY;
        for (double term : terms) {
            largest = Math.max(largest, term);
        }
        if (max || Double.isInfinite(largest)) {
            return largest;
        }
        double sum = 0;
        for (double term : terms) {
            sum += exp(term - largest);
        }
        return sum == 1 ? largest : largest + Math.log(sum);
    }

    /** Turns the terms into the probability of each state before: 1 for the first that attains the maximum, with maxima. */
    void share() {
        double total = total();
        boolean found = false;
        for (int s = 0; s < terms.length; s++) {
            if (max) {
                boolean first = !found && terms[s] == total;
                terms[s] = first ? 1 : 0;
                found |= first;
            } else {
                terms[s] = exp(terms[s] - total);
            }
        }
    }

    /** Most terms are 0 or the only one, where sums of relative weights vanish. */
    private static double exp(double x) {
        if (x < Exponential.VANISHING) {
            return 0;
        }
        return x == 0 ? 1 : Math.exp(x);
    }
}
