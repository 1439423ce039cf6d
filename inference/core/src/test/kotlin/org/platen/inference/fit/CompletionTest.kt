package org.platen.inference.fit

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.math.abs
import kotlin.math.sqrt
import kotlin.random.Random
import kotlin.random.asJavaRandom
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.identity
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.multivariateNormal
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.stack
import org.platen.dsl.kotlin.times
import org.platen.dsl.model.Model
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Binding
import org.platen.inference.data.Data
import org.platen.inference.em.ExactEm

private fun values(model: Model, data: Data, variable: String): DoubleArray = Binding.of(model, data).column(model[variable]).values()[0]

class CompletionTest :
    FunSpec({
        val line = model("line") {
            val row = plate("row")
            val x by row.given()
            val slope by parameter(real())
            val scale by parameter(positive())
            row.observed("y", normal(slope * x, scale))
        }

        test("missing responses are drawn around the line, and known ones stay") {
            val random = Random(1).asJavaRandom()
            val x = DoubleArray(4000) { it / 1000.0 }
            val y = DoubleArray(4000) { 2 * x[it] + 0.5 * random.nextGaussian() }
            val fit = ExactEm().fit(line, Data.of(line["x"], x).and(line["y"], y))
            val holes = DoubleArray(4000) { if (it % 2 == 0) Double.NaN else y[it] }
            val data = Data.of(line["x"], x).and(line["y"], holes)
            val completed = values(line, fit.completed(data, 1), "y")
            (1 until 4000 step 2).all { completed[it] == y[it] } shouldBe true
            val residuals = (0 until 4000 step 2).map { completed[it] - fit.estimate("slope").value() * x[it] }
            residuals.average() shouldBe (0.0 plusOrMinus 5 * 0.5 / sqrt(2000.0))
            sqrt(residuals.map { it * it }.average()) shouldBe (fit.estimate("scale").value() plusOrMinus 5 * 0.5 / sqrt(4000.0))
            values(line, fit.completed(data, 1), "y") shouldBe completed
        }

        test("what cannot be drawn given what comes before is refused") {
            fun refusal(model: Model, train: Data, data: Data): String =
                shouldThrow<ModelException> { ExactEm().fit(model, train).completed(data, 1) }.message!!

            val clusters = model("clusters") {
                val cluster = plate("cluster", 2)
                val row = plate("row")
                val mean by cluster.parameter(real())
                val weights by parameter(simplex(cluster))
                val z by row.latent(categorical(weights))
                row.observed("x", normal(mean[z], 1.0))
            }
            val numbers = doubleArrayOf(0.0, 1.0, 5.0, 6.0)
            refusal(clusters, Data.of(clusters["x"], numbers), Data.of(clusters["x"], numbers)) shouldContain
                "has latent variables [z]"

            val chained = model("chained") {
                val row = plate("row")
                val a by row.observed(normal(parameter("mean", real()), 1.0))
                row.observed("b", normal(a, 1.0))
            }
            val pairs = Data.of(chained["a"], numbers).and(chained["b"], numbers)
            val holes = Data.of(chained["a"], doubleArrayOf(0.0, Double.NaN, 1.0, 2.0)).and(chained["b"], numbers)
            refusal(chained, pairs, holes) shouldContain "'a' has missing values, and [b] depend on it"

            val joint = model("joint") {
                val mean by parameter(real(2))
                plate("row").observed("x", multivariateNormal(mean, identity(2)))
            }
            val rows = arrayOf(doubleArrayOf(0.0, 1.0), doubleArrayOf(2.0, 0.5))
            refusal(joint, Data.of(joint["x"], rows), Data.of(joint["x"], arrayOf(doubleArrayOf(0.0, Double.NaN)))) shouldContain
                "'x' is MultivariateNormal and has missing values"
        }

        test("draws of latent variables reach autoregressive ones below them") {
            val both = model("both") {
                val row = plate("row")
                val z by row.latent(normal(0.0, 1.0))
                val weight by parameter(real())
                row.autoregressive("x", 2) { earlier ->
                    normal(stack(1.0 * z, weight * earlier[0]), 0.01)
                }
            }
            val random = Random(2).asJavaRandom()
            val rows = Array(300) { random.nextGaussian().let { doubleArrayOf(it, 3 * it) } }
            val fit = ExactEm().fit(both, Data.of(both["x"], rows))
            val drawn = Binding.of(both, fit.sample(2000, 1)).column(both["x"]).values()
            fit.estimate("weight").value() shouldBe (3.0 plusOrMinus 1e-2)
            (0 until 2000).all { abs(drawn[1][it] - 3 * drawn[0][it]) < 0.1 } shouldBe true
            sqrt(drawn[0].map { it * it }.average()) shouldBe (1.0 plusOrMinus 0.1)
        }
    })
