package org.platen.plots

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.io.IOException
import java.io.OutputStream
import java.nio.file.Files
import java.nio.file.Path
import javax.imageio.ImageIO
import org.platen.dsl.kotlin.diagram
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal

class PictureTest : FunSpec({

    val folder = tempdir().toPath()
    val declared = model("a < b") {
        val mu by latent(normal())
        plate("row").observed("x", normal(mu, 1))
    }

    fun size(path: Path) = ImageIO.read(path.toFile()).run { width.toDouble() to height.toDouble() }

    test("a picture is written in its natural size, and in any other") {
        val picture = OldFaithful.plot().picture()
        picture.png(folder.resolve("natural.png"))
        size(folder.resolve("natural.png")) shouldBe (800.0 to 600.0)
        picture.writePng(folder.resolve("wide.png"), 900, 300)
        size(folder.resolve("wide.png")) shouldBe (900.0 to 300.0)
        picture.svg(folder.resolve("natural.svg"))
        Files.readString(folder.resolve("natural.svg")) shouldBe picture.svg()
    }

    test("what keeps an image from being written is named") {
        val full = object : OutputStream() {
            override fun write(b: Int) = throw IOException("No space left on device")
        }
        shouldThrow<IOException> { Png.encode(OldFaithful.plot().picture().svg(), Size.of(300, 300), full) }.message shouldBe
            "Cannot draw the plot as a PNG image: No space left on device"
    }

    test("equal pictures are equal documents, and different ones share no ids") {
        fun ids(svg: String) = Regex("id=\"([^\"]+)\"").findAll(svg).map { it.groupValues[1] }.toSet()
        val svg = OldFaithful.plot().picture().svg()
        OldFaithful.plot().picture().svg() shouldBe svg
        (ids(svg) intersect ids(OldFaithful.plot().title("other").picture().svg())) shouldBe emptySet()
        Regex("url\\(#([^)]+)\\)").findAll(svg).map { it.groupValues[1] }.toSet().minus(ids(svg)) shouldBe emptySet()
    }

    test("a diagram is a picture of its own size, and its file is what its name says") {
        val natural = Shown(declared.plotDiagram()).size
        declared.diagram().write(folder.resolve("model.png"))
        size(folder.resolve("model.png")) shouldBe natural
        declared.diagram().write(folder.resolve("model.svg"))
        Files.readString(folder.resolve("model.svg")) shouldContain "<title>a &lt; b</title>"
        shouldThrow<IllegalArgumentException> { declared.diagram().write(folder.resolve("model.pdf")) }.message shouldBe
            "A diagram is written to a .png or an .svg file, but '$folder/model.pdf' was asked for."
    }

    test("a title above several plots is told as it is, and scales with them") {
        val picture = Fits.nuts.plotPairs("mu", "tau", title = "a < b & c")
        Shown(picture).texts.contains("a < b & c") shouldBe true
        picture.writeSvg(folder.resolve("pairs.svg"), 1000, 1200)
        Files.readString(folder.resolve("pairs.svg")) shouldContain "width=\"1000.0\" height=\"1200.0\""
    }
})
