package org.platen.inference.jvm.generated

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.shouldBe
import org.objectweb.asm.ClassReader
import org.objectweb.asm.ClassVisitor
import org.objectweb.asm.ClassWriter
import org.objectweb.asm.Label
import org.objectweb.asm.MethodVisitor
import org.objectweb.asm.Opcodes
import org.platen.inference.op.Algebra
import org.platen.inference.op.UnaryRule
import org.platen.inference.program.Graph
import org.platen.inference.program.Node
import org.platen.inference.program.Program
import org.platen.inference.program.Type

/** The bytes of instructions of each method of a class. */
private fun codeSizes(bytes: ByteArray): Map<String, Int> {
    val ends = HashMap<String, Label>()
    val writer = ClassWriter(0)
    val measuring = object : ClassVisitor(Opcodes.ASM9, writer) {
        override fun visitMethod(
            access: Int,
            name: String,
            descriptor: String,
            signature: String?,
            exceptions: Array<String>?,
        ): MethodVisitor = object : MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
            override fun visitMaxs(maxStack: Int, maxLocals: Int) {
                ends[name] = Label().also { visitLabel(it) }
                super.visitMaxs(maxStack, maxLocals)
            }
        }
    }
    ClassReader(bytes).accept(measuring, 0)
    writer.toByteArray()
    return ends.mapValues { it.value.offset }
}

private fun parts(program: Program): Parts =
    Parts.of(Unrolled.of(program.nodes(), program.outputs().values.toSet(), program.nodes().toSet())!!.actions())

class StageClassTest : FunSpec({
    test("long stages become several methods, each short enough for HotSpot to compile") {
        val graph = Graph()
        val algebra = Algebra(graph)
        val x = graph.input("x", Type.of(false, 8))
        val outputs = HashMap<String, Node>()
        var value = x
        repeat(150) {
            value =
                algebra.plus(algebra.unary(UnaryRule.SIN, value), algebra.times(x, algebra.take(value, 0, listOf(1, 2, 3, 4, 5, 6, 7, 0))))
            outputs["after $it"] = value
        }
        val parts = parts(Program.of(outputs))
        val sizes = codeSizes(StageClass.bytes(parts, Places()))
        sizes.size shouldBeGreaterThan 5
        sizes.forEach { (method, bytes) -> withClue(method) { bytes shouldBeLessThan 8000 } }
    }
    test("methods stay short where every number comes from a buffer of its own") {
        val graph = Graph()
        val algebra = Algebra(graph)
        val inputs = List(3000) { graph.input("x$it", Type.SCALAR) }
        val pairs = inputs.zipWithNext().mapIndexed { i, (a, b) -> "sum $i" to algebra.plus(a, b) }
        val sizes = codeSizes(StageClass.bytes(parts(Program.of(pairs.toMap())), Places()))
        sizes.forEach { (method, bytes) -> withClue(method) { bytes shouldBeLessThan 8000 } }
    }
    test("sums of very many terms are cut too") {
        val graph = Graph()
        val algebra = Algebra(graph)
        val inputs = List(40) { graph.input("x$it", Type.of(false, 40)) }
        val sums = inputs.map { algebra.sum(it, listOf(0)) }
        val sizes = codeSizes(StageClass.bytes(parts(Program.of(mapOf("sum" to sums.reduce(algebra::plus)))), Places()))
        sizes.forEach { (method, bytes) -> withClue(method) { bytes shouldBeLessThan 8000 } }
    }
    test("nothing is made of a stage without small values, or of one too long") {
        val graph = Graph()
        val algebra = Algebra(graph)
        val large = Program.of(mapOf("exp" to algebra.exp(graph.input("x", Type.of(false, 65)))))
        Unrolled.of(large.nodes(), large.outputs().values.toSet(), setOf()) shouldBe null
        var value = graph.input("y", Type.SCALAR)
        repeat(21_000) { value = algebra.unary(UnaryRule.SIN, value) }
        val long = Program.of(mapOf("sin" to value))
        Unrolled.of(long.nodes(), long.outputs().values.toSet(), setOf()) shouldBe null
    }
})
