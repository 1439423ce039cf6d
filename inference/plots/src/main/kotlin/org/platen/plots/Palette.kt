package org.platen.plots

import java.awt.Color

/** Colours for clusters. */
internal object Palette {

    /** Told apart with any kind of colour vision, and dark enough for lines on white. Okabe and Ito (2008), Color Universal Design. */
    private val DISTINCT = listOf("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
    private const val GOLDEN_RATIO = 0.618034f

    /** [count] colours as #RRGGBB; beyond six, hues spread by the golden ratio so that neighbours differ. */
    fun colours(count: Int): List<String> = if (count <= DISTINCT.size) DISTINCT.take(count) else List(count) { hue(it * GOLDEN_RATIO) }

    private fun hue(turns: Float) = "#%06X".format(Color.getHSBColor(turns, 0.85f, 0.75f).rgb and 0xFFFFFF)
}
