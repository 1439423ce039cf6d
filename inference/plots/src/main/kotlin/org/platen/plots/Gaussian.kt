package org.platen.plots

import kotlin.math.PI
import kotlin.math.cos
import kotlin.math.ln1p
import kotlin.math.sin
import kotlin.math.sqrt

/** A normal distribution on the plane: mean ([x], [y]) and covariance (([xx], [xy]), ([xy], [yy])). */
internal data class Gaussian(val x: Double, val y: Double, val xx: Double, val xy: Double, val yy: Double) {

    /**
     * Boundary of the ellipse that holds the share [level] of the probability, as [corners] points anticlockwise.
     * With two dimensions (p - mean)ᵀ covariance⁻¹ (p - mean) is chi-square with two degrees of freedom,
     * whose quantile is -2 ln(1 - level).
     */
    fun ellipse(level: Double, corners: Int = 180): List<Pair<Double, Double>> {
        val radius = sqrt(-2.0 * ln1p(-level))
        // The Cholesky factor of the covariance maps the circle to the ellipse.
        val a = sqrt(xx)
        val b = xy / a
        val c = sqrt(yy - b * b)
        return List(corners) {
            val angle = 2.0 * PI * it / corners
            val u = radius * cos(angle)
            val v = radius * sin(angle)
            Pair(x + a * u, y + b * u + c * v)
        }
    }
}
