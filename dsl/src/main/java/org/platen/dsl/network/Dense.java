package org.platen.dsl.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/**
 * W x + b of a vector; {@code weight} has the shape [units, in], {@code bias} [units].
 *
 * @param units length of what comes out
 * @param bias whether b is there
 * @param mask 1 where a unit (row) may read an entry (column), 0 where its weight counts as zero; null for all (Germain et al. 2015, equation 9)
 * @param weights how weights start
 * @param biases how biases start
 */
public record Dense(int units, boolean bias, double @Nullable [][] mask, Initialiser weights, Initialiser biases)
        implements Layer {

    /** @throws ModelException without units, or with a mask of other units */
    public Dense {
        ModelException.require(units >= 1, "a dense layer needs at least one unit, found %d", units);
        ModelException.require(
                mask == null || mask.length == units,
                "a dense layer of %d units has a mask of %d rows: expected a row for each unit",
                units,
                mask == null ? 0 : mask.length);
    }

    /** A layer with bias, Glorot weights and biases that start at zero. */
    public static Dense of(int units) {
        return new Dense(units, true, null, Initialiser.glorot(), Initialiser.constant(0));
    }

    /** This layer with other starts. */
    public Dense starting(Initialiser weight, Initialiser bias) {
        return new Dense(units, this.bias, mask, weight, bias);
    }

    /** This layer without b. */
    public Dense withoutBias() {
        return new Dense(units, false, mask, weights, biases);
    }

    /** This layer with each unit reading only the entries where its row of {@code mask} is 1. */
    public Dense masked(double[][] mask) {
        return new Dense(units, bias, mask, weights, biases);
    }

    @Override
    public String kind() {
        return "dense";
    }

    @Override
    public Shape output(Shape input) {
        ModelException.require(
                input.rank() == 1, "a dense layer takes a vector, found event shape %s. Flatten it first.", input);
        ModelException.require(
                mask == null || mask[0].length == input.size(),
                "a dense layer has a mask of %d columns, but its input has %d entries",
                mask == null ? 0 : mask[0].length,
                input.size());
        return Shape.of(units);
    }

    @Override
    public List<Weight> weights(Shape input) {
        List<Weight> all = new ArrayList<>();
        all.add(new Weight("weight", Shape.of(units, input.size()), input.size(), units, weights));
        if (bias) {
            all.add(new Weight("bias", Shape.of(units), input.size(), units, biases));
        }
        return all;
    }

    @Override
    public Expr apply(Expr x, Map<String, Expr> weights) {
        Expr weight = Objects.requireNonNull(weights.get("weight"));
        Expr read = mask == null ? weight : weight.times(Expressions.constant(mask));
        Expr product = read.dot(x);
        return bias ? product.plus(Objects.requireNonNull(weights.get("bias"))) : product;
    }

    @Override
    public String describe() {
        return (mask == null ? "dense " : "masked dense ") + units + (bias ? "" : ", without bias");
    }
}
