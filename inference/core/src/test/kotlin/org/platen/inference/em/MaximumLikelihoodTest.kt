package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.E
import kotlin.math.PI
import kotlin.math.ln
import kotlin.math.sqrt
import org.platen.dsl.distribution.Distribution
import org.platen.dsl.distribution.Distributions.bernoulli
import org.platen.dsl.distribution.Distributions.binomial
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.exponential
import org.platen.dsl.distribution.Distributions.gamma
import org.platen.dsl.distribution.Distributions.geometric
import org.platen.dsl.distribution.Distributions.logNormal
import org.platen.dsl.distribution.Distributions.multinomial
import org.platen.dsl.distribution.Distributions.multivariateNormal
import org.platen.dsl.distribution.Distributions.multivariateNormalCholesky
import org.platen.dsl.distribution.Distributions.multivariateNormalDiagonal
import org.platen.dsl.distribution.Distributions.multivariateNormalPrecision
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.oneHotCategorical
import org.platen.dsl.distribution.Distributions.poisson
import org.platen.dsl.model.Model
import org.platen.dsl.model.ModelBuilder
import org.platen.dsl.model.Space.choleskyFactor
import org.platen.dsl.model.Space.positive
import org.platen.dsl.model.Space.positiveDefinite
import org.platen.dsl.model.Space.real
import org.platen.dsl.model.Space.simplex
import org.platen.dsl.model.Space.unitInterval
import org.platen.dsl.shape.Plate
import org.platen.inference.data.Data

/** One observed variable `x` over rows, without latent variables. */
private fun single(distribution: (ModelBuilder, Plate) -> Distribution): Model = Model.declare("single") { m ->
    val row = m.plate("row")
    m.observed("x", row, distribution(m, row))
}

private infix fun EmFit.estimates(expected: Map<String, List<Double>>) {
    for ((name, values) in expected) {
        val found = estimate(name).values()
        found.toList() shouldHaveSize values.size
        found.indices.forEach { found[it] shouldBe (values[it] plusOrMinus 1e-12 * (1 + Math.abs(values[it]))) }
    }
    starts() shouldHaveSize 1
}

