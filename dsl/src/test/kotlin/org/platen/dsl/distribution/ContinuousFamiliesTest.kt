package org.platen.dsl.distribution

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeExactly
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.numericDouble
import io.kotest.property.checkAll
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.max
import kotlin.math.pow
import kotlin.math.sqrt
import org.apache.commons.statistics.distribution.ContinuousDistribution
import org.platen.dsl.distribution.Distributions.beta
import org.platen.dsl.distribution.Distributions.chiSquared
import org.platen.dsl.distribution.Distributions.exponential
import org.platen.dsl.distribution.Distributions.gamma
import org.platen.dsl.distribution.Distributions.halfNormal
import org.platen.dsl.distribution.Distributions.inverseGamma
import org.platen.dsl.distribution.Distributions.kumaraswamy
import org.platen.dsl.distribution.Distributions.logNormal
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.uniform
import org.platen.dsl.distribution.Distributions.vonMises
import org.platen.dsl.distribution.Distributions.weibull
import org.platen.dsl.evaluateScalar
import org.platen.dsl.expr.Expressions.constant

/** From one tail to the other, as far as the reference keeps its digits. */
private fun Twin.places(): List<Double> =
    listOf(1e-12, 1e-6, 0.01, 0.2, 0.5).map { reference.inverseCumulativeProbability(max(it, tail)) } +
        listOf(0.3, 0.02, 1e-5, 1e-11).map { reference.inverseSurvivalProbability(max(it, tail)) }

private fun ContinuousDistribution.isInside(x: Double) = x > supportLowerBound && x < supportUpperBound

