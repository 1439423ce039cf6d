package org.platen.plots

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.awt.image.BufferedImage
import java.io.IOException
import java.nio.file.Files
import java.nio.file.Path
import javax.imageio.ImageIO
import javax.xml.parsers.DocumentBuilderFactory

private const val LEGEND = 690

class ClusterPlotTest : FunSpec({

    val folder = tempdir().toPath()

    fun png(name: String, width: Int, height: Int): BufferedImage {
        val path = folder.resolve(name)
        OldFaithful.plot().title("Old Faithful").axes("eruption (min)", "waiting (min)").writePng(path, width, height)
        return ImageIO.read(path.toFile())
    }

    fun svg(plot: ClusterPlot): String {
        val path = folder.resolve("plot.svg")
        plot.writeSvg(path, 800, 600)
        return Files.readString(path)
    }

    test("a PNG image has the size asked for") {
        png("wide.png", 901, 407).run { width to height } shouldBe (901 to 407)
        png("small.png", 200, 200).run { width to height } shouldBe (200 to 200)
    }

    test("an image shows the colours of both clusters on white") {
        val image = png("colours.png", 800, 600)
        val colours = buildSet {
            for (x in 0 until image.width) for (y in 0 until image.height) add(image.getRGB(x, y) and 0xFFFFFF)
        }
        colours shouldContainAll listOf(0x0072B2, 0xD55E00, 0xFFFFFF)
    }

    test("the cluster of short eruptions and waits is drawn left of and below the other") {
        val image = png("means.png", 800, 600)
        val centres = listOf(0x0072B2, 0xD55E00).map { colour ->
            val pixels = (0 until image.width).flatMap { x -> (0 until image.height).map { y -> x to y } }
                .filter { (x, y) -> x < LEGEND && image.getRGB(x, y) and 0xFFFFFF == colour }
            pixels.map { it.first }.average() to pixels.map { it.second }.average()
        }
        (centres[0].first < centres[1].first) shouldBe true
        (centres[0].second > centres[1].second) shouldBe true
    }

    test("the same plot gives the same image") {
        png("once.png", 400, 300)
        png("again.png", 400, 300)
        Files.mismatch(folder.resolve("once.png"), folder.resolve("again.png")) shouldBe -1L
    }

    test("an SVG document has the size asked for and all the words") {
        val named = OldFaithful.plot().title("Geyser & <steam>").axes("eruption", "waiting").clusterNames("short", "long")
        val plot = named.ellipses(50.0, 99.9)
        val parser = DocumentBuilderFactory.newInstance().newDocumentBuilder()
        val root = parser.parse(svg(plot).byteInputStream()).documentElement
        root.getAttribute("width").toDouble() shouldBe 800.0
        root.getAttribute("height").toDouble() shouldBe 600.0
        val text = root.textContent
        listOf("Geyser & <steam>", "eruption", "waiting", "short", "long").forEach { text shouldContain it }
        text shouldContain "Ellipses: 50 % and 99.9 % of a cluster"
    }

    test("a plot of very many points says how many it shows") {
        val points = Array(20_001) { doubleArrayOf(it.toDouble(), -it.toDouble()) }
        val plot = ClusterPlot(points, IntArray(points.size), OldFaithful.means, OldFaithful.covariances)
        svg(plot) shouldContain "10,000 of 20,001 points"
    }

    test("options leave the plot they are called on as it was") {
        val plot = OldFaithful.plot()
        plot.title("another").clusterNames("a", "b").ellipses()
        svg(plot).run {
            contains("another") shouldBe false
            this shouldContain "Ellipses: 68 % and 95 %"
        }
    }

    test("writing replaces the file that is there and leaves no other behind") {
        val own = Files.createDirectory(folder.resolve("own"))
        val path = own.resolve("plot.png")
        Files.writeString(path, "old")
        OldFaithful.plot().writePng(path, 400, 300)
        ImageIO.read(path.toFile()).width shouldBe 400
        Files.list(own).use { it.toList() } shouldContainExactlyInAnyOrder listOf(path)
    }

    test("a folder that does not exist is an error that names it") {
        val missing = folder.resolve("missing")
        shouldThrow<IOException> { OldFaithful.plot().writePng(missing.resolve("plot.png"), 400, 300) }.message shouldBe
            "Cannot write the plot to '$missing/plot.png': the folder '$missing' does not exist. Create it first."
    }

    test("a folder in place of the file is an error") {
        shouldThrow<IOException> { OldFaithful.plot().writePng(folder, 400, 300) }.message shouldBe
            "Cannot write the plot to '$folder': it is a folder. Name a file in it."
        shouldThrow<IOException> { OldFaithful.plot().writeSvg(Path.of("/"), 400, 300) }
    }

    test("options that make no sense are refused") {
        fun message(block: ClusterPlot.() -> Unit) = shouldThrow<IllegalArgumentException> { OldFaithful.plot().block() }.message
        message { writePng(folder.resolve("x.png"), 100, 600) } shouldBe
            "A plot is between 200 and 10000 pixels wide and high, but 100 × 600 was asked for."
        message { ellipses(68.0, 100.0) } shouldBe
            "An ellipse holds more than 0 and less than 100 percent of a cluster, but 100.0 was given."
        message { ellipses(Double.NaN) } shouldBe
            "An ellipse holds more than 0 and less than 100 percent of a cluster, but NaN was given."
        message { clusterNames("short") } shouldBe "2 clusters need as many names, but 1 were given: short."
        message { clusterNames("a", "a") } shouldBe "Two clusters have the same name: a, a. Give each its own."
    }
})
