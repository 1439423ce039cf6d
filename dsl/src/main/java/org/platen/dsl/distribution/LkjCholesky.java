package org.platen.dsl.distribution;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/**
 * Cholesky factors L of correlation matrices whose density is proportional to |L Lᵀ| to the power {@code concentration} − 1 (Lewandowski, Kurowicka and
 * Joe 2009, equation 16, times the Jacobian of L ↦ L Lᵀ). The density is with respect to the entries below the diagonal.
 *
 * @param size number of rows, at least 2
 * @param concentration η, above 0: at 1 all correlation matrices are equally likely, above it small correlations are favoured
 */
public record LkjCholesky(int size, Expr concentration) implements Distribution {

    private static final double HALF_LOG_PI = 0.5 * Math.log(Math.PI);

    /** @throws ModelException when there is only one row, or the concentration cannot be positive */
    public LkjCholesky {
        ModelException.require(
                size > 1, "LkjCholesky: size must be at least 2, found %d: a correlation needs two variables", size);
        Checks.of("LkjCholesky").scalar("concentration", concentration).positive("concentration", concentration);
    }

    @Override
    public String family() {
        return "LkjCholesky";
    }

    @Override
    public String describe() {
        return "LkjCholesky(" + size + ", " + concentration + ")";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument("concentration", concentration));
    }

    @Override
    public LkjCholesky with(List<Expr> arguments) {
        return new LkjCholesky(size, arguments.get(0));
    }

    @Override
    public Support support() {
        return new Support.CorrelationCholesky(size);
    }

    @Override
    public Shape eventShape() {
        return Shape.of(size, size);
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        double[] rowsBelow = rows(i -> size - 2.0 - i);
        Expr exponents = concentration.times(2).minus(2).plus(Expressions.constant(rowsBelow));
        Expr logDiagonal = x.diagonal().slice(1, size).log();
        return exponents.times(logDiagonal).sum().minus(logNormaliser());
    }

    /** Row by row: the squared length before the diagonal is Beta, the direction uniform (the onion, section 3.2). */
    @Override
    public double[] draw(UniformRandomProvider random, List<double[]> arguments) {
        double[] factor = new double[size * size];
        factor[0] = 1;
        for (int i = 1; i < size; i++) {
            double logBefore = Draws.logGamma(random, 0.5 * i);
            double logDiagonal = Draws.logGamma(random, arguments.get(0)[0] + 0.5 * (size - 1 - i));
            double[] direction = Draws.normals(random, i);
            double norm = Math.sqrt(Arrays.stream(direction).map(v -> v * v).sum());
            double length = Math.sqrt(Draws.probability(Parameterisation.LOGITS, logBefore - logDiagonal));
            for (int j = 0; j < i; j++) {
                factor[i * size + j] = length * direction[j] / norm;
            }
            factor[i * size + i] = Math.sqrt(Draws.probability(Parameterisation.LOGITS, logDiagonal - logBefore));
        }
        return factor;
    }

    /** Equation 16 with 2^(2a − 1) B(a, a) = √π Γ(a) / Γ(a + ½): each a = η + k / 2, k = 0, 1, …, counts k + 1 times. */
    private Expr logNormaliser() {
        Expr halves = concentration.plus(Expressions.constant(rows(k -> 0.5 * k)));
        Expr logs = Expressions.logRising(halves, Expressions.constant(0.5))
                .negated()
                .plus(HALF_LOG_PI);
        return logs.times(Expressions.constant(rows(k -> k + 1.0))).sum();
    }

    private double[] rows(java.util.function.IntToDoubleFunction value) {
        double[] values = new double[size - 1];
        Arrays.setAll(values, value);
        return values;
    }
}
