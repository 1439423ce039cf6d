package org.platen.plots

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class ClustersTest : FunSpec({

    val unit = arrayOf(doubleArrayOf(1.0, 0.0), doubleArrayOf(0.0, 1.0))
    val origin = doubleArrayOf(0.0, 0.0)

    fun message(
        points: Array<DoubleArray> = arrayOf(origin),
        assignments: IntArray = IntArray(points.size),
        means: Array<DoubleArray> = arrayOf(origin),
        covariances: Array<Array<DoubleArray>> = Array(means.size) { unit },
    ) = shouldThrow<IllegalArgumentException> { ClusterPlot(points, assignments, means, covariances) }.message

    fun covariance(xx: Double, xy: Double, yx: Double, yy: Double) = arrayOf(arrayOf(doubleArrayOf(xx, xy), doubleArrayOf(yx, yy)))

    test("points of another dimension are refused with the row") {
        message(points = arrayOf(origin, doubleArrayOf(1.0, 2.0, 3.0))) shouldBe
            "A plot has two dimensions, but point 1 has 3. Choose the two columns to show."
    }

    test("numbers that are not finite are refused with their place") {
        message(points = arrayOf(doubleArrayOf(1.0, Double.NaN))) shouldBe
            "Only finite numbers can be plotted, but point 0 is (1.0, NaN)."
        message(means = arrayOf(doubleArrayOf(Double.POSITIVE_INFINITY, 0.0))) shouldBe
            "Only finite numbers can be plotted, but the mean of cluster 0 is (Infinity, 0.0)."
        message(covariances = covariance(1.0, Double.NaN, 0.0, 1.0)) shouldBe
            "Only finite numbers can be plotted, but row 0 of the covariance of cluster 0 is (1.0, NaN)."
    }

    test("lengths that differ are refused with both") {
        message(assignments = intArrayOf(0, 0)) shouldBe
            "Each point needs one assignment, but there are 1 points and 2 assignments."
        message(means = arrayOf(origin, origin), covariances = arrayOf(unit)) shouldBe
            "Each cluster needs one mean and one covariance, but there are 2 means and 1 covariances."
        message(covariances = arrayOf(arrayOf(origin))) shouldBe
            "A plot has two dimensions, but the covariance of cluster 0 has 1 rows."
    }

    test("nothing to plot is refused") {
        message(points = emptyArray()) shouldBe "There are no points to plot."
        message(means = emptyArray()) shouldBe "There are no clusters to plot: 'means' is empty."
    }

    test("an assignment to a cluster that is not there is refused") {
        message(assignments = intArrayOf(1)) shouldBe "Point 0 is assigned to cluster 1, but clusters are numbered 0 to 0."
        message(assignments = intArrayOf(-1)) shouldBe "Point 0 is assigned to cluster -1, but clusters are numbered 0 to 0."
    }

    test("a matrix that is no covariance is refused") {
        message(covariances = covariance(1.0, 0.5, 0.4, 1.0)) shouldBe
            "A covariance is symmetric, but the covariance of cluster 0 has 0.5 above and 0.4 below the diagonal."
        message(covariances = covariance(1.0, 2.0, 2.0, 1.0)) shouldBe
            "A covariance is positive definite, but the covariance of cluster 0 is ((1.0, 2.0), (2.0, 1.0))."
        message(covariances = covariance(-1.0, 0.0, 0.0, 1.0)) shouldBe
            "A covariance is positive definite, but the covariance of cluster 0 is ((-1.0, 0.0), (0.0, 1.0))."
    }

    test("changing an array after it was given does not change the plot") {
        val points = arrayOf(doubleArrayOf(1.0, 2.0))
        val clusters = Clusters.of(points, intArrayOf(0), arrayOf(origin), arrayOf(unit))
        points[0][0] = 9.0
        clusters.x shouldBe listOf(1.0)
    }
})
