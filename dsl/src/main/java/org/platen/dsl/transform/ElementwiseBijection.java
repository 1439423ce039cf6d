package org.platen.dsl.transform;

import java.util.Arrays;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.shape.Shape;

/** A bijection applied to every entry by itself: event shapes stay as they are. */
public interface ElementwiseBijection extends Bijection {

    /** The constrained value of a number. */
    double forward(double unconstrained);

    /** log |d forward / d unconstrained| of every entry, in the event shape of {@code unconstrained}. */
    Expr elementwiseLogJacobian(Expr unconstrained);

    @Override
    default double[] forward(double[] unconstrained) {
        return Arrays.stream(unconstrained).map(this::forward).toArray();
    }

    @Override
    default Expr logJacobian(Expr unconstrained) {
        return elementwiseLogJacobian(unconstrained).sum();
    }

    @Override
    default Shape unconstrainedShape(Shape constrained) {
        return constrained;
    }

    /** Zeros in the event shape of {@code x}. */
    static Expr zeros(Expr x) {
        return Expressions.zeros(x.shape().sizes());
    }
}
