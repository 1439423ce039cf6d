package org.platen.plots

import java.util.Locale
import kotlin.math.pow
import org.jetbrains.letsPlot.Figure
import org.jetbrains.letsPlot.geom.geomPath
import org.jetbrains.letsPlot.geom.geomPoint
import org.jetbrains.letsPlot.intern.Feature
import org.jetbrains.letsPlot.label.labs
import org.jetbrains.letsPlot.letsPlot
import org.jetbrains.letsPlot.scale.scaleColorManual
import org.jetbrains.letsPlot.scale.scaleFillManual

/** Lays out a cluster plot: points below, then ellipses, then the means. */
internal class ClusterFigure(private val clusters: Clusters, private val labels: Labels, private val percents: List<Double>) {

    private val shown = EvenRows.of(clusters.rows, MOST_POINTS)

    fun figure(): Figure {
        val outlines = percents.map(::outlines)
        val layers: List<Feature> = listOf(points()) + outlines.map(::halo) + outlines.map(::line) + means()
        return layers.fold(letsPlot()) { plot, layer -> plot + layer } + colours() + words() + style()
    }

    private fun points(): Feature {
        // The more points, the finer, so that ellipses stay visible among them.
        val crowding = (shown.size / 500.0).coerceAtLeast(1.0).pow(0.25)
        return geomPoint(
            data = mapOf(
                "x" to shown.map(clusters.x::get),
                "y" to shown.map(clusters.y::get),
                "cluster" to shown.map { labels.clusters[clusters.assignments[it]] },
            ),
            size = 3.0 / crowding,
            alpha = 0.6 / crowding,
        ) {
            x = "x"
            y = "y"
            color = "cluster"
        }
    }

    private fun outlines(percent: Double): Map<String, List<Any>> {
        val boundaries = clusters.gaussians.map { it.ellipse(percent / 100.0).closed() }
        return mapOf(
            "x" to boundaries.flatten().map { it.first },
            "y" to boundaries.flatten().map { it.second },
            "cluster" to boundaries.flatMapIndexed { cluster, boundary -> boundary.map { labels.clusters[cluster] } },
        )
    }

    private fun halo(outlines: Map<String, List<Any>>) =
        geomPath(data = outlines, size = 2.0, color = "white", alpha = 0.7, showLegend = false) {
            x = "x"
            y = "y"
            group = "cluster"
        }

    private fun line(outlines: Map<String, List<Any>>) = geomPath(data = outlines, size = 1.0, showLegend = false) {
        x = "x"
        y = "y"
        color = "cluster"
    }

    private fun means() = geomPoint(
        data = mapOf("x" to clusters.gaussians.map { it.x }, "y" to clusters.gaussians.map { it.y }, "cluster" to labels.clusters),
        shape = FILLED_DIAMOND,
        size = 6.0,
        stroke = 1.5,
        color = "white",
        showLegend = false,
    ) {
        x = "x"
        y = "y"
        fill = "cluster"
    }

    private fun colours(): Feature {
        val colours = Palette.colours(clusters.count)
        return scaleColorManual(values = colours, limits = labels.clusters) + scaleFillManual(values = colours, limits = labels.clusters)
    }

    private fun words() = labs(title = labels.title, x = labels.x, y = labels.y, color = "cluster", caption = caption())

    private fun caption(): String {
        val shares = percents.joinToString(" and ") { "${it.toString().removeSuffix(".0")} %" }
        return listOfNotNull(
            "%,d of %,d points".format(Locale.ROOT, shown.size, clusters.rows).takeIf { shown.size < clusters.rows },
            "Diamonds: means",
            "Ellipses: $shares of a cluster".takeIf { percents.isNotEmpty() },
        ).joinToString(". ")
    }

    private fun <T> List<T>.closed() = this + first()

    private companion object {
        const val FILLED_DIAMOND = 23

        /** More would take seconds to draw, and hide each other. */
        const val MOST_POINTS = 10_000
    }
}
