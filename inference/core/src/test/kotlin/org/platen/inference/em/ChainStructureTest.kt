package org.platen.inference.em

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.Random
import kotlin.Double.Companion.NEGATIVE_INFINITY
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.sqrt
import org.platen.dsl.kotlin.ModelScope
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.constant
import org.platen.dsl.kotlin.gamma
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.minus
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.multivariateNormal
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.poisson
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.positiveDefinite
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.stack
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.unitInterval
import org.platen.dsl.kotlin.vector
import org.platen.dsl.model.Model
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.shape.Plate
import org.platen.inference.data.Data

private fun density(x: Double, mean: Double, scale: Double) =
    exp(-0.5 * (x - mean) * (x - mean) / (scale * scale)) / (scale * sqrt(2 * Math.PI))

private fun DoubleArray.rows(width: Int) = toList().chunked(width).map { it.toDoubleArray() }.toTypedArray()

private fun EmFit.values() = updates().keys.associateWith { estimate(it).values() }

/** The log-likelihood at the estimates is [reference]'s, and it changes with none of the numbers of [names]: there is nothing to gain. */
private fun EmFit.shouldBeAtATop(names: List<String>, reference: (Map<String, DoubleArray>) -> Double) {
    val at = values()
    logLikelihood() shouldBe (reference(at) plusOrMinus 1e-8 * (1 + abs(logLikelihood())))
    for (name in names) {
        for (i in at.getValue(name).indices) {
            fun moved(step: Double) = reference(at + (name to at.getValue(name).clone().also { it[i] += step }))
            val step = 1e-4 * (1 + abs(at.getValue(name)[i]))
            val gain = maxOf(moved(step), moved(-step)) - reference(at)
            // A parabola of curvature c whose top is d away gains c d step at most.
            withClue("$name[$i]") { (gain <= 1e-7) shouldBe true }
        }
    }
}

/** Three levels, one after the other, in each of several series of different lengths. */
private val levels: Array<DoubleArray> = Random(3).let { random ->
    Array(6) { i -> DoubleArray(12 + 2 * i) { t -> random.nextGaussian() + listOf(0.0, 4.0, 9.0)[3 * t / (12 + 2 * i)] } }
}

private fun leftToRight(name: String, states: ModelScope.(state: Plate, time: Plate) -> RandomVariable): Model = model(name) {
    val state = plate("state", 3)
    val time = plate("series").chain("time")
    val mean by state.parameter(real())
    val scale by parameter(positive())
    val s = states(state, time)
    time.observed("x", normal(mean[s], scale))
}

