package org.platen.inference.amortized

import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.exp
import org.apache.commons.math3.distribution.NormalDistribution
import org.platen.dsl.distribution.Cumulative
import org.platen.dsl.distribution.Distribution
import org.platen.dsl.evaluateScalar
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.kotlin.beta
import org.platen.dsl.kotlin.exponential
import org.platen.dsl.kotlin.halfNormal
import org.platen.dsl.kotlin.laplace
import org.platen.dsl.kotlin.logNormal
import org.platen.dsl.kotlin.logistic
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.uniform
import org.platen.dsl.transform.Bijections
import org.platen.inference.train.Noise

class ReparameterisationTest :
    FunSpec({
        // Draws rise with the noise, so that the quantile of the noise has to be that of the draw: P(draw <= x(u)) = u.
        context("draws have the distribution's quantiles") {
            withData(
                nameFn = { it.describe() },
                normal(1.0, 2.0),
                logNormal(0.5, 0.3),
                laplace(1.0, 2.0),
                logistic(-1.0, 0.5),
                uniform(2.0, 5.0),
            ) { distribution: Distribution ->
                val draw = Reparameterisation.of(distribution).orElseThrow()
                for (p in listOf(0.01, 0.3, 0.5, 0.8, 0.999)) {
                    val noise = if (draw.noise() == Noise.NORMAL) NormalDistribution().inverseCumulativeProbability(p) else p
                    val x = evaluateScalar(draw.draw().apply(constant(noise)))
                    val arguments = distribution.arguments().map { evaluateScalar(it.value()) }.toDoubleArray()
                    (distribution as Cumulative).cdf(x, *arguments) shouldBe (p plusOrMinus 1e-9)
                }
            }
        }

        test("of Exponentials and half-Normals they fall or fold") {
            val exponential = Reparameterisation.of(exponential(2.0)).orElseThrow()
            evaluateScalar(exponential.draw().apply(constant(exp(-3.0)))) shouldBe (1.5 plusOrMinus 1e-12)
            val half = Reparameterisation.of(halfNormal(2.0)).orElseThrow()
            evaluateScalar(half.draw().apply(constant(-0.7))) shouldBe (1.4 plusOrMinus 1e-12)
        }

        test("a transformed Normal is transformed") {
            val draw = Reparameterisation.of(
                Bijections.transformed(normal(1.0, 2.0), Bijections.of(beta(1.0, 1.0).support(), beta(1.0, 1.0).eventShape())),
            ).orElseThrow()
            evaluateScalar(draw.draw().apply(constant(0.25))) shouldBe (1 / (1 + exp(-1.5)) plusOrMinus 1e-12)
        }

        test("families without one are told") {
            Reparameterisation.of(beta(2.0, 3.0)).isPresent shouldBe false
        }
    })
