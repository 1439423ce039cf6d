package org.platen.inference.em

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.Random
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.sqrt
import org.apache.commons.math3.linear.Array2DRowRealMatrix
import org.apache.commons.math3.linear.LUDecomposition
import org.platen.dsl.distribution.Distributions.bernoulli
import org.platen.dsl.distribution.Distributions.bernoulliLogits
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.multivariateNormal
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.poisson
import org.platen.dsl.model.Covariate
import org.platen.dsl.model.Model
import org.platen.dsl.model.Space.ordered
import org.platen.dsl.model.Space.positive
import org.platen.dsl.model.Space.positiveDefinite
import org.platen.dsl.model.Space.real
import org.platen.dsl.model.Space.simplex
import org.platen.dsl.model.Space.unitInterval
import org.platen.inference.data.Data
import org.platen.inference.data.refused

private infix fun Double.near(expected: Double) = this shouldBe (expected plusOrMinus 1e-6 * abs(expected))

private fun List<Double>.moment(power: Int) = average().let { mean -> map { Math.pow(it - mean, power.toDouble()) }.average() }

private fun inverse(matrix: Array<DoubleArray>): Array<DoubleArray> = LUDecomposition(Array2DRowRealMatrix(matrix)).solver.inverse.data

/** The second derivatives of a function by central differences of its values. */
private fun hessian(point: DoubleArray, steps: DoubleArray, value: (DoubleArray) -> Double): Array<DoubleArray> {
    fun at(i: Int, a: Int, j: Int, b: Int) = value(
        point.clone().also {
            it[i] += a * steps[i]
            it[j] += b * steps[j]
        },
    )
    return Array(point.size) { i ->
        DoubleArray(point.size) { j ->
            (at(i, 1, j, 1) - at(i, 1, j, -1) - at(i, -1, j, 1) + at(i, -1, j, -1)) / (4 * steps[i] * steps[j])
        }
    }
}

