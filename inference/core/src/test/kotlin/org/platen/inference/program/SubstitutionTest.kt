package org.platen.inference.program

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import org.platen.inference.op.Algebra

class SubstitutionTest : FunSpec({
    val graph = Graph()
    val algebra = Algebra(graph)
    val x = graph.input("x", Type.of(true))
    val y = graph.input("y", Type.of(true))

    test("what depends on a replaced value is built anew, all else is kept") {
        val kept = algebra.exp(y)
        val sum = algebra.plus(algebra.exp(x), kept)
        Substitution(graph, mapOf(x to y)).of(sum) shouldBeSameInstanceAs algebra.plus(kept, kept)
        Substitution(graph, mapOf(x to y)).of(kept) shouldBeSameInstanceAs kept
    }

    test("a constant in the place of a value of every row leaves nothing to compute row by row") {
        Substitution(graph, mapOf(x to graph.literal(0.0))).of(algebra.exp(x)).type().rows() shouldBe false
    }
})
