package org.platen.dsl.distribution

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.list
import io.kotest.property.arbitrary.numericDouble
import io.kotest.property.checkAll
import kotlin.math.PI
import kotlin.math.abs
import kotlin.math.ln
import org.apache.commons.math3.linear.Array2DRowRealMatrix
import org.apache.commons.math3.linear.LUDecomposition
import org.apache.commons.math3.linear.MatrixUtils
import org.apache.commons.math3.linear.RealMatrix
import org.apache.commons.numbers.gamma.LogGamma
import org.apache.commons.statistics.distribution.BetaDistribution
import org.apache.commons.statistics.distribution.ChiSquaredDistribution
import org.apache.commons.statistics.distribution.GammaDistribution
import org.platen.dsl.distribution.Distributions.inverseWishart
import org.platen.dsl.distribution.Distributions.lkjCholesky
import org.platen.dsl.distribution.Distributions.wishart
import org.platen.dsl.evaluate
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Expressions.identity
import org.platen.dsl.expr.Expressions.zeros

private val scale: RealMatrix =
    Array2DRowRealMatrix(arrayOf(doubleArrayOf(2.0, 0.6, -0.3), doubleArrayOf(0.6, 1.0, 0.2), doubleArrayOf(-0.3, 0.2, 0.5)))

private fun RealMatrix.entries() = data.flatMap { it.asList() }.toDoubleArray()

private fun RealMatrix.inverse(): RealMatrix = MatrixUtils.inverse(this)

private fun RealMatrix.logDeterminant() = ln(LUDecomposition(this, 0.0).determinant)

private fun positiveDefinite(numbers: List<Double>): RealMatrix {
    val a = Array2DRowRealMatrix(numbers.chunked(3).map { it.toDoubleArray() }.toTypedArray())
    return a.multiply(a.transpose()).add(MatrixUtils.createRealIdentityMatrix(3).scalarMultiply(0.1))
}

/** Σᵢ log Γ(a − i/2) + D(D − 1)/4 log π. */
private fun logMultivariateGamma(a: Double, size: Int) =
    size * (size - 1) / 4.0 * ln(PI) + (0 until size).sumOf { LogGamma.value(a - it / 2.0) }

/** |X|^((ν − D − 1)/2) exp(−tr(V⁻¹X)/2) / (2^(νD/2) |V|^(ν/2) Γ_D(ν/2)), by LU decompositions (Bishop 2006, B.79). */
private fun wishartLogDensity(x: RealMatrix, freedom: Double, scale: RealMatrix): Double {
    val size = x.rowDimension
    return (freedom - size - 1) / 2 * x.logDeterminant() - scale.inverse().multiply(x).trace / 2 - freedom * size / 2 * ln(2.0) -
        freedom / 2 * scale.logDeterminant() - logMultivariateGamma(freedom / 2, size)
}

private fun correlation(factor: DoubleArray, size: Int, i: Int, j: Int) =
    (0 until size).sumOf { factor[i * size + it] * factor[j * size + it] }
