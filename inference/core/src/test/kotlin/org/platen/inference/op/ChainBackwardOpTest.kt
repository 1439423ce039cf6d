package org.platen.inference.op

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.checkAll
import kotlin.Double.Companion.NEGATIVE_INFINITY
import kotlin.math.exp
import kotlin.random.Random
import org.platen.inference.Value
import org.platen.inference.assertClose
import org.platen.inference.autodiff.ReverseMode
import org.platen.inference.backend.Executor
import org.platen.inference.backend.LocalExecutor
import org.platen.inference.backend.RowSource
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.program.Node
import org.platen.inference.program.Program
import org.platen.inference.program.Type

private const val ROWS = 3

private fun assertSame(actual: List<Value>, expected: List<Value>, tolerance: Double, clue: Any) {
    for (i in expected.indices) {
        actual[i].type shouldBe expected[i].type
        actual[i].numbers().zip(expected[i].numbers()).forEachIndexed { at, (a, e) ->
            withClue("${RandomChains.NAMES[i]}, number $at, $clue") { assertClose(a, e, tolerance, slack = tolerance) }
        }
    }
}

/** γ and ξ, and the log likelihood, by the scaled recursions of Rabiner 1989: equations 19–27, 37 and 90–103. */
private class Textbook(chain: Chain) {
    private val n = chain.states
    private val times = chain.length
    private val pi = chain.initial.map(::exp)
    private val b = chain.emission.map { it.map(::exp) }
    private val a = List(times) { t -> if (t == 0) listOf() else chain.transition(t).map { row -> row.map(::exp) } }
    private val scale = DoubleArray(times)
    private val forward = ArrayList<List<Double>>()
    private val backward = ArrayList<List<Double>>()

    init {
        for (t in 0 until times) {
            val raw = List(n) { j -> b[t][j] * if (t == 0) pi[j] else (0 until n).sumOf { i -> forward[t - 1][i] * a[t][i][j] } }
            scale[t] = 1 / raw.sum()
            forward += raw.map { it * scale[t] }
        }
        for (t in times - 1 downTo 0) {
            backward.add(
                0,
                List(n) { i ->
                    scale[t] *
                        if (t == times - 1) 1.0 else (0 until n).sumOf { j -> a[t + 1][i][j] * b[t + 1][j] * backward[0][j] }
                },
            )
        }
    }

    val gamma = List(times) { t -> List(n) { forward[t][it] * backward[t][it] }.let { raw -> raw.map { it / raw.sum() } } }
    val xi = List(times) { t ->
        if (t ==
            0
        ) {
            listOf()
        } else {
            List(n) { i -> List(n) { j -> forward[t - 1][i] * a[t][i][j] * b[t][j] * backward[t][j] } }
        }
    }
}

/** The numbers of some nodes, by the backend. */
private fun RandomChains.run(nodes: Collection<Node>, executor: Executor): List<List<Double>> {
    val program = Program.of(nodes.withIndex().associate { (i, node) -> "$i" to node })
    val session = JvmBackend().compile(program).session(executor)
    given.forEach { (name, value) ->
        if (value.type.rows()) session.bind(name, value.entries.map { RowSource.of(it) }) else session.set(name, *value.row(0))
    }
    session.run(rows)
    return nodes.mapIndexed { i, node ->
        if (node.type().rows()) session.rows("$i").flatMap { it.asList() } else session.get("$i").asList()
    }
}

