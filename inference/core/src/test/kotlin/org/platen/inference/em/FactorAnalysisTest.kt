package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.core.test.Enabled
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import java.nio.file.Files
import java.nio.file.Path
import java.util.zip.GZIPInputStream
import kotlin.math.PI
import kotlin.math.ln
import kotlin.math.pow
import org.apache.commons.math3.linear.Array2DRowRealMatrix
import org.apache.commons.math3.linear.EigenDecomposition
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.model.Model

/** [k] factors of [d] columns; [noise] standard deviations, 1 of them for all columns (probabilistic PCA) or one each (factor analysis). */
private fun factorAnalysis(d: Int, k: Int, noise: Int): Model = model("factors") {
    val row = plate("row")
    val mean by parameter(real(d))
    val loading by parameter(real(d, k))
    val scale by parameter(if (noise == 1) positive() else positive(noise))
    val f by row.latent(normal(zeros(k), ones(k)))
    row.observed("x", normal(mean + loading.dot(f), scale))
}

/** The maximum of probabilistic PCA by the eigenvalues of the covariance matrix: the log-likelihood and the variance of the noise. */
private fun principalComponents(x: Array<DoubleArray>, k: Int): Pair<Double, Double> {
    val d = x[0].size
    val mean = DoubleArray(d) { j -> x.sumOf { it[j] } / x.size }
    val covariance = square(d) { i, j -> x.sumOf { (it[i] - mean[i]) * (it[j] - mean[j]) } / x.size }
    val eigenvalues = EigenDecomposition(Array2DRowRealMatrix(covariance)).realEigenvalues.sortedDescending()
    val noise = eigenvalues.drop(k).average()
    val logDeterminant = eigenvalues.take(k).sumOf { ln(it) } + (d - k) * ln(noise)
    return -0.5 * x.size * (d * ln(2 * PI) + logDeterminant + d) to noise
}

class FactorAnalysisTest :
    FunSpec({

        context("probabilistic PCA reaches the closed-form maximum (Tipping and Bishop 1999, equations 7 and 8)") {
            val digits = System.getProperty("platen.data")?.let { Path.of(it, "digits8x8", "digits_test.csv.gz") }?.takeIf(Files::exists)

            fun check(x: Array<DoubleArray>, k: Int, published: Double): EmFit {
                val (logLikelihood, noise) = principalComponents(x, k)
                logLikelihood shouldBe (published plusOrMinus 1e-3)
                val fit = ExactEm().tolerance(1e-14).iterations(5000).fit(factorAnalysis(x[0].size, k, 1), x)
                fit.logLikelihood() shouldBe (logLikelihood plusOrMinus 1e-8 * -logLikelihood)
                fit.estimate("scale").value().pow(2) shouldBe (noise plusOrMinus 1e-4 * noise)
                return fit
            }

            test("of Iris with one component") {
                check(iris, 1, -470.6695).estimate("scale").value().pow(2) shouldBe
                    (0.114139 plusOrMinus 1e-6)
            }
            test("of Iris with two components") {
                check(iris, 2, -404.9628).estimate("scale").value().pow(2) shouldBe
                    (0.050682 plusOrMinus 1e-6)
            }
            for ((k, published) in listOf(10 to -287508.735, 20 to -269852.576)) {
                val present = if (digits !=
                    null
                ) {
                    Enabled.enabled
                } else {
                    Enabled.disabled("needs digits8x8/digits_test.csv.gz in the folder named by platen.data")
                }
                test("of 1,797 digits with $k components").config(enabledOrReasonIf = { present }) {
                    val x = GZIPInputStream(Files.newInputStream(digits!!)).bufferedReader().readLines()
                        .map { line -> line.split(",").take(64).map(String::toDouble).toDoubleArray() }.toTypedArray()
                    check(x, k, published)
                }
            }
        }

        context("factor analysis by maximum likelihood") {
            fun check(x: Array<DoubleArray>, k: Int, published: Double, slack: Double, degreesOfFreedom: Int) {
                val d = x[0].size
                val fit = ExactEm().tolerance(1e-13).iterations(5000).fit(factorAnalysis(d, k, d), x)
                fit.logLikelihood() shouldBe (published plusOrMinus slack)
                // Means, variances and covariances of the data less what is estimated; the figures are those of lavaan and psych's fa.
                d + d * (d + 1) / 2 - fit.freeParameters() shouldBe degreesOfFreedom
            }
            val school = SharedTable.of("sem__HS.data.csv")
            test("three factors of nine school tests (Holzinger and Swineford 1939)").config(enabledOrReasonIf = school.present) {
                val columns = arrayOf("visual", "cubes", "flags", "paragrap", "sentence", "wordm", "addition", "counting", "straight")
                check(school.columns(*columns), 3, -9546.8903, 1e-3, degreesOfFreedom = 12)
            }
            val personality = SharedTable.of("psych__bfi.csv")
            test("five factors of 25 personality items, the 2,436 complete rows").config(enabledOrReasonIf = personality.present) {
                val items = "ACENO".flatMap { trait -> (1..5).map { "$trait$it" } }
                val rows = personality.columns(*items.toTypedArray()).filter { row -> row.none { it.isNaN() } }
                rows.size shouldBe 2436
                check(rows.toTypedArray(), 5, -98506.951, 0.01, degreesOfFreedom = 185)
            }
        }
    })
