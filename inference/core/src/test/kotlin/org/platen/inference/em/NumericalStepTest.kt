package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import java.util.Random
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.pow
import org.apache.commons.numbers.gamma.Digamma
import org.apache.commons.numbers.gamma.LogGamma
import org.apache.commons.numbers.gamma.Trigamma
import org.platen.dsl.distribution.Distributions.beta
import org.platen.dsl.distribution.Distributions.gamma
import org.platen.dsl.distribution.Distributions.negativeBinomial
import org.platen.dsl.distribution.Distributions.studentT
import org.platen.dsl.distribution.Distributions.weibull
import org.platen.dsl.model.Model
import org.platen.dsl.model.Space.positive
import org.platen.dsl.model.Space.real
import org.platen.inference.data.Data

/** Families without a closed form, against maximum likelihood worked out another way. */
class NumericalStepTest :
    FunSpec({

        val random = Random(5)
        val positives = DoubleArray(200) { exp(0.5 + 0.7 * random.nextGaussian()) }

        test("Gamma shape and rate: Newton on the profile likelihood of the shape") {
            val model = Model.declare("gamma") { m ->
                m.observed("x", m.plate("row"), gamma(m.parameter("shape", positive()), m.parameter("rate", positive())))
            }
            val fit = ExactEm().fit(model, Data.of(model["x"], positives))
            // log a − ψ(a) = log x̄ − mean(log x); the rate is a / x̄ (Johnson, Kotz and Balakrishnan 1994, section 17.7).
            val gap = ln(positives.average()) - positives.map(::ln).average()
            var a = 1 / (2 * gap)
            repeat(50) { a -= (ln(a) - Digamma.value(a) - gap) / (1 / a - Trigamma.value(a)) }
            fit.estimate("shape").value() shouldBe (a plusOrMinus 1e-5 * a)
            fit.estimate("rate").value() shouldBe (a / positives.average() plusOrMinus 1e-5 * a)
            fit.updates()["shape"] shouldBe "Newton"
        }

        test("Beta: the digammas meet the means of the logs") {
            val x = DoubleArray(300) { random.nextDouble().pow(0.5) * 0.9 + 0.05 }
            val model = Model.declare("beta") { m ->
                m.observed("x", m.plate("row"), beta(m.parameter("a", positive()), m.parameter("b", positive())))
            }
            val fit = ExactEm().tolerance(1e-14).fit(model, Data.of(model["x"], x))
            val a = fit.estimate("a").value()
            val b = fit.estimate("b").value()
            // ψ(a) − ψ(a + b) = mean(log x), ψ(b) − ψ(a + b) = mean(log(1 − x)) (Johnson, Kotz and Balakrishnan 1995, section 25.4).
            Digamma.value(a) - Digamma.value(a + b) shouldBe (x.map(::ln).average() plusOrMinus 1e-6)
            Digamma.value(b) - Digamma.value(a + b) shouldBe (x.map { ln(1 - it) }.average() plusOrMinus 1e-6)
        }

        for ((offset, unit) in listOf(0.0 to 1.0, 1e7 to 1.0, 0.0 to 1e-6, 0.0 to 1e6)) {
            test("Student t with 4 degrees of freedom: iteratively reweighted least squares, at offset $offset in units of $unit") {
                val draws = Random(6)
                val x = DoubleArray(200) { offset + unit * (3 + draws.nextGaussian() / (0.2 + draws.nextDouble())) }
                val model = Model.declare("t") { m ->
                    m.observed("x", m.plate("row"), studentT(4.0, m.parameter("location", real()), m.parameter("scale", positive())))
                }
                val fit = ExactEm().fit(model, Data.of(model["x"], x))
                // Weights (ν + 1) / (ν + ((x − μ)/σ)²): Lange, Little and Taylor (1989), section 4.
                var mu = x.sorted()[100]
                var variance = unit * unit
                repeat(2000) {
                    val w = x.map { 5 / (4 + (it - mu) * (it - mu) / variance) }
                    val shift = x.indices.sumOf { w[it] * (x[it] - mu) } / w.sum()
                    mu += shift
                    variance = x.indices.sumOf { w[it] * (x[it] - mu) * (x[it] - mu) } / x.size
                }
                val sigma = Math.sqrt(variance)
                fit.estimate("location").value() shouldBe (mu plusOrMinus 1e-4 * sigma)
                fit.estimate("scale").value() shouldBe (sigma plusOrMinus 1e-4 * sigma)
            }
        }

        test("negative binomial: the mean is the average count, the concentration is where the profile likelihood is flat") {
            val x = DoubleArray(300) { Math.floor(-6 * ln(random.nextDouble()) * random.nextDouble()) }
            val model = Model.declare("counts") { m ->
                m.observed("x", m.plate("row"), negativeBinomial(m.parameter("mean", positive()), m.parameter("concentration", positive())))
            }
            val fit = ExactEm().tolerance(1e-14).fit(model, Data.of(model["x"], x))
            val k = fit.estimate("concentration").value()
            val mean = x.average()
            fit.estimate("mean").value() shouldBe (mean plusOrMinus 1e-5 * mean)
            // d/dk Σ log Γ(x + k) − log Γ(k) + k log(k / (k + m)) + x log(m / (k + m)) at m = x̄ (Johnson, Kemp and Kotz 2005, section 5.8).
            val slope = x.sumOf { Digamma.value(it + k) - Digamma.value(k) } + x.size * ln(k / (k + mean))
            abs(slope) shouldBeLessThan 1e-3
            fit.logLikelihood() shouldBe (
                x.sumOf {
                    LogGamma.value(it + k) - LogGamma.value(k) - LogGamma.value(it + 1) + k * ln(k / (k + mean)) +
                        it * ln(mean / (k + mean))
                }
                    plusOrMinus 1e-6
                )
        }

        test("Weibull: the equation of the shape holds, and the scale follows from it") {
            val model = Model.declare("weibull") { m ->
                m.observed("x", m.plate("row"), weibull(m.parameter("shape", positive()), m.parameter("scale", positive())))
            }
            val fit = ExactEm().tolerance(1e-14).fit(model, Data.of(model["x"], positives))
            val k = fit.estimate("shape").value()
            // Σ xᵏ log x / Σ xᵏ − 1/k = mean(log x); scaleᵏ = mean(xᵏ) (Johnson, Kotz and Balakrishnan 1994, section 21.4).
            val powers = positives.map { it.pow(k) }
            positives.indices.sumOf { powers[it] * ln(positives[it]) } / powers.sum() - 1 / k shouldBe
                (positives.map(::ln).average() plusOrMinus 1e-6)
            fit.estimate("scale").value() shouldBe (powers.average().pow(1 / k) plusOrMinus 1e-6)
        }
    })
