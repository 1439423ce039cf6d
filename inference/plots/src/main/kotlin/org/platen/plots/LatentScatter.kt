package org.platen.plots

import java.util.Locale
import org.jetbrains.letsPlot.geom.geomPoint
import org.jetbrains.letsPlot.label.labs
import org.jetbrains.letsPlot.letsPlot
import org.jetbrains.letsPlot.scale.scaleColorManual

/** Pictures of where a model puts rows in a plane, coloured by what the rows are known to be. */
object LatentScatter {

    private const val MOST_POINTS = 10_000

    /**
     * A scatter of points with a colour for each class; of more than 10,000 points it shows 10,000 evenly spaced ones, and says so.
     *
     * @param points rows of two coordinates, n × 2, for example the means of latent variables
     * @param labels the class of each point, from 0
     * @param classes the names of the classes
     * @throws IllegalArgumentException if lengths disagree, a row has not two coordinates, or a number is not finite
     */
    @JvmStatic
    fun of(points: Array<DoubleArray>, labels: IntArray, classes: List<String>, title: String): Picture =
        of(points, labels, classes, title, "first coordinate" to "second coordinate")

    internal fun of(
        points: Array<DoubleArray>,
        labels: IntArray,
        classes: List<String>,
        title: String,
        axes: Pair<String, String>,
    ): Picture {
        check(points, labels, classes)
        val shown = EvenRows.of(points.size, MOST_POINTS)
        val table = mapOf(
            "first" to shown.map { points[it][0] },
            "second" to shown.map { points[it][1] },
            "class" to shown.map { classes[labels[it]] },
        )
        return Picture(
            letsPlot() +
                geomPoint(table, size = 1.5, alpha = 0.7) {
                    x = "first"
                    y = "second"
                    color = "class"
                } +
                scaleColorManual(
                    values = Palette.colours(classes.size),
                    limits = classes,
                    guide = if (classes.size ==
                        1
                    ) {
                        "none"
                    } else {
                        null
                    },
                ) +
                labs(
                    title = title,
                    x = axes.first,
                    y = axes.second,
                    color = "",
                    caption = caption(shown.size, points.size),
                ) +
                style(),
        )
    }

    private fun caption(shown: Int, all: Int) = if (shown == all) "" else "%,d of %,d points".format(Locale.ROOT, shown, all)

    private fun check(points: Array<DoubleArray>, labels: IntArray, classes: List<String>) {
        require(points.isNotEmpty()) { "There are no points to plot." }
        require(labels.size == points.size) {
            "Each point needs a label, but there are ${points.size} points and ${labels.size} labels."
        }
        points.forEachIndexed { row, point ->
            require(point.size == 2) { "A plot has two dimensions, but point $row has ${point.size}. Choose the two coordinates to show." }
            require(point.all { it.isFinite() }) { "Only finite numbers can be plotted, but point $row is (${point.joinToString()})." }
            require(labels[row] in classes.indices) {
                "Point $row has label ${labels[row]}, but classes are numbered 0 to ${classes.size - 1}."
            }
        }
    }
}
