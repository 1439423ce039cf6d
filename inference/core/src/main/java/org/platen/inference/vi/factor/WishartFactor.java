package org.platen.inference.vi.factor;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.distribution.Wishart;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.shape.Shape;

/**
 * Wishart: parameters degrees of freedom ν and inverse scale W; T(v) = (log|v|, v), η = ((ν − D − 1) / 2, −W / 2). The mean is ν W⁻¹.
 *
 * @param rows D
 */
public record WishartFactor(int rows) implements FactorFamily {

    @Override
    public String name() {
        return "Wishart";
    }

    @Override
    public Map<String, Integer> layout() {
        return Layouts.of("degreesOfFreedom", 1, "inverseScale", size());
    }

    @Override
    public Map<Statistic, Shape> statistics() {
        Map<Statistic, Shape> statistics = new LinkedHashMap<>();
        statistics.put(Statistic.LOG_DETERMINANT, Shape.SCALAR);
        statistics.put(Statistic.MEAN, Shape.of(rows, rows));
        return statistics;
    }

    @Override
    public int size() {
        return rows * rows;
    }

    @Override
    public double[] parameters(double[] natural) {
        double degreesOfFreedom = Wisharts.degreesOfFreedom(2 * natural[0] + rows + 1, rows);
        double[] inverseScale = Symmetric.part(natural, 1, rows, -2);
        Symmetric.cholesky("inverse scale", inverseScale, rows);
        return Wisharts.of(degreesOfFreedom, inverseScale);
    }

    @Override
    public double[] natural(double[] parameters) {
        return Wisharts.of(0.5 * (parameters[0] - rows - 1), Wisharts.scaled(Wisharts.matrix(parameters), -0.5));
    }

    @Override
    public double[] moments(double[] parameters) {
        double[] factor = factor(parameters);
        return Wisharts.of(
                Wisharts.expectedLogDeterminant(parameters[0], rows) - Symmetric.logDeterminant(factor, rows),
                Wisharts.scaled(Symmetric.inverse(factor, rows), parameters[0]));
    }

    @Override
    public double[] momentsAt(double[] value) {
        return Wisharts.of(Symmetric.logDeterminant(Symmetric.cholesky("value", value, rows), rows), value);
    }

    @Override
    public double entropy(double[] parameters) {
        double degreesOfFreedom = parameters[0];
        double logDeterminant = Symmetric.logDeterminant(factor(parameters), rows);
        return Wisharts.logNormaliser(degreesOfFreedom, rows)
                - 0.5 * degreesOfFreedom * logDeterminant
                - 0.5
                        * (degreesOfFreedom - rows - 1)
                        * (Wisharts.expectedLogDeterminant(degreesOfFreedom, rows) - logDeterminant)
                + 0.5 * degreesOfFreedom * rows;
    }

    @Override
    public double[] mean(double[] parameters) {
        return Wisharts.scaled(Symmetric.inverse(factor(parameters), rows), parameters[0]);
    }

    /** Var Λᵢⱼ = ν (Vᵢⱼ² + Vᵢᵢ Vⱼⱼ) with V = W⁻¹. */
    @Override
    public double[] sd(double[] parameters) {
        double[] scale = Symmetric.inverse(factor(parameters), rows);
        double[] sd = new double[size()];
        Arrays.setAll(sd, at -> {
            int i = at / rows;
            int j = at % rows;
            double variance = scale[at] * scale[at] + scale[i * (rows + 1)] * scale[j * (rows + 1)];
            return Math.sqrt(parameters[0] * variance);
        });
        return sd;
    }

    /** Λᵢᵢ / Vᵢᵢ is χ² with ν degrees of freedom. */
    @Override
    public double quantile(double[] parameters, int entry, double p) {
        if (entry / rows != entry % rows) {
            return Double.NaN;
        }
        double scale = Symmetric.inverse(factor(parameters), rows)[entry];
        return 2 * scale * Quantiles.gamma(0.5 * parameters[0], p);
    }

    @Override
    public double[] draw(UniformRandomProvider random, double[] parameters) {
        double[] scale = Symmetric.inverse(factor(parameters), rows);
        return new Wishart(Expressions.constant(rows), Expressions.identity(rows))
                .draw(random, List.of(new double[] {parameters[0]}, scale));
    }

    private double[] factor(double[] parameters) {
        return Symmetric.cholesky("inverse scale", Wisharts.matrix(parameters), rows);
    }
}
