package org.platen.dsl.expr;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/**
 * Chosen entries of one event axis, in the given order; a slice is the special case of consecutive ones.
 *
 * @param x what
 * @param eventAxis which axis, 0 the outermost
 * @param entries which entries, from 0; repeats are allowed
 */
public record Take(Expr x, int eventAxis, int[] entries) implements Expr {

    /** @throws ModelException when an entry does not exist */
    public Take {
        entries = entries.clone();
        ModelException.require(
                eventAxis >= 0 && eventAxis < x.shape().rank() && entries.length > 0,
                "cannot take %d entries of event axis %d of %s, whose event shape is %s",
                entries.length,
                eventAxis,
                x,
                x.shape());
        for (int entry : entries) {
            ModelException.require(
                    entry >= 0 && entry < x.shape().dim(eventAxis).size(),
                    "entry %d of event axis %d of %s does not exist: its event shape is %s",
                    entry,
                    eventAxis,
                    x,
                    x.shape());
        }
    }

    @Override
    public int[] entries() {
        return entries.clone();
    }

    @Override
    public Set<Axis> axes() {
        return x.axes();
    }

    @Override
    public Shape shape() {
        return x.shape().with(eventAxis, Dim.of(entries.length));
    }

    @Override
    public List<Expr> children() {
        return List.of(x);
    }

    /** The same entries of equal expressions. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Take that
                && x.equals(that.x)
                && eventAxis == that.eventAxis
                && Arrays.equals(entries, that.entries);
    }

    @Override
    public int hashCode() {
        return Objects.hash(x, eventAxis, Arrays.hashCode(entries));
    }

    @Override
    public String toString() {
        return Describe.of(this);
    }
}
