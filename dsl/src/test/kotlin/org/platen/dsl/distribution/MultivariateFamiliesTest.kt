package org.platen.dsl.distribution

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.list
import io.kotest.property.arbitrary.numericDouble
import io.kotest.property.checkAll
import kotlin.math.PI
import kotlin.math.abs
import kotlin.math.ln
import kotlin.math.ln1p
import kotlin.math.sqrt
import org.apache.commons.math3.distribution.MultivariateNormalDistribution
import org.apache.commons.math3.linear.Array2DRowRealMatrix
import org.apache.commons.math3.linear.ArrayRealVector
import org.apache.commons.math3.linear.CholeskyDecomposition
import org.apache.commons.math3.linear.LUDecomposition
import org.apache.commons.math3.linear.RealMatrix
import org.apache.commons.statistics.distribution.TDistribution
import org.platen.dsl.distribution.Distributions.multivariateNormal
import org.platen.dsl.distribution.Distributions.multivariateNormalCholesky
import org.platen.dsl.distribution.Distributions.multivariateNormalDiagonal
import org.platen.dsl.distribution.Distributions.multivariateNormalPrecision
import org.platen.dsl.distribution.Distributions.multivariateStudentT
import org.platen.dsl.distribution.MultivariateNormal.Form
import org.platen.dsl.evaluate
import org.platen.dsl.expr.Expr
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Expressions.identity
import org.platen.dsl.expr.Expressions.ones
import org.platen.dsl.expr.Expressions.scaledIdentity
import org.platen.dsl.expr.Expressions.zeros

/** A positive definite 3 × 3 matrix from nine numbers. */
private fun positiveDefinite(numbers: List<Double>): RealMatrix {
    val a = Array2DRowRealMatrix(numbers.chunked(3).map { it.toDoubleArray() }.toTypedArray())
    return a.multiply(a.transpose()).add(Array2DRowRealMatrix(Array(3) { i -> DoubleArray(3) { if (it == i) 0.5 + i else 0.0 } }))
}

private fun RealMatrix.expr(): Expr = constant(data)

private fun RealMatrix.inverse(): RealMatrix = LUDecomposition(this).solver.inverse

private fun RealMatrix.factor(): RealMatrix = CholeskyDecomposition(this).l

/** (x − m)ᵀ Σ⁻¹ (x − m). */
private fun squaredDistance(x: DoubleArray, mean: DoubleArray, covariance: RealMatrix): Double {
    val difference = ArrayRealVector(x).subtract(ArrayRealVector(mean))
    return difference.dotProduct(covariance.inverse().operate(difference))
}

private val covariance =
    Array2DRowRealMatrix(arrayOf(doubleArrayOf(4.0, 1.2, -0.6), doubleArrayOf(1.2, 2.0, 0.3), doubleArrayOf(-0.6, 0.3, 1.0)))
private val mean = doubleArrayOf(1.0, -2.0, 0.5)

private fun formsOf(mean: Expr, covariance: RealMatrix): List<MultivariateNormal> = listOf(
    multivariateNormal(mean, covariance.expr()),
    multivariateNormalPrecision(mean, covariance.inverse().let { it.add(it.transpose()).scalarMultiply(0.5) }.expr()),
    multivariateNormalCholesky(mean, covariance.factor().expr()),
)

/** The sample covariances lie within five standard errors of [covariance]. */
private fun Moments.drawsShouldHaveTheCovariance(covariance: RealMatrix, count: Int = 20_000) {
    val draws = draws(count)
    val mean = evaluate(mean())
    for (i in mean.indices) {
        for (j in 0..i) {
            val products = draws.map { (it[i] - mean[i]) * (it[j] - mean[j]) }
            val expected = covariance.getEntry(i, j)
            val error = sqrt(products.sumOf { (it - expected) * (it - expected) } / count / count)
            withClue("entry $i, $j") { products.average() shouldBe (expected plusOrMinus 5 * error) }
        }
    }
}

