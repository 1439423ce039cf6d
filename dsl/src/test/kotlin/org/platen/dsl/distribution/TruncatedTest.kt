package org.platen.dsl.distribution

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.numericDouble
import io.kotest.property.checkAll
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.expm1
import kotlin.math.ln
import org.apache.commons.statistics.distribution.CauchyDistribution
import org.apache.commons.statistics.distribution.ChiSquaredDistribution
import org.apache.commons.statistics.distribution.ContinuousDistribution
import org.apache.commons.statistics.distribution.ExponentialDistribution
import org.apache.commons.statistics.distribution.NormalDistribution
import org.apache.commons.statistics.distribution.TruncatedNormalDistribution
import org.platen.dsl.TestSymbol
import org.platen.dsl.distribution.Distributions.cauchy
import org.platen.dsl.distribution.Distributions.exponential
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.truncated
import org.platen.dsl.expr.Bounds
import org.platen.dsl.expr.Expressions.constant

private const val INFINITY = Double.POSITIVE_INFINITY

private class Piece(val family: Truncated, val whole: ContinuousDistribution, val lower: Double, val upper: Double)

private val pieces = listOf(
    Piece(truncated(normal(1.0, 2.0), 0.0, 5.0), NormalDistribution.of(1.0, 2.0), 0.0, 5.0),
    Piece(truncated(normal(1.0, 2.0), -INFINITY, 0.5), NormalDistribution.of(1.0, 2.0), -INFINITY, 0.5),
    Piece(truncated(normal(0.0, 1.0), 6.0, INFINITY), NormalDistribution.of(0.0, 1.0), 6.0, INFINITY),
    Piece(truncated(normal(0.0, 1.0), -9.0, -7.0), NormalDistribution.of(0.0, 1.0), -9.0, -7.0),
    Piece(truncated(exponential(0.5), 3.0, 10.0), ExponentialDistribution.of(2.0), 3.0, 10.0),
    Piece(truncated(exponential(0.5), -4.0, 1.0), ExponentialDistribution.of(2.0), -4.0, 1.0),
    Piece(truncated(cauchy(0.0, 1.0), 1e3, 1e9), CauchyDistribution.of(0.0, 1.0), 1e3, 1e9),
    Piece(truncated(cauchy(0.0, 1.0), -INFINITY, -50.0), CauchyDistribution.of(0.0, 1.0), -INFINITY, -50.0),
)

class TruncatedTest : FunSpec({

    test("a truncated Normal agrees with Commons Statistics") {
        checkAll(200, Arb.numericDouble(-3.0, 3.0), Arb.numericDouble(0.1, 5.0), Arb.numericDouble(0.0, 1.0)) { lower, width, at ->
            val x = lower + at * width
            val expected = TruncatedNormalDistribution.of(0.5, 1.5, lower, lower + width).logDensity(x)
            truncated(normal(0.5, 1.5), lower, lower + width).logDensityAt(x) shouldBe (expected plusOrMinus 1e-11 * (1 + abs(expected)))
        }
    }

    // log of the difference of complementary error functions, computed with sixty digits
    val logMasses = mapOf(
        (30.0 to 31.0) to -454.3212439563432520372,
        (-31.0 to -30.0) to -454.3212439563432520372,
        (100.0 to 101.0) to -5005.524208694205088626,
        (8.0 to 9.0) to -35.01361859343714811723,
        (-1.0 to 40.0) to -0.1727537790234998895265,
    )
    for ((interval, logMass) in logMasses) {
        test("the mass of a Normal between ${interval.first} and ${interval.second} keeps its digits") {
            val (lower, upper) = interval
            val expected = normal(0.0, 1.0).logDensityAt(lower) - logMass
            truncated(normal(0.0, 1.0), lower, upper).logDensityAt(lower) shouldBe (expected plusOrMinus 1e-12 * (1 + abs(logMass)))
        }
    }

    test("a truncated exponential has no memory") {
        for (start in listOf(0.0, 3.0, 1e4)) {
            for (x in listOf(0.0, 0.7, 2.0)) {
                val expected = ln(0.5) - 0.5 * x - ln(-expm1(-1.0))
                truncated(exponential(0.5), start, start + 2).logDensityAt(start + x) shouldBe (expected plusOrMinus 1e-11)
            }
        }
    }

    for (piece in pieces) {
        test("draws of ${piece.family} are those of the whole family that fall inside") {
            val count = 20_000
            val draws = piece.family.draws(count).map { it.single() }
            draws.all { it in piece.lower..piece.upper } shouldBe true
            // twenty cells of equal probability, counted from the nearer tail
            val above = piece.whole.survivalProbability(piece.lower) < 0.5
            val tail = { x: Double -> if (above) piece.whole.survivalProbability(x) else piece.whole.cumulativeProbability(x) }
            val from = tail(piece.lower)
            val span = tail(piece.upper) - from
            val cells = IntArray(20)
            draws.forEach { cells[((tail(it) - from) / span * 20).toInt().coerceIn(0, 19)]++ }
            val statistic = cells.sumOf { (it - count / 20.0) * (it - count / 20.0) / (count / 20.0) }
            withClue(cells.asList()) { ChiSquaredDistribution.of(19.0).survivalProbability(statistic) shouldBeGreaterThan 1e-5 }
        }

        test("outside of its ends ${piece.family} has no density, inside it integrates to one") {
            val (lower, upper) = piece.lower to piece.upper
            for (x in listOf(lower - 1e-3 * (1 + abs(lower)), upper + 1e-3 * (1 + abs(upper)), Double.NaN)) {
                if (x.isNaN() || x.isFinite()) {
                    piece.family.logDensityAt(x) shouldBe Double.NEGATIVE_INFINITY
                }
            }
            if (lower.isFinite() && upper.isFinite() && upper - lower < 100) {
                val steps = 4_000
                val width = (upper - lower) / steps
                val total = (0 until steps).sumOf { exp(piece.family.logDensityAt(lower + (it + 0.5) * width)) * width }
                total shouldBe (1.0 plusOrMinus 1e-6)
            }
        }
    }

    test("draws stay where the tail is below the smallest double") {
        truncated(normal(0.0, 1.0), 50.0, INFINITY).draws(10).forEach { it.single() shouldBe (50.0 plusOrMinus 0.0) }
        truncated(normal(0.0, 1.0), -60.0, -50.0).draws(10).forEach { it.single() shouldBe (-50.0 plusOrMinus 0.0) }
    }

    test("ends may be expressions, and bound the support as far as they are known") {
        val scale = TestSymbol("scale", bounds = Bounds(0.0, INFINITY))
        truncated(normal(0.0, 1.0), scale, constant(INFINITY)).support() shouldBe Support.POSITIVE
        truncated(exponential(1.0), -1.0, 4.0).support() shouldBe Support.Interval(0.0, 4.0)
        truncated(normal(0.0, 1.0), constant(0.0, 1.0), constant(2.0)).logDensityAt(0.5, 1.5) shouldBe
            (
                truncated(
                    normal(0.0, 1.0),
                    0.0,
                    2.0,
                ).logDensityAt(0.5) + truncated(normal(0.0, 1.0), 1.0, 2.0).logDensityAt(1.5) plusOrMinus
                    1e-13
                )
    }

    refuses(
        "Truncated: lower must be less than upper, found 3 and 2" to { truncated(normal(0.0, 1.0), 3.0, 2.0) },
        "Truncated: lower must be less than upper, found NaN and 2" to { truncated(normal(0.0, 1.0), Double.NaN, 2.0) },
    )
})