/** Closed-form maximum likelihood estimates (Johnson, Kotz and Balakrishnan; Bishop 2006, chapter 2), worked out as fractions. */
class MaximumLikelihoodTest :
    FunSpec({

        fun fit(model: Model, vararg x: Double) = ExactEm().fit(model, Data.of(model["x"], x))
        fun fitRows(model: Model, vararg x: DoubleArray) = ExactEm().fit(model, Data.of(model["x"], arrayOf(*x)))

        test("a Normal: the mean, and the root of the mean squared deviation, which divides by n") {
            val model = single { m, _ -> normal(m.parameter("mean", real()), m.parameter("scale", positive())) }
            val found = fit(model, 1.0, 2.0, 3.0, 4.0)
            found estimates mapOf("mean" to listOf(2.5), "scale" to listOf(sqrt(1.25)))
            // n (log σ + ½ log 2π + ½).
            found.logLikelihood() shouldBe (-4 * (0.5 * ln(1.25) + 0.5 * ln(2 * PI) + 0.5) plusOrMinus 1e-12)
        }

        test("a Normal by its variance or its precision: the same distribution") {
            val byVariance = single { m, _ -> normal(m.parameter("mean", real()), m.parameter("variance", positive()).sqrt()) }
            fit(byVariance, 1.0, 2.0, 3.0, 4.0) estimates mapOf("mean" to listOf(2.5), "variance" to listOf(1.25))
            val byPrecision = single { m, _ -> normal(m.parameter("mean", real()), m.parameter("precision", positive()).power(-0.5)) }
            fit(byPrecision, 1.0, 2.0, 3.0, 4.0) estimates mapOf("mean" to listOf(2.5), "precision" to listOf(0.8))
        }

        val pairs = arrayOf(doubleArrayOf(0.0, 0.0), doubleArrayOf(2.0, 0.0), doubleArrayOf(0.0, 2.0), doubleArrayOf(2.0, 4.0))

        test("a multivariate Normal: the mean and the scatter over n, in any form of the spread") {
            fun mean(m: ModelBuilder) = m.parameter("mean", real(2))
            val mean = "mean" to listOf(1.0, 1.5)
            // Deviations (-1, -1.5), (1, -1.5), (-1, 0.5), (1, 2.5): variances 1 and 2.75, covariance 0.5, determinant 2.5.
            val byCovariance = single { m, _ -> multivariateNormal(mean(m), m.parameter("s", positiveDefinite(2))) }
            fitRows(byCovariance, *pairs) estimates mapOf(mean, "s" to listOf(1.0, 0.5, 0.5, 2.75))
            val byPrecision = single { m, _ -> multivariateNormalPrecision(mean(m), m.parameter("s", positiveDefinite(2))) }
            fitRows(byPrecision, *pairs) estimates mapOf(mean, "s" to listOf(1.1, -0.2, -0.2, 0.4))
            val byFactor = single { m, _ -> multivariateNormalCholesky(mean(m), m.parameter("s", choleskyFactor(2))) }
            fitRows(byFactor, *pairs) estimates mapOf(mean, "s" to listOf(1.0, 0.0, 0.5, sqrt(2.5)))
            val byVariances = single { m, _ -> multivariateNormalDiagonal(mean(m), m.parameter("s", positive(2))) }
            fitRows(byVariances, *pairs) estimates mapOf(mean, "s" to listOf(1.0, 2.75))
        }

        test("the log-likelihood of a multivariate Normal is that of its closed form") {
            val model = single { m, _ -> multivariateNormal(m.parameter("mean", real(2)), m.parameter("s", positiveDefinite(2))) }
            // −n/2 (d log 2π + log |S| + d) at the maximum (Mardia, Kent and Bibby 1979, equation 4.2.14).
            fitRows(model, *pairs).logLikelihood() shouldBe (-2 * (2 * ln(2 * PI) + ln(2.5) + 2) plusOrMinus 1e-12)
        }

        test("a Bernoulli: the share of successes") {
            fit(single { m, _ -> bernoulli(m.parameter("p", unitInterval())) }, 1.0, 0.0, 0.0, 1.0, 1.0) estimates mapOf("p" to listOf(0.6))
        }

        test("a vector of Bernoullis: a share for each entry, also where it is all or nothing") {
            val model = single { m, _ -> bernoulli(m.parameter("p", unitInterval(3))) }
            fitRows(model, doubleArrayOf(1.0, 0.0, 1.0), doubleArrayOf(0.0, 0.0, 1.0)) estimates mapOf("p" to listOf(0.5, 0.0, 1.0))
        }

        test("a categorical: the share of each category, also as one-hot vectors") {
            val codes = single { m, _ -> categorical(m.parameter("p", simplex(4))) }
            fit(codes, 0.0, 1.0, 1.0, 3.0, 3.0, 3.0) estimates mapOf("p" to listOf(1.0 / 6, 1.0 / 3, 0.0, 0.5))
            val oneHot = single { m, _ -> oneHotCategorical(m.parameter("p", simplex(2))) }
            fitRows(oneHot, doubleArrayOf(1.0, 0.0), doubleArrayOf(0.0, 1.0), doubleArrayOf(0.0, 1.0)) estimates
                mapOf("p" to listOf(1.0 / 3, 2.0 / 3))
        }

        test("a Poisson: the mean count; with exposure, counts over exposure") {
            fit(single { m, _ -> poisson(m.parameter("rate", positive())) }, 3.0, 4.0, 0.0, 5.0) estimates mapOf("rate" to listOf(3.0))
            val model = single { m, row -> poisson(m.parameter("rate", positive()).times(m.given("hours", row))) }
            val data = Data.of(model["x"], doubleArrayOf(3.0, 4.0, 0.0)).and(model["hours"], doubleArrayOf(2.0, 1.0, 7.0))
            ExactEm().fit(model, data) estimates mapOf("rate" to listOf(0.7))
        }

        test("an exponential: the reciprocal of the mean; a Gamma of known shape: the shape over the mean") {
            fit(single { m, _ -> exponential(m.parameter("rate", positive())) }, 0.5, 1.5, 0.25) estimates mapOf("rate" to listOf(4.0 / 3))
            fit(single { m, _ -> gamma(3.0, m.parameter("rate", positive())) }, 0.5, 1.5, 0.25) estimates mapOf("rate" to listOf(4.0))
        }

        test("a log-normal: mean and root mean squared deviation of the logs") {
            val model = single { m, _ -> logNormal(m.parameter("location", real()), m.parameter("scale", positive())) }
            fit(model, 1.0, E * E, E, E) estimates mapOf("location" to listOf(1.0), "scale" to listOf(sqrt(0.5)))
        }

        test("a binomial: successes over trials, which differ from row to row") {
            val model = single { m, row -> binomial(m.given("n", row), m.parameter("p", unitInterval())) }
            val data = Data.of(model["x"], doubleArrayOf(3.0, 2.0, 1.0)).and(model["n"], doubleArrayOf(10.0, 5.0, 5.0))
            ExactEm().fit(model, data) estimates mapOf("p" to listOf(0.3))
        }

        test("a multinomial: counts over trials") {
            val model = single { m, row -> multinomial(m.given("n", row), m.parameter("p", simplex(3))) }
            val data = Data.of(model["x"], arrayOf(doubleArrayOf(1.0, 2.0, 3.0), doubleArrayOf(0.0, 2.0, 2.0)))
                .and(model["n"], doubleArrayOf(6.0, 4.0))
            ExactEm().fit(model, data) estimates mapOf("p" to listOf(0.1, 0.4, 0.5))
        }

        test("a geometric: successes over all trials") {
            fit(single { m, _ -> geometric(m.parameter("p", unitInterval())) }, 0.0, 1.0, 2.0) estimates mapOf("p" to listOf(0.5))
        }

        test("a parameter for each group, named by a given index") {
            val model = Model.declare("groups") { m ->
                val group = m.plate("group", 2)
                val row = m.plate("row")
                val of = m.given("of", row, org.platen.dsl.model.Covariate.index(group))
                val mean = m.parameter("mean", group, real())
                val scale = m.parameter("scale", positive())
                m.observed("x", row, normal(mean.at(of), scale))
            }
            val data = Data.of(model["x"], doubleArrayOf(1.0, 3.0, 10.0, 16.0)).and(model["of"], intArrayOf(0, 0, 1, 1))
            // Within the groups the squared deviations are 1, 1, 9, 9.
            ExactEm().fit(model, data) estimates mapOf("mean" to listOf(2.0, 13.0), "scale" to listOf(sqrt(5.0)))
        }

        test("one number that was observed once, outside all plates") {
            val model = Model.declare("once") { m -> m.observed("x", poisson(m.parameter("rate", positive()))) }
            ExactEm().fit(model, Data.of(model["x"], 7.0)) estimates mapOf("rate" to listOf(7.0))
        }
    })
