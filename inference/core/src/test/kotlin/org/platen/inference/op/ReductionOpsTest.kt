package org.platen.inference.op

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlin.Double.Companion.NEGATIVE_INFINITY
import kotlin.math.exp
import kotlin.math.ln
import org.platen.inference.Interpreter
import org.platen.inference.Value
import org.platen.inference.assertClose
import org.platen.inference.autodiff.ReverseMode
import org.platen.inference.program.Graph
import org.platen.inference.program.Type

private val dims = listOf(2, 3, 2)

/** Reduces the entries that differ only in [over]. */
private fun reduced(x: DoubleArray, over: List<Int>, reduce: (List<Double>) -> Double) = positions(dims)
    .groupBy({ at -> at.mapIndexed { i, p -> if (i in over) 0 else p } }, { at -> x.at(dims, at) })
    .map { (_, entries) -> reduce(entries) }
    .toDoubleArray()

/** log Σ eˣ of [x] and its derivatives, with rows or without. */
private fun logSumExp(rows: Boolean, vararg x: Double): Pair<Double, List<Double>> {
    val graph = Graph()
    val input = graph.input("x", Type.of(rows, x.size))
    val y = Algebra(graph).reshape(Algebra(graph).logSumExp(input, listOf(0)), listOf())
    val gradient = ReverseMode.gradients(graph, if (rows) Algebra(graph).sumRows(y) else y, listOf(input)).getValue(input)
    val interpreter = Interpreter(1, mapOf("x" to Value.of(input.type(), 1) { entry, _ -> x[entry] }))
    return interpreter.number(y) to interpreter.value(gradient).numbers()
}

class ReductionOpsTest : FunSpec({
    context("the logarithm of a sum of exponentials") {
        test("over every choice of dimensions") {
            for (over in listOf(listOf(0), listOf(1), listOf(2), listOf(0, 2), listOf(0, 1, 2))) {
                checkOperation(Argument(dims) { random, n -> DoubleArray(n) { random.nextDouble(-3.0, 3.0) } }, expected = { (x) ->
                    reduced(x, over) { entries -> ln(entries.sumOf { exp(it) }) }
                }) { (x) -> logSumExp(x, over) }
            }
        }
        for (rows in listOf(false, true)) {
            context(if (rows) "with rows" else "without rows") {
                test("all −∞ give −∞, with derivative 0") {
                    logSumExp(rows, NEGATIVE_INFINITY, NEGATIVE_INFINITY) shouldBe (NEGATIVE_INFINITY to listOf(0.0, 0.0))
                    logSumExp(rows, NEGATIVE_INFINITY) shouldBe (NEGATIVE_INFINITY to listOf(0.0))
                }
                test("−∞ beside other terms is left out") {
                    val (value, slopes) = logSumExp(rows, NEGATIVE_INFINITY, 2.0, NEGATIVE_INFINITY, 2.0)
                    assertClose(value, 2 + ln(2.0), 1e-15)
                    slopes shouldBe listOf(0.0, 0.5, 0.0, 0.5)
                }
                test("large and small terms do not overflow") {
                    for (offset in listOf(-1e6, -1000.0, 1000.0, 1e300)) {
                        val (value, slopes) = logSumExp(rows, offset, offset, NEGATIVE_INFINITY)
                        withClue(offset) {
                            assertClose(value, offset + ln(2.0), 1e-15)
                            slopes shouldBe listOf(0.5, 0.5, 0.0)
                        }
                    }
                }
                test("what is not a number stays so") { logSumExp(rows, 1.0, Double.NaN).first.isNaN() shouldBe true }
            }
        }
    }
    context("the maximum") {
        test("over every choice of dimensions") {
            for (over in listOf(listOf(0), listOf(1), listOf(2), listOf(0, 2), listOf(0, 1, 2))) {
                // Entries at least 0.1 apart, so that differences do not cross a tie.
                val apart = Argument(dims) { random, n -> (0 until n).shuffled(random).map { it / 5.0 }.toDoubleArray() }
                checkOperation(apart, kinked = true, expected = { (x) -> reduced(x, over) { it.max() } }) { (x) -> max(x, over) }
            }
        }
        test("entries that share it share its derivative") {
            val graph = Graph()
            val input = graph.input("x", Type.of(false, 3))
            val gradient = ReverseMode.gradients(graph, Algebra(graph).max(input, listOf(0)), listOf(input)).getValue(input)
            val interpreter = Interpreter(1, mapOf("x" to Value.of(input.type(), 1) { entry, _ -> if (entry == 1) 0.0 else 7.0 }))
            interpreter.value(gradient).numbers() shouldBe listOf(0.5, 0.0, 0.5)
        }
    }
})
