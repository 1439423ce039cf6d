package org.platen.models.factor

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import kotlin.math.pow
import org.platen.inference.criticism.SimulationBasedCalibration
import org.platen.inference.data.Data
import org.platen.inference.em.ExactEm
import org.platen.inference.mcmc.Nuts
import org.platen.inference.vi.MeanFieldVi
import org.platen.models.zoo.SharedTable
import org.platen.models.zoo.Zoo
import org.platen.models.zoo.data

class FactorModelsTest : FunSpec({
    // Tipping and Bishop 1999, equations 7 and 8, with the eigenvalues of the covariance of Iris: R's princomp, 4.2, 0.2411, 0.0777, 0.0237 with divisor n.
    test("probabilistic PCA of Iris has the closed-form maximum") {
        val example = Zoo.find("ppca").example()
        val fit = ExactEm().tolerance(1e-14).iterations(5000).fit(example.model(), example.data())
        fit.logLikelihood() shouldBe (-470.6695 plusOrMinus 1e-3)
        fit.estimate("noise").value().pow(2) shouldBe (0.114139 plusOrMinus 1e-5)
    }

    // The first principal axis of the covariance of Iris (R, prcomp(iris[, 1:4])): 0.36138659, -0.08452251, 0.85667061, 0.35828920; the second 0.65658877, 0.73016143, ….
    test("with little noise the loadings span the principal plane") {
        val example = Zoo.find("pca").example()
        val fit = ExactEm().tolerance(1e-14).iterations(5000).fit(example.model(), example.data())
        val loading = fit.estimate("loading").matrix(0)
        val axes = listOf(
            doubleArrayOf(0.36138659, -0.08452251, 0.85667061, 0.35828920),
            doubleArrayOf(0.65658877, 0.73016143, -0.17337266, -0.07548102),
        )
        // W Wᵀ is the same in all rotations: Σ (λ − σ²) u uᵀ, with eigenvalues by divisor n.
        val eigenvalues = listOf(4.22824171, 0.24267075).map { it * 149 / 150 }
        for (i in 0..3) {
            for (j in 0..3) {
                val expected = (0..1).sumOf { (eigenvalues[it] - 0.01) * axes[it][i] * axes[it][j] }
                (0..1).sumOf { loading[i][it] * loading[j][it] } shouldBe (expected plusOrMinus 2e-4)
            }
        }
    }

    test("relevance determination keeps one component of two where there is one") {
        val example = Zoo.find("bayesian-pca").example()
        val fit = MeanFieldVi().restarts(2).fit(example.model(), example.data())
        val loadings = fit.estimate("loading").values().toList().chunked(4).map { row -> row.sumOf { it * it } }.sorted()
        loadings[0] shouldBeLessThan 0.3
        loadings[1] shouldBeGreaterThan 5.0
    }

    test("posteriors of items and persons are calibrated") {
        val model = Zoo.find("item-response").example().model()
        val (person, item) = model.plates()
        val report = SimulationBasedCalibration
            .of(model, Nuts().chains(1).warmup(200).draws(150), Data.sizes(mapOf(person to 15, item to 4)))
            .replicates(60)
            .draws(50)
            .run()
        withClue(report.table()) { report.isCalibrated() shouldBe true }
    }

    val school = SharedTable("sem__HS.data.csv")
    // lavaan and psych's fa, maximum likelihood.
    test("three factors of nine school tests (Holzinger and Swineford 1939)").config(enabledOrReasonIf = { school.present() }) {
        val model = FactorAnalysis.of(9, 3)
        val columns = arrayOf("visual", "cubes", "flags", "paragrap", "sentence", "wordm", "addition", "counting", "straight")
        val fit = ExactEm().tolerance(1e-13).iterations(5000).fit(model, Data.of(model["x"], school.rows(*columns)))
        fit.logLikelihood() shouldBe (-9546.8903 plusOrMinus 1e-3)
    }
})
