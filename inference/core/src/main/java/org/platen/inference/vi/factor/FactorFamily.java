package org.platen.inference.vi.factor;

import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.shape.Shape;

/**
 * An exponential family q(v) ∝ exp(η · T(v)) for one value v of a variable. All parameters are flat arrays; matrices are row-major and whole. Where T holds v
 * and v vᵀ, expectations are kept as mean and covariance, which cancel no digits.
 */
public sealed interface FactorFamily
        permits NormalFactor,
                MultivariateNormalFactor,
                GammaFactor,
                InverseGammaFactor,
                BetaFactor,
                DirichletFactor,
                WishartFactor,
                InverseWishartFactor {

    /** The family's name, as a report shows it. */
    String name();

    /** Names of the parts of {@link #parameters}, with the number of entries of each. */
    Map<String, Integer> layout();

    /** The expected statistics, in the order of {@link #moments}, with the shape of each. */
    Map<Statistic, Shape> statistics();

    /** Whether it is a family of single numbers: the entries of a variable's event then have a factor each. */
    default boolean isOfNumbers() {
        return statistics().values().stream().allMatch(Shape::isScalar);
    }

    /** Number of entries of a value. */
    int size();

    /**
     * The factor's own parameters from natural ones.
     *
     * @throws OutsideDomain when no proper distribution has them
     */
    double[] parameters(double[] natural);

    /** The natural parameters of a factor. */
    double[] natural(double[] parameters);

    /**
     * The natural parameters at which a factor is best, all else held: the derivative of the expected log joint density with respect to E T(v) (Hoffman et al.
     * 2013, equation 10).
     *
     * @param gradient with respect to {@link #moments}
     * @param parameters at which the gradient was taken
     */
    default double[] optimum(double[] gradient, double[] parameters) {
        return gradient;
    }

    /** The expected statistics, one after the other. */
    double[] moments(double[] parameters);

    /** What the expected statistics tend to as the factor shrinks onto a value. */
    double[] momentsAt(double[] value);

    /** −E log q(v). */
    double entropy(double[] parameters);

    /** log q(v) = η · (T(v) − E T(v)) − the entropy. */
    default double logDensity(double[] parameters, double[] value) {
        double[] natural = natural(parameters);
        double[] expected = moments(parameters);
        double[] found = momentsAt(value);
        double sum = -entropy(parameters);
        for (int i = 0; i < natural.length; i++) {
            sum += natural[i] * (found[i] - expected[i]);
        }
        return sum;
    }

    /** E v, one number for each entry; infinite or not a number where there is none. */
    double[] mean(double[] parameters);

    /** The standard deviation of each entry; infinite or not a number where there is none. */
    double[] sd(double[] parameters);

    /** The value that an entry is below with probability {@code p}; not a number where its distribution has no name. */
    double quantile(double[] parameters, int entry, double p);

    /** A value. */
    double[] draw(UniformRandomProvider random, double[] parameters);
}
