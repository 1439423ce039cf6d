package org.platen.inference.tensorflow

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import java.util.Random
import org.platen.dsl.distribution.Distribution
import org.platen.dsl.distribution.Distributions
import org.platen.dsl.distribution.Distributions.beta
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.dirichlet
import org.platen.dsl.distribution.Distributions.gamma
import org.platen.dsl.distribution.Distributions.halfCauchy
import org.platen.dsl.distribution.Distributions.inverseWishart
import org.platen.dsl.distribution.Distributions.multivariateNormal
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.expr.Expr
import org.platen.dsl.expr.Expressions.identity
import org.platen.dsl.expr.Expressions.zeros
import org.platen.dsl.model.Model
import org.platen.dsl.model.ModelBuilder
import org.platen.inference.backend.LocalExecutor
import org.platen.inference.data.Binding
import org.platen.inference.data.Data
import org.platen.inference.fit.RandomChainData
import org.platen.inference.fit.chainModels
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.lower.Roles
import org.platen.inference.train.TrainingBackend
import org.platen.inference.unconstrained.LogPosterior
import org.platen.inference.unconstrained.PosteriorRoles

/** The log posterior density of a model and its gradient, in unconstrained numbers, as gradient engines and samplers ask for them. */
private fun density(model: Model, binding: Binding, roles: Roles, backend: TrainingBackend, seed: Long): Map<String, List<Double>> =
    LocalExecutor(1).use { executor ->
        val density = LogPosterior.of(model, binding, roles, backend).density(executor)
        val random = Random(seed)
        val point = DoubleArray(density.dimension()) { 0.5 * random.nextGaussian() }
        val gradient = DoubleArray(point.size)
        mapOf("value" to listOf(density.at(point, gradient)), "gradient" to gradient.asList())
    }

private fun checkModel(model: Model, binding: Binding, roles: Roles = PosteriorRoles.of(model, binding).roles()) = withClue(model.name()) {
    for (seed in 1L..2L) {
        val expected = density(model, binding, roles, JvmBackend(), seed)
        val size = expected.values.flatten().filter { it.isFinite() }.maxOf(Math::abs)
        assertAgree(density(model, binding, roles, exact, seed), expected, 1e-9, 1e-11 * (1 + size))
        assertAgree(density(model, binding, roles, exact.precision(Precision.FLOAT32), seed), expected, 1e-3, 1e-4 * (1 + size))
    }
}

private fun check(model: Model, data: (Model) -> Data) = checkModel(model, Binding.of(model, data(model)))

private fun ModelBuilder.positive(name: String): Expr = latent(name, gamma(3.0, 2.0))

private fun ModelBuilder.real(name: String): Expr = latent(name, normal(0.0, 1.0))

private fun ModelBuilder.share(name: String): Expr = latent(name, beta(2.0, 2.0))

