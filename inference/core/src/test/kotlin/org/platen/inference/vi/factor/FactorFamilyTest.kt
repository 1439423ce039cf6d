package org.platen.inference.vi.factor

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.math.PI
import kotlin.math.abs
import kotlin.math.ln
import kotlin.math.sqrt
import org.apache.commons.rng.simple.RandomSource

private val factors: List<Pair<FactorFamily, DoubleArray>> =
    listOf(
        NormalFactor() to doubleArrayOf(1.5, 0.7),
        MultivariateNormalFactor(2) to doubleArrayOf(1.0, -2.0, 2.0, 0.5, 0.5, 1.0),
        GammaFactor() to doubleArrayOf(2.5, 1.5),
        InverseGammaFactor() to doubleArrayOf(4.5, 1.5),
        BetaFactor() to doubleArrayOf(2.0, 3.5),
        DirichletFactor(3) to doubleArrayOf(0.5, 2.0, 4.0),
        WishartFactor(2) to doubleArrayOf(5.0, 2.0, 0.5, 0.5, 1.0),
        InverseWishartFactor(2) to doubleArrayOf(9.0, 2.0, 0.5, 0.5, 1.0),
    )

/** E T(v): where T holds v vᵀ, mean and covariance are brought together. */
private fun statistics(family: FactorFamily, parameters: DoubleArray): DoubleArray {
    val moments = family.moments(parameters)
    if (family is NormalFactor || family is MultivariateNormalFactor) {
        val n = family.size()
        for (i in 0 until n) for (j in 0 until n) moments[n + i * n + j] += moments[i] * moments[j]
    }
    return moments
}

private fun logNormaliser(family: FactorFamily, natural: DoubleArray): Double {
    val parameters = family.parameters(natural)
    return family.entropy(parameters) + natural.zip(statistics(family, parameters)) { a, b -> a * b }.sum()
}

class FactorFamilyTest :
    FunSpec({

        test("expected statistics are the derivatives of the log normaliser, entropy plus η · E T (Bishop 2006, equation 2.226)") {
            for ((family, parameters) in factors) {
                val natural = family.natural(parameters)
                val expected = statistics(family, parameters)
                for (i in natural.indices) {
                    val h = 1e-5 * (1 + abs(natural[i]))
                    val up = natural.clone().also { it[i] += h }
                    val down = natural.clone().also { it[i] -= h }
                    withClue("$family, entry $i") {
                        val slope = (logNormaliser(family, up) - logNormaliser(family, down)) / (2 * h)
                        slope shouldBe (expected[i] plusOrMinus 1e-6 * (1 + abs(expected[i])))
                    }
                }
            }
        }

        test("parameters come back from natural ones") {
            for ((family, parameters) in factors) {
                family.parameters(family.natural(parameters)).zip(parameters) { a, b -> a shouldBe (b plusOrMinus 1e-12) }
            }
        }

        test(
            "entropies that are known: the exponential, the uniform on an interval and a triangle, the standard normal, χ² with 2 degrees",
        ) {
            GammaFactor().entropy(doubleArrayOf(1.0, 1.0)) shouldBe (1.0 plusOrMinus 1e-12)
            BetaFactor().entropy(doubleArrayOf(1.0, 1.0)) shouldBe (0.0 plusOrMinus 1e-12)
            DirichletFactor(3).entropy(doubleArrayOf(1.0, 1.0, 1.0)) shouldBe (-ln(2.0) plusOrMinus 1e-12)
            NormalFactor().entropy(doubleArrayOf(3.0, 1.0)) shouldBe (0.5 * ln(2 * PI * Math.E) plusOrMinus 1e-12)
            WishartFactor(1).entropy(doubleArrayOf(2.0, 1.0)) shouldBe (1 + ln(2.0) plusOrMinus 1e-12)
        }

        test("draws have the mean and the standard deviation of their factor") {
            val draws = 40_000
            for ((family, parameters) in factors) {
                val random = RandomSource.XO_SHI_RO_256_PP.create(7)
                val all = List(draws) { family.draw(random, parameters) }
                val mean = family.mean(parameters)
                val sd = family.sd(parameters)
                for (i in mean.indices) {
                    withClue("$family, entry $i") {
                        val average = all.sumOf { it[i] } / draws
                        average shouldBe (mean[i] plusOrMinus 5 * sd[i] / sqrt(draws.toDouble()))
                        sqrt(all.sumOf { (it[i] - average) * (it[i] - average) } / draws) shouldBe (sd[i] plusOrMinus 0.06 * sd[i])
                    }
                }
            }
        }

        test("quantiles are those of the draws") {
            val draws = 20_000
            for ((family, parameters) in factors) {
                val random = RandomSource.XO_SHI_RO_256_PP.create(11)
                val sorted = List(draws) { family.draw(random, parameters)[0] }.sorted()
                for (p in listOf(0.05, 0.5, 0.9)) {
                    val below = sorted.count { it < family.quantile(parameters, 0, p) } / draws.toDouble()
                    withClue("$family, $p") { below shouldBe (p plusOrMinus 0.012) }
                }
            }
        }

        test("natural parameters outside the domain are refused in words") {
            shouldThrow<OutsideDomain> { NormalFactor().parameters(doubleArrayOf(0.0, 0.0)) }.message shouldContain "precision"
            shouldThrow<OutsideDomain> { GammaFactor().parameters(doubleArrayOf(0.0, 1.0)) }.message shouldContain "rate would be -1.0"
            shouldThrow<OutsideDomain> { WishartFactor(2).parameters(doubleArrayOf(-1.0, -1.0, 0.0, 0.0, -1.0)) }
                .message shouldContain "degrees of freedom"
        }
    })
