package org.platen.inference.vi.rule;

import java.util.List;
import org.platen.dsl.distribution.Normal;
import org.platen.dsl.expr.Expr;
import org.platen.inference.vi.expectation.Expectation;

/** Normal observations and priors: E P (x − mean)² with P the precision (Bishop 2006, section 10.1.3). */
final class NormalDensity implements ExpectedDensity<Normal> {

    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    @Override
    public Class<Normal> family() {
        return Normal.class;
    }

    @Override
    public Expr of(Normal density, Expr x, Expectation expectation) {
        Expr deviation = x.minus(density.mean());
        Expr scale = density.scale();
        expectation.requireIndependent(List.of(deviation), List.of(scale));
        return expectation
                .power(scale, -2)
                .times(expectation.square(deviation))
                .times(-0.5)
                .minus(expectation.log(scale))
                .minus(HALF_LOG_TWO_PI);
    }
}
