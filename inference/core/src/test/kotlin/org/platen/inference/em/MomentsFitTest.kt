package org.platen.inference.em

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.Random
import kotlin.math.abs
import org.platen.dsl.distribution.Distributions.multivariateNormal
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.expr.Expressions
import org.platen.dsl.model.Covariate
import org.platen.dsl.model.Model
import org.platen.dsl.model.Space.positive
import org.platen.dsl.model.Space.positiveDefinite
import org.platen.dsl.model.Space.real
import org.platen.inference.data.Data

/** Where everything in a row is Normal, a fit to rows of the same count, mean and covariance is the fit to the data. */
class MomentsFitTest :
    FunSpec({

        val rows = 700
        val random = Random(31)

        /** Correlated rows in the given units, off zero. */
        fun vectors(units: DoubleArray): Array<DoubleArray> = Array(rows) {
            val common = random.nextGaussian()
            DoubleArray(units.size) { units[it] * (5 + common + (it + 1) * random.nextGaussian()) }
        }

        fun agree(engine: ExactEm, model: Model, data: Data, few: Int) {
            val fit = engine.fit(model, data)
            val whole = engine.reduce(false).fit(model, data)
            fit.summary() shouldContain "data"
            fit.reduction().get() shouldBe "700 rows, $few of the same mean and covariance"
            withClue("${fit.trace()} and ${whole.trace()}") {
                fit.trace() shouldHaveSize whole.trace().size
                fit.trace().zip(whole.trace()).forEach { (a, b) -> a shouldBe (b plusOrMinus 1e-10 * (1 + abs(b))) }
            }
            for (name in fit.updates().keys) {
                withClue(name) {
                    val b = whole.estimate(name).values()
                    fit.estimate(name).values().zip(b.toList()).forEach { (x, y) -> x shouldBe (y plusOrMinus 1e-7 * b.maxOf { abs(it) }) }
                }
            }
            fit.logLikelihood() shouldBe (fit.logDensity(data).sum() plusOrMinus 1e-9 * abs(fit.logLikelihood()))
        }

        test("for Normal vectors, in any units") {
            val model = Model.declare("vectors") { m ->
                m.observed(
                    "x",
                    m.plate("row"),
                    multivariateNormal(m.parameter("mean", real(3)), m.parameter("covariance", positiveDefinite(3))),
                )
            }
            agree(ExactEm(), model, model.rows(vectors(doubleArrayOf(1.0, 1e-5, 1e4))), few = 7)
            agree(
                ExactEm(),
                model,
                model.rows(
                    vectors(doubleArrayOf(1.0, 1.0, 1.0)).map { x ->
                        x.map { 1e7 + it }.toDoubleArray()
                    }.toTypedArray(),
                ),
                few = 7,
            )
        }

        test("in a linear regression on two columns, one of them observed itself") {
            val model = Model.declare("regression") { m ->
                val row = m.plate("row")
                val x = m.given("x", row, Covariate.real(2))
                val u = m.observed("u", row, normal(x.dot(m.parameter("a", real(2))), m.parameter("s", positive())))
                val mean = m.parameter("intercept", real()).plus(u.times(m.parameter("b", real()))).plus(x.dot(m.parameter("c", real(2))))
                m.observed("y", row, normal(mean, m.parameter("t", positive())))
            }
            val x = vectors(doubleArrayOf(1.0, 100.0))
            val u = DoubleArray(rows) { x[it][0] + 0.1 * x[it][1] + random.nextGaussian() }
            val y = DoubleArray(rows) { 3 - u[it] + 2 * x[it][0] + random.nextGaussian() }
            agree(ExactEm().tolerance(1e-13), model, Data.of(model["x"], x).and(model["u"], u).and(model["y"], y), few = 9)
        }

        fun factors(own: Boolean) = Model.declare("factors") { m ->
            val row = m.plate("row")
            val f = m.latent("f", row, normal(Expressions.zeros(2), Expressions.ones(2)))
            val mean = m.parameter("loading", real(5, 2)).dot(f).plus(m.parameter("mean", real(5)))
            m.observed("x", row, normal(mean, m.parameter("scale", if (own) positive(5) else positive())))
        }
        for ((name, own) in listOf("factor analysis" to true, "probabilistic principal components" to false)) {
            test("in $name") {
                val model = factors(own)
                val engine = ExactEm().tolerance(0.0).iterations(25)
                agree(engine, model, model.rows(vectors(doubleArrayOf(1.0, 2.0, 0.5, 10.0, 1.0))), few = 11)
            }
        }

        test("in a regression on an input that was measured with error") {
            val model = Model.declare("errors in variables") { m ->
                val row = m.plate("row")
                val input = m.latent("input", row, normal(m.parameter("centre", real()), m.parameter("width", positive())))
                m.observed("x", row, normal(input, 0.5))
                val mean = m.parameter("intercept", real()).plus(m.parameter("slope", real()).times(input))
                m.observed("y", row, normal(mean, m.parameter("scale", positive())))
            }
            val input = DoubleArray(rows) { 1 + 2 * random.nextGaussian() }
            val data = Data.of(model["x"], DoubleArray(rows) { input[it] + 0.5 * random.nextGaussian() })
                .and(model["y"], DoubleArray(rows) { 3 - input[it] + random.nextGaussian() })
            agree(ExactEm().tolerance(0.0).iterations(25), model, data, few = 5)
        }

        test("in short series of a linear Gaussian state") {
            val model = Model.declare("series") { m ->
                val series = m.plate("series")
                val time = m.chain("time", series)
                val state = m.markov("state", time, normal(0.0, 1.0)) { previous -> normal(m.parameter("a", real()).times(previous), 1.0) }
                m.observed("x", time, normal(state, m.parameter("scale", positive())))
            }
            val x = Array(rows) { DoubleArray(4) { random.nextGaussian() } }
            for (row in x) for (t in 1 until 4) row[t] += 0.8 * row[t - 1]
            agree(ExactEm().tolerance(0.0).iterations(15), model, Data.of(model["x"], x), few = 9)
        }
    })
