package org.platen.inference.program

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeSortedBy
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.checkAll
import org.platen.inference.Interpreter
import org.platen.inference.RandomProgram
import org.platen.inference.Value
import org.platen.inference.op.Algebra
import org.platen.inference.op.BinaryOp
import org.platen.inference.op.BinaryRule
import org.platen.inference.op.UnaryOp
import org.platen.inference.op.UnaryRule

class GraphTest : FunSpec({
    val graph = Graph()
    val algebra = Algebra(graph)
    val x = graph.input("x", Type.of(true, 2))

    test("equal operations on equal values are one node") {
        algebra.exp(algebra.plus(x, 1.0)) shouldBeSameInstanceAs algebra.exp(algebra.plus(x, 1.0))
        graph.literal(doubleArrayOf(1.0, 2.0), listOf(2)) shouldBeSameInstanceAs graph.literal(doubleArrayOf(1.0, 2.0), listOf(2))
        graph.literal(0.0) shouldNotBe graph.literal(-0.0)
        graph.literal(doubleArrayOf(1.0, 2.0), listOf(2)) shouldNotBe graph.literal(doubleArrayOf(1.0, 2.0), listOf(2, 1))
        graph.literal(Double.NaN) shouldBeSameInstanceAs graph.literal(Double.NaN)
    }
    test("a list of inputs may change after its use") {
        val inputs = mutableListOf(x)
        val node = graph.apply(UnaryOp(UnaryRule.SIN), inputs)
        inputs[0] = node
        node.inputs() shouldBe listOf(x)
        graph.apply(UnaryOp(UnaryRule.SIN), x) shouldBeSameInstanceAs node
    }
    test("operations on literals are literals") {
        val two = graph.literal(doubleArrayOf(2.0, 8.0), listOf(2))
        algebra.log(two).op() shouldBe graph.literal(doubleArrayOf(Math.log(2.0), Math.log(8.0)), listOf(2)).op()
        algebra.sum(two, listOf(0)).op() shouldBe graph.literal(doubleArrayOf(10.0), listOf(1)).op()
        algebra.concatenate(listOf(two, two), 0).op() shouldBe graph.literal(doubleArrayOf(2.0, 8.0, 2.0, 8.0), listOf(4)).op()
        algebra.reshape(two, listOf(2, 1)).op() shouldBe graph.literal(doubleArrayOf(2.0, 8.0), listOf(2, 1)).op()
    }
    test("times one and plus zero are the value itself, unless they make it larger") {
        algebra.times(x, 1.0) shouldBeSameInstanceAs x
        algebra.times(graph.literal(1.0), x) shouldBeSameInstanceAs x
        algebra.plus(x, 0.0) shouldBeSameInstanceAs x
        algebra.minus(x, graph.literal(0.0)) shouldBeSameInstanceAs x
        algebra.over(x, graph.literal(1.0)) shouldBeSameInstanceAs x
        for (ones in listOf(listOf(3, 1), listOf(1, 1, 2))) {
            val literal = graph.literal(DoubleArray(ones.reduce(Int::times)) { 1.0 }, ones)
            val larger = Type.broadcast(x.type(), literal.type())
            for (node in listOf(
                algebra.times(x, literal),
                algebra.times(literal, x),
                algebra.over(x, literal),
                algebra.power(x, literal),
            )) {
                node.type() shouldBe larger
            }
        }
    }
    test("simplified operations have the values of the plain ones") {
        val numbers = listOf(0.0, -2.5, 3.0, 1e-300, Double.NaN, Double.POSITIVE_INFINITY)
        val input = graph.input("numbers", Type.of(false, numbers.size))
        val at = Interpreter(1, mapOf("numbers" to Value(input.type(), numbers.map { doubleArrayOf(it) })))
        val simplified = mapOf<BinaryRule, (Node, Node) -> Node>(
            BinaryRule.ADD to algebra::plus,
            BinaryRule.SUBTRACT to algebra::minus,
            BinaryRule.MULTIPLY to algebra::times,
            BinaryRule.DIVIDE to algebra::over,
            BinaryRule.POWER to algebra::power,
        )
        for ((rule, build) in simplified) {
            for (number in listOf(-1.0, 0.0, 1.0, 2.0)) {
                for (literal in listOf(graph.literal(number), graph.literal(DoubleArray(12) { number }, listOf(2, 6)))) {
                    withClue("$rule with $number : ${literal.type()}") {
                        for ((left, right) in listOf(input to literal, literal to input)) {
                            val plain = graph.apply(BinaryOp(rule), left, right)
                            (at.value(build(left, right)).numbers() == at.value(plain).numbers()) shouldBe true
                        }
                    }
                }
            }
        }
    }
    test("a program holds what its outputs need, inputs first") {
        checkAll(50, Arb.int(0..Int.MAX_VALUE)) { seed ->
            val random = RandomProgram(seed, operations = 10)
            val program = Program.of(mapOf("result" to random.result))
            val nodes = program.nodes()
            nodes shouldBeSortedBy { it.id() }
            nodes.forEachIndexed { i, node -> nodes.subList(0, i) shouldContainAll node.inputs() }
            nodes.dropLast(1).forEach { node -> nodes.any { node in it.inputs() } shouldBe true }
            nodes.last() shouldBeSameInstanceAs random.result
        }
    }
    test("sizes broadcast from the right") {
        Type.broadcast(Type.of(false, 2, 1), Type.of(true, 3)) shouldBe Type.of(true, 2, 3)
        Type.broadcastIndex(listOf(2, 3), listOf(2, 1)).toList() shouldBe listOf(0, 0, 0, 1, 1, 1)
        Type.broadcastIndex(listOf(2, 3), listOf(3)).toList() shouldBe listOf(0, 1, 2, 0, 1, 2)
        Type.broadcastIndex(listOf(), listOf()).toList() shouldBe listOf(0)
        Type.of(true, 4, 5).dim(-1) shouldBe 5
    }
})
