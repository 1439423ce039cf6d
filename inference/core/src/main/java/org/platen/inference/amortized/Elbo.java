package org.platen.inference.amortized;

/**
 * An evidence lower bound and its parts, averages per row in nats.
 *
 * @param reconstruction expected log density of what is observed
 * @param divergence of the approximation from the prior
 */
public record Elbo(double reconstruction, double divergence) {

    /** The bound: reconstruction less divergence. */
    public double bound() {
        return reconstruction - divergence;
    }
}
