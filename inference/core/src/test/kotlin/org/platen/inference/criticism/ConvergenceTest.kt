package org.platen.inference.criticism

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.Random
import kotlin.math.floor
import kotlin.math.sqrt
import org.platen.dsl.shape.ModelException

private val inputs = mapOf(
    "independent" to chains(4, 250, 0.0),
    "correlated" to chains(4, 500, 0.9),
    "alternating" to chains(2, 101, -0.6),
    "apart" to chains(3, 100, 0.5, 0.3),
    "single" to chains(1, 400, 0.7),
    "rounded" to chains(4, 100, 0.5).map { chain -> chain.map { floor(4 * it) }.toDoubleArray() }.toTypedArray(),
)

class ConvergenceTest :
    FunSpec({

        // R-hat, sizes of bulk, tail, mean and median, errors of mean, sd and 10 % quantile: ArviZ 0.23.4, printed by
        // samples/benchmarks/peers/criticism_arviz.py.
        val arviz = mapOf(
            "independent" to
                listOf(
                    1.0062637046117524,
                    848.0311592494485,
                    820.9875888323334,
                    834.6508901355107,
                    859.9773366479769,
                    0.00987518295730432,
                    0.004038432664261457,
                    0.012316935695707798,
                ),
            "correlated" to
                listOf(
                    1.0609326401698604,
                    63.51077783177408,
                    210.43303980789514,
                    64.57686153718711,
                    163.23724220533109,
                    0.08525592161117132,
                    0.02930296618749249,
                    0.08823916085670785,
                ),
            "alternating" to
                listOf(
                    0.9996857013349542,
                    460.2059991327962,
                    154.64235403655357,
                    460.2059991327962,
                    290.23975363263634,
                    0.01623131176485535,
                    0.018402229750793628,
                    0.03707484423112287,
                ),
            "apart" to
                listOf(
                    1.1883753409774043,
                    12.84672208370299,
                    97.14403410186753,
                    13.008552364338563,
                    33.64040342065419,
                    0.10638725413135948,
                    0.022755931044092195,
                    0.1333297516022694,
                ),
            "single" to
                listOf(
                    1.0322244178397788,
                    66.80511428170661,
                    135.99365428031004,
                    68.73487355307077,
                    93.50086065745369,
                    0.05053854006407052,
                    0.021384808341467224,
                    0.04581981587747613,
                ),
            "rounded" to
                listOf(
                    1.012226391468136,
                    141.9153825596359,
                    203.31404806627845,
                    143.47117692027703,
                    197.8979477993215,
                    0.11444305930893868,
                    0.05081336833217434,
                    0.0,
                ),
        )

        for ((name, expected) in arviz) {
            test("$name chains have the answers of ArviZ") {
                val draws = inputs.getValue(name)
                val found = listOf(
                    Convergence.rHat(draws),
                    Convergence.bulkSize(draws),
                    Convergence.tailSize(draws),
                    Convergence.meanSize(draws),
                    Convergence.quantileSize(draws, 0.5),
                    Convergence.meanError(draws),
                    Convergence.deviationError(draws),
                    Convergence.quantileError(draws, 0.1),
                )
                found.zip(expected).forEachIndexed { i, (one, other) -> withClue("number $i") { agree(one, other) } }
            }
        }

        test("a first-order autoregression is worth (1 − a) / (1 + a) of its draws") {
            val random = Random(3)
            val draws = Array(4) {
                var value = 0.0
                DoubleArray(20_000) {
                    value = 0.8 * value + random.nextGaussian()
                    value
                }
            }
            Convergence.meanSize(draws) shouldBe (80_000 * 0.2 / 1.8 plusOrMinus 700.0)
            Convergence.meanError(draws) shouldBe (sqrt(1 / (1 - 0.64) / (80_000 * 0.2 / 1.8)) plusOrMinus 1e-3)
        }

        test("chains that differ in spread alone are told apart") {
            val random = Random(1)
            val draws = Array(4) { chain -> DoubleArray(500) { random.nextGaussian() * (if (chain == 0) 3.0 else 1.0) } }
            Convergence.rHat(draws) shouldBeGreaterThan 1.05
        }

        test("chains that do not move have no limit to R-hat, and equal draws no answer") {
            Convergence.rHat(arrayOf(DoubleArray(10) { 1.0 }, DoubleArray(10) { 2.0 })) shouldBe Double.POSITIVE_INFINITY
            val equal = arrayOf(DoubleArray(10) { 1.0 })
            listOf(Convergence.rHat(equal), Convergence.bulkSize(equal), Convergence.tailSize(equal)).forEach { it.isNaN() shouldBe true }
            Convergence.meanError(arrayOf(doubleArrayOf(1.0, 2.0, Double.NaN, 3.0))).isNaN() shouldBe true
        }

        test("too few draws and ragged chains are refused") {
            shouldThrow<ModelException> { Convergence.rHat(arrayOf(DoubleArray(3))) }.message shouldContain
                "at least 4 draws each, found [3]"
            shouldThrow<ModelException> { Convergence.bulkSize(arrayOf(DoubleArray(5), DoubleArray(6))) }
                .message shouldContain "chains of equal length"
            shouldThrow<ModelException> { Convergence.quantileSize(inputs.getValue("single"), 1.0) }.message shouldContain "found 1.0"
        }
    })
