package org.platen.plots

/** A drawing below a title and above a caption, for those that cannot have their own. */
internal class TitledDrawing(private val drawing: Drawing, private val title: String, private val caption: String) : Drawing {

    override val natural = Size(drawing.natural.width, drawing.natural.height + ABOVE + BELOW)

    override fun svg(size: Size): String {
        val (width, height) = size.drawn(natural)
        val inner = drawing.svg(Size(width, height - ABOVE - BELOW))
        return """
            |<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${size.width}" height="${size.height}" viewBox="0 0 $width $height" font-family="Helvetica, Arial, sans-serif">
            |<rect width="$width" height="$height" fill="white"/>
            |<text x="20" y="32" font-size="20" font-weight="bold" fill="#474747">${title.escaped()}</text>
            |${inner.replaceFirst("<svg ", "<svg x=\"0\" y=\"$ABOVE\" ")}
            |<text x="${width - 20}" y="${height - 14}" font-size="12" text-anchor="end" fill="#606060">${caption.escaped()}</text>
            |</svg>
        """.trimMargin()
    }

    private fun String.escaped() = replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    private companion object {
        const val ABOVE = 44
        const val BELOW = 34
    }
}
