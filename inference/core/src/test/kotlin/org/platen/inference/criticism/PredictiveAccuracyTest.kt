package org.platen.inference.criticism

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.Random
import kotlin.math.PI
import kotlin.math.ln
import kotlin.math.sqrt
import org.platen.dsl.shape.ModelException

private fun flat(heavy: Boolean) = logDensities(heavy).flatten().toTypedArray()

private fun efficiencies(value: Double) = DoubleArray(10) { value }

/** elpd, its standard error, effective parameters, the first and the last point. */
private fun PredictiveAccuracy.numbers() = listOf(elpd(), standardError(), effectiveParameters(), pointwise().first(), pointwise().last())

class PredictiveAccuracyTest :
    FunSpec({

        // ArviZ 0.23.4, printed by samples/benchmarks/peers/criticism_arviz.py; standard errors with n − 1 instead of ArviZ's n in the variance over n = 10
        // points, as in the paper and the R package loo.
        test("leave-one-out has the answers of ArviZ, and so have its shapes") {
            val normal = LeaveOneOut.of(flat(heavy = false))
            normal.numbers().zip(
                listOf(-24.53225654365655, 12.70059395096804, 1.0296893193426726, -1.6915120409273783, -13.859949698720865),
                ::agree,
            )
            normal.shapes().toList().zip(
                listOf(
                    -0.35487636016129437, -0.3615137673353731, -0.358453105417398, -0.3369340507224988, -0.23712828275919706,
                    -0.179433220387465, -0.1872848953097831, -0.18795991920003513, -0.1827526837701921, -0.030313289064603267,
                ),
                ::agree,
            )
            val correlated = LeaveOneOut.of(flat(heavy = true), efficiencies(0.5))
            correlated.numbers().zip(
                listOf(-17.185788372246783, 4.258811423169255, 0.18268726669103685, -1.816401899825344, -5.471200902707542),
                ::agree,
            )
        }

        test("of chains, each point's draws count as much as those of its density") {
            // az.ess(exp(density), method="mean") per point, then az.psislw with it.
            agree(LeaveOneOut.of(logDensities(heavy = false)).elpd(), -24.532288985252613)
            agree(LeaveOneOut.of(logDensities(heavy = true)).elpd(), -17.18582135572801)
        }

        test("the widely applicable criterion has the answers of the paper's formulas in NumPy") {
            val normal = WidelyApplicable.of(flat(heavy = false))
            agree(normal.elpd(), -24.586082010459748)
            agree(normal.standardError(), 12.754301536467521)
            agree(normal.effectiveParameters(), 1.0835147861458676)
            agree(normal.pointwise().last(), -13.913763971055449)
            // ArviZ has 1 200 draws in the denominator of the variance, the paper 1 199.
            agree(normal.effectiveParameters() * 1199 / 1200, 1.0826118571574128)
            normal.informationCriterion() shouldBe (2 * 24.586082010459748 plusOrMinus 1e-9)
        }

        test("a comparison has the differences of ArviZ, the best first") {
            val comparison = AccuracyComparison.of(
                mapOf("normal" to LeaveOneOut.of(flat(heavy = false)), "student" to LeaveOneOut.of(flat(heavy = true))),
            )
            comparison.ranked().map { it.name() } shouldBe listOf("student", "normal")
            comparison.best().difference() shouldBe 0.0
            agree(comparison.ranked()[1].difference(), -7.34658437407402, 1e-4)
            comparison.table() shouldContain "normal"
            // az.compare takes relative efficiencies from the posterior instead of 1.
            agree(comparison.ranked()[1].standardError(), 8.504784320377093, 1e-4)
        }

        test("leaving one out of a Normal with known variance: the predictive density in closed form") {
            // Posterior of the mean under a flat prior, y ~ N(mean, 1): N(average, 1/n); leaving i out: y_i ~ N(average of others, 1 + 1/(n−1)).
            val y = List(20) { sqrt(2.0) * (it % 7 - 3) / 2 }
            val random = Random(2)
            val draws = Array(20_000) {
                val mean = y.average() + random.nextGaussian() / sqrt(20.0)
                y.map { -0.5 * ln(2 * PI) - 0.5 * (it - mean) * (it - mean) }.toDoubleArray()
            }
            val exact = y.map { one ->
                val others = (y.sum() - one) / 19
                val variance = 1 + 1.0 / 19
                -0.5 * ln(2 * PI * variance) - (one - others) * (one - others) / 2 / variance
            }
            val found = LeaveOneOut.of(draws)
            found.pointwise().toList().zip(exact) { a, b -> a shouldBe (b plusOrMinus 0.01) }
            WidelyApplicable.of(draws).pointwise().toList().zip(exact) { a, b -> a shouldBe (b plusOrMinus 0.03) }
            found.warnings().shouldBeEmpty()
            found.influential().isEmpty() shouldBe true
        }

        test("a point whose ratios have a heavy tail is named, with its shape") {
            val heavy = logRatios(2000, 1.2)
            val matrix = Array(2000) { doubleArrayOf(-1.0 - 0.01 * (it % 10), -heavy[it]) }
            val found = LeaveOneOut.of(matrix)
            found.influential().toList() shouldBe listOf(1)
            found.warnings().single() shouldContain "Pareto k̂ is above 0.70 at 1 of 2 points: 1 (1.15)"
            found.summary() shouldContain "cross-validation"
            AccuracyComparison.of(mapOf("only" to found)).table() shouldContain "* not dependable"
            WidelyApplicable.of(matrix).warnings().single() shouldContain "above 0.4 at 1 of 2 points"
        }

        test("densities that are no numbers, and models that cannot be compared, are refused") {
            shouldThrow<ModelException> { LeaveOneOut.of(arrayOf(doubleArrayOf(0.0, 1.0), doubleArrayOf(0.0, Double.NEGATIVE_INFINITY))) }
                .message shouldContain "point 1 at draw 1 is -Infinity"
            shouldThrow<ModelException> { WidelyApplicable.of(arrayOf(doubleArrayOf(0.0))) }.message shouldContain "1 points at 1 draws"
            val one = LeaveOneOut.of(flat(heavy = false))
            shouldThrow<ModelException> { AccuracyComparison.of(mapOf("a" to one, "b" to WidelyApplicable.of(flat(heavy = false)))) }
                .message shouldContain "found [PSIS-LOO, WAIC]"
            val other = LeaveOneOut.of(flat(heavy = true).map { it.copyOf(4) }.toTypedArray())
            shouldThrow<ModelException> { AccuracyComparison.of(mapOf("a" to one, "b" to other)) }.message shouldContain "found [10, 4]"
        }
    })
