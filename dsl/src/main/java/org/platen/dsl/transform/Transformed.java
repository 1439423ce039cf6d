package org.platen.dsl.transform;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.distribution.Argument;
import org.platen.dsl.distribution.Distribution;
import org.platen.dsl.distribution.Support;
import org.platen.dsl.distribution.Univariate;
import org.platen.dsl.expr.BinaryFunction;
import org.platen.dsl.expr.Bounds;
import org.platen.dsl.expr.Constant;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/**
 * The distribution of f(u), u drawn from {@code base}: log density log p(f⁻¹(x)) − log |det ∂f/∂u|. A multivariate Normal through
 * {@code simplex} is the logistic Normal.
 *
 * @param base continuous
 * @param bijection f
 */
public record Transformed(Distribution base, Bijection bijection) implements Distribution {

    /** @throws ModelException when the base is discrete, or its event shape is not that of the bijection's unconstrained values */
    public Transformed {
        ModelException.require(
                base.support() instanceof Support.Interval,
                "Transformed: real numbers are expected, found %s with support %s",
                base.family(),
                base.support());
        Shape expected = bijection.unconstrainedShape(image(base, bijection).shape());
        ModelException.require(
                expected.equals(base.eventShape()),
                "Transformed: values in %s come from event shape %s, found %s with %s",
                bijection.support(),
                expected,
                base.family(),
                base.eventShape());
    }

    @Override
    public String family() {
        return "Transformed" + base.family();
    }

    @Override
    public String describe() {
        return "Transformed(" + base.describe() + ", " + bijection + ")";
    }

    @Override
    public List<Argument> arguments() {
        return base.arguments();
    }

    @Override
    public Transformed with(List<Expr> arguments) {
        return new Transformed(base.with(arguments), bijection);
    }

    /** What the bijection maps onto, or for a base on a part of the line the interval between the images of its ends. */
    @Override
    public Support support() {
        if (!(bijection instanceof ElementwiseBijection) || base.support().equals(Support.REAL)) {
            return bijection.support();
        }
        Bounds ends = base.support().bounds();
        Bounds first = Bounds.of(bijection.forward(Constant.of(ends.lower())));
        Bounds last = Bounds.of(bijection.forward(Constant.of(ends.upper())));
        return new Support.Interval(Math.min(first.lower(), last.lower()), Math.max(first.upper(), last.upper()));
    }

    @Override
    public Shape eventShape() {
        return image(base, bijection).shape();
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        if (!(bijection instanceof ElementwiseBijection elementwise)) {
            Expr unconstrained = bijection.inverse(x);
            return base.logDensity(unconstrained).minus(bijection.logJacobian(unconstrained));
        }
        Expr inside = strictlyInside(x, bijection.support().bounds());
        Expr unconstrained = bijection.inverse(Expressions.where(inside, x, bijection.forward(Constant.of(0))));
        Expr logDensity = base.elementwiseLogDensity(unconstrained);
        Expr impossible = Expressions.constant(Double.NEGATIVE_INFINITY);
        if (base instanceof Univariate) {
            Expr change = elementwise.elementwiseLogJacobian(unconstrained);
            return Expressions.where(inside, logDensity.minus(change), impossible);
        }
        Expr outside = Expressions.constant(1.0).minus(inside).sum();
        Expr change = elementwise.logJacobian(unconstrained);
        return Expressions.where(outside, impossible, logDensity.minus(change));
    }

    @Override
    public double[] draw(UniformRandomProvider random, List<double[]> arguments) {
        return bijection.forward(base.draw(random, arguments));
    }

    private static Expr strictlyInside(Expr x, Bounds bounds) {
        return Expressions.constant(bounds.lower())
                .lessThan(x)
                .apply(BinaryFunction.MINIMUM, x.lessThan(Expressions.constant(bounds.upper())));
    }

    /** Where zero goes: tells the event shape of values. */
    private static Expr image(Distribution base, Bijection bijection) {
        return bijection.forward(Expressions.zeros(base.eventShape().sizes()));
    }
}
