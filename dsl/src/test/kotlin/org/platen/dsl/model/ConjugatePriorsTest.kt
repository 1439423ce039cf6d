package org.platen.dsl.model

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.ln
import kotlin.math.sqrt
import org.apache.commons.statistics.distribution.GammaDistribution
import org.apache.commons.statistics.distribution.NormalDistribution
import org.platen.dsl.distribution.Distributions.gamma
import org.platen.dsl.distribution.Distributions.inverseGamma
import org.platen.dsl.distribution.Distributions.inverseWishart
import org.platen.dsl.distribution.Distributions.multivariateNormal
import org.platen.dsl.distribution.Distributions.multivariateNormalPrecision
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.wishart
import org.platen.dsl.evaluateScalar
import org.platen.dsl.expr.Expr
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Expressions.identity
import org.platen.dsl.expr.Expressions.zeros
import org.platen.dsl.shape.Shape

/** The log density of the latent variables at single numbers. */
private fun Model.logPrior(values: Map<String, Double>): Double {
    val logPrior = latents().map { it.distribution().logDensity(it) }.reduce(Expr::plus)
    return evaluateScalar(logPrior, values.entries.associate { (name, value) -> get(name) to doubleArrayOf(value) })
}

/** Joint conjugate priors need no families of their own: they are two variables. */
class ConjugatePriorsTest : FunSpec({

    test("Normal-inverse-Gamma is a Normal whose variance is inverse Gamma") {
        val model = Model.declare("normal-inverse-gamma") { m ->
            val variance = m.latent("variance", inverseGamma(3.0, 2.0))
            val mean = m.latent("mean", normal(constant(1.5), variance.dividedBy(4.0).sqrt()))
            m.observed("x", m.plate("row"), normal(mean, variance.sqrt()))
        }
        // The reciprocal of the variance is Gamma(3, rate 2).
        val expected =
            GammaDistribution.of(3.0, 0.5).logDensity(1 / 0.8) - 2 * ln(0.8) + NormalDistribution.of(1.5, sqrt(0.2)).logDensity(1.0)
        model.logPrior(mapOf("variance" to 0.8, "mean" to 1.0)) shouldBe (expected plusOrMinus 1e-12)
    }

    test("Normal-Gamma is a Normal whose precision is Gamma") {
        val model = Model.declare("normal-gamma") { m ->
            val precision = m.latent("precision", gamma(3.0, 2.0))
            m.latent("mean", normal(constant(1.5), precision.times(4.0).power(-0.5)))
        }
        val expected = GammaDistribution.of(3.0, 0.5).logDensity(1.25) + NormalDistribution.of(1.5, sqrt(0.2)).logDensity(1.0)
        model.logPrior(mapOf("precision" to 1.25, "mean" to 1.0)) shouldBe (expected plusOrMinus 1e-12)
    }

    test("Normal-inverse-Wishart and Normal-Wishart are a mean whose covariance, or precision, is drawn in each cluster") {
        val model = Model.declare("normal-inverse-wishart") { m ->
            val cluster = m.plate("cluster", 3)
            val covariance = m.latent("covariance", cluster, inverseWishart(4.0, identity(2)))
            m.latent("mean", cluster, multivariateNormal(zeros(2), covariance.dividedBy(0.5)))
            val precision = m.latent("precision", cluster, wishart(4.0, identity(2)))
            m.latent("centre", cluster, multivariateNormalPrecision(zeros(2), precision.times(0.5)))
        }
        model.latents().map { it.shape() } shouldBe listOf(Shape.of(2, 2), Shape.of(2), Shape.of(2, 2), Shape.of(2))
    }
})
