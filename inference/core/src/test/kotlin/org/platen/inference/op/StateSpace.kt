package org.platen.inference.op

import kotlin.math.PI
import kotlin.math.ln
import org.apache.commons.math3.linear.LUDecomposition
import org.apache.commons.math3.linear.MatrixUtils
import org.apache.commons.math3.linear.RealMatrix
import org.apache.commons.math3.linear.RealVector

/** A mean and a covariance. */
class Moments(val mean: RealVector, val covariance: RealMatrix)

/** What a Kalman filter and smoother give: densities of each observation given those before, and moments. */
class Filtered(val logDensities: List<Double>, val filtered: List<Moments>, val smoothed: List<Moments>, val crosses: List<RealMatrix>)

private fun RealMatrix.inverse() = LUDecomposition(this).solver.inverse

private fun RealMatrix.logDeterminant() = ln(LUDecomposition(this).determinant)

/**
 * xₜ ~ N(A xₜ₋₁, Q), yₜ ~ N(H xₜ, R); x₀ ~ N(m, P), or flat where there is no start.
 *
 * @param observations null where missing
 */
class StateSpace(
    private val a: RealMatrix,
    private val q: RealMatrix,
    private val h: RealMatrix,
    private val r: RealMatrix,
    private val start: Moments?,
    private val observations: List<RealVector?>,
) {
    private val k = a.rowDimension

    /** The Kalman filter, with the update in Joseph's form, and the Rauch–Tung–Striebel smoother (Särkkä 2013, theorems 4.2 and 8.2). */
    fun inCovarianceForm(): Filtered {
        val predicted = ArrayList<Moments>()
        val filtered = ArrayList<Moments>()
        val logDensities = ArrayList<Double>()
        for ((t, y) in observations.withIndex()) {
            val before = if (t == 0) start!! else predict(filtered.last())
            predicted += before
            if (y == null) {
                logDensities += 0.0
                filtered += before
                continue
            }
            val v = y.subtract(h.operate(before.mean))
            val s = h.multiply(before.covariance).multiply(h.transpose()).add(r)
            val gain = before.covariance.multiply(h.transpose()).multiply(s.inverse())
            val rest = MatrixUtils.createRealIdentityMatrix(k).subtract(gain.multiply(h))
            val covariance =
                rest.multiply(before.covariance).multiply(rest.transpose()).add(gain.multiply(r).multiply(gain.transpose()))
            filtered += Moments(before.mean.add(gain.operate(v)), covariance)
            logDensities += -0.5 * (v.dimension * ln(2 * PI) + s.logDeterminant() + v.dotProduct(s.inverse().operate(v)))
        }
        val smoothed = ArrayList(listOf(filtered.last()))
        val crosses = ArrayList<RealMatrix>()
        for (t in observations.size - 2 downTo 0) {
            val next = smoothed.last()
            val gain = filtered[t].covariance.multiply(a.transpose()).multiply(predicted[t + 1].covariance.inverse())
            val mean = filtered[t].mean.add(gain.operate(next.mean.subtract(predicted[t + 1].mean)))
            val change = gain.multiply(next.covariance.subtract(predicted[t + 1].covariance)).multiply(gain.transpose())
            crosses += gain.multiply(next.covariance)
            smoothed += Moments(mean, filtered[t].covariance.add(change))
        }
        return Filtered(logDensities, filtered, smoothed.reversed(), crosses.reversed())
    }

    private fun predict(from: Moments) = Moments(a.operate(from.mean), a.multiply(from.covariance).multiply(a.transpose()).add(q))

    /** The precisions and shifts of the states, those of the pairs (all the same), and what the factors lack of log densities, step by step. */
    fun canonical(): Canonical {
        val quiet = MatrixUtils.createRealMatrix(k, k)
        val precisions = observations.map { if (it == null) quiet else h.transpose().multiply(r.inverse()).multiply(h) }.toMutableList()
        val shifts =
            observations.map {
                if (it ==
                    null
                ) {
                    quiet.getColumnVector(0)
                } else {
                    h.transpose().operate(r.inverse().operate(it))
                }
            }.toMutableList()
        val constants = observations.mapIndexed { t, y ->
            val link = if (t == 0) 0.0 else -0.5 * (k * ln(2 * PI) + q.logDeterminant())
            link + if (y == null) 0.0 else -0.5 * (y.dimension * ln(2 * PI) + r.logDeterminant() + y.dotProduct(r.inverse().operate(y)))
        }.toMutableList()
        start?.let {
            val precision = it.covariance.inverse()
            precisions[0] = precisions[0].add(precision)
            shifts[0] = shifts[0].add(precision.operate(it.mean))
            val square = it.mean.dotProduct(precision.operate(it.mean))
            constants[0] -= 0.5 * (k * ln(2 * PI) + it.covariance.logDeterminant() + square)
        }
        val link = MatrixUtils.createRealMatrix(k, 2 * k)
        link.setSubMatrix(a.scalarMultiply(-1.0).data, 0, 0)
        link.setSubMatrix(MatrixUtils.createRealIdentityMatrix(k).data, 0, k)
        return Canonical(precisions, shifts, link.transpose().multiply(q.inverse()).multiply(link), constants)
    }
}

/** The factors of a state space model, as [GaussianChainOp] takes them. */
class Canonical(
    val precisions: List<RealMatrix>,
    val shifts: List<RealVector>,
    val pairPrecision: RealMatrix,
    val constants: List<Double>,
)
