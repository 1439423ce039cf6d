package org.platen.inference.mcmc;

import org.platen.dsl.shape.ModelException;

/** The heuristic that finds a step size to begin with: doubled or halved until one leapfrog step is accepted with about the probability 0.8 (Hoffman and Gelman 2014, algorithm 4). */
final class StepSizeSearch {

    private static final double LOG_ACCEPTANCE = Math.log(0.8);
    private static final double LARGEST = 1e7;

    private final Hamiltonian hamiltonian;
    private final PhasePoint moved;

    StepSizeSearch(Hamiltonian hamiltonian) {
        this.hamiltonian = hamiltonian;
        this.moved = new PhasePoint(hamiltonian.dimension());
    }

    /**
     * @param from where the step starts; it stays as it is
     * @param guess where the search starts
     * @throws ModelException when any step is accepted, or none
     */
    double find(PhasePoint from, double guess) {
        double step = guess;
        boolean grows = isAccepted(from, step);
        while (isAccepted(from, step) == grows) {
            step *= grows ? 2 : 0.5;
            ModelException.require(
                    step <= LARGEST,
                    "the posterior seems to be improper: steps of any length are accepted. Give every variable a proper prior, or more data");
            ModelException.require(
                    step > 0,
                    "no step is small enough to be accepted: the log density jumps, or its gradient does not fit it. Look for where(…) and rounding in the"
                            + " model");
        }
        return step;
    }

    private boolean isAccepted(PhasePoint from, double step) {
        moved.placeAt(from);
        hamiltonian.drawMomentum(moved);
        double before = moved.energy();
        hamiltonian.leapfrog(moved, step);
        return before - moved.energy() > LOG_ACCEPTANCE;
    }
}
