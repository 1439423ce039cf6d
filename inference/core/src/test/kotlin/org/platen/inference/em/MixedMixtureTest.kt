package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import java.util.Random
import kotlin.math.ln
import org.apache.commons.numbers.gamma.Digamma
import org.apache.commons.numbers.gamma.LogGamma
import org.apache.commons.numbers.gamma.Trigamma
import org.platen.dsl.distribution.Distributions
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.gamma
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.model.Model
import org.platen.dsl.model.Space.positive
import org.platen.dsl.model.Space.real
import org.platen.dsl.model.Space.simplex
import org.platen.inference.data.Data

private const val ROWS = 500

/** Closed forms and numerical steps in one M-step. */
class MixedMixtureTest :
    FunSpec({

        val random = Random(11)
        val z = IntArray(ROWS) { if (random.nextDouble() < 0.4) 0 else 1 }
        val x = DoubleArray(ROWS) { (if (z[it] == 0) 0.0 else 2.5) + random.nextGaussian() }

        /** Sums of exponentials: Gammas of shape 2 and 5. */
        val y = DoubleArray(ROWS) { row ->
            (1..(if (z[row] == 0) 2 else 5)).sumOf { -ln(random.nextDouble()) } *
                (if (z[row] == 0) 1.0 else 0.8)
        }

        test("a Normal column in closed form beside a Gamma column by Newton: the same as an EM written by hand") {
            val model = Model.declare("mixed") { m ->
                val cluster = m.plate("cluster", 2)
                val row = m.plate("row")
                val mean = m.parameter("mean", cluster, real())
                val scale = m.parameter("scale", cluster, positive())
                val shape = m.parameter("shape", cluster, positive())
                val rate = m.parameter("rate", cluster, positive())
                val kind = m.latent("z", row, categorical(m.parameter("weights", simplex(cluster))))
                m.observed("x", row, normal(mean.at(kind), scale.at(kind)))
                m.observed("y", row, gamma(shape.at(kind), rate.at(kind)))
            }
            val fit = ExactEm().restarts(4).tolerance(1e-13).fit(model, Data.of(model["x"], x).and(model["y"], y))
            fit.updates() shouldBe mapOf(
                "mean" to "Normal mean",
                "scale" to "Normal spread",
                "shape" to "Newton",
                "rate" to "rate, then Newton",
                "weights" to "Categorical probabilities",
            )

            class Component(val mean: Double, val scale: Double, val shape: Double, val rate: Double)
            val reference = ReferenceMixture(
                ROWS,
                { c: Component, i ->
                    ((x[i] - c.mean) / c.scale).let { -0.5 * it * it } - ln(c.scale) - 0.5 * ln(2 * Math.PI) +
                        c.shape * ln(c.rate) - LogGamma.value(c.shape) + (c.shape - 1) * ln(y[i]) - c.rate * y[i]
                },
                { w ->
                    val mean = weightedMean(w) { x[it] }
                    val average = weightedMean(w) { y[it] }
                    val gap = ln(average) - weightedMean(w) { ln(y[it]) }
                    var a = 1 / (2 * gap)
                    repeat(20) { a -= (ln(a) - Digamma.value(a) - gap) / (1 / a - Trigamma.value(a)) }
                    Component(mean, Math.sqrt(weightedMean(w) { (x[it] - mean) * (x[it] - mean) }), a, a / average)
                },
            ).fit(doubleArrayOf(0.5, 0.5), listOf(Component(0.0, 1.0, 2.0, 1.0), Component(2.5, 1.0, 5.0, 1.0)), 1000)
            fit.logLikelihood() shouldBe (reference.logLikelihood plusOrMinus 1e-7)
            for ((k, j) in listOf(0, 1).sortedBy { fit.estimate("mean").get(it) }.withIndex()) {
                fit.estimate("weights").get(j) shouldBe (reference.weights[k] plusOrMinus 1e-4)
                fit.estimate("mean").get(j) shouldBe (reference.components[k].mean plusOrMinus 1e-4)
                fit.estimate("scale").get(j) shouldBe (reference.components[k].scale plusOrMinus 1e-4)
                fit.estimate("shape").get(j) shouldBe (reference.components[k].shape plusOrMinus 1e-3)
                fit.estimate("rate").get(j) shouldBe (reference.components[k].rate plusOrMinus 1e-3)
            }
        }

        test("a mixture as one distribution has the same maximum as one with a latent component") {
            val latent = mixture(2) { m, cluster ->
                val mean = m.parameter("mean", cluster, real())
                m.parameter("scale", cluster, positive()).let { scale -> { kind -> normal(mean.at(kind), scale.at(kind)) } }
            }
            val whole = Model.declare("whole") { m ->
                val weights = m.parameter("weights", simplex(2))
                val means = listOf(m.parameter("m0", real()), m.parameter("m1", real()))
                val scales = listOf(m.parameter("s0", positive()), m.parameter("s1", positive()))
                val components = listOf(0, 1).map { normal(means[it], scales[it]) }
                m.observed("x", m.plate("row"), Distributions.mixture(weights, components))
            }
            val summedOut = ExactEm().restarts(4).tolerance(1e-13).fit(latent, Data.of(latent["x"], x))
            val along = Model.declare("along") { m ->
                val components = normal(m.parameter("mean", real(2)), m.parameter("scale", positive(2)))
                m.observed("x", m.plate("row"), Distributions.mixture(m.parameter("weights", simplex(2)), components))
            }
            val direct = ExactEm().fit(whole, Data.of(whole["x"], x))
            val vectors = ExactEm().fit(along, Data.of(along["x"], x))
            vectors.logLikelihood() shouldBe (summedOut.logLikelihood() plusOrMinus 1e-7)
            direct.logLikelihood() shouldBe (summedOut.logLikelihood() plusOrMinus 1e-7)
            direct.estimate("m0").value() shouldBe (summedOut.estimate("mean").values().min() plusOrMinus 1e-3)
        }
    })
