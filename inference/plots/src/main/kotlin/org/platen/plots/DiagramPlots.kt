@file:JvmName("Plots")
@file:JvmMultifileClass

package org.platen.plots

import java.io.IOException
import java.nio.file.Path
import org.platen.dsl.model.Model
import org.platen.dsl.render.PlateDiagram

/** The model in plate notation; see [PlateDiagram]. */
fun Model.plotDiagram(): Picture = PlateDiagram.of(this).picture()

/** The diagram as a picture, which can be written as a PNG image too. */
fun PlateDiagram.picture(): Picture = Picture(ScaledDrawing(svg()))

/**
 * Writes the diagram to a file: a PNG image where its name ends in `.png`, an SVG document where it ends in `.svg`. Replaces a file that is there, in one step.
 *
 * @throws IOException if the folder does not exist or cannot be written
 * @throws IllegalArgumentException if the name ends in anything else
 */
@Throws(IOException::class)
fun PlateDiagram.write(path: Path) = when (path.fileName.toString().substringAfterLast('.').lowercase()) {
    "png" -> picture().png(path)
    "svg" -> picture().svg(path)
    else -> throw IllegalArgumentException("A diagram is written to a .png or an .svg file, but '$path' was asked for.")
}
