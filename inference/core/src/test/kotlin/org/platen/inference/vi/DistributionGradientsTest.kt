package org.platen.inference.vi

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.abs
import org.ejml.dense.row.CommonOps_DDRM
import org.platen.dsl.distribution.Distribution
import org.platen.dsl.distribution.Distributions
import org.platen.dsl.distribution.Distributions.beta
import org.platen.dsl.distribution.Distributions.dirichlet
import org.platen.dsl.distribution.Distributions.gamma
import org.platen.dsl.distribution.Distributions.multivariateNormal
import org.platen.dsl.distribution.Distributions.multivariateNormalPrecision
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.expr.Expr
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Expressions.identity
import org.platen.dsl.expr.Expressions.stack
import org.platen.dsl.expr.Expressions.zeros
import org.platen.dsl.model.Model
import org.platen.dsl.model.ModelBuilder
import org.platen.inference.backend.LocalExecutor
import org.platen.inference.data.Binding
import org.platen.inference.data.Data
import org.platen.inference.derivative
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.unconstrained.LogPosterior
import org.platen.inference.unconstrained.PosteriorRoles

/** The bound of a model of one observed (or one latent) variable, on one set of draws, by the parameters of its distribution: beside differences (Ridders 1982). */
class DistributionGradientsTest : FunSpec({

    fun check(model: Model, data: Data) {
        val binding = Binding.of(model, data)
        val density = LogPosterior.of(model, binding, PosteriorRoles.of(model, binding).roles(), JvmBackend()).density(LocalExecutor(1))
        val n = density.dimension()
        val first = DiagonalGaussian(DoubleArray(n) { 0.1 * (it + 1) }, DoubleArray(n) { 0.2 })
        val average = SampleAverage(density, first, CommonOps_DDRM.identity(n), Noise(n, 4, 3).set(1))
        val at = DoubleArray(average.size()) { 0.05 * (it - 1) }
        val gradient = DoubleArray(at.size)
        average.at(at, gradient)
        for (i in at.indices) {
            val expected = derivative(at[i]) { x -> average.at(at.clone().also { it[i] = x }, DoubleArray(at.size)) }
            withClue("${model.name()}, number $i") { gradient[i] shouldBe (expected plusOrMinus 1e-6 * (1 + abs(expected))) }
        }
    }

    fun ModelBuilder.positive(name: String): Expr = latent(name, gamma(3.0, 2.0))

    fun ModelBuilder.real(name: String): Expr = latent(name, normal(0.0, 1.0))

    fun ModelBuilder.share(name: String): Expr = latent(name, beta(2.0, 2.0))

    fun observed(y: DoubleArray, distribution: ModelBuilder.() -> Distribution): Pair<Model, (Model) -> Data> =
        Model.declare("observed") { m -> m.observed("y", m.plate("row"), m.distribution()) } to { model -> Data.of(model["y"], y) }

    val numbers = doubleArrayOf(-0.7, 1.3, 0.4)
    val above = doubleArrayOf(0.3, 1.7, 2.4)
    val shares = doubleArrayOf(0.2, 0.7, 0.45)
    val counts = doubleArrayOf(0.0, 2.0, 5.0)
    val cases: Map<String, Pair<Model, (Model) -> Data>> = mapOf(
        "Normal" to observed(numbers) { normal(real("m"), positive("s")) },
        "LogNormal" to observed(above) { Distributions.logNormal(real("m"), positive("s")) },
        "StudentT" to observed(numbers) { Distributions.studentT(positive("n").plus(1.0), real("m"), positive("s")) },
        "Cauchy" to observed(numbers) { Distributions.cauchy(real("m"), positive("s")) },
        "Laplace" to observed(numbers) { Distributions.laplace(real("m"), positive("s")) },
        "Logistic" to observed(numbers) { Distributions.logistic(real("m"), positive("s")) },
        "HalfNormal" to observed(above) { Distributions.halfNormal(positive("s")) },
        "HalfCauchy" to observed(above) { Distributions.halfCauchy(positive("s")) },
        "Exponential" to observed(above) { Distributions.exponential(positive("r")) },
        "Gamma" to observed(above) { gamma(positive("a"), positive("b")) },
        "InverseGamma" to observed(above) { Distributions.inverseGamma(positive("a"), positive("b")) },
        "ChiSquared" to observed(above) { Distributions.chiSquared(positive("n").plus(1.0)) },
        "Weibull" to observed(above) { Distributions.weibull(positive("a"), positive("b")) },
        "Pareto" to observed(above) { Distributions.pareto(constant(0.1), positive("a")) },
        "Uniform" to observed(above) { Distributions.uniform(constant(0.0), positive("b").plus(3.0)) },
        "Beta" to observed(shares) { beta(positive("a"), positive("b")) },
        "Kumaraswamy" to observed(shares) { Distributions.kumaraswamy(positive("a"), positive("b")) },
        "VonMises" to observed(numbers) { Distributions.vonMises(real("m"), positive("k")) },
        "Bernoulli" to observed(doubleArrayOf(0.0, 1.0, 1.0)) { Distributions.bernoulli(share("p")) },
        "Bernoulli of log odds" to observed(doubleArrayOf(0.0, 1.0, 1.0)) { Distributions.bernoulliLogits(real("l")) },
        "Binomial" to observed(counts) { Distributions.binomial(6, share("p")) },
        "Geometric" to observed(counts) { Distributions.geometric(share("p")) },
        "Poisson" to observed(counts) { Distributions.poisson(positive("r")) },
        "NegativeBinomial" to observed(counts) { Distributions.negativeBinomial(positive("m"), positive("k")) },
        "ZeroInflated" to observed(counts) { Distributions.zeroInflated(share("p"), Distributions.poisson(positive("r"))) },
        "Truncated" to observed(above) { Distributions.truncated(normal(real("m"), positive("s")), 0.0, 4.0) },
        "Mixture" to observed(numbers) {
            val p = share("p")
            Distributions.mixture(
                stack(p, p.negated().plus(1.0)),
                normal(real("m"), positive("s")),
                Distributions.laplace(real("l"), positive("t")),
            )
        },
    )
    for ((name, case) in cases) {
        test("$name by its parameters") { check(case.first, case.second(case.first)) }
    }

    test("families of vectors and matrices, by their values and their parameters") {
        val y = Array(3) { doubleArrayOf(0.4 * it, 1.0 - it) }
        val wishart = Model.declare("Wishart") { m ->
            val precision = m.latent("precision", Distributions.wishart(m.positive("n").plus(2.0), identity(2)))
            m.observed("y", m.plate("row"), multivariateNormalPrecision(zeros(2), precision))
        }
        check(wishart, Data.of(wishart["y"], y))
        val inverse = Model.declare("InverseWishart") { m ->
            val covariance = m.latent("covariance", Distributions.inverseWishart(m.positive("n").plus(2.0), identity(2)))
            val mean = m.latent("mean", multivariateNormal(zeros(2), identity(2)))
            m.observed("y", m.plate("row"), multivariateNormal(mean, covariance))
        }
        check(inverse, Data.of(inverse["y"], y))
        val student = Model.declare("MultivariateStudentT") { m ->
            val factor = m.latent("factor", Distributions.lkjCholesky(2, m.positive("eta")))
            m.observed(
                "y",
                m.plate("row"),
                Distributions.multivariateStudentT(m.positive("n").plus(1.0), zeros(2), factor.dot(factor.transposed())),
            )
        }
        check(student, Data.of(student["y"], y))
        val categories = Model.declare("Categorical") { m ->
            val kind = m.plate("kind", 3)
            val probabilities = m.latent("probabilities", dirichlet(kind, m.positive("a")))
            m.observed("y", m.plate("row"), Distributions.categorical(probabilities))
        }
        check(categories, Data.of(categories["y"], doubleArrayOf(0.0, 2.0, 1.0)))
    }
})
