package org.platen.dsl.expr

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.platen.dsl.TestSymbol
import org.platen.dsl.evaluate
import org.platen.dsl.shape.Dim
import org.platen.dsl.shape.ModelException
import org.platen.dsl.shape.Plate
import org.platen.dsl.shape.Shape

class StackTest : FunSpec({
    val state = Plate.of("state", 2)
    val transition = TestSymbol("transition", Shape(listOf(Dim.of(state))), state.axes())

    test("the elements of a plate become the rows of a matrix") {
        val stacked = transition.stacked(state)
        stacked.axes() shouldBe emptySet()
        stacked.shape().sizes().toList() shouldBe listOf(2, 2)
        evaluate(stacked, mapOf(transition to doubleArrayOf(0.9, 0.1, 0.3, 0.7))).toList() shouldBe listOf(0.9, 0.1, 0.3, 0.7)
    }

    test("the stationary distribution of two states is in the ratio of the probabilities of coming in") {
        // With moves a from the first and b from the second: (b, a) / (a + b).
        val found = evaluate(Expressions.stationary(transition, state), mapOf(transition to doubleArrayOf(0.9, 0.1, 0.3, 0.7)))
        found[0] shouldBe (0.75 plusOrMinus 1e-12)
        found[1] shouldBe (0.25 plusOrMinus 1e-12)
    }

    test("a stationary distribution has an entry for each state") {
        Expressions.stationary(transition, state).shape().dim(0).label() shouldBe state
    }

    test("what does not live in the plate has no elements to stack") {
        shouldThrow<ModelException> { Expressions.ones(2).stacked(state) }.message shouldContain "no elements of 'state'"
    }
})
