package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import java.util.Random
import kotlin.math.exp
import kotlin.math.ln
import org.apache.commons.math3.linear.Array2DRowRealMatrix
import org.apache.commons.math3.linear.ArrayRealVector
import org.apache.commons.math3.linear.LUDecomposition
import org.platen.dsl.distribution.Distributions.bernoulliLogits
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.halfCauchy
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.poisson
import org.platen.dsl.model.Covariate
import org.platen.dsl.model.Model
import org.platen.dsl.model.Space.positive
import org.platen.dsl.model.Space.real
import org.platen.dsl.model.Space.simplex
import org.platen.inference.data.Data

/** Solves Σ w x xᵀ β = Σ w x target. */
private fun leastSquares(x: Array<DoubleArray>, weights: DoubleArray, target: DoubleArray): DoubleArray {
    val d = x[0].size
    val normal = Array2DRowRealMatrix(d, d)
    val right = ArrayRealVector(d)
    for (i in x.indices) {
        for (a in 0 until d) {
            for (b in 0 until d) normal.addToEntry(a, b, weights[i] * x[i][a] * x[i][b])
            right.addToEntry(a, weights[i] * x[i][a] * target[i])
        }
    }
    return LUDecomposition(normal).solver.solve(right).toArray()
}

private fun dot(a: DoubleArray, b: DoubleArray) = a.indices.sumOf { a[it] * b[it] }

