package org.platen.dsl.expr;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/**
 * The same values seen along another instance of a plate, as {@code z} of the second node of a pair.
 *
 * @param x an expression over {@code from}
 * @param from an axis of {@code x}
 * @param to another instance of the same plate
 */
public record Rename(Expr x, Axis from, Axis to) implements Expr {

    /** @throws ModelException unless {@code x} lives in {@code from}, not in {@code to}, and both are of one plate */
    public Rename {
        ModelException.require(
                x.axes().contains(from)
                        && !x.axes().contains(to)
                        && from.plate().equals(to.plate()),
                "%s lives in %s: cannot be seen along '%s' instead of '%s'",
                x,
                x.axes(),
                to,
                from);
    }

    @Override
    public Set<Axis> axes() {
        Set<Axis> axes = new LinkedHashSet<>();
        for (Axis axis : x.axes()) {
            axes.add(axis.equals(from) ? to : axis);
        }
        return axes;
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
    public Optional<Dim> domain() {
        return x.domain();
    }

    @Override
    public String toString() {
        return Describe.of(this);
    }
}
