package org.platen.models.zoo

import kotlin.math.PI
import kotlin.math.abs
import kotlin.math.ln
import org.platen.dsl.model.Variable
import org.platen.dsl.shape.ModelException
import org.platen.dsl.shape.Plate
import org.platen.inference.amortized.AmortizedVi
import org.platen.inference.data.Binding
import org.platen.inference.em.ExactEm
import org.platen.inference.engine.Engine
import org.platen.inference.fit.Fit
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.mcmc.Nuts
import org.platen.inference.posterior.PosteriorFit
import org.platen.inference.train.Optimizer
import org.platen.inference.train.Schedule
import org.platen.inference.vi.MeanFieldVi

/** Engines with small budgets, by the names of the table's columns. */
val engines: Map<String, Engine> = linkedMapOf(
    "exact EM" to ExactEm().restarts(3).iterations(300),
    "mean-field VI" to MeanFieldVi().restarts(2).iterations(100).accuracy(0.3).draws(400),
    "NUTS" to Nuts().chains(2).warmup(200).draws(200),
    "amortised VI" to AmortizedVi().batchSize(BATCH).backend(JvmBackend()),
)

/** The same for networks, on [ROWS] rows: far enough to see that they learn. */
private val enginesOfNetworks: Map<String, Engine> = mapOf(
    "exact EM" to ExactEm().iterations(10),
    "mean-field VI" to MeanFieldVi().restarts(1).iterations(10).accuracy(5.0).draws(20),
    "NUTS" to Nuts().chains(1).warmup(100).draws(50),
    "amortised VI" to AmortizedVi().epochs(20).batchSize(50).optimizer(Optimizer.adam(0.02)).backend(JvmBackend()),
)

private const val ROWS = 100

private const val BATCH = 50

/** Of few rows there is one batch an epoch, of many there are many: what counts is the number of steps. */
private const val STEPS = 3000

/** The engine of this name with a budget for the data. */
private fun Example.engine(name: String): Engine {
    val engine = engines.getValue(name) as? AmortizedVi ?: return engines.getValue(name)
    val binding = data().bind(model)
    val batches = ((model.plates().filter { it.sizedByData() }.maxOfOrNull(binding::size) ?: 1) + BATCH - 1) / BATCH
    return engine.epochs((STEPS + batches - 1) / batches).optimizer(Optimizer.adam(Schedule.cosineDecay(0.05, 1e-3, STEPS.toLong())))
}

/** Whether more is asked than a fit: what the data were drawn with, or of networks that they learn. */
fun ZooEntry.hasTruths(): Boolean = isNetwork() || example().truths.isNotEmpty()

private fun ZooEntry.isNetwork() = family() == Family.DEEP || family() == Family.AUTOREGRESSIVE

/** What an engine says to the example of an entry. */
sealed interface Outcome {
    /** With [missed]: what is too far from what the data were drawn with, or did not get better by fitting. */
    data class Fitted(val missed: List<String>) : Outcome

    data class Refused(val reason: String) : Outcome

    data class Failed(val message: String) : Outcome
}

/** Networks cannot be compared with what their data were drawn with: that they learn can be seen from few rows. */
fun ZooEntry.tryWith(name: String): Outcome {
    val example = example()
    val data = example.data()
    val engine = example.engine(name)
    val suitability = engine.suits(example.model(), data)
    return try {
        when {
            !suitability.suits() -> Outcome.Refused(suitability.obstacles().first())
            isNetwork() -> example.learned(
                enginesOfNetworks.getValue(name),
                likelihood =
                family() == Family.AUTOREGRESSIVE || engine is Nuts,
            )
            else -> Outcome.Fitted(engine.fit(example.model(), data).let { example.missed(if (it is PosteriorFit) it.aligned() else it) })
        }
    } catch (e: ModelException) {
        Outcome.Failed(e.message!!)
    }
}

/** The objective has risen, or where there is a [likelihood] it is better than that of the best independent entries; draws go up and down. */
private fun Example.learned(engine: Engine, likelihood: Boolean): Outcome {
    val all = data()
    val rows = model.plates().single { it.sizedByData() }
    val few = all.rows(rows, *IntArray(minOf(ROWS, all.bind(model).size(rows))) { it })
    val fit = engine.fit(model, few)
    val (first, last) = fit.trace().let { it.first() to it.last() }
    val rose = last.isFinite() && (last >= first || engine is Nuts)
    val found = if (likelihood) fit.logLikelihood(few) else 0.0
    val independent = if (likelihood) independent(Binding.of(model, few)) else Double.NEGATIVE_INFINITY
    return Outcome.Fitted(
        listOfNotNull(
            "the objective went from $first to $last".takeUnless { rose },
            "the log likelihood is $found, that of independent entries $independent".takeUnless { found > independent },
        ),
    )
}

/** The highest log likelihood of entries that depend on nothing: of categories with probabilities of their own, Σ n ln (n / rows), of numbers with one Normal. */
private fun Example.independent(binding: Binding): Double = model.observed().sumOf { variable ->
    binding.column(variable).values().sumOf { entry ->
        val rows = entry.size.toDouble()
        if (variable.isDiscrete()) {
            entry.groupBy { it }.values.sumOf { it.size * ln(it.size / rows) }
        } else {
            val mean = entry.average()
            -rows / 2 * (1 + ln(2 * PI * entry.sumOf { (it - mean) * (it - mean) } / rows))
        }
    }
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
                .filter { abs(found.getValue(truth)[places[it]] - truth.values()[it]) > truth.tolerances()[it] }
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
