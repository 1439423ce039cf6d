package org.platen.inference.mcmc;

/**
 * A stretch of a trajectory: momenta and velocities at both ends, the sum of all momenta, the log of the sum of the weights exp(H₀ − H) of its points, and one of
 * these points drawn by weight. Its arrays are reused.
 */
final class Subtree {

    private double[] firstMomentum;
    private double[] firstVelocity;
    private double[] lastMomentum;
    private double[] lastVelocity;
    private final double[] momentumSum;
    private PhasePoint drawn;
    private double logWeight;

    Subtree(int dimension) {
        firstMomentum = new double[dimension];
        firstVelocity = new double[dimension];
        lastMomentum = new double[dimension];
        lastVelocity = new double[dimension];
        momentumSum = new double[dimension];
        drawn = new PhasePoint(dimension);
    }

    /** Makes this the single point {@code point}. */
    void set(PhasePoint point, double pointLogWeight) {
        int n = momentumSum.length;
        System.arraycopy(point.momentum, 0, firstMomentum, 0, n);
        System.arraycopy(point.velocity, 0, firstVelocity, 0, n);
        System.arraycopy(point.momentum, 0, lastMomentum, 0, n);
        System.arraycopy(point.velocity, 0, lastVelocity, 0, n);
        System.arraycopy(point.momentum, 0, momentumSum, 0, n);
        drawn.placeAt(point);
        drawn.kineticEnergy = point.kineticEnergy;
        logWeight = pointLogWeight;
    }

    /** The point drawn; its momentum is not kept, its kinetic energy is. */
    PhasePoint drawn() {
        return drawn;
    }

    double logWeight() {
        return logWeight;
    }

    /** Exchanges the ends. */
    void reverse() {
        double[] momentum = firstMomentum;
        firstMomentum = lastMomentum;
        lastMomentum = momentum;
        double[] velocity = firstVelocity;
        firstVelocity = lastVelocity;
        lastVelocity = velocity;
    }

    /** Takes the draw of {@code next} instead of the one here. {@code next} is overwritten later. */
    void takeDraw(Subtree next) {
        PhasePoint mine = drawn;
        drawn = next.drawn;
        next.drawn = mine;
    }

    /**
     * Whether this and {@code next}, which begins where this ends, go on straight together: the generalised criterion (Betancourt 2017, appendix A.4.2) for the whole,
     * and for each of the two with the nearest point of the other.
     */
    boolean goesOn(Subtree next) {
        return areStraight(firstVelocity, next.lastVelocity, momentumSum, next.momentumSum)
                && areStraight(firstVelocity, next.firstVelocity, momentumSum, next.firstMomentum)
                && areStraight(lastVelocity, next.lastVelocity, next.momentumSum, lastMomentum);
    }

    /** Appends {@code next}, the draw aside. Its arrays are overwritten later. */
    void append(Subtree next) {
        double[] momentum = lastMomentum;
        lastMomentum = next.lastMomentum;
        next.lastMomentum = momentum;
        double[] velocity = lastVelocity;
        lastVelocity = next.lastVelocity;
        next.lastVelocity = velocity;
        for (int i = 0; i < momentumSum.length; i++) {
            momentumSum[i] += next.momentumSum[i];
        }
        logWeight = logSum(logWeight, next.logWeight);
    }

    private static boolean areStraight(double[] oneEnd, double[] otherEnd, double[] sum, double[] moreOfSum) {
        double atOneEnd = 0;
        double atOtherEnd = 0;
        for (int i = 0; i < sum.length; i++) {
            double total = sum[i] + moreOfSum[i];
            atOneEnd += oneEnd[i] * total;
            atOtherEnd += otherEnd[i] * total;
        }
        return atOneEnd > 0 && atOtherEnd > 0;
    }

    /** log(eᵃ + eᵇ); −∞ when both are. */
    static double logSum(double a, double b) {
        double larger = Math.max(a, b);
        return larger == Double.NEGATIVE_INFINITY ? larger : larger + Math.log1p(Math.exp(-Math.abs(a - b)));
    }
}
