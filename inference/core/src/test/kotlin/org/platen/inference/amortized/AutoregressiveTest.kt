package org.platen.inference.amortized

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.math.exp
import kotlin.math.ln
import kotlin.random.Random
import org.platen.dsl.kotlin.bernoulli
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.tanh
import org.platen.dsl.model.Model
import org.platen.dsl.network.Masks
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Binding
import org.platen.inference.data.Data
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.kotlin.adam
import org.platen.inference.kotlin.amortizedVi
import org.platen.inference.kotlin.fit
import org.platen.inference.train.Schedule

private const val SIZE = 6

/** A fully visible sigmoid belief network (Frey 1998), and with hidden layers a masked autoencoder (Germain et al. 2015): each entry given those before it. */
private fun autoregressive(hidden: IntArray, order: IntArray = IntArray(SIZE) { it }): Model = model("autoregressive") {
    val masks = Masks.made(order, if (hidden.isEmpty()) intArrayOf(1) else hidden, 1)
    val direct = network("direct", input = SIZE) { maskedDense(masks.direct()) }
    val row = plate("row")
    if (hidden.isEmpty()) {
        row.autoregressive("x", SIZE) { earlier -> bernoulli(logits = direct(earlier)) }
    } else {
        val deep = network("deep", input = SIZE) {
            masks.hidden().forEach { maskedDense(it, tanh) }
            maskedDense(masks.output())
        }
        row.autoregressive("x", SIZE) { earlier -> bernoulli(logits = direct(earlier) + deep(earlier)) }
    }
}

private fun drawn(model: Model, data: Data): List<List<Int>> {
    val values = Binding.of(model, data).column(model["x"]).values()
    return values[0].indices.map { row -> values.map { it[row].toInt() } }
}

class AutoregressiveTest :
    FunSpec({
        /** A chain that stays where it is with probability 0.9, and begins at 1 with 0.3. */
        fun probability(x: DoubleArray): Double =
            (if (x[0] == 1.0) 0.3 else 0.7) * (1 until SIZE).map { if (x[it] == x[it - 1]) 0.9 else 0.1 }.reduce(Double::times)

        val random = Random(5)
        val rows =
            Array(4000) {
                DoubleArray(SIZE).also { x ->
                    x[0] = if (random.nextDouble() < 0.3) 1.0 else 0.0
                    for (i in 1 until SIZE) x[i] = if (random.nextDouble() < 0.9) x[i - 1] else 1 - x[i - 1]
                }
            }
        val everything = Array(1 shl SIZE) { code -> DoubleArray(SIZE) { (code shr it and 1).toDouble() } }
        val engine =
            amortizedVi(
                backend = JvmBackend(),
                epochs = 60,
                batchSize = 100,
                optimizer = adam(Schedule.cosineDecay(2e-2, 1e-4, 2400)),
            )

        context("models of each entry given those before it are normalised, and find the distribution that data came from") {
            withData(nameFn = { "hidden layers of ${it.toList()}" }, intArrayOf(), intArrayOf(16)) { hidden ->
                val model = autoregressive(hidden)
                val densities = model.fit(Data.of(model["x"], rows), engine).logDensity(Data.of(model["x"], everything))
                densities.sumOf { exp(it) } shouldBe (1.0 plusOrMinus 1e-10)
                // Σ p log(p / q), in nats; with 4,000 rows and about 25 numbers about 0.003 are lost.
                everything.indices.sumOf { probability(everything[it]) * (ln(probability(everything[it])) - densities[it]) } shouldBe
                    (0.0 plusOrMinus 0.02)
            }
        }

        test("draws come as often as they are probable, whatever the order of the entries") {
            val model = autoregressive(intArrayOf(16), intArrayOf(3, 0, 5, 1, 4, 2))
            val fit = model.fit(Data.of(model["x"], rows), engine.epochs(10))
            val densities = fit.logDensity(Data.of(model["x"], everything))
            val counts = drawn(model, fit.sample(20_000, 1)).groupingBy { it }.eachCount()
            everything.indices.forEach { i ->
                val p = exp(densities[i])
                val share = (counts[everything[i].map { it.toInt() }] ?: 0) / 20_000.0
                share shouldBe (p plusOrMinus 5 * kotlin.math.sqrt(p * (1 - p) / 20_000) + 1e-9)
            }
        }

        test("rows are completed given what is known of them, and what is known stays") {
            val model = autoregressive(intArrayOf(16))
            val fit = model.fit(Data.of(model["x"], rows), engine.epochs(10))
            val half = Array(20_000) { doubleArrayOf(0.0, 0.0, 1.0, Double.NaN, Double.NaN, Double.NaN) }
            val completed = drawn(model, fit.completed(Data.of(model["x"], half), 1))
            completed.map { it.take(3) }.distinct() shouldContainExactly listOf(listOf(0, 0, 1))
            val densities = fit.logDensity(Data.of(model["x"], everything))
            val consistent = everything.indices.filter { everything[it].take(3) == listOf(0.0, 0.0, 1.0) }
            val total = consistent.sumOf { exp(densities[it]) }
            consistent.forEach { i ->
                val p = exp(densities[i]) / total
                completed.count { row -> row == everything[i].map { it.toInt() } } / 20_000.0 shouldBe
                    (p plusOrMinus 5 * kotlin.math.sqrt(p * (1 - p) / 20_000) + 1e-9)
            }
        }

        test("what is known after missing entries is refused") {
            val model = autoregressive(intArrayOf())
            val fit = model.fit(Data.of(model["x"], rows), engine.epochs(2))
            val late = Array(50) { doubleArrayOf(0.0, Double.NaN, 1.0, 1.0, 1.0, 1.0) }
            shouldThrow<ModelException> { fit.completed(Data.of(model["x"], late), 1) }.message shouldContain
                "entry 3 is known and comes after missing ones"
            shouldThrow<ModelException> { model.fit(Data.of(model["x"], late), engine) }.message shouldContain
                "'x' has missing values, and its later entries depend on its earlier ones"
        }
    })
