@file:JvmName("Plots")
@file:JvmMultifileClass

package org.platen.plots

import org.jetbrains.letsPlot.geom.geomHistogram
import org.jetbrains.letsPlot.geom.geomPoint
import org.jetbrains.letsPlot.gggrid
import org.jetbrains.letsPlot.intern.Plot
import org.jetbrains.letsPlot.label.labs
import org.jetbrains.letsPlot.letsPlot
import org.jetbrains.letsPlot.sampling.samplingNone
import org.jetbrains.letsPlot.themes.elementText
import org.jetbrains.letsPlot.themes.theme
import org.platen.inference.posterior.PosteriorFit

private const val MOST_PAIRED = 7
private const val MOST_POINTS_A_CHAIN = 500
private const val PANEL = 220.0

/**
 * Scatter plots of every pair of numbers, with their histograms on the diagonal. Of NUTS, draws whose trajectory diverged are marked: where they gather the sampler
 * could not follow the posterior.
 *
 * @param names variables, or numbers of them such as `theta[3]`; without names all unknowns, 7 numbers at most
 * @param title above the picture
 */
@JvmOverloads
fun PosteriorFit.plotPairs(vararg names: String, title: String = model().name()): Picture {
    val numbers = DrawnNumber.of(this, names.toList(), MOST_PAIRED)
    val divergent = divergent(this)
    val panels = numbers.indices.flatMap { row ->
        numbers.indices.map { column ->
            when {
                row == column -> histogram(numbers[row], isLast = row == numbers.lastIndex, isFirst = column == 0)
                column < row -> scatter(numbers[column], numbers[row], divergent, isLast = row == numbers.lastIndex, isFirst = column == 0)
                else -> null
            }
        }
    }
    val side = maxOf(500.0, numbers.size * PANEL)
    val grid = PlottedDrawing(gggrid(panels, ncol = numbers.size, align = true), Size(side, side))
    return Picture(TitledDrawing(grid, title, divergent?.let(::words) ?: ""))
}

private fun histogram(number: DrawnNumber, isLast: Boolean, isFirst: Boolean): Plot = letsPlot() +
    geomHistogram(
        mapOf("value" to number.chains.flatMap { it.toList() }),
        bins = 30,
        fill = Palette.colours(1).single(),
        color = "white",
        size = 0.3,
        alpha = 0.8,
        sampling = samplingNone,
    ) { x = "value" } +
    labs(x = if (isLast) number.name else "", y = if (isFirst) number.name else "") +
    small(histogram = true)

private fun scatter(across: DrawnNumber, up: DrawnNumber, divergent: List<List<Int>>?, isLast: Boolean, isFirst: Boolean): Plot {
    val shown = EvenRows.of(across.chains[0].size, MOST_POINTS_A_CHAIN)
    val chains = across.chains.indices
    val all = points(across, up, chains.flatMap { chain -> shown.map { chain to it } }, Palette.colours(1).single(), 1.2, 0.35)
    val marked = divergent?.let { draws -> points(across, up, chains.flatMap { c -> draws[c].map { c to it } }, DIVERGED, 2.4, 1.0) }
    val plot = letsPlot() + all
    return (if (marked == null) plot else plot + marked) +
        labs(x = if (isLast) across.name else "", y = if (isFirst) up.name else "") +
        small(histogram = false)
}

private fun points(across: DrawnNumber, up: DrawnNumber, draws: List<Pair<Int, Int>>, colour: String, size: Double, alpha: Double) =
    geomPoint(
        mapOf(
            "x" to draws.map { (chain, draw) -> across.chains[chain][draw] },
            "y" to draws.map { (chain, draw) -> up.chains[chain][draw] },
        ),
        color = colour,
        size = size,
        alpha = alpha,
        sampling = samplingNone,
    ) {
        x = "x"
        y = "y"
    }

private fun small(histogram: Boolean) = theme(
    axisTitle = elementText(size = 14, face = "bold"),
    axisText = elementText(size = 10),
    axisTextY = if (histogram) "blank" else elementText(size = 10),
    axisTicksY = if (histogram) "blank" else null,
)