class ContinuousFamiliesTest : FunSpec({

    for (twin in continuousTwins) {
        val (family, reference) = twin

        test("the log density of $family is that of Commons Statistics") {
            for (x in twin.places().filter(reference::isInside)) {
                val expected = reference.logDensity(x)
                withClue("at $x") {
                    family.logDensityAt(x) shouldBe (expected plusOrMinus 1e-12 * max(1.0, abs(expected)))
                }
            }
        }

        test("the log density of $family is −∞ outside its support, never NaN") {
            val (lower, upper) = reference.supportLowerBound to reference.supportUpperBound
            val outside = listOf(lower - 1e-3 * max(1.0, abs(lower)), lower - 1e5, upper + 1e-3 * max(1.0, abs(upper)), 1e300, -1e300)
            val infinite = listOf(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)
            for (x in infinite + outside.filter { it.isFinite() && (it < lower || it > upper) }) {
                withClue("at $x") { family.logDensityAt(x) shouldBeExactly Double.NEGATIVE_INFINITY }
            }
        }

        test("the bounds of the support of $family are those of Commons Statistics") {
            family.support() shouldBe Support.Interval(reference.supportLowerBound, reference.supportUpperBound)
        }

        if (family is Moments) {
            test("the moments of $family are those of Commons Statistics") {
                val roundingOfSquares = if (reference.mean.isFinite()) 1e-14 * reference.mean * reference.mean else 0.0
                evaluateScalar(family.mean()).shouldBeAbout(reference.mean, 1e-12 * abs(reference.mean))
                evaluateScalar(family.variance()).shouldBeAbout(reference.variance, 1e-11 * reference.variance + roundingOfSquares)
            }
        }

        test("draws of $family pass the Kolmogorov–Smirnov test") {
            val count = if (reference.mean.isNaN() && family is VonMises) 2_000 else 20_000
            val draws = family.draws(count).map { it.single() }.sorted()
            val distance = draws.withIndex().maxOf { (i, x) ->
                val p = reference.cumulativeProbability(x)
                max(abs(p - i / count.toDouble()), abs(p - (i + 1) / count.toDouble()))
            }
            // Exceeded by one sample in ten thousand: 2 exp(−2 t²) = 1e-4 (Kolmogorov's asymptotic distribution).
            distance * sqrt(count.toDouble()) shouldBeLessThan 2.2252
        }
    }

    for (family in continuousTwins.map { it.family }.filterIsInstance<Moments>().filterNot(Moments::isHeavyTailed)) {
        test("draws of $family have its mean and variance") {
            family.drawsShouldHaveTheMoments()
        }
    }

    test("draws stay inside the support where they underflow or round to an end") {
        for (family in listOf(gamma(1e-4, 1.0), inverseGamma(1e-4, 1.0), chiSquared(1e-4))) {
            family.draws(500).minOf { it.single() } shouldBeGreaterThan 0.0
        }
        for (family in listOf(beta(1e-3, 1e-3), beta(1e-300, 1e-300), beta(1e5, 1e-3), kumaraswamy(1e-4, 1e-4))) {
            val draws = family.draws(500).map { it.single() }
            draws.min() shouldBeGreaterThan 0.0
            draws.max() shouldBeLessThan 1.0
        }
        for (concentration in listOf(0.0, 1e-9, 1e-6, 1e-3, 1e5, 1e9)) {
            vonMises(3.1, concentration).draws(500).maxOf { abs(it.single()) } shouldBeLessThan Math.nextUp(Math.PI)
        }
    }

    test("densities at the ends of a support are their limits") {
        gamma(1.0, 3.0).logDensityAt(0.0) shouldBe (ln(3.0) plusOrMinus 1e-15)
        gamma(2.0, 3.0).logDensityAt(0.0) shouldBeExactly Double.NEGATIVE_INFINITY
        gamma(0.5, 3.0).logDensityAt(0.0) shouldBeExactly Double.POSITIVE_INFINITY
        inverseGamma(2.0, 1.0).logDensityAt(0.0) shouldBeExactly Double.NEGATIVE_INFINITY
        logNormal(0.0, 1.0).logDensityAt(0.0) shouldBeExactly Double.NEGATIVE_INFINITY
        exponential(3.0).logDensityAt(0.0) shouldBe (ln(3.0) plusOrMinus 1e-15)
        weibull(1.0, 2.0).logDensityAt(0.0) shouldBe (ln(0.5) plusOrMinus 1e-15)
        weibull(3.0, 2.0).logDensityAt(0.0) shouldBeExactly Double.NEGATIVE_INFINITY
        for (family in listOf<(Double, Double) -> Univariate>({ a, b -> beta(a, b) }, { a, b -> kumaraswamy(a, b) })) {
            family(1.0, 1.0).logDensityAt(0.0) shouldBe (0.0 plusOrMinus 1e-15)
            family(1.0, 1.0).logDensityAt(1.0) shouldBe (0.0 plusOrMinus 1e-15)
            family(2.0, 2.0).logDensityAt(0.0) shouldBeExactly Double.NEGATIVE_INFINITY
            family(2.0, 2.0).logDensityAt(1.0) shouldBeExactly Double.NEGATIVE_INFINITY
            family(0.5, 0.5).logDensityAt(0.0) shouldBeExactly Double.POSITIVE_INFINITY
        }
        uniform(2.0, 4.0).logDensityAt(2.0) shouldBe (ln(0.5) plusOrMinus 1e-15)
        uniform(2.0, 4.0).logDensityAt(4.0) shouldBe (ln(0.5) plusOrMinus 1e-15)
    }

    test("the exponential-family form equals the log density") {
        checkAll(300, Arb.numericDouble(-3.0, 3.0), Arb.numericDouble(-4.0, 4.0), Arb.numericDouble(-3.0, 3.0)) { t, location, s ->
            val (x, scale) = exp(t) to exp(s)
            val families: List<Pair<ExponentialFamily, Double>> = listOf(
                normal(location, scale) to t,
                logNormal(location, scale) to x,
                halfNormal(scale) to x,
                exponential(scale) to x,
                gamma(exp(location), scale) to x,
                inverseGamma(exp(location), scale) to x,
                chiSquared(scale) to x,
                beta(exp(location), scale) to x / (1 + x),
                vonMises(location, scale) to t,
            )
            for ((family, value) in families) {
                val expected = family.logDensityAt(value)
                val terms = family.termsAt(value)
                withClue("$family at $value") {
                    family.exponentialFormAt(value) shouldBe (expected plusOrMinus 1e-13 * (1 + terms))
                }
            }
        }
    }

    test("arguments that are vectors make independent elements") {
        val family = gamma(constant(1.0, 2.0, 3.0), constant(2.0))
        family.logDensityAt(0.5, 1.0, 1.5) shouldBe
            ((ln(2.0) - 1) + (2 * ln(2.0) - 2) + (3 * ln(2.0) + 2 * ln(1.5) - 3 - ln(2.0)) plusOrMinus 1e-14)
        family.draws(1).single().size shouldBe 3
    }
})

/** Whether sample moments tell little: their standard errors are those of moments up to the eighth. */
private fun Moments.isHeavyTailed() = when (this) {
    is StudentT, is Pareto, is InverseGamma -> true
    is LogNormal, is Weibull -> evaluateScalar(variance()) > 3 * evaluateScalar(mean()).pow(2)
    else -> false
}

/** The sum of the sizes of the terms of the exponential-family form: what rounding errors are relative to. */
private fun ExponentialFamily.termsAt(x: Double): Double {
    val value = constant(x)
    val inner = naturalParameters().zip(sufficientStatistics(value)) { natural, statistic -> natural.times(statistic) }
    return (inner + logNormaliser() + logBaseMeasure(value)).sumOf { abs(evaluateScalar(it)) }
}

private fun Double.shouldBeAbout(expected: Double, tolerance: Double) = when {
    expected.isNaN() -> isNaN() shouldBe true
    expected.isInfinite() -> this shouldBeExactly expected
    else -> this shouldBe (expected plusOrMinus tolerance)
}
