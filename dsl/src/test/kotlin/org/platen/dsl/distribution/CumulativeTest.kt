package org.platen.dsl.distribution

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeExactly
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.numericDouble
import io.kotest.property.checkAll
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.max
import org.platen.dsl.distribution.Distributions.cauchy
import org.platen.dsl.distribution.Distributions.exponential
import org.platen.dsl.distribution.Distributions.halfCauchy
import org.platen.dsl.distribution.Distributions.halfNormal
import org.platen.dsl.distribution.Distributions.kumaraswamy
import org.platen.dsl.distribution.Distributions.laplace
import org.platen.dsl.distribution.Distributions.logNormal
import org.platen.dsl.distribution.Distributions.logistic
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.pareto
import org.platen.dsl.distribution.Distributions.uniform
import org.platen.dsl.distribution.Distributions.weibull
import org.platen.dsl.evaluate

/**
 * @param logCdf of the textbook formula, computed with 700 digits from the doubles as they are
 * @param logSurvival likewise
 */
private data class Tails(val family: Cumulative, val x: Double, val logCdf: Double, val logSurvival: Double)

private val tails = listOf(
    Tails(normal(0.0, 1.0), -40.0, -804.6084420137538, -0.0),
    Tails(normal(0.0, 1.0), 40.0, -0.0, -804.6084420137538),
    Tails(normal(0.0, 1.0), -8.0, -35.01343715991455, -6.220960574271786e-16),
    Tails(normal(0.0, 1.0), 8.0, -6.220960574271786e-16, -35.01343715991455),
    Tails(normal(1.0, 2.0), 1.5, -0.5129840754094305, -0.9130617648111351),
    Tails(logNormal(0.0, 1.0), 1e-300, -238592.8717270767, 0.0),
    Tails(logNormal(0.0, 1.0), 1e+300, 0.0, -238592.8717270767),
    Tails(halfNormal(1.0), 1e-300, -691.0013192508584, -7.978845608028653e-301),
    Tails(halfNormal(1.0), 0.99, -0.3888648367400894, -1.132663137282867),
    Tails(halfNormal(1.0), 1.01, -0.37468659861761827, -1.163165881783233),
    Tails(halfNormal(1.0), 60.0, 0.0, -1804.3204135000071),
    Tails(halfNormal(2.0), 17.0, -1.8959069644406638e-17, -38.504249247657725),
    Tails(halfCauchy(1.0), 1e-300, -691.2271106035032, -6.366197723675814e-301),
    Tails(halfCauchy(1.0), 1e+300, -6.366197723675813e-301, -691.2271106035032),
    Tails(halfCauchy(3.0), 2.9, -0.7149616607133816, -0.6717984303681134),
    Tails(halfCauchy(3.0), 3.1, -0.6724910843315827, -0.7142389665675896),
    Tails(halfCauchy(1.0), 10000000000.0, -6.366197723878455e-11, -23.47743363522991),
    Tails(halfCauchy(1.0), 1e-10, -23.47743363522991, -6.366197723878455e-11),
    Tails(cauchy(0.0, 1.0), -1e+200, -461.6617484846585, -3.1830988618379067e-201),
    Tails(cauchy(0.0, 1.0), 1e+200, -3.1830988618379067e-201, -461.6617484846585),
    Tails(cauchy(0.0, 1.0), -100000000.0, -19.565410629801764, -3.183098866903966e-09),
    Tails(cauchy(0.0, 1.0), 100000000.0, -3.183098866903966e-09, -19.565410629801764),
    Tails(cauchy(0.0, 1.0), 0.5, -0.4345073545177282, -1.0429418980620317),
    Tails(cauchy(0.0, 1.0), -0.5, -1.0429418980620317, -0.4345073545177282),
    Tails(cauchy(0.0, 1.0), -1.5, -1.6757537891407273, -0.20722965402700275),
    Tails(laplace(0.0, 1.0), -100000.0, -100000.69314718056, 0.0),
    Tails(laplace(0.0, 1.0), 100000.0, 0.0, -100000.69314718056),
    Tails(laplace(0.0, 1.0), -40.0, -40.69314718055995, -2.1241771276457944e-18),
    Tails(laplace(0.0, 1.0), 40.0, -2.1241771276457944e-18, -40.69314718055995),
    Tails(logistic(0.0, 1.0), -1000.0, -1000.0, -0.0),
    Tails(logistic(0.0, 1.0), 1000.0, -0.0, -1000.0),
    Tails(logistic(0.0, 1.0), 40.0, -4.248354255291589e-18, -40.0),
    Tails(logistic(1.0, 2.0), 1.5, -0.5759394198788436, -0.8259394198788436),
    Tails(uniform(0.0, 1.0), 1e-300, -690.7755278982137, -1e-300),
    Tails(uniform(0.0, 1.0), 0.9999999999999999, -1.1102230246251565e-16, -36.7368005696771),
    Tails(uniform(-1.0, 3.0), 2.0, -0.2876820724517809, -1.3862943611198906),
    Tails(uniform(0.0, 4.0), 2.0, -0.6931471805599453, -0.6931471805599453),
    Tails(exponential(1.0), 1e-300, -690.7755278982137, -1e-300),
    Tails(exponential(2.0), 100000.0, 0.0, -200000.0),
    Tails(exponential(1.0), 30.0, -9.357622968840613e-14, -30.0),
    Tails(exponential(0.001), 1.0, -6.908255237315471, -0.001),
    Tails(weibull(2.0, 1.0), 1e-200, -921.0340371976183, -0.0),
    Tails(weibull(3.0, 2.0), 1e-100, -692.8549694398936, -1.25e-301),
    Tails(weibull(2.0, 1.0), 1000.0, 0.0, -1000000.0),
    Tails(weibull(2.0, 1.0), 5.0, -1.3887943865060459e-11, -25.0),
    Tails(weibull(0.5, 3.0), 1.0, -0.8241307674258724, -0.5773502691896257),
    Tails(pareto(1.0, 2.0), 1.0000000000000009, -33.96421184743732, -1.7763568394002497e-15),
    Tails(pareto(1e-200, 2.0), 1e+200, 0.0, -1842.0680743952366),
    Tails(pareto(2.0, 3.0), 1000000.0, -8e-18, -39.36709013221299),
    Tails(pareto(2.0, 3.0), 4.0, -0.13353139262452263, -2.0794415416798357),
    Tails(kumaraswamy(2.0, 3.0), 1e-200, -919.9354249089502, -0.0),
    Tails(kumaraswamy(2.0, 1e+20), 1e-09, -3.7200759760207893e-44, -100.00000000000001),
    Tails(kumaraswamy(2.0, 1e+20), 1e-11, -4.610166019324897, -0.009999999999999998),
    Tails(kumaraswamy(2.0, 3.0), 0.9999999999999991, -5.605193857299261e-45, -101.89263554231196),
    Tails(kumaraswamy(0.5, 0.7), 0.3, -0.8529175708516379, -0.5554216336378098),
)

