package org.platen.plots

import java.io.ByteArrayOutputStream
import java.util.Base64
import javax.imageio.ImageIO
import org.platen.inference.dataset.ImageShape

/** A grid of images with a word for each column and each row. */
internal class LabelledGrid(
    private val grid: ImageGrid,
    private val shape: ImageShape,
    private val columns: List<String>,
    private val rows: List<String>,
) {

    fun drawing(): Drawing {
        val scale = maxOf(1, SIDE / maxOf(shape.width(), shape.height()))
        val image = grid.scale(scale).image()
        val bytes = ByteArrayOutputStream().also { ImageIO.write(image, "png", it) }.toByteArray()
        val left = 20 + WIDTH * rows.maxOf { it.length }
        val width = left + image.width + 20
        val height = image.height + 44
        val across = columns.mapIndexed { i, word -> text(left + middle(i, image.width, columns.size), image.height + 30, "middle", word) }
        val down = rows.mapIndexed { i, word -> text(left - 8, 15 + middle(i, image.height, rows.size), "end", word) }
        return ScaledDrawing(
            """
            |<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="$width" height="$height" viewBox="0 0 $width $height" font-family="Helvetica, Arial, sans-serif" font-size="13" fill="$INK">
            |<rect width="$width" height="$height" fill="white"/>
            |<image x="$left" y="10" width="${image.width}" height="${image.height}" xlink:href="data:image/png;base64,${Base64.getEncoder().encodeToString(
                bytes,
            )}"/>
            |${(across + down).joinToString("\n")}
            |</svg>
            """.trimMargin(),
        )
    }

    private fun middle(index: Int, extent: Int, count: Int) = extent * (2 * index + 1) / (2 * count)

    private fun text(x: Int, y: Int, anchor: String, words: String) = """<text x="$x" y="$y" text-anchor="$anchor">$words</text>"""

    private companion object {
        /** About how many pixels an image is wide and high. */
        const val SIDE = 64

        /** Of a letter. */
        const val WIDTH = 8
    }
}
