package org.platen.inference.jvm

import com.sun.management.ThreadMXBean
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.checkAll
import java.lang.management.ManagementFactory
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import kotlin.random.Random
import org.platen.inference.Interpreter
import org.platen.inference.RandomProgram
import org.platen.inference.Value
import org.platen.inference.assertClose
import org.platen.inference.backend.Executor
import org.platen.inference.backend.LocalExecutor
import org.platen.inference.backend.RowSource
import org.platen.inference.backend.Session
import org.platen.inference.op.Algebra
import org.platen.inference.op.UnaryRule
import org.platen.inference.program.Graph
import org.platen.inference.program.Input
import org.platen.inference.program.Node
import org.platen.inference.program.Program
import org.platen.inference.program.Type

/** Runs pieces one after the other in an order and as workers drawn at random. */
private class Shuffled(private val random: Random) : Executor {
    override fun workers() = 3

    override fun run(pieces: Int, piece: Executor.Piece) = (0 until pieces).shuffled(random).forEach { piece.run(random.nextInt(3), it) }
}

private fun name(node: Node) = (node.op() as Input).name

private fun Session.give(inputs: Map<Node, Value>) = inputs.forEach { (node, value) ->
    if (node.type().rows()) bind(name(node), value.entries.map { RowSource.of(it) }) else set(name(node), *value.row(0))
}

/** All outputs of a run, as numbers. */
private fun Session.results(program: Program, rows: Int): Map<String, List<Double>> {
    run(rows)
    return program.outputs().mapValues { (name, node) ->
        if (node.type().rows()) rows(name).flatMap { it.asList() } else get(name).asList()
    }
}

private fun run(program: Program, inputs: Map<Node, Value>, rows: Int, executor: Executor): Map<String, List<Double>> =
    JvmBackend().compile(program).session(executor).apply { give(inputs) }.results(program, rows)

private fun standardised(): Pair<Program, Node> {
    val graph = Graph()
    val algebra = Algebra(graph)
    val x = graph.input("x", Type.of(true))
    val n = algebra.rowCount()
    val centred = algebra.minus(x, algebra.over(algebra.sumRows(x), n))
    val deviation = algebra.unary(UnaryRule.SQRT, algebra.over(algebra.sumRows(algebra.square(centred)), n))
    val standard = algebra.over(centred, deviation)
    val skewness = algebra.over(algebra.sumRows(algebra.times(standard, algebra.square(standard))), n)
    val outputs = mapOf("skewness" to skewness, "standard" to standard, "shifted" to algebra.plus(standard, skewness), "x" to x)
    return Program.of(outputs) to x
}