private val cumulatives = continuousTwins.filter { it.family is Cumulative }.map { it.family as Cumulative to it.reference }

/** Where Commons Statistics keeps its digits too. */
private val probabilities = listOf(1e-3, 0.2, 0.5, 0.8, 0.999)

private fun Cumulative.logCdfAt(x: Double) = at(doubleArrayOf(x), ::logCdf)

private fun Cumulative.logSurvivalAt(x: Double) = at(doubleArrayOf(x), ::logSurvival)

/** How far the rounding of x moves the log of a probability. */
private fun Cumulative.rounding(x: Double, logP: Double) = 1e-15 * abs(x) * exp(logDensityAt(x) - logP)

private fun Cumulative.values() = arguments().map { evaluate(it.value()).single() }.toDoubleArray()

class CumulativeTest : FunSpec({

    for ((family, x, logCdf, logSurvival) in tails) {
        test("the log distribution functions of $family at $x keep their digits") {
            // The log of one that is near 1 is the other one itself, whose relative error is the absolute one of its log.
            family.logCdfAt(x) shouldBe (logCdf plusOrMinus 1e-14 * max(1.0, abs(logSurvival)) * abs(logCdf) + Double.MIN_VALUE)
            family.logSurvivalAt(x) shouldBe (logSurvival plusOrMinus 1e-14 * max(1.0, abs(logCdf)) * abs(logSurvival) + Double.MIN_VALUE)
        }
    }

    for ((family, reference) in cumulatives) {
        test("the distribution functions of $family are those of Commons Statistics") {
            for (p in probabilities) {
                val x = reference.inverseCumulativeProbability(p)
                val below = reference.cumulativeProbability(x)
                val above = reference.survivalProbability(x)
                withClue("at $x") {
                    exp(family.logCdfAt(x)) shouldBe (below plusOrMinus 1e-11 * below)
                    exp(family.logSurvivalAt(x)) shouldBe (above plusOrMinus 1e-11 * above)
                    family.cdf(x, *family.values()) shouldBe (below plusOrMinus 1e-11 * below)
                    family.survival(x, *family.values()) shouldBe (above plusOrMinus 1e-11 * above)
                }
            }
        }

        test("the quantiles of $family are those of Commons Statistics") {
            for (p in probabilities) {
                val quantile = reference.inverseCumulativeProbability(p)
                val upper = reference.inverseSurvivalProbability(p)
                withClue("at $p") {
                    family.quantile(p, *family.values()) shouldBe (quantile plusOrMinus 1e-9 * abs(quantile))
                    family.upperQuantile(p, *family.values()) shouldBe (upper plusOrMinus 1e-9 * abs(upper))
                }
            }
        }

        test("the quantiles of $family at 0 and 1 are the ends of its support") {
            val support = family.support() as Support.Interval
            // The sum of −0 and 0 is 0.
            family.quantile(0.0, *family.values()) + 0.0 shouldBeExactly support.lower
            family.quantile(1.0, *family.values()) + 0.0 shouldBeExactly support.upper
            family.upperQuantile(0.0, *family.values()) + 0.0 shouldBeExactly support.upper
            family.upperQuantile(1.0, *family.values()) + 0.0 shouldBeExactly support.lower
        }

        test("the distribution functions of $family are 0 and 1 beyond its support") {
            val support = family.support() as Support.Interval
            val (lower, upper) = support.lower to support.upper
            for (x in listOf(lower, lower - 1, -1e300, Double.NEGATIVE_INFINITY).filter { it <= lower }) {
                withClue("at $x") {
                    family.logCdfAt(x) shouldBeExactly Double.NEGATIVE_INFINITY
                    family.logSurvivalAt(x) + 0.0 shouldBeExactly 0.0
                    family.cdf(x, *family.values()) + 0.0 shouldBeExactly 0.0
                    family.survival(x, *family.values()) shouldBeExactly 1.0
                }
            }
            for (x in listOf(upper, upper + 1, 1e300, Double.POSITIVE_INFINITY).filter { it >= upper }) {
                withClue("at $x") {
                    family.logCdfAt(x) + 0.0 shouldBeExactly 0.0
                    family.logSurvivalAt(x) shouldBeExactly Double.NEGATIVE_INFINITY
                    family.cdf(x, *family.values()) shouldBeExactly 1.0
                    family.survival(x, *family.values()) + 0.0 shouldBeExactly 0.0
                }
            }
        }

        test("a quantile of $family has the probability it was asked for") {
            checkAll(50, Arb.numericDouble(-10.0, -1e-3)) { logP ->
                val x = family.quantile(exp(logP), *family.values())
                val y = family.upperQuantile(exp(logP), *family.values())
                withClue("log p = $logP") {
                    family.logCdfAt(x) shouldBe (logP plusOrMinus 1e-13 * max(1.0, abs(logP)) + family.rounding(x, logP))
                    family.logSurvivalAt(y) shouldBe (logP plusOrMinus 1e-13 * max(1.0, abs(logP)) + family.rounding(y, logP))
                }
            }
        }
    }
})
