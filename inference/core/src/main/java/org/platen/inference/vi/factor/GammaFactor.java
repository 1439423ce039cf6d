package org.platen.inference.vi.factor;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.distribution.Gamma;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.shape.Shape;
import org.platen.inference.op.Special;

/** Gamma: parameters shape and rate; T(v) = (log v, v), η = (shape − 1, −rate). */
public record GammaFactor() implements FactorFamily {

    private static final Gamma GAMMA = new Gamma(Expressions.constant(1), Expressions.constant(1));

    @Override
    public String name() {
        return "Gamma";
    }

    @Override
    public Map<String, Integer> layout() {
        return Layouts.of("shape", 1, "rate", 1);
    }

    @Override
    public Map<Statistic, Shape> statistics() {
        Map<Statistic, Shape> statistics = new LinkedHashMap<>();
        statistics.put(Statistic.LOG, Shape.SCALAR);
        statistics.put(Statistic.MEAN, Shape.SCALAR);
        return statistics;
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public double[] parameters(double[] natural) {
        return new double[] {
            OutsideDomain.positive("shape", natural[0] + 1), OutsideDomain.positive("rate", -natural[1])
        };
    }

    @Override
    public double[] natural(double[] parameters) {
        return new double[] {parameters[0] - 1, -parameters[1]};
    }

    @Override
    public double[] moments(double[] parameters) {
        return new double[] {Special.digamma(parameters[0]) - Math.log(parameters[1]), parameters[0] / parameters[1]};
    }

    @Override
    public double[] momentsAt(double[] value) {
        return new double[] {Math.log(value[0]), value[0]};
    }

    @Override
    public double entropy(double[] parameters) {
        double shape = parameters[0];
        return shape - Math.log(parameters[1]) + LogGamma.value(shape) + (1 - shape) * Special.digamma(shape);
    }

    @Override
    public double[] mean(double[] parameters) {
        return new double[] {parameters[0] / parameters[1]};
    }

    @Override
    public double[] sd(double[] parameters) {
        return new double[] {Math.sqrt(parameters[0]) / parameters[1]};
    }

    @Override
    public double quantile(double[] parameters, int entry, double p) {
        return Quantiles.gamma(parameters[0], p) / parameters[1];
    }

    @Override
    public double[] draw(UniformRandomProvider random, double[] parameters) {
        return new double[] {GAMMA.draw(random, parameters)};
    }
}