class MatrixFamiliesTest :
    FunSpec({

        val numbers = Arb.list(Arb.numericDouble(-2.0, 2.0), 9..9)

        for (freedom in listOf(2.1, 5.0, 40.0)) {
            test("a Wishart of $freedom degrees has the density of its definition") {
                checkAll(50, numbers) { entries ->
                    val x = positiveDefinite(entries)
                    val expected = wishartLogDensity(x, freedom, scale)
                    val found = wishart(freedom, constant(scale.data)).logDensityAt(*x.entries())
                    found shouldBe (expected plusOrMinus 1e-8 * (1 + abs(expected)))
                }
            }

            test("an inverse Wishart of $freedom degrees is the inverse of a Wishart: the Jacobian is |X|^−(D + 1)") {
                checkAll(50, numbers) { entries ->
                    val x = positiveDefinite(entries)
                    val expected = wishartLogDensity(x.inverse(), freedom, scale.inverse()) - 4 * x.logDeterminant()
                    val found = inverseWishart(freedom, constant(scale.data)).logDensityAt(*x.entries())
                    found shouldBe (expected plusOrMinus 1e-8 * (1 + abs(expected)))
                }
            }

            test("the exponential-family forms equal the log densities at $freedom degrees") {
                checkAll(50, numbers) { entries ->
                    val x = positiveDefinite(entries).entries()
                    for (family in listOf(wishart(freedom, constant(scale.data)), inverseWishart(freedom, constant(scale.data)))) {
                        val expected = family.logDensityAt(*x)
                        family.exponentialFormAt(*x) shouldBe (expected plusOrMinus 1e-9 * (1 + abs(expected)))
                    }
                }
            }
        }

        test("with one row they are Gamma and inverse Gamma of Commons Statistics") {
            for (x in listOf(1e-3, 0.8, 30.0)) {
                wishart(3.4, constant(arrayOf(doubleArrayOf(2.5)))).logDensityAt(x) shouldBe
                    (GammaDistribution.of(1.7, 5.0).logDensity(x) plusOrMinus 1e-12 * (1 + x))
                inverseWishart(3.4, constant(arrayOf(doubleArrayOf(2.5)))).logDensityAt(x) shouldBe
                    (GammaDistribution.of(1.7, 2 / 2.5).logDensity(1 / x) - 2 * ln(x) plusOrMinus 1e-12 * (1 + 1 / x))
            }
        }

        test("draws have the moments") {
            wishart(5.5, constant(scale.data)).drawsShouldHaveTheMoments()
            inverseWishart(14.0, constant(scale.data)).drawsShouldHaveTheMoments()
        }

        test("an inverse Wishart has its moments where they exist") {
            // Ψ / (ν − D − 1) and, on the diagonal, 2 ψ² / ((ν − D − 1)² (ν − D − 3))
            val family = inverseWishart(8.0, constant(scale.data))
            evaluate(family.mean())[1] shouldBe (0.6 / 4 plusOrMinus 1e-14)
            evaluate(family.variance())[0] shouldBe (2 * 4.0 / (16 * 2) plusOrMinus 1e-14)
            evaluate(inverseWishart(4.0, constant(scale.data)).mean()).all { it.isNaN() } shouldBe true
            evaluate(inverseWishart(6.0, constant(scale.data)).variance()).all { it.isNaN() } shouldBe true
        }

        test("a correlation of two variables is Beta(η, η) on (−1, 1)") {
            for (concentration in listOf(0.3, 1.0, 4.0, 2000.0)) {
                for (r in listOf(-0.9, 0.0, 0.2, 0.9999)) {
                    val factor = doubleArrayOf(1.0, 0.0, r, kotlin.math.sqrt((1 - r) * (1 + r)))
                    val expected = BetaDistribution.of(concentration, concentration).logDensity((1 + r) / 2) - ln(2.0)
                    lkjCholesky(2, concentration).logDensityAt(*factor) shouldBe (expected plusOrMinus 1e-9 * (1 + abs(expected)))
                }
            }
        }

        test("at concentration 1 correlation matrices are uniform: their volumes are π²/2 and 32π²/27") {
            // Volumes for 3 and 4 variables: Joe (2006), "Generating random correlation matrices based on partial correlations"; the
            // Jacobian of L ↦ L Lᵀ is the product of Lₖₖ^(K − k).
            for ((size, volume) in mapOf(3 to PI * PI / 2, 4 to 32 * PI * PI / 27)) {
                for (factor in lkjCholesky(size, 1.0).draws(5)) {
                    val logJacobian = (0 until size).sumOf { (size - 1 - it) * ln(factor[it * (size + 1)]) }
                    lkjCholesky(size, 1.0).logDensityAt(*factor) shouldBe (logJacobian - ln(volume) plusOrMinus 1e-12)
                }
            }
        }

        test("the density over 1 at another concentration is the power of the determinant, up to a constant") {
            val draws = lkjCholesky(5, 1.0).draws(20)
            val offsets = draws.map { factor ->
                val logDeterminant = 2 * (0 until 5).sumOf { ln(factor[it * 6]) }
                lkjCholesky(5, 2.7).logDensityAt(*factor) - lkjCholesky(5, 1.0).logDensityAt(*factor) - 1.7 * logDeterminant
            }
            offsets.forEach { it shouldBe (offsets[0] plusOrMinus 1e-11) }
        }

        for (concentration in listOf(0.4, 1.0, 3.0)) {
            test("draws at concentration $concentration are factors whose correlations are Beta(η + (K − 2)/2) each") {
                val size = 4
                val draws = lkjCholesky(size, concentration).draws(20_000)
                val marginal = BetaDistribution.of(concentration + 1, concentration + 1)
                val cells = 20
                for ((i, j) in listOf(1 to 0, 2 to 1, 3 to 0, 3 to 2)) {
                    val counts = IntArray(cells)
                    for (draw in draws) {
                        val r = correlation(draw, size, i, j)
                        counts[(marginal.cumulativeProbability((1 + r) / 2) * cells).toInt().coerceAtMost(cells - 1)]++
                    }
                    val expected = draws.size / cells.toDouble()
                    val statistic = counts.sumOf { (it - expected) * (it - expected) / expected }
                    withClue("correlation $i, $j") {
                        ChiSquaredDistribution.of(cells - 1.0).survivalProbability(statistic) shouldBeGreaterThan 1e-5
                    }
                }
                for (draw in draws.take(100)) {
                    (0 until size).forEach { correlation(draw, size, it, it) shouldBe (1.0 plusOrMinus 1e-14) }
                }
            }
        }

        test("draws at a tiny concentration do not collapse to NaN") {
            lkjCholesky(6, 1e-3).draws(1000).forEach { draw -> draw.all { it.isFinite() } shouldBe true }
        }

        refuses(
            "Wishart: degreesOfFreedom must be greater than 1, found 1" to {
                wishart(1.0, identity(2))
            },
            "Wishart: scale must be a matrix, found zeros(3) with event shape [3]" to {
                wishart(4.0, zeros(3))
            },
            "InverseWishart: scale must be symmetric and positive definite, found zeros(2, 2)" to {
                inverseWishart(4.0, zeros(2, 2))
            },
            "InverseWishart: degreesOfFreedom must be greater than 2, found 2" to {
                inverseWishart(2.0, identity(3))
            },
            "LkjCholesky: size must be at least 2, found 1" to {
                lkjCholesky(1, 1.0)
            },
            "LkjCholesky: concentration must be positive, found 0" to {
                lkjCholesky(3, 0.0)
            },
        )
    })
