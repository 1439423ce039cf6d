package org.platen.dsl.distribution

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.numericDouble
import io.kotest.property.checkAll
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.ln1p
import org.apache.commons.statistics.distribution.BinomialDistribution
import org.apache.commons.statistics.distribution.DiscreteDistribution
import org.apache.commons.statistics.distribution.GeometricDistribution
import org.apache.commons.statistics.distribution.PascalDistribution
import org.apache.commons.statistics.distribution.PoissonDistribution
import org.platen.dsl.distribution.Distributions.bernoulli
import org.platen.dsl.distribution.Distributions.bernoulliLogits
import org.platen.dsl.distribution.Distributions.binomial
import org.platen.dsl.distribution.Distributions.binomialLogits
import org.platen.dsl.distribution.Distributions.failuresBefore
import org.platen.dsl.distribution.Distributions.geometric
import org.platen.dsl.distribution.Distributions.negativeBinomial
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.poisson
import org.platen.dsl.distribution.Distributions.zeroInflated
import org.platen.dsl.expr.Expressions.constant

private fun logit(p: Double) = ln(p) - ln1p(-p)

/** Each family beside the same one of Commons Statistics, and counts to compare at. */
private val twins: List<Triple<Univariate, DiscreteDistribution, List<Int>>> = listOf(
    Triple(bernoulli(0.3), BinomialDistribution.of(1, 0.3), listOf(0, 1)),
    Triple(bernoulli(1e-300), BinomialDistribution.of(1, 1e-300), listOf(0, 1)),
    Triple(bernoulliLogits(constant(logit(0.3))), BinomialDistribution.of(1, 0.3), listOf(0, 1)),
    Triple(binomial(0, 0.4), BinomialDistribution.of(0, 0.4), listOf(0)),
    Triple(binomial(17, 0.2), BinomialDistribution.of(17, 0.2), listOf(0, 1, 8, 17)),
    Triple(binomial(17, 0.0), BinomialDistribution.of(17, 0.0), listOf(0, 1, 17)),
    Triple(binomial(17, 1.0), BinomialDistribution.of(17, 1.0), listOf(0, 16, 17)),
    Triple(binomial(1_000_000, 1e-12), BinomialDistribution.of(1_000_000, 1e-12), listOf(0, 1, 5)),
    Triple(binomial(1_000_000, 0.5), BinomialDistribution.of(1_000_000, 0.5), listOf(0, 499_000, 1_000_000)),
    Triple(binomialLogits(17, constant(logit(0.2))), BinomialDistribution.of(17, 0.2), listOf(0, 1, 8, 17)),
    Triple(poisson(3.7), PoissonDistribution.of(3.7), listOf(0, 1, 4, 30)),
    Triple(poisson(1e-9), PoissonDistribution.of(1e-9), listOf(0, 1, 4)),
    Triple(poisson(1e6), PoissonDistribution.of(1e6), listOf(0, 999_000, 1_001_000)),
    Triple(geometric(0.25), GeometricDistribution.of(0.25), listOf(0, 1, 50)),
    Triple(geometric(1.0), GeometricDistribution.of(1.0), listOf(0, 1)),
    Triple(geometric(1e-9), GeometricDistribution.of(1e-9), listOf(0, 1_000_000_000)),
    Triple(failuresBefore(4.0, 0.3), PascalDistribution.of(4, 0.3), listOf(0, 1, 9, 100)),
    Triple(failuresBefore(2000.0, 0.9), PascalDistribution.of(2000, 0.9), listOf(0, 200, 220, 1000)),
)

/** log Γ(x + φ) / (Γ(φ) x!) + φ log(φ / (φ + μ)) + x log(μ / (φ + μ)), the quotient of gammas as a product. */
private fun negativeBinomialLogMass(x: Int, mean: Double, concentration: Double): Double {
    val binomial = (0 until x).sumOf { ln((concentration + it) / (it + 1)) }
    return binomial - concentration * ln1p(mean / concentration) + x * (ln(mean) - ln(concentration + mean))
}

