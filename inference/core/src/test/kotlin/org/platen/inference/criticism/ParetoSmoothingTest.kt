package org.platen.inference.criticism

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.Random
import kotlin.math.PI
import kotlin.math.exp
import kotlin.math.ln
import org.platen.dsl.shape.ModelException

class ParetoSmoothingTest :
    FunSpec({

        // k-hat, the first, second and largest log weight, the sum of all, the effective size: ArviZ 0.23.4, printed by
        // samples/benchmarks/peers/criticism_arviz.py.
        val arviz = mapOf(
            "light" to
                listOf(
                    0.1693231237375453,
                    -7.036887982581749,
                    -6.880045842486953,
                    -5.742272201118239,
                    -6929.852243693069,
                    942.2875293923815,
                ),
            "moderate" to
                listOf(
                    0.5382259464351439,
                    -7.4494695774367745,
                    -7.057484871664197,
                    -3.6418720800485715,
                    -7169.0269179095685,
                    321.8502223907996,
                ),
            "heavy" to
                listOf(
                    1.1453330061981342,
                    -10.022811008192743,
                    -9.278112453903494,
                    -1.4527238744746356,
                    -18935.895207705,
                    12.96738113457436,
                ),
            "bounded" to
                listOf(
                    -0.38965687777933194,
                    -6.051693516792696,
                    -6.678820788243054,
                    -5.5235350841679685,
                    -3251.3762197379583,
                    379.5422574587857,
                ),
            "correlated" to
                listOf(
                    0.6727666643539091,
                    -7.452914891555272,
                    -7.060930185782695,
                    -3.6453173941670696,
                    -7173.297954595464,
                    90.14919664221836,
                ),
            "offset" to
                listOf(
                    0.5747184900739856,
                    -6.387319242339971,
                    -6.054120177987159,
                    -3.581020452088695,
                    -2464.1177973704634,
                    208.33556833398032,
                ),
            "few" to
                listOf(
                    0.536199492471535,
                    -3.987937803217125,
                    -3.6547387388639927,
                    -1.7862471968514773,
                    -109.1433196732889,
                    15.650096435601826,
                ),
        )
        val inputs = mapOf(
            "light" to Pair(logRatios(1000, 0.2), 1.0),
            "moderate" to Pair(logRatios(1000, 0.6), 1.0),
            "heavy" to Pair(logRatios(2000, 1.2), 1.0),
            "bounded" to Pair(logRatios(500, 1.0).map { -it }.toDoubleArray(), 1.0),
            "correlated" to Pair(logRatios(1000, 0.6), 0.3),
            "offset" to Pair(logRatios(400, 0.5).map { it - 5000 }.toDoubleArray(), 1.0),
            "few" to Pair(logRatios(30, 0.5), 1.0),
        )

        for ((name, expected) in arviz) {
            test("$name ratios are smoothed as by ArviZ") {
                val (ratios, efficiency) = inputs.getValue(name)
                val smoothing = ParetoSmoothing.of(ratios, efficiency)
                val weights = smoothing.logWeights()
                agree(smoothing.shape(), expected[0])
                agree(weights[0], expected[1])
                agree(weights[1], expected[2])
                agree(weights[ratios.indices.maxBy { ratios[it] }], expected[3])
                agree(weights.sum(), expected[4])
                agree(smoothing.effectiveSize(), expected[5])
            }
        }

        test("the shape is that of the tail: ratios u^-k have shape k") {
            val random = Random(5)
            for (k in listOf(0.2, 0.5, 0.9)) {
                val ratios = DoubleArray(100_000) { -k * ln(random.nextDouble()) }
                ParetoSmoothing.of(ratios).shape() shouldBe (k plusOrMinus 0.1)
            }
        }

        test("draws of a wide Normal give mean, variance and normalising constant of a narrow one") {
            val random = Random(8)
            val draws = DoubleArray(40_000) { 2 * random.nextGaussian() }
            // Target exp(-(x - 1)^2 / 2), whose integral is sqrt(2 pi).
            val smoothing = ParetoSmoothing.of(
                draws.map {
                    -0.5 * (it - 1) * (it - 1) + it * it / 8 + 0.5 * ln(2 * PI) + ln(2.0)
                }.toDoubleArray(),
            )
            smoothing.isReliable shouldBe true
            smoothing.warning().isEmpty shouldBe true
            smoothing.mean(draws) shouldBe (1.0 plusOrMinus 0.03)
            smoothing.mean(draws.map { (it - 1) * (it - 1) }.toDoubleArray()) shouldBe (1.0 plusOrMinus 0.05)
            smoothing.logMeanRatio() shouldBe (0.5 * ln(2 * PI) plusOrMinus 0.02)
        }

        test("equal ratios are left alone: every draw counts the same") {
            val smoothing = ParetoSmoothing.of(DoubleArray(50) { -700.0 })
            smoothing.shape() shouldBe Double.NEGATIVE_INFINITY
            smoothing.isReliable shouldBe true
            smoothing.effectiveSize() shouldBe (50.0 plusOrMinus 1e-9)
            smoothing.logMeanRatio() shouldBe (-700.0 plusOrMinus 1e-9)
        }

        test("a draw that the target does not allow has no weight, whatever its value") {
            val ratios = logRatios(200, 0.3).also { it[3] = Double.NEGATIVE_INFINITY }
            val smoothing = ParetoSmoothing.of(ratios)
            smoothing.logWeights()[3] shouldBe Double.NEGATIVE_INFINITY
            smoothing.mean(DoubleArray(200) { if (it == 3) Double.NaN else 2.0 }) shouldBe (2.0 plusOrMinus 1e-12)
        }

        test("warnings say whether more draws would help") {
            ParetoSmoothing.of(logRatios(2000, 1.2)).warning().get() shouldContain "Pareto k̂ is 1.15, above 0.70 for 2,000 draws"
            ParetoSmoothing.of(logRatios(10, 0.5)).warning().get() shouldContain "10 draws are too few"
            // 10^(1 / (1 - 0.536)) = 142.
            ParetoSmoothing.of(logRatios(30, 0.5)).warning().get() shouldContain "take at least 144 draws"
            ParetoSmoothing.threshold(100) shouldBe (0.5 plusOrMinus 1e-12)
            ParetoSmoothing.threshold(1_000_000) shouldBe 0.7
        }

        test("weights sum to one and smoothing never raises a ratio above the largest") {
            val ratios = logRatios(2000, 1.2)
            val weights = ParetoSmoothing.of(ratios).logWeights()
            weights.sumOf { exp(it) } shouldBe (1.0 plusOrMinus 1e-12)
            (weights.max() - weights[0]) shouldBeLessThan (ratios.max() - ratios[0] + 1e-12)
        }

        test("ratios that are no numbers are refused") {
            shouldThrow<ModelException> { ParetoSmoothing.of(doubleArrayOf(0.0, Double.NaN)) }.message shouldContain "draw 1 is NaN"
            shouldThrow<ModelException> { ParetoSmoothing.of(doubleArrayOf(Double.NEGATIVE_INFINITY)) }
                .message shouldContain "none of 1 draws is possible"
            shouldThrow<ModelException> { ParetoSmoothing.of(doubleArrayOf(0.0), 0.0) }.message shouldContain "above 0, found 0.0"
        }
    })
