package org.platen.inference.op

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.platen.inference.Interpreter
import org.platen.inference.Value
import org.platen.inference.autodiff.ReverseMode
import org.platen.inference.input
import org.platen.inference.program.Graph
import org.platen.inference.program.Type

private fun check(case: ChainCase, smooth: Boolean, undetermined: Int = 0) = checkOperation(
    *case.arguments(differentiable = false),
    kinked = true,
    tolerance = 1e-10,
    expected = { arguments ->
        case.references(arguments).flatMap { (if (smooth) it.smoothed() else it.filtered(undetermined)).asList() }.toDoubleArray()
    },
) { arguments ->
    val (precision, shift, pairPrecision, pairShift, length) = case.inputs(this, arguments)
    gaussianChain(smooth, precision, shift, pairPrecision, pairShift, length)
}

class GaussianChainOpTest : FunSpec({
    for (smooth in listOf(true, false)) {
        context(if (smooth) "smoothed moments are those of the dense joint" else "filtered moments are those of the dense joint so far") {
            for (k in 1..3) {
                for (steps in 1..6) {
                    test("$steps states of $k numbers") { check(ChainCase(k, steps), smooth) }
                }
                test("$k numbers, all pairs the same") { check(ChainCase(k, 5, pairSteps = 1), smooth) }
            }
            test("pairs' precisions the same, their shifts not") { check(ChainCase(2, 4, pairSteps = 1, pairShiftSteps = 4), smooth) }
            test("pairs' shifts the same, their precisions not") { check(ChainCase(2, 4, pairSteps = 4, pairShiftSteps = 1), smooth) }
            test("observations missing in the middle and at the end") {
                check(ChainCase(2, 6, observed = { it == 0 || it == 3 }), smooth)
            }
            test("nothing observed at the start, or at all") {
                check(ChainCase(2, 5, shortest = 2, observed = { it > 1 }), smooth, undetermined = 1)
                check(ChainCase(2, 5, shortest = 2, observed = { false }), smooth, undetermined = 1)
            }
            test("batches, repeated on any side") {
                check(ChainCase(2, 3, batches = List(5) { listOf(2) }), smooth)
                check(ChainCase(1, 3, batches = listOf(listOf(2, 3), listOf(1, 3), listOf(), listOf(3), listOf(2, 1))), smooth)
                check(ChainCase(1, 3, pairSteps = 1, batches = listOf(listOf(), listOf(1), listOf(2), listOf(), listOf())), smooth)
                check(ChainCase(2, 3, batches = listOf(listOf(), listOf(), listOf(), listOf(), listOf(2))), smooth)
            }
        }
    }
    context("what does not count is not read") {
        val steps = 4
        val types = listOf(Type.of(false, steps, 1, 1), Type.of(false, steps, 1), Type.of(false, steps, 2, 2), Type.of(false, steps, 2))
        val ended = { t: Int -> t >= 2 }
        val unused = { t: Int -> t == 0 || t >= 2 }

        for (rows in listOf("none", "shifts", "all")) {
            test("entries after the end, and the first pair; rows: $rows") {
                fun outcome(smooth: Boolean, filler: Double): List<Double> {
                    val graph = Graph()
                    val values = types.mapIndexed { i, type ->
                        val hasRows = rows == "all" || (rows == "shifts" && i % 2 == 1)
                        val perStep = type.size() / steps
                        Value.of(type.withRows(hasRows), 2) { entry, _ ->
                            val skipped = (if (i < 2) ended else unused)(entry / perStep)
                            if (skipped) {
                                filler
                            } else if (i == 2 && entry % 4 in 1..2) {
                                -0.25
                            } else {
                                1.0 + i
                            }
                        }
                    }
                    val lengths = Value.of(Type(rows == "all", listOf()), 2) { _, row -> if (row == 0) 2.0 else 1.0 }
                    val inputs = (values + lengths).mapIndexed { i, value -> graph.input("$i", value.type) }
                    val (l, h, p, q, n) = inputs
                    val known = (values + lengths).withIndex().associate { "${it.index}" to it.value }
                    return Interpreter(2, known).value(Algebra(graph).gaussianChain(smooth, l, h, p, q, n)).numbers()
                }
                for (smooth in listOf(true, false)) {
                    outcome(smooth, Double.NaN) shouldBe outcome(smooth, 3.0)
                    outcome(smooth, Double.NaN).none { it.isNaN() } shouldBe true
                }
            }
        }
    }
    context("a chain whose integral does not exist") {
        val steps = 3
        fun outcome(smooth: Boolean, hasRows: Boolean, precision: (step: Int, row: Int) -> Double): Value {
            val graph = Graph()
            val known = mapOf(
                "precision" to Value.of(Type.of(hasRows, steps, 1, 1), 2, precision),
                "shift" to Value.of(Type.of(false, steps, 1), 2) { _, _ -> 1.0 },
                "pair precision" to Value.of(Type.of(false, 1, 2, 2), 2) { entry, _ -> if (entry in 1..2) -1.0 else 1.0 },
                "pair shift" to Value.of(Type.of(false, 1, 2), 2) { _, _ -> 0.0 },
                "length" to Value.of(Type.of(false), 2) { _, _ -> steps.toDouble() },
            )
            val (l, h, p, q, n) = known.map { (name, value) -> graph.input(name, value) }
            return Interpreter(2, known).value(Algebra(graph).gaussianChain(smooth, l, h, p, q, n))
        }
        fun DoubleArray.moments() = List(steps) { t -> slice(t * 4 + 1..t * 4 + 2) }.flatten()
        test("has no moments, and the sum of its evidence is not a number") {
            for (precision in listOf(0.0, -2.0)) {
                val smoothed = outcome(true, false) { _, _ -> precision }.row(0)
                smoothed.moments().all { it.isNaN() } shouldBe true
                (0 until steps).sumOf { smoothed[4 * it] }.isNaN() shouldBe true
                val filtered = outcome(false, false) { _, _ -> precision }.row(0)
                filtered.moments().all { it.isNaN() } shouldBe true
                (0 until steps).sumOf { filtered[4 * it] }.isNaN() shouldBe true
            }
        }
        test("leaves the other rows alone") {
            for (smooth in listOf(true, false)) {
                val both = outcome(smooth, true) { step, row -> if (row == 0) -2.0 else 1.0 + step }
                both.row(1) shouldBe outcome(smooth, true) { step, _ -> 1.0 + step }.row(1)
                both.row(0).moments().all { it.isNaN() } shouldBe true
            }
        }
        test("while filtering, is one that nothing ever determines") {
            val filtered = outcome(false, false) { step, _ -> if (step == 2) 1.0 else 0.0 }.row(0)
            filtered[0] shouldBe 0.0
            filtered[4] shouldBe 0.0
            filtered.moments().map { it.isNaN() } shouldBe listOf(true, true, true, true, false, false)
            // x₂ has precision 1 and shift 3: every state's shift arrives there, and the pairs add one variance each that nothing observes.
            filtered[9] shouldBe 3.0
            filtered[10] shouldBe 1.0
        }
    }
    test("moments are not differentiated") {
        val graph = Graph()
        val (l, h, p, q, n) = listOf(listOf(2, 1, 1), listOf(2, 1), listOf(2, 2, 2), listOf(2, 2), listOf()).mapIndexed { i, dims ->
            graph.input("$i", Type(false, dims))
        }
        val algebra = Algebra(graph)
        val scalar = algebra.sum(algebra.gaussianChain(true, l, h, p, q, n), listOf(0, 1))
        shouldThrow<UnsupportedOperationException> { ReverseMode.gradients(graph, scalar, listOf(h)) }.message shouldContain "evidence"
    }
    test("sizes must agree") {
        val right = listOf(listOf(3, 2, 2), listOf(3, 2), listOf(3, 4, 4), listOf(3, 4), listOf())
        fun infer(dims: List<List<Int>>) = GaussianChainOp(true).infer(dims.map { Type(false, it) })
        infer(right) shouldBe Type.of(false, 3, 11)
        val wrong = listOf(
            0 to listOf(3, 2, 1),
            0 to listOf(2, 2),
            1 to listOf(2, 2),
            1 to listOf(3, 1),
            2 to listOf(2, 4, 4),
            2 to listOf(3, 2, 2),
            3 to listOf(2, 4),
            3 to listOf(3, 2),
        )
        for ((input, dims) in wrong) {
            withClue("input $input of $dims") {
                shouldThrow<IllegalArgumentException> { infer(right.mapIndexed { i, own -> if (i == input) dims else own }) }
            }
        }
    }
})
