package org.platen.dsl.expr

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.platen.dsl.TestSymbol
import org.platen.dsl.evaluate
import org.platen.dsl.kotlin.diagonalTimes
import org.platen.dsl.kotlin.matrix
import org.platen.dsl.kotlin.ones
import org.platen.dsl.shape.ModelException
import org.platen.dsl.shape.Plate
import org.platen.dsl.shape.Shape

class DiagonalTimesTest : FunSpec({
    val entries = TestSymbol("sd", Shape.of(2), emptySet())

    test("each row of a matrix is multiplied by an entry of a vector") {
        val product = diagonalTimes(entries, matrix(listOf(1, 2, 3), listOf(4, 5, 6)))
        product.shape() shouldBe Shape.of(2, 3)
        evaluate(product, mapOf(entries to doubleArrayOf(2.0, 10.0))).toList() shouldBe listOf(2.0, 4.0, 6.0, 40.0, 50.0, 60.0)
    }

    test("it lives in the plates of both") {
        val group = Plate.of("group", 3)
        diagonalTimes(entries, TestSymbol("factor", Shape.of(2, 2), group.axes())).axes() shouldBe group.axes()
    }

    test("a vector without an entry for each row, and what is not a matrix, are refused") {
        shouldThrow<ModelException> { diagonalTimes(entries, ones(3, 3)) }.message shouldContain
            "[2] and [3, 3], expected a vector with an entry for each row"
        shouldThrow<ModelException> { diagonalTimes(entries, ones(2)) }.message shouldContain "of a matrix"
        shouldThrow<ModelException> { diagonalTimes(ones(2, 2), ones(2, 2)) }.message shouldContain "expected a vector"
    }
})
