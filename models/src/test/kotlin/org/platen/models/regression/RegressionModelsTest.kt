package org.platen.models.regression

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.sqrt
import org.platen.inference.criticism.SimulationBasedCalibration
import org.platen.inference.data.Data
import org.platen.inference.em.ExactEm
import org.platen.inference.mcmc.Nuts
import org.platen.models.data.Tables
import org.platen.models.zoo.Example
import org.platen.models.zoo.Zoo
import org.platen.models.zoo.data

class RegressionModelsTest : FunSpec({
    // https://www.itl.nist.gov/div898/strd/lls/data/LINKS/DATA/Longley.dat; the certified deviation divides by 16 - 7 and not by 16.
    test("the Longley regression has its certified values to nine digits") {
        val model = LinearRegression.maximumLikelihood(6)
        val columns = Tables.LONGLEY.columns("deflator", "gnp", "unemployed", "forces", "population", "year")
        val data = Data.of(model["y"], Tables.LONGLEY.column("employed")).and(model["x"], columns)
        val fit = ExactEm().tolerance(1e-15).fit(model, data)
        val certified = doubleArrayOf(
            15.0618722713733,
            -0.358191792925910E-01,
            -2.02022980381683,
            -1.03322686717359,
            -0.511041056535807E-01,
            1829.15146461355,
        )
        certified.forEachIndexed { j, value -> fit.estimate("slopes").get(j) shouldBe (value plusOrMinus 1e-9 * abs(value)) }
        fit.estimate("intercept").value() shouldBe (-3482258.63459582 plusOrMinus 1e-9 * 3482258)
        fit.estimate("scale").value() shouldBe (304.854073561965 * sqrt(9 / 16.0) plusOrMinus 1e-6)
    }

    // R 4.2.2, optim on dweibull and pweibull; survreg of the survival package prints -106.6, 3.516, -1.267 and scale 0.732.
    test("remission of leukaemia lasts longer with 6-mercaptopurine by the published factor") {
        val example = Zoo.find("weibull-survival").example()
        val fit = ExactEm().tolerance(1e-13).fit(example.model(), example.data())
        fit.logLikelihood() shouldBe (-106.579492 plusOrMinus 1e-5)
        fit.estimate("shape").value() shouldBe (1.365757 plusOrMinus 1e-4)
        fit.estimate("intercept").value() shouldBe (2.248352 plusOrMinus 1e-4)
        fit.estimate("slopes").value() shouldBe (1.267335 plusOrMinus 1e-4)
    }

    // At the mode data and prior pull equally hard: sums of residuals times covariates equal the coefficients over the prior's variances.
    for ((name, mean) in mapOf<
        String,
        (
            Double,
        ) -> Double,
        >("logistic-regression" to { 1 / (1 + exp(-it)) }, "poisson-regression" to ::exp)) {
        test("$name: at the mode data and prior pull equally hard") {
            val example = Zoo.find(name).example()
            val fit = ExactEm().tolerance(1e-14).fit(example.model(), example.data())
            val slopes = fit.estimate("slopes").values()
            val intercept = fit.estimate("intercept").value()
            val x = example.column("x").toList().chunked(2)
            val y = example.column("y")
            val exposure = example.values()["exposure"] ?: DoubleArray(y.size)
            val residuals = y.indices.map { i -> y[i] - mean(exposure[i] + intercept + x[i][0] * slopes[0] + x[i][1] * slopes[1]) }
            residuals.sum() shouldBe (intercept / 100 plusOrMinus 1e-3)
            for (j in 0..1) residuals.indices.sumOf { residuals[it] * x[it][j] } shouldBe (slopes[j] / 6.25 plusOrMinus 1e-3)
        }
    }

    test("a Gaussian process follows the curve between its points") {
        val example = Zoo.find("gaussian-process").example()
        val fit = ExactEm().fit(example.model(), example.data())
        val (length, amplitude, noise) = listOf("length", "amplitude", "noise").map { fit.estimate(it).value() }
        // Rasmussen and Williams 2006, equation 2.25, at the point half way between the eighth and the ninth.
        val at = 7.5 * 0.4
        val y = example.column("y")
        val covariance = Array(y.size) { i ->
            DoubleArray(y.size) { j ->
                amplitude * amplitude * exp(-0.5 * (0.4 * (i - j)) * (0.4 * (i - j)) / (length * length)) +
                    if (i == j) noise * noise else 0.0
            }
        }
        val weights = solved(covariance, y)
        val predicted = y.indices.sumOf { i ->
            weights[i] * amplitude * amplitude *
                exp(-0.5 * (at - 0.4 * i) * (at - 0.4 * i) / (length * length))
        }
        predicted shouldBe (kotlin.math.sin(1.5 * at) plusOrMinus 0.3)
    }

    test("posteriors of linear regression are calibrated") {
        val model = Zoo.find("linear-regression-posterior").example().model()
        val random = java.util.Random(3)
        val design = Data.of(model["x"], Array(12) { doubleArrayOf(random.nextGaussian(), random.nextGaussian()) })
        val engine = Nuts().chains(1).warmup(200).draws(150)
        val report = SimulationBasedCalibration.of(model, engine, design).replicates(60).draws(50).run()
        withClue(report.table()) { report.isCalibrated() shouldBe true }
    }
})

private fun Example.column(name: String) = values().getValue(name)

/** Gaussian elimination. */
private fun solved(matrix: Array<DoubleArray>, b: DoubleArray): DoubleArray {
    val a = Array(b.size) { matrix[it] + b[it] }
    for (k in b.indices) {
        for (i in k + 1 until b.size) {
            val factor = a[i][k] / a[k][k]
            for (j in k..b.size) a[i][j] -= factor * a[k][j]
        }
    }
    val x = DoubleArray(b.size)
    for (i in b.indices.reversed()) x[i] = (a[i][b.size] - (i + 1 until b.size).sumOf { a[i][it] * x[it] }) / a[i][i]
    return x
}
