package org.platen.inference.fit

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import java.util.Random
import kotlin.math.ln
import kotlin.math.sqrt
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.model.Model
import org.platen.dsl.model.Space.positive
import org.platen.dsl.model.Space.real
import org.platen.inference.data.Data
import org.platen.inference.data.refused
import org.platen.inference.em.ExactEm

class AnomalyDetectorTest :
    FunSpec({

        val model = Model.declare("normal") { m ->
            m.observed("x", m.plate("row"), normal(m.parameter("mean", real()), m.parameter("scale", positive())))
        }
        val random = Random(3)
        fun draw(n: Int) = Data.of(model["x"], DoubleArray(n) { 5 + 2 * random.nextGaussian() })
        val fit = ExactEm().fit(model, draw(2000))

        test("scores are minus the log density of each row") {
            val (mean, scale) = fit.estimate("mean").value() to fit.estimate("scale").value()
            val scores = fit.anomalyScores(Data.of(model["x"], doubleArrayOf(5.0, 11.0)))
            listOf(5.0, 11.0).forEachIndexed { i, x ->
                scores[i] shouldBe (0.5 * ln(2 * Math.PI) + ln(scale) + 0.5 * ((x - mean) / scale).let { it * it } plusOrMinus 1e-12)
            }
        }

        test("the threshold is the quantile of the reference's scores as R computes it") {
            val scored = object : Fit by fit {
                override fun anomalyScores(data: Data) = doubleArrayOf(16.0, 1.0, 4.0, 2.0, 8.0)
            }
            // R 4.2.2, quantile(c(1, 2, 4, 8, 16), c(0.9, 0.5)).
            AnomalyDetector.of(scored, Data.none(), 0.9).threshold() shouldBe (12.8 plusOrMinus 1e-12)
            AnomalyDetector.of(scored, Data.none(), 0.5).threshold() shouldBe 4.0
        }

        test("rows above the threshold are flagged, the most unusual first") {
            val detector = fit.anomalyDetector(draw(500), 0.99)
            val data = Data.of(model["x"], doubleArrayOf(5.0, 14.0, 4.0, -20.0))
            detector.flags(data).toList() shouldBe listOf(false, true, false, true)
            detector.rows(data).toList() shouldBe listOf(3, 1)
        }

        test("of ordinary rows about one in a hundred is flagged at the quantile 0.99") {
            val n = 20_000
            val flagged = fit.anomalyDetector(draw(n), 0.99).rows(draw(n)).size
            // Five standard errors of the difference of two such parts.
            flagged.toDouble() / n shouldBe (0.01 plusOrMinus 5 * sqrt(2 * 0.01 * 0.99 / n))
        }

        test("quantiles outside (0, 1) are refused") {
            refused("99", "0.99") { fit.anomalyDetector(draw(10), 99.0) }
        }
    })
