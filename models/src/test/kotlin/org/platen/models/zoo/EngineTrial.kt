package org.platen.models.zoo

import kotlin.math.abs
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.model.Variable
import org.platen.dsl.shape.ModelException
import org.platen.dsl.shape.Plate
import org.platen.inference.amortized.AmortizedVi
import org.platen.inference.em.ExactEm
import org.platen.inference.engine.Engine
import org.platen.inference.fit.Fit
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.mcmc.Nuts
import org.platen.inference.posterior.PosteriorFit
import org.platen.inference.train.Optimizer
import org.platen.inference.vi.MeanFieldVi

/** Engines with small budgets, by the names of the table's columns. */
val engines: Map<String, Engine> = linkedMapOf(
    "exact EM" to ExactEm().restarts(3).iterations(300),
    "mean-field VI" to MeanFieldVi().restarts(2).iterations(100).accuracy(0.3).draws(400),
    "NUTS" to Nuts().chains(2).warmup(200).draws(200),
    "amortised VI" to AmortizedVi().epochs(300).batchSize(50).optimizer(Optimizer.adam(0.03)).backend(JvmBackend()),
)

/** What an engine says to the example of an entry. */
sealed interface Outcome {
    /** With [missed]: what is too far from what the data were drawn with. */
    data class Fitted(val missed: List<String>) : Outcome

    data object Suited : Outcome

    data class Refused(val reason: String) : Outcome

    data class Failed(val message: String) : Outcome
}

/** Networks are trained by tests of their own: they are only asked about. */
fun ZooEntry.tryWith(engine: Engine): Outcome {
    val example = example()
    val asked = example.asked(engine)
    val network = family() == Family.DEEP || family() == Family.AUTOREGRESSIVE
    return if (asked is Outcome.Refused || network) asked else example.fitted(engine)
}

private fun Example.asked(engine: Engine): Outcome {
    val suitability = engine.suits(model, data())
    return if (suitability.suits()) Outcome.Suited else Outcome.Refused(suitability.obstacles().first())
}

private fun Example.fitted(engine: Engine): Outcome = try {
    val fit = engine.fit(model, data())
    Outcome.Fitted(missed(if (fit is PosteriorFit) fit.aligned() else fit))
} catch (e: ModelException) {
    Outcome.Failed(e.message!!)
}

/** Components of a mixture may come in any order: the one nearest to the truth counts. */
private fun Example.missed(fit: Fit): List<String> {
    if (truths.isEmpty()) return emptyList()
    val found = truths.associateWith { fit.estimate(it.variable()).values() }
    val exchanged = model.latents().filter { it.isDiscrete() }.mapNotNull { it.domain().orElse(null)?.label() }.toSet()
    return exchanged.fold(listOf(emptyMap<Plate, List<Int>>())) { orders, plate ->
        orders.flatMap { order -> permutations(plate.size()).map { order + (plate to it) } }
    }.map { orders ->
        truths.flatMap { truth ->
            val places = places(model[truth.variable()], truth.values().size, orders)
            truth.values().indices
                .filter { abs(found.getValue(truth)[places[it]] - truth.values()[it]) > truth.tolerance() }
                .map { "${truth.variable()}[$it] is ${found.getValue(truth)[places[it]]}, not ${truth.values()[it]}" }
        }
    }.minBy { it.size }
}

/** Where the values of a variable stand, row-major, when the elements of plates come in other orders. */
private fun places(variable: Variable, count: Int, orders: Map<Plate, List<Int>>): List<Int> {
    val dims = variable.axes().map { it.plate().size() to it.plate() } + variable.shape().dims().map { it.size() to it.label() }
    val known = dims.filter { it.first > 0 }.fold(1) { product, (size, _) -> product * size }
    return dims.fold(listOf(0)) { starts, (size, plate) ->
        val all = if (size > 0) size else count / known
        val order = orders[plate] ?: (0 until all).toList()
        starts.flatMap { start -> order.map { start * all + it } }
    }
}

private fun permutations(size: Int): List<List<Int>> = when (size) {
    0 -> listOf(emptyList())
    else -> permutations(size - 1).flatMap { rest -> (0 until size).map { rest.take(it) + (size - 1) + rest.drop(it) } }
}