/** Regressions have no latent variable: maximum likelihood against (iteratively reweighted) least squares. */
class RegressionTest :
    FunSpec({

        val n = 300
        val random = Random(7)
        val design = Array(n) { doubleArrayOf(1.0, random.nextGaussian(), 5 + 2 * random.nextGaussian()) }

        test("logistic regression") {
            val beta = doubleArrayOf(-2.0, 1.0, 0.5)
            val y = DoubleArray(n) { if (random.nextDouble() < 1 / (1 + exp(-dot(design[it], beta)))) 1.0 else 0.0 }
            val model = Model.declare("logistic") { m ->
                val row = m.plate("row")
                val x = m.given("x", row, Covariate.real(3))
                m.observed("y", row, bernoulliLogits(x.dot(m.parameter("beta", real(3)))))
            }
            val fit = ExactEm().fit(model, Data.of(model["y"], y).and(model["x"], design))
            // IRLS: McCullagh and Nelder (1989), section 4.4.
            var b = DoubleArray(3)
            repeat(30) {
                val p = DoubleArray(n) { 1 / (1 + exp(-dot(design[it], b))) }
                val w = DoubleArray(n) { p[it] * (1 - p[it]) }
                b = leastSquares(design, w, DoubleArray(n) { dot(design[it], b) + (y[it] - p[it]) / w[it] })
            }
            for (i in 0..2) fit.estimate("beta").get(i) shouldBe (b[i] plusOrMinus 1e-4)
        }

        test("Poisson regression with exposure") {
            val beta = doubleArrayOf(-1.0, 0.3, 0.2)
            val hours = DoubleArray(n) { 0.5 + 3 * random.nextDouble() }
            val y = DoubleArray(n) { Math.floor(hours[it] * exp(dot(design[it], beta)) * (0.5 + random.nextDouble())) }
            val model = Model.declare("poisson regression") { m ->
                val row = m.plate("row")
                val x = m.given("x", row, Covariate.real(3))
                val exposure = m.given("hours", row)
                m.observed("y", row, poisson(x.dot(m.parameter("beta", real(3))).exp().times(exposure)))
            }
            val fit = ExactEm().fit(model, Data.of(model["y"], y).and(model["x"], design).and(model["hours"], hours))
            var b = doubleArrayOf(ln(y.sum() / hours.sum()), 0.0, 0.0)
            repeat(30) {
                val mu = DoubleArray(n) { hours[it] * exp(dot(design[it], b)) }
                b = leastSquares(design, mu, DoubleArray(n) { dot(design[it], b) + (y[it] - mu[it]) / mu[it] })
            }
            for (i in 0..2) fit.estimate("beta").get(i) shouldBe (b[i] plusOrMinus 1e-4)
        }

        test("linear regression: ordinary least squares, whatever the units of the covariates") {
            val wide = Array(n) { doubleArrayOf(1.0, 1e4 * design[it][1], 1e-3 * design[it][2]) }
            val y = DoubleArray(n) { 2 - 3 * design[it][1] + 0.5 * design[it][2] + random.nextGaussian() }
            val model = Model.declare("regression") { m ->
                val row = m.plate("row")
                val x = m.given("x", row, Covariate.real(3))
                m.observed("y", row, normal(x.dot(m.parameter("beta", real(3))), m.parameter("scale", positive())))
            }
            val fit = ExactEm().fit(model, Data.of(model["y"], y).and(model["x"], wide))
            val b = leastSquares(wide, DoubleArray(n) { 1.0 }, y)
            fit.updates() shouldBe mapOf("beta" to "regression coefficients", "scale" to "Normal spread")
            for (i in 0..2) fit.estimate("beta").get(i) shouldBe (b[i] plusOrMinus 1e-9 * Math.abs(b[i]))
            val squares = y.indices.sumOf { (y[it] - dot(wide[it], b)).let { e -> e * e } }
            fit.estimate("scale").value() shouldBe (Math.sqrt(squares / n) plusOrMinus 1e-9)
        }

        test("an offset of a milliard leaves slope and spread their digits") {
            val t = DoubleArray(n) { design[it][1] }
            val noise = DoubleArray(n) { random.nextGaussian() }
            val model = Model.declare("far away") { m ->
                val row = m.plate("row")
                val x = m.given("t", row)
                val line = m.parameter("level", real()).plus(m.parameter("slope", real()).times(x))
                m.observed("y", row, normal(line, m.parameter("scale", positive())))
            }
            fun fit(offset: Double) =
                ExactEm().fit(model, Data.of(model["y"], DoubleArray(n) { offset + 2 * t[it] + noise[it] }).and(model["t"], t))
            val near = fit(0.0)
            val far = fit(1e9)
            // A number near 1e9 is kept to 1e-7.
            far.estimate("slope").value() shouldBe (near.estimate("slope").value() plusOrMinus 1e-6)
            far.estimate("scale").value() shouldBe (near.estimate("scale").value() plusOrMinus 1e-6)
            far.estimate("level").value() - 1e9 shouldBe (near.estimate("level").value() plusOrMinus 1e-6)
        }

        test("only coefficients that meet a variable without a closed form are climbed to beside it") {
            val t = DoubleArray(n) { design[it][1] }
            val y = DoubleArray(n) { 1 + 2 * t[it] + random.nextGaussian() }
            val model = Model.declare("two lines apart") { m ->
                val row = m.plate("row")
                val x = m.given("t", row)
                m.observed("y", row, normal(x.times(m.parameter("closed", real())), m.parameter("scale", positive())))
                m.observed("z", row, normal(x.times(m.parameter("beside", real())), m.latent("spread", halfCauchy(1.0))))
            }
            val fit = ExactEm().fit(model, Data.of(model["y"], y).and(model["z"], y).and(model["t"], t))
            fit.updates() shouldBe mapOf(
                "closed" to "regression coefficients",
                "scale" to "Normal spread",
                "beside" to "regression coefficients, then Newton",
                "spread" to "Newton",
            )
            fit.estimate("beside").value() shouldBe (fit.estimate("closed").value() plusOrMinus 1e-8)
        }

        test("more coefficients than second derivatives are worth: quasi-Newton finds them, in any units") {
            val d = 60
            val units = DoubleArray(d) { j ->
                if (j == 0) {
                    1.0
                } else if (j % 2 == 0) {
                    100.0
                } else {
                    0.01
                }
            }
            val wide = Array(1000) { DoubleArray(d) { j -> if (j == 0) 1.0 else units[j] * random.nextGaussian() } }
            val y = DoubleArray(1000) { row ->
                val mean = exp(1 + (1 until d).sumOf { j -> 0.3 * wide[row][j] / units[j] / j })
                Math.floor(2 * mean * random.nextDouble())
            }
            val model = Model.declare("wide") { m ->
                val row = m.plate("row")
                val x = m.given("x", row, Covariate.real(d))
                m.observed("y", row, poisson(x.dot(m.parameter("beta", real(d))).exp()))
            }
            val fit = ExactEm().fit(model, Data.of(model["y"], y).and(model["x"], wide))
            fit.updates()["beta"] shouldBe "quasi-Newton"
            var b = DoubleArray(d).also { it[0] = ln(y.average()) }
            repeat(30) {
                val mu = DoubleArray(1000) { exp(dot(wide[it], b)) }
                b = leastSquares(wide, mu, DoubleArray(1000) { dot(wide[it], b) + (y[it] - mu[it]) / mu[it] })
            }
            for (i in 0 until d) fit.estimate("beta").get(i) shouldBe (b[i] plusOrMinus 1e-3 / units[i])
        }

        test("a mixture of two regressions: reweighted least squares in each component") {
            val z = IntArray(n) { if (random.nextDouble() < 0.4) 0 else 1 }
            val t = DoubleArray(n) { 10 * random.nextDouble() }
            val y = DoubleArray(n) { (if (z[it] == 0) 10 - t[it] else 2 * t[it]) + 0.5 * random.nextGaussian() }
            val model = Model.declare("two lines") { m ->
                val cluster = m.plate("cluster", 2)
                val row = m.plate("row")
                val weights = m.parameter("weights", simplex(cluster))
                val intercept = m.parameter("intercept", cluster, real())
                val slope = m.parameter("slope", cluster, real())
                val scale = m.parameter("scale", cluster, positive())
                val time = m.given("t", row)
                val line = m.latent("z", row, categorical(weights))
                m.observed("y", row, normal(intercept.at(line).plus(slope.at(line).times(time)), scale.at(line)))
            }
            val fit = ExactEm().restarts(6).fit(model, Data.of(model["y"], y).and(model["t"], t))

            class Line(val b: DoubleArray, val scale: Double)
            val lines = Array(n) { doubleArrayOf(1.0, t[it]) }
            val reference = ReferenceMixture(
                n,
                { line: Line, i ->
                    ((y[i] - dot(lines[i], line.b)) / line.scale).let { -0.5 * it * it } - ln(line.scale) -
                        0.5 * ln(2 * Math.PI)
                },
                { w ->
                    leastSquares(lines, w, y).let { b ->
                        Line(b, Math.sqrt(weightedMean(w) { (y[it] - dot(lines[it], b)).let { e -> e * e } }))
                    }
                },
            ).fit(doubleArrayOf(0.5, 0.5), listOf(Line(doubleArrayOf(10.0, -1.0), 1.0), Line(doubleArrayOf(0.0, 2.0), 1.0)), 200)
            fit.logLikelihood() shouldBe (reference.logLikelihood plusOrMinus 1e-4)
            val falling = if (fit.estimate("slope").get(0) < 0) 0 else 1
            for ((k, j) in listOf(0 to falling, 1 to 1 - falling)) {
                fit.estimate("weights").get(j) shouldBe (reference.weights[k] plusOrMinus 1e-3)
                fit.estimate("intercept").get(j) shouldBe (reference.components[k].b[0] plusOrMinus 1e-3)
                fit.estimate("slope").get(j) shouldBe (reference.components[k].b[1] plusOrMinus 1e-3)
                fit.estimate("scale").get(j) shouldBe (reference.components[k].scale plusOrMinus 1e-3)
            }
        }
    })
