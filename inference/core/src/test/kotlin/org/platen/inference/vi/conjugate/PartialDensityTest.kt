package org.platen.inference.vi.conjugate

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.PI
import kotlin.math.exp
import kotlin.math.ln
import org.platen.dsl.distribution.Distributions.halfCauchy
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.model.Model
import org.platen.dsl.model.RandomVariable
import org.platen.inference.backend.LocalExecutor
import org.platen.inference.data.Binding
import org.platen.inference.data.Data
import org.platen.inference.em.Estimates
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.lower.Layout
import org.platen.inference.lower.Roles

class PartialDensityTest :
    FunSpec({

        val model =
            Model.declare("eight-schools") { m ->
                val school = m.plate("school")
                val mu = m.latent("mu", normal(0.0, 5.0))
                val tau = m.latent("tau", halfCauchy(5.0))
                val theta = m.latent("theta", school, normal(mu, tau))
                m.observed("y", school, normal(theta, m.given("se", school)))
            }
        // Rubin (1981), table 1.
        val y = listOf(28.0, 8.0, -3.0, 7.0, -1.0, 1.0, 18.0, 12.0)
        val se = listOf(15.0, 10.0, 16.0, 11.0, 9.0, 11.0, 10.0, 18.0)
        val binding = Binding.of(model, Data.of(model["y"], y).and(model["se"], se))
        val tau = model["tau"] as RandomVariable
        val theta = model["theta"] as RandomVariable
        val mu = model["mu"] as RandomVariable

        fun density(): PartialDensity {
            val roles = Roles(listOf(mu, tau, theta), setOf())
            val layout = Layout.of(model, binding, roles.estimated())
            val program = VariationalProgram(model, layout, roles, Conjugacy.of(model), listOf(tau), false, JvmBackend())
            val density = PartialDensity(model, binding, program, listOf(tau), LocalExecutor(1))
            density.start(Estimates(mapOf(mu to doubleArrayOf(0.0), theta to DoubleArray(8))), arrayOf(doubleArrayOf(1.0)))
            return density
        }

        test("the derivative with respect to the scale without a factor is that of the bound") {
            val density = density()
            val gradient = DoubleArray(1)
            val none = DoubleArray(1)
            for (at in listOf(-0.5, 0.3, 1.7)) {
                density.at(doubleArrayOf(at), gradient)
                val h = 1e-5
                val slope = (density.at(doubleArrayOf(at + h), none) - density.at(doubleArrayOf(at - h), none)) / (2 * h)
                gradient[0] shouldBe (slope plusOrMinus 1e-6)
            }
        }

        test("at a known scale the factors solve the mean-field equations, and the bound is the sum of its parts") {
            val density = density()
            val logTau = ln(3.0)
            repeat(200) { density.moveFactors(arrayOf(doubleArrayOf(logTau)), 1.0) }
            val (mean, variance) = density.factors().getValue(mu).parameters()[0].toList()
            val effects = density.factors().getValue(theta).parameters()
            variance shouldBe (1 / (1 / 25.0 + 8 / 9.0) plusOrMinus 1e-10)
            mean shouldBe (variance * effects.sumOf { it[0] } / 9 plusOrMinus 1e-8)
            effects.forEachIndexed { i, (m, v) ->
                v shouldBe (1 / (1 / 9.0 + 1 / (se[i] * se[i])) plusOrMinus 1e-10)
                m shouldBe (v * (mean / 9 + y[i] / (se[i] * se[i])) plusOrMinus 1e-8)
            }
            // E log N(x; m, s) = −½ log 2π − log s − E (x − m)² / (2 s²), the half-Cauchy, the Jacobian of τ = exp, and entropies.
            val logTwoPi = ln(2 * PI)
            var bound = -0.5 * logTwoPi - ln(5.0) - (mean * mean + variance) / 50
            effects.forEachIndexed { i, (m, v) ->
                bound += -0.5 * logTwoPi - logTau - ((m - mean) * (m - mean) + v + variance) / 18
                bound += -0.5 * logTwoPi - ln(se[i]) - ((y[i] - m) * (y[i] - m) + v) / (2 * se[i] * se[i])
                bound += 0.5 * (logTwoPi + 1 + ln(v))
            }
            bound += 0.5 * (logTwoPi + 1 + ln(variance))
            bound += ln(2 / (PI * 5)) - ln(1 + exp(2 * logTau) / 25) + logTau
            density.at(doubleArrayOf(logTau), DoubleArray(1)) shouldBe (bound plusOrMinus 1e-9)
        }

        test("a step along natural parameters goes part of the way in precision") {
            val density = density()
            val before = density.factors().getValue(theta).parameters()[0][1]
            density.moveFactors(arrayOf(doubleArrayOf(ln(3.0))), 0.25)
            val aim = 1 / 9.0 + 1 / 225.0
            density.factors().getValue(theta).parameters()[0][1] shouldBe (1 / (0.75 / before + 0.25 * aim) plusOrMinus 1e-10)
        }
    })
