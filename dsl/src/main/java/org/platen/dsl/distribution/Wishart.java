package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.shape.Shape;

/**
 * Wishart distribution: the scatter matrix of Normal vectors with covariance {@code scale}; support: symmetric positive definite matrices (Bishop 2006,
 * equation B.79). The density is with respect to the entries of the lower triangle. Exponential family with T(x) = (log|x|, x).
 *
 * @param degreesOfFreedom ν, above the number of rows less one
 * @param scale V, a symmetric positive definite matrix; the mean is ν V
 */
public record Wishart(Expr degreesOfFreedom, Expr scale) implements ExponentialFamily, Moments {

    /** @throws org.platen.dsl.shape.ModelException when the scale is no positive definite matrix, or the degrees of freedom are too few for its size */
    public Wishart {
        Wisharts.check("Wishart", degreesOfFreedom, scale);
    }

    @Override
    public String family() {
        return "Wishart";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument("degreesOfFreedom", degreesOfFreedom), new Argument("scale", scale));
    }

    @Override
    public Wishart with(List<Expr> arguments) {
        return new Wishart(arguments.get(0), arguments.get(1));
    }

    @Override
    public Support support() {
        return new Support.PositiveDefinite(size());
    }

    @Override
    public Shape eventShape() {
        return scale.shape();
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        Expr factor = x.cholesky();
        Expr scaleFactor = scale.cholesky();
        return exponent()
                .times(Wisharts.logDeterminant(factor))
                .minus(Wisharts.traceOfQuotient(scaleFactor, factor).times(0.5))
                .minus(logNormaliser(scaleFactor));
    }

    @Override
    public double[] draw(UniformRandomProvider random, List<double[]> arguments) {
        double[] bartlett = Wisharts.bartlett(random, arguments.get(0)[0], size());
        double[] factor = Matrices.product(Matrices.cholesky(arguments.get(1), size()), bartlett, size());
        return Matrices.timesTransposed(factor, size());
    }

    @Override
    public Expr mean() {
        return scale.times(degreesOfFreedom);
    }

    @Override
    public Expr variance() {
        return scale.squared().plus(Wisharts.outer(scale.diagonal())).times(degreesOfFreedom);
    }

    @Override
    public List<Expr> naturalParameters() {
        return List.of(exponent(), Wisharts.inverse(scale.cholesky()).times(-0.5));
    }

    @Override
    public List<Expr> sufficientStatistics(Expr x) {
        return List.of(Wisharts.logDeterminant(x.cholesky()), x);
    }

    @Override
    public Expr logNormaliser() {
        return logNormaliser(scale.cholesky());
    }

    private Expr logNormaliser(Expr scaleFactor) {
        return Wisharts.logConstant(degreesOfFreedom, size())
                .plus(Wisharts.logDeterminant(scaleFactor)
                        .times(degreesOfFreedom)
                        .times(0.5));
    }

    private Expr exponent() {
        return degreesOfFreedom.minus(size() + 1.0).times(0.5);
    }

    private int size() {
        return scale.shape().dim(0).size();
    }
}
