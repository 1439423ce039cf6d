package org.platen.inference.jvm

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.checkAll
import java.util.concurrent.atomic.AtomicInteger
import kotlin.random.Random
import org.platen.inference.RandomProgram
import org.platen.inference.backend.Compiled
import org.platen.inference.backend.Executor
import org.platen.inference.backend.LocalExecutor
import org.platen.inference.backend.RowSource
import org.platen.inference.backend.Session
import org.platen.inference.op.Algebra
import org.platen.inference.program.Buffer
import org.platen.inference.program.Gradients
import org.platen.inference.program.Graph
import org.platen.inference.program.Input
import org.platen.inference.program.Node
import org.platen.inference.program.Op
import org.platen.inference.program.Program
import org.platen.inference.program.Step
import org.platen.inference.program.Type

private class AnyWorker(private val random: Random) : Executor {
    override fun workers() = 3

    override fun run(pieces: Int, piece: Executor.Piece) = (0 until pieces).shuffled(random).forEach { piece.run(random.nextInt(3), it) }
}

/** The input doubled; counts the rows it does so for. */
private class Counted : Op {
    val rows = AtomicInteger()

    override fun infer(inputs: List<Type>): Type = inputs[0]

    override fun differentiate(node: Node, adjoint: Node, gradients: Gradients) = Unit

    override fun bind(inputs: List<Buffer>, output: Buffer) = Step { n ->
        rows.addAndGet(n)
        if (output.hasRows()) {
            output.lanes().forEachIndexed { i, lane -> for (row in 0 until n) lane[row] = 2 * inputs[0].lanes()[i][row] }
        } else {
            output.flat().indices.forEach { output.flat()[it] = 2 * inputs[0].flat()[it] }
        }
    }
}

private fun name(node: Node) = (node.op() as Input).name

private fun Session.results(program: Program, rows: Int): Map<String, List<Long>> {
    run(rows)
    return program.outputs().mapValues { (name, node) ->
        if (node.type().rows()) rows(name).flatMap { row -> row.map { it.toBits() } } else get(name).map { it.toBits() }
    }
}

class HeldValuesTest : FunSpec({
    val one = LocalExecutor(1)
    afterSpec { one.close() }

    test("whatever changes from run to run, results are those of a session that knows nothing of earlier runs, to the last bit") {
        checkAll(80, Arb.int(0..Int.MAX_VALUE)) { seed ->
            val random = Random(seed)
            val draft = RandomProgram(seed, operations = 5 + random.nextInt(30))
            val named = draft.values().withIndex().filter { random.nextInt(5) == 0 || it.value == draft.result }
            val program = Program.of(named.associate { "output ${it.index}" to it.value })
            val block = Schedule.of(program).blockRows()
            val most = listOf(1, 2, block - 1, block + 1, 3 * block + 5).random(random)
            val values = RandomProgram(seed, operations = 5 + Random(seed).nextInt(30), rows = most).let {
                it.inputs + it.indices
            }.mapKeys { name(it.key) }
            val numbers = values.mapValues { (_, value) -> value.entries.map { it.clone() } }.toMutableMap()
            val inputs = draft.inputs.keys + draft.indices.keys
            val compiled: Compiled = JvmBackend(if (random.nextBoolean()) -1 else 6).compile(program)
            fun Session.give(node: Node) {
                val entries = numbers.getValue(name(node))
                if (node.type().rows()) {
                    bind(
                        name(node),
                        entries.map {
                            RowSource.of(it)
                        },
                    )
                } else {
                    set(name(node), *DoubleArray(entries.size) { entries[it][0] })
                }
            }
            val session = compiled.session(if (random.nextBoolean()) one else AnyWorker(random))
            inputs.forEach { session.give(it) }
            var rows = most
            val changing = draft.inputs.keys.filter { !it.type().rows() && random.nextBoolean() }
            for (run in 0 until 14) {
                val fresh = JvmBackend(-1).compile(program).session(one)
                inputs.forEach { fresh.give(it) }
                withClue("run $run of $rows rows") { session.results(program, rows) shouldBe fresh.results(program, rows) }
                val changed = changing + draft.inputs.keys.filter { random.nextInt(12) == 0 }
                for (node in changed) {
                    numbers[name(node)] =
                        numbers.getValue(name(node)).map { entry -> DoubleArray(entry.size) { entry[it] + random.nextDouble(-0.1, 0.1) } }
                    session.give(node)
                }
                if (random.nextInt(12) == 0) {
                    rows = random.nextInt(most + 1)
                }
            }
        }
    }
    test("what depends on the data alone is computed a few times, however often a program runs") {
        val graph = Graph()
        val algebra = Algebra(graph)
        val counted = Counted()
        val x = graph.input("x", Type.of(true))
        val slope = graph.input("slope", Type.SCALAR)
        val doubled = graph.apply(counted, x)
        val program = Program.of(mapOf("sum" to algebra.sumRows(algebra.square(algebra.times(doubled, slope))), "doubled" to doubled))
        val session = JvmBackend(-1).compile(program).session(one)
        val rows = 2500
        session.bind("x", listOf(RowSource.of(DoubleArray(rows) { it.toDouble() })))
        val open = session.input("slope")
        fun expected(slope: Int) = (0 until rows).sumOf { 4.0 * it * it * slope * slope }
        repeat(100) {
            open[0] = it.toDouble()
            session.run(rows)
            session.get("sum") shouldBe doubleArrayOf(expected(it))
            session.rows("doubled")[0][rows - 1] shouldBe 2.0 * (rows - 1)
        }
        counted.rows.get() shouldBeLessThan 6 * rows
        session.bind("x", listOf(RowSource.of(DoubleArray(rows) { 1.0 })))
        session.run(rows)
        session.get("sum") shouldBe doubleArrayOf(4.0 * rows * 99 * 99)
    }
    test("so are values without rows in generated classes, until they are set anew") {
        val graph = Graph()
        val algebra = Algebra(graph)
        val counted = Counted()
        val a = graph.input("a", Type.of(false, 3))
        val b = graph.input("b", Type.of(false, 3))
        val program = Program.of(mapOf("z" to algebra.plus(algebra.exp(a), graph.apply(counted, algebra.square(b)))))
        val session = JvmBackend(5).compile(program).session(one)
        session.set("b", 1.0, 2.0, 3.0)
        repeat(50) {
            session.set("a", 0.0, it * 0.1, 1.0)
            session.run(1)
            session.get("z")[1] shouldBe Math.exp(it * 0.1) + 8
        }
        counted.rows.get() shouldBeLessThan 10
        session.set("b", 1.0, 5.0, 3.0)
        session.run(1)
        session.get("z")[1] shouldBe Math.exp(4.9) + 50
    }
    test("rows too many to stay in the cache are read again in every run") {
        val graph = Graph()
        val counted = Counted()
        val x = graph.input("x", Type.of(true))
        val program = Program.of(mapOf("sum" to Algebra(graph).sumRows(graph.apply(counted, x))))
        val session = JvmBackend(-1).compile(program).session(one)
        val rows = (1 shl 21) + 1
        session.bind("x", listOf(RowSource.of(DoubleArray(rows) { 1.0 })))
        repeat(6) { session.run(rows) }
        counted.rows.get() shouldBe 6 * rows
    }
})
