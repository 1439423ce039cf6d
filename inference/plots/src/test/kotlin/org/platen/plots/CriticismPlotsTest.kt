package org.platen.plots

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.nio.file.Files
import javax.imageio.ImageIO
import kotlin.math.ln
import kotlin.random.Random
import org.platen.inference.criticism.Calibration
import org.platen.inference.criticism.LeaveOneOut
import org.platen.inference.criticism.PredictiveCheck

class CriticismPlotsTest :
    FunSpec({

        val folder = tempdir().toPath()
        val even = Calibration.of(IntArray(400) { it % 100 }, 99)
        val valley = Calibration.of(
            IntArray(400) {
                if (it % 4 == 0) {
                    it % 100
                } else if (it % 2 == 0) {
                    3
                } else {
                    96
                }
            },
            99,
        )

        fun svg(picture: Picture): String {
            val path = folder.resolve("picture.svg")
            picture.writeSvg(path, 800, 600)
            return Files.readString(path)
        }

        test("a rank histogram says how many data sets and draws it is of") {
            val text = svg(CalibrationPlots.histogram(even, "mu"))
            text shouldContain "400 data sets, ranks among 99 draws"
            text shouldContain "mu"
        }

        test("ranks of posteriors that are too narrow are high at both ends of the histogram") {
            val path = folder.resolve("valley.png")
            CalibrationPlots.histogram(valley, "mu").writePng(path, 800, 600)
            val image = ImageIO.read(path.toFile())
            val blue = (0 until image.width).map { x -> (0 until image.height).count { y -> image.getRGB(x, y) and 0xFFFFFF == 0x0072B2 } }
            val columns = blue.withIndex().filter { it.value > 0 }.map { it.index }
            val middle = (columns.first() + columns.last()) / 2
            val ends = listOf(columns.first() + 4, columns.last() - 4)
            for (end in ends) (blue[end] > 5 * (middle - 30..middle + 30).maxOf { blue[it] }) shouldBe true
        }

        test("the distribution of ranks is drawn beside its envelope") {
            svg(CalibrationPlots.distribution(valley, "theta[3]")) shouldContain "less that expected"
        }

        test("a statistic of the data stands as a line among those of replicates") {
            val statistic = PredictiveCheck.Statistic("largest", 4.0, DoubleArray(200) { it / 60.0 })
            val text = svg(PredictiveCheckPlots.statistic(statistic, "Old Faithful"))
            text shouldContain "Share of replicates above: 0.000"
            text shouldContain "largest"
        }

        test("ranks of several numbers have a panel each, in their order") {
            val shown = Shown(CalibrationPlots.histograms(linkedMapOf("tau" to even, "mu" to valley), "Calibration"))
            shown.panels shouldBe listOf("tau", "mu")
            shown.texts shouldContain "Calibration"
        }

        test("densities of replicates are thin lines, that of the data is bold") {
            val shown = Shown(Fits.nuts.plotPredictiveCheck("y"))
            shown.lines(BLUE) shouldHaveSize 50
            shown.lines(ORANGE) shouldHaveSize 1
            shown.texts shouldContain "Bold: the data. Thin: 50 replicates"
        }

        test("points that a fit depends on too much are marked and numbered") {
            // Draws hardly differ in the densities of all points but the last, whose inverse has the tail of a Pareto distribution of shape 1.
            val random = Random(1)
            val densities = Array(400) { DoubleArray(6) { point -> random.nextDouble() / 9 } }
            densities.forEachIndexed { draw, row -> row[5] = ln((draw + 1) / 401.0) }
            val accuracy = LeaveOneOut.of(densities)
            val shown = Shown(accuracy.plotKHat("Points"))
            accuracy.influential().toList() shouldBe listOf(5)
            shown.dots(ORANGE) shouldHaveSize 1
            shown.dots(BLUE) shouldHaveSize 5
            // 1 - 1 / log10(400), Vehtari, Simpson, Gelman, Yao and Gabry (2024), section 3.2.
            shown.texts shouldContain "Dashed: 0.62. Above it, 1 of 6 points"
            // Axis labels and the number of the point.
            shown.texts.count { it == "5" } shouldBe 2
            // Higher k̂ is further up.
            shown.dots(ORANGE).single().second shouldBeLessThan shown.dots(BLUE).minOf { it.second }
        }

        test("of very many points some are shown, and the caption says so") {
            val many = LeaveOneOut.of(Array(30) { draw -> DoubleArray(10_001) { ((it * 31 + draw * 17) % 101) / 1000.0 } })
            val shown = Shown(many.plotKHat())
            val marked = many.influential().size
            shown.dots(BLUE) shouldHaveSize minOf(10_000, 10_001 - marked)
            shown.dots(ORANGE) shouldHaveSize many.influential().count { many.shapes()[it].isFinite() }
        }

        test("k-hat of a posterior has a dot for each row") {
            val shown = Shown(Fits.nuts.plotKHat())
            (shown.dots(BLUE) + shown.dots(ORANGE)) shouldHaveSize 8
        }
    })