class ModelsTest : FunSpec({
    val numbers = doubleArrayOf(-0.7, 1.3, 0.4, 2.2)
    val counts = doubleArrayOf(0.0, 2.0, 5.0, 1.0)
    val points = Array(6) { doubleArrayOf(it.toDouble() / 2, 1.0 - it % 3) }

    test("a mixture of Normals with covariances") {
        val mixture = Model.declare("mixture") { m ->
            val cluster = m.plate("cluster", 3)
            val row = m.plate("row")
            val weights = m.latent("weights", dirichlet(cluster, 2.0))
            val mean = m.latent("mean", cluster, multivariateNormal(zeros(2), identity(2).times(4.0)))
            val covariance = m.latent("covariance", cluster, inverseWishart(4.0, identity(2)))
            val z = m.latent("z", row, categorical(weights))
            m.observed("x", row, multivariateNormal(mean.at(z), covariance.at(z)))
        }
        check(mixture) { Data.of(it["x"], points) }
    }

    test("eight schools, centred and not") {
        val schools = Model.declare("eight schools") { m ->
            val school = m.plate("school")
            val se = m.given("se", school)
            val mu = m.latent("mu", normal(0.0, 5.0))
            val tau = m.latent("tau", halfCauchy(5.0))
            m.observed("y", school, normal(m.latent("theta", school, normal(mu, tau)), se))
        }
        for (model in listOf(schools, schools.nonCentred("theta"))) {
            check(model) { Data.of(it["y"], doubleArrayOf(28.0, 8.0, -3.0, 7.0)).and(it["se"], doubleArrayOf(15.0, 10.0, 16.0, 11.0)) }
        }
    }

    test("logistic and Poisson regression") {
        val logistic = Model.declare("logistic regression") { m ->
            val row = m.plate("row")
            val x = m.given("x", row)
            m.observed("y", row, Distributions.bernoulliLogits(m.real("intercept").plus(m.real("slope").times(x))))
        }
        check(logistic) { Data.of(it["y"], doubleArrayOf(0.0, 1.0, 1.0, 0.0)).and(it["x"], numbers) }
        val poisson = Model.declare("Poisson regression") { m ->
            val row = m.plate("row")
            val x = m.given("x", row)
            m.observed("y", row, Distributions.poisson(m.real("intercept").plus(m.real("slope").times(x)).exp()))
        }
        check(poisson) { Data.of(it["y"], counts).and(it["x"], numbers) }
    }

    test("factor analysis with its factors") {
        val factors = Model.declare("factor analysis") { m ->
            val row = m.plate("row")
            val item = m.plate("item", 2)
            val loading = m.latent("loading", item, normal(0.0, 1.0))
            val noise = m.latent("noise", item, gamma(2.0, 2.0))
            val factor = m.latent("factor", row, normal(0.0, 1.0))
            m.observed("x", row.times(item), normal(loading.times(factor), noise))
        }
        check(factors) { Data.of(it["x"], points) }
    }

    test("a latent class model with answers that are missing") {
        val classes = Model.declare("latent classes") { m ->
            val kind = m.plate("kind", 2)
            val item = m.plate("item", 2)
            val row = m.plate("row")
            val weights = m.latent("weights", dirichlet(kind, 2.0))
            val answer = m.latent("answer", kind.times(item), beta(2.0, 2.0))
            val z = m.latent("z", row, categorical(weights))
            m.observed("y", row.times(item), Distributions.bernoulli(answer.at(z)))
        }
        check(classes) { Data.of(it["y"], arrayOf(doubleArrayOf(0.0, 1.0), doubleArrayOf(1.0, Double.NaN), doubleArrayOf(1.0, 1.0))) }
    }

    test("families of distributions") {
        val families = mapOf<String, Pair<DoubleArray, ModelBuilder.() -> Distribution>>(
            "Student's t" to (numbers to { Distributions.studentT(positive("n").plus(1.0), real("m"), positive("s")) }),
            "von Mises" to (numbers to { Distributions.vonMises(real("m"), positive("k")) }),
            "negative binomial" to (counts to { Distributions.negativeBinomial(positive("m"), positive("k")) }),
            "zero-inflated Poisson" to (counts to { Distributions.zeroInflated(share("p"), Distributions.poisson(positive("r"))) }),
            "truncated Normal" to (doubleArrayOf(0.3, 1.7, 2.4) to { Distributions.truncated(normal(real("m"), positive("s")), 0.0, 4.0) }),
            "Beta" to (doubleArrayOf(0.2, 0.7, 0.45) to { beta(positive("a"), positive("b")) }),
            "Weibull" to (doubleArrayOf(0.3, 1.7, 2.4) to { Distributions.weibull(positive("a"), positive("b")) }),
        )
        for ((name, family) in families) {
            val model = Model.declare(name) { m -> m.observed("y", m.plate("row"), family.second(m)) }
            check(model) { Data.of(it["y"], family.first) }
        }
    }

    test("correlated vectors") {
        val student = Model.declare("multivariate t") { m ->
            val factor = m.latent("factor", Distributions.lkjCholesky(2, m.positive("eta")))
            val scale = factor.dot(factor.transposed())
            m.observed("y", m.plate("row"), Distributions.multivariateStudentT(m.positive("n").plus(1.0), zeros(2), scale))
        }
        check(student) { Data.of(it["y"], points) }
    }

    test("chains of every structure, with values that are missing") {
        for ((name, model) in chainModels) {
            val data = RandomChainData(model, seed = 5, zeros = false)
            withClue(name) { checkModel(model, data.binding(), data.roles) }
        }
    }
})
