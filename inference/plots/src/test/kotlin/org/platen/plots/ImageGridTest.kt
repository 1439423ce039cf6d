package org.platen.plots

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import java.awt.image.BufferedImage
import javax.imageio.ImageIO
import org.platen.inference.dataset.ImageShape
import org.platen.inference.dataset.Strokes

class ImageGridTest : FunSpec({

    val file = tempdir().toPath().resolve("grid.png")

    fun drawn(grid: ImageGrid): BufferedImage {
        grid.writePng(file)
        return ImageIO.read(file.toFile())
    }

    fun BufferedImage.rows() = (0 until height).map { y -> (0 until width).map { x -> getRGB(x, y) and 0xFFFFFF } }

    val dot = ImageShape.gray(1, 1)

    fun dots(vararg values: Double) = Array(values.size) { doubleArrayOf(values[it]) }

    test("images stand row by row with gray between them") {
        drawn(ImageGrid.of(dots(0.0, 1.0, 0.2, -3.0, 7.0), dot).columns(3).gap(1)).rows() shouldBe listOf(
            List(7) { 0x808080 },
            listOf(0x808080, 0x000000, 0x808080, 0xFFFFFF, 0x808080, 0x333333, 0x808080),
            List(7) { 0x808080 },
            listOf(0x808080, 0x000000, 0x808080, 0xFFFFFF, 0x808080, 0x808080, 0x808080),
            List(7) { 0x808080 },
        )
    }

    test("each row of originals stands above its copies") {
        val grid = ImageGrid.pairs(dots(0.0, 0.2, 0.4), dots(1.0, 0.8, 0.6), dot).columns(2).gap(0)
        drawn(grid).rows() shouldBe listOf(
            listOf(0x000000, 0x333333),
            listOf(0xFFFFFF, 0xCCCCCC),
            listOf(0x666666, 0x808080),
            listOf(0x999999, 0x808080),
        )
    }

    test("channels are red, green and blue, and intensities can be drawn larger") {
        val colour = ImageShape(1, 2, 3)
        val grid = ImageGrid.of(arrayOf(doubleArrayOf(1.0, 0.0, 0.2, 0.0, 0.0, 0.4)), colour).gap(0).scale(2)
        drawn(grid).rows() shouldBe List(2) { listOf(0xFF3300, 0xFF3300, 0x000066, 0x000066) }
    }

    test("images of a data set are drawn as they are, ten a row") {
        val images = Strokes.images(20, 16, 1).images()
        val rows = drawn(ImageGrid.of(images)).rows()
        rows.size shouldBe 2 * 18 + 2
        rows[0].size shouldBe 10 * 18 + 2
        for (row in 0 until 16) {
            for (column in 0 until 16) {
                (rows[20 + row][2 + 18 + column] and 0xFF) / 255.0 shouldBe images.intensity(11, row, column, 0)
            }
        }
    }

    test("what cannot be drawn is refused") {
        fun message(block: () -> Unit) = shouldThrow<IllegalArgumentException> { block() }.message
        message { ImageGrid.of(arrayOf(), dot) } shouldBe "There are no images to draw."
        message { ImageGrid.of(arrayOf(DoubleArray(2)), dot) } shouldBe
            "Images are 1 × 1, so each has 1 intensities, but image 0 has 2."
        message { ImageGrid.of(arrayOf(DoubleArray(2)), ImageShape(1, 1, 2)) } shouldBe
            "An image is drawn in gray or in red, green and blue, but there are 2 channels."
        message { ImageGrid.of(dots(Double.NaN), dot) } shouldBe "Only finite numbers can be drawn, but image 0 has others."
        message { ImageGrid.pairs(dots(1.0), dots(), dot) } shouldBe
            "Each original needs a copy, but there are 1 originals and 0 copies."
        message { ImageGrid.of(dots(1.0), dot).scale(20_000).writePng(file) } shouldBe
            "A picture has at most 100000000 pixels, but the grid has 20004 × 20004. Show fewer images, or scale them less."
    }
})