class ChainBackwardOpTest : FunSpec({
    test("starts, visits and moves are expected as often as in all paths, enumerated") {
        checkAll(300, Arb.int()) { seed ->
            val chains = RandomChains(smallChains(Random(seed)), seed, ROWS)
            assertSame(chains.gradients(max = false), chains.expected(Chain::posterior), 1e-12, chains.shape)
        }
    }
    test("and where paths are impossible, or all of them") {
        checkAll(300, Arb.int()) { seed ->
            val chains = RandomChains(smallChains(Random(seed)), seed, ROWS, zeros = 0.3)
            assertSame(chains.gradients(max = false), chains.expected(Chain::posterior), 1e-12, chains.shape)
        }
    }
    test("and where log weights are far apart") {
        checkAll(200, Arb.int()) { seed ->
            val chains = RandomChains(smallChains(Random(seed)), seed, ROWS, zeros = 0.2, scale = 900.0)
            assertSame(chains.gradients(max = false), chains.expected(Chain::posterior), 1e-9, chains.shape)
        }
    }
    test("with maxima they are those of the best path") {
        checkAll(300, Arb.int()) { seed ->
            val chains = RandomChains(smallChains(Random(seed)), seed, ROWS)
            assertSame(chains.gradients(max = true), chains.expected(Chain::best), 0.0, chains.shape)
        }
    }
    test("of several best paths the one of the first states is taken") {
        val chains = RandomChains(ChainShape(4, 3, homogeneous = true, rows = List(4) { true }), 1, ROWS)
        chains.values.take(3).forEach { value -> value.entries.forEach { it.fill(0.0) } }
        val alpha = chains.forward(true)
        val adjoint = chains.graph.literal(DoubleArray(12) { if (it == 11) 1.0 else 0.0 }, listOf(4, 3))
        val whole = Algebra(chains.graph).toType(adjoint, alpha.type())
        val gamma = chains.graph.apply(ChainBackwardOp(true), alpha, chains.inputs[1], chains.inputs[3], whole)
        for (row in 0 until ROWS) {
            val last = chains.values[3].entries[0][row].toInt() - 1
            chains.value(gamma).row(row).asList() shouldBe
                (0..3).flatMap { t -> List(3) { s -> if (t <= last && s == (if (t == last) 2 else 0)) 1.0 else 0.0 } }
        }
    }
    test("they are those of the textbook's recursions in 200 random chains") {
        checkAll(20, Arb.int()) { seed ->
            val random = Random(seed)
            val shape =
                ChainShape(
                    2 + random.nextInt(50),
                    2 + random.nextInt(6),
                    random.nextBoolean(),
                    rows = listOf(false, seed % 2 == 0, true, true),
                )
            val chains = RandomChains(shape, seed, rows = 10, zeros = 0.0, scale = 3.0)
            val textbooks = List(10) { Textbook(chains.chains(it).single()) }
            val (_, xi, gamma) = chains.gradients(max = false)
            val n = shape.states
            for ((row, textbook) in textbooks.withIndex()) {
                gamma.row(row).forEachIndexed { i, g ->
                    assertClose(g, textbook.gamma.getOrNull(i / n)?.get(i % n) ?: 0.0, 1e-10, slack = 1e-10)
                }
            }
            for (i in xi.entries.indices) {
                val (t, s, to) = Triple(i / n / n, i / n % n, i % n)
                for (row in xi.entries[i].indices) {
                    val own = if (shape.rows[1]) listOf(textbooks[row]) else textbooks
                    val expected = own.sumOf { book ->
                        (1 until book.xi.size).filter { shape.homogeneous || it == t }.sumOf { book.xi[it][s][to] }
                    }
                    assertClose(xi.entries[i][row], expected, 1e-10, slack = 1e-10)
                }
            }
        }
    }
    test("a derivative with respect to impossible messages leads nowhere") {
        for (rows in listOf(false, true)) {
            val chains = RandomChains(ChainShape(4, 2, homogeneous = false, rows = List(4) { rows }), 1, ROWS)
            chains.values[2].entries.drop(4).take(2).forEach { it.fill(NEGATIVE_INFINITY) }
            chains.values[3].entries.forEach { it.fill(4.0) }
            val alpha = chains.forward(false)
            val ones = Algebra(chains.graph).toType(chains.graph.literal(1.0), alpha.type())
            val gamma = chains.graph.apply(ChainBackwardOp(false), alpha, chains.inputs[1], chains.inputs[3], ones)
            val at = chains.value(gamma).row(0)
            assertClose(at[0] + at[1], 4.0, 1e-14)
            at.drop(2) shouldBe List(6) { 1.0 }
        }
    }
    test("messages and adjoints of other types are refused") {
        val chains = RandomChains(ChainShape(3, 2, homogeneous = true), 1, ROWS)
        val alpha = chains.forward(false)
        val (_, transition, _, length) = chains.inputs
        val other = chains.graph.input("other", Type.of(true, 3, 2))
        shouldThrow<IllegalArgumentException> {
            chains.graph.apply(ChainBackwardOp(false), alpha, transition, length, other)
        }.message shouldContain "adjoint of a chain's messages [3, 2] has to be of their type, found rows×[3, 2]"
        shouldThrow<IllegalArgumentException> {
            chains.graph.apply(ChainCountsOp(false), alpha, transition, length, other)
        }.message shouldContain "found rows×[3, 2]"
    }
    test("blocks of rows, on any number of threads, give what all rows give at once") {
        val executors = listOf(1, 2, 5).map { LocalExecutor(it) }
        for (shape in listOf(
            ChainShape(40, 3, homogeneous = true, rows = listOf(false, false, true, true)),
            ChainShape(20, 5, homogeneous = false, rows = listOf(true, false, true, true)),
            ChainShape(30, 3, homogeneous = true, rows = List(4) { true }),
        )) {
            val chains = RandomChains(shape, 1, rows = 1000, zeros = 0.05)
            val weight = chains.logWeight(false)
            val gradients = ReverseMode.gradients(chains.graph, weight, chains.inputs.take(3)).values
            val all = gradients + chains.forward(false) + chains.logWeight(true)
            for (outputs in listOf(all, gradients, listOf(weight))) {
                val results = executors.map { chains.run(outputs, it) }
                results.forEach { (it == results[0]) shouldBe true }
                for ((expected, actual) in outputs.map { chains.value(it).numbers() }.zip(results[0])) {
                    expected.zip(actual) { e, a -> assertClose(a, e, 1e-11, slack = 1e-12) }
                }
            }
        }
        executors.forEach { it.close() }
    }
    test("second derivatives are refused") {
        val chains = RandomChains(ChainShape(3, 2, homogeneous = true), 1, ROWS)
        val gradient = ReverseMode.gradients(chains.graph, chains.logWeight(false), listOf(chains.inputs[0])).getValue(chains.inputs[0])
        val sum = Algebra(chains.graph).reshape(Algebra(chains.graph).sum(gradient, listOf(0)), listOf())
        shouldThrow<UnsupportedOperationException> { ReverseMode.gradients(chains.graph, sum, listOf(chains.inputs[2])) }
    }
})
