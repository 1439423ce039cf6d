package org.platen.inference.em

import kotlin.math.exp
import kotlin.math.ln

/**
 * EM for a mixture, written out by hand: [logDensity] of a row in a component, and [estimate] of a component from the weight of each row in it.
 * Starts from known weights and components.
 */
class ReferenceMixture<T>(
    private val rows: Int,
    private val logDensity: (component: T, row: Int) -> Double,
    private val estimate: (weights: DoubleArray) -> T,
) {

    class Solution<T>(val weights: DoubleArray, val components: List<T>, val logLikelihood: Double)

    fun fit(weights: DoubleArray, components: List<T>, iterations: Int): Solution<T> {
        var now = Solution(weights, components, 0.0)
        repeat(iterations) { now = next(now) }
        return next(now).let { Solution(now.weights, now.components, it.logLikelihood) }
    }

    /** The next estimates, and the log-likelihood at the ones before. */
    private fun next(from: Solution<T>): Solution<T> {
        val responsibilities = Array(from.weights.size) { DoubleArray(rows) }
        var total = 0.0
        for (row in 0 until rows) {
            val terms = from.components.mapIndexed { k, component -> ln(from.weights[k]) + logDensity(component, row) }
            val top = terms.max()
            val evidence = top + ln(terms.sumOf { exp(it - top) })
            terms.forEachIndexed { k, term -> responsibilities[k][row] = exp(term - evidence) }
            total += evidence
        }
        return Solution(
            DoubleArray(from.weights.size) { responsibilities[it].sum() / rows },
            responsibilities.map(estimate),
            total,
        )
    }
}

/** The weighted mean of the values, missing ones left out. */
fun weightedMean(weights: DoubleArray, values: (Int) -> Double): Double {
    val known = weights.indices.filterNot { values(it).isNaN() }
    return known.sumOf { weights[it] * values(it) } / known.sumOf { weights[it] }
}
