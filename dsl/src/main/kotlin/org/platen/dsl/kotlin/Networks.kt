package org.platen.dsl.kotlin

import org.platen.dsl.expr.Application
import org.platen.dsl.expr.Expr
import org.platen.dsl.network.Activation
import org.platen.dsl.network.Layer
import org.platen.dsl.network.Network
import org.platen.dsl.network.NetworkBuilder

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

    /** W x + b of a vector, and what it goes through. */
    public fun dense(units: Int, activation: Activation? = null) {
        builder.dense(units)
        activation?.let(builder::activation)
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
