package org.platen.inference.unconstrained

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import java.util.Random
import kotlin.math.PI
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.ln
import org.platen.dsl.distribution.Distributions.beta
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.dirichlet
import org.platen.dsl.distribution.Distributions.gamma
import org.platen.dsl.distribution.Distributions.inverseWishart
import org.platen.dsl.distribution.Distributions.lkjCholesky
import org.platen.dsl.distribution.Distributions.multivariateNormal
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.uniform
import org.platen.dsl.expr.Expressions.identity
import org.platen.dsl.expr.Expressions.zeros
import org.platen.dsl.model.Model
import org.platen.inference.backend.LocalExecutor
import org.platen.inference.data.Binding
import org.platen.inference.data.Data
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.vi.EightSchools

class LogPosteriorTest :
    FunSpec({

        fun posterior(model: Model, data: Data): LogPosterior {
            val binding = Binding.of(model, data)
            return LogPosterior.of(model, binding, PosteriorRoles.of(model, binding).roles(), JvmBackend())
        }

        fun checkGradient(model: Model, data: Data) {
            val density = posterior(model, data).density(LocalExecutor(1))
            val random = Random(4)
            val point = DoubleArray(density.dimension()) { 0.5 * random.nextGaussian() }
            val gradient = DoubleArray(point.size)
            density.at(point, gradient)
            for (i in point.indices) {
                val (up, down) = listOf(1e-5, -1e-5).map { step ->
                    density.at(point.clone().also { it[i] += step }, DoubleArray(point.size))
                }
                withClue("${model.name()}, number $i") {
                    gradient[i] shouldBe ((up - down) / 2e-5 plusOrMinus 1e-5 * (1 + abs(gradient[i])))
                }
            }
        }

        test("eight schools: the log joint density and the log Jacobian, written out") {
            val model = EightSchools.nonCentred
            val density = posterior(model, EightSchools.data(model)).density(LocalExecutor(1))
            val effects = listOf(28.0, 8.0, -3.0, 7.0, -1.0, 1.0, 18.0, 12.0)
            val errors = listOf(15.0, 10.0, 16.0, 11.0, 9.0, 11.0, 10.0, 18.0)
            val point = DoubleArray(10) { 0.3 * (it - 4) }
            val (mu, u) = point
            val tau = exp(u)
            fun normal(x: Double, mean: Double, sd: Double) = -0.5 * ln(2 * PI) - ln(sd) - 0.5 * (x - mean) * (x - mean) / (sd * sd)
            val expected = normal(mu, 0.0, 5.0) + ln(2 / (PI * 5 * (1 + tau * tau / 25))) + u +
                effects.indices.sumOf { normal(point[2 + it], 0.0, 1.0) + normal(effects[it], mu + tau * point[2 + it], errors[it]) }
            density.at(point, DoubleArray(10)) shouldBe (expected plusOrMinus 1e-12)
        }

        test("gradients are those of differences, on every support") {
            checkGradient(EightSchools.centred, EightSchools.data(EightSchools.centred))
            val supports = Model.declare("supports") { m ->
                val cluster = m.plate("cluster", 3)
                val row = m.plate("row")
                val weights = m.latent("weights", dirichlet(cluster, 2.0))
                val mean = m.latent("mean", cluster, multivariateNormal(zeros(2), identity(2).times(4.0)))
                val covariance = m.latent("covariance", cluster, inverseWishart(4.0, identity(2)))
                val z = m.latent("z", row, categorical(weights))
                m.observed("x", row, multivariateNormal(mean.at(z), covariance.at(z)))
            }
            checkGradient(supports, Data.of(supports["x"], Array(6) { doubleArrayOf(it.toDouble(), 1.0 - it % 3) }))
            val others = Model.declare("others") { m ->
                val row = m.plate("row")
                val factor = m.latent("factor", lkjCholesky(2, 2.0))
                val scale = m.latent("scale", gamma(2.0, 1.0))
                val share = m.latent("share", beta(2.0, 3.0))
                val bounded = m.latent("bounded", uniform(-1.0, 4.0))
                val mean = bounded.plus(share.times(factor.sum()))
                m.observed("y", row, normal(mean, scale))
            }
            checkGradient(others, Data.of(others["y"], doubleArrayOf(0.3, 1.2, -0.4)))
        }

        test("points become values and points again") {
            val model = EightSchools.centred
            val scales = posterior(model, EightSchools.data(model)).scales()
            val point = DoubleArray(10) { it - 4.5 }
            val values = scales.values(point)
            values.getValue(model["tau"]).single() shouldBe (exp(point[1]) plusOrMinus 1e-12)
            scales.point(values).zip(point.toList()).forEach { (a, b) -> a shouldBe (b plusOrMinus 1e-12) }
        }
    })
