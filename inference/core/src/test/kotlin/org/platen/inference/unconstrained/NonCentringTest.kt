package org.platen.inference.unconstrained

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import java.util.Random
import kotlin.math.abs
import kotlin.math.ln
import org.platen.dsl.distribution.Distribution
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.cauchy
import org.platen.dsl.distribution.Distributions.gamma
import org.platen.dsl.distribution.Distributions.inverseWishart
import org.platen.dsl.distribution.Distributions.laplace
import org.platen.dsl.distribution.Distributions.lkjCholesky
import org.platen.dsl.distribution.Distributions.logNormal
import org.platen.dsl.distribution.Distributions.logistic
import org.platen.dsl.distribution.Distributions.multivariateNormal
import org.platen.dsl.distribution.Distributions.multivariateNormalCholesky
import org.platen.dsl.distribution.Distributions.multivariateNormalDiagonal
import org.platen.dsl.distribution.Distributions.multivariateNormalPrecision
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.studentT
import org.platen.dsl.distribution.Distributions.wishart
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Expressions.identity
import org.platen.dsl.expr.Expressions.zeros
import org.platen.dsl.model.Covariate
import org.platen.dsl.model.Model
import org.platen.dsl.model.Space
import org.platen.inference.backend.LocalExecutor
import org.platen.inference.data.Binding
import org.platen.inference.data.Data
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.vi.EightSchools

private fun posterior(model: Model, data: Data): LogPosterior {
    val binding = Binding.of(model, data)
    return LogPosterior.of(model, binding, PosteriorRoles.of(model, binding).roles(), JvmBackend())
}

private fun LogDensity.value(point: DoubleArray) = at(point, DoubleArray(point.size))

private fun Random.point(size: Int) = DoubleArray(size) { 0.5 * nextGaussian() }

