package org.platen.plots

import java.util.Locale
import org.jetbrains.letsPlot.geom.geomDensity
import org.jetbrains.letsPlot.geom.geomHistogram
import org.jetbrains.letsPlot.geom.geomVLine
import org.jetbrains.letsPlot.label.labs
import org.jetbrains.letsPlot.letsPlot
import org.platen.inference.criticism.PredictiveCheck

/** Pictures of data beside replicates of them. */
object PredictiveCheckPlots {

    private const val MOST_LINES = 50
    private val COLOURS = Palette.colours(2)

    /** The histogram of a statistic of replicates, with the statistic of the data as a line. */
    @JvmStatic
    fun statistic(statistic: PredictiveCheck.Statistic, title: String): Picture = Picture(
        letsPlot() +
            geomHistogram(mapOf("value" to statistic.replicated().toList()), bins = 30, fill = COLOURS[0], alpha = 0.6) { x = "value" } +
            geomVLine(xintercept = statistic.observed(), color = COLOURS[1], size = 1.5) +
            labs(
                title = title,
                x = statistic.name(),
                y = "replicates",
                caption = "Line: the data. Share of replicates above: %.3f".format(Locale.ROOT, statistic.probability()),
            ) +
            style(),
    )

    /** Smoothed densities of the values of a variable: of the data, and of up to 50 replicates. */
    @JvmStatic
    fun densities(check: PredictiveCheck, variable: String, title: String): Picture {
        val replicates = check.replicated(variable).take(MOST_LINES)
        val lines = mapOf(
            "value" to replicates.flatMap { it.toList() },
            "replicate" to replicates.flatMapIndexed { i, values -> values.map { i } },
        )
        return Picture(
            letsPlot() +
                geomDensity(lines, color = COLOURS[0], alpha = 0.0, size = 0.4) {
                    x = "value"
                    group = "replicate"
                } +
                geomDensity(mapOf("value" to check.observed(variable).toList()), color = COLOURS[1], alpha = 0.0, size = 1.5) {
                    x = "value"
                } +
                labs(title = title, x = variable, y = "density", caption = "Bold: the data. Thin: ${replicates.size} replicates") +
                style(),
        )
    }
}
