package org.platen.dsl.distribution;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.shape.Shape;

/**
 * The improper uniform distribution on the real line, of density 1 everywhere: a start that nothing is known of, as the exact diffuse start of a state-space
 * model (Durbin and Koopman 2012, chapter 5). It cannot be drawn from.
 *
 * @param eventShape independent entries, or a scalar
 */
public record Flat(Shape eventShape) implements Distribution {

    @Override
    public String family() {
        return "Flat";
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
    public Support support() {
        return Support.REAL;
    }

    @Override
    public Expr elementwiseLogDensity(Expr x) {
        return x.times(0);
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
