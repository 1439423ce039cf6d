package org.platen.dsl.expr;

import java.util.List;
import java.util.Set;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.dsl.shape.Shape;

/**
 * The value some instants before, zero where there is none.
 *
 * @param x a value for each instant
 * @param chain the ordered plate
 * @param instants how many, from 1
 */
public record Lag(Expr x, Plate chain, int instants) implements Expr {

    /** @throws ModelException when the value does not move along the chain, or is not one of before */
    public Lag {
        Recurrence.requireAlong(chain, x);
        ModelException.require(instants >= 1, "a lag of %d instants along '%s': expected at least 1", instants, chain);
    }

    @Override
    public Set<Axis> axes() {
        return x.axes();
    }

    @Override
    public Shape shape() {
        return x.shape();
    }

    @Override
    public List<Expr> children() {
        return List.of(x);
    }

    @Override
    public String toString() {
        return Describe.of(this);
    }
}
