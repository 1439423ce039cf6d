package org.platen.inference.op

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlin.Double.Companion.NEGATIVE_INFINITY
import kotlin.Double.Companion.NaN
import kotlin.Double.Companion.POSITIVE_INFINITY
import org.platen.inference.Interpreter
import org.platen.inference.Value
import org.platen.inference.assertClose
import org.platen.inference.autodiff.ReverseMode
import org.platen.inference.op.BinaryRule.ADD
import org.platen.inference.op.BinaryRule.EQUAL
import org.platen.inference.op.BinaryRule.LESS
import org.platen.inference.op.BinaryRule.LESS_OR_EQUAL
import org.platen.inference.op.BinaryRule.LOG_ADD_EXP
import org.platen.inference.op.BinaryRule.MAXIMUM
import org.platen.inference.op.BinaryRule.MINIMUM
import org.platen.inference.op.BinaryRule.MULTIPLY
import org.platen.inference.op.BinaryRule.POLYGAMMA
import org.platen.inference.op.BinaryRule.POWER
import org.platen.inference.op.BinaryRule.SUBTRACT
import org.platen.inference.op.BinaryRule.X_LOG_Y
import org.platen.inference.program.Graph
import org.platen.inference.program.Node
import org.platen.inference.program.Type

/** A function and its derivatives at two numbers. */
private class Both(rule: BinaryRule, x: Double, y: Double) {
    private val graph = Graph()
    private val inputs = listOf("x", "y").map { graph.input(it, Type.SCALAR) }
    private val z = Algebra(graph).binary(rule, inputs[0], inputs[1])
    private val interpreter =
        Interpreter(1, mapOf("x" to x, "y" to y).mapValues { (_, number) -> Value(Type.SCALAR, listOf(doubleArrayOf(number))) })

    val value = interpreter.number(z)

    /** The derivative by the inputs of the given numbers, one after the other. */
    fun by(vararg which: Int) = interpreter.number(which.fold(z) { node, i -> gradient(node, inputs[i]) })

    private fun gradient(of: Node, by: Node) = ReverseMode.gradients(graph, of, listOf(by)).getValue(by)
}

private val factors = listOf(Argument(2, 1, 3), Argument(2, 1))

private fun naive(rule: BinaryRule, rows: List<DoubleArray>) =
    positions(listOf(2, 2, 3)).map { at -> rule.value(rows[0].at(listOf(2, 1, 3), at), rows[1].at(listOf(2, 1), at)) }.toDoubleArray()

