package org.platen.plots

import kotlin.math.ceil
import kotlin.math.max
import kotlin.math.sqrt
import org.jetbrains.letsPlot.themes.elementText
import org.jetbrains.letsPlot.themes.margin
import org.jetbrains.letsPlot.themes.theme

/** The looks of all pictures: large words, quiet captions. */
internal fun style() = theme(
    plotTitle = elementText(size = 20, face = "bold"),
    axisTitle = elementText(size = 16),
    axisText = elementText(size = 14),
    legendTitle = elementText(size = 16),
    legendText = elementText(size = 14),
    plotCaption = elementText(size = 12, color = "#606060"),
    plotMargin = margin(12, 16, 12, 12),
)

/** The looks of pictures of many panels. */
internal fun panelStyle() = style() + theme(
    axisTitle = elementText(size = 14),
    axisText = elementText(size = 12),
    stripText = elementText(size = 14, face = "bold"),
)

/**
 * Names for panels that stand in this order: panels are sorted by their names, and blanks before a name, of which those that come earlier have more, are not drawn.
 */
internal fun panelNames(names: List<String>): Map<String, String> = names.distinct().let { distinct ->
    distinct.withIndex().associate { (i, name) -> name to " ".repeat(distinct.size - i) + name }
}

/** Small multiples: how many columns [count] panels stand in, and how large they are together. */
internal class Panels(count: Int, width: Double = 320.0, height: Double = 230.0) {
    val columns = if (count <= 3) count else ceil(sqrt(count.toDouble())).toInt()
    val size = Size(max(800.0, columns * width), max(if (count == 1) 600.0 else 400.0, ceil(count / columns.toDouble()) * height + 110.0))
}

/** Where to put numbers on an axis that counts to [count]: about ten whole ones, at 1, 2 or 5 times a power of ten. */
internal fun wholeBreaks(count: Int): List<Int> {
    val step = generateSequence(1) { it * 10 }.flatMap { listOf(it, 2 * it, 5 * it) }.first { count <= 12 * it.toLong() }
    return (0 until count step step).toList()
}

internal const val INK = "#303030"
internal const val QUIET = "#8A8F98"
