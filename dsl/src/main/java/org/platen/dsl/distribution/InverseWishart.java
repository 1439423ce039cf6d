package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.shape.Shape;

/**
 * Inverse Wishart distribution: the inverse of a Wishart matrix with scale Ψ⁻¹; support: symmetric positive definite matrices (Gelman et al. 2013,
 * appendix A). The density is with respect to the entries of the lower triangle. Exponential family with T(x) = (log|x|, x⁻¹).
 *
 * @param degreesOfFreedom ν, above the number of rows less one; the mean exists above the number of rows plus one, the variance two above that
 * @param scale Ψ, a symmetric positive definite matrix; the mean is Ψ / (ν − D − 1)
 */
public record InverseWishart(Expr degreesOfFreedom, Expr scale) implements ExponentialFamily, Moments {

    /** @throws org.platen.dsl.shape.ModelException when the scale is no positive definite matrix, or the degrees of freedom are too few for its size */
    public InverseWishart {
        Wisharts.check("InverseWishart", degreesOfFreedom, scale);
    }

    @Override
    public String family() {
        return "InverseWishart";
    }

    @Override
    public List<Argument> arguments() {
        return List.of(new Argument("degreesOfFreedom", degreesOfFreedom), new Argument("scale", scale));
    }

    @Override
    public InverseWishart with(List<Expr> arguments) {
        return new InverseWishart(arguments.get(0), arguments.get(1));
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
                .minus(Wisharts.traceOfQuotient(factor, scaleFactor).times(0.5))
                .minus(logNormaliser(scaleFactor));
    }

    /** With Ψ = L Lᵀ and A Aᵀ a Wishart matrix of scale I, the draw is (A⁻¹ Lᵀ)ᵀ (A⁻¹ Lᵀ). */
    @Override
    public double[] draw(UniformRandomProvider random, List<double[]> arguments) {
        double[] bartlett = Wisharts.bartlett(random, arguments.get(0)[0], size());
        double[] scaleFactor = Matrices.cholesky(arguments.get(1), size());
        double[] quotient = Matrices.solveLower(bartlett, Matrices.transposed(scaleFactor, size()), size());
        return Matrices.timesTransposed(Matrices.transposed(quotient, size()), size());
    }

    @Override
    public Expr mean() {
        return Moment.above(degreesOfFreedom, size() + 1.0, scale.dividedBy(degreesOfFreedom.minus(size() + 1.0)));
    }

    /** Press (1982), equation 5.2.7. */
    @Override
    public Expr variance() {
        Expr excess = degreesOfFreedom.minus(size() + 1.0);
        Expr spread = scale.squared()
                .times(excess.plus(2))
                .plus(Wisharts.outer(scale.diagonal()).times(excess));
        Expr variance = spread.dividedBy(excess.plus(1).times(excess.squared()).times(excess.minus(2)));
        return Moment.above(degreesOfFreedom, size() + 3.0, variance);
    }

    @Override
    public List<Expr> naturalParameters() {
        return List.of(exponent(), scale.times(-0.5));
    }

    @Override
    public List<Expr> sufficientStatistics(Expr x) {
        Expr factor = x.cholesky();
        return List.of(Wisharts.logDeterminant(factor), Wisharts.inverse(factor));
    }

    @Override
    public Expr logNormaliser() {
        return logNormaliser(scale.cholesky());
    }

    private Expr logNormaliser(Expr scaleFactor) {
        return Wisharts.logConstant(degreesOfFreedom, size())
                .minus(Wisharts.logDeterminant(scaleFactor)
                        .times(degreesOfFreedom)
                        .times(0.5));
    }

    private Expr exponent() {
        return degreesOfFreedom.plus(size() + 1.0).times(-0.5);
    }

    private int size() {
        return scale.shape().dim(0).size();
    }
}