/** Observed information against what is known of it without the program that computes it. */
class StandardErrorsTest :
    FunSpec({

        val random = Random(11)
        val waiting = faithful.map { it[1] }

        test("mean and variance of a Normal: sigma / √n and √(2 / n) sigma², uncorrelated") {
            val n = waiting.size
            val model = Model.declare("normal") { m ->
                m.observed("x", m.plate("row"), normal(m.parameter("mean", real()), m.parameter("variance", positive()).sqrt()))
            }
            val errors = ExactEm().fit(model, Data.of(model["x"], waiting)).standardErrors()
            val variance = waiting.moment(2)
            errors.of("mean").value() near sqrt(variance / n)
            errors.of("variance").value() near sqrt(2.0 / n) * variance
            errors.covariance()[0][1] shouldBe (0.0 plusOrMinus 1e-6 * variance * sqrt(variance) / n)
            errors.labels() shouldBe listOf("mean", "variance")
            errors.warnings().shouldBeEmpty()
        }

        test("units and offsets of the data do not matter") {
            for ((offset, unit) in listOf(0.0 to 1e-9, 1e7 to 1.0, -1e3 to 1e6)) {
                val x = List(200) { offset + unit * random.nextGaussian() }
                val model = Model.declare("normal") { m ->
                    m.observed("x", m.plate("row"), normal(m.parameter("mean", real()), m.parameter("scale", positive())))
                }
                val errors = ExactEm().fit(model, Data.of(model["x"], x)).standardErrors()
                val scale = sqrt(x.moment(2))
                withClue("offset $offset, unit $unit") {
                    errors.of("mean").value() shouldBe (scale / sqrt(200.0) plusOrMinus 1e-5 * scale)
                    errors.of("scale").value() shouldBe (scale / sqrt(400.0) plusOrMinus 1e-5 * scale)
                }
            }
        }

        test("mean vector and covariance matrix: covariances S / n and (S_ik S_jl + S_il S_jk) / n") {
            // Anderson (2003), An Introduction to Multivariate Statistical Analysis, theorems 3.3.2 and 3.4.4.
            val n = iris.size
            val model = Model.declare("gauss") { m ->
                val mean = m.parameter("mean", real(4))
                m.observed("x", m.plate("row"), multivariateNormal(mean, m.parameter("covariance", positiveDefinite(4))))
            }
            val fit = ExactEm().fit(model, iris)
            val s = fit.estimate("covariance")
            val errors = fit.standardErrors()
            val mean = errors.covariance("mean")
            val covariance = errors.covariance("covariance")
            for (i in 0..3) {
                for (j in 0..3) {
                    mean[i][j] near s.get(i, j) / n
                    for (k in 0..3) {
                        for (l in 0..3) {
                            covariance[4 * i + j][4 * k + l] near (s.get(i, k) * s.get(j, l) + s.get(i, l) * s.get(j, k)) / n
                        }
                    }
                }
            }
            errors.of("covariance").dims() shouldBe listOf(4, 4)
            errors.labels()[4 + 4 * 1 + 2] shouldBe "covariance[1][2]"
        }

        test("probabilities: p (1 - p) / n, covariances -p q / n") {
            val counts = listOf(7, 30, 1, 62)
            val model = Model.declare("die") { m -> m.observed("x", m.plate("row"), categorical(m.parameter("p", simplex(4)))) }
            val x = counts.flatMapIndexed { face, count -> List(count) { face } }
            val found = ExactEm().fit(model, Data.of(model["x"], x)).standardErrors()
            found.warnings().shouldBeEmpty()
            val covariance = found.covariance("p")
            for (i in 0..3) {
                for (j in 0..3) {
                    val (p, q) = counts[i] / 100.0 to counts[j] / 100.0
                    covariance[i][j] near (if (i == j) p * (1 - p) else -p * q) / 100
                }
            }
        }

        test("the mode of a posterior: a Normal prior adds its precision") {
            val x = List(50) { 3 + random.nextGaussian() }
            val model = Model.declare("mean") { m -> m.observed("x", m.plate("row"), normal(m.latent("mean", normal(0.0, 0.2)), 1.0)) }
            val errors = ExactEm().fit(model, Data.of(model["x"], x)).standardErrors()
            errors.of("mean").value() near 1 / sqrt(50 + 1 / 0.04)
        }

        test("logistic regression has the standard errors of R") {
            // R 4.2.2, summary(glm(am ~ disp + hp, binomial, mtcars)).
            val disp = "160 160 108 258 360 225 360 146.7 140.8 167.6 167.6 275.8 275.8 275.8 472 460 440 78.7 75.7 71.1 120.1 " +
                "318 304 350 400 79 120.3 95.1 351 145 301 121"
            val hp =
                "110 110 93 110 175 105 245 62 95 123 123 180 180 180 205 215 230 66 52 65 97 150 150 245 175 66 91 113 264 175 335 109"
            val am = "1 1 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1 1 1 0 0 0 0 0 1 1 1 1 1 1 1"
            val (x1, x2, y) = listOf(disp, hp, am).map { column -> column.split(" ").map(String::toDouble) }
            val model = Model.declare("logistic") { m ->
                val car = m.plate("car")
                val x = m.given("x", car, Covariate.real(3))
                m.observed("y", car, bernoulliLogits(x.dot(m.parameter("beta", real(3)))))
            }
            val rows = Array(32) { doubleArrayOf(1.0, x1[it], x2[it]) }
            val fit = ExactEm().tolerance(1e-14).fit(model, Data.of(model["y"], y).and(model["x"], rows))
            val errors = fit.standardErrors().of("beta")
            listOf(1.40342203, -0.09517972, 0.12170173).forEachIndexed { i, b -> fit.estimate("beta").get(i) shouldBe (b plusOrMinus 1e-5) }
            listOf(1.36756660, 0.04800283, 0.06777320).forEachIndexed { i, se -> errors.get(i) shouldBe (se plusOrMinus 1e-5) }
        }

        test("Poisson regression has the standard errors of R") {
            // R, help page `glm`: Dobson (1990), page 93, randomised controlled trial; summary(glm(counts ~ outcome + treatment, poisson)).
            val counts = listOf(18, 17, 15, 20, 10, 20, 25, 13, 12)
            val rows = Array(9) { i ->
                val (outcome, treatment) = i % 3 to i / 3
                doubleArrayOf(1.0) + listOf(outcome == 1, outcome == 2, treatment == 1, treatment == 2).map { if (it) 1.0 else 0.0 }
            }
            val model = Model.declare("poisson") { m ->
                val row = m.plate("row")
                val x = m.given("x", row, Covariate.real(5))
                m.observed("y", row, poisson(x.dot(m.parameter("beta", real(5))).exp()))
            }
            val fit = ExactEm().tolerance(1e-14).fit(model, Data.of(model["y"], counts).and(model["x"], rows))
            val errors = fit.standardErrors().of("beta")
            listOf(0.1708987, 0.2021708, 0.1927423, 0.2, 0.2).forEachIndexed { i, se -> errors.get(i) shouldBe (se plusOrMinus 1e-6) }
        }

        test("a mixture: the inverse of a matrix of second differences of its density") {
            val model = sphericalMixture(2, 1)
            val fit = ExactEm().restarts(3).tolerance(1e-15).fit(model, Array(waiting.size) { doubleArrayOf(waiting[it]) })
            fun density(p: DoubleArray, x: Double) = p[0] / p[3] * exp(-0.5 * ((x - p[1]) / p[3]).let { it * it }) +
                (1 - p[0]) / p[4] * exp(-0.5 * ((x - p[2]) / p[4]).let { it * it })
            val point = doubleArrayOf(fit.estimate("weights").get(0)) + fit.estimate("mean").values() + fit.estimate("scale").values()
            val information = hessian(point, doubleArrayOf(2e-4, 4e-3, 4e-3, 4e-3, 4e-3)) { p -> -waiting.sumOf { ln(density(p, it)) } }
            val expected = inverse(information)
            val errors = fit.standardErrors()
            errors.warnings().shouldBeEmpty()
            val found = errors.covariance()
            val places = listOf("weights[0]", "mean[0][0]", "mean[1][0]", "scale[0]", "scale[1]").map(errors.labels()::indexOf)
            for (i in places.indices) {
                for (j in places.indices) {
                    found[places[i]][places[j]] shouldBe (expected[i][j] plusOrMinus 2e-5 * sqrt(expected[i][i] * expected[j][j]))
                }
            }
            // The last probability is one minus the first.
            errors.of("weights").get(1) near errors.of("weights").get(0)
        }

        test("a hidden Markov chain: the same of its forward recursion, first state known") {
            val model = poissonChain(2)
            val fit = ExactEm().tolerance(1e-15).fit(model, Data.of(model["count"], earthquakes))
            val first = if (fit.estimate("initial").get(0) > 0.5) 0 else 1
            fun logLikelihood(p: DoubleArray): Double {
                val transition = arrayOf(doubleArrayOf(1 - p[0], p[0]), doubleArrayOf(p[1], 1 - p[1]))
                fun density(state: Int, count: Double) = exp(
                    count * ln(p[2 + state]) - p[2 + state] - (1..count.toInt()).sumOf {
                        ln(it.toDouble())
                    },
                )
                var forward = DoubleArray(2) { if (it == first) density(it, earthquakes[0]) else 0.0 }
                var total = 0.0
                for (count in earthquakes.drop(1)) {
                    total += ln(forward.sum())
                    val share = forward.map { it / forward.sum() }
                    forward = DoubleArray(2) { to -> density(to, count) * (0..1).sumOf { share[it] * transition[it][to] } }
                }
                return total + ln(forward.sum())
            }
            val transition = fit.estimate("transition")
            val point = doubleArrayOf(transition.get(0, 1), transition.get(1, 0)) + fit.estimate("rate").values()
            logLikelihood(point) shouldBe (fit.logLikelihood() plusOrMinus 1e-8)
            val expected = inverse(hessian(point, doubleArrayOf(1e-3, 1e-3, 1e-2, 1e-2)) { -logLikelihood(it) })
            val errors = fit.standardErrors()
            errors.warnings().single() shouldContain "'initial'"
            errors.of("initial").values().all { it.isNaN() } shouldBe true
            val found = doubleArrayOf(errors.of("transition").get(0, 1), errors.of("transition").get(1, 0)) + errors.of("rate").values()
            for (i in found.indices) found[i] shouldBe (sqrt(expected[i][i]) plusOrMinus 1e-3 * sqrt(expected[i][i]))
        }

        test("latent variables that are integrated out: the same of the marginal density of Normal effects") {
            // Groups of 4 with a common effect: y is Normal with covariance s² I + t² 1 1ᵀ, of determinant s⁶ (s² + 4 t²).
            val y = Array(30) {
                val effect = 10 + 3 * random.nextGaussian()
                DoubleArray(4) { effect + random.nextGaussian() }
            }
            val model = Model.declare("effects") { m ->
                val group = m.plate("group")
                val effect = m.latent("effect", group, normal(0.0, m.parameter("t", positive())))
                m.observed(
                    "y",
                    group.times(m.plate("member", 4)),
                    normal(m.parameter("mean", real()).plus(effect), m.parameter("s", positive())),
                )
            }
            val fit = ExactEm().tolerance(1e-15).iterations(20_000).fit(model, Data.of(model["y"], y))
            fun logLikelihood(p: DoubleArray) = y.sumOf { row ->
                val (s2, t2) = p[1] * p[1] to p[2] * p[2]
                val deviations = row.map { it - p[0] }
                val square = (deviations.sumOf { it * it } - t2 * deviations.sum().let { it * it } / (s2 + 4 * t2)) / s2
                -0.5 * (4 * ln(2 * Math.PI) + 3 * ln(s2) + ln(s2 + 4 * t2) + square)
            }
            val names = listOf("mean", "s", "t")
            val point = names.map { fit.estimate(it).value() }.toDoubleArray()
            logLikelihood(point) shouldBe (fit.logLikelihood() plusOrMinus 1e-8)
            val expected = inverse(hessian(point, doubleArrayOf(1e-2, 1e-3, 1e-2)) { -logLikelihood(it) })
            val errors = fit.standardErrors()
            errors.warnings().shouldBeEmpty()
            names.forEachIndexed { i, name ->
                errors.of(name).value() shouldBe
                    (sqrt(expected[i][i]) plusOrMinus 1e-4 * sqrt(expected[i][i]))
            }
        }

        test("components of the standard errors of Old Faithful shrink as √n: the data twice over") {
            val once = ExactEm().restarts(3).tolerance(1e-13).fit(fullMixture(2, 2), faithful).standardErrors()
            val twice = ExactEm().restarts(3).tolerance(1e-13).fit(fullMixture(2, 2), faithful + faithful).standardErrors()
            for (name in listOf("weights", "mean", "covariance")) {
                once.of(name).values().zip(twice.of(name).values().toList()) { one, two ->
                    two shouldBe (one / sqrt(2.0) plusOrMinus 1e-4 * one)
                }
            }
        }

        test("ordered values and plates of parameters") {
            val group = IntArray(90) { it % 3 }
            val y = DoubleArray(90) { 4.0 * group[it] + random.nextGaussian() }
            val model = Model.declare("levels") { m ->
                val row = m.plate("row")
                val level = m.parameter("level", ordered(3))
                m.observed("y", row, normal(level.at(m.given("group", row, Covariate.category(3))), 1.0))
            }
            val errors = ExactEm().tolerance(1e-14).fit(model, Data.of(model["y"], y).and(model["group"], group)).standardErrors()
            errors.of("level").values().forEach { it near 1 / sqrt(30.0) }
            val plates = Model.declare("plates") { m ->
                val level = m.plate("level", 3)
                val row = m.plate("row")
                val mean = m.parameter("mean", level, real())
                val scale = m.parameter("scale", level, positive())
                val of = m.given("group", row, Covariate.index(level))
                m.observed("y", row, normal(mean.at(of), scale.at(of)))
            }
            val fit = ExactEm().tolerance(1e-14).fit(plates, Data.of(plates["y"], y).and(plates["group"], group))
            for (k in 0..2) fit.standardErrors().of("mean").get(k) near fit.estimate("scale").get(k) / sqrt(30.0)
        }

        test("a single component's weight is no estimate: its error is zero") {
            val errors = ExactEm().fit(fullMixture(1, 2), faithful).standardErrors()
            errors.of("weights").values().toList() shouldBe listOf(0.0)
            errors.covariance().size shouldBe 1 + 2 + 4
        }

        test("missing values take their part of the information away") {
            val x = waiting.mapIndexed { i, value -> if (i % 4 == 0) Double.NaN else value }
            val model = Model.declare("normal") { m ->
                m.observed("x", m.plate("row"), normal(m.parameter("mean", real()), m.parameter("scale", positive())))
            }
            val known = x.filterNot { it.isNaN() }
            val errors = ExactEm().fit(model, Data.of(model["x"], x)).standardErrors()
            errors.of("mean").value() near sqrt(known.moment(2) / known.size)
        }

        test("only what was estimated has a standard error") {
            val fit = ExactEm().restarts(1).fit(fullMixture(2, 2), faithful)
            refused("'z'", "mean") { fit.standardErrors().of("z") }
            refused("'x'", "mean") { fit.standardErrors().of(fit.model()["x"]) }
        }

        test("the summary shows standard errors when asked") {
            val model = Model.declare("mean") { m -> m.observed("x", m.plate("row"), normal(m.parameter("mean", real(2)), 1.0)) }
            val fit = ExactEm().fit(model, Data.of(model["x"], Array(4) { doubleArrayOf(it.toDouble(), 10.0 * it) }))
            fit.summary(fit.standardErrors()) shouldBe fit.summary() + """

                Standard errors
                           estimate  std. error
                  mean[0]    1.5000      0.5000
                  mean[1]   15.0000      0.5000
            """.trimIndent() + "\n"
        }
    })