class BinaryRuleTest : FunSpec({
    context("values and derivatives are those of the definition") {
        for ((rule, lines) in table("binary-rules.csv").groupBy({ BinaryRule.valueOf(it.first) }, { it.second })) {
            test(rule.name) {
                for (line in lines) {
                    val at = Both(rule, line[0]!!, line[1]!!)
                    withClue("at ${line[0]}, ${line[1]}") {
                        assertClose(at.value, line[2]!!, 1e-14)
                        listOf(intArrayOf(0), intArrayOf(1), intArrayOf(0, 0), intArrayOf(0, 1), intArrayOf(1, 1)).forEachIndexed { i, by ->
                            for (order in listOf(by, by.reversedArray())) {
                                line[3 + i]?.let {
                                    withClue("by ${order.asList()}") {
                                        assertClose(
                                            at.by(*order),
                                            it,
                                            1e-12,
                                            slack = if (rule ==
                                                LOG_ADD_EXP
                                            ) {
                                                1e-16
                                            } else {
                                                0.0
                                            },
                                        )
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
    test("functions have the right values at their ends") {
        for ((rule, x, y, expected) in listOf(
            listOf(X_LOG_Y, 0.0, 0.0, 0.0),
            listOf(X_LOG_Y, 0.0, POSITIVE_INFINITY, 0.0),
            listOf(X_LOG_Y, 0.0, NaN, NaN),
            listOf(X_LOG_Y, 1.0, 0.0, NEGATIVE_INFINITY),
            listOf(LOG_ADD_EXP, NEGATIVE_INFINITY, NEGATIVE_INFINITY, NEGATIVE_INFINITY),
            listOf(LOG_ADD_EXP, NEGATIVE_INFINITY, 3.0, 3.0),
            listOf(LOG_ADD_EXP, 3.0, POSITIVE_INFINITY, POSITIVE_INFINITY),
            listOf(LOG_ADD_EXP, 3.0, NaN, NaN),
            listOf(POWER, 0.0, 0.0, 1.0),
            listOf(MAXIMUM, NEGATIVE_INFINITY, 2.0, 2.0),
            listOf(MINIMUM, NaN, 2.0, NaN),
            listOf(LESS, 1.0, 1.0, 0.0),
            listOf(LESS_OR_EQUAL, 1.0, 1.0, 1.0),
            listOf(LESS_OR_EQUAL, NaN, 1.0, 0.0),
            listOf(EQUAL, NEGATIVE_INFINITY, NEGATIVE_INFINITY, 1.0),
            listOf(POLYGAMMA, 1.0, 0.0, POSITIVE_INFINITY),
            listOf(POLYGAMMA, 2.0, 0.0, NEGATIVE_INFINITY),
            listOf(POLYGAMMA, 1.0, -1e300, NaN),
        )) {
            withClue("$rule at $x, $y") { assertClose(Both(rule as BinaryRule, x as Double, y as Double).value, expected as Double, 0.0) }
        }
    }
    test("many rows give what single rows give, whichever argument has rows") {
        val awkward = listOf(0.0, -0.0, 1.0, 0.3, -2.0, 1e-310, 7.5, POSITIVE_INFINITY, NEGATIVE_INFINITY, NaN)
        val pairs = awkward.flatMap { x -> awkward.map { y -> x to y } }
        val (xs, ys) = pairs.unzip().let { (x, y) -> x.toDoubleArray() to y.toDoubleArray() }
        val n = pairs.size
        for (rule in BinaryRule.entries - POLYGAMMA) {
            val lanes = DoubleArray(n).also { rule.lanes(xs, ys, it, n) }
            for ((i, pair) in pairs.withIndex()) {
                val (x, y) = pair
                val left = DoubleArray(3).also { rule.laneScalar(DoubleArray(3) { x }, y, it, 3) }
                val right = DoubleArray(3).also { rule.scalarLane(x, DoubleArray(3) { y }, it, 3) }
                for (actual in left.asList() + right.asList() + lanes[i]) {
                    withClue("$rule at $x, $y") { assertClose(actual, rule.value(x, y), 1e-15) }
                }
            }
        }
    }
    test("derivatives are finite where a term vanishes") {
        Both(X_LOG_Y, 0.0, 0.0).apply {
            by(1) shouldBe 0.0
            by(1, 1) shouldBe 0.0
        }
        Both(POWER, 0.0, 2.0).apply {
            by(0) shouldBe 0.0
            by(1) shouldBe 0.0
            by(0, 0) shouldBe 2.0
        }
        Both(POWER, 0.0, 0.0).by(0) shouldBe 0.0
        Both(POWER, 0.0, 1.0).by(0) shouldBe 1.0
        Both(LOG_ADD_EXP, NEGATIVE_INFINITY, NEGATIVE_INFINITY).apply {
            by(0) shouldBe 0.0
            by(1) shouldBe 0.0
        }
        Both(LOG_ADD_EXP, NEGATIVE_INFINITY, 1.0).apply {
            by(0) shouldBe 0.0
            by(1) shouldBe 1.0
        }
    }
    test("the larger and the smaller of two values have the derivative of one of them") {
        for ((x, y) in listOf(1.0 to 2.0, 2.0 to 1.0, 1.0 to 1.0)) {
            for (rule in listOf(MAXIMUM, MINIMUM)) {
                val at = Both(rule, x, y)
                at.by(0) + at.by(1) shouldBe 1.0
                if (x != y) {
                    at.by(0) shouldBe if (at.value == x) 1.0 else 0.0
                }
            }
        }
    }
    test("comparisons have no derivative") {
        for (rule in listOf(LESS, LESS_OR_EQUAL, EQUAL)) {
            Both(rule, 1.0, 2.0).apply { listOf(by(0), by(1)) shouldBe listOf(0.0, 0.0) }
        }
    }
    context("sizes of 1 and missing dimensions broadcast") {
        for (rule in listOf(ADD, SUBTRACT, MULTIPLY, LOG_ADD_EXP)) {
            test(rule.name) {
                checkOperation(*factors.toTypedArray(), expected = { naive(rule, it) }) { (x, y) -> binary(rule, x, y) }
                checkOperation(*factors.reversed().toTypedArray(), expected = {
                    naive(rule, it.reversed())
                }) { (x, y) -> binary(rule, y, x) }
            }
        }
    }
    test("a value with itself") {
        checkOperation(Argument(2), expected = { (x) -> x.map { it * it }.toDoubleArray() }) { (x) -> times(x, x) }
        checkOperation(Argument(2), expected = { (x) -> DoubleArray(x.size) }) { (x) -> minus(x, x) }
    }
})
