package org.platen.dsl.kotlin

import org.platen.dsl.expr.Application
import org.platen.dsl.expr.Expr
import org.platen.dsl.expr.Window
import org.platen.dsl.network.Activation
import org.platen.dsl.network.BatchNormalisation
import org.platen.dsl.network.Convolution
import org.platen.dsl.network.Convolution1d
import org.platen.dsl.network.Gru
import org.platen.dsl.network.Initialiser
import org.platen.dsl.network.Layer
import org.platen.dsl.network.Lstm
import org.platen.dsl.network.MaskedConvolution
import org.platen.dsl.network.Network
import org.platen.dsl.network.NetworkBuilder
import org.platen.dsl.network.Pooling
import org.platen.dsl.network.TransposedConvolution

/** max(x, 0). */
public val relu: Activation = Activation.RELU

/** x where positive, else 0.01 x. */
public val leakyRelu: Activation = Activation.LEAKY_RELU

/** x where positive, else eˣ − 1. */
public val elu: Activation = Activation.ELU

/** The self-normalising exponential linear unit. */
public val selu: Activation = Activation.SELU

/** x Φ(x). */
public val gelu: Activation = Activation.GELU

/** x / (1 + e⁻ˣ). */
public val silu: Activation = Activation.SILU

/** Hyperbolic tangent. */
public val tanh: Activation = Activation.TANH

/** 1 / (1 + e⁻ˣ). */
public val sigmoid: Activation = Activation.SIGMOID

/** log(1 + eˣ). */
public val softplus: Activation = Activation.SOFTPLUS

/** eˣ / Σ eˣ. */
public val softmax: Activation = Activation.SOFTMAX

/** The network of its inputs, joined to one vector where there are several: `decoder(z)`, `decoder(z, label)`. */
public operator fun Network.invoke(vararg inputs: Expr): Application = of(*inputs)

/** What can be said inside of `network(…) { … }`: layers in order, and heads after them. */
@PlatenDsl
public class LayersScope internal constructor(private val builder: NetworkBuilder) {

    /** The weights of dense layers from here on, also in blocks and heads, start so. */
    public fun starting(weights: Initialiser) {
        builder.starting(weights)
    }

    /** W x + b of a vector, and what it goes through. */
    public fun dense(units: Int, activation: Activation? = null) {
        builder.dense(units)
        activation?.let(builder::activation)
    }

    /** W x + b with a unit for each row of [mask], which reads only the entries where its row is 1. */
    public fun maskedDense(mask: Array<DoubleArray>, activation: Activation? = null) {
        builder.maskedDense(mask)
        activation?.let(builder::activation)
    }

    /** A vector for each category, read by a scalar that counts from zero; the network's input is [scalar][org.platen.dsl.shape.Shape.SCALAR]. */
    public fun embedding(categories: Int, size: Int) {
        builder.embedding(categories, size)
    }

    /** An activation. */
    public fun activation(activation: Activation) {
        builder.activation(activation)
    }

    /** Any layer. */
    public fun layer(layer: Layer) {
        builder.layer(layer)
    }

    /** The entries of the event standardised, scaled and shifted. */
    public fun layerNorm() {
        builder.layerNorm()
    }

    /**
     * Each entry of a vector, or each channel of feature maps, standardised, scaled and shifted: in training by its mean and variance over the batch, elsewhere by
     * running means of these.
     *
     * @param momentum how fast running moments follow
     */
    public fun batchNormalisation(momentum: Double = 0.1, epsilon: Double = 1e-5) {
        builder.layer(BatchNormalisation(momentum, epsilon))
    }

    /** In training, entries left out by chance, a share [rate] of them, and the others divided by 1 − [rate]; elsewhere all as they are. */
    public fun dropout(rate: Double) {
        builder.dropout(rate)
    }

