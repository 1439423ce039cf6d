package org.platen.inference.autodiff

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.checkAll
import org.platen.inference.Differences
import org.platen.inference.Interpreter
import org.platen.inference.RandomProgram
import org.platen.inference.Value
import org.platen.inference.op.Algebra
import org.platen.inference.op.BinaryRule
import org.platen.inference.op.FixedOp
import org.platen.inference.op.PutOp
import org.platen.inference.op.SumProductOp
import org.platen.inference.program.Graph
import org.platen.inference.program.Program
import org.platen.inference.program.Type

class ReverseModeTest : FunSpec({
    test("gradients of random programs agree with differences") {
        checkAll(150, Arb.int(0..Int.MAX_VALUE)) { seed ->
            val program = RandomProgram(seed, operations = 12)
            Differences(program.graph, program.inputs, program.rows, program.indices).check(program.result, twice = false, tolerance = 1e-6)
        }
    }
    test("gradients of gradients of random programs agree with differences") {
        checkAll(40, Arb.int(0..Int.MAX_VALUE)) { seed ->
            val program = RandomProgram(seed, operations = 6)
            Differences(program.graph, program.inputs, program.rows, program.indices).check(program.result, twice = true, tolerance = 1e-5)
        }
    }
    test("a value that is used twice has the sum of both derivatives") {
        val graph = Graph()
        val algebra = Algebra(graph)
        val x = graph.input("x", Type.SCALAR)
        val gradient = ReverseMode.gradients(graph, algebra.times(algebra.exp(x), algebra.sin(x)), listOf(x)).getValue(x)
        val at = Interpreter(1, mapOf("x" to Value(Type.SCALAR, listOf(doubleArrayOf(0.0)))))
        at.number(gradient) shouldBe 1.0
    }
    test("what is taken apart into many pieces is put together once, also where pieces overlap") {
        val graph = Graph()
        val algebra = Algebra(graph)
        val x = graph.input("x", Type.of(true, 5, 2))
        val weights = listOf(listOf(0), listOf(1, 2), listOf(2), listOf(4, 0)).mapIndexed { i, entries -> entries to 1.0 + i }
        val parts = weights.map { (entries, weight) ->
            algebra.sumProduct(algebra.square(algebra.take(x, 0, entries)), algebra.number(weight), listOf(0, 1), true)
        }
        val sum = algebra.reshape(parts.reduce(algebra::plus), listOf())
        val gradient = ReverseMode.gradients(graph, sum, listOf(x)).getValue(x)
        val at = Interpreter(1, mapOf("x" to Value(Type.of(true, 5, 2), List(10) { doubleArrayOf(0.5) })))
        // Σ w x², at x = 1/2; entry by entry of the first dimension: 1 + 4, 2, 2 + 3, 0, 4.
        at.value(gradient).numbers() shouldBe listOf(5.0, 5.0, 2.0, 2.0, 5.0, 5.0, 0.0, 0.0, 4.0, 4.0)
        Program.of(mapOf("gradient" to gradient)).nodes().count { it.op() is PutOp } shouldBe 1
    }
    test("a number has the derivative 1 with respect to itself and 0 where nothing depends on it") {
        val graph = Graph()
        val x = graph.input("x", Type.SCALAR)
        val unused = graph.input("unused", Type.of(true, 2))
        val gradients = ReverseMode.gradients(graph, x, listOf(x, unused))
        val at = Interpreter(3, mapOf("x" to Value(Type.SCALAR, listOf(doubleArrayOf(5.0)))))
        at.number(gradients.getValue(x)) shouldBe 1.0
        gradients.getValue(unused).type() shouldBe unused.type()
        at.value(gradients.getValue(unused)).numbers() shouldBe List(6) { 0.0 }
    }
    test("an adjoint that is the same for all rows comes without rows, and none where nothing depends on it") {
        val graph = Graph()
        val algebra = Algebra(graph)
        val x = graph.input("x", Type.of(true, 2))
        val unused = graph.input("unused", Type.of(true, 2))
        val scale = graph.input("scale", Type.of(false, 2))
        val all = algebra.sumProduct(algebra.times(x, scale), algebra.number(1.0), listOf(0), true)
        val adjoints = ReverseMode.adjoints(graph, algebra.reshape(all, listOf()), listOf(x, unused))
        adjoints.keys shouldBe setOf(x)
        adjoints.getValue(x).type().rows() shouldBe false
    }
    test("nothing is differentiated through a fixed value") {
        val graph = Graph()
        val algebra = Algebra(graph)
        val x = graph.input("x", Type.SCALAR)
        val product = algebra.times(x, graph.apply(FixedOp(), algebra.exp(x)))
        val gradient = ReverseMode.gradients(graph, product, listOf(x)).getValue(x)
        // Not (1 + x) e^x.
        Interpreter(1, mapOf("x" to Value(Type.SCALAR, listOf(doubleArrayOf(0.0))))).number(gradient) shouldBe 1.0
    }
    test("values between inputs and result can be differentiated with respect to") {
        val graph = Graph()
        val algebra = Algebra(graph)
        val x = graph.input("x", Type.of(true, 2))
        val terms = algebra.exp(x)
        val total = algebra.sumRows(algebra.reshape(algebra.logSumExp(terms, listOf(0)), listOf()))
        val gradients = ReverseMode.gradients(graph, total, listOf(terms, x))
        val at = Interpreter(1, mapOf("x" to Value.of(x.type(), 1) { _, _ -> 0.0 }))
        at.value(gradients.getValue(terms)).numbers() shouldBe listOf(0.5, 0.5)
        at.value(gradients.getValue(x)).numbers() shouldBe listOf(0.5, 0.5)
    }
    test("comparisons pass no derivative on") {
        val graph = Graph()
        val x = graph.input("x", Type.SCALAR)
        val gradient = ReverseMode.gradients(graph, Algebra(graph).binary(BinaryRule.LESS, x, graph.literal(1.0)), listOf(x)).getValue(x)
        gradient.op() shouldBe graph.literal(0.0).op()
    }
    test("only single numbers can be differentiated") {
        val graph = Graph()
        for (type in listOf(Type.of(true), Type.of(false, 2))) {
            val x = graph.input(type.toString(), type)
            shouldThrow<IllegalArgumentException> { ReverseMode.gradients(graph, x, listOf(x)) }
        }
    }
    test("the derivative of weighted squares is contracted over rows without their products being stored") {
        val graph = Graph()
        val algebra = Algebra(graph)
        val x = graph.input("x", Type.of(true, 3))
        val weight = graph.input("weight", Type.of(true))
        val mean = graph.input("mean", Type.of(false, 3))
        val total = algebra.sumRows(
            algebra.times(weight, algebra.reshape(algebra.sum(algebra.square(algebra.minus(x, mean)), listOf(0)), listOf())),
        )
        val gradient = ReverseMode.gradients(graph, total, listOf(mean)).getValue(mean)
        generateSequence(listOf(gradient)) { nodes -> nodes.flatMap { it.inputs() }.takeIf { it.isNotEmpty() } }
            .flatten().any { it.op() == SumProductOp(listOf(), true) } shouldBe true
    }
})
