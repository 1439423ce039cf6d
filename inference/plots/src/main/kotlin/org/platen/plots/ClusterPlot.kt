package org.platen.plots

import java.io.IOException
import java.nio.file.Path

/**
 * Scatter of two-dimensional points coloured by cluster, with each cluster's mean and covariance ellipses.
 * Immutable: each option returns a new plot. Needs no display.
 * Of more than 10,000 points it shows 10,000 evenly spaced rows, and says so below the picture.
 *
 * ```java
 * new ClusterPlot(points, assignments, means, covariances)
 *     .title("Old Faithful").axes("eruption (min)", "waiting (min)")
 *     .writePng(Path.of("faithful.png"), 800, 600);
 * ```
 */
class ClusterPlot private constructor(private val clusters: Clusters, private val labels: Labels, private val percents: List<Double>) {

    /**
     * @param points rows of two coordinates, n × 2
     * @param assignments the cluster of each point, n numbers from 0 to K - 1
     * @param means the centre of each cluster, K × 2
     * @param covariances the covariance of each cluster, K × 2 × 2, symmetric and positive definite
     * @throws IllegalArgumentException if lengths disagree, a row has not two coordinates, or a number is not finite
     */
    constructor(
        points: Array<DoubleArray>,
        assignments: IntArray,
        means: Array<DoubleArray>,
        covariances: Array<Array<DoubleArray>>,
    ) : this(
        Clusters.of(points, assignments, means, covariances),
        Labels(title = "", x = "x", y = "y", clusters = List(means.size) { "$it" }),
        listOf(68.0, 95.0),
    )

    /** The same plot under this title. */
    fun title(title: String) = with(labels.copy(title = title))

    /** The same plot with these axis labels; "x" and "y" otherwise. */
    fun axes(x: String, y: String) = with(labels.copy(x = x, y = y))

    /**
     * The same plot with these names in the legend, one a cluster; the cluster numbers, from 0, otherwise.
     *
     * @throws IllegalArgumentException if there are more or fewer names than clusters, or two names are equal
     */
    fun clusterNames(vararg names: String): ClusterPlot {
        require(names.size == clusters.count) {
            "${clusters.count} clusters need as many names, but ${names.size} were given: ${names.joinToString()}."
        }
        require(names.toSet().size == names.size) {
            "Two clusters have the same name: ${names.joinToString()}. Give each its own."
        }
        return with(labels.copy(clusters = names.toList()))
    }

    /**
     * The same plot with ellipses that hold these shares of a cluster's probability, in percent: 68 and 95 otherwise.
     *
     * @throws IllegalArgumentException unless each is above 0 and below 100
     */
    fun ellipses(vararg percents: Double): ClusterPlot {
        percents.forEach {
            require(it > 0.0 && it < 100.0) { "An ellipse holds more than 0 and less than 100 percent of a cluster, but $it was given." }
        }
        return ClusterPlot(clusters, labels, percents.sorted())
    }

    /**
     * Writes the plot as a PNG image of [width] × [height] pixels. Replaces a file that is there, in one step.
     * Text and marks keep their share of the image.
     *
     * @throws IOException if the folder does not exist or cannot be written
     * @throws IllegalArgumentException if a side is not between 200 and 10,000 pixels
     */
    @Throws(IOException::class)
    fun writePng(path: Path, width: Int, height: Int) = picture().writePng(path, width, height)

    /**
     * Writes the plot as an SVG document of [width] × [height] pixels. Replaces a file that is there, in one step.
     *
     * @throws IOException if the folder does not exist or cannot be written
     * @throws IllegalArgumentException if a side is not between 200 and 10,000 pixels
     */
    @Throws(IOException::class)
    fun writeSvg(path: Path, width: Int, height: Int) = picture().writeSvg(path, width, height)

    /** The plot as a picture. */
    fun picture() = Picture(ClusterFigure(clusters, labels, percents).figure())

    private fun with(labels: Labels) = ClusterPlot(clusters, labels, percents)
}

/** The words on a plot. */
internal data class Labels(val title: String, val x: String, val y: String, val clusters: List<String>)
