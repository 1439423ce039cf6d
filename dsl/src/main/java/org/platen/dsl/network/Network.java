package org.platen.dsl.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.platen.dsl.expr.Application;
import org.platen.dsl.expr.Expr;
import org.platen.dsl.expr.Expressions;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.dsl.shape.Shape;

/**
 * A declared neural function: layers whose shapes have been checked, and the expressions that stand for its weights. Immutable; applied in several places, it
 * shares its weights.
 */
public final class Network {

    private final String name;
    private final Shape input;
    private final Layers trunk;
    private final Map<String, Layers> heads;
    private final Map<String, Expr> weights;

    private Network(String name, Shape input, Layers trunk, Map<String, Layers> heads, Map<String, Expr> weights) {
        this.name = name;
        this.input = input;
        this.trunk = trunk;
        this.heads = heads;
        this.weights = weights;
    }

    static Network of(String name, Shape input, Layers trunk, Map<String, Layers> heads) {
        Network network = new Network(name, input, trunk, heads, Map.of());
        network.placed();
        return network;
    }

    /**
     * A network whose weights are what {@code declare} makes of each: a parameter, a latent variable, numbers, or what follows training where {@link Weight#running}.
     *
     * @throws ModelException when shapes do not meet; the message names the network and the layer
     */
    public static Network declare(
            String name, Shape input, Consumer<NetworkBuilder> layers, Function<Weight, Expr> declare) {
        NetworkBuilder builder = new NetworkBuilder();
        layers.accept(builder);
        Network shaped;
        try {
            shaped = builder.build(name, input);
        } catch (ModelException e) {
            throw new ModelException("network '" + name + "': " + e.getMessage());
        }
        Map<String, Expr> weights = new LinkedHashMap<>();
        shaped.weightsOf().forEach(weight -> weights.put(weight.name(), declare.apply(weight.inside(name))));
        return new Network(name, input, shaped.trunk, shaped.heads, Collections.unmodifiableMap(weights));
    }

    /** The name. */
    public String name() {
        return name;
    }

    /** The shape of what goes in. */
    public Shape input() {
        return input;
    }

    /** The layers that all heads read. */
    public Layers trunk() {
        return trunk;
    }

    /** The layers of each head by its name; {@link Application#ONLY} alone where there is a single result. */
    public Map<String, Layers> heads() {
        return Collections.unmodifiableMap(heads);
    }

    /** What stands for each weight, by its name, for example {@code dense1.bias}. */
    public Map<String, Expr> weights() {
        return weights;
    }

    /**
     * The network of one input; several are joined to one vector, in their order.
     *
     * @throws ModelException when they do not have the shape, or together the length, of the input
     */
    public Application of(Expr... inputs) {
        return applied((layers, x, own) -> layers.apply(x, own), inputs);
    }

    /**
     * The network of inputs along a chain, whose length comes from the data and may differ from series to series: recurrent layers read all instants up to each, all other
     * layers the event at each instant. What comes out has a value for each instant, or one for each series after a recurrent layer with the last state only.
     *
     * @throws ModelException when no input moves along the chain, or they do not have the shape, or together the length, of the input
     */
    public Application along(Plate chain, Expr... inputs) {
        return applied((layers, x, own) -> layers.along(chain, x, own), inputs);
    }

    /** How layers are applied, given their weights. */
    private interface Way {
        Expr of(Layers layers, Expr x, Map<String, Expr> weights);
    }

    private Application applied(Way way, Expr... inputs) {
        Expr x = inputs.length == 1 ? inputs[0] : joined(inputs);
        boolean scalar = x.shape().isScalar() && input.rank() == 1 && input.size() == 1;
        Expr read = scalar ? x.reshaped(1) : x;
        ModelException.require(
                Arrays.equals(read.shape().sizes(), input.sizes()),
                "network '%s' takes event shape %s, but %s has %s",
                name,
                input,
                inputs.length == 1 ? inputs[0] : Arrays.toString(inputs),
                x.shape());
        Expr shared = way.of(trunk, read, weights);
        Map<String, Expr> results = new LinkedHashMap<>();
        heads.forEach((head, layers) -> results.put(
                head, way.of(layers, shared, head.equals(Application.ONLY) ? weights : Layers.inside(head, weights))));
        return new Application(name, List.of(inputs), results);
    }

    private static Expr joined(Expr... inputs) {
        return Expressions.concatenate(Arrays.stream(inputs)
                .map(one ->
                        one.shape().rank() == 1 ? one : one.reshaped(one.shape().size()))
                .toArray(Expr[]::new));
    }

    private List<Weight> weightsOf() {
        List<Weight> all = new ArrayList<>(trunk.weights(input));
        Shape shared = trunk.output(input);
        heads.forEach((head, layers) -> layers.weights(shared)
                .forEach(weight -> all.add(head.equals(Application.ONLY) ? weight : weight.inside(head))));
        return all;
    }

    /** Every layer with the shapes around it; those of heads are named by head and layer. */
    public List<Layers.Placed> placed() {
        List<Layers.Placed> all = new ArrayList<>(trunk.placed(input));
        Shape shared = trunk.output(input);
        heads.forEach((head, layers) -> layers.placed(shared)
                .forEach(one -> all.add(new Layers.Placed(
                        head.equals(Application.ONLY) ? one.name() : head + "." + one.name(),
                        one.layer(),
                        one.input(),
                        one.output()))));
        return all;
    }

    /** How many numbers its weights have. */
    public int parameters() {
        return placed().stream().mapToInt(Layers.Placed::parameters).sum();
    }

    /** A table of its layers: name, what each is, the shape that comes out and the number of its parameters. */
    public String summary() {
        return NetworkTable.of(this);
    }

    @Override
    public String toString() {
        return name;
    }
}
