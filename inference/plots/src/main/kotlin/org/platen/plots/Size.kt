package org.platen.plots

import kotlin.math.min

/** Width and height in pixels. */
internal data class Size(val width: Double, val height: Double) {

    /** The size at which to draw so that text keeps its share of the image: that of a [natural] one. */
    fun drawn(natural: Size): Size {
        val scale = min(width / natural.width, height / natural.height)
        return Size(width / scale, height / scale)
    }

    companion object {
        private val ALLOWED = 200..10_000

        fun of(width: Int, height: Int): Size {
            require(width in ALLOWED && height in ALLOWED) {
                "A plot is between ${ALLOWED.first} and ${ALLOWED.last} pixels wide and high, but $width × $height was asked for."
            }
            return Size(width.toDouble(), height.toDouble())
        }
    }
}
