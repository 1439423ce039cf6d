package org.platen.inference.mcmc

import kotlin.math.exp
import org.platen.inference.engine.Halt
import org.platen.inference.fit.Streams
import org.platen.inference.unconstrained.LogDensity

/** A density written by hand: [of] gets the point, fills the gradient and returns the log density. */
fun logDensity(dimension: Int, of: (DoubleArray, DoubleArray) -> Double): LogDensity = object : LogDensity {
    override fun dimension() = dimension

    override fun at(point: DoubleArray, gradient: DoubleArray) = of(point, gradient)
}

/** Independent Normals of mean 0. */
fun normals(scales: DoubleArray): LogDensity = logDensity(scales.size) { q, g ->
    q.indices.sumOf { i ->
        g[i] = -q[i] / (scales[i] * scales[i])
        -0.5 * q[i] * q[i] / (scales[i] * scales[i])
    }
}

/** x ~ Normal(0, 1), y ~ Normal(x² − 1, 0.5): y has mean 0 and variance Var(x²) + 0.25 = 2.25. */
val banana: LogDensity = logDensity(2) { (x, y), g ->
    val from = y - (x * x - 1)
    g[0] = -x + 2 * x * from / 0.25
    g[1] = -from / 0.25
    -0.5 * x * x - 0.5 * from * from / 0.25
}

/** Neal (2003), "Slice sampling", section 8: v ~ Normal(0, 3), nine x ~ Normal(0, exp(v / 2)). */
val funnel: LogDensity = logDensity(10) { q, g ->
    val precision = exp(-q[0])
    val squares = (1..9).sumOf { q[it] * q[it] }
    g[0] = -q[0] / 9 + 0.5 * precision * squares - 4.5
    for (i in 1..9) g[i] = -q[i] * precision
    -q[0] * q[0] / 18 - 4.5 * q[0] - 0.5 * precision * squares
}

/** Chains of [density] from random points. */
internal fun chains(density: LogDensity, options: NutsOptions = NutsOptions.DEFAULT): List<Chain> = List(options.chains()) { number ->
    val random = Streams.of(options.control().seed(), number.toLong())
    val begin = InitialPoint.draw(density, random) { emptySet() }
    ChainRun(density, options, random, begin, Halt(null, null)).run { _, _ -> }
}

/** The draws of a function of the point, as `Convergence` wants them. */
internal fun List<Chain>.of(function: (DoubleArray) -> Double): Array<DoubleArray> =
    map { chain -> chain.positions().map(function).toDoubleArray() }.toTypedArray()
