package org.platen.inference.tensorflow

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.checkAll
import java.nio.file.Files
import java.nio.file.Path
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TimeSource
import org.platen.inference.RandomProgram
import org.platen.inference.autodiff.ReverseMode
import org.platen.inference.backend.LocalExecutor
import org.platen.inference.backend.RowSource
import org.platen.inference.op.Algebra
import org.platen.inference.program.Graph
import org.platen.inference.program.Node
import org.platen.inference.program.Program
import org.platen.inference.program.Type

private fun draft(seed: Int): Pair<RandomProgram, Program> {
    val draft = RandomProgram(seed, operations = 25)
    val scalar = if (draft.result.type().rows()) Algebra(draft.graph).sumRows(draft.result) else draft.result
    val outputs = LinkedHashMap<String, Node>()
    draft.values().forEachIndexed { i, node -> outputs["value $i"] = node }
    ReverseMode.gradients(draft.graph, scalar, draft.inputs.keys).values.forEachIndexed { i, node -> outputs["gradient $i"] = node }
    return draft to Program.of(outputs)
}

private fun residentMegabytes(): Double =
    Files.readAllLines(Path.of("/proc/self/status")).first { it.startsWith("VmRSS") }.filter { it.isDigit() }.toDouble() / 1024

class BackendTest : FunSpec({
    test("random programs and their gradients agree with the JVM") {
        checkAll(60, Arb.int(0..Int.MAX_VALUE)) { seed ->
            val (draft, program) = draft(seed)
            val inputs = draft.inputs + draft.indices
            assertAgree(onTensorFlow(program, inputs, draft.rows), onJvm(program, inputs, draft.rows), 1e-10, 1e-10)
        }
    }

    test("float32 agrees with float64 to its own digits") {
        checkAll(20, Arb.int(0..Int.MAX_VALUE)) { seed ->
            val (draft, program) = draft(seed)
            val inputs = draft.inputs + draft.indices
            val single = exact.precision(Precision.FLOAT32)
            val largest = draft.values().size
            assertAgree(onTensorFlow(program, inputs, draft.rows, single), onTensorFlow(program, inputs, draft.rows), 1e-3, 1e-4 * largest)
        }
    }

    test("inputs that change are read again, all others are kept") {
        val graph = Graph()
        val algebra = Algebra(graph)
        val x = graph.input("x", Type.of(true))
        val scale = graph.input("scale", Type.SCALAR)
        val shift = graph.input("shift", Type.SCALAR)
        val program = Program.of(mapOf("y" to algebra.sumRows(algebra.plus(algebra.times(x, scale), shift))))
        LocalExecutor(1).use { executor ->
            val session = exact.compile(program).session(executor)
            val open = session.input("scale")
            val sum = session.output("y")
            session.bind("x", listOf(RowSource.of(doubleArrayOf(1.0, 2.0, 3.0))))
            session.set("shift", 1.0)
            open[0] = 2.0
            session.run(3)
            sum[0] shouldBe 15.0
            open[0] = 1.0
            session.run(2)
            sum[0] shouldBe 5.0
            session.set("shift", 0.0)
            session.bind("x", listOf(RowSource(doubleArrayOf(0.0, 5.0, 0.0, 7.0), 1, 2)))
            session.run(2)
            session.get("y") shouldBe doubleArrayOf(12.0)
        }
    }

    test("twenty thousand runs leave memory as it was") {
        if (!Files.exists(Path.of("/proc/self/status"))) {
            println("skipped: resident memory is read from /proc/self/status, which this system does not have")
            return@test
        }
        val graph = Graph()
        val x = graph.input("x", Type.of(true, 50))
        val p = graph.input("p", Type.of(false, 50))
        val program = Program.of(mapOf("y" to Algebra(graph).exp(Algebra(graph).times(x, p))))
        LocalExecutor(1).use { executor ->
            val session = exact.compile(program).session(executor)
            val data = DoubleArray(50 * 20) { 0.001 * it }
            val open = session.input("p")
            val step = { i: Int ->
                open[0] = i.toDouble() * 1e-6
                session.bind("x", List(50) { RowSource(data, it, 50) })
                session.run(20)
            }
            repeat(2000) { step(it) }
            System.gc()
            val before = residentMegabytes()
            val end = TimeSource.Monotonic.markNow() + 20.seconds
            var runs = 0
            while (runs < 20_000 && end.hasNotPassedNow()) {
                step(runs++)
            }
            System.gc()
            runs shouldBeGreaterThan 500
            // One tensor that stayed in each run would take 8 kB, 160 MB in all.
            residentMegabytes() - before shouldBeLessThan 40.0
        }
    }
})
