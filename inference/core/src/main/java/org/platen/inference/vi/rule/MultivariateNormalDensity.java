package org.platen.inference.vi.rule;

import java.util.List;
import org.platen.dsl.distribution.MultivariateNormal;
import org.platen.dsl.expr.Expr;
import org.platen.inference.vi.expectation.Expectation;
import org.platen.inference.vi.expectation.PrecisionMatrix;

/** Normal vectors: E (x − mean)ᵀ P (x − mean) with P the precision matrix (Bishop 2006, section 10.2.1). */
final class MultivariateNormalDensity implements ExpectedDensity<MultivariateNormal> {

    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    @Override
    public Class<MultivariateNormal> family() {
        return MultivariateNormal.class;
    }

    @Override
    public Expr of(MultivariateNormal density, Expr x, Expectation expectation) {
        Expr deviation = x.minus(density.mean());
        expectation.requireIndependent(List.of(deviation), List.of(density.spread()));
        double constant = density.mean().shape().size() * HALF_LOG_TWO_PI;
        return switch (density.form()) {
            case DIAGONAL ->
                expectation
                        .power(density.spread(), -1)
                        .times(expectation.square(deviation))
                        .plus(expectation.log(density.spread()))
                        .sum()
                        .times(-0.5)
                        .minus(constant);
            case COVARIANCE -> of(expectation, deviation, expectation.precision(density.spread(), true), constant);
            case PRECISION -> of(expectation, deviation, expectation.precision(density.spread(), false), constant);
            case CHOLESKY -> {
                Expr factor = expectation.known("Cholesky factor", density.spread());
                yield of(
                        expectation, deviation, expectation.precision(factor.dot(factor.transposed()), true), constant);
            }
        };
    }

    private static Expr of(Expectation expectation, Expr deviation, PrecisionMatrix precision, double constant) {
        return precision
                .logDeterminant()
                .minus(expectation.quadratic(deviation, precision.mean()))
                .times(0.5)
                .minus(constant);
    }
}
