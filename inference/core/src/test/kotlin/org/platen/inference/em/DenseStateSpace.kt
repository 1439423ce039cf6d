package org.platen.inference.em

/**
 * A linear-Gaussian state-space model as one joint Normal of all states and observations:
 * states[t] = a states[t − 1] + noise of covariance q from N(start, spread); observation t = h states[t] + noise of variances r.
 */
class DenseStateSpace(
    val length: Int,
    val a: Array<DoubleArray>,
    val q: Array<DoubleArray>,
    start: DoubleArray,
    spread: Array<DoubleArray>,
    private val h: Array<DoubleArray>,
    r: DoubleArray,
) {
    private val k = start.size
    private val d = h.size
    private fun times(x: Array<DoubleArray>, y: Array<DoubleArray>) =
        Array(x.size) { i -> DoubleArray(y[0].size) { j -> y.indices.sumOf { x[i][it] * y[it][j] } } }
    private fun transposed(x: Array<DoubleArray>) = Array(x[0].size) { i -> DoubleArray(x.size) { x[it][i] } }
    private val means = generateSequence(start) { m -> DoubleArray(k) { i -> m.indices.sumOf { a[i][it] * m[it] } } }.take(length).toList()
    private val variances = generateSequence(spread) { p ->
        times(times(a, p), transposed(a)).also { next -> for (i in 0 until k) for (j in 0 until k) next[i][j] += q[i][j] }
    }.take(length).toList()

    /** Covariance of the states at s ≤ t: P(s) (Aᵀ)^(t−s). */
    private fun cross(s: Int, t: Int): Array<DoubleArray> = (s until t).fold(variances[s]) { p, _ -> times(p, transposed(a)) }
    private val states = square(length * k) { i, j ->
        if (i / k <= j / k) cross(i / k, j / k)[i % k][j % k] else cross(j / k, i / k)[j % k][i % k]
    }
    private fun loading(i: Int) = DoubleArray(length * k).also { row ->
        if (i <
            length * k
        ) {
            row[i] = 1.0
        } else {
            h[(i - length * k) % d].forEachIndexed { j, value -> row[(i - length * k) / d * k + j] = value }
        }
    }
    private val loadings = Array(length * (k + d)) { loading(it) }

    /** All states, instant by instant, then all observations. */
    val joint = DenseNormal(
        DoubleArray(loadings.size) { i -> loadings[i].indices.sumOf { loadings[i][it] * means[it / k][it % k] } },
        times(times(loadings, states), transposed(loadings)).also { c ->
            for (i in length * k until c.size) {
                c[i][i] +=
                    r[(i - length * k) % d]
            }
        },
    )

    fun known(y: Array<DoubleArray>) = DoubleArray(length * k) { Double.NaN } + y.flatMap { it.asList() }
}
