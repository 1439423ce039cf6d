package org.platen.dsl.network;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.shape.Shape;

/**
 * The entries of the event less their mean, over √(variance + {@code epsilon}), times {@code scale} plus {@code shift}, entry by entry (Ba, Kiros and Hinton 2016,
 * equation 4).
 *
 * @param epsilon keeps constant events finite
 */
public record LayerNorm(double epsilon) implements Layer {

    @Override
    public String kind() {
        return "norm";
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public List<Weight> weights(Shape input) {
        return List.of(
                new Weight("scale", input, 1, 1, Initialiser.constant(1)),
                new Weight("shift", input, 1, 1, Initialiser.constant(0)));
    }

    @Override
    public Expr apply(Expr x, Map<String, Expr> weights) {
        Expr centred = x.minus(x.mean());
        Expr deviation = centred.squared().mean().plus(epsilon).sqrt();
        return centred.dividedBy(deviation)
                .times(Objects.requireNonNull(weights.get("scale")))
                .plus(Objects.requireNonNull(weights.get("shift")));
    }

    @Override
    public String describe() {
        return "layer normalisation";
    }
}
