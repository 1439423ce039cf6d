package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Bounds;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.expr.Reduction;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/**
 * The improper uniform distribution, of density 1 everywhere in its support. On the real line it is a start that nothing is known of, as the exact diffuse start of a
 * state-space model (Durbin and Koopman 2012, chapter 5); on positive numbers or increasing vectors a prior that leaves the posterior to the
 * likelihood. It cannot be drawn from.
 *
 * @param support an interval, or increasing vectors
 * @param eventShape independent entries or a scalar for an interval, else the shape of the vectors
 */
public record Flat(Support support, Shape eventShape) implements Distribution {

    /** @throws ModelException when the support is another one */
    public Flat {
        ModelException.require(
                support instanceof Support.Interval || support instanceof Support.Ordered,
                "Flat: an interval or increasing vectors are expected, found %s. Probabilities are uniform under Dirichlet with concentration 1; matrices need a"
                        + " proper prior.",
                support);
    }

    @Override
    public String family() {
        return "Flat";
    }

    @Override
    public String describe() {
        if (support instanceof Support.Ordered) {
            return "Flat(ordered)";
        }
        Bounds ends = support.bounds();
        return support.equals(Support.REAL) ? "Flat()" : "Flat(" + ends.lower() + ", " + ends.upper() + ")";
    }

    @Override
    public List<Argument> arguments() {
        return List.of();
    }

    @Override
    public Flat with(List<Expr> arguments) {
        return this;
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        if (support.equals(Support.REAL)) {
            return x.times(0);
        }
        Expr outside = support instanceof Support.Ordered ordered ? falls(x, ordered.size()) : isBeyond(x);
        return Expressions.where(outside, Expressions.constant(Double.NEGATIVE_INFINITY), Expressions.constant(0.0));
    }

    private static Expr falls(Expr x, int size) {
        if (size == 1) {
            return Expressions.constant(0.0);
        }
        Expr rises = x.slice(0, size - 1).lessThan(x.slice(1, size));
        return Expressions.constant(1.0).minus(rises).reduce(Reduction.MAXIMUM, 0);
    }

    private Expr isBeyond(Expr x) {
        Expr below = x.lessThan(Expressions.constant(support.bounds().lower()));
        return Expressions.maximum(
                below, Expressions.constant(support.bounds().upper()).lessThan(x));
    }

    /**
     * {@inheritDoc}
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public double[] draw(UniformRandomProvider random, List<double[]> arguments) {
        throw new UnsupportedOperationException(
                "a flat distribution cannot be drawn from: give the variable a proper one to simulate");
    }
}
