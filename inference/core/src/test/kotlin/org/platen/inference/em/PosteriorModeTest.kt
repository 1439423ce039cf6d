package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import org.platen.dsl.distribution.Distributions.bernoulli
import org.platen.dsl.distribution.Distributions.beta
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.dirichlet
import org.platen.dsl.distribution.Distributions.exponential
import org.platen.dsl.distribution.Distributions.gamma
import org.platen.dsl.distribution.Distributions.inverseGamma
import org.platen.dsl.distribution.Distributions.inverseWishart
import org.platen.dsl.distribution.Distributions.multivariateNormal
import org.platen.dsl.distribution.Distributions.multivariateNormalPrecision
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.poisson
import org.platen.dsl.distribution.Distributions.wishart
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Expressions.identity
import org.platen.dsl.model.Model
import org.platen.inference.data.Data

private infix fun EmFit.mode(expected: Map<String, List<Double>>) {
    for ((name, values) in expected) {
        val found = estimate(name).values()
        found.toList() shouldHaveSize values.size
        found.indices.forEach { found[it] shouldBe (values[it] plusOrMinus 1e-7 * (1 + Math.abs(values[it]))) }
    }
}

/** Modes of conjugate posteriors on the declared scale, as fractions. x is 1, 2, 3, 6: n = 4, sum 12, sum of squares 50. */
class PosteriorModeTest :
    FunSpec({

        val x = doubleArrayOf(1.0, 2.0, 3.0, 6.0)
        val engine = ExactEm().tolerance(1e-14)

        fun fit(model: Model, vararg values: Double) = engine.fit(model, Data.of(model["x"], values))

        test("Normal with inverse Gamma variance that also scales the prior of the mean") {
            val model = Model.declare("normal-inverse-gamma") { m ->
                val variance = m.latent("variance", inverseGamma(3.0, 2.0))
                val mean = m.latent("mean", normal(constant(1.0), variance.dividedBy(constant(2.0)).sqrt()))
                m.observed("x", m.plate("row"), normal(mean, variance.sqrt()))
            }
            // Mean (κ m0 + Σx) / (κ + n) with κ = 2, m0 = 1; variance (b + ½ Σ(x − μ)² + ½ κ (μ − m0)²) / (a + 1 + ½ n + ½): Murphy (2007),
            // "Conjugate Bayesian analysis of the Gaussian distribution", section 6. Σ(x − μ)² = 50 − 2 · 12 μ + 4 μ².
            val mu = 14.0 / 6
            val squares = 50 - 24 * mu + 4 * mu * mu
            fit(model, *x) mode
                mapOf("mean" to listOf(mu), "variance" to listOf((2 + 0.5 * squares + (mu - 1) * (mu - 1)) / (3 + 1 + 2 + 0.5)))
        }

        test("Normal with Gamma precision that also scales the prior of the mean") {
            val model = Model.declare("normal-gamma") { m ->
                val precision = m.latent("precision", gamma(3.0, 2.0))
                val mean = m.latent("mean", normal(constant(1.0), precision.times(constant(2.0)).power(-0.5)))
                m.observed("x", m.plate("row"), normal(mean, precision.power(-0.5)))
            }
            // Precision (a − 1 + ½ n + ½) / (b + ½ Σ(x − μ)² + ½ κ (μ − m0)²): Murphy (2007), section 3.
            val mu = 14.0 / 6
            val squares = 50 - 24 * mu + 4 * mu * mu
            fit(model, *x) mode
                mapOf("mean" to listOf(mu), "precision" to listOf((3 - 1 + 2 + 0.5) / (2 + 0.5 * squares + (mu - 1) * (mu - 1))))
        }

        test("Normal with known scale and a Normal prior of the mean") {
            val model = Model.declare("normal-normal") { m ->
                val mean = m.latent("mean", normal(1.0, 0.5))
                m.observed("x", m.plate("row"), normal(mean, 2.0))
            }
            // Precisions 4 of the prior and 1/4 of each row: Bishop (2006), equation 2.141.
            fit(model, *x) mode mapOf("mean" to listOf((4 * 1.0 + 12 / 4.0) / (4 + 4 / 4.0)))
        }

        val pairs = arrayOf(doubleArrayOf(0.0, 0.0), doubleArrayOf(2.0, 0.0), doubleArrayOf(0.0, 2.0), doubleArrayOf(2.0, 4.0))

        test("multivariate Normal with an inverse Wishart covariance that also scales the prior of the mean") {
            val model = Model.declare("normal-inverse-wishart") { m ->
                val covariance = m.latent("covariance", inverseWishart(5.0, identity(2)))
                val mean = m.latent("mean", multivariateNormal(constant(3.0, -1.0), covariance.dividedBy(constant(4.0))))
                m.observed("x", m.plate("row"), multivariateNormal(mean, covariance))
            }
            // μ = (κ m0 + Σx) / (κ + n), Σ = (Ψ + Σ(x − x̄)(x − x̄)ᵀ + κ n / (κ + n) (x̄ − m0)(x̄ − m0)ᵀ) / (ν + n + d + 2), κ = n = 4, ν = 5:
            // Fraley and Raftery (2007), "Bayesian regularization for normal mixture estimation", table 1. x̄ = (1, 1.5), scatter 4, 2, 11.
            val away = doubleArrayOf(-2.0, 2.5)
            val covariance = listOf(1 + 4 + 2 * 4.0, 2 + 2 * away[0] * away[1], 2 + 2 * away[0] * away[1], 1 + 11 + 2 * 6.25).map {
                it /
                    (5 + 4 + 2 + 2)
            }
            engine.fit(model, pairs) mode mapOf("mean" to listOf(2.0, 0.25), "covariance" to covariance)
        }

        test("multivariate Normal with known mean and a Wishart precision") {
            val model = Model.declare("wishart") { m ->
                val precision = m.latent("precision", wishart(5.0, identity(2).times(constant(0.5))))
                m.observed("x", m.plate("row"), multivariateNormalPrecision(constant(1.0, 1.5), precision))
            }
            // (ν + n − d − 1) (V⁻¹ + S)⁻¹ with V⁻¹ + S = [[6, 2], [2, 13]], determinant 74: Bishop (2006), equation 2.155 ff.
            engine.fit(model, pairs) mode mapOf("precision" to listOf(13.0, -2.0, -2.0, 6.0).map { 6 * it / 74 })
        }

        test("categories with a Dirichlet prior") {
            val model = Model.declare("dirichlet") { m ->
                val p = m.latent("p", dirichlet(constant(1.0, 2.0, 3.5)))
                m.observed("x", m.plate("row"), categorical(p))
            }
            // (counts + α − 1) / (n + Σα − K): Gelman et al. (2013), section 3.4. Counts 3, 1, 0.
            fit(model, 0.0, 0.0, 1.0, 0.0) mode mapOf("p" to listOf(3 / 7.5, 2 / 7.5, 2.5 / 7.5))
        }

        test("successes with a Beta prior") {
            val model = Model.declare("beta") { m -> m.observed("x", m.plate("row"), bernoulli(m.latent("p", beta(2.0, 4.0)))) }
            // (s + a − 1) / (n + a + b − 2): Gelman et al. (2013), section 2.4.
            fit(model, 1.0, 1.0, 0.0) mode mapOf("p" to listOf(3.0 / 7))
        }

        test("counts and waiting times with a Gamma prior of the rate") {
            val counts = Model.declare("poisson") { m -> m.observed("x", m.plate("row"), poisson(m.latent("rate", gamma(3.0, 2.0)))) }
            // (a − 1 + Σx) / (b + n): Gelman et al. (2013), section 2.6.
            fit(counts, *x) mode mapOf("rate" to listOf((3 - 1 + 12) / (2.0 + 4)))
            val times = Model.declare("exponential") { m ->
                m.observed("x", m.plate("row"), exponential(m.latent("rate", gamma(3.0, 2.0))))
            }
            fit(times, *x) mode mapOf("rate" to listOf((3 - 1 + 4) / (2.0 + 12)))
        }

        test("the log prior is reported apart: the objective is log-likelihood plus log prior") {
            val model = Model.declare("beta") { m -> m.observed("x", m.plate("row"), bernoulli(m.latent("p", beta(2.0, 1.0)))) }
            val fit = fit(model, 1.0, 0.0)
            // The density of Beta(2, 1) is 2 p; the mode is (1 + 1) / (2 + 1).
            fit.logPrior() shouldBe (Math.log(2 * 2.0 / 3) plusOrMinus 1e-12)
            fit.logLikelihood() shouldBe (Math.log(2.0 / 3) + Math.log(1.0 / 3) plusOrMinus 1e-12)
            fit.trace().last() shouldBe (fit.logLikelihood() + fit.logPrior() plusOrMinus 1e-12)
        }

        test("without data rows that say otherwise, the mode is that of the prior") {
            val model = Model.declare("prior") { m ->
                val rate = m.latent("rate", gamma(3.0, 2.0))
                val mean = m.latent("mean", normal(4.0, 2.0))
                m.observed("x", m.plate("row"), normal(0.0, 1.0))
                m.deterministic("product", rate.times(mean))
            }
            // Gamma: (a − 1) / b.
            fit(model, 0.0) mode mapOf("rate" to listOf(1.0), "mean" to listOf(4.0), "product" to listOf(4.0))
        }
    })
