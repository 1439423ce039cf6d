package org.platen.plots

import java.util.zip.CRC32
import org.jetbrains.letsPlot.Figure
import org.jetbrains.letsPlot.awt.plot.PlotSvgExport
import org.jetbrains.letsPlot.commons.geometry.DoubleVector
import org.jetbrains.letsPlot.intern.toSpec

/** What a picture shows, as an SVG document of any size. */
internal interface Drawing {

    /** The size at which words are readable and nothing is crowded. */
    val natural: Size

    /** A document of this size. */
    fun svg(size: Size): String
}

/** A plot, which is laid out anew for each size. */
internal class PlottedDrawing(private val figure: Figure, override val natural: Size = Size(800.0, 600.0)) : Drawing {

    override fun svg(size: Size): String =
        withStableIds(PlotSvgExport.buildSvgImageFromRawSpecs(figure.toSpec(), DoubleVector(size.width, size.height), true))
}

/** A document that is there, which is scaled; its root tells width, height and viewBox. */
internal class ScaledDrawing(private val document: String) : Drawing {

    override val natural = Size(side("width"), side("height"))

    override fun svg(size: Size): String =
        document.replaceFirst(attribute("width"), "width=\"${size.width}\"").replaceFirst(attribute("height"), "height=\"${size.height}\"")

    private fun side(name: String) = attribute(name).find(document)!!.groupValues[1].toDouble()

    private fun attribute(name: String) = Regex("\\b$name=\"([0-9.]+)\"")
}

/** The same document with ids that depend on its content only: equal pictures have equal files, and different ones can be parts of one page. */
internal fun withStableIds(svg: String): String {
    val ids = Regex("\\bid=\"([^\"]+)\"").findAll(svg).map { it.groupValues[1] }.distinct().toList()
    if (ids.isEmpty()) return svg
    val own = Regex(ids.sortedByDescending { it.length }.joinToString("|", "(?<=[#\"])(", ")(?=[\") .{])", transform = Regex::escape))
    fun renamed(prefix: String) = own.replace(svg) { "$prefix${ids.indexOf(it.value)}" }
    val content = CRC32().apply { update(renamed("id").encodeToByteArray()) }.value
    return renamed("id${content.toString(36)}n")
}
