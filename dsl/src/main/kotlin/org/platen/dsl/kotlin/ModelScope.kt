package org.platen.dsl.kotlin

import org.platen.dsl.distribution.Distribution
import org.platen.dsl.expr.Expr
import org.platen.dsl.model.Covariate
import org.platen.dsl.model.Deterministic
import org.platen.dsl.model.Given
import org.platen.dsl.model.Model
import org.platen.dsl.model.ModelBuilder
import org.platen.dsl.model.Parameter
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.model.Space
import org.platen.dsl.network.Network
import org.platen.dsl.network.Weight
import org.platen.dsl.shape.Plate
import org.platen.dsl.shape.Plates
import org.platen.dsl.shape.Shape

/** Marks the scopes of a declaration, so that an inner one does not reach into an outer one by accident. */
@DslMarker
@Target(AnnotationTarget.CLASS)
public annotation class PlatenDsl

/**
 * A model from its declaration:
 * ```
 * val mixture = model("old-faithful") {
 *     val cluster = plate("cluster", 2)
 *     val row = plate("row")
 *     val weights by latent(dirichlet(cluster, concentration = 1.0))
 *     val mean by cluster.latent(multivariateNormal(mean = zeros(2), covariance = 100.0 * identity(2)))
 *     val z by row.latent(categorical(weights))
 *     row.observed("x", multivariateNormal(mean[z], identity(2)))
 * }
 * ```
 *
 * @throws org.platen.dsl.shape.ModelException when anything in it is wrong; the message names the variable and the fix
 */
public fun model(name: String, declaration: ModelScope.() -> Unit): Model = Model.declare(name) { builder ->
    val scope = ModelScope(builder)
    scope.declaration()
    scope.requireAllNamed(name)
}

/**
 * What can be said inside of `model { … }`. Each kind of variable comes in two forms: `val x by row.latent(…)` takes the name of the property,
 * `row.latent("x", …)` is given one.
 */
@PlatenDsl
public class ModelScope internal constructor(private val builder: ModelBuilder) {

    private val unnamed = linkedSetOf<Declaration<*>>()

    /** A plate of [size] elements. */
    public fun plate(name: String, size: Int): Plate = builder.plate(name, size)

    /** A plate whose size comes from the data. */
    public fun plate(name: String): Plate = builder.plate(name)

    /** An ordered plate whose length comes from the data. */
    public fun chain(name: String): Plate = builder.chain(name)

    /** A plate of [size] elements inside every element of this one. */
    public fun Plate.plate(name: String, size: Int): Plate = builder.plate(name, this, size)

    /** An ordered plate inside every element of this one; lengths come from the data and may differ. */
    public fun Plate.chain(name: String): Plate = builder.chain(name, this)

    /** A single unknown value. */
    public fun latent(distribution: Distribution): Declaration<RandomVariable> = Plates.NONE.latent(distribution)

    /** A single unknown value called [name]. */
    public fun latent(name: String, distribution: Distribution): RandomVariable = builder.latent(name, distribution)

    /** An unknown value for each element. */
    public fun Plates.latent(distribution: Distribution): Declaration<RandomVariable> =
        declaration("latent ${distribution.describe()}") { latent(it, distribution) }

    /** An unknown value called [name] for each element. */
    public fun Plates.latent(name: String, distribution: Distribution): RandomVariable = builder.latent(name, this, distribution)

    /** A single observed value. */
    public fun observed(distribution: Distribution): Declaration<RandomVariable> = Plates.NONE.observed(distribution)

    /** A single observed value called [name]. */
    public fun observed(name: String, distribution: Distribution): RandomVariable = builder.observed(name, distribution)

    /** An observed value for each element. */
    public fun Plates.observed(distribution: Distribution): Declaration<RandomVariable> =
        declaration("observed ${distribution.describe()}") { observed(it, distribution) }

    /** An observed value called [name] for each element. */
    public fun Plates.observed(name: String, distribution: Distribution): RandomVariable = builder.observed(name, this, distribution)

    /** An unknown value for each element of this chain, each drawn given the preceding one. */
    public fun Plate.markov(initial: Distribution, transition: (previous: Expr) -> Distribution): Declaration<RandomVariable> =
        declaration("Markov ${initial.describe()}") { markov(it, initial, transition) }

    /** An unknown value called [name] for each element of this chain, each drawn given the preceding one. */
    public fun Plate.markov(name: String, initial: Distribution, transition: (previous: Expr) -> Distribution): RandomVariable =
        builder.markov(name, this, initial, transition)

    /** An unknown value for each element of this chain, each drawn given the [order] preceding ones, the nearest first. */
    public fun Plate.markov(
        order: Int,
        initial: Distribution,
        transition: (previous: List<Expr>) -> Distribution,
    ): Declaration<RandomVariable> = declaration("Markov ${initial.describe()}") { markov(it, order, initial, transition) }

    /** An unknown value called [name] for each element of this chain, each drawn given the [order] preceding ones, the nearest first. */
    public fun Plate.markov(
        name: String,
        order: Int,
        initial: Distribution,
        transition: (previous: List<Expr>) -> Distribution,
    ): RandomVariable = builder.markov(name, this, order, initial, transition)

