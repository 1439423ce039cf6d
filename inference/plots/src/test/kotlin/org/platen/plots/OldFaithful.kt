package org.platen.plots

/** Two clusters fitted to Old Faithful by maximum likelihood, and a few eruptions (R, datasets::faithful). */
internal object OldFaithful {
    val points = arrayOf(
        doubleArrayOf(1.8, 54.0),
        doubleArrayOf(2.283, 62.0),
        doubleArrayOf(1.95, 51.0),
        doubleArrayOf(3.6, 79.0),
        doubleArrayOf(4.533, 85.0),
        doubleArrayOf(4.7, 88.0),
    )
    val assignments = intArrayOf(0, 0, 0, 1, 1, 1)
    val means = arrayOf(doubleArrayOf(2.036, 54.479), doubleArrayOf(4.290, 79.968))
    val covariances = arrayOf(
        arrayOf(doubleArrayOf(0.0692, 0.4352), doubleArrayOf(0.4352, 33.697)),
        arrayOf(doubleArrayOf(0.1700, 0.9406), doubleArrayOf(0.9406, 36.046)),
    )

    fun plot() = ClusterPlot(points, assignments, means, covariances)
}
