package org.platen.inference.mcmc;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * One transition of the No-U-Turn sampler: a trajectory that doubles, forwards or backwards in time, until it turns back or diverges, and a point of it drawn by
 * weight (Hoffman and Gelman 2014; multinomial draws and the generalised criterion of Betancourt 2017, appendix A). As in Stan, halves of a tree are
 * drawn from by weight, new doublings of the whole trajectory with a bias towards the new half, and the criterion is also checked across halves. For one thread;
 * allocates nothing in {@link #next}.
 */
final class Trajectory {

    private static final double LARGEST_ENERGY_ERROR = 1000;

    private final Hamiltonian hamiltonian;
    private final UniformRandomProvider random;
    private final Subtree whole;
    private final Subtree[] halves;
    private PhasePoint firstEnd;
    private PhasePoint lastEnd;
    private double step;
    private double startEnergy;
    private double acceptanceSum;
    private int leapfrogs;
    private int depth;
    private boolean divergent;

    Trajectory(Hamiltonian hamiltonian, int maxDepth, UniformRandomProvider random) {
        this.hamiltonian = hamiltonian;
        this.random = random;
        this.whole = new Subtree(hamiltonian.dimension());
        this.firstEnd = new PhasePoint(hamiltonian.dimension());
        this.lastEnd = new PhasePoint(hamiltonian.dimension());
        this.halves = new Subtree[maxDepth];
        for (int i = 0; i < maxDepth; i++) {
            halves[i] = new Subtree(hamiltonian.dimension());
        }
    }

    /** Replaces the position of {@code point} by the next of the chain, and its kinetic energy by that of the trajectory there. */
    void next(PhasePoint point, double stepSize) {
        hamiltonian.drawMomentum(point);
        start(point, stepSize);
        while (depth < halves.length) {
            if (random.nextBoolean()) {
                turnRound();
            }
            Subtree added = halves[depth];
            if (!build(depth, added)) {
                break;
            }
            depth++;
            if (isTaken(added.logWeight() - whole.logWeight())) {
                whole.takeDraw(added);
            }
            boolean goesOn = whole.goesOn(added);
            whole.append(added);
            if (!goesOn) {
                break;
            }
        }
        point.placeAt(whole.drawn());
        point.kineticEnergy = whole.drawn().kineticEnergy;
    }

    private void start(PhasePoint point, double stepSize) {
        step = stepSize;
        startEnergy = point.energy();
        firstEnd.copyFrom(point);
        lastEnd.copyFrom(point);
        whole.set(point, 0);
        acceptanceSum = 0;
        leapfrogs = 0;
        depth = 0;
        divergent = false;
    }

    /** From here on the trajectory grows at its other end, where time runs the other way. */
    private void turnRound() {
        step = -step;
        whole.reverse();
        PhasePoint end = firstEnd;
        firstEnd = lastEnd;
        lastEnd = end;
    }

    /** 2^{@code height} more points after the last end; false when they diverge or turn back within. */
    private boolean build(int height, Subtree into) {
        if (height == 0) {
            return move(into);
        }
        if (!build(height - 1, into)) {
            return false;
        }
        Subtree second = halves[height - 1];
        if (!build(height - 1, second)) {
            return false;
        }
        double total = Subtree.logSum(into.logWeight(), second.logWeight());
        if (isTaken(second.logWeight() - total)) {
            into.takeDraw(second);
        }
        boolean goesOn = into.goesOn(second);
        into.append(second);
        return goesOn;
    }

    private boolean move(Subtree into) {
        hamiltonian.leapfrog(lastEnd, step);
        leapfrogs++;
        double logWeight = startEnergy - lastEnd.energy();
        acceptanceSum += logWeight > 0 ? 1 : Math.exp(logWeight);
        into.set(lastEnd, logWeight);
        divergent = !(logWeight >= -LARGEST_ENERGY_ERROR);
        return !divergent;
    }

    private boolean isTaken(double logProbability) {
        return logProbability >= 0 || random.nextDouble() < Math.exp(logProbability);
    }

    /** The mean over the last trajectory of min(1, exp(H₀ − H)). */
    double acceptance() {
        return acceptanceSum / leapfrogs;
    }

    /** Gradients that the last trajectory took. */
    int leapfrogs() {
        return leapfrogs;
    }

    /** How often the last trajectory doubled. */
    int depth() {
        return depth;
    }

    /** Whether the last trajectory ended where the energy rose by more than 1000. */
    boolean isDivergent() {
        return divergent;
    }
}
