package org.platen.inference.mcmc;

/** A position with its log density and gradient, and a momentum with its velocity and kinetic energy. Its arrays are reused. */
final class PhasePoint {

    final double[] position;
    final double[] gradient;
    final double[] momentum;
    final double[] velocity;
    double logDensity;
    double kineticEnergy;

    PhasePoint(int dimension) {
        position = new double[dimension];
        gradient = new double[dimension];
        momentum = new double[dimension];
        velocity = new double[dimension];
    }

    /** The Hamiltonian here; ∞ where there is no density. */
    double energy() {
        double energy = kineticEnergy - logDensity;
        return Double.isFinite(energy) ? energy : Double.POSITIVE_INFINITY;
    }

    void copyFrom(PhasePoint other) {
        System.arraycopy(other.position, 0, position, 0, position.length);
        System.arraycopy(other.gradient, 0, gradient, 0, gradient.length);
        System.arraycopy(other.momentum, 0, momentum, 0, momentum.length);
        System.arraycopy(other.velocity, 0, velocity, 0, velocity.length);
        logDensity = other.logDensity;
        kineticEnergy = other.kineticEnergy;
    }

    /** Copies the position with its log density and gradient, not the momentum. */
    void placeAt(PhasePoint other) {
        System.arraycopy(other.position, 0, position, 0, position.length);
        System.arraycopy(other.gradient, 0, gradient, 0, gradient.length);
        logDensity = other.logDensity;
    }
}
