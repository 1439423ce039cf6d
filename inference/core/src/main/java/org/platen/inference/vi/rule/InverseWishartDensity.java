package org.platen.inference.vi.rule;

import java.util.List;
import org.platen.dsl.distribution.InverseWishart;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.inference.vi.expectation.Expectation;
import org.platen.inference.vi.expectation.PrecisionMatrix;

/** Inverse Wishart matrices of known degrees of freedom: −(ν + D + 1)/2 log|x| − tr(Ψ x⁻¹)/2 + ν/2 log|Ψ|, normalised (Gelman et al. 2013, table A.1). */
final class InverseWishartDensity implements ExpectedDensity<InverseWishart> {

    @Override
    public Class<InverseWishart> family() {
        return InverseWishart.class;
    }

    @Override
    public Expr of(InverseWishart density, Expr x, Expectation expectation) {
        expectation.known("degrees of freedom", density.degreesOfFreedom());
        expectation.requireIndependent(List.of(x), List.of(density.scale()));
        PrecisionMatrix inverse = expectation.precision(x, true);
        PrecisionMatrix scale = expectation.precision(density.scale(), false);
        int size = x.shape().dim(0).size();
        Expr atIdentity = new InverseWishart(density.degreesOfFreedom(), Expressions.identity(size)).logNormaliser();
        return density.naturalParameters()
                .get(0)
                .negated()
                .times(inverse.logDeterminant())
                .minus(scale.mean().times(inverse.mean()).sum().times(0.5))
                .plus(density.degreesOfFreedom().times(scale.logDeterminant()).times(0.5))
                .minus(atIdentity);
    }
}
