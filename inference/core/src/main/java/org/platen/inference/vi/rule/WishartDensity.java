package org.platen.inference.vi.rule;

import org.platen.dsl.distribution.Wishart;
import org.platen.dsl.expr.Expr;
import org.platen.inference.vi.expectation.Expectation;
import org.platen.inference.vi.expectation.PrecisionMatrix;

/** Wishart matrices of known degrees of freedom and scale: (ν − D − 1)/2 log|x| − tr(V⁻¹ x)/2, normalised (Bishop 2006, equation B.79). */
final class WishartDensity implements ExpectedDensity<Wishart> {

    @Override
    public Class<Wishart> family() {
        return Wishart.class;
    }

    @Override
    public Expr of(Wishart density, Expr x, Expectation expectation) {
        expectation.known("degrees of freedom", density.degreesOfFreedom());
        expectation.known("scale", density.scale());
        PrecisionMatrix matrix = expectation.precision(x, false);
        return density.naturalParameters()
                .get(0)
                .times(matrix.logDeterminant())
                .plus(density.naturalParameters().get(1).times(matrix.mean()).sum())
                .minus(density.logNormaliser());
    }
}
