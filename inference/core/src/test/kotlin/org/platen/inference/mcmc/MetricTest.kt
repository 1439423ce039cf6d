package org.platen.inference.mcmc

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import org.apache.commons.math3.linear.Array2DRowRealMatrix
import org.apache.commons.math3.linear.LUDecomposition
import org.apache.commons.math3.stat.correlation.Covariance
import org.apache.commons.rng.sampling.distribution.ZigguratSampler
import org.platen.inference.fit.Streams

private val covariance = arrayOf(doubleArrayOf(4.0, 1.0, 0.5), doubleArrayOf(1.0, 2.0, -0.3), doubleArrayOf(0.5, -0.3, 1.0))

private val draws = arrayOf(
    doubleArrayOf(1.0, 2.0),
    doubleArrayOf(3.0, -1.0),
    doubleArrayOf(0.5, 0.0),
    doubleArrayOf(-2.0, 4.0),
    doubleArrayOf(7.0, 1.0),
)

/** A column of M⁻¹ is the velocity of a unit momentum. */
private fun entries(metric: Metric, size: Int) = List(size) { i ->
    DoubleArray(size).also { metric.velocity(DoubleArray(size) { j -> if (i == j) 1.0 else 0.0 }, it) }
}

/** n / (n + 5) of the sample covariance plus 10⁻³ · 5 / (n + 5) (Stan, `covar_adaptation` and `var_adaptation`). */
private fun shrunk(i: Int, j: Int): Double = Covariance(draws).covarianceMatrix.getEntry(i, j) * 5 / 10 + if (i == j) 1e-3 * 5 / 10 else 0.0

class MetricTest : FunSpec({

    test("momenta have the inverse of the velocities' matrix as covariance") {
        val count = 200_000
        for ((metric, inverse) in listOf(
            DenseMetric(covariance) to covariance,
            DiagonalMetric(doubleArrayOf(4.0, 2.0, 0.5)) to
                arrayOf(doubleArrayOf(4.0, 0.0, 0.0), doubleArrayOf(0.0, 2.0, 0.0), doubleArrayOf(0.0, 0.0, 0.5)),
        )) {
            val normal = ZigguratSampler.NormalizedGaussian.of(Streams.of(3, 0))
            val sample = Array(count) { DoubleArray(3).also { metric.drawMomentum(normal, it) } }
            val expected = LUDecomposition(Array2DRowRealMatrix(inverse)).solver.inverse
            val found = Covariance(sample).covarianceMatrix
            for (i in 0..2) {
                for (j in 0..2) {
                    // Four standard errors, √((σii σjj + σij²) / n).
                    val error = 4 * kotlin.math.sqrt(2 * expected.getEntry(i, i) * expected.getEntry(j, j) / count)
                    found.getEntry(i, j) shouldBe (expected.getEntry(i, j) plusOrMinus error)
                }
            }
        }
    }

    test("velocities are M⁻¹ times the momentum") {
        val velocity = DoubleArray(3)
        DenseMetric(covariance).velocity(doubleArrayOf(1.0, -2.0, 4.0), velocity)
        velocity.toList() shouldBe listOf(4.0, -4.2, 5.1)
        DiagonalMetric(doubleArrayOf(4.0, 2.0, 0.5)).velocity(doubleArrayOf(1.0, -2.0, 4.0), velocity)
        velocity.toList() shouldBe listOf(4.0, -4.0, 2.0)
    }

    for (dense in listOf(false, true)) {
        test("the ${if (dense) "dense" else "diagonal"} metric is the shrunk covariance of the draws since the last restart") {
            val estimator = MetricEstimator.of(dense, 2)
            estimator.add(doubleArrayOf(100.0, -50.0))
            estimator.restart()
            draws.forEach(estimator::add)
            val found = entries(estimator.estimate(), 2)
            for (i in 0..1) {
                for (j in 0..1) {
                    withClue("$i, $j") {
                        found[i][j] shouldBe ((if (dense || i == j) shrunk(i, j) else 0.0) plusOrMinus 1e-12)
                    }
                }
            }
            entries(estimator.unit(), 2).map { it.toList() } shouldBe listOf(listOf(1.0, 0.0), listOf(0.0, 1.0))
        }
    }

    test("a dense metric must be positive definite") {
        shouldThrow<IllegalArgumentException> { DenseMetric(arrayOf(doubleArrayOf(1.0, 2.0), doubleArrayOf(2.0, 1.0))) }
    }
})
