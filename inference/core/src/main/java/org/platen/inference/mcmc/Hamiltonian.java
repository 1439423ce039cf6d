package org.platen.inference.mcmc;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.platen.inference.unconstrained.LogDensity;

/** H(q, p) = −log density(q) + ½ pᵀ M⁻¹ p and its leapfrog steps (Neal 2011, section 2.3). For one thread. */
final class Hamiltonian {

    private final LogDensity density;
    private final NormalizedGaussianSampler normal;
    private Metric metric;

    Hamiltonian(LogDensity density, Metric metric, UniformRandomProvider random) {
        this.density = density;
        this.metric = metric;
        this.normal = ZigguratSampler.NormalizedGaussian.of(random);
    }

    int dimension() {
        return density.dimension();
    }

    Metric metric() {
        return metric;
    }

    void metric(Metric other) {
        metric = other;
    }

    /** Gives the point a new momentum. */
    void drawMomentum(PhasePoint point) {
        metric.drawMomentum(normal, point.momentum);
        updateKineticEnergy(point);
    }

    /** Moves the point by a step of length {@code step}, backwards in time where that is negative. */
    void leapfrog(PhasePoint point, double step) {
        double[] momentum = point.momentum;
        double[] gradient = point.gradient;
        double half = 0.5 * step;
        for (int i = 0; i < momentum.length; i++) {
            momentum[i] += half * gradient[i];
        }
        metric.velocity(momentum, point.velocity);
        for (int i = 0; i < momentum.length; i++) {
            point.position[i] += step * point.velocity[i];
        }
        point.logDensity = density.at(point.position, gradient);
        for (int i = 0; i < momentum.length; i++) {
            momentum[i] += half * gradient[i];
        }
        updateKineticEnergy(point);
    }

    private void updateKineticEnergy(PhasePoint point) {
        metric.velocity(point.momentum, point.velocity);
        double sum = 0;
        for (int i = 0; i < point.momentum.length; i++) {
            sum += point.momentum[i] * point.velocity[i];
        }
        point.kineticEnergy = 0.5 * sum;
    }
}