class NonCentringTest :
    FunSpec({

        test("the density is that of the model written non-centred by hand, at the same point") {
            val declared = EightSchools.declaredNonCentred
            val byHand = EightSchools.nonCentred
            val density = posterior(declared, EightSchools.data(declared)).density(LocalExecutor(1))
            val expected = posterior(byHand, EightSchools.data(byHand)).density(LocalExecutor(1))
            val point = Random(1).point(10)
            val gradient = DoubleArray(10)
            val expectedGradient = DoubleArray(10)
            density.at(point, gradient) shouldBe (expected.at(point, expectedGradient) plusOrMinus 1e-12)
            gradient.zip(expectedGradient.toList()).forEach { (a, b) -> a shouldBe (b plusOrMinus 1e-12) }
        }

        // Locations are made of a covariate, a parameter and other non-centred variables.
        val scalars = Model.declare("scalars") { m ->
            val group = m.plate("group")
            val row = m.plate("row")
            val at = m.given("at", group)
            val which = m.given("which", row, Covariate.index(group))
            val base = m.parameter("base", Space.real())
            val scale = m.latent("scale", gamma(2.0, 1.0))
            val a = m.latent("a", group, normal(base.plus(at), scale)).nonCentred()
            val twice = m.deterministic("twice", a.times(2.0))
            val b = m.latent("b", group, studentT(constant(4.0), twice, scale)).nonCentred()
            val c = m.latent("c", group, cauchy(b, scale)).nonCentred()
            val d = m.latent("d", laplace(base, scale)).nonCentred()
            val e = m.latent("e", group, logistic(d, scale)).nonCentred()
            val f = m.latent("f", group, logNormal(e, scale)).nonCentred()
            m.observed("y", row, normal(c.plus(f).at(which), 1.0))
        }
        val scalarData = Data.of(scalars["y"], doubleArrayOf(0.3, 1.2, -0.4))
            .and(scalars["at"], doubleArrayOf(0.5, -0.5))
            .and(scalars["which"], doubleArrayOf(0.0, 1.0, 1.0))

        fun vectors(nonCentred: Boolean): Model = Model.declare("vectors") { m ->
            val group = m.plate("group", 2)
            val covariance = m.latent("covariance", inverseWishart(4.0, identity(2)))
            val precision = m.latent("precision", wishart(4.0, identity(2)))
            val factor = m.latent("factor", lkjCholesky(2, 2.0))
            val variances = m.latent("variances", gamma(constant(2.0, 3.0), constant(1.0, 1.0)))
            fun each(name: String, distribution: Distribution) =
                m.latent(name, group, distribution).also { if (nonCentred) it.nonCentred() }
            val a = each("a", multivariateNormal(zeros(2), covariance))
            val b = each("b", multivariateNormalPrecision(a, precision))
            val c = each("c", multivariateNormalCholesky(b, factor))
            val d = each("d", multivariateNormalDiagonal(c, variances))
            val e = each("e", normal(d, 3.0))
            m.observed("y", group, normal(e, 1.0))
        }
        val declared = vectors(nonCentred = true)
        val vectorData = Data.of(declared["y"], arrayOf(doubleArrayOf(0.3, 1.2), doubleArrayOf(-1.0, 0.5)))

        for ((model, data) in listOf(scalars to scalarData, declared to vectorData)) {
            test("${model.name()}: gradients are those of differences") {
                val density = posterior(model, data).density(LocalExecutor(1))
                val point = Random(4).point(density.dimension())
                val gradient = DoubleArray(point.size)
                density.at(point, gradient)
                for (i in point.indices) {
                    val (up, down) = listOf(1e-5, -1e-5).map { step -> density.value(point.clone().also { it[i] += step }) }
                    withClue("number $i") { gradient[i] shouldBe ((up - down) / 2e-5 plusOrMinus 1e-5 * (1 + abs(gradient[i]))) }
                }
            }

            test("${model.name()}: points become values and points again") {
                val scales = posterior(model, data).scales()
                val point = Random(5).point(posterior(model, data).coordinates().size())
                scales.point(scales.values(point)).zip(point.toList()).forEach { (a, b) -> a shouldBe (b plusOrMinus 1e-9) }
            }
        }

        test("the density differs from that of the centred model by the log scales") {
            val centred = vectors(nonCentred = false)
            val own = posterior(declared, vectorData)
            val plain = posterior(centred, vectorData.forModel(centred))
            val point = Random(6).point(own.coordinates().size())
            val values = own.scales().values(point)
            fun entries(name: String) = values.getValue(declared[name])
            fun determinant(name: String) = entries(name).let { (a, b, c, d) -> a * d - b * c }
            val logScales = 0.5 * ln(determinant("covariance")) - 0.5 * ln(determinant("precision")) + ln(determinant("factor")) +
                0.5 * entries("variances").sumOf(::ln) + 2 * ln(3.0)
            val same = plain.scales().point(plain.variables().associateWith { entries(it.name()) })
            own.density(LocalExecutor(1)).value(point) shouldBe
                (plain.density(LocalExecutor(1)).value(same) + 2 * logScales plusOrMinus 1e-9)
        }

        test("values have location and scale put on") {
            val model = EightSchools.declaredNonCentred
            val point = Random(6).point(10)
            val values = posterior(model, EightSchools.data(model)).scales().values(point)
            val mu = values.getValue(model["mu"]).single()
            val tau = values.getValue(model["tau"]).single()
            values.getValue(model["theta"]).forEachIndexed { i, theta -> theta shouldBe (mu + tau * point[2 + i] plusOrMinus 1e-12) }
        }

        test("a location that depends on what is summed out is an obstacle") {
            val mixture = Model.declare("mixture") { m ->
                val kind = m.plate("kind", 2)
                val group = m.plate("group", 3)
                val centre = m.latent("centre", kind, normal(0.0, 5.0))
                val z = m.latent("z", group, categorical(constant(0.4, 0.6)))
                val location = m.deterministic("location", centre.at(z))
                val theta = m.latent("theta", group, normal(location, 1.0)).nonCentred()
                m.observed("y", group, normal(theta, 1.0))
            }
            val data = Data.of(mixture["y"], doubleArrayOf(1.0, 2.0, 3.0))
            PosteriorRoles.of(mixture, Binding.of(mixture, data)).suitability().obstacles() shouldBe listOf(
                "'theta' is non-centred, but its location or scale depends on 'z', which is summed or integrated out. " +
                    "Declare 'theta' without nonCentred().",
            )
        }
    })
