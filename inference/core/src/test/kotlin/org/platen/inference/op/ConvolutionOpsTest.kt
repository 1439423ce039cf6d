package org.platen.inference.op

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlin.random.Random
import org.platen.inference.Interpreter
import org.platen.inference.Value
import org.platen.inference.assertClose
import org.platen.inference.program.Graph
import org.platen.inference.program.Type

/** Sizes of a convolution without batch, and what all three operations are by their definition. */
private class Naive(
    val window: Window,
    val channels: Int,
    val height: Int,
    val width: Int,
    val filters: Int,
    val filterHeight: Int,
    val filterWidth: Int,
) {
    val down = (height + window.top + window.bottom - filterHeight) / window.strideDown + 1
    val across = (width + window.left + window.right - filterWidth) / window.strideRight + 1
    val image = listOf(channels, height, width)
    val filter = listOf(filters, channels, filterHeight, filterWidth)
    val result = listOf(filters, down, across)

    /** Calls [term] with the places of image, filter and result for every product that the definition has. */
    private fun each(term: (Int, Int, Int) -> Unit) {
        for ((o, i, j) in positions(result)) {
            for ((c, k, l) in positions(listOf(channels, filterHeight, filterWidth))) {
                val row = i * window.strideDown + k - window.top
                val column = j * window.strideRight + l - window.left
                if (row in 0 until height && column in 0 until width) {
                    term(
                        (c * height + row) * width + column,
                        ((o * channels + c) * filterHeight + k) * filterWidth + l,
                        (o * down + i) * across + j,
                    )
                }
            }
        }
    }

    fun result(x: DoubleArray, w: DoubleArray) =
        DoubleArray(result.fold(1, Int::times)).also { y -> each { i, j, k -> y[k] += x[i] * w[j] } }

    fun image(y: DoubleArray, w: DoubleArray) = DoubleArray(image.fold(1, Int::times)).also { x -> each { i, j, k -> x[i] += y[k] * w[j] } }

    fun filter(x: DoubleArray, y: DoubleArray) = DoubleArray(filter.fold(1, Int::times)).also { w ->
        each { i, j, k -> w[j] += x[i] * y[k] }
    }
}

private val still = Window(1, 1, 0, 0, 0, 0)

private val cases = mapOf(
    "a filter of one entry" to Naive(still, 1, 2, 2, 1, 1, 1),
    "several channels and filters" to Naive(still, 2, 3, 3, 3, 2, 2),
    "padding that keeps the size" to Naive(Window(1, 1, 1, 1, 1, 1), 1, 3, 3, 2, 3, 3),
    "padding on some sides only" to Naive(Window(1, 1, 1, 0, 0, 2), 1, 3, 2, 1, 2, 3),
    "strides" to Naive(Window(2, 2, 0, 0, 0, 0), 2, 4, 5, 1, 2, 2),
    "strides that leave pixels out" to Naive(Window(3, 2, 0, 0, 1, 0), 1, 6, 4, 2, 2, 1),
    "strides and padding" to Naive(Window(2, 2, 1, 1, 1, 1), 1, 4, 4, 2, 3, 3),
    "one dimension" to Naive(Window(1, 1, 0, 0, 2, 0), 2, 1, 4, 2, 1, 3),
    "a filter as large as the image" to Naive(still, 2, 2, 3, 2, 2, 3),
)

private fun List<Int>.argument() = Argument(*toIntArray())

