package org.platen.inference.tensorflow

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import org.platen.inference.Value
import org.platen.inference.op.Algebra
import org.platen.inference.op.BinaryRule
import org.platen.inference.op.UnaryRule
import org.platen.inference.program.Graph
import org.platen.inference.program.Program
import org.platen.inference.program.Type

private val below = listOf(-1e10, -40.0, -10.5, -5.0001, -5.0, -4.9, -3.5, -1.0, -0.5, -1e-3, -1e-9)
private val small = listOf(0.0, 1e-200, 1e-9, 1e-5, 1e-3, 0.1, 0.5, 0.69, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0)
private val large = listOf(10.0, 16.0, 30.0, 31.0, 50.0, 100.0, 700.0, 1e5, 1e10)
private val special = listOf(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN)
private val awkward = (below + small + large + special).toDoubleArray()

private fun isPole(x: Double) = x < 0 && (x == Math.rint(x))

class ElementwiseTest : FunSpec({
    test("functions of one number agree with the JVM's at awkward numbers") {
        for (rule in UnaryRule.entries) {
            // The JVM gives NaN where log Γ has a pole.
            val numbers = if (rule == UnaryRule.LOG_GAMMA) awkward.filterNot(::isPole).toDoubleArray() else awkward
            val graph = Graph()
            val x = graph.input("x", Type.of(true))
            val program = Program.of(mapOf("y" to Algebra(graph).unary(rule, x)))
            val actual = onTensorFlow(program, mapOf(x to Value(Type.of(true), listOf(numbers))), numbers.size)
            withClue(rule.name) { assertAgree(actual, mapOf("y" to numbers.map(rule::value)), 1e-12, 0.0) }
        }
    }

    test("functions of two numbers agree with the JVM's at awkward numbers") {
        for (rule in BinaryRule.entries) {
            val left = if (rule == BinaryRule.POLYGAMMA) doubleArrayOf(0.0, 1.0, 2.0, 3.0) else awkward
            // C and Java disagree about powers of ±1, and TensorFlow's x log y is 0 at x = 0 whatever y is; small results become 0.
            val pairs = left.flatMap { x -> awkward.map { x to it } }.filterNot { (x, y) ->
                (rule == BinaryRule.POWER && (x == 1.0 || x == -1.0)) || (rule == BinaryRule.X_LOG_Y && x == 0.0 && y.isNaN())
            }
            val graph = Graph()
            val x = graph.input("x", Type.of(true))
            val y = graph.input("y", Type.of(true))
            val program = Program.of(mapOf("z" to Algebra(graph).binary(rule, x, y)))
            val values = { choose: (Pair<Double, Double>) -> Double -> Value(Type.of(true), listOf(pairs.map(choose).toDoubleArray())) }
            val actual = onTensorFlow(program, mapOf(x to values { it.first }, y to values { it.second }), pairs.size)
            withClue(rule.name) { assertAgree(actual, mapOf("z" to pairs.map { (a, b) -> rule.value(a, b) }), 1e-12, 1e-307) }
        }
    }

    test("derivatives of functions of one number agree") {
        for (rule in UnaryRule.entries) {
            withClue(rule.name) { agree(between(0.1, 3.0, 2, 3)) { (x) -> unary(rule, x) } }
            if (rule !in listOf(UnaryRule.LOG_GAMMA, UnaryRule.DIGAMMA)) {
                withClue("${rule.name} below 0") { agree(between(-8.0, -0.1, 4)) { (x) -> unary(rule, x) } }
            }
        }
    }

    test("derivatives of functions of two numbers agree, with sizes that broadcast") {
        for (rule in BinaryRule.entries.filter { it != BinaryRule.POLYGAMMA }) {
            withClue(rule.name) {
                agree(between(0.1, 3.0, 2, 3), between(0.1, 3.0, 3)) { (x, y) -> binary(rule, x, y) }
                agree(between(0.1, 3.0), between(0.1, 3.0, 2, 1)) { (x, y) -> binary(rule, x, y) }
                agree(between(0.1, 3.0, 2, 1), between(0.1, 3.0, 1, 4)) { (x, y) -> binary(rule, x, y) }
            }
        }
        agree(between(0.1, 3.0, 3)) { (x) -> polygamma(number(2.0), x) }
    }

    test("choices agree") {
        agree(between(-1.0, 1.0, 3), between(-1.0, 1.0, 2, 3), between(-1.0, 1.0)) { (x, y, z) ->
            select(binary(BinaryRule.LESS, x, number(0.0)), y, z)
        }
    }
})