    /**
     * Square filters that move over an image, [channels, height, width], and what the result goes through.
     *
     * @param stride pixels from one place of a filter to the next
     * @param padding zeros on all sides
     */
    public fun convolution(filters: Int, size: Int, stride: Int = 1, padding: Int = 0, activation: Activation? = null) {
        builder.convolution(filters, size, Window.plain().stride(stride).padding(padding))
        activation?.let(builder::activation)
    }

    /**
     * The transpose of a convolution, from a small image to a large one.
     *
     * @param more rows and columns beyond the smallest image that the sizes allow, fewer than the stride
     */
    public fun transposedConvolution(
        channels: Int,
        size: Int,
        stride: Int = 1,
        padding: Int = 0,
        more: Int = 0,
        activation: Activation? = null,
    ) {
        val window = Window.plain().stride(stride).padding(padding)
        builder.layer(TransposedConvolution.of(channels, size, size).moving(window).extended(more, more))
        activation?.let(builder::activation)
    }

    /**
     * A convolution in which a pixel is computed from those before it only, row by row; it keeps the size of the image.
     *
     * @param ownColour false in the first layer, where a pixel must not read itself (type A), true in all others (type B)
     */
    public fun maskedConvolution(filters: Int, size: Int, ownColour: Boolean, colours: Int = 1, activation: Activation? = null) {
        builder.layer(MaskedConvolution(Convolution.of(filters, size, size), colours, ownColour))
        activation?.let(builder::activation)
    }

    /**
     * Filters that move along a sequence, [channels, length].
     *
     * @param before zeros before the sequence
     * @param after zeros after it
     */
    public fun convolution1d(filters: Int, length: Int, stride: Int = 1, before: Int = 0, after: Int = 0, activation: Activation? = null) {
        builder.layer(Convolution1d.of(filters, length).moving(stride, before, after))
        activation?.let(builder::activation)
    }

    /** Filters along a sequence that read an entry and those before it. */
    public fun causalConvolution(filters: Int, length: Int, activation: Activation? = null) {
        builder.layer(Convolution1d.of(filters, length).causal())
        activation?.let(builder::activation)
    }

    /** Gated recurrent units along a sequence, [steps, features], or a chain where the network is applied `along` it; all their states come out, or the [last]. */
    public fun gru(hidden: Int, last: Boolean = false) {
        builder.layer(Gru(hidden, last))
    }

    /** Long short-term memory along a sequence, [steps, features], or a chain where the network is applied `along` it; all its states come out, or the [last]. */
    public fun lstm(hidden: Int, last: Boolean = false) {
        builder.layer(Lstm(hidden, last))
    }

    /** The largest values of square fields of an image. */
    public fun maxPooling(size: Int, stride: Int = size) {
        builder.layer(Pooling.largest(size, size).stride(stride, stride))
    }

    /** The means of square fields of an image. */
    public fun averagePooling(size: Int, stride: Int = size) {
        builder.layer(Pooling.mean(size, size).stride(stride, stride))
    }

    /** The event as a vector. */
    public fun flatten() {
        builder.flatten()
    }

    /** The event in another shape. */
    public fun reshape(vararg sizes: Int) {
        builder.reshape(*sizes)
    }

    /** x + f(x). */
    public fun residual(block: LayersScope.() -> Unit) {
        builder.residual { LayersScope(it).block() }
    }

    /** Results of their own, read by `encoder(x)["location"]`. */
    public fun heads(heads: HeadsScope.() -> Unit) {
        HeadsScope(builder).heads()
    }
}

/** What can be said inside of `heads { … }`. */
@PlatenDsl
public class HeadsScope internal constructor(private val builder: NetworkBuilder) {

    /** A head of one dense layer. */
    public fun dense(name: String, units: Int, activation: Activation? = null): Unit = head(name) { dense(units, activation) }

    /** A head of layers. */
    public fun head(name: String, layers: LayersScope.() -> Unit) {
        builder.head(name) { LayersScope(it).layers() }
    }
}
