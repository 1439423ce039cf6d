package org.platen.inference.vi.factor;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.distribution.Beta;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.shape.Shape;
import org.platen.inference.op.Special;

/** Beta: parameters a and b; T(v) = (log v, log(1 − v)), η = (a − 1, b − 1). */
public record BetaFactor() implements FactorFamily {

    private static final Beta BETA = new Beta(Expressions.constant(1), Expressions.constant(1));

    @Override
    public String name() {
        return "Beta";
    }

    @Override
    public Map<String, Integer> layout() {
        return Layouts.of("a", 1, "b", 1);
    }

    @Override
    public Map<Statistic, Shape> statistics() {
        Map<Statistic, Shape> statistics = new LinkedHashMap<>();
        statistics.put(Statistic.LOG, Shape.SCALAR);
        statistics.put(Statistic.LOG_COMPLEMENT, Shape.SCALAR);
        return statistics;
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public double[] parameters(double[] natural) {
        return new double[] {
            OutsideDomain.positive("first parameter", natural[0] + 1),
            OutsideDomain.positive("second parameter", natural[1] + 1)
        };
    }

    @Override
    public double[] natural(double[] parameters) {
        return new double[] {parameters[0] - 1, parameters[1] - 1};
    }

    @Override
    public double[] moments(double[] parameters) {
        double total = Special.digamma(parameters[0] + parameters[1]);
        return new double[] {Special.digamma(parameters[0]) - total, Special.digamma(parameters[1]) - total};
    }

    @Override
    public double[] momentsAt(double[] value) {
        return new double[] {Math.log(value[0]), Math.log1p(-value[0])};
    }

    @Override
    public double entropy(double[] parameters) {
        double[] moments = moments(parameters);
        return LogBeta.value(parameters[0], parameters[1])
                - (parameters[0] - 1) * moments[0]
                - (parameters[1] - 1) * moments[1];
    }

    @Override
    public double[] mean(double[] parameters) {
        return new double[] {parameters[0] / (parameters[0] + parameters[1])};
    }

    @Override
    public double[] sd(double[] parameters) {
        return new double[] {sd(parameters[0], parameters[1])};
    }

    static double sd(double a, double b) {
        double total = a + b;
        return Math.sqrt(a / total * (b / total) / (total + 1));
    }

    @Override
    public double quantile(double[] parameters, int entry, double p) {
        return Quantiles.beta(parameters[0], parameters[1], p);
    }

    @Override
    public double[] draw(UniformRandomProvider random, double[] parameters) {
        return new double[] {BETA.draw(random, parameters)};
    }
}
