package org.platen.inference.amortized;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.Exponential;
import org.platen.dsl.distribution.HalfNormal;
import org.platen.dsl.distribution.Laplace;
import org.platen.dsl.distribution.LocationScale;
import org.platen.dsl.distribution.Logistic;
import org.platen.dsl.distribution.Normal;
import org.platen.dsl.distribution.Uniform;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.UnaryFunction;
import org.platen.dsl.shape.Shape;
import org.platen.dsl.transform.Transformed;
import org.platen.inference.train.Noise;

/**
 * A draw of a distribution as a function of noise that does not depend on its arguments, so that it can be differentiated with respect to them (Kingma and Welling
 * 2014, section 2.4).
 *
 * @param noise what the noise is drawn from
 * @param shape of the noise
 * @param draw from noise to a draw
 */
record Reparameterisation(Noise noise, Shape shape, UnaryOperator<Expr> draw) {

    /** The families that have one, for messages. */
    static final String FAMILIES =
            "Normal, MultivariateNormal, LogNormal, HalfNormal, Laplace, Logistic, Exponential, Uniform, and transformed ones of these";

    /** Of a continuous distribution, where it is known. */
    static Optional<Reparameterisation> of(Distribution distribution) {
        Shape shape = distribution.eventShape();
        if (distribution instanceof Transformed transformed) {
            return of(transformed.base())
                    .map(base -> new Reparameterisation(
                            base.noise, base.shape, x -> transformed.bijection().forward(base.draw.apply(x))));
        } else if (distribution instanceof LocationScale family && family.standard() instanceof Normal) {
            return Optional.of(new Reparameterisation(Noise.NORMAL, shape, family::fromStandard));
        } else if (distribution instanceof Laplace family) {
            return uniform(shape, u -> family.fromStandard(laplace(u)));
        } else if (distribution instanceof Logistic family) {
            return uniform(shape, u -> family.fromStandard(u.log().minus(upper(u).log())));
        } else if (distribution instanceof HalfNormal family) {
            return Optional.of(new Reparameterisation(
                    Noise.NORMAL,
                    shape,
                    x -> x.apply(UnaryFunction.ABS)
                            .times(family.arguments().get(0).value())));
        } else if (distribution instanceof Exponential family) {
            return uniform(shape, u -> u.log().negated().dividedBy(family.rate()));
        } else if (distribution instanceof Uniform family) {
            return uniform(
                    shape,
                    u -> family.lower()
                            .plus(family.upper().minus(family.lower()).times(u)));
        }
        return Optional.empty();
    }

    private static Optional<Reparameterisation> uniform(Shape shape, UnaryOperator<Expr> quantile) {
        return Optional.of(new Reparameterisation(Noise.UNIFORM, shape, quantile));
    }

    /** log 2u below the median, −log 2(1 − u) above. */
    private static Expr laplace(Expr u) {
        Expr below = u.times(2).log();
        Expr above = upper(u).times(2).log().negated();
        return Expressions.where(u.lessThan(Expressions.constant(0.5)), below, above);
    }

    private static Expr upper(Expr u) {
        return u.negated().plus(1);
    }
}
