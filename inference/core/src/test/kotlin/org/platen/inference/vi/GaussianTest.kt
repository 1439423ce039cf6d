package org.platen.inference.vi

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import java.util.Random
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.sqrt
import org.apache.commons.math3.distribution.MultivariateNormalDistribution
import org.ejml.data.DMatrixRMaj
import org.platen.inference.unconstrained.LogDensity
import org.platen.inference.unconstrained.QuasiNewton

class GaussianTest :
    FunSpec({

        val mean = doubleArrayOf(1.0, -2.0, 0.5)
        val diagonal = DiagonalGaussian(mean, doubleArrayOf(0.5, 2.0, 1.5))
        val dense = DenseGaussian.ofFactor(mean, DMatrixRMaj(3, 3, true, 1.0, 0.0, 0.0, 0.4, 0.7, 0.0, -0.3, 0.2, 1.2))
        val loadings = DMatrixRMaj(3, 2, true, 0.5, -0.2, 1.0, 0.3, -0.7, 0.9)
        val lowRank = LowRankGaussian(mean, doubleArrayOf(0.5, 0.6, 0.7), loadings)

        /** What the draws of unit vectors say the covariance is. */
        fun covariance(gaussian: Gaussian): Array<DoubleArray> {
            val centre = gaussian.draw(DoubleArray(gaussian.noise()))
            val columns = (0 until gaussian.noise()).map { k ->
                val point = gaussian.draw(DoubleArray(gaussian.noise()) { if (it == k) 1.0 else 0.0 })
                DoubleArray(3) { point[it] - centre[it] }
            }
            return Array(3) { i -> DoubleArray(3) { j -> columns.sumOf { it[i] * it[j] } } }
        }

        for (gaussian in listOf(diagonal, dense, lowRank)) {
            test("${gaussian.javaClass.simpleName} has the density of its draws (Commons Math's MultivariateNormalDistribution)") {
                val reference = MultivariateNormalDistribution(mean, covariance(gaussian))
                val random = Random(1)
                repeat(5) {
                    val point = DoubleArray(3) { random.nextGaussian() }
                    gaussian.logDensity(point) shouldBe (ln(reference.density(point)) plusOrMinus 1e-10)
                }
                gaussian.standardDeviations().zip(reference.standardDeviations.toList()).forEach { (a, b) ->
                    a shouldBe
                        (b plusOrMinus 1e-12)
                }
                // The entropy of a Normal is minus its log density at the mean, and half a nat for each number.
                gaussian.entropy() shouldBe (1.5 - gaussian.logDensity(mean) plusOrMinus 1e-12)
            }
        }

        test("a dense Normal's precision makes the same distribution") {
            val again = dense.precision().around(mean)
            again.logDensity(doubleArrayOf(0.0, 1.0, 2.0)) shouldBe (dense.logDensity(doubleArrayOf(0.0, 1.0, 2.0)) plusOrMinus 1e-10)
        }

        // Not Normal, all numbers together.
        val density = object : LogDensity {
            override fun dimension() = 3

            override fun at(point: DoubleArray, gradient: DoubleArray): Double {
                val (a, b, c) = point
                gradient[0] = -a + b - exp(a)
                gradient[1] = a - 2 * b - 4 * b * b * b + 0.5 * c
                gradient[2] = 0.5 * b - c
                return -0.5 * a * a + a * b - exp(a) - b * b - b * b * b * b + 0.5 * b * c - 0.5 * c * c
            }
        }

        fun checkGradient(objective: QuasiNewton.Objective, size: Int) {
            val random = Random(2)
            val point = DoubleArray(size) { 0.3 * random.nextGaussian() }
            val gradient = DoubleArray(size)
            objective.at(point, gradient)
            for (i in 0 until size) {
                val (up, down) = listOf(1e-5, -1e-5).map { step ->
                    objective.at(point.clone().also { it[i] += step }, DoubleArray(size))
                }
                gradient[i] shouldBe ((up - down) / 2e-5 plusOrMinus 1e-6)
            }
        }

        test("the gradients of bounds on one set of draws are those of differences") {
            val curvature = DMatrixRMaj(3, 3, true, 2.0, -1.0, 0.0, -1.0, 3.0, 0.0, 0.0, 0.0, 1.0)
            val noise = Noise(3, 8, 1).set(1)
            for (first in listOf(diagonal, dense)) {
                val average = SampleAverage(density, first, curvature, noise)
                checkGradient(average, average.size())
            }
            val average = LowRankAverage(density, diagonal, 2, Noise(5, 8, 1).set(1))
            checkGradient(average, average.size())
        }

        test("expected curvature by Stein's identity is the mean of second derivatives") {
            // E of 2 + 12 b² under b ~ Normal(−2, 2): 2 + 12 (4 + 4) = 98.
            val noise = Noise(3, 2048, 3).set(0)
            val objective = Objective.of(density, diagonal, noise)
            Curvature.of(objective, diagonal, noise, DMatrixRMaj(3, 3)).get(1, 1) shouldBe (98.0 plusOrMinus 2.0)
        }

        test("draws come in opposite pairs, and average to what they should") {
            val noise = Noise(4, 256, 5).set(9)
            noise.size shouldBe 512
            for (i in 0 until 4) {
                noise.sumOf { it[i] } shouldBe (0.0 plusOrMinus 1e-10)
                noise.sumOf { it[i] * it[i] } / 512 shouldBe (1.0 plusOrMinus 0.02)
                noise.sumOf { it[i] * it[(i + 1) % 4] } / 512 shouldBe (0.0 plusOrMinus 0.03)
            }
            sqrt(Noise(1500, 500, 1).set(1).sumOf { it[1499] * it[1499] } / 1000) shouldBe (1.0 plusOrMinus 0.1)
        }
    })
