package org.platen.inference.em

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeGreaterThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.dirichlet
import org.platen.dsl.distribution.Distributions.inverseGamma
import org.platen.dsl.distribution.Distributions.inverseWishart
import org.platen.dsl.distribution.Distributions.multivariateNormal
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Expressions.identity
import org.platen.dsl.expr.Expressions.zeros
import org.platen.dsl.model.Model
import org.platen.dsl.model.Space.positive
import org.platen.dsl.model.Space.real
import org.platen.inference.data.Data

private fun bayesianMixture(k: Int): Model = Model.declare("old-faithful") { m ->
    val cluster = m.plate("cluster", k)
    val row = m.plate("row")
    val weights = m.latent("weights", dirichlet(cluster, 1.0))
    val mean = m.latent("mean", cluster, multivariateNormal(zeros(2), identity(2).times(constant(100.0))))
    val covariance = m.latent("covariance", cluster, inverseWishart(4.0, identity(2)))
    val z = m.latent("z", row, categorical(weights))
    m.observed("x", row, multivariateNormal(mean.at(z), covariance.at(z)))
}

class BayesianMixtureTest :
    FunSpec({

        test("the objective of the Bayesian mixture of Old Faithful never falls, and it converges") {
            val fit = ExactEm().restarts(3).fit(bayesianMixture(2), faithful)
            fit.stoppingReason() shouldContain "converged"
            fit.trace().zipWithNext { a, b -> b shouldBeGreaterThanOrEqual a - 1e-9 * (1 + Math.abs(a)) }
            fit.trace().last() shouldBe (fit.logLikelihood() + fit.logPrior() plusOrMinus 1e-9)
        }

        test("at the mode the gradient of each mean is zero: prior and data pull equally hard") {
            val fit = ExactEm().restarts(3).tolerance(1e-14).fit(bayesianMixture(2), faithful)
            val r = fit.responsibilities(fit.model()["z"])
            for (k in 0..1) {
                val mean = fit.estimate("mean").row(k)
                val (a, b, _, c) = fit.estimate("covariance").row(k).toList()
                val pull = DoubleArray(2) { j -> faithful.indices.sumOf { r.get(it, k) * (faithful[it][j] - mean[j]) } }
                // Σ⁻¹ pull = mean / 100, the slope of the Normal prior.
                (c * pull[0] - b * pull[1]) / (a * c - b * b) shouldBe (mean[0] / 100 plusOrMinus 1e-4)
                (a * pull[1] - b * pull[0]) / (a * c - b * b) shouldBe (mean[1] / 100 plusOrMinus 1e-4)
            }
        }

        /** 40 rows and a value that occurs three times, far from all others: a component on it alone has no spread. */
        val withTies = DoubleArray(43) { if (it < 40) it * 0.1 else 50.0 }

        test("a component on rows that are all alike collapses by maximum likelihood, and a prior prevents it") {
            val likelihood = mixture(2) { m, cluster ->
                val mean = m.parameter("mean", cluster, real())
                m.parameter("scale", cluster, positive()).let { scale -> { z -> normal(mean.at(z), scale.at(z)) } }
            }
            val collapsed = runCatching { ExactEm().restarts(2).fit(likelihood, Data.of(likelihood["x"], withTies)) }
            collapsed.exceptionOrNull()!!.message!!.let {
                it shouldContain "collapsed"
                it shouldContain "scale"
                it shouldContain "prior"
            }

            val model = mixture(2) { m, cluster ->
                val mean = m.parameter("mean", cluster, real())
                m.latent("variance", cluster, inverseGamma(2.0, 0.5)).let { v -> { z -> normal(mean.at(z), v.at(z).sqrt()) } }
            }
            val fit = ExactEm().restarts(2).fit(model, Data.of(model["x"], withTies))
            // The component on the three equal rows: (0.5 + 0) / (2 + 1 + 3/2).
            val variances = fit.estimate("variance").values().sorted()
            variances[0] shouldBe (0.5 / 4.5 plusOrMinus 1e-6)
            variances[1] shouldBeGreaterThan 1.0
        }

        test("with a prior no start is lost, with more components than the data have") {
            val fit = ExactEm().restarts(6).fit(bayesianMixture(6), faithful)
            fit.starts() shouldHaveSize 6
            withClue(fit.starts()) { fit.starts().none { "collapsed" in it || "nan" in it.lowercase() } shouldBe true }
        }
    })
