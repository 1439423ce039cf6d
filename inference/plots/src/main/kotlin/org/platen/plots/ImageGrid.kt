package org.platen.plots

import java.awt.image.BufferedImage
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.nio.file.Path
import javax.imageio.ImageIO
import kotlin.math.roundToInt
import org.platen.inference.dataset.ImageShape
import org.platen.inference.dataset.Images

/**
 * Images of one size side by side, gray or in colour, row by row from the upper left.
 * Immutable: each option returns a new grid. Needs no display.
 *
 * ```java
 * ImageGrid.pairs(originals, reconstructions, shape).columns(8).writePng(Path.of("epoch-1.png"));
 * ```
 */
class ImageGrid private constructor(
    private val images: List<DoubleArray>,
    private val shape: ImageShape,
    private val columns: Int,
    private val gap: Int,
    private val scale: Int,
    private val rowsTogether: Int,
) {

    /** The same grid with this many images a row: ten otherwise, or fewer when there are fewer. */
    fun columns(columns: Int): ImageGrid {
        require(columns > 0) { "A grid has at least one column, but $columns were asked for." }
        return ImageGrid(images, shape, columns, gap, scale, rowsTogether)
    }

    /** The same grid with this many gray pixels between images: two otherwise. */
    fun gap(pixels: Int): ImageGrid {
        require(pixels >= 0) { "A gap has 0 pixels or more, but $pixels were asked for." }
        return ImageGrid(images, shape, columns, pixels, scale, rowsTogether)
    }

    /** The same grid with each intensity drawn as this many pixels across and down: one otherwise. */
    fun scale(pixels: Int): ImageGrid {
        require(pixels > 0) { "An intensity is drawn as at least one pixel, but $pixels were asked for." }
        return ImageGrid(images, shape, columns, gap, pixels, rowsTogether)
    }

    /**
     * Writes the grid as a PNG image. Replaces a file that is there, in one step.
     *
     * @throws IOException if the folder does not exist or cannot be written
     */
    @Throws(IOException::class)
    fun writePng(path: Path) = PictureFile(path).write { ImageIO.write(image(), "png", it) }

    /** The grid as the bytes of a PNG image, for example for a web page or a notebook. */
    fun png(): ByteArray = ByteArrayOutputStream().also { ImageIO.write(image(), "png", it) }.toByteArray()

    internal fun image(): BufferedImage {
        val across = minOf(columns, images.size / rowsTogether)
        val places = places(across)
        val down = places.maxOf { it.first } + 1
        val width = extent(across, shape.width())
        val height = extent(down, shape.height())
        require(width.toLong() * height <= MOST_PIXELS) {
            "A picture has at most $MOST_PIXELS pixels, but the grid has $width × $height. Show fewer images, or scale them less."
        }
        val picture = BufferedImage(width, height, BufferedImage.TYPE_INT_RGB)
        for (y in 0 until height) for (x in 0 until width) picture.setRGB(x, y, BETWEEN)
        images.forEachIndexed { image, values ->
            val (row, column) = places[image]
            draw(values, picture, left = start(column, shape.width()), top = start(row, shape.height()))
        }
        return picture
    }

    /** Row and column of each image; images that belong together stand below each other. */
    private fun places(across: Int): List<Pair<Int, Int>> {
        val each = images.size / rowsTogether
        return List(images.size) { (it % each / across) * rowsTogether + it / each to it % each % across }
    }

    private fun extent(count: Int, side: Int) = Math.addExact(Math.multiplyExact(count, side * scale + gap), gap)

    private fun start(index: Int, side: Int) = index * (side * scale + gap) + gap

    private fun draw(values: DoubleArray, picture: BufferedImage, left: Int, top: Int) {
        for (y in 0 until shape.height() * scale) {
            for (x in 0 until shape.width() * scale) {
                picture.setRGB(left + x, top + y, colour(values, y / scale * shape.width() + x / scale))
            }
        }
    }

    private fun colour(values: DoubleArray, pixel: Int): Int {
        val plane = shape.height() * shape.width()
        return (0 until 3).fold(0) { colour, channel ->
            val intensity = values[channel % shape.channels() * plane + pixel]
            colour shl 8 or (intensity.coerceIn(0.0, 1.0) * 255).roundToInt()
        }
    }

    companion object {
        private const val BETWEEN = 0x808080
        private const val MOST_PIXELS = 100_000_000L

        /**
         * A grid of images that a model made, for example samples.
         *
         * @param images intensities of each image, channels × height × width; those outside of 0 to 1 are drawn as 0 or 1
         * @throws IllegalArgumentException if there are none, sizes disagree, there are neither one nor three channels, or a number is not finite
         */
        @JvmStatic
        fun of(images: Array<DoubleArray>, shape: ImageShape): ImageGrid = grid(images.toList(), shape, rowsTogether = 1)

        /** A grid of images of a data set. */
        @JvmStatic
        fun of(images: Images): ImageGrid = grid(List(images.count()) { images.intensities(it) }, images.shape(), rowsTogether = 1)

        /**
         * A grid in which each row of originals stands above the row of what they became, for example reconstructions.
         *
         * @param originals intensities of each image, channels × height × width
         * @param copies one for each original
         */
        @JvmStatic
        fun pairs(originals: Array<DoubleArray>, copies: Array<DoubleArray>, shape: ImageShape): ImageGrid {
            require(originals.size == copies.size) {
                "Each original needs a copy, but there are ${originals.size} originals and ${copies.size} copies."
            }
            return grid(originals.toList() + copies, shape, rowsTogether = 2)
        }

        private fun grid(images: List<DoubleArray>, shape: ImageShape, rowsTogether: Int): ImageGrid {
            require(images.isNotEmpty()) { "There are no images to draw." }
            require(shape.channels() == 1 || shape.channels() == 3) {
                "An image is drawn in gray or in red, green and blue, but there are ${shape.channels()} channels."
            }
            images.forEachIndexed { image, values ->
                require(values.size == shape.size()) {
                    "Images are $shape, so each has ${shape.size()} intensities, but image $image has ${values.size}."
                }
                require(values.all { it.isFinite() }) { "Only finite numbers can be drawn, but image $image has others." }
            }
            return ImageGrid(images.map { it.clone() }, shape, columns = 10, gap = 2, scale = 1, rowsTogether)
        }
    }
}
