package org.platen.dsl.network;

import java.util.Locale;
import java.util.Map;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.shape.Shape;

/** An activation as a layer. */
public record Activate(Activation activation) implements Layer {

    @Override
    public String kind() {
        return activation.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public Expr apply(Expr x, Map<String, Expr> weights) {
        return activation.of(x);
    }

    @Override
    public String describe() {
        return activation.toString();
    }
}
