package org.platen.inference.vi.factor;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.numbers.gamma.InverseErfc;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.platen.dsl.shape.Shape;

/** Normal: parameters mean and variance; T(v) = (v, v²), η = (mean / variance, −1 / (2 variance)). */
public record NormalFactor() implements FactorFamily {

    private static final double LOG_TWO_PI_E = Math.log(2 * Math.PI) + 1;

    @Override
    public String name() {
        return "Normal";
    }

    @Override
    public Map<String, Integer> layout() {
        return Layouts.of("mean", 1, "variance", 1);
    }

    @Override
    public Map<Statistic, Shape> statistics() {
        Map<Statistic, Shape> statistics = new LinkedHashMap<>();
        statistics.put(Statistic.MEAN, Shape.SCALAR);
        statistics.put(Statistic.COVARIANCE, Shape.SCALAR);
        return statistics;
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public double[] parameters(double[] natural) {
        double precision = OutsideDomain.positive("precision", -2 * natural[1]);
        return new double[] {natural[0] / precision, 1 / precision};
    }

    @Override
    public double[] natural(double[] parameters) {
        return new double[] {parameters[0] / parameters[1], -0.5 / parameters[1]};
    }

    /** With F a function of mean and covariance, ∂F/∂E v² = ∂F/∂covariance and ∂F/∂E v = ∂F/∂mean − 2 mean ∂F/∂covariance. */
    @Override
    public double[] optimum(double[] gradient, double[] parameters) {
        return new double[] {gradient[0] - 2 * gradient[1] * parameters[0], gradient[1]};
    }

    @Override
    public double[] moments(double[] parameters) {
        return parameters.clone();
    }

    @Override
    public double[] momentsAt(double[] value) {
        return new double[] {value[0], 0};
    }

    @Override
    public double entropy(double[] parameters) {
        return 0.5 * (LOG_TWO_PI_E + Math.log(parameters[1]));
    }

    @Override
    public double logDensity(double[] parameters, double[] value) {
        double distance = value[0] - parameters[0];
        return 0.5 - entropy(parameters) - 0.5 * distance * distance / parameters[1];
    }

    @Override
    public double[] mean(double[] parameters) {
        return new double[] {parameters[0]};
    }

    @Override
    public double[] sd(double[] parameters) {
        return new double[] {Math.sqrt(parameters[1])};
    }

    @Override
    public double quantile(double[] parameters, int entry, double p) {
        return quantile(parameters[0], Math.sqrt(parameters[1]), p);
    }

    static double quantile(double mean, double sd, double p) {
        return mean - sd * Math.sqrt(2) * InverseErfc.value(2 * p);
    }

    @Override
    public double[] draw(UniformRandomProvider random, double[] parameters) {
        double noise = ZigguratSampler.NormalizedGaussian.of(random).sample();
        return new double[] {parameters[0] + Math.sqrt(parameters[1]) * noise};
    }
}
