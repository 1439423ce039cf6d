package org.platen.dsl.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.platen.dsl.expr.Application;
import org.platen.dsl.expr.Window;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Shape;

/** Collects the layers of a network, in order. Heads come last: each reads what the layers before them give. */
public final class NetworkBuilder {

    private final List<Layer> layers = new ArrayList<>();
    private final Map<String, Layers> heads = new LinkedHashMap<>();
    private Initialiser start;

    NetworkBuilder() {
        this(Initialiser.glorot());
    }

    private NetworkBuilder(Initialiser start) {
        this.start = start;
    }

    /** Any layer. */
    public NetworkBuilder layer(Layer layer) {
        ModelException.require(
                heads.isEmpty(),
                "%s comes after the heads %s: layers for all heads come first, those of one head inside of it",
                layer.describe(),
                heads.keySet());
        layers.add(layer);
        return this;
    }

    /** The weights of dense layers declared from here on, also in blocks and heads, start so; until then by {@link Initialiser#glorot}. */
    public NetworkBuilder starting(Initialiser weights) {
        start = weights;
        return this;
    }

    /** {@link Dense} units. */
    public NetworkBuilder dense(int units) {
        return layer(started(Dense.of(units)));
    }

    /** {@link Dense} units, one for each row of {@code mask}, that read only the entries where their row is 1; {@link Masks} makes such. */
    public NetworkBuilder maskedDense(double[][] mask) {
        return layer(started(Dense.of(mask.length)).masked(mask));
    }

    private Dense started(Dense dense) {
        return dense.starting(start, dense.biases());
    }

    /** {@link Dense} units and what their numbers go through. */
    public NetworkBuilder dense(int units, Activation activation) {
        return dense(units).activation(activation);
    }

    /** An {@link Embedding} of a category. */
    public NetworkBuilder embedding(int categories, int size) {
        return layer(Embedding.of(categories, size));
    }

    /** An activation. */
    public NetworkBuilder activation(Activation activation) {
        return layer(new Activate(activation));
    }

    /** {@link LayerNorm} with ε = 1e-5. */
    public NetworkBuilder layerNorm() {
        return layer(new LayerNorm(1e-5));
    }

    /** {@link BatchNormalisation} with momentum 0.1 and ε = 1e-5. */
    public NetworkBuilder batchNormalisation() {
        return layer(BatchNormalisation.plain());
    }

    /** {@link Dropout} of a share of the entries. */
    public NetworkBuilder dropout(double rate) {
        return layer(new Dropout(rate));
    }

    /** A {@link Convolution} with square filters that move pixel by pixel within the image. */
    public NetworkBuilder convolution(int filters, int size) {
        return convolution(filters, size, Window.plain());
    }

    /** A {@link Convolution} with square filters. */
    public NetworkBuilder convolution(int filters, int size, Window window) {
        return layer(Convolution.of(filters, size, size).moving(window));
    }

    /** A {@link TransposedConvolution} with square filters. */
    public NetworkBuilder transposedConvolution(int channels, int size, Window window) {
        return layer(TransposedConvolution.of(channels, size, size).moving(window));
    }

    /** A {@link Gru} along a sequence, with all its states. */
    public NetworkBuilder gru(int hidden) {
        return layer(Gru.of(hidden));
    }

    /** An {@link Lstm} along a sequence, with all its states. */
    public NetworkBuilder lstm(int hidden) {
        return layer(Lstm.of(hidden));
    }

    /** A {@link Convolution1d} that moves entry by entry within the sequence. */
    public NetworkBuilder convolution1d(int filters, int length) {
        return layer(Convolution1d.of(filters, length));
    }

    /** {@link Pooling}: the largest values of square fields beside each other. */
    public NetworkBuilder maxPooling(int size) {
        return layer(Pooling.largest(size, size));
    }

    /** {@link Pooling}: the means of square fields beside each other. */
    public NetworkBuilder averagePooling(int size) {
        return layer(Pooling.mean(size, size));
    }

    /** The event as a vector. */
    public NetworkBuilder flatten() {
        return layer(new Reshaped(Shape.SCALAR));
    }

    /** The event in another shape. */
    public NetworkBuilder reshape(int... sizes) {
        return layer(new Reshaped(Shape.of(sizes)));
    }

    /** A {@link Residual} block. */
    public NetworkBuilder residual(Consumer<NetworkBuilder> block) {
        return layer(new Residual(declared(block)));
    }

    /** A result of its own, read by {@code application.get(name)}. */
    public NetworkBuilder head(String name, Consumer<NetworkBuilder> head) {
        ModelException.require(!name.isBlank(), "a head needs a name, found a blank one");
        ModelException.require(!heads.containsKey(name), "the network already has a head '%s'", name);
        heads.put(name, declared(head));
        return this;
    }

    private Layers declared(Consumer<NetworkBuilder> block) {
        NetworkBuilder inside = new NetworkBuilder(start);
        block.accept(inside);
        return inside.layers();
    }

    /** The layers, of a block without heads. */
    Layers layers() {
        ModelException.require(
                heads.isEmpty(), "heads %s are inside of a block: only a network has heads", heads.keySet());
        return Layers.of(layers);
    }

    Network build(String name, Shape input) {
        Map<String, Layers> all =
                heads.isEmpty() ? Map.of(Application.ONLY, Layers.of(List.of())) : new LinkedHashMap<>(heads);
        return Network.of(name, input, Layers.of(layers), all);
    }
}
