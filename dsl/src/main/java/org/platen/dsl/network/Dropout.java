package org.platen.dsl.network;

import java.util.List;
import java.util.Map;
import org.platen.dsl.expr.Application;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.WhileTraining;
import org.platen.dsl.shape.Shape;

/**
 * Entries left out by chance in training, each by itself, and the others scaled up: {@link WhileTraining.Dropped}. Everywhere else entries are as they are.
 *
 * @param rate the probability that an entry is left out
 */
public record Dropout(double rate) implements Layer {

    /** @throws org.platen.dsl.shape.ModelException unless the rate is a probability below 1 */
    public Dropout {
        new WhileTraining.Dropped(rate);
    }

    @Override
    public String kind() {
        return "dropout";
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public Expr apply(Expr x, Map<String, Expr> weights) {
        return new Application("dropout", List.of(x), Map.of(Application.ONLY, x), new WhileTraining.Dropped(rate));
    }

    @Override
    public String describe() {
        return "dropout " + rate;
    }
}
