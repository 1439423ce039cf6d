package org.platen.inference.amortized

import kotlin.math.cos
import kotlin.math.sin
import org.platen.dsl.kotlin.LayersScope
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.tanh
import org.platen.dsl.model.Model
import org.platen.dsl.shape.Shape
import org.platen.inference.data.Data

/** Regressions with networks in which layers standardise and drop. */
object Standardising {
    private const val ROWS = 12

    private fun regression(name: String, input: Shape, layers: LayersScope.() -> Unit): KnownStarts {
        val model: Model = model(name) {
            val net = network("net", input) { layers() }
            val row = plate("row")
            val x = row.given("x", real(*input.sizes()))
            row.observed("y", normal(net(x), 1.0))
        }
        val x = Array(ROWS) { row -> DoubleArray(input.size()) { sin((input.size() * row + it).toDouble()) } }
        return KnownStarts(model, Data.of(model["x"], x).and(model["y"], Array(ROWS) { row -> doubleArrayOf(cos(row.toDouble())) }))
    }

    val batches: Array<IntArray> = arrayOf(
        intArrayOf(0, 1, 2, 3, 4),
        intArrayOf(5, 6, 7, 8, 9),
        intArrayOf(10, 11, 0, 3, 6),
        intArrayOf(1, 4, 7, 10, 2),
        intArrayOf(8, 5, 11, 9, 3),
    )

    val ofVectors: KnownStarts = regression("vectors", Shape.of(3)) {
        dense(2)
        batchNormalisation()
        activation(tanh)
        dense(1)
    }

    val ofMaps: KnownStarts = regression("maps", Shape.of(1, 4, 4)) {
        convolution(2, 3)
        batchNormalisation()
        activation(tanh)
        flatten()
        dense(1)
    }

    val withDropout: KnownStarts = regression("dropout", Shape.of(3)) {
        dropout(0.25)
        dense(4)
        batchNormalisation(momentum = 0.3)
        activation(tanh)
        dropout(0.5)
        dense(1)
    }
}
