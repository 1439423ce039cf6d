package org.platen.inference.em

import kotlin.math.PI
import kotlin.math.ln
import org.apache.commons.math3.linear.Array2DRowRealMatrix
import org.apache.commons.math3.linear.LUDecomposition
import org.apache.commons.math3.linear.RealMatrix

/** A multivariate Normal by its whole covariance matrix and an LU decomposition. */
class DenseNormal(val mean: DoubleArray, val covariance: Array<DoubleArray>) {

    private fun block(rows: List<Int>, columns: List<Int>): RealMatrix = Array2DRowRealMatrix(rows.size, columns.size).apply {
        rows.forEachIndexed { i, row -> columns.forEachIndexed { j, column -> setEntry(i, j, covariance[row][column]) } }
    }

    private fun known(x: DoubleArray) = x.indices.filterNot { x[it].isNaN() }

    /** The log density of the entries of [x] that are not NaN. */
    fun logDensity(x: DoubleArray): Double {
        val known = known(x)
        if (known.isEmpty()) return 0.0
        val lu = LUDecomposition(block(known, known))
        val away = DoubleArray(known.size) { x[known[it]] - mean[known[it]] }
        val solved = lu.solver.solve(org.apache.commons.math3.linear.ArrayRealVector(away)).toArray()
        return -0.5 * (known.size * ln(2 * PI) + ln(lu.determinant) + away.indices.sumOf { away[it] * solved[it] })
    }

    /** All entries given those of [x] that are not NaN, which have no variance any more (Bishop 2006, equations 2.81 and 2.82). */
    fun given(x: DoubleArray): DenseNormal {
        val known = known(x)
        val unknown = x.indices - known.toSet()
        val mean = x.copyOf()
        val covariance = Array(x.size) { DoubleArray(x.size) }
        val own = block(unknown, unknown.ifEmpty { return DenseNormal(mean, covariance) })
        val regression = if (known.isEmpty()) null else block(unknown, known).multiply(LUDecomposition(block(known, known)).solver.inverse)
        val rest = regression?.let { own.subtract(it.multiply(block(known, unknown))) } ?: own
        unknown.forEachIndexed { i, row ->
            mean[row] = this.mean[row] + known.indices.sumOf { regression!!.getEntry(i, it) * (x[known[it]] - this.mean[known[it]]) }
            unknown.forEachIndexed { j, column -> covariance[row][column] = rest.getEntry(i, j) }
        }
        return DenseNormal(mean, covariance)
    }
}

/** A square matrix from a function of its entries. */
fun square(size: Int, entry: (Int, Int) -> Double): Array<DoubleArray> = Array(size) { i -> DoubleArray(size) { j -> entry(i, j) } }
