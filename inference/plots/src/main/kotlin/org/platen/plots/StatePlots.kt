@file:JvmName("Plots")
@file:JvmMultifileClass

package org.platen.plots

import java.util.Locale
import org.jetbrains.letsPlot.Stat
import org.jetbrains.letsPlot.geom.geomArea
import org.jetbrains.letsPlot.geom.geomLine
import org.jetbrains.letsPlot.geom.geomPoint
import org.jetbrains.letsPlot.geom.geomRect
import org.jetbrains.letsPlot.gggrid
import org.jetbrains.letsPlot.intern.Feature
import org.jetbrains.letsPlot.intern.FeatureList
import org.jetbrains.letsPlot.label.labs
import org.jetbrains.letsPlot.letsPlot
import org.jetbrains.letsPlot.pos.positionStack
import org.jetbrains.letsPlot.sampling.samplingNone
import org.jetbrains.letsPlot.scale.scaleFillManual
import org.jetbrains.letsPlot.scale.scaleXContinuous
import org.jetbrains.letsPlot.scale.scaleYContinuous
import org.jetbrains.letsPlot.themes.theme
import org.platen.dsl.model.Markov
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Binding
import org.platen.inference.data.Data
import org.platen.inference.fit.Fit

private const val MOST_INSTANTS = 5_000
private const val CAPTION = "Bands: the most probable path. Below: probabilities of states given all data"

/**
 * Data along a chain over bands of its most probable path of states (Viterbi), above the probability of each state at each instant given all the data.
 * Of more than 5,000 instants it shows the first 5,000, and says so.
 *
 * @param observed a variable along the chain; the only one, if there is just one
 * @param states a discrete Markov variable; the only one, if there is just one
 * @param series which of the series, from 0, where the chain is inside of a plate
 * @param title above the picture
 * @param data what to show: the data that were fitted, or others
 */
@JvmOverloads
fun Fit.plotStates(
    observed: String = "",
    states: String = "",
    series: Int = 0,
    title: String = model().name(),
    data: Data = data(),
): Picture {
    val s = model().only(states, "discrete Markov variable") { !it.isObserved && it.isDiscrete && it.distribution() is Markov }
    val chain = (s.distribution() as Markov).chain()
    val y = model().only(observed, "observed variable along '${chain.name()}'") { it.isObserved && it.axes() == s.axes() }
    val paths = mostProbable(data).paths(s)
    ModelException.require(series in paths.indices, "there are %d series, found %d. They are counted from 0.", paths.size, series)
    val binding = Binding.of(model(), data)
    val path = paths[series].let { it.copyOf(minOf(it.size, MOST_INSTANTS)) }
    val from = series * binding.size(chain)
    val probabilities = responsibilities(s, data).let { all ->
        val count = all.dims().last()
        path.indices.map { t -> all.values().copyOfRange((from + t) * count, (from + t + 1) * count) }
    }
    val values = binding.column(y).values().map { entry -> path.indices.map { t -> entry[from + t].takeIf(Double::isFinite) } }
    val names = probabilities[0].indices.map { "$it" }
    val colours = scaleFillManual(values = Palette.colours(names.size), limits = names)
    val instants = scaleXContinuous(breaks = wholeBreaks(path.size), format = "d", expand = listOf(0, 0), limits = -0.5 to path.size - 0.5)
    val above = letsPlot() + bands(path, values) + FeatureList(values.flatMap(::line)) + colours + instants +
        labs(x = "", y = y.name(), fill = s.name()) + style() + theme(axisTextX = "blank", axisTitleX = "blank")
    val below = letsPlot() + areas(probabilities) + colours + instants + scaleYContinuous(breaks = listOf(0, 1)) +
        labs(x = chain.name(), y = "probability", fill = s.name()) + style()
    val grid = gggrid(listOf(above, below), ncol = 1, heights = listOf(0.65, 0.35), vspace = 0, align = true)
    val cut = if (path.size ==
        paths[series].size
    ) {
        ""
    } else {
        "The first %,d of %,d instants. ".format(Locale.ROOT, path.size, paths[series].size)
    }
    return Picture(TitledDrawing(PlottedDrawing(grid, Size(1000.0, 560.0)), title, cut + CAPTION))
}

/** A rectangle for each run of one state. */
private fun bands(path: IntArray, values: List<List<Double?>>) = runs(path).let { runs ->
    val known = values.flatten().filterNotNull()
    val margin = 0.05 * ((known.maxOrNull() ?: 1.0) - (known.minOrNull() ?: 0.0)).coerceAtLeast(1e-9)
    geomRect(
        mapOf(
            "left" to runs.map { it.first - 0.5 },
            "right" to runs.map { it.last + 0.5 },
            "low" to runs.map { (known.minOrNull() ?: 0.0) - margin },
            "high" to runs.map { (known.maxOrNull() ?: 1.0) + margin },
            "state" to runs.map { "${path[it.first]}" },
        ),
        alpha = 0.25,
        size = 0.0,
        sampling = samplingNone,
    ) {
        xmin = "left"
        xmax = "right"
        ymin = "low"
        ymax = "high"
        fill = "state"
    }
}

/** The longest stretches of equal numbers. */
internal fun runs(path: IntArray): List<IntRange> {
    val starts = path.indices.filter { it == 0 || path[it] != path[it - 1] }
    return starts.mapIndexed { i, start -> start until (starts.getOrNull(i + 1) ?: path.size) }
}

private fun line(values: List<Double?>) = mapOf("instant" to values.indices.toList(), "value" to values).let { table ->
    listOf<Feature>(
        geomLine(table, color = INK, size = 0.6, sampling = samplingNone) {
            x = "instant"
            y = "value"
        },
        geomPoint(table, color = INK, size = if (values.size > 200) 0.8 else 2.0, sampling = samplingNone) {
            x = "instant"
            y = "value"
        },
    )
}

private fun areas(probabilities: List<DoubleArray>): FeatureList {
    val rows = probabilities[0].indices.flatMap { state -> probabilities.indices.map { it to state } }
    return FeatureList(
        listOf(
            geomArea(
                mapOf(
                    "instant" to rows.map { it.first },
                    "probability" to rows.map { (t, state) -> probabilities[t][state] },
                    "state" to rows.map { "${it.second}" },
                ),
                stat = Stat.identity,
                position = positionStack(),
                alpha = 0.75,
                size = 0.0,
                sampling = samplingNone,
                showLegend = false,
            ) {
                x = "instant"
                y = "probability"
                fill = "state"
            },
        ),
    )
}