class MultivariateFamiliesTest :
    FunSpec({

        val numbers = Arb.list(Arb.numericDouble(-3.0, 3.0), 9..9)
        val points = Arb.list(Arb.numericDouble(-10.0, 10.0), 3..3)

        test("all forms of the multivariate Normal agree with Commons Math") {
            checkAll(100, numbers, points) { entries, x ->
                val sigma = positiveDefinite(entries)
                val twin = MultivariateNormalDistribution(mean, sigma.data)
                val density = ln(twin.density(x.toDoubleArray()))
                if (density > -600) {
                    for (family in formsOf(constant(*mean), sigma)) {
                        family.logDensityAt(*x.toDoubleArray()) shouldBe (density plusOrMinus 1e-8 * (1 + abs(density)))
                    }
                }
            }
        }

        test("all forms of the multivariate Normal agree far from the mean") {
            checkAll(50, numbers) { entries ->
                val sigma = positiveDefinite(entries)
                val far = doubleArrayOf(1e6, -1e6, 1e6)
                val expected = -0.5 * squaredDistance(far, mean, sigma)
                for (family in formsOf(constant(*mean), sigma)) {
                    family.logDensityAt(*far) shouldBe (expected plusOrMinus 1e-8 * abs(expected))
                }
            }
        }

        test("independent entries are so many Normals") {
            val family = multivariateNormalDiagonal(constant(1.0, -2.0), constant(4.0, 1e-6))
            val normals = Distributions.normal(constant(1.0, -2.0), constant(2.0, 1e-3))
            for (x in listOf(listOf(0.0, 0.0), listOf(3.0, -2.001), listOf(1e9, 1e9))) {
                val expected = normals.logDensityAt(*x.toDoubleArray())
                family.logDensityAt(*x.toDoubleArray()) shouldBe (expected plusOrMinus 1e-13 * abs(expected))
            }
        }

        test("a hundred dimensions keep their log density") {
            val family = multivariateNormal(zeros(100), scaledIdentity(100, 1e-8))
            val expected = -50 * ln(2 * PI) - 50 * ln(1e-8) - 0.5 * 100 * 1e8
            family.logDensityAt(*DoubleArray(100) { 1.0 }) shouldBe (expected plusOrMinus 1e-12 * abs(expected))
        }

        for (family in formsOf(constant(*mean), covariance) + multivariateNormalDiagonal(constant(*mean), constant(4.0, 2.0, 1.0))) {
            val expected = if (family.form ==
                Form.DIAGONAL
            ) {
                Array2DRowRealMatrix(arrayOf(doubleArrayOf(4.0, 0.0, 0.0), doubleArrayOf(0.0, 2.0, 0.0), doubleArrayOf(0.0, 0.0, 1.0)))
            } else {
                covariance
            }

            test("a multivariate Normal by ${family.form} has the mean and covariance, and so have its draws") {
                evaluate(family.mean()).asList() shouldBe mean.asList()
                evaluate(family.variance()).forEachIndexed { i, variance -> variance shouldBe (expected.getEntry(i, i) plusOrMinus 1e-12) }
                family.drawsShouldHaveTheMoments()
                family.drawsShouldHaveTheCovariance(expected)
            }

            test("the exponential-family form by ${family.form} equals the log density") {
                checkAll(50, points) { x ->
                    val density = family.logDensityAt(*x.toDoubleArray())
                    family.exponentialFormAt(*x.toDoubleArray()) shouldBe (density plusOrMinus 1e-11 * (1 + abs(density)))
                }
            }
        }

        test("a multivariate t of one entry is Student's t of Commons Statistics") {
            for (freedom in listOf(0.5, 3.0, 1e4, 1e12)) {
                val family = multivariateStudentT(freedom, constant(*doubleArrayOf(2.0)), constant(arrayOf(doubleArrayOf(9.0))))
                for (x in listOf(2.0, -4.0, 500.0)) {
                    val expected = TDistribution.of(freedom).logDensity((x - 2) / 3) - ln(3.0)
                    family.logDensityAt(x) shouldBe (expected plusOrMinus 1e-9 * (1 + abs(expected)))
                }
            }
        }

        test("a multivariate t of two entries is (1 + q/ν)^(−(ν + 2)/2) / (2π √|Σ|)") {
            val scale = covariance.getSubMatrix(0, 1, 0, 1)
            val halfLog = 0.5 * ln(LUDecomposition(scale).determinant)
            for (freedom in listOf(0.7, 4.0, 1e10)) {
                val family = multivariateStudentT(freedom, constant(1.0, -2.0), scale.expr())
                for (x in listOf(doubleArrayOf(1.0, -2.0), doubleArrayOf(3.0, 3.0), doubleArrayOf(-1e5, 1e5))) {
                    val q = squaredDistance(x, doubleArrayOf(1.0, -2.0), scale)
                    val expected = -ln(2 * PI) - halfLog - (freedom + 2) / 2 * ln1p(q / freedom)
                    family.logDensityAt(*x) shouldBe (expected plusOrMinus 1e-11 * (1 + abs(expected)))
                }
            }
        }

        test("a multivariate t of endless freedom is Normal") {
            val t = multivariateStudentT(1e14, constant(*mean), covariance.expr())
            val normal = multivariateNormal(constant(*mean), covariance.expr())
            checkAll(50, points) { x ->
                t.logDensityAt(*x.toDoubleArray()) shouldBe (normal.logDensityAt(*x.toDoubleArray()) plusOrMinus 1e-8)
            }
        }

        test("a multivariate t has its moments where they exist, and so have its draws") {
            val family = multivariateStudentT(12.0, constant(*mean), covariance.expr())
            evaluate(family.variance())[0] shouldBe (4.0 * 12 / 10 plusOrMinus 1e-12)
            family.drawsShouldHaveTheMoments()
            family.drawsShouldHaveTheCovariance(covariance.scalarMultiply(1.2) as RealMatrix)
            evaluate(multivariateStudentT(1.0, constant(*mean), covariance.expr()).mean()).all { it.isNaN() } shouldBe true
            evaluate(multivariateStudentT(2.0, constant(*mean), covariance.expr()).variance()).all { it.isNaN() } shouldBe true
        }

        test("all forms of the multivariate t agree") {
            val x = doubleArrayOf(0.3, 4.0, -1.0)
            val expected = multivariateStudentT(3.5, constant(*mean), covariance.expr()).logDensityAt(*x)
            val scales = mapOf(Form.PRECISION to covariance.inverse().expr(), Form.CHOLESKY to covariance.factor().expr())
            for ((form, scale) in scales) {
                MultivariateStudentT(constant(3.5), constant(*mean), form, scale).logDensityAt(*x) shouldBe (expected plusOrMinus 1e-12)
            }
            MultivariateStudentT(constant(3.5), constant(*mean), Form.DIAGONAL, ones(3)).logDensityAt(*x) shouldBe
                (multivariateStudentT(3.5, constant(*mean), identity(3)).logDensityAt(*x) plusOrMinus 1e-12)
        }

        val lopsided = constant(arrayOf(doubleArrayOf(1.0, 0.5), doubleArrayOf(0.4, 1.0)))
        val indefinite = constant(arrayOf(doubleArrayOf(1.0, 2.0), doubleArrayOf(2.0, 1.0)))
        refuses(
            "MultivariateNormal: mean must be a vector, found 0 with event shape scalar" to {
                multivariateNormal(constant(0.0), identity(1))
            },
            "MultivariateNormal: covariance must be a 2 × 2 matrix, found identity(3)" to {
                multivariateNormal(zeros(2), identity(3))
            },
            "MultivariateNormal: covariance must be symmetric and positive definite, found [[1, 0.5], [0.4, 1]]" to {
                multivariateNormal(zeros(2), lopsided)
            },
            "MultivariateNormal: precision must be symmetric and positive definite" to {
                multivariateNormalPrecision(zeros(2), indefinite)
            },
            "MultivariateNormal: choleskyFactor must be lower triangular with a positive diagonal" to {
                multivariateNormalCholesky(zeros(2), lopsided)
            },
            "MultivariateNormal: variances must have 2 entries, found ones(3)" to {
                multivariateNormalDiagonal(zeros(2), ones(3))
            },
            "MultivariateNormal: variances must be positive, found [1, 0]" to {
                multivariateNormalDiagonal(zeros(2), constant(1.0, 0.0))
            },
            "MultivariateStudentT: degreesOfFreedom must be positive, found 0" to {
                multivariateStudentT(0.0, zeros(2), identity(2))
            },
            "MultivariateStudentT: scale must be a 2 × 2 matrix" to {
                multivariateStudentT(3.0, zeros(2), identity(3))
            },
        )
    })
