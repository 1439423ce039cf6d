package org.platen.inference.em

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.sqrt
import org.apache.commons.rng.simple.RandomSource
import org.platen.dsl.distribution.Distribution
import org.platen.dsl.distribution.Support
import org.platen.dsl.expr.Constant
import org.platen.dsl.expr.Expr
import org.platen.dsl.kotlin.bernoulli
import org.platen.dsl.kotlin.binomial
import org.platen.dsl.kotlin.cauchy
import org.platen.dsl.kotlin.dirichlet
import org.platen.dsl.kotlin.geometric
import org.platen.dsl.kotlin.inverseWishart
import org.platen.dsl.kotlin.lkjCholesky
import org.platen.dsl.kotlin.mixture
import org.platen.dsl.kotlin.multinomial
import org.platen.dsl.kotlin.multivariateNormal
import org.platen.dsl.kotlin.multivariateStudentT
import org.platen.dsl.kotlin.negativeBinomial
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.oneHotCategorical
import org.platen.dsl.kotlin.poisson
import org.platen.dsl.kotlin.transformed
import org.platen.dsl.kotlin.truncated
import org.platen.dsl.kotlin.wishart
import org.platen.dsl.kotlin.zeroInflated
import org.platen.dsl.model.Model
import org.platen.dsl.model.Parameter
import org.platen.dsl.model.Space
import org.platen.dsl.shape.Dim
import org.platen.dsl.shape.Shape
import org.platen.dsl.transform.Bijections
import org.platen.inference.data.Data

private const val ROWS = 4000

/** A parameter, the value that the data are drawn with, and the standard deviation of its information at one observation (a rough figure). */
private class Truth(val space: Space, val spread: Double, vararg val values: Double)

private class Recovery(val name: String, val truths: List<Truth>, val family: (List<Expr>) -> Distribution)

private fun recovery(name: String, vararg truths: Truth, family: (List<Expr>) -> Distribution) = Recovery(name, truths.toList(), family)

private val aboveOne = Space(Support.Interval(1.0, Double.POSITIVE_INFINITY), Shape.SCALAR)
private val location = Truth(Space.real(2), 2.0, 1.0, -1.0)
private val covariance = Truth(Space.positiveDefinite(2), 4.0, 2.0, 0.5, 0.5, 1.0)

private val recoveries = listOf(
    recovery("Bernoulli by log odds", Truth(Space.real(), 2.3, 1.0)) { (logits) -> bernoulli(logits = logits) },
    recovery("Binomial", Truth(Space.unitInterval(), 0.2, 0.3)) { (p) -> binomial(6, p) },
    recovery("Geometric", Truth(Space.unitInterval(), 0.2, 0.2)) { (p) -> geometric(p) },
    recovery("negative binomial", Truth(Space.positive(), 4.5, 5.0), Truth(Space.positive(), 3.5, 1.7)) { (m, c) ->
        negativeBinomial(m, c)
    },
    recovery("one-hot categorical", Truth(Space.simplex(3), 0.5, 0.2, 0.3, 0.5)) { (p) -> oneHotCategorical(p) },
    recovery("Multinomial", Truth(Space.simplex(3), 0.2, 0.2, 0.3, 0.5)) { (p) -> multinomial(6, p) },
    recovery("zero-inflated Poisson", Truth(Space.unitInterval(), 0.6, 0.4), Truth(Space.positive(), 2.5, 3.0)) { (p, rate) ->
        zeroInflated(p, poisson(rate))
    },
    recovery("Normal truncated on one side", Truth(Space.real(), 8.0, 1.0), Truth(Space.positive(), 4.0, 2.0)) { (mean, scale) ->
        truncated(normal(mean, scale), lower = 0)
    },
    recovery("Cauchy truncated on both sides", Truth(Space.real(), 5.0, 1.0), Truth(Space.positive(), 6.0, 2.0)) { (mean, scale) ->
        truncated(cauchy(mean, scale), -1, 40)
    },
    recovery(
        "mixture of Normals",
        Truth(Space.simplex(2), 0.5, 0.3, 0.7),
        Truth(Space.ordered(2), 2.0, -2.0, 3.0),
        Truth(Space.positive(2), 1.5, 1.0, 0.5),
    ) { (weights, means, scales) -> mixture(weights, component = normal(means, scales)) },
    recovery(
        "multivariate Normal by its Cholesky factor",
        location,
        Truth(Space.choleskyFactor(2), 2.0, 1.4, 0.0, 0.4, 0.9),
    ) { (mean, factor) ->
        multivariateNormal(mean, choleskyFactor = factor)
    },
    recovery("multivariate t", Truth(Space.positive(), 12.0, 4.0), location, covariance) { (freedom, centre, scale) ->
        multivariateStudentT(freedom, centre, scale)
    },
    recovery("Dirichlet", Truth(Space.positive(3), 6.0, 0.5, 2.0, 4.0)) { (concentration) -> dirichlet(concentration) },
    recovery("Wishart", Truth(aboveOne, 5.0, 5.0), covariance) { (freedom, scale) -> wishart(freedom, scale) },
    recovery("inverse Wishart", Truth(aboveOne, 8.0, 7.0), covariance) { (freedom, scale) -> inverseWishart(freedom, scale) },
    recovery("Cholesky factors of correlations", Truth(Space.positive(), 2.5, 2.5)) { (concentration) -> lkjCholesky(3, concentration) },
    recovery("logistic Normal", location, covariance) { (mean, sigma) ->
        transformed(multivariateNormal(mean, sigma), Bijections.simplex(Dim.of(3)))
    },
)

/** Without latent variables exact EM is maximum likelihood: every family's draws, log density, derivatives and transforms meet here. */
class FamilyRecoveryTest : FunSpec({
    for (recovery in recoveries) {
        test("${recovery.name}: maximum likelihood finds what the data were drawn with") {
            val model = Model.declare("recovery") { m ->
                val parameters = recovery.truths.mapIndexed { i, truth -> m.parameter("parameter $i", truth.space) }
                m.observed("x", m.plate("row"), recovery.family(parameters))
            }
            val x = model.observed().single()
            val fit = ExactEm().fit(model, Data.of(x, drawn(x.distribution(), recovery.truths)))
            for ((parameter, truth) in model.parameters().zip(recovery.truths)) {
                val estimate = fit.estimate(parameter).values()
                withClue("${parameter.name()}: ${estimate.asList()}") {
                    estimate.indices.forEach {
                        estimate[it] shouldBe (truth.values[it] plusOrMinus 5 * truth.spread / sqrt(ROWS.toDouble()))
                    }
                }
            }
        }
    }
})

/** Draws with each parameter at its true value: an argument that is no parameter is a number. */
private fun drawn(distribution: Distribution, truths: List<Truth>): Array<DoubleArray> {
    val random = RandomSource.XO_RO_SHI_RO_128_PP.create(7L)
    val arguments = distribution.arguments().map { argument ->
        when (val value = argument.value()) {
            is Constant -> value.values()
            is Parameter -> truths[value.name().substringAfter(' ').toInt()].values
            else -> error("an argument that is neither")
        }
    }
    return Array(ROWS) { distribution.draw(random, arguments) }
}
