package org.platen.inference.op

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlin.Double.Companion.NEGATIVE_INFINITY
import org.platen.inference.Interpreter
import org.platen.inference.Value
import org.platen.inference.autodiff.ReverseMode
import org.platen.inference.program.Graph
import org.platen.inference.program.Type

class FirstLargestOpTest : FunSpec({
    // Two columns of three entries: one with two largest, one that is impossible throughout.
    val numbers = listOf(1.0, NEGATIVE_INFINITY, 4.0, NEGATIVE_INFINITY, 4.0, NEGATIVE_INFINITY)
    val first = listOf(0.0, 1.0, 1.0, 0.0, 0.0, 0.0)

    test("the first of the largest entries is found, with rows and without") {
        for (rows in listOf(false, true)) {
            val graph = Graph()
            val type = Type.of(rows, 3, 2)
            val input = graph.input("x", type)
            val given = mapOf("x" to Value(type, numbers.map { x -> DoubleArray(if (rows) 4 else 1) { x } }))
            val found = Interpreter(if (rows) 4 else 1, given).value(graph.apply(FirstLargestOp(0), input))
            found.entries.map { it.toSet().single() } shouldBe first
        }
    }

    test("the largest entry changes with that one alone") {
        val graph = Graph()
        val algebra = Algebra(graph)
        val input = graph.input("x", Type.of(false, 3, 2))
        val largest = algebra.firstLargest(input, 0)
        val interpreter = Interpreter(1, mapOf("x" to Value(input.type(), numbers.map { doubleArrayOf(it) })))
        interpreter.value(largest).entries.map { it.single() } shouldBe listOf(4.0, NEGATIVE_INFINITY)
        val sum = algebra.reshape(algebra.sum(largest, listOf(0, 1)), listOf())
        val gradient = ReverseMode.gradients(graph, sum, listOf(input)).getValue(input)
        interpreter.value(gradient).entries.map { it.single() } shouldBe first
    }
})
