package org.platen.inference.em

import kotlin.math.exp
import kotlin.math.ln

/**
 * EM for a mixture of multivariate Normals with missing entries (NaN), written out row by row: each row's own pattern of known entries, the conditional mean
 * and covariance of the others (Ghahramani and Jordan 1994, "Supervised learning from incomplete data via an EM approach").
 */
class IncompleteMixture(val weights: DoubleArray, val components: List<DenseNormal>) {

    /** The log density of each component's part of a row. */
    private fun terms(x: DoubleArray) = components.mapIndexed { k, component -> ln(weights[k]) + component.logDensity(x) }

    fun logDensity(x: DoubleArray): Double = terms(x).let { terms -> terms.max() + ln(terms.sumOf { exp(it - terms.max()) }) }

    fun responsibilities(x: DoubleArray): List<Double> = terms(x).map { exp(it - logDensity(x)) }

    /** Mean and variance of each entry of a row given those that are known. */
    fun given(x: DoubleArray): Pair<DoubleArray, DoubleArray> {
        val weights = responsibilities(x)
        val parts = components.map { it.given(x) }
        val mean = DoubleArray(x.size) { j -> weights.indices.sumOf { weights[it] * parts[it].mean[j] } }
        val squares = DoubleArray(x.size) { j ->
            weights.indices.sumOf { weights[it] * (parts[it].covariance[j][j] + parts[it].mean[j] * parts[it].mean[j]) }
        }
        return mean to DoubleArray(x.size) { squares[it] - mean[it] * mean[it] }
    }

    /** One iteration. */
    fun next(rows: Array<DoubleArray>): IncompleteMixture {
        val responsibilities = rows.map { responsibilities(it) }
        val totals = DoubleArray(weights.size) { k -> responsibilities.sumOf { it[k] } }
        val next = components.mapIndexed { k, component ->
            val given = rows.map { component.given(it) }
            val size = component.mean.size
            val mean = DoubleArray(size) { j -> rows.indices.sumOf { responsibilities[it][k] * given[it].mean[j] } / totals[k] }
            DenseNormal(
                mean,
                square(size) { i, j ->
                    rows.indices.sumOf {
                        val away = (given[it].mean[i] - mean[i]) * (given[it].mean[j] - mean[j])
                        responsibilities[it][k] * (away + given[it].covariance[i][j])
                    } / totals[k]
                },
            )
        }
        return IncompleteMixture(DoubleArray(totals.size) { totals[it] / rows.size }, next)
    }
}
