package org.platen.dsl.network;

import java.util.List;
import java.util.Map;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.shape.Plate;
import org.platen.dsl.shape.Shape;

/** A function of one event with weights. A value; the weights themselves are variables of a model. */
public interface Layer {

    /** What the layer is called in the names of its weights, for example {@code dense}. */
    String kind();

    /**
     * The shape of what comes out.
     *
     * @throws org.platen.dsl.shape.ModelException when the layer does not take such input
     */
    Shape output(Shape input);

    /** The layer's unknown numbers; none by default. */
    default List<Weight> weights(Shape input) {
        return List.of();
    }

    /**
     * What comes out.
     *
     * @param weights by their name
     */
    Expr apply(Expr x, Map<String, Expr> weights);

    /** What comes out where the network reads a chain: of the event at each instant by default, and of all instants up to each where the layer is recurrent. */
    default Expr along(Plate chain, Expr x, Map<String, Expr> weights) {
        return apply(x, weights);
    }

    /** The layer as a line of a summary, for example {@code dense 400, relu}. */
    String describe();
}
