package org.platen.plots

import java.io.IOException
import java.nio.file.Path
import org.jetbrains.letsPlot.Figure
import org.jetbrains.letsPlot.awt.plot.PlotSvgExport
import org.jetbrains.letsPlot.commons.geometry.DoubleVector
import org.jetbrains.letsPlot.intern.toSpec

/** A picture that can be written to files, without a display. Immutable. */
class Picture internal constructor(private val figure: Figure) {

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
        AtomicFile(path).write { Png.encode(svg(size.drawn()), size, it) }
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
        AtomicFile(path).write { it.write(svg(size).encodeToByteArray()) }
    }

    private fun svg(size: Size): String =
        PlotSvgExport.buildSvgImageFromRawSpecs(figure.toSpec(), DoubleVector(size.width, size.height), true)
}
