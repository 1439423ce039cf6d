package org.platen.dsl.network;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/**
 * The same numbers, row-major, in another shape.
 *
 * @param shape the new one; without axes the input is flattened to a vector
 */
public record Reshaped(Shape shape) implements Layer {

    @Override
    public String kind() {
        return "reshape";
    }

    @Override
    public Shape output(Shape input) {
        if (shape.isScalar()) {
            return Shape.of(input.size());
        }
        ModelException.require(
                shape.size() == input.size(),
                "event shape %s has %d entries, which cannot be reshaped to %s with %d",
                input,
                input.size(),
                shape,
                shape.size());
        return shape;
    }

    @Override
    public Expr apply(Expr x, Map<String, Expr> weights) {
        return x.reshaped(output(x.shape()).sizes());
    }

    @Override
    public String describe() {
        return shape.isScalar()
                ? "flatten"
                : "reshape to "
                        + IntStream.of(shape.sizes())
                                .mapToObj(Integer::toString)
                                .collect(Collectors.joining(" × "));
    }
}