class CountFamiliesTest :
    FunSpec({

        for ((family, twin, counts) in twins) {
            test("$family agrees with Commons Statistics at $counts") {
                for (x in counts) {
                    val expected = twin.logProbability(x)
                    withClue("at $x") {
                        if (expected.isInfinite()) {
                            family.logDensityAt(x.toDouble()) shouldBe expected
                        } else {
                            val tolerance = 1e-12 * abs(expected) + 1e-15 * x * ln(x + 2.0)
                            family.logDensityAt(x.toDouble()) shouldBe (expected plusOrMinus tolerance)
                        }
                    }
                }
            }
        }

        context("exact at extreme log odds") {
            data class Extreme(val family: Univariate, val x: Double, val logMass: Double)
            val extremes = listOf(
                Extreme(bernoulliLogits(constant(800.0)), 1.0, 0.0),
                Extreme(bernoulliLogits(constant(800.0)), 0.0, -800.0),
                Extreme(bernoulliLogits(constant(-800.0)), 1.0, -800.0),
                Extreme(bernoulliLogits(constant(-800.0)), 0.0, 0.0),
                Extreme(bernoulliLogits(constant(40.0)), 1.0, -exp(-40.0)),
                Extreme(binomialLogits(3, constant(800.0)), 3.0, 0.0),
                Extreme(binomialLogits(3, constant(800.0)), 1.0, ln(3.0) - 1600.0),
                Extreme(binomialLogits(3, constant(-800.0)), 2.0, ln(3.0) - 1600.0),
                Extreme(binomialLogits(3, constant(-40.0)), 0.0, -3 * exp(-40.0)),
            )
            for ((family, x, logMass) in extremes) {
                test("$family at $x") {
                    family.logDensityAt(x) shouldBe (logMass plusOrMinus 1e-15 * abs(logMass))
                }
            }
        }

        context("a negative binomial is the product of its terms") {
            for (concentration in listOf(0.01, 1.5, 999.0, 1001.0, 1e6)) {
                for (mean in listOf(1e-3, 2.5, 400.0)) {
                    test("mean $mean, concentration $concentration") {
                        for (x in listOf(0, 1, 7, 600)) {
                            val expected = negativeBinomialLogMass(x, mean, concentration)
                            negativeBinomial(mean, concentration).logDensityAt(x.toDouble()) shouldBe
                                (expected plusOrMinus 1e-11 * (1 + abs(expected)))
                        }
                    }
                }
            }
        }

        test("a negative binomial of huge concentration is Poisson to ten digits") {
            for (x in listOf(0.0, 3.0, 12.0, 40.0)) {
                val expected = poisson(5.0).logDensityAt(x)
                negativeBinomial(5.0, 1e14).logDensityAt(x) shouldBe (expected plusOrMinus 1e-10 * abs(expected))
            }
        }

        test("a zero-inflated count is zero by either way") {
            val family = zeroInflated(0.3, poisson(2.0))
            family.logDensityAt(0.0) shouldBe (ln(0.3 + 0.7 * exp(-2.0)) plusOrMinus 1e-14)
            family.logDensityAt(3.0) shouldBe (ln(0.7 * exp(-2.0) * 8 / 6) plusOrMinus 1e-14)
            zeroInflated(0.0, poisson(2.0)).logDensityAt(0.0) shouldBe (-2.0 plusOrMinus 1e-14)
            zeroInflated(1.0, poisson(2.0)).logDensityAt(0.0) shouldBe 0.0
            zeroInflated(1.0, poisson(2.0)).logDensityAt(1.0) shouldBe Double.NEGATIVE_INFINITY
        }

        val sized: List<Pair<Univariate, Int>> = listOf(
            bernoulli(0.3) to 1,
            bernoulliLogits(constant(-1.2)) to 1,
            binomial(17, 0.2) to 17,
            binomial(200, 0.97) to 200,
            binomialLogits(60, constant(0.4)) to 60,
            poisson(0.2) to 30,
            poisson(80.0) to 300,
            geometric(0.25) to 300,
            geometric(1.0) to 2,
            negativeBinomial(6.0, 1.7) to 400,
            failuresBefore(4.0, 0.3) to 300,
            zeroInflated(0.3, poisson(4.0)) to 60,
            zeroInflated(0.1, binomial(5, 0.5)) to 5,
        )
        for ((family, most) in sized) {
            test("$family has total mass one and the moments of its mass") {
                family.shouldBeAMassOver(counts(most))
            }
            test("draws of $family follow its mass") {
                family.drawsShouldFollowMassOver(counts(most))
            }
            test("$family has log mass −∞ outside its support, never NaN") {
                for (x in listOf(-1.0, 0.5, -0.25, 1e300 * 1e10, Double.NEGATIVE_INFINITY, Double.NaN) + listOfNotNull(
                    (most + 1.0).takeIf {
                        (family.support() as Support.Integers).isFinite
                    },
                )) {
                    withClue("at $x") { family.logDensityAt(x) shouldBe Double.NEGATIVE_INFINITY }
                }
            }
        }

        test("draws with very many trials, or a very large rate, have the moments") {
            binomial(2_000_000_000, 0.3).drawsShouldHaveTheMoments(2000)
            binomial(2_000_000_000, 1e-9).drawsShouldHaveTheMoments(2000)
            poisson(1e8).drawsShouldHaveTheMoments(2000)
            poisson(1e12).drawsShouldHaveTheMoments(2000)
            geometric(1e-12).drawsShouldHaveTheMoments(2000)
            poisson(0.0).draws(3).map { it.single() } shouldBe listOf(0.0, 0.0, 0.0)
        }

        test("the exponential-family form equals the log mass") {
            checkAll(200, Arb.int(0, 12), Arb.numericDouble(1e-3, 0.999)) { x, p ->
                val families: List<ExponentialFamily> = listOf(
                    bernoulli(p),
                    bernoulliLogits(constant(logit(p))),
                    binomial(12, p),
                    binomialLogits(12, constant(logit(p))),
                    poisson(10 * p),
                    geometric(p),
                )
                for (family in families) {
                    val value = if (family is Bernoulli) (x % 2).toDouble() else x.toDouble()
                    val expected = family.logDensityAt(value)
                    family.exponentialFormAt(value) shouldBe (expected plusOrMinus 1e-10 * (1 + abs(expected)))
                }
            }
        }

        test("arguments that are vectors make independent counts") {
            val family = bernoulli(constant(0.2, 0.5, 0.9))
            family.logDensityAt(1.0, 0.0, 1.0) shouldBe (ln(0.2) + ln(0.5) + ln(0.9) plusOrMinus 1e-14)
            family.drawsShouldHaveTheMoments()
        }

        test("the trials bound the support as far as they are known") {
            binomial(7, 0.5).support() shouldBe Support.Integers(0, 7, null)
            binomial(constant(3.0, 9.0), constant(0.5)).support() shouldBe Support.Integers(0, 9, null)
            binomial(poissonVariable, constant(0.5)).support() shouldBe Support.COUNT
        }

        refuses(
            "Bernoulli: probability must lie between 0.0 and 1.0, found 1.5" to {
                bernoulli(1.5)
            },
            "Binomial: trials must be a whole number, found 2.5" to {
                binomial(constant(2.5), constant(0.5))
            },
            "Binomial: trials must not be negative, found -1" to {
                binomial(-1, 0.5)
            },
            "Binomial: probability must lie between 0.0 and 1.0, found -0.5" to {
                binomial(3, -0.5)
            },
            "Poisson: rate must not be negative, found -2" to {
                poisson(-2.0)
            },
            "Poisson: rate must not be negative, found NaN" to {
                poisson(Double.NaN)
            },
            "Geometric: probability must be positive, found 0" to {
                geometric(0.0)
            },
            "NegativeBinomial: mean must be positive, found 0" to {
                negativeBinomial(0.0, 1.0)
            },
            "NegativeBinomial: concentration must be positive, found -1" to {
                negativeBinomial(1.0, -1.0)
            },
            "ZeroInflated: zeroProbability must lie between 0.0 and 1.0, found 2" to {
                zeroInflated(2.0, poisson(1.0))
            },
            "ZeroInflated: counts from 0 are expected, found Normal" to {
                zeroInflated(0.5, normal(0.0, 1.0))
            },
        )
    })

private val poissonVariable = org.platen.dsl.TestSymbol("n", bounds = Support.COUNT.bounds())
