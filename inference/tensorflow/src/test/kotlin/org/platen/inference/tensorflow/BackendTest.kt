package org.platen.inference.tensorflow

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.checkAll
import org.platen.inference.RandomProgram
import org.platen.inference.autodiff.ReverseMode
import org.platen.inference.backend.LocalExecutor
import org.platen.inference.backend.RowSource
import org.platen.inference.op.Algebra
import org.platen.inference.program.Graph
import org.platen.inference.program.Node
import org.platen.inference.program.Program
import org.platen.inference.program.Type
import org.tensorflow.TensorFlow

private fun draft(seed: Int): Pair<RandomProgram, Program> {
    val draft = RandomProgram(seed, operations = 25)
    val scalar = if (draft.result.type().rows()) Algebra(draft.graph).sumRows(draft.result) else draft.result
    val outputs = LinkedHashMap<String, Node>()
    draft.values().forEachIndexed { i, node -> outputs["value $i"] = node }
    ReverseMode.gradients(draft.graph, scalar, draft.inputs.keys).values.forEachIndexed { i, node -> outputs["gradient $i"] = node }
    return draft to Program.of(outputs)
}

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

    test("a GPU that cannot be used is refused with the reason") {
        if (TensorFlow::class.java.classLoader.getResource("org/tensorflow/internal/c_api/linux-x86_64-gpu") != null) {
            println("skipped: the native library is one for GPUs")
            return@test
        }
        val graph = Graph()
        val program = Program.of(mapOf("y" to Algebra(graph).exp(graph.input("x", Type.SCALAR))))
        val message = shouldThrow<IllegalStateException> { TensorFlowBackend().device(Device.gpu(1)).compile(program) }.message
        message shouldContain "GPU 1"
        message shouldContain "classifier linux-x86_64-gpu"
    }
})
