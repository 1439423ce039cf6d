package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import java.util.Random
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.sqrt

/** Three well separated Gaussians whose parameters are known, sampled and evaluated without the library. */
private class ThreeGaussians(val d: Int, val scale: Double, seed: Long) {

    private val random = Random(seed)
    val weights = doubleArrayOf(0.5, 0.3, 0.2)
    val means = List(3) { DoubleArray(d) { scale * (4.0 / sqrt(d.toDouble()) * 2 * random.nextGaussian()) } }

    /** Lower triangular, with correlations between neighbouring columns. */
    val factors = List(3) { k ->
        List(d) { i ->
            DoubleArray(d) { j ->
                if (i ==
                    j
                ) {
                    scale * (0.5 + random.nextDouble())
                } else if (j == i - 1) {
                    scale * 0.3 * (k - 1)
                } else {
                    0.0
                }
            }
        }
    }

    fun sample(n: Int): Array<DoubleArray> = Array(n) {
        val u = random.nextDouble()
        val k = if (u < weights[0]) {
            0
        } else if (u < weights[0] + weights[1]) {
            1
        } else {
            2
        }
        val e = DoubleArray(d) { random.nextGaussian() }
        DoubleArray(d) { i -> means[k][i] + factors[k][i][i] * e[i] + if (i > 0) factors[k][i][i - 1] * e[i - 1] else 0.0 }
    }

    fun meanLogLikelihood(x: Array<DoubleArray>): Double = x.sumOf { row ->
        val terms = weights.indices.map { k -> ln(weights[k]) + logDensity(row, k) }
        val top = terms.max()
        top + ln(terms.sumOf { exp(it - top) })
    } / x.size

    private fun logDensity(row: DoubleArray, k: Int): Double {
        var before = 0.0
        var sum = 0.0
        for (i in 0 until d) {
            val e = (row[i] - means[k][i] - if (i > 0) factors[k][i][i - 1] * before else 0.0) / factors[k][i][i]
            sum += -0.5 * e * e - ln(factors[k][i][i]) - 0.5 * ln(2 * Math.PI)
            before = e
        }
        return sum
    }
}

class SyntheticMixtureTest :
    FunSpec({

        val n = 5000

        fun recovers(d: Int, scale: Double, restarts: Int) {
            val truth = ThreeGaussians(d, scale, 10L + d)
            val x = truth.sample(n)
            val fit = ExactEm().restarts(restarts).tolerance(1e-8).fit(fullMixture(3, d), x)
            fit.logLikelihood() / n shouldBeGreaterThan truth.meanLogLikelihood(x) - 1e-3
            for ((k, j) in pairing(truth.means, fit.estimate("mean").elements()).withIndex()) {
                fit.estimate("weights").get(j) shouldBe (truth.weights[k] plusOrMinus 0.02)
            }
        }

        for (d in listOf(2, 10, 20, 50, 100)) {
            test("three Gaussians in $d dimensions are at least as likely at the estimates as at the truth") {
                recovers(d, 1.0, if (d < 50) 2 else 1)
            }
        }

        for (scale in listOf(1e-6, 1e6)) {
            test("neither does the unit of measurement matter: scale $scale") {
                recovers(2, scale, 2)
                recovers(20, scale, 2)
            }
        }
    })
