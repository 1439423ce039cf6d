package org.platen.dsl.network;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.platen.dsl.expr.Element;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Symbol;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/**
 * A vector for each category: row y of {@code weight}, [categories, size], where the input is y, a scalar that counts from zero (Bengio et al. 2003, section 2).
 *
 * @param categories how many values the input takes
 * @param size length of what comes out
 * @param weights how the vectors start
 */
public record Embedding(int categories, int size, Initialiser weights) implements Layer {

    /** @throws ModelException without categories, or for vectors without entries */
    public Embedding {
        ModelException.require(
                categories >= 1 && size >= 1,
                "an embedding of %d categories in vectors of length %d: expected at least one of each",
                categories,
                size);
    }

    /** Vectors that start standard Normal. */
    public static Embedding of(int categories, int size) {
        return new Embedding(categories, size, Initialiser.leCun());
    }

    /** This layer with another start. */
    public Embedding starting(Initialiser weights) {
        return new Embedding(categories, size, weights);
    }

    @Override
    public String kind() {
        return "embedding";
    }

    @Override
    public Shape output(Shape input) {
        ModelException.require(
                input.isScalar(),
                "an embedding takes a scalar that counts from 0, found event shape %s. Declare the network's input as Shape.SCALAR.",
                input);
        return Shape.of(size);
    }

    @Override
    public List<Weight> weights(Shape input) {
        return List.of(new Weight("weight", Shape.of(categories, size), 1, size, weights));
    }

    /** @throws ModelException when {@code x} is real, or is known to have another number of categories */
    @Override
    public Expr apply(Expr x, Map<String, Expr> weights) {
        ModelException.require(
                !(x instanceof Symbol symbol && symbol.isContinuous()),
                "an embedding reads '%s', which takes real values. Give it a discrete variable or a category.",
                x);
        x.domain()
                .ifPresent(domain -> ModelException.require(
                        domain.size() == categories,
                        "an embedding of %d categories reads '%s', which has %d",
                        categories,
                        x,
                        domain.size()));
        return new Element(Objects.requireNonNull(weights.get("weight")), x);
    }

    @Override
    public String describe() {
        return "embedding of " + categories + ", " + size;
    }
}