class JvmBackendTest : FunSpec({
    val one = LocalExecutor(1)
    val two = LocalExecutor(2)
    val five = LocalExecutor(5)
    afterSpec { listOf(one, two, five).forEach { it.close() } }

    test("random programs have the values that each operation has on its own") {
        checkAll(150, Arb.int(0..Int.MAX_VALUE)) { seed ->
            val random = Random(seed)
            val draft = RandomProgram(seed, operations = 25)
            val named = draft.values().withIndex().filter { random.nextInt(4) == 0 || it.value == draft.result }.associate {
                "output ${it.index}" to
                    it.value
            }
            val program = Program.of(named)
            val block = Schedule.of(program).blockRows()
            val rows = listOf(0, 1, 2, block - 1, block, block + 1, 3 * block + 5).random(random)
            val given = RandomProgram(seed, operations = 25, rows = rows).let { it.inputs + it.indices }.mapKeys { name(it.key) }
            val nodes = (draft.inputs.keys + draft.indices.keys).associateWith { given.getValue(name(it)) }
            val actual = run(program, nodes, rows, Shuffled(random))
            val interpreter = Interpreter(rows, given)
            for ((output, node) in named) {
                val expected = interpreter.value(node).numbers()
                withClue("$output of $rows rows, blocks of $block") {
                    actual.getValue(output).size shouldBe expected.size
                    expected.zip(actual.getValue(output)).forEach { (e, a) -> assertClose(a, e, 1e-10, slack = 1e-10) }
                }
            }
        }
    }
    test("results do not depend on threads, workers or order, to the last bit") {
        checkAll(15, Arb.int(0..Int.MAX_VALUE)) { seed ->
            val draft = RandomProgram(seed, operations = 15, rows = 3000 + seed % 1000)
            val program = Program.of(mapOf("result" to draft.result) + draft.values().takeLast(3).associateBy { "%${it.id()}" })
            val all = listOf(one, two, five, Shuffled(Random(seed))).map { run(program, draft.inputs + draft.indices, draft.rows, it) }
            all.forEach { (it == all[0]) shouldBe true }
        }
    }
    test("values with rows may depend on sums of rows, and these on others") {
        val (program, x) = standardised()
        val block = Schedule.of(program).blockRows()
        for (rows in listOf(1, 2, block - 1, block, block + 1, 64 * block, 64 * block + 1, 131 * block + 17)) {
            val numbers = DoubleArray(rows) { Random(it).nextDouble() }
            val value = Value(x.type(), listOf(numbers))
            val results = run(program, mapOf(x to value), rows, two)
            val mean = numbers.average()
            val deviation = Math.sqrt(numbers.sumOf { (it - mean) * (it - mean) } / rows)
            val standard = numbers.map { (it - mean) / deviation }
            val skewness = standard.sumOf { it * it * it } / rows
            withClue("$rows rows") {
                (results.getValue("x") == numbers.asList()) shouldBe true
                if (rows > 1) {
                    assertClose(results.getValue("skewness").single(), skewness, 1e-10, slack = 1e-12)
                    results.getValue("standard").zip(standard).forEach { (a, e) -> assertClose(a, e, 1e-10, slack = 1e-12) }
                    results.getValue("shifted").zip(standard).forEach { (a, e) -> assertClose(a, e + skewness, 1e-10, slack = 1e-12) }
                }
            }
        }
    }
    test("a session can run again on other rows, more of them or fewer, and on none") {
        val graph = Graph()
        val algebra = Algebra(graph)
        val x = graph.input("x", Type.of(true))
        val scale = graph.input("scale", Type.SCALAR)
        val program = Program.of(
            mapOf(
                "sum" to algebra.sumRows(algebra.times(x, scale)),
                "count" to algebra.rowCount(),
                "exp" to algebra.exp(x),
            ),
        )
        val session = JvmBackend().compile(program).session(five)
        session.set("scale", 2.0)
        for (rows in listOf(5, 10000, 0, 1, 3)) {
            val numbers = DoubleArray(rows) { it.toDouble() }
            session.bind("x", listOf(RowSource.of(numbers)))
            session.run(rows)
            session.get("sum").single() shouldBe 2 * numbers.sum()
            session.get("count").single() shouldBe rows.toDouble()
            session.rows("exp").single().size shouldBe rows
        }
    }
    test("rows are read from where they lie") {
        val graph = Graph()
        val x = graph.input("x", Type.of(true, 2))
        val program = Program.of(mapOf("x" to x))
        val table = DoubleArray(3 * 2500 + 1) { it.toDouble() }
        val session = JvmBackend().compile(program).session(two)
        session.bind("x", listOf(RowSource(table, 1, 3), RowSource(table, 3, 3)))
        session.run(2500)
        session.rows("x")[0].asList() shouldBe List(2500) { 1.0 + 3 * it }
        session.rows("x")[1].asList() shouldBe List(2500) { 3.0 + 3 * it }
    }
    test("many sessions of one compiled program run at the same time") {
        val (program, x) = standardised()
        val compiled = JvmBackend().compile(program)
        val threads = Executors.newFixedThreadPool(4)
        try {
            val work = List(12) { number ->
                Callable {
                    val value = Value(x.type(), listOf(DoubleArray(5000) { Random(it * (number + 1)).nextDouble() }))
                    val session = compiled.session(if (number % 2 == 0) two else five).apply { give(mapOf(x to value)) }
                    List(20) { session.results(program, 5000) } to run(program, mapOf(x to value), 5000, one)
                }
            }
            for (result in threads.invokeAll(work)) {
                val (runs, alone) = result.get()
                runs.forEach { (it == alone) shouldBe true }
            }
        } finally {
            threads.shutdown()
        }
    }
    test("more blocks need no more memory") {
        val graph = Graph()
        val algebra = Algebra(graph)
        val x = graph.input("x", Type.of(true, 3))
        val mean = graph.input("mean", Type.of(false, 4, 3))
        val density = algebra.times(algebra.sum(algebra.square(algebra.minus(algebra.reshape(x, listOf(1, 3)), mean)), listOf(1)), -0.5)
        val program = Program.of(mapOf("total" to algebra.sumRows(algebra.logSumExp(density, listOf(0)))))
        val block = Schedule.of(program).blockRows()
        val numbers = DoubleArray(64 * 40 * block) { it % 7.0 }
        val session = JvmBackend().compile(program).session(one)
        session.bind("x", List(3) { RowSource.of(numbers) })
        session.set("mean", *DoubleArray(12) { it.toDouble() })
        val meter = ManagementFactory.getThreadMXBean() as ThreadMXBean
        fun bytes(rows: Int): Long {
            val before = meter.getThreadAllocatedBytes(Thread.currentThread().id)
            session.run(rows)
            return meter.getThreadAllocatedBytes(Thread.currentThread().id) - before
        }
        // Until the compiler is done, vectors may be objects.
        val perBlock = generateSequence { (bytes(numbers.size) - bytes(64 * block)) / (64 * 39.0) }.take(300).firstOrNull { it < 64.0 }
        perBlock shouldNotBe null
    }
    test("what is missing is named") {
        val graph = Graph()
        val algebra = Algebra(graph)
        val program = Program.of(
            mapOf("sum" to algebra.sumRows(algebra.times(graph.input("x", Type.of(true)), graph.input("scale", Type.SCALAR)))),
        )
        val session = JvmBackend().compile(program).session(one)
        session.set("not there", 1.0)
        shouldThrow<IllegalStateException> { session.run(1) }.message shouldContain "'"
        shouldThrow<IllegalArgumentException> { session.set("scale", 1.0, 2.0) }.message shouldContain "'scale'"
        shouldThrow<IllegalArgumentException> { session.set("x", 1.0) }.message shouldContain "'x'"
        shouldThrow<IllegalArgumentException> { session.bind("x", listOf()) }.message shouldContain "'x'"
        session.set("scale", 1.0)
        shouldThrow<IllegalStateException> { session.run(1) }.message shouldContain "'x'"
        session.bind("x", listOf(RowSource.of(doubleArrayOf(1.0, 2.0))))
        shouldThrow<IllegalArgumentException> { session.run(3) }.message shouldContain "'x' has 2 rows"
        session.run(2)
        session.get("sum").single() shouldBe 3.0
        shouldThrow<IllegalArgumentException> { session.get("mean") }.message shouldContain "'mean'"
        shouldThrow<IllegalArgumentException> { session.rows("sum") }.message shouldContain "'sum'"
    }
})
