package org.platen.inference

import io.kotest.assertions.withClue
import io.kotest.matchers.booleans.shouldBeTrue
import kotlin.math.abs
import kotlin.math.pow
import kotlin.random.Random
import org.platen.inference.autodiff.ReverseMode
import org.platen.inference.op.Algebra
import org.platen.inference.program.Graph
import org.platen.inference.program.Input
import org.platen.inference.program.Node

/** Equal up to [tolerance] relative to the expected number, and up to [slack] absolutely. */
fun assertClose(actual: Double, expected: Double, tolerance: Double, slack: Double = 0.0) {
    val close = actual == expected || (actual.isNaN() && expected.isNaN()) || abs(actual - expected) <= tolerance * abs(expected) + slack
    withClue("expected $expected, found $actual") { close.shouldBeTrue() }
}

/**
 * The derivative of [f] at [x] by central differences of ever smaller steps, extrapolated to a step of zero; the best of the estimates by their distances
 * (Ridders 1982, "Accurate computation of F'(x) and F'(x) F''(x)").
 */
fun derivative(x: Double, step: Double = 0.05, f: (Double) -> Double): Double {
    var best = Double.NaN
    var error = Double.POSITIVE_INFINITY
    var previous = listOf<Double>()
    for (level in 0 until 7) {
        val h = step / 2.0.pow(level)
        val estimates = ArrayList(listOf((f(x + h) - f(x - h)) / (2 * h)))
        for ((order, coarse) in previous.withIndex()) {
            val factor = 4.0.pow(order + 1)
            val next = (factor * estimates[order] - coarse) / (factor - 1)
            val distance = maxOf(abs(next - estimates[order]), abs(next - coarse))
            estimates += next
            if (distance <= error) {
                error = distance
                best = next
            }
        }
        previous = estimates
    }
    return best
}

/** Compares derivatives of nodes with differences of their values. */
class Differences(
    private val graph: Graph,
    private val inputs: Map<Node, Value>,
    private val rows: Int,
    private val fixed: Map<Node, Value> = mapOf(),
) {
    private val random = Random(1)
    private val algebra = Algebra(graph)
    private val weights = HashMap<Node, Value>()

    /** The gradient of a weighted sum of all numbers of [node], and, where [twice], the gradient of a weighted sum of that gradient. */
    fun check(node: Node, twice: Boolean, tolerance: Double = 1e-7, step: Double = 0.05) {
        val scalar = weighted(node)
        val gradients = ReverseMode.gradients(graph, scalar, inputs.keys)
        checkGradients(scalar, gradients, tolerance, step)
        if (twice) {
            val sum = gradients.values.map { weighted(it) }.reduce(algebra::plus)
            checkGradients(sum, ReverseMode.gradients(graph, sum, inputs.keys), tolerance, step)
        }
    }

    private fun weighted(node: Node): Node {
        val weight = graph.input("weight of %${node.id()}", node.type())
        weights[weight] = Value.of(node.type(), rows) { _, _ -> random.nextDouble(-1.0, 1.0) }
        val padded = algebra.times(node, weight)
        val summed = algebra.sum(padded, padded.type().dims().indices.toList())
        return algebra.reshape(if (summed.type().rows()) algebra.sumRows(summed) else summed, listOf())
    }

    private fun checkGradients(scalar: Node, gradients: Map<Node, Node>, tolerance: Double, step: Double) {
        val at = inputs + fixed + weights
        val exact = interpreter(at)
        for ((input, gradient) in gradients) {
            val value = inputs.getValue(input)
            val slopes = exact.value(gradient)
            withClue("type of the gradient") { (gradient.type() == input.type()).shouldBeTrue() }
            for (entry in value.entries.indices) {
                for (row in value.entries[entry].indices) {
                    val expected = derivative(value.entries[entry][row], step) { x ->
                        val moved = Value(value.type, value.entries.map { it.clone() })
                        moved.entries[entry][row] = x
                        interpreter(at + (input to moved)).number(scalar)
                    }
                    withClue("derivative with respect to entry $entry in row $row of ${input.op()} : ${input.type()}") {
                        assertClose(slopes.entries[entry][row], expected, tolerance, slack = tolerance)
                    }
                }
            }
        }
    }

    private fun interpreter(values: Map<Node, Value>) = Interpreter(rows, values.mapKeys { (node, _) -> (node.op() as Input).name })
}
