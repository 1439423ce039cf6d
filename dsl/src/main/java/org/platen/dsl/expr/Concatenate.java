package org.platen.dsl.expr;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.Dim;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plates;
import org.platen.dsl.shape.Shape;

/**
 * Events joined end to end along one axis; their other axes agree.
 *
 * @param parts at least one
 * @param eventAxis the axis along which they are joined, 0 the outermost
 */
public record Concatenate(List<Expr> parts, int eventAxis) implements Expr {

    /** @throws ModelException when the other axes differ */
    public Concatenate {
        parts = List.copyOf(parts);
        ModelException.require(!parts.isEmpty(), "concatenate needs at least one part");
        for (Expr part : parts) {
            Shape first = parts.get(0).shape();
            ModelException.require(
                    part.shape().rank() == first.rank()
                            && eventAxis >= 0
                            && eventAxis < first.rank()
                            && Arrays.equals(
                                    part.shape().without(eventAxis).sizes(),
                                    first.without(eventAxis).sizes()),
                    "concatenate along event axis %d: %s has event shape %s, but %s has %s",
                    eventAxis,
                    parts.get(0),
                    first,
                    part,
                    part.shape());
        }
    }

    @Override
    public Set<Axis> axes() {
        return parts.stream().map(Expr::axes).reduce(Set.of(), Plates::union);
    }

    @Override
    public Shape shape() {
        int size = parts.stream()
                .mapToInt(part -> part.shape().dim(eventAxis).size())
                .sum();
        return parts.get(0).shape().with(eventAxis, Dim.of(size));
    }

    @Override
    public List<Expr> children() {
        return parts;
    }

    @Override
    public String toString() {
        return Describe.of(this);
    }
}
