package org.platen.dsl.network;

import java.util.List;
import java.util.Map;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.dsl.shape.Shape;

/** x + f(x) (He et al. 2016, equation 1). */
public record Residual(Layers layers) implements Layer {

    @Override
    public String kind() {
        return "residual";
    }

    @Override
    public Shape output(Shape input) {
        Shape output = layers.output(input);
        ModelException.require(
                output.equals(input),
                "a residual block adds its input, event shape %s, to what its layers make of it, %s: expected equal shapes",
                input,
                output);
        return input;
    }

    @Override
    public List<Weight> weights(Shape input) {
        return layers.weights(input);
    }

    @Override
    public Expr apply(Expr x, Map<String, Expr> weights) {
        return x.plus(layers.apply(x, weights));
    }

    @Override
    public Expr along(Plate chain, Expr x, Map<String, Expr> weights) {
        return x.plus(layers.along(chain, x, weights));
    }

    @Override
    public String describe() {
        return "residual block";
    }
}
