package org.platen.inference.criticism

import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.abs
import kotlin.math.ln
import kotlin.math.ln1p

/** The inputs of samples/benchmarks/peers/criticism_arviz.py: the same numbers, made in the same order. */
class Uniform(private var state: Long) {

    fun next(): Double {
        state = (1103515245 * state + 12345) % (1L shl 31)
        return (state + 0.5) / (1L shl 31)
    }
}

/** First-order autoregressions; chain c is moved by c * shift. */
fun chains(count: Int, draws: Int, memory: Double, shift: Double = 0.0): Array<DoubleArray> {
    val uniform = Uniform(1)
    return Array(count) { chain ->
        var value = 0.0
        DoubleArray(draws) {
            value = memory * value + uniform.next() - 0.5
            value + chain * shift
        }
    }
}

/** Equal but for rounding. */
fun agree(found: Double, expected: Double, tolerance: Double = 1e-9) {
    found shouldBe (expected plusOrMinus tolerance * (1 + abs(expected)))
}

/** Logs of ratios; the larger the tail, the heavier. */
fun logRatios(draws: Int, tail: Double): DoubleArray {
    val uniform = Uniform(7)
    return DoubleArray(draws) { tail * -ln(uniform.next()) + 0.1 * (uniform.next() - 0.5) }
}

private val data = listOf(-1.2, -0.7, -0.4, -0.1, 0.0, 0.3, 0.5, 0.8, 1.1, 5.0)

/** [chain][draw][point]: of a Normal, or of a Student t with 3 degrees of freedom up to a constant, at 4 chains of 300 locations. */
fun logDensities(heavy: Boolean): Array<Array<DoubleArray>> = chains(4, 300, 0.4).map { chain ->
    chain.map { location ->
        data.map { y ->
            val square = (y - 0.6 * location) * (y - 0.6 * location)
            if (heavy) -2 * ln1p(square / 3) - 1.0 else -0.5 * square - 0.92
        }.toDoubleArray()
    }.toTypedArray()
}.toTypedArray()
