package org.platen.inference.amortized

import kotlin.math.cos
import kotlin.math.sin
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.inference.data.Data

/** Recurrent networks that read series of different lengths: every state is told of, or the last one. */
object Recurring {
    val lengths: IntArray = intArrayOf(5, 3, 1, 4)
    val batches: Array<IntArray> = arrayOf(intArrayOf(0, 1), intArrayOf(2, 3), intArrayOf(0, 3), intArrayOf(1, 2))
    val all: List<KnownStarts> = listOf(false, true).flatMap { lstm -> listOf(false, true).map { last -> of(lstm, last) } }

    private fun series(value: (Int, Int) -> Double) = Array(lengths.size) { s -> DoubleArray(lengths[s]) { t -> value(s, t) } }

    private fun of(lstm: Boolean, last: Boolean): KnownStarts {
        val model = model("recurring") {
            val net = network("net", input = 2) {
                if (lstm) lstm(3, last) else gru(3, last)
                dense(1)
            }
            val series = plate("series")
            val time = series.chain("time")
            val a = time.given("a")
            val b = time.given("b")
            (if (last) series else time).observed("y", normal(net.along(time, a, b).entry(0), 1.0))
        }
        val given = Data.of(model["a"], series { s, t -> sin(1.0 + 10 * s + 2 * t) })
            .and(model["b"], series { s, t -> sin(2.0 + 10 * s + 2 * t) })
        val y = series { s, t -> cos(s + 3.0 * t) }
        return KnownStarts(model, if (last) given.and(model["y"], DoubleArray(4) { y[it][0] }) else given.and(model["y"], y))
    }
}
