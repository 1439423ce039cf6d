package org.platen.inference.jvm

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.checkAll
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import kotlin.random.Random
import org.platen.inference.RandomProgram
import org.platen.inference.backend.Compiled
import org.platen.inference.backend.LocalExecutor
import org.platen.inference.backend.RowSource
import org.platen.inference.backend.Session
import org.platen.inference.op.Algebra
import org.platen.inference.op.BinaryRule
import org.platen.inference.op.PutOp
import org.platen.inference.op.UnaryRule
import org.platen.inference.program.Graph
import org.platen.inference.program.Input
import org.platen.inference.program.Node
import org.platen.inference.program.Program
import org.platen.inference.program.Type

private val AWKWARD = doubleArrayOf(
    0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.0, 3.0, 17.25, -17.25, 1e-300, -1e-300, Double.MIN_VALUE, 1e300, -1e300, 710.0, -750.0,
    Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN,
)

private fun interpreted(program: Program): Compiled = JvmBackend(-1).compile(program)

private fun generated(program: Program): Compiled = JvmBackend(0).compile(program)

private fun name(node: Node) = (node.op() as Input).name

/** Bits of a number, one pattern for all NaN. */
private fun DoubleArray.bits(): List<Long> = map { it.toBits() }

private fun Session.results(program: Program, rows: Int): Map<String, List<Long>> {
    run(rows)
    return program.outputs().mapValues { (name, node) ->
        if (node.type().rows()) rows(name).flatMap { it.bits() } else get(name).bits()
    }
}

/** A program of one stage on inputs of its own, run with classes and without. */
private fun shouldAgree(vararg inputs: DoubleArray, dims: List<List<Int>>, build: Algebra.(List<Node>) -> Map<String, Node>) {
    val graph = Graph()
    val nodes = inputs.indices.map { graph.input("input $it", Type(false, dims[it])) }
    val program = Program.of(Algebra(graph).build(nodes))
    LocalExecutor(1).use { one ->
        val results = listOf(interpreted(program), generated(program)).map { compiled ->
            val session = compiled.session(one)
            inputs.forEachIndexed { i, numbers -> session.set("input $i", *numbers) }
            session.results(program, 1)
        }
        for ((output, bits) in results[0]) {
            withClue(output) { results[1].getValue(output) shouldBe bits }
        }
    }
}