    /** An observed value for each element of this chain, each drawn given the preceding one. */
    public fun Plate.observedMarkov(initial: Distribution, transition: (previous: Expr) -> Distribution): Declaration<RandomVariable> =
        declaration("observed Markov ${initial.describe()}") { observedMarkov(it, initial, transition) }

    /** An observed value called [name] for each element of this chain, each drawn given the preceding one. */
    public fun Plate.observedMarkov(name: String, initial: Distribution, transition: (previous: Expr) -> Distribution): RandomVariable =
        builder.observedMarkov(name, this, initial, transition)

    /**
     * An observed vector of [size] entries for each element, drawn one after the other, each given those before it:
     * `val x by row.autoregressive(6) { earlier -> bernoulli(logits = made(earlier)) }`.
     */
    public fun Plates.autoregressive(size: Int, entries: (earlier: Expr) -> Distribution): Declaration<RandomVariable> =
        declaration("autoregressive vector of $size") { autoregressive(it, Shape.of(size), entries) }

    /** An observed vector of [size] entries called [name] for each element, drawn one after the other, each given those before it. */
    public fun Plates.autoregressive(name: String, size: Int, entries: (earlier: Expr) -> Distribution): RandomVariable =
        autoregressive(name, Shape.of(size), entries)

    /** An observed event of any shape called [name] for each element, whose entries are drawn one after the other, each given those before it. */
    public fun Plates.autoregressive(name: String, shape: Shape, entries: (earlier: Expr) -> Distribution): RandomVariable =
        builder.autoregressive(name, this, shape, entries)

    /** A single known covariate. */
    public fun given(covariate: Covariate = Covariate.real()): Declaration<Given> = Plates.NONE.given(covariate)

    /** A single known covariate called [name]. */
    public fun given(name: String, covariate: Covariate = Covariate.real()): Given = Plates.NONE.given(name, covariate)

    /** A known covariate for each element. */
    public fun Plates.given(covariate: Covariate = Covariate.real()): Declaration<Given> = declaration("given") { given(it, covariate) }

    /** A known covariate called [name] for each element. */
    public fun Plates.given(name: String, covariate: Covariate = Covariate.real()): Given = builder.given(name, this, covariate)

    /** A single known real covariate of the shape of [space]. */
    public fun given(space: Space): Declaration<Given> = Plates.NONE.given(space)

    /** A single known real covariate called [name], of the shape of [space]. */
    public fun given(name: String, space: Space): Given = Plates.NONE.given(name, space)

    /** A known real covariate for each element, of the shape of [space]: `row.given(real(3))`. */
    public fun Plates.given(space: Space): Declaration<Given> = given(space.asCovariate())

    /** A known real covariate called [name] for each element, of the shape of [space]. */
    public fun Plates.given(name: String, space: Space): Given = given(name, space.asCovariate())

    /** A single unknown constant without a prior. */
    public fun parameter(space: Space): Declaration<Parameter> = Plates.NONE.parameter(space)

    /** A single unknown constant called [name] without a prior. */
    public fun parameter(name: String, space: Space): Parameter = builder.parameter(name, space)

    /** An unknown constant without a prior for each element. */
    public fun Plates.parameter(space: Space): Declaration<Parameter> = declaration("parameter") { parameter(it, space) }

    /** An unknown constant called [name] without a prior for each element. */
    public fun Plates.parameter(name: String, space: Space): Parameter = builder.parameter(name, this, space)

    /** A named function of other variables. */
    public fun deterministic(value: Expr): Declaration<Deterministic> = declaration("deterministic $value") { deterministic(it, value) }

    /** A function of other variables called [name]. */
    public fun deterministic(name: String, value: Expr): Deterministic = builder.deterministic(name, value)

    /** A neural function of a vector of [input] numbers, called [name]; its weights are parameters. */
    public fun network(name: String, input: Int, layers: LayersScope.() -> Unit): Network = network(name, Shape.of(input), layers)

    /** A neural function of an event of any shape. */
    public fun network(name: String, input: Shape, layers: LayersScope.() -> Unit): Network =
        builder.network(name, input) { LayersScope(it).layers() }

    /** A neural function whose weights are latent variables: [prior] gives a distribution of the shape of each. */
    public fun network(name: String, input: Shape, prior: (Weight) -> Distribution, layers: LayersScope.() -> Unit): Network =
        builder.network(name, input, { LayersScope(it).layers() }, prior)

    /** What latent variables are approximated by, where inference is amortised. */
    public fun guide(declaration: GuideScope.() -> Unit): Unit = GuideScope(builder).declaration()

    /** Everything that [other] declares, to build on; its variables are `other["name"]`. */
    public fun include(other: Model): Unit = builder.include(other)

    internal fun requireAllNamed(model: String) {
        unnamed.firstOrNull()?.failUnnamed(model)
    }

    private fun <T : Expr> declaration(what: String, declare: (String) -> T): Declaration<T> =
        Declaration(what, unnamed, declare).also(unnamed::add)
}
