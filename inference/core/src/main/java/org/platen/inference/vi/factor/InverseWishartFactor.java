package org.platen.inference.vi.factor;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.distribution.InverseWishart;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.shape.Shape;

/**
 * Inverse Wishart: parameters degrees of freedom ν and scale Ψ; T(v) = (log|v|, v⁻¹), η = (−(ν + D + 1) / 2, −Ψ / 2).
 *
 * @param rows D
 */
public record InverseWishartFactor(int rows) implements FactorFamily {

    @Override
    public String name() {
        return "InverseWishart";
    }

    @Override
    public Map<String, Integer> layout() {
        return Layouts.of("degreesOfFreedom", 1, "scale", size());
    }

    @Override
    public Map<Statistic, Shape> statistics() {
        Map<Statistic, Shape> statistics = new LinkedHashMap<>();
        statistics.put(Statistic.LOG_DETERMINANT, Shape.SCALAR);
        statistics.put(Statistic.INVERSE, Shape.of(rows, rows));
        return statistics;
    }

    @Override
    public int size() {
        return rows * rows;
    }

    @Override
    public double[] parameters(double[] natural) {
        double degreesOfFreedom = Wisharts.degreesOfFreedom(-2 * natural[0] - rows - 1, rows);
        double[] scale = Symmetric.part(natural, 1, rows, -2);
        Symmetric.cholesky("scale", scale, rows);
        return Wisharts.of(degreesOfFreedom, scale);
    }

    @Override
    public double[] natural(double[] parameters) {
        return Wisharts.of(-0.5 * (parameters[0] + rows + 1), Wisharts.scaled(Wisharts.matrix(parameters), -0.5));
    }

    @Override
    public double[] moments(double[] parameters) {
        double[] factor = factor(parameters);
        return Wisharts.of(
                Symmetric.logDeterminant(factor, rows) - Wisharts.expectedLogDeterminant(parameters[0], rows),
                Wisharts.scaled(Symmetric.inverse(factor, rows), parameters[0]));
    }

    @Override
    public double[] momentsAt(double[] value) {
        double[] factor = Symmetric.cholesky("value", value, rows);
        return Wisharts.of(Symmetric.logDeterminant(factor, rows), Symmetric.inverse(factor, rows));
    }

    @Override
    public double entropy(double[] parameters) {
        double degreesOfFreedom = parameters[0];
        double logDeterminant = Symmetric.logDeterminant(factor(parameters), rows);
        return Wisharts.logNormaliser(degreesOfFreedom, rows)
                - 0.5 * degreesOfFreedom * logDeterminant
                + 0.5
                        * (degreesOfFreedom + rows + 1)
                        * (logDeterminant - Wisharts.expectedLogDeterminant(degreesOfFreedom, rows))
                + 0.5 * degreesOfFreedom * rows;
    }

    @Override
    public double[] mean(double[] parameters) {
        double excess = parameters[0] - rows - 1;
        return Wisharts.scaled(Wisharts.matrix(parameters), excess > 0 ? 1 / excess : Double.NaN);
    }

    /** Press (1982), equation 5.2.7. */
    @Override
    public double[] sd(double[] parameters) {
        double excess = parameters[0] - rows - 1;
        double[] scale = Wisharts.matrix(parameters);
        double[] sd = new double[size()];
        Arrays.setAll(sd, at -> {
            double product = scale[at / rows * (rows + 1)] * scale[at % rows * (rows + 1)];
            double spread = (excess + 2) * scale[at] * scale[at] + excess * product;
            return excess > 2 ? Math.sqrt(spread / ((excess + 1) * excess * excess * (excess - 2))) : Double.NaN;
        });
        return sd;
    }

    /** Ψᵢᵢ / Σᵢᵢ is χ² with ν − D + 1 degrees of freedom. */
    @Override
    public double quantile(double[] parameters, int entry, double p) {
        if (entry / rows != entry % rows) {
            return Double.NaN;
        }
        return 0.5 * parameters[1 + entry] / Quantiles.upperGamma(0.5 * (parameters[0] - rows + 1), p);
    }

    @Override
    public double[] draw(UniformRandomProvider random, double[] parameters) {
        return new InverseWishart(Expressions.constant(rows), Expressions.identity(rows))
                .draw(random, List.of(new double[] {parameters[0]}, Wisharts.matrix(parameters)));
    }

    private double[] factor(double[] parameters) {
        return Symmetric.cholesky("scale", Wisharts.matrix(parameters), rows);
    }
}
