package org.platen.inference.vi.factor;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.platen.dsl.shape.Shape;

/**
 * Normal vector: parameters mean and covariance; T(v) = (v, v vᵀ), η = (Λ mean, −½ Λ) with Λ the inverse of the covariance.
 *
 * @param size number of entries
 */
public record MultivariateNormalFactor(int size) implements FactorFamily {

    private static final double LOG_TWO_PI_E = Math.log(2 * Math.PI) + 1;

    @Override
    public String name() {
        return "MultivariateNormal";
    }

    @Override
    public Map<String, Integer> layout() {
        return Layouts.of("mean", size, "covariance", size * size);
    }

    @Override
    public Map<Statistic, Shape> statistics() {
        Map<Statistic, Shape> statistics = new LinkedHashMap<>();
        statistics.put(Statistic.MEAN, Shape.of(size));
        statistics.put(Statistic.COVARIANCE, Shape.of(size, size));
        return statistics;
    }

    @Override
    public double[] parameters(double[] natural) {
        double[] factor = Symmetric.cholesky("precision", Symmetric.part(natural, size, size, -2), size);
        double[] covariance = Symmetric.inverse(factor, size);
        return Symmetric.joined(Symmetric.times(covariance, Arrays.copyOf(natural, size), size), covariance);
    }

    @Override
    public double[] natural(double[] parameters) {
        double[] precision = Symmetric.inverse(factor(parameters), size);
        double[] shift = Symmetric.times(precision, Arrays.copyOf(parameters, size), size);
        return Symmetric.joined(shift, Symmetric.part(precision, 0, size, -0.5));
    }

    /** With F a function of mean and covariance, ∂F/∂E v vᵀ = ∂F/∂covariance and ∂F/∂E v = ∂F/∂mean − 2 ∂F/∂covariance · mean. */
    @Override
    public double[] optimum(double[] gradient, double[] parameters) {
        double[] curvature = Symmetric.part(gradient, size, size, 1);
        double[] shift = Symmetric.times(curvature, Arrays.copyOf(parameters, size), size);
        for (int i = 0; i < size; i++) {
            shift[i] = gradient[i] - 2 * shift[i];
        }
        return Symmetric.joined(shift, curvature);
    }

    @Override
    public double[] moments(double[] parameters) {
        return parameters.clone();
    }

    @Override
    public double[] momentsAt(double[] value) {
        return Arrays.copyOf(value, size + size * size);
    }

    @Override
    public double entropy(double[] parameters) {
        return 0.5 * (size * LOG_TWO_PI_E + Symmetric.logDeterminant(factor(parameters), size));
    }

    @Override
    public double logDensity(double[] parameters, double[] value) {
        double[] distance = new double[size];
        Arrays.setAll(distance, i -> value[i] - parameters[i]);
        double[] pulled = Symmetric.times(Symmetric.inverse(factor(parameters), size), distance, size);
        double square = 0;
        for (int i = 0; i < size; i++) {
            square += distance[i] * pulled[i];
        }
        return 0.5 * (size - square) - entropy(parameters);
    }

    @Override
    public double[] mean(double[] parameters) {
        return Arrays.copyOf(parameters, size);
    }

    @Override
    public double[] sd(double[] parameters) {
        double[] sd = new double[size];
        Arrays.setAll(sd, i -> Math.sqrt(parameters[size + i * (size + 1)]));
        return sd;
    }

    @Override
    public double quantile(double[] parameters, int entry, double p) {
        return NormalFactor.quantile(parameters[entry], Math.sqrt(parameters[size + entry * (size + 1)]), p);
    }

    @Override
    public double[] draw(UniformRandomProvider random, double[] parameters) {
        double[] factor = factor(parameters);
        double[] value = Arrays.copyOf(parameters, size);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        for (int j = 0; j < size; j++) {
            double noise = normal.sample();
            for (int i = j; i < size; i++) {
                value[i] += factor[i * size + j] * noise;
            }
        }
        return value;
    }

    private double[] factor(double[] parameters) {
        return Symmetric.cholesky("covariance", Arrays.copyOfRange(parameters, size, parameters.length), size);
    }
}