class ConvolutionOpsTest : FunSpec({
    for ((name, naive) in cases) {
        context(name) {
            test("convolutions") {
                checkOperation(naive.image.argument(), naive.filter.argument(), expected = { (x, w) -> naive.result(x, w) }) { (x, w) ->
                    ConvolutionAlgebra(graph(), naive.window).result(x, w)
                }
            }
            test("transposed to the image") {
                checkOperation(naive.result.argument(), naive.filter.argument(), expected = { (y, w) -> naive.image(y, w) }) { (y, w) ->
                    ConvolutionAlgebra(graph(), naive.window).image(y, w, naive.height, naive.width)
                }
            }
            for (overRows in listOf(false, true)) {
                test("transposed to the filter" + if (overRows) ", rows summed" else "") {
                    checkOperation(
                        naive.image.argument(),
                        naive.result.argument(),
                        sumsRows = overRows,
                        expected = { (x, y) -> naive.filter(x, y) },
                    ) { (x, y) ->
                        val summed = overRows && (x.type().rows() || y.type().rows())
                        ConvolutionAlgebra(graph(), naive.window).filter(x, y, naive.filterHeight, naive.filterWidth, summed)
                    }
                }
            }
        }
    }

    test("batches are repeated on either side") {
        val naive = Naive(Window(1, 1, 1, 0, 0, 0), 1, 2, 2, 2, 2, 1)
        val none = listOf<Int>()
        for ((left, right) in listOf(listOf(2) to listOf(2), listOf(2) to none, none to listOf(2), listOf(2, 1) to listOf(3))) {
            val batch = Type.broadcast(Type(false, left), Type(false, right)).dims()
            fun part(x: DoubleArray, dims: List<Int>, own: List<Int>, at: List<Int>) =
                positions(own).map { x.at(dims + own, at + it) }.toDoubleArray()
            checkOperation((left + naive.image).argument(), (right + naive.filter).argument(), expected = { (x, w) ->
                positions(batch).flatMap { at ->
                    naive.result(part(x, left, naive.image, at), part(w, right, naive.filter, at)).asList()
                }.toDoubleArray()
            }) { (x, w) -> ConvolutionAlgebra(graph(), naive.window).result(x, w) }
            checkOperation((left + naive.image).argument(), (right + naive.result).argument(), expected = { (x, y) ->
                positions(batch).flatMap { at ->
                    naive.filter(part(x, left, naive.image, at), part(y, right, naive.result, at)).asList()
                }.toDoubleArray()
            }) { (x, y) -> ConvolutionAlgebra(graph(), naive.window).filter(x, y, 2, 1, false) }
        }
    }

    test("all operations, with as many rows, channels and filters as do and do not fill a vector") {
        for ((rows, channels, filters) in listOf(Triple(1, 1, 1), Triple(7, 3, 2), Triple(16, 4, 4), Triple(37, 2, 5), Triple(64, 1, 9))) {
            val naive = Naive(Window(2, 1, 1, 1, 0, 1), channels, 5, 4, filters, 3, 2)
            val random = Random(rows)
            val graph = Graph()
            fun drawn(hasRows: Boolean, dims: List<Int>) = Value.of(Type(hasRows, dims), rows) { _, _ -> random.nextDouble(-1.0, 1.0) }
            val values = mapOf("x" to drawn(true, naive.image), "w" to drawn(false, naive.filter), "y" to drawn(true, naive.result))
            val (x, w, y) = values.map { (name, value) -> graph.input(name, value.type) }
            val algebra = ConvolutionAlgebra(graph, naive.window)
            fun row(name: String, row: Int) = values.getValue(name).row(row)
            val expected = mapOf(
                algebra.result(x, w) to List(rows) { naive.result(row("x", it), row("w", it)) },
                algebra.image(y, w, 5, 4) to List(rows) { naive.image(row("y", it), row("w", it)) },
                algebra.filter(x, y, 3, 2, true) to List(rows) { naive.filter(row("x", it), row("y", it)) },
            )
            for ((node, numbers) in expected) {
                val value = Interpreter(rows, values).value(node)
                for (entry in value.entries.indices) {
                    for (row in value.entries[entry].indices) {
                        val reference = if (node.type().rows()) numbers[row][entry] else numbers.sumOf { it[entry] }
                        withClue("$node, entry $entry of row $row of $rows") {
                            assertClose(value.entries[entry][row], reference, 1e-13, slack = 1e-12)
                        }
                    }
                }
            }
        }
    }

    test("sizes must agree, and the filter must fit") {
        val graph = Graph()
        fun input(vararg dims: Int) = graph.input(dims.joinToString(), Type.of(false, *dims))
        val algebra = ConvolutionAlgebra(graph, still)
        fun message(block: () -> Unit) = shouldThrow<IllegalArgumentException> { block() }.message
        message { algebra.result(input(2, 4, 4), input(1, 3, 2, 2)) } shouldBe
            "sizes of a convolution do not agree: [2, 4, 4] and [1, 3, 2, 2]"
        message { algebra.result(input(1, 4, 4), input(1, 1, 5, 2)) } shouldBe "a filter of size 5 does not fit into 4"
        message { algebra.image(input(1, 2, 3), input(1, 1, 3, 2), 4, 5) } shouldBe
            "sizes of a convolution do not agree: [1, 2, 3] and [1, 1, 3, 2]"
        message { algebra.filter(input(1, 4, 4), input(1, 2, 3), 2, 2, false) } shouldBe
            "sizes of a convolution do not agree: [1, 4, 4] and [1, 2, 3]"
        message { Window(0, 1, 0, 0, 0, 0) } shouldBe "strides 0, 1 and padding 0, 0, 0, 0"
    }
})
