package org.platen.plots

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.nio.file.Files
import javax.imageio.ImageIO

class LatentScatterTest : FunSpec({

    val folder = tempdir().toPath()
    val points = arrayOf(doubleArrayOf(0.0, 0.0), doubleArrayOf(1.0, 0.0), doubleArrayOf(0.0, 1.0))

    test("each class has its colour, and its name is told") {
        val picture = LatentScatter.of(points, intArrayOf(0, 1, 1), listOf("zero", "one"), "Digits")
        picture.writePng(folder.resolve("scatter.png"), 800, 600)
        val image = ImageIO.read(folder.resolve("scatter.png").toFile())
        image.width shouldBe 800
        picture.writeSvg(folder.resolve("scatter.svg"), 800, 600)
        val text = Files.readString(folder.resolve("scatter.svg"))
        listOf("Digits", "zero", "one").forEach { text shouldContain it }
        listOf("0072b2|0, ?114, ?178", "d55e00|213, ?94, ?0").forEach { colour ->
            Regex(colour).containsMatchIn(text.lowercase()) shouldBe true
        }
    }

    test("a scatter of very many points says how many it shows") {
        val many = Array(10_001) { doubleArrayOf(it.toDouble(), 0.0) }
        LatentScatter.of(many, IntArray(many.size), listOf("all"), "").writeSvg(folder.resolve("many.svg"), 800, 600)
        Files.readString(folder.resolve("many.svg")) shouldContain "10,000 of 10,001 points"
    }

    test("numbers that do not fit each other are refused") {
        fun message(labels: IntArray, rows: Array<DoubleArray> = points) =
            shouldThrow<IllegalArgumentException> { LatentScatter.of(rows, labels, listOf("a"), "") }.message
        message(IntArray(2)) shouldBe "Each point needs a label, but there are 3 points and 2 labels."
        message(intArrayOf(0, 0, 1)) shouldBe "Point 2 has label 1, but classes are numbered 0 to 0."
        message(IntArray(1), arrayOf(DoubleArray(3))) shouldBe
            "A plot has two dimensions, but point 0 has 3. Choose the two coordinates to show."
        message(IntArray(1), arrayOf(doubleArrayOf(0.0, Double.NaN))) shouldBe
            "Only finite numbers can be plotted, but point 0 is (0.0, NaN)."
    }
})
