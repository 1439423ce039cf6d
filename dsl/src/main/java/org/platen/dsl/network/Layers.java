package org.platen.dsl.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.dsl.shape.Shape;

/** Layers one after the other, each called by its kind and a number: {@code dense1}, {@code dense2}. Immutable. */
public final class Layers {

    private final Map<String, Layer> layers;

    private Layers(Map<String, Layer> layers) {
        this.layers = new LinkedHashMap<>(layers);
    }

    /** Layers in their order. */
    public static Layers of(List<Layer> layers) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<String, Layer> named = new LinkedHashMap<>();
        layers.forEach(layer -> named.put(layer.kind() + counts.merge(layer.kind(), 1, Integer::sum), layer));
        return new Layers(named);
    }

    /**
     * A layer and what it meets.
     *
     * @param name in the names of its weights
     * @param input shape that goes in
     * @param output shape that comes out
     */
    public record Placed(String name, Layer layer, Shape input, Shape output) {

        /** How many unknown numbers its weights have. */
        public int parameters() {
            return layer.weights(input).stream()
                    .filter(weight -> !weight.running())
                    .mapToInt(weight -> weight.shape().size())
                    .sum();
        }
    }

    /** The layers in their order. */
    public List<Layer> all() {
        return List.copyOf(layers.values());
    }

    /** Every layer with the shapes around it, for an input of a shape. */
    public List<Placed> placed(Shape input) {
        List<Placed> placed = new ArrayList<>();
        Shape shape = input;
        for (Map.Entry<String, Layer> entry : layers.entrySet()) {
            Shape output = output(entry.getKey(), entry.getValue(), shape);
            placed.add(new Placed(entry.getKey(), entry.getValue(), shape, output));
            shape = output;
        }
        return placed;
    }

    private static Shape output(String name, Layer layer, Shape input) {
        try {
            return layer.output(input);
        } catch (ModelException e) {
            throw new ModelException("layer '" + name + "': " + e.getMessage());
        }
    }

    /** The shape of what comes out. */
    public Shape output(Shape input) {
        List<Placed> placed = placed(input);
        return placed.isEmpty() ? input : placed.get(placed.size() - 1).output();
    }

    /** All weights, named by layer and weight: {@code dense1.bias}. */
    public List<Weight> weights(Shape input) {
        return placed(input).stream()
                .flatMap(one -> one.layer().weights(one.input()).stream().map(weight -> weight.inside(one.name())))
                .toList();
    }

    /** What comes out, given all weights by name. */
    public Expr apply(Expr x, Map<String, Expr> weights) {
        return folded(x, weights, Layer::apply);
    }

    /** What comes out along a chain. */
    public Expr along(Plate chain, Expr x, Map<String, Expr> weights) {
        return folded(x, weights, (layer, value, own) -> layer.along(chain, value, own));
    }

    /** How a layer is applied. */
    private interface Application {
        Expr of(Layer layer, Expr x, Map<String, Expr> weights);
    }

    private Expr folded(Expr x, Map<String, Expr> weights, Application application) {
        Expr value = x;
        for (Map.Entry<String, Layer> entry : layers.entrySet()) {
            value = application.of(entry.getValue(), value, inside(entry.getKey(), weights));
        }
        return value;
    }

    /** The weights whose name begins with a layer's, by the rest of it. */
    static Map<String, Expr> inside(String layer, Map<String, Expr> weights) {
        Map<String, Expr> own = new LinkedHashMap<>();
        String prefix = layer + ".";
        weights.forEach((name, weight) -> {
            if (name.startsWith(prefix)) {
                own.put(name.substring(prefix.length()), weight);
            }
        });
        return own;
    }
}
