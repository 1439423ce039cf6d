package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import java.util.Random
import kotlin.math.ln
import org.platen.dsl.distribution.Distributions.bernoulli
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.poisson
import org.platen.dsl.model.Model
import org.platen.dsl.model.Space.positive
import org.platen.dsl.model.Space.real
import org.platen.dsl.model.Space.simplex
import org.platen.dsl.model.Space.unitInterval
import org.platen.inference.data.Data

private const val ROWS = 2000
private const val STEPS = 500

/** Mixtures of other families against an EM written by hand, from the same start, and against the parameters they were sampled from. */
class DiscreteMixtureTest :
    FunSpec({

        // Both make all iterations: where the objective rises no more, parameters still move in their last digits.
        val engine = ExactEm().tolerance(0.0).iterations(STEPS)

        fun agrees(fit: EmFit, reference: Double) {
            fit.logLikelihood() shouldBe (reference plusOrMinus 1e-8 * (1 + Math.abs(reference)))
        }

        test("a Poisson mixture") {
            val random = Random(1)
            val truth = doubleArrayOf(2.0, 9.0)
            val x = DoubleArray(ROWS) { poissonDraw(random, if (random.nextDouble() < 0.4) truth[0] else truth[1]).toDouble() }
            val model = mixture(2) { m, cluster -> m.parameter("rate", cluster, positive()).let { { z -> poisson(it.at(z)) } } }
            val fit = engine.startAt(
                mapOf("weights" to doubleArrayOf(0.5, 0.5), "rate" to doubleArrayOf(1.0, 12.0)),
            ).fit(model, Data.of(model["x"], x))

            val logFactorial = DoubleArray(100).also { for (i in 1 until 100) it[i] = it[i - 1] + ln(i.toDouble()) }
            val reference = ReferenceMixture(
                ROWS,
                { rate: Double, i -> x[i] * ln(rate) - rate - logFactorial[x[i].toInt()] },
                { w -> weightedMean(w) { x[it] } },
            ).fit(doubleArrayOf(0.5, 0.5), listOf(1.0, 12.0), STEPS)
            agrees(fit, reference.logLikelihood)
            for (k in 0..1) {
                fit.estimate("rate").get(k) shouldBe (reference.components[k] plusOrMinus 1e-8 * reference.components[k])
                fit.estimate("weights").get(k) shouldBe (reference.weights[k] plusOrMinus 1e-8)
                // Four standard errors of a rate from about 800 or 1200 counts, overlap allowed for.
                fit.estimate("rate").get(k) shouldBe (truth[k] plusOrMinus 0.5)
            }
            fit.estimate("weights").get(0) shouldBe (0.4 plusOrMinus 0.06)
        }

        val items = 6
        val success = listOf(doubleArrayOf(0.9, 0.8, 0.9, 0.1, 0.2, 0.5), doubleArrayOf(0.2, 0.1, 0.3, 0.8, 0.7, 0.4))
        val answers = Random(2).let { random ->
            Array(ROWS) {
                val p = success[if (random.nextDouble() < 0.35) 0 else 1]
                DoubleArray(items) { if (random.nextDouble() < p[it]) 1.0 else 0.0 }
            }
        }
        val firstGuess = listOf(DoubleArray(items) { if (it < 3) 0.7 else 0.3 }, DoubleArray(items) { if (it < 3) 0.3 else 0.7 })
        val latentClasses: Map<String, Model> = mapOf(
            "items in a plate crossed with the rows" to Model.declare("classes") { m ->
                val cluster = m.plate("cluster", 2)
                val item = m.plate("item", items)
                val row = m.plate("row")
                val weights = m.parameter("weights", simplex(cluster))
                val p = m.parameter("p", cluster.times(item), unitInterval())
                val z = m.latent("z", row, categorical(weights))
                m.observed("x", row.times(item), bernoulli(p.at(z)))
            },
            "items in a vector" to
                mixture(2) { m, cluster -> m.parameter("p", cluster, unitInterval(items)).let { { z -> bernoulli(it.at(z)) } } },
        )
        for ((name, model) in latentClasses) {
            test("a Bernoulli mixture, $name") {
                val start = mapOf("weights" to doubleArrayOf(0.5, 0.5), "p" to firstGuess[0] + firstGuess[1])
                val fit = engine.startAt(start).fit(model, answers)
                val reference = ReferenceMixture(
                    ROWS,
                    { p: DoubleArray, i -> p.indices.sumOf { j -> if (answers[i][j] > 0) ln(p[j]) else ln(1 - p[j]) } },
                    { w -> DoubleArray(items) { j -> weightedMean(w) { answers[it][j] } } },
                ).fit(doubleArrayOf(0.5, 0.5), firstGuess, STEPS)
                agrees(fit, reference.logLikelihood)
                for (k in 0..1) {
                    fit.estimate("weights").get(k) shouldBe (reference.weights[k] plusOrMinus 1e-8)
                    for (j in 0 until items) {
                        fit.estimate("p").get(k, j) shouldBe (reference.components[k][j] plusOrMinus 1e-8)
                        fit.estimate("p").get(k, j) shouldBe (success[k][j] plusOrMinus 0.08)
                    }
                }
            }
        }

        test("both declarations of a Bernoulli mixture are one model: they find the same maximum from starts of their own") {
            val fits = latentClasses.values.map { ExactEm().restarts(4).fit(it, answers) }
            fits[0].logLikelihood() shouldBe (fits[1].logLikelihood() plusOrMinus 1e-4)
        }

        test("a mixture of a Normal and a categorical column in the same row") {
            val random = Random(3)
            val colours = listOf(doubleArrayOf(0.7, 0.2, 0.1), doubleArrayOf(0.1, 0.3, 0.6))
            val z = IntArray(ROWS) { if (random.nextDouble() < 0.3) 0 else 1 }
            val length = DoubleArray(ROWS) { if (z[it] == 0) 1 + random.nextGaussian() else 4 + 1.5 * random.nextGaussian() }
            val colour = IntArray(ROWS) {
                val u = random.nextDouble()
                if (u < colours[z[it]][0]) {
                    0
                } else if (u < colours[z[it]][0] + colours[z[it]][1]) {
                    1
                } else {
                    2
                }
            }
            val model = Model.declare("flowers") { m ->
                val cluster = m.plate("cluster", 2)
                val row = m.plate("row")
                val weights = m.parameter("weights", simplex(cluster))
                val mean = m.parameter("mean", cluster, real())
                val scale = m.parameter("scale", cluster, positive())
                val probabilities = m.parameter("probabilities", cluster, simplex(3))
                val kind = m.latent("z", row, categorical(weights))
                m.observed("length", row, normal(mean.at(kind), scale.at(kind)))
                m.observed("colour", row, categorical(probabilities.at(kind)))
            }
            val data = Data.of(model["length"], length).and(model["colour"], colour)
            val even = DoubleArray(3) { 1.0 / 3 }
            val start = mapOf(
                "weights" to doubleArrayOf(0.5, 0.5),
                "mean" to doubleArrayOf(0.0, 5.0),
                "scale" to doubleArrayOf(1.0, 1.0),
                "probabilities" to even + even,
            )
            val fit = engine.startAt(start).fit(model, data)

            class Flower(val mean: Double, val scale: Double, val p: DoubleArray)
            val reference = ReferenceMixture(
                ROWS,
                { f: Flower, i ->
                    ((length[i] - f.mean) / f.scale).let { -0.5 * it * it } - ln(f.scale) - 0.5 * ln(2 * Math.PI) +
                        ln(f.p[colour[i]])
                },
                { w ->
                    val mean = weightedMean(w) { length[it] }
                    val variance = weightedMean(w) { (length[it] - mean) * (length[it] - mean) }
                    Flower(mean, Math.sqrt(variance), DoubleArray(3) { c -> weightedMean(w) { if (colour[it] == c) 1.0 else 0.0 } })
                },
            ).fit(doubleArrayOf(0.5, 0.5), listOf(Flower(0.0, 1.0, even), Flower(5.0, 1.0, even)), STEPS)
            agrees(fit, reference.logLikelihood)
            val means = doubleArrayOf(1.0, 4.0)
            val scales = doubleArrayOf(1.0, 1.5)
            for (k in 0..1) {
                fit.estimate("weights").get(k) shouldBe (reference.weights[k] plusOrMinus 1e-8)
                fit.estimate("mean").get(k) shouldBe (reference.components[k].mean plusOrMinus 1e-8)
                fit.estimate("scale").get(k) shouldBe (reference.components[k].scale plusOrMinus 1e-8)
                fit.estimate("mean").get(k) shouldBe (means[k] plusOrMinus 0.3)
                fit.estimate("scale").get(k) shouldBe (scales[k] plusOrMinus 0.2)
                for (c in 0..2) {
                    fit.estimate("probabilities").get(k, c) shouldBe (reference.components[k].p[c] plusOrMinus 1e-8)
                    fit.estimate("probabilities").get(k, c) shouldBe (colours[k][c] plusOrMinus 0.08)
                }
            }
        }
    })

/** Knuth's method. */
private fun poissonDraw(random: Random, rate: Double): Int {
    var product = random.nextDouble()
    var count = 0
    while (product > Math.exp(-rate)) {
        product *= random.nextDouble()
        count++
    }
    return count
}
