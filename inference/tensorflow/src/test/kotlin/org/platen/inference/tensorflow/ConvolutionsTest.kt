package org.platen.inference.tensorflow

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import org.platen.inference.autodiff.ReverseMode
import org.platen.inference.op.Algebra
import org.platen.inference.op.Argument
import org.platen.inference.op.ConvolutionAlgebra
import org.platen.inference.op.Window
import org.platen.inference.program.Graph
import org.platen.inference.program.Node
import org.platen.inference.program.Program
import org.platen.inference.program.Type
import org.tensorflow.proto.ConfigProto

private val windows = listOf(
    Window(1, 1, 0, 0, 0, 0),
    Window(1, 1, 1, 1, 1, 1),
    Window(2, 2, 1, 1, 1, 1),
    Window(1, 3, 0, 1, 2, 0),
    Window(3, 2, 0, 0, 0, 1),
)

/** How many operations of each kind a program becomes. */
private fun operations(output: Node): Map<String, Int> =
    TensorFlowProgram(Program.of(mapOf("y" to output)), Precision.FLOAT32, ConfigProto.getDefaultInstance())
        .session.graph().operations().asSequence().map { it.type() }.groupingBy { it }.eachCount()

class ConvolutionsTest : FunSpec({
    for (window in windows) {
        val down = (5 + window.top + window.bottom - 3) / window.strideDown + 1
        val across = (6 + window.left + window.right - 2) / window.strideRight + 1
        test("convolutions and their transposes agree: $window") {
            agree(Argument(2, 5, 6), Argument(3, 2, 3, 2)) { (x, w) -> ConvolutionAlgebra(graph, window).result(x, w) }
            agree(Argument(3, down, across), Argument(3, 2, 3, 2)) { (y, w) -> ConvolutionAlgebra(graph, window).image(y, w, 5, 6) }
            for (overRows in listOf(false, true)) {
                agree(Argument(2, 5, 6), Argument(3, down, across)) { (x, y) ->
                    ConvolutionAlgebra(graph, window).filter(x, y, 3, 2, overRows && (x.type().rows() || y.type().rows()))
                }
            }
        }
    }

    test("batches agree, repeated on either side") {
        val window = Window(2, 1, 1, 0, 0, 1)
        val none = listOf<Int>()
        for ((left, right) in listOf(listOf(2) to none, none to listOf(2), listOf(2) to listOf(2), listOf(2, 1) to listOf(3))) {
            fun argument(batch: List<Int>, vararg own: Int) = Argument(*(batch + own.asList()).toIntArray())
            withClue("batches $left and $right") {
                agree(argument(left, 2, 4, 3), argument(right, 1, 2, 2, 2)) { (x, w) -> ConvolutionAlgebra(graph, window).result(x, w) }
                agree(argument(left, 1, 2, 3), argument(right, 1, 2, 2, 2)) { (y, w) ->
                    ConvolutionAlgebra(graph, window).image(y, w, 4, 3)
                }
                agree(argument(left, 2, 4, 3), argument(right, 1, 2, 3)) { (x, y) ->
                    ConvolutionAlgebra(graph, window).filter(x, y, 2, 2, x.type().rows() && y.type().rows())
                }
            }
        }
    }

    test("a convolutional layer and its gradients are TensorFlow's own operations, for a batch in each row too") {
        for (batch in listOf(listOf(), listOf(4))) {
            val graph = Graph()
            val x = graph.input("x", Type(true, batch + listOf(2, 5, 6)))
            val w = graph.input("w", Type.of(false, 3, 2, 3, 2))
            val y = ConvolutionAlgebra(graph, Window(2, 2, 1, 1, 1, 1)).result(x, w)
            val algebra = Algebra(graph)
            val scalar = algebra.reshape(algebra.sumProduct(y, y, y.type().dims().indices.toList(), true), listOf())
            val gradients = ReverseMode.gradients(graph, scalar, listOf(x, w))
            fun kinds(node: Node) = operations(node).filterKeys { it.startsWith("Conv2D") || it == "Einsum" }
            kinds(y) shouldBe mapOf("Conv2D" to 1)
            kinds(gradients.getValue(x)) shouldBe mapOf("Conv2D" to 1, "Conv2DBackpropInput" to 1)
            kinds(gradients.getValue(w)) shouldBe mapOf("Conv2D" to 1, "Conv2DBackpropFilter" to 1)
        }
    }

    test("float32 agrees with float64 to its own digits") {
        val graph = Graph()
        val x = graph.input("x", Type.of(true, 3, 8, 8))
        val w = graph.input("w", Type.of(false, 4, 3, 3, 3))
        val program = Program.of(mapOf("y" to ConvolutionAlgebra(graph, Window(1, 1, 1, 1, 1, 1)).result(x, w)))
        val random = kotlin.random.Random(1)
        val inputs = mapOf(x to Argument(3, 8, 8).value(random, true), w to Argument(4, 3, 3, 3).value(random, false))
        assertAgree(onTensorFlow(program, inputs, 3, exact.precision(Precision.FLOAT32)), onTensorFlow(program, inputs, 3), 1e-5, 1e-5)
    }
})
