package org.platen.inference.unconstrained

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlin.math.PI
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.sin
import org.platen.dsl.distribution.Distributions.halfCauchy
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.model.Model
import org.platen.dsl.model.Variable
import org.platen.inference.assertClose
import org.platen.inference.backend.LocalExecutor
import org.platen.inference.data.Data
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.lower.Roles

// Rubin (1981), table 1.
private val EFFECTS = doubleArrayOf(28.0, 8.0, -3.0, 7.0, -1.0, 1.0, 18.0, 12.0)
private val ERRORS = doubleArrayOf(15.0, 10.0, 16.0, 11.0, 9.0, 11.0, 10.0, 18.0)

private val SCHOOLS = Model.declare("eight schools") { m ->
    val school = m.plate("school", 8)
    val error = m.given("error", school)
    val mu = m.latent("mu", normal(0.0, 5.0))
    val tau = m.latent("tau", halfCauchy(5.0))
    val z = m.latent("z", school, normal(0.0, 1.0))
    m.observed("y", school, normal(mu.plus(tau.times(z)), error))
}

private fun normalLogDensity(x: Double, mean: Double, scale: Double) =
    -0.5 * ((x - mean) / scale) * ((x - mean) / scale) - ln(scale) - 0.5 * ln(2 * PI)

/** The log joint density at (mu, log tau, z), with the log Jacobian determinant log tau. */
private fun expected(point: DoubleArray): Double {
    val tau = exp(point[1])
    val z = point.drop(2)
    val prior =
        normalLogDensity(point[0], 0.0, 5.0) + ln(2 / (PI * 5 * (1 + tau * tau / 25))) + point[1] +
            z.sumOf { normalLogDensity(it, 0.0, 1.0) }
    return prior + z.indices.sumOf { normalLogDensity(EFFECTS[it], point[0] + tau * z[it], ERRORS[it]) }
}

class SessionDensityTest : FunSpec({
    test("the density of eight schools and its derivatives are those of the formula, however often they are asked for") {
        val data = Data.of(SCHOOLS["y"], EFFECTS).and(SCHOOLS["error"], ERRORS)
        val posterior = LogPosterior.of(SCHOOLS, data.bind(SCHOOLS), Roles(ArrayList<Variable>(SCHOOLS.latents()), setOf()), JvmBackend())
        val density = posterior.density(LocalExecutor(1))
        density.dimension() shouldBe 10
        val first = HashMap<Int, Pair<Double, DoubleArray>>()
        for (run in 0 until 1500) {
            val point = DoubleArray(10) { sin(it + 7.0 * (run % 5)) }
            val gradient = DoubleArray(10)
            val value = density.at(point, gradient)
            if (run < 5) {
                first[run] = value to gradient
                assertClose(value, expected(point), 1e-13)
                for (i in point.indices) {
                    val h = 1e-5
                    fun moved(by: Double) = expected(point.clone().also { it[i] += by })
                    withClue("derivative $i") { assertClose(gradient[i], (moved(h) - moved(-h)) / (2 * h), 1e-7, slack = 1e-7) }
                }
            }
            val (sameValue, sameGradient) = first.getValue(run % 5)
            value shouldBe sameValue
            gradient shouldBe sameGradient
        }
    }
})
