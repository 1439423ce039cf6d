package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeMonotonicallyIncreasing
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.shouldBe
import java.util.Random
import kotlin.math.sqrt
import org.apache.commons.math3.linear.Array2DRowRealMatrix
import org.apache.commons.math3.linear.CholeskyDecomposition
import org.apache.commons.math3.linear.LUDecomposition
import org.apache.commons.math3.linear.MatrixUtils
import org.apache.commons.math3.linear.RealMatrix
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.zeros
import org.platen.inference.data.Data

/** One step of EM for factor analysis around a known mean with S the covariance of the data (Rubin and Thayer 1982), then with the scores' covariance expanded. */
private fun step(s: RealMatrix, w: RealMatrix, variances: DoubleArray): Pair<RealMatrix, DoubleArray> {
    val psi = MatrixUtils.createRealDiagonalMatrix(variances)
    val beta = w.transpose().multiply(LUDecomposition(w.multiply(w.transpose()).add(psi)).solver.inverse)
    val k = w.columnDimension
    val scores = MatrixUtils.createRealIdentityMatrix(k).subtract(beta.multiply(w)).add(beta.multiply(s).multiply(beta.transpose()))
    val plain = s.multiply(beta.transpose()).multiply(LUDecomposition(scores).solver.inverse)
    val rest = s.subtract(plain.multiply(beta).multiply(s))
    val symmetric = scores.add(scores.transpose()).scalarMultiply(0.5)
    return plain.multiply(CholeskyDecomposition(symmetric).l) to DoubleArray(variances.size) { rest.getEntry(it, it) }
}

class ExpansionTest : FunSpec({
    val d = 4
    val k = 2
    val factors = model("factors") {
        val row = plate("row")
        val mean by parameter(real(d))
        val loading by parameter(real(d, k))
        val scale by parameter(positive(d))
        val f by row.latent(normal(zeros(k), ones(k)))
        row.observed("x", normal(loading.dot(f) + mean, scale))
    }

    test("an iteration is the step of parameter-expanded EM, written out in matrices (Liu, Rubin and Wu 1998)") {
        val n = iris.size
        val mean = DoubleArray(d) { j -> iris.sumOf { it[j] } / n }
        val s = Array2DRowRealMatrix(square(d) { i, j -> iris.sumOf { (it[i] - mean[i]) * (it[j] - mean[j]) } / n })
        var w: RealMatrix =
            Array2DRowRealMatrix(
                arrayOf(doubleArrayOf(0.5, 0.1), doubleArrayOf(-0.2, 0.4), doubleArrayOf(0.3, -0.3), doubleArrayOf(0.1, 0.2)),
            )
        var variances = doubleArrayOf(0.5, 1.0, 0.8, 0.3)
        val start = mapOf(
            "mean" to mean,
            "loading" to DoubleArray(d * k) { w.getEntry(it / k, it % k) },
            "scale" to DoubleArray(d) { sqrt(variances[it]) },
        )
        for (iterations in 1..3) {
            step(s, w, variances).let { (loadings, noise) ->
                w = loadings
                variances = noise
            }
            val fit = ExactEm().startAt(
                start,
            ).accelerate(false).iterations(iterations).tolerance(0.0).fit(factors, Data.of(factors["x"], iris))
            for (i in 0 until d) {
                fit.estimate("scale")[i] shouldBe (sqrt(variances[i]) plusOrMinus 1e-10)
                for (j in 0 until k) {
                    fit.estimate("loading")[i, j] shouldBe (w.getEntry(i, j) plusOrMinus 1e-10)
                }
            }
        }
    }

    test("strong factors of many columns are found in a dozen steps, which never fall") {
        val random = Random(4)
        val columns = 40
        val wide = model("wide") {
            val row = plate("row")
            val mean by parameter(real(columns))
            val loading by parameter(real(columns, 3))
            val scale by parameter(positive(columns))
            val f by row.latent(normal(zeros(3), ones(3)))
            row.observed("x", normal(loading.dot(f) + mean, scale))
        }
        val loadings = Array(columns) { DoubleArray(3) { random.nextGaussian() } }
        val x = Array(2000) {
            val z = DoubleArray(3) { random.nextGaussian() }
            DoubleArray(columns) { j -> 5 + loadings[j].indices.sumOf { loadings[j][it] * z[it] } + random.nextGaussian() }
        }
        val fit = ExactEm().accelerate(false).fit(wide, Data.of(wide["x"], x))
        fit.trace().shouldBeMonotonicallyIncreasing()
        fit.iterations() shouldBeLessThan 20
        fit.updates()["loading"] shouldBe "regression coefficients, then parameter expansion"
    }

    test("scores of clusters that have loadings of their own are expanded together and never fall") {
        val random = Random(5)
        val mixture = model("mixture") {
            val cluster = plate("cluster", 2)
            val row = plate("row")
            val weights by parameter(simplex(cluster))
            val mean by cluster.parameter(real(3))
            val loading by cluster.parameter(real(3))
            val scale by parameter(positive(3))
            val z by row.latent(categorical(weights))
            val f by row.latent(normal(0.0, 1.0))
            row.observed("x", normal(mean[z] + loading[z] * f, scale))
        }
        val x = Array(300) { row ->
            val f = random.nextGaussian()
            val sign = if (row % 3 == 0) 1.0 else -1.0
            DoubleArray(3) { j -> 2 * sign + (1 + j * sign) * f + 0.5 * random.nextGaussian() }
        }
        val fit = ExactEm().restarts(2).accelerate(false).iterations(200).fit(mixture, Data.of(mixture["x"], x))
        // Rounding may turn the last digits.
        fit.trace().zipWithNext().forEach { (a, b) -> (b - a > -1e-9 * (1 - b)) shouldBe true }
    }
})