class ChainStructureTest : FunSpec({
    context("left-to-right chains") {
        val none = NEGATIVE_INFINITY
        val start = mapOf("mean" to doubleArrayOf(1.0, 3.0, 7.0), "scale" to doubleArrayOf(2.0))
        val zeros = leftToRight("zeros at the start") { state, time ->
            val initial by parameter(simplex(state))
            val transition by state.parameter(simplex(state))
            time.markov("s", initial = categorical(initial)) { previous -> categorical(transition[previous]) }
        }
        val given = mapOf(
            "initial" to doubleArrayOf(1.0, 0.0, 0.0),
            "transition" to doubleArrayOf(0.9, 0.1, 0.0, 0.0, 0.9, 0.1, 0.0, 0.0, 1.0),
        )
        val reference = ExactEm().startAt(start + given).tolerance(1e-13).fit(zeros, Data.of(zeros["x"], levels))
        fun logLikelihood(transition: Array<DoubleArray>, mean: DoubleArray, scale: Double) = levels.sumOf { x ->
            Rabiner(doubleArrayOf(1.0, 0.0, 0.0), {
                transition
            }, x.map { v -> DoubleArray(3) { density(v, mean[it], scale) } }.toTypedArray()).logLikelihood
        }

        test("probabilities that start at zero stay zero, and the others are those of the textbook") {
            val transition = reference.estimate("transition").values().rows(3)
            for ((i, j) in listOf(0 to 2, 1 to 0, 2 to 0, 2 to 1)) transition[i][j] shouldBe 0.0
            reference.estimate("initial").values().toList() shouldBe listOf(1.0, 0.0, 0.0)
            reference.trace().none { it.isNaN() } shouldBe true
            reference.logLikelihood() shouldBe
                (logLikelihood(transition, reference.estimate("mean").values(), reference.estimate("scale").value()) plusOrMinus 1e-8)
        }

        test("rows built of constants with zeros keep them, with a numerical M-step of what is left") {
            val model = leftToRight("constants") { state, time ->
                val stay by state.parameter(unitInterval())
                val here = constant(state, listOf(1, 0, 0), listOf(0, 1, 0), listOf(0, 0, 1))
                val next = constant(state, listOf(0, 1, 0), listOf(0, 0, 1), listOf(0, 0, 1))
                time.markov("s", initial = categorical(vector(1, 0, 0))) { previous ->
                    categorical(stay[previous] * here[previous] + (1 - stay[previous]) * next[previous])
                }
            }
            val fit = ExactEm().startAt(
                start + ("stay" to doubleArrayOf(0.9, 0.9, 0.5)),
            ).tolerance(1e-13).fit(model, Data.of(model["x"], levels))
            fit.updates().getValue("stay") shouldBe "Newton"
            fit.logLikelihood() shouldBe (reference.logLikelihood() plusOrMinus 1e-7)
            for (s in 0..1) fit.estimate("stay").get(s) shouldBe (reference.estimate("transition").get(s, s) plusOrMinus 1e-5)
            fit.mostProbable().paths(model["s"]).forEach { path -> path.toList() shouldBe path.sorted() }
            // From starts of its own too.
            ExactEm().fit(model, Data.of(model["x"], levels)).logLikelihood() shouldBe (reference.logLikelihood() plusOrMinus 1e-5)
        }

        test("logits of minus infinity are zeros, with a numerical M-step of the others") {
            val model = leftToRight("logits") { state, time ->
                val free by state.parameter(real(3))
                val allowed = constant(state, listOf(0, 0, none), listOf(none, 0, 0), listOf(none, none, 0))
                time.markov("s", initial = categorical(vector(1, 0, 0))) { previous ->
                    categorical(
                        logits =
                        free[previous] + allowed[previous],
                    )
                }
            }
            val fit = ExactEm().startAt(start + ("free" to DoubleArray(9))).tolerance(1e-13).fit(model, Data.of(model["x"], levels))
            fit.logLikelihood() shouldBe (reference.logLikelihood() plusOrMinus 1e-7)
            fit.trace().none { it.isNaN() } shouldBe true
        }

        test("starts of their own keep to what is possible, also with numerical M-steps alone") {
            val model = model("gamma") {
                val state = plate("state", 3)
                val time = plate("series").chain("time")
                val stay by state.parameter(unitInterval())
                val shape by state.parameter(positive())
                val rate by state.parameter(positive())
                val here = constant(state, listOf(1, 0, 0), listOf(0, 1, 0), listOf(0, 0, 1))
                val next = constant(state, listOf(0, 1, 0), listOf(0, 0, 1), listOf(0, 0, 1))
                val s by time.markov(initial = categorical(vector(1, 0, 0))) { previous ->
                    categorical(stay[previous] * here[previous] + (1 - stay[previous]) * next[previous])
                }
                time.observed("x", gamma(shape[s], rate[s]))
            }
            val positive = levels.map { series -> series.map { exp(it / 3) }.toDoubleArray() }.toTypedArray()
            val fit = ExactEm().fit(model, Data.of(model["x"], positive))
            val mean = (0..2).map { fit.estimate("shape").get(it) / fit.estimate("rate").get(it) }
            mean shouldBe mean.sorted()
            fit.mostProbable().paths(model["s"]).forEach { path -> path.toSet() shouldBe setOf(0, 1, 2) }
        }
    }

    test("covariates move emissions and transition probabilities") {
        val model = model("covariates") {
            val state = plate("state", 2)
            val time = plate("series").chain("time")
            val u by time.given()
            val mean by state.parameter(real())
            val effect by state.parameter(real())
            val scale by parameter(positive())
            val level by state.parameter(real())
            val slope by state.parameter(real())
            val s by time.markov(initial = categorical(vector(0.4, 0.6))) { previous ->
                categorical(logits = stack(constant(0), level[previous] + slope[previous] * u))
            }
            time.observed("x", normal(mean[s] + effect[s] * u, scale))
        }
        val random = Random(4)
        fun second(previous: Int, u: Double) = 1 / (1 + exp(-(listOf(-2.0, 1.5)[previous] + listOf(1.0, -0.5)[previous] * u)))
        val u = Array(30) { DoubleArray(10 + random.nextInt(20)) { random.nextGaussian() } }
        val x = Array(30) { i ->
            var s = if (random.nextDouble() < 0.4) 0 else 1
            DoubleArray(u[i].size) { t ->
                if (t > 0) s = if (random.nextDouble() < second(s, u[i][t])) 1 else 0
                listOf(-1.0, 2.0)[s] + listOf(0.5, -0.3)[s] * u[i][t] + random.nextGaussian()
            }
        }
        x[0][4] = Double.NaN
        val fit = ExactEm().restarts(4).tolerance(1e-13).fit(model, Data.of(model["x"], x).and(model["u"], u))
        fit.shouldBeAtATop(listOf("mean", "effect", "scale", "level", "slope")) { at ->
            x.indices.sumOf { i ->
                val transition = { t: Int ->
                    Array(2) { s ->
                        (1 / (1 + exp(-(at.getValue("level")[s] + at.getValue("slope")[s] * u[i][t])))).let { doubleArrayOf(1 - it, it) }
                    }
                }
                val likelihood = x[i].indices.map { t ->
                    DoubleArray(2) { s ->
                        if (x[i][t].isNaN()) {
                            1.0
                        } else {
                            density(
                                x[i][t],
                                at.getValue("mean")[s] + at.getValue("effect")[s] * u[i][t],
                                at.getValue("scale")[0],
                            )
                        }
                    }
                }
                Rabiner(doubleArrayOf(0.4, 0.6), transition, likelihood.toTypedArray()).logLikelihood
            }
        }
    }

    test("a mixture of Normal distributions at each instant") {
        val model = model("mixture emissions") {
            val state = plate("state", 2)
            val kind = plate("kind", 2)
            val time = plate("series").chain("time")
            val initial by parameter(simplex(state))
            val transition by state.parameter(simplex(state))
            val weights by state.parameter(simplex(kind))
            val mean by (state * kind).parameter(real())
            val scale by parameter(positive())
            val s by time.markov(initial = categorical(initial)) { previous -> categorical(transition[previous]) }
            val z by time.latent(categorical(weights[s]))
            time.observed("x", normal(mean[s, z], scale))
        }
        val random = Random(6)
        val x = Array(20) {
            var s = 0
            DoubleArray(8 + random.nextInt(12)) {
                if (random.nextDouble() < 0.2) s = 1 - s
                random.nextGaussian() * 0.5 + if (random.nextBoolean()) listOf(-4.0, 0.0)[s] else listOf(2.0, 5.0)[s]
            }
        }
        val start = mapOf(
            "initial" to doubleArrayOf(0.5, 0.5),
            "transition" to doubleArrayOf(0.8, 0.2, 0.2, 0.8),
            "weights" to DoubleArray(4) { 0.5 },
            "mean" to doubleArrayOf(-3.0, 2.5, 0.5, 4.0),
            "scale" to doubleArrayOf(1.0),
        )
        val fit = ExactEm().startAt(start).tolerance(1e-13).fit(model, Data.of(model["x"], x))
        fit.shouldBeAtATop(listOf("mean", "scale")) { at ->
            x.sumOf { series ->
                val likelihood = series.map { v ->
                    DoubleArray(2) { s ->
                        (0..1).sumOf { z ->
                            at.getValue("weights")[2 * s + z] *
                                density(v, at.getValue("mean")[2 * s + z], at.getValue("scale")[0])
                        }
                    }
                }
                Rabiner(at.getValue("initial"), { at.getValue("transition").rows(2) }, likelihood.toTypedArray()).logLikelihood
            }
        }
        fit.estimate("mean").values().zip(listOf(-4.0, 2.0, 0.0, 5.0)).forEach { (a, b) -> a shouldBe (b plusOrMinus 0.5) }
    }

    test("several observed variables, vectors among them, at the instants of series of different lengths") {
        val model = model("several") {
            val state = plate("state", 2)
            val time = plate("series").chain("time")
            val transition by state.parameter(simplex(state))
            val mean by state.parameter(real(2))
            val covariance by state.parameter(positiveDefinite(2))
            val rate by state.parameter(positive())
            val s by time.markov(initial = categorical(vector(0.5, 0.5))) { previous -> categorical(transition[previous]) }
            time.observed("x", multivariateNormal(mean[s], covariance[s]))
            time.observed("count", poisson(rate[s]))
        }
        val random = Random(9)
        val counts = Array(10) { DoubleArray(3 + random.nextInt(20)) { random.nextInt(6).toDouble() } }
        val x = Array(10) { i -> Array(counts[i].size) { t -> doubleArrayOf(random.nextGaussian() + counts[i][t], random.nextGaussian()) } }
        val start = mapOf(
            "transition" to doubleArrayOf(0.8, 0.2, 0.3, 0.7),
            "mean" to doubleArrayOf(0.0, 0.0, 3.0, 0.5),
            "covariance" to doubleArrayOf(1.0, 0.0, 0.0, 1.0, 2.0, 0.3, 0.3, 1.0),
            "rate" to doubleArrayOf(1.0, 4.0),
        )
        val fit = ExactEm().startAt(start).iterations(1).tolerance(0.0).fit(model, Data.of(model["x"], x).and(model["count"], counts))
        val chains = x.indices.map { i ->
            val likelihood = x[i].indices.map { t ->
                DoubleArray(2) { s ->
                    val (a, b, _, d) = start.getValue("covariance").rows(4)[s].toList()
                    val (p, q) = listOf(0, 1).map { x[i][t][it] - start.getValue("mean")[2 * s + it] }
                    val determinant = a * d - b * b
                    val rate = start.getValue("rate")[s]
                    exp(-0.5 * (d * p * p - 2 * b * p * q + a * q * q) / determinant) / (2 * Math.PI * sqrt(determinant)) *
                        exp(-rate) * (1..counts[i][t].toInt()).fold(1.0) { product, k -> product * rate / k }
                }
            }
            Rabiner(doubleArrayOf(0.5, 0.5), { start.getValue("transition").rows(2) }, likelihood.toTypedArray())
        }
        fit.trace()[0] shouldBe (chains.sumOf { it.logLikelihood } plusOrMinus 1e-9)
        fun average(s: Int, of: (Int, Int) -> Double): Double {
            val weighted = x.indices.flatMap { i -> x[i].indices.map { t -> chains[i].visits[t][s] to of(i, t) } }
            return weighted.sumOf { it.first * it.second } / weighted.sumOf { it.first }
        }
        for (s in 0..1) {
            val mean = DoubleArray(2) { j -> average(s) { i, t -> x[i][t][j] } }
            fit.estimate("rate").get(s) shouldBe (average(s) { i, t -> counts[i][t] } plusOrMinus 1e-9)
            for (j in 0..1) {
                fit.estimate("mean").get(s, j) shouldBe (mean[j] plusOrMinus 1e-9)
                for (k in 0..1) {
                    fit.estimate("covariance").get(s, j, k) shouldBe
                        (average(s) { i, t -> (x[i][t][j] - mean[j]) * (x[i][t][k] - mean[k]) } plusOrMinus 1e-9)
                }
            }
        }
    }

    test("an autoregression whose level and memory switch") {
        val model = model("switching") {
            val state = plate("state", 2)
            val time = plate("series").chain("time")
            val transition by state.parameter(simplex(state))
            val level by state.parameter(real())
            val memory by state.parameter(real())
            val first by state.parameter(real())
            val scale by parameter(positive())
            val s by time.markov(initial = categorical(vector(0.5, 0.5))) { previous -> categorical(transition[previous]) }
            time.observedMarkov("x", initial = normal(first[s], 1)) { previous -> normal(level[s] + memory[s] * previous, scale) }
        }
        val random = Random(12)
        val x = Array(15) { DoubleArray(10 + random.nextInt(20)) { random.nextGaussian() } }
        for (series in x) {
            var s = 0
            for (t in 1 until series.size) {
                if (random.nextDouble() < 0.1) s = 1 - s
                series[t] = listOf(0.0, 3.0)[s] + listOf(0.8, -0.4)[s] * series[t - 1] + 0.5 * series[t]
            }
        }
        val start = mapOf(
            "transition" to doubleArrayOf(0.8, 0.2, 0.2, 0.8),
            "level" to doubleArrayOf(0.0, 2.0),
            "memory" to doubleArrayOf(0.5, 0.0),
            "first" to doubleArrayOf(-0.1, 0.1),
            "scale" to doubleArrayOf(1.0),
        )
        val fit = ExactEm().startAt(start).tolerance(1e-13).fit(model, Data.of(model["x"], x))
        fit.shouldBeAtATop(listOf("level", "memory", "first", "scale")) { at ->
            x.sumOf { series ->
                val likelihood = series.indices.map { t ->
                    DoubleArray(2) { s ->
                        if (t == 0) {
                            density(series[0], at.getValue("first")[s], 1.0)
                        } else {
                            density(series[t], at.getValue("level")[s] + at.getValue("memory")[s] * series[t - 1], at.getValue("scale")[0])
                        }
                    }
                }
                Rabiner(doubleArrayOf(0.5, 0.5), { at.getValue("transition").rows(2) }, likelihood.toTypedArray()).logLikelihood
            }
        }
        fit.estimate("memory").get(0) shouldBe (0.8 plusOrMinus 0.15)
    }

    test("a missing value that the next depends on is integrated out where it is Normal, and refused where its values have no end") {
        val gap = arrayOf(doubleArrayOf(1.0, 2.0), doubleArrayOf(1.0, Double.NaN, 2.0))
        val walk = model("random walk") {
            val time = plate("series").chain("time")
            time.observedMarkov("x", initial = normal(0, 1)) { previous -> normal(previous, 1) }
        }
        // 1 and 2 - 1 of variance 1, and for the series with the gap 2 - 1 of variance 2.
        val expected = -0.5 * (4 * ln(2 * Math.PI) + ln(2.0) + 1 + 1 + 1 + 0.5)
        ExactEm().fit(walk, Data.of(walk["x"], gap)).logLikelihood() shouldBe (expected plusOrMinus 1e-9)
        val counts = model("counts") {
            val time = plate("series").chain("time")
            val memory by parameter(positive())
            time.observedMarkov("x", initial = poisson(1)) { previous -> poisson(memory * previous + 1) }
        }
        ExactEm().suits(counts, Data.of(counts["x"], gap)).obstacles().single() shouldContain "its next value depends on it"
    }
})
