package org.platen.inference.vi.factor;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.distribution.InverseGamma;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.shape.Shape;
import org.platen.inference.op.Special;

/** Inverse Gamma: parameters shape and scale; T(v) = (log v, 1/v), η = (−(shape + 1), −scale). */
public record InverseGammaFactor() implements FactorFamily {

    private static final InverseGamma INVERSE_GAMMA =
            new InverseGamma(Expressions.constant(1), Expressions.constant(1));

    @Override
    public String name() {
        return "InverseGamma";
    }

    @Override
    public Map<String, Integer> layout() {
        return Layouts.of("shape", 1, "scale", 1);
    }

    @Override
    public Map<Statistic, Shape> statistics() {
        Map<Statistic, Shape> statistics = new LinkedHashMap<>();
        statistics.put(Statistic.LOG, Shape.SCALAR);
        statistics.put(Statistic.RECIPROCAL, Shape.SCALAR);
        return statistics;
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public double[] parameters(double[] natural) {
        return new double[] {
            OutsideDomain.positive("shape", -natural[0] - 1), OutsideDomain.positive("scale", -natural[1])
        };
    }

    @Override
    public double[] natural(double[] parameters) {
        return new double[] {-parameters[0] - 1, -parameters[1]};
    }

    @Override
    public double[] moments(double[] parameters) {
        return new double[] {Math.log(parameters[1]) - Special.digamma(parameters[0]), parameters[0] / parameters[1]};
    }

    @Override
    public double[] momentsAt(double[] value) {
        return new double[] {Math.log(value[0]), 1 / value[0]};
    }

    @Override
    public double entropy(double[] parameters) {
        double shape = parameters[0];
        return shape + Math.log(parameters[1]) + LogGamma.value(shape) - (1 + shape) * Special.digamma(shape);
    }

    @Override
    public double[] mean(double[] parameters) {
        double mean = parameters[0] > 1 ? parameters[1] / (parameters[0] - 1) : Double.POSITIVE_INFINITY;
        return new double[] {mean};
    }

    @Override
    public double[] sd(double[] parameters) {
        double shape = parameters[0];
        double sd = shape > 2 ? mean(parameters)[0] / Math.sqrt(shape - 2) : Double.POSITIVE_INFINITY;
        return new double[] {sd};
    }

    @Override
    public double quantile(double[] parameters, int entry, double p) {
        return parameters[1] / Quantiles.upperGamma(parameters[0], p);
    }

    @Override
    public double[] draw(UniformRandomProvider random, double[] parameters) {
        return new double[] {INVERSE_GAMMA.draw(random, parameters)};
    }
}
