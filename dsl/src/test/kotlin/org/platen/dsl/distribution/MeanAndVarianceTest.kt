package org.platen.dsl.distribution

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.ln
import org.platen.dsl.distribution.Distributions.cauchy
import org.platen.dsl.distribution.Distributions.mixture
import org.platen.dsl.distribution.Distributions.mixtureLogits
import org.platen.dsl.distribution.Distributions.negativeBinomial
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.pointMass
import org.platen.dsl.distribution.Distributions.poisson
import org.platen.dsl.distribution.Distributions.truncated
import org.platen.dsl.distribution.Distributions.zeroInflated
import org.platen.dsl.evaluate
import org.platen.dsl.expr.Expressions.constant

class MeanAndVarianceTest : FunSpec({

    fun Distribution.shouldHave(mean: DoubleArray, variance: DoubleArray) {
        val moments = MeanAndVariance.of(this).get()
        withClue(describe()) {
            for ((expr, expected) in listOf(moments.mean() to mean, moments.variance() to variance)) {
                val found = evaluate(expr)
                expected.forEachIndexed { i, value -> found[if (found.size == 1) 0 else i] shouldBe (value plusOrMinus 1e-12) }
            }
        }
    }

    fun Distribution.shouldHave(mean: Double, variance: Double) = shouldHave(doubleArrayOf(mean), doubleArrayOf(variance))

    test("families with moments keep them") { normal(3.0, 2.0).shouldHave(3.0, 4.0) }

    test("mixtures average means, and variances around the common mean") {
        // Means 1, 5 and 9 with weights 1/2, 1/4, 1/4: 4, and 1/2 · 9 + 1/4 · 1 + 1/4 · 25 = 11 around it, beside 1/2 · 4 + 1/4 · 1 + 1/4 · 16 = 6.25.
        val weights = constant(0.5, 0.25, 0.25)
        val logits = constant(ln(0.5) + 3, ln(0.25) + 3, ln(0.25) + 3)
        val listed = listOf(normal(1.0, 2.0), normal(5.0, 1.0), normal(9.0, 4.0))
        val along = normal(constant(1.0, 5.0, 9.0), constant(2.0, 1.0, 4.0))
        for (same in listOf(
            mixture(weights, listed),
            mixtureLogits(logits, listed),
            mixture(weights, along),
            mixtureLogits(logits, along),
        )) {
            same.shouldHave(4.0, 17.25)
        }
    }

    test("mixtures of vectors have moments of each entry") {
        val means = constant(arrayOf(doubleArrayOf(0.0, 1.0), doubleArrayOf(4.0, 1.0)))
        mixture(constant(0.5, 0.5), normal(means, constant(2.0))).shouldHave(doubleArrayOf(2.0, 1.0), doubleArrayOf(8.0, 4.0))
        mixture(constant(0.5, 0.5), normal(constant(0.0, 1.0), constant(2.0)), normal(constant(4.0, 1.0), constant(2.0)))
            .shouldHave(doubleArrayOf(2.0, 1.0), doubleArrayOf(8.0, 4.0))
    }

    test("additional zeros lower the mean and spread the counts") {
        // 3/4 · 8, and 3/4 (8 + 64) − 36.
        zeroInflated(constant(0.25), poisson(8.0)).shouldHave(6.0, 18.0)
        // The negative Binomial with mean 8 and concentration 4 has variance 8 + 64 / 4.
        zeroInflated(constant(0.25), negativeBinomial(8.0, 4.0)).shouldHave(6.0, 0.75 * (24 + 64) - 36)
        mixture(constant(0.25, 0.75), pointMass(0.0), poisson(8.0)).shouldHave(6.0, 18.0)
    }

    test("what is made of a family without moments has none") {
        MeanAndVariance.of(cauchy(0.0, 1.0)).isEmpty shouldBe true
        MeanAndVariance.of(mixture(constant(0.5, 0.5), normal(0.0, 1.0), cauchy(0.0, 1.0))).isEmpty shouldBe true
        MeanAndVariance.of(mixture(constant(0.5, 0.5), cauchy(constant(0.0, 1.0), constant(1.0)))).isEmpty shouldBe true
        MeanAndVariance.of(truncated(normal(0.0, 1.0), 0.0, 1.0)).isEmpty shouldBe true
    }
})
