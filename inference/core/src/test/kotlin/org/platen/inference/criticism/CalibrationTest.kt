package org.platen.inference.criticism

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.Random
import kotlin.math.abs
import kotlin.math.ln
import org.platen.dsl.shape.ModelException

private val even = Uniform(11).let { uniform -> IntArray(300) { (100 * uniform.next()).toInt() } }
private val narrow = even.map {
    if (it < 25) {
        0
    } else if (it >= 75) {
        99
    } else {
        2 * (it - 25)
    }
}.toIntArray()

/** Points that part the unit interval evenly. */
private fun points(number: Int) = DoubleArray(number) { (it + 1.0) / (number + 1) }

class CalibrationTest :
    FunSpec({

        // SciPy 1.17.1 (chisquare, binom.ppf), printed by samples/benchmarks/peers/criticism_arviz.py.
        test("uniform ranks: histogram, chi-square probability, coverage and bias of SciPy") {
            val calibration = Calibration.of(even, 99)
            calibration.histogram(20).toList() shouldBe
                listOf(21, 13, 19, 15, 14, 17, 21, 16, 15, 19, 9, 13, 8, 10, 17, 15, 15, 12, 16, 15)
            agree(calibration.chiSquareProbability(), 0.6483641080770773, 1e-12)
            val half = calibration.coverage(0.5)
            half.nominal() shouldBe 0.5
            agree(half.found(), 0.48333333333333334)
            agree(half.low(), 0.44333333333333336)
            agree(half.high(), 0.5566666666666666)
            (half.isTooLow || half.isTooHigh) shouldBe false
            agree(calibration.bias(), -1.4040702052654412)
            calibration.isInside(0.95) shouldBe true
        }

        test("posteriors half as wide as they should be are found by every verdict") {
            val calibration = Calibration.of(narrow, 99)
            calibration.histogram(20).toList() shouldBe
                listOf(91, 8, 12, 9, 9, 7, 9, 6, 12, 7, 6, 3, 12, 1, 4, 4, 6, 4, 8, 82)
            agree(ln(calibration.chiSquareProbability()), ln(2.4809676483429563e-151))
            calibration.isInside(0.999) shouldBe false
            calibration.coverage(0.5).isTooLow shouldBe true
            calibration.coverage(0.9).isTooLow shouldBe true
            calibration.coverage(0.5).toString() shouldContain "of 50.0 % intervals"
        }

        test("an envelope is that of ArviZ, and the narrowest that is not below its probability") {
            // ecdf_confidence_band, ArviZ 0.23.4, whose optimiser stops at the band nearest to the probability asked for.
            val exact = EcdfEnvelope.of(1000, points(4), 0.95)
            exact.lower().map { Math.round(1000 * it) } shouldBe listOf<Long>(170, 363, 563, 769)
            exact.upper().map { Math.round(1000 * it) } shouldBe listOf<Long>(231, 437, 637, 830)
            agree(exact.probability(), 0.9506126208228038)
            val low = doubleArrayOf(3.0, 11.0, 19.0, 28.0, 37.0, 48.0, 58.0, 69.0, 82.0)
            val high = doubleArrayOf(18.0, 31.0, 42.0, 52.0, 63.0, 72.0, 81.0, 89.0, 97.0)
            val found = EcdfEnvelope.of(100, points(9), 0.95)
            found.lower().zip(low.toList()) { a, b -> 100 * a shouldBe (b plusOrMinus 1.01) }
            found.upper().zip(high.toList()) { a, b -> 100 * a shouldBe (b plusOrMinus 1.01) }
        }

        test("an envelope holds as many uniform samples as it says") {
            val envelope = EcdfEnvelope.of(60, points(15), 0.9)
            val random = Random(4)
            val samples = 20_000
            val inside = (1..samples).count {
                val values = DoubleArray(60) { random.nextDouble() }
                envelope.contains(envelope.points().map { point -> values.count { it <= point } / 60.0 }.toDoubleArray())
            }
            (inside.toDouble() / samples) shouldBe (envelope.probability() plusOrMinus 0.008)
            envelope.probability() shouldBe (0.9 plusOrMinus 0.02)
        }

        test("uniform ranks are rarely refused, whatever the number of draws") {
            val random = Random(9)
            for (draws in listOf(3, 20, 999)) {
                val calibrations = List(400) { Calibration.of(IntArray(150) { random.nextInt(draws + 1) }, draws) }
                val envelope = calibrations[0].envelope(0.95)
                calibrations.count { !envelope.contains(it.ecdf()) } / 400.0 shouldBeLessThan 0.09
                calibrations.count { it.chiSquareProbability() < 0.05 } / 400.0 shouldBeLessThan 0.09
                abs(calibrations.map { it.bias() }.average()) shouldBeLessThan 0.2
                calibrations.map { it.bias() * it.bias() }.average() shouldBe (1.0 plusOrMinus 0.25)
            }
        }

        test("expected counts are those of the possible ranks in each bin") {
            val calibration = Calibration.of(IntArray(100), 9)
            calibration.expected(4).toList() shouldBe listOf(30.0, 20.0, 30.0, 20.0)
            calibration.bins() shouldBe 10
        }

        test("the nominal probability of an interval is that between draws") {
            val calibration = Calibration.of(intArrayOf(0, 5, 9, 10), 10)
            // Between the first and the last of ten draws: 9 of 11 ranks.
            calibration.coverage(0.8).nominal() shouldBe (9.0 / 11 plusOrMinus 1e-12)
            calibration.coverage(0.8).found() shouldBe 0.5
        }

        test("impossible ranks, points and probabilities are refused") {
            shouldThrow<ModelException> { Calibration.of(intArrayOf(11), 10) }.message shouldContain "from 0 to 10, found 11"
            shouldThrow<ModelException> { Calibration.of(IntArray(0), 10) }.message shouldContain "at least one rank"
            shouldThrow<ModelException> { EcdfEnvelope.of(10, doubleArrayOf(0.5, 0.5), 0.9) }.message shouldContain "found 0.5 after 0.5"
            shouldThrow<ModelException> { EcdfEnvelope.of(10, doubleArrayOf(0.5), 1.0) }.message shouldContain "probability 1.0"
            shouldThrow<ModelException> { Calibration.of(intArrayOf(1), 10).coverage(0.0) }.message shouldContain "found 0.0"
            shouldThrow<ModelException> { Calibration.of(intArrayOf(1), 10).histogram(12) }.message shouldContain "2 to 11 bins"
        }
    })
