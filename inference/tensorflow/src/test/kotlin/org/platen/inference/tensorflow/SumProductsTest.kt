package org.platen.inference.tensorflow

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.maps.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.checkAll
import kotlin.random.Random
import org.platen.inference.autodiff.ReverseMode
import org.platen.inference.op.Algebra
import org.platen.inference.op.Argument
import org.platen.inference.program.Graph
import org.platen.inference.program.Node
import org.platen.inference.program.Program
import org.platen.inference.program.Type
import org.tensorflow.proto.ConfigProto

/** How many operations of each kind a program becomes; reshaping costs nothing. */
private fun operations(outputs: Map<String, Node>): Map<String, Int> {
    val program = TensorFlowProgram(Program.of(outputs), Precision.FLOAT32, ConfigProto.getDefaultInstance())
    return program.session.graph().operations().asSequence().map { it.type() }.groupingBy { it }.eachCount()
        .filterKeys { it !in listOf("Placeholder", "Identity", "Const", "Reshape") }
}

class SumProductsTest : FunSpec({
    test("any sums of products agree") {
        checkAll(100, Arb.int(0..Int.MAX_VALUE)) { seed ->
            val random = Random(seed)
            val rank = random.nextInt(5)
            val sizes = IntArray(rank) { 1 + random.nextInt(3) }
            val argument = { Argument(*IntArray(rank) { if (random.nextInt(3) == 0) 1 else sizes[it] }) }
            val dims = (0 until rank).filter { random.nextBoolean() }
            val overRows = random.nextBoolean()
            withClue("sizes ${sizes.asList()}, summed $dims, over rows: $overRows") {
                agree(argument(), argument()) { (x, y) ->
                    sumProduct(x, y, dims, overRows && (x.type().rows() || y.type().rows()))
                }
            }
        }
    }

    test("matrix products agree") {
        agree(Argument(2, 3), Argument(3, 4)) { (x, y) -> matMul(x, y) }
        agree(Argument(5, 2, 3), Argument(3, 4)) { (x, y) -> matMul(x, y) }
        agree(Argument(5, 2, 3), Argument(5, 3, 4)) { (x, y) -> matMul(transpose(transpose(x)), y) }
        agree(Argument(2, 3), Argument(4, 3)) { (x, y) -> matMul(x, transpose(y)) }
    }

    test("a dense layer and both of its gradients are one matrix product each, without transposing anything") {
        val graph = Graph()
        val algebra = Algebra(graph)
        val weights = graph.input("weights", Type.of(false, 4, 3))
        val input = graph.input("input", Type.of(true, 3))
        val upstream = graph.input("upstream", Type.of(true, 4))
        val layer = algebra.reshape(algebra.sumProduct(weights, algebra.reshape(input, listOf(1, 3)), listOf(1), false), listOf(4))
        operations(mapOf("layer" to layer)) shouldBe mapOf("MatMul" to 1)
        val scalar = algebra.reshape(algebra.sumProduct(layer, upstream, listOf(0), true), listOf())
        val gradients = ReverseMode.gradients(graph, scalar, listOf(weights, input))
        operations(mapOf("gradient" to gradients.getValue(weights))) shouldBe mapOf("MatMul" to 1)
        operations(mapOf("gradient" to gradients.getValue(input))) shouldBe mapOf("MatMul" to 1)
    }

    test("sums are not multiplied by one") {
        val graph = Graph()
        val x = graph.input("x", Type.of(true, 3))
        operations(mapOf("sum" to Algebra(graph).sumProduct(x, graph.literal(1.0), listOf(0), true))) shouldBe mapOf("Sum" to 1)
        operations(mapOf("x" to x)).shouldBeEmpty()
    }
})
