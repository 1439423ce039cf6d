package org.platen.plots

import kotlin.math.abs
import kotlin.math.sqrt

/** What a cluster plot shows, checked and copied. */
internal class Clusters private constructor(
    val x: List<Double>,
    val y: List<Double>,
    val assignments: List<Int>,
    val gaussians: List<Gaussian>,
) {
    val count get() = gaussians.size

    val rows get() = assignments.size

    companion object {
        fun of(
            points: Array<DoubleArray>,
            assignments: IntArray,
            means: Array<DoubleArray>,
            covariances: Array<Array<DoubleArray>>,
        ): Clusters {
            require(points.isNotEmpty()) { "There are no points to plot." }
            require(means.isNotEmpty()) { "There are no clusters to plot: 'means' is empty." }
            require(assignments.size == points.size) {
                "Each point needs one assignment, but there are ${points.size} points and ${assignments.size} assignments."
            }
            require(covariances.size == means.size) {
                "Each cluster needs one mean and one covariance, but there are ${means.size} means and ${covariances.size} covariances."
            }
            points.forEachIndexed { row, point -> requirePair("point $row", point) }
            assignments.forEachIndexed { row, cluster ->
                require(cluster in means.indices) {
                    "Point $row is assigned to cluster $cluster, but clusters are numbered 0 to ${means.size - 1}."
                }
            }
            return Clusters(
                points.map { it[0] },
                points.map { it[1] },
                assignments.toList(),
                means.indices.map { gaussian(it, means[it], covariances[it]) },
            )
        }

        private fun gaussian(cluster: Int, mean: DoubleArray, covariance: Array<DoubleArray>): Gaussian {
            val name = "the covariance of cluster $cluster"
            requirePair("the mean of cluster $cluster", mean)
            require(covariance.size == 2) { "A plot has two dimensions, but $name has ${covariance.size} rows." }
            covariance.forEachIndexed { row, values -> requirePair("row $row of $name", values) }
            val (xx, xy) = covariance[0]
            val (yx, yy) = covariance[1]
            val scale = sqrt(abs(xx)) * sqrt(abs(yy))
            require(abs(xy - yx) <= 1e-8 * scale) { "A covariance is symmetric, but $name has $xy above and $yx below the diagonal." }
            require(xx > 0.0 && yy > 0.0 && abs(xy) < scale) {
                "A covariance is positive definite, but $name is (($xx, $xy), ($yx, $yy))."
            }
            return Gaussian(mean[0], mean[1], xx, xy, yy)
        }

        private fun requirePair(name: String, values: DoubleArray) {
            require(values.size == 2) {
                "A plot has two dimensions, but $name has ${values.size}. Choose the two columns to show."
            }
            require(values.all { it.isFinite() }) { "Only finite numbers can be plotted, but $name is (${values.joinToString()})." }
        }
    }
}