class GeneratedClassesTest : FunSpec({
    val one = LocalExecutor(1)
    afterSpec { one.close() }

    test("random programs have the same results with classes and without, to the last bit") {
        checkAll(300, Arb.int(0..Int.MAX_VALUE)) { seed ->
            val random = Random(seed)
            val draft = RandomProgram(seed, operations = 5 + random.nextInt(60), rows = random.nextInt(5))
            val named = draft.values().withIndex().filter { random.nextInt(4) == 0 || it.value == draft.result }
            val program = Program.of(named.associate { "output ${it.index}" to it.value })
            val sessions = listOf(interpreted(program), generated(program)).map { it.session(one) }
            val inputs = draft.inputs + draft.indices
            inputs.forEach { (node, value) ->
                sessions.forEach { session ->
                    if (node.type().rows()) {
                        session.bind(name(node), value.entries.map { RowSource.of(it) })
                    } else {
                        session.set(name(node), *value.row(0))
                    }
                }
            }
            repeat(3) {
                sessions[1].results(program, draft.rows) shouldBe sessions[0].results(program, draft.rows)
                val changed = draft.inputs.filter { !it.key.type().rows() && random.nextBoolean() }
                changed.forEach { (node, value) ->
                    val numbers = value.row(0).map { it + random.nextDouble() }.toDoubleArray()
                    sessions.forEach { it.set(name(node), *numbers) }
                }
            }
        }
    }
    test("every function of one number has its bits at awkward numbers") {
        for (rule in UnaryRule.values()) {
            shouldAgree(AWKWARD, dims = listOf(listOf(AWKWARD.size))) { (x) -> mapOf(rule.name to unary(rule, x)) }
        }
    }
    test("every function of two numbers has its bits at awkward numbers, whichever of them is known") {
        val n = AWKWARD.size
        for (rule in BinaryRule.values().filter { it != BinaryRule.POLYGAMMA }) {
            shouldAgree(AWKWARD, AWKWARD, dims = listOf(listOf(n), listOf(n))) { (x, y) ->
                val pairs = (0 until n).associate { shift ->
                    "$rule $shift" to binary(rule, x, take(y, 0, List(n) { (it + shift) % n }))
                }
                val known = AWKWARD.associate { "$rule of $it" to binary(rule, x, number(it)) }
                val first = AWKWARD.associate { "$rule of $it first" to binary(rule, number(it), x) }
                pairs + known + first
            }
        }
        val orders = doubleArrayOf(0.0, 1.0, 2.0, 5.0)
        shouldAgree(orders, AWKWARD, dims = listOf(listOf(4, 1), listOf(n))) { (order, x) ->
            mapOf("polygamma" to binary(BinaryRule.POLYGAMMA, order, x))
        }
    }
    test("choices, sums, maxima and rearrangements have their bits at awkward numbers") {
        val n = AWKWARD.size
        val matrix = DoubleArray(2 * n) { AWKWARD[(7 * it) % n] }
        shouldAgree(AWKWARD, matrix, dims = listOf(listOf(n), listOf(2, n))) { (x, y) ->
            val index = graph().literal(DoubleArray(n) { (it % 2).toDouble() }, listOf(1, n))
            mapOf(
                "select" to select(x, y, number(-0.0)),
                "select the same" to select(x, y, y),
                "sum" to sum(y, listOf(0)),
                "sum of all" to sum(y, listOf(0, 1)),
                "dot" to sumProduct(x, y, listOf(1), false),
                "outer" to sumProduct(reshape(x, listOf(n, 1)), take(x, 0, listOf(0, 1, 5)), listOf(0), false),
                "max" to max(y, listOf(1)),
                "log sum exp" to logSumExp(y, listOf(0)),
                "permuted" to permute(y, listOf(1, 0)),
                "taken" to take(y, 1, listOf(3, 3, 0)),
                "joined" to concatenate(listOf(y, take(y, 0, listOf(1))), 0),
                "put" to graph().apply(PutOp(1, List(n) { it % 3 }, 4), y),
                "gathered" to gather(y, index, 0),
                "broadcast" to toType(take(x, 0, listOf(1)), Type(false, listOf(4))),
                "products with one" to
                    times(x, graph().literal(doubleArrayOf(1.0, -1.0, 0.0, -0.0).let { k -> DoubleArray(n) { k[it % 4] } }, listOf(n))),
                "sums with zero" to plus(x, graph().literal(DoubleArray(n) { if (it % 2 == 0) 0.0 else -0.0 }, listOf(n))),
            )
        }
    }
    test("values too large to be written out, and kernels that cannot be, take part") {
        val x = DoubleArray(100) { Random(it).nextDouble() }
        shouldAgree(x, dims = listOf(listOf(10, 10))) { (m) ->
            val positive = plus(
                matMul(m, transpose(m)),
                graph().literal(
                    DoubleArray(100) {
                        if (it % 11 ==
                            0
                        ) {
                            1.0
                        } else {
                            0.0
                        }
                    },
                    listOf(10, 10),
                ),
            )
            val factor = cholesky(positive)
            val logs = log(take(reshape(factor, listOf(100)), 0, List(10) { 11 * it }))
            val total = sum(logs, listOf(0))
            val solved = solve(factor, take(m, 1, listOf(0)), true)
            mapOf("log determinant" to total, "scaled" to times(factor, total), "solved" to exp(solved), "factor" to factor)
        }
    }
    test("long programs become several methods, all of which HotSpot compiles") {
        shouldAgree(DoubleArray(8) { 0.1 * it }, dims = listOf(listOf(8))) { (x) ->
            var value = x
            val outputs = HashMap<String, Node>()
            repeat(900) {
                value = plus(unary(UnaryRule.SIN, value), times(x, take(value, 0, listOf(1, 2, 3, 4, 5, 6, 7, 0))))
                if (it % 100 == 0) {
                    outputs["after $it"] = value
                }
            }
            outputs + ("last" to value)
        }
    }
    test("inputs set anew are seen, whether they were expected to change or not") {
        val graph = Graph()
        val algebra = Algebra(graph)
        val a = graph.input("a", Type.of(false, 2))
        val b = graph.input("b", Type.of(false, 2))
        val program = Program.of(mapOf("z" to algebra.plus(algebra.exp(a), algebra.times(algebra.exp(b), algebra.rowCount()))))
        fun expected(x: Double, y: Double, rows: Int) = Math.exp(x) + Math.exp(y) * rows
        val compiled = JvmBackend(2).compile(program)
        val session = compiled.session(one)
        val open = session.input("a")
        session.set("b", 1.0, 2.0)
        val z = session.output("z")
        for (run in 0 until 6) {
            open[0] = run * 0.5
            session.run(3)
            z[0] shouldBe expected(run * 0.5, 1.0, 3)
        }
        session.set("b", 3.0, 2.0)
        session.run(3)
        z[0] shouldBe expected(2.5, 3.0, 3)
        session.run(4)
        z[0] shouldBe expected(2.5, 3.0, 4)
        val late = session.input("b")
        for (y in listOf(-1.0, -2.0)) {
            late[0] = y
            session.run(4)
            z[0] shouldBe expected(2.5, y, 4)
        }
        val another = compiled.session(one)
        another.set("a", 0.0, 0.0)
        for (y in listOf(-1.0, -2.0)) {
            another.set("b", y, y)
            another.run(1)
            another.output("z")[1] shouldBe expected(0.0, y, 1)
        }
    }
    test("sessions of several threads share the classes and nothing else") {
        val draft = RandomProgram(5, operations = 40)
        val program = Program.of(mapOf("result" to draft.result))
        val compiled = JvmBackend(50).compile(program)
        val pool = Executors.newFixedThreadPool(4)
        val results = pool.invokeAll(
            List(8) {
                Callable {
                    val session = compiled.session(LocalExecutor(1))
                    (draft.inputs + draft.indices).forEach { (node, value) ->
                        if (node.type().rows()) {
                            session.bind(name(node), value.entries.map { RowSource.of(it) })
                        } else {
                            session.set(name(node), *value.row(0))
                        }
                    }
                    List(100) { session.results(program, draft.rows) }.toSet()
                }
            },
        ).map { it.get() }
        pool.shutdown()
        results.toSet().single().size shouldBe 1
    }
    test("an input that a program does not depend on has no place, and one with rows is bound") {
        val graph = Graph()
        val program = Program.of(mapOf("x" to graph.input("x", Type.of(false, 3))))
        val session = generated(program).session(one)
        session.input("y").size shouldBe 0
        session.input("x").size shouldBe 3
        session.input("x")[1] = 4.0
        session.run(1)
        session.get("x") shouldBe doubleArrayOf(0.0, 4.0, 0.0)
        session.get("x") shouldNotBe session.output("x").also { it[1] = 5.0 }
    }
})
