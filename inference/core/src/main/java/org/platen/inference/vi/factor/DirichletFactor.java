package org.platen.inference.vi.factor;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.distribution.Dirichlet;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.shape.Shape;
import org.platen.inference.op.Special;

/**
 * Dirichlet: the parameters are the concentrations; T(v) = log v, η = concentration − 1.
 *
 * @param size number of entries
 */
public record DirichletFactor(int size) implements FactorFamily {

    @Override
    public String name() {
        return "Dirichlet";
    }

    @Override
    public Map<String, Integer> layout() {
        return Layouts.of("concentration", size);
    }

    @Override
    public Map<Statistic, Shape> statistics() {
        Map<Statistic, Shape> statistics = new LinkedHashMap<>();
        statistics.put(Statistic.LOG, Shape.of(size));
        return statistics;
    }

    @Override
    public double[] parameters(double[] natural) {
        double[] concentration = new double[size];
        Arrays.setAll(concentration, i -> OutsideDomain.positive("concentration", natural[i] + 1));
        return concentration;
    }

    @Override
    public double[] natural(double[] parameters) {
        double[] natural = new double[size];
        Arrays.setAll(natural, i -> parameters[i] - 1);
        return natural;
    }

    @Override
    public double[] moments(double[] parameters) {
        double total = Special.digamma(Arrays.stream(parameters).sum());
        double[] moments = new double[size];
        Arrays.setAll(moments, i -> Special.digamma(parameters[i]) - total);
        return moments;
    }

    @Override
    public double[] momentsAt(double[] value) {
        double[] moments = new double[size];
        Arrays.setAll(moments, i -> Math.log(value[i]));
        return moments;
    }

    @Override
    public double entropy(double[] parameters) {
        double total = Arrays.stream(parameters).sum();
        double entropy = -LogGamma.value(total) + (total - size) * Special.digamma(total);
        for (double concentration : parameters) {
            entropy += LogGamma.value(concentration) - (concentration - 1) * Special.digamma(concentration);
        }
        return entropy;
    }

    @Override
    public double[] mean(double[] parameters) {
        double total = Arrays.stream(parameters).sum();
        double[] mean = new double[size];
        Arrays.setAll(mean, i -> parameters[i] / total);
        return mean;
    }

    @Override
    public double[] sd(double[] parameters) {
        double total = Arrays.stream(parameters).sum();
        double[] sd = new double[size];
        Arrays.setAll(sd, i -> BetaFactor.sd(parameters[i], total - parameters[i]));
        return sd;
    }

    @Override
    public double quantile(double[] parameters, int entry, double p) {
        double total = Arrays.stream(parameters).sum();
        return Quantiles.beta(parameters[entry], total - parameters[entry], p);
    }

    @Override
    public double[] draw(UniformRandomProvider random, double[] parameters) {
        return new Dirichlet(Expressions.ones(size)).draw(random, List.of(parameters));
    }
}
