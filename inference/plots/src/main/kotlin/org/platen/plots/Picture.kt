package org.platen.plots

import java.io.IOException
import java.nio.file.Path
import org.jetbrains.letsPlot.Figure

/** A picture that can be written to files, without a display. Immutable. */
class Picture internal constructor(private val drawing: Drawing) {

    internal constructor(figure: Figure) : this(PlottedDrawing(figure))

    /**
     * Writes the picture as a PNG image of its natural size. Replaces a file that is there, in one step.
     *
     * @throws IOException if the folder does not exist or cannot be written
     */
    @Throws(IOException::class)
    fun png(path: Path) = PictureFile(path).write { Png.encode(svg(), drawing.natural, it) }

    /**
     * Writes the picture as an SVG document of its natural size. Replaces a file that is there, in one step.
     *
     * @throws IOException if the folder does not exist or cannot be written
     */
    @Throws(IOException::class)
    fun svg(path: Path) = PictureFile(path).write { it.write(svg().encodeToByteArray()) }

    /** The picture as the text of an SVG document of its natural size, for example for a web page or a notebook. */
    fun svg(): String = drawing.svg(drawing.natural)

    /**
     * Writes the picture as a PNG image of [width] × [height] pixels. Replaces a file that is there, in one step.
     * Text and marks keep their share of the image.
     *
     * @throws IOException if the folder does not exist or cannot be written
     * @throws IllegalArgumentException if a side is not between 200 and 10,000 pixels
     */
    @Throws(IOException::class)
    fun writePng(path: Path, width: Int, height: Int) {
        val size = Size.of(width, height)
        PictureFile(path).write { Png.encode(drawing.svg(size.drawn(drawing.natural)), size, it) }
    }

    /**
     * Writes the picture as an SVG document of [width] × [height] pixels. Replaces a file that is there, in one step.
     *
     * @throws IOException if the folder does not exist or cannot be written
     * @throws IllegalArgumentException if a side is not between 200 and 10,000 pixels
     */
    @Throws(IOException::class)
    fun writeSvg(path: Path, width: Int, height: Int) {
        val size = Size.of(width, height)
        PictureFile(path).write { it.write(drawing.svg(size).encodeToByteArray()) }
    }
}
