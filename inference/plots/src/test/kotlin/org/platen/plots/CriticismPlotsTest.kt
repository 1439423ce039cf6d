package org.platen.plots

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.nio.file.Files
import javax.imageio.ImageIO
import org.platen.inference.criticism.Calibration
import org.platen.inference.criticism.PredictiveCheck

private const val BLUE = 0x0072B2

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
            val blue = (0 until image.width).map { x -> (0 until image.height).count { y -> image.getRGB(x, y) and 0xFFFFFF == BLUE } }
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
    })
