package org.platen.inference.criticism

import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.abs

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
