package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.PI
import kotlin.math.ln
import kotlin.math.sqrt
import kotlin.math.tanh
import kotlin.random.Random
import kotlin.random.asJavaRandom
import org.apache.commons.math3.linear.LUDecomposition
import org.apache.commons.math3.linear.MatrixUtils
import org.apache.commons.math3.stat.correlation.Covariance
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.stack
import org.platen.dsl.kotlin.tanh
import org.platen.dsl.kotlin.times
import org.platen.inference.data.Data

private const val ROWS = 400

class AutoregressiveMaximaTest :
    FunSpec({
        val random = Random(3).asJavaRandom()

        test("Normal entries around affine functions of earlier ones are a multivariate Normal with any covariance") {
            val rows = Array(ROWS) {
                val a = random.nextGaussian()
                val b = 0.7 * a + 0.5 * random.nextGaussian()
                doubleArrayOf(a, b, a - 0.4 * b + 0.3 * random.nextGaussian())
            }
            val chained = model("chained") {
                val bias by parameter(real(3))
                val weight by parameter(real(3))
                val scale by parameter(positive(3))
                plate("row").autoregressive("x", 3) { x ->
                    normal(
                        stack(bias[0], bias[1] + weight[0] * x[0], bias[2] + weight[1] * x[0] + weight[2] * x[1]),
                        scale,
                    )
                }
            }
            val covariance = Covariance(MatrixUtils.createRealMatrix(rows), false).covarianceMatrix
            val highest = -0.5 * ROWS * (3 * ln(2 * PI) + ln(LUDecomposition(covariance).determinant) + 3)
            val fit = ExactEm().fit(chained, Data.of(chained["x"], rows))
            fit.logLikelihood() shouldBe (highest plusOrMinus 1e-6 * -highest)
            fit.logDensity(Data.of(chained["x"], rows)).sum() shouldBe (fit.logLikelihood() plusOrMinus 1e-6)
        }

        test("an entry may depend on earlier ones in any way") {
            val rows = Array(ROWS) {
                val a = random.nextGaussian()
                doubleArrayOf(a, 1.5 * tanh(a) + 0.2 * random.nextGaussian())
            }
            val bent = model("bent") {
                val slope by parameter(real())
                val scale by parameter(positive(2))
                plate("row").autoregressive("x", 2) { x -> normal(stack(0.0 * slope, slope * tanh(x[0])), scale) }
            }
            val fit = ExactEm().fit(bent, Data.of(bent["x"], rows))
            // Least squares of the second entry on tanh of the first.
            val slope = rows.sumOf { tanh(it[0]) * it[1] } / rows.sumOf { tanh(it[0]) * tanh(it[0]) }
            fit.estimate("slope").value() shouldBe (slope plusOrMinus 1e-5)
            fit.estimate("scale").get(1) shouldBe
                (sqrt(rows.sumOf { (it[1] - slope * tanh(it[0])).let { d -> d * d } } / ROWS) plusOrMinus 1e-5)
        }
    })
