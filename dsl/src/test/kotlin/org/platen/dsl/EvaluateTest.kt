package org.platen.dsl

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeExactly
import io.kotest.matchers.shouldBe
import kotlin.math.ln
import org.platen.dsl.expr.Concatenate
import org.platen.dsl.expr.Expr
import org.platen.dsl.expr.Expressions.concatenate
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Expressions.solveLower
import org.platen.dsl.expr.Expressions.solveUpper
import org.platen.dsl.expr.Expressions.where
import org.platen.dsl.expr.Reduction
import org.platen.dsl.expr.Symbol
import org.platen.dsl.expr.Take
import org.platen.dsl.shape.Dim
import org.platen.dsl.shape.Plate
import org.platen.dsl.shape.Shape

private val cluster = Plate.of("cluster", 2)
private val item = Plate.of("item", 3)
private val matrix = constant(arrayOf(doubleArrayOf(1.0, 2.0, 3.0), doubleArrayOf(4.0, 5.0, 6.0)))

private infix fun Expr.shouldHave(values: List<Double>) = evaluate(this).toList() shouldBe values

class EvaluateTest : FunSpec({

    test("scalars broadcast over events") {
        (constant(1.0, 2.0) * constant(3.0)) shouldHave listOf(3.0, 6.0)
        where(constant(1.0, 0.0), constant(7.0), constant(8.0, 9.0)) shouldHave listOf(7.0, 9.0)
    }

    test("event axes fold, transpose and join") {
        matrix.reduce(Reduction.SUM, 0) shouldHave listOf(5.0, 7.0, 9.0)
        matrix.reduce(Reduction.MEAN, 1) shouldHave listOf(2.0, 5.0)
        matrix.reduce(Reduction.MAXIMUM, 1) shouldHave listOf(3.0, 6.0)
        matrix.transposed() shouldHave listOf(1.0, 4.0, 2.0, 5.0, 3.0, 6.0)
        Take(matrix, 1, intArrayOf(2, 0)) shouldHave listOf(3.0, 1.0, 6.0, 4.0)
        matrix.entry(1) shouldHave listOf(4.0, 5.0, 6.0)
        concatenate(matrix, matrix.slice(0, 1)) shouldHave listOf(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 1.0, 2.0, 3.0)
        Concatenate(listOf(matrix, matrix), 1) shouldHave listOf(1.0, 2.0, 3.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 4.0, 5.0, 6.0)
    }

    test("matrices multiply, factor and solve") {
        matrix.dot(constant(1.0, 0.0, -1.0)) shouldHave listOf(-2.0, -2.0)
        constant(1.0, 1.0).dot(matrix) shouldHave listOf(5.0, 7.0, 9.0)
        matrix.dot(matrix.transposed()) shouldHave listOf(14.0, 32.0, 32.0, 77.0)
        val positive = constant(arrayOf(doubleArrayOf(4.0, 2.0), doubleArrayOf(2.0, 10.0)))
        positive.cholesky() shouldHave listOf(2.0, 0.0, 1.0, 3.0)
        positive.cholesky().diagonal() shouldHave listOf(2.0, 3.0)
        solveLower(positive.cholesky(), constant(2.0, 7.0)) shouldHave listOf(1.0, 2.0)
        solveUpper(positive.cholesky(), constant(4.0, 6.0)) shouldHave listOf(1.0, 2.0)
    }

    test("an element of each plate is evaluated") {
        val x = constant(cluster.times(item), 1.0, 2.0, 3.0, 4.0, 5.0, 6.0)
        evaluate(x, at = mapOf(cluster.axis() to 1, item.axis() to 0)).single() shouldBeExactly 4.0
        evaluate(x.sum(item), at = mapOf(cluster.axis() to 1)).single() shouldBeExactly 15.0
        evaluate(x.mean(cluster), at = mapOf(item.axis() to 2)).single() shouldBeExactly 4.5
        evaluateScalar(constant(cluster, ln(2.0), ln(3.0)).logSumExp(cluster)) shouldBe (ln(5.0) plusOrMinus 1e-15)
    }

    test("a category picks its element, in a plate or in an event") {
        val row = Plate.of("row")
        val z = TestSymbol("z", axes = row.axes(), domain = Dim.of(cluster))
        val values = mapOf<Symbol, DoubleArray>(z to doubleArrayOf(1.0, 0.0, 1.0))
        val mean = constant(cluster, arrayOf(doubleArrayOf(1.0, 2.0), doubleArrayOf(3.0, 4.0)))
        evaluate(mean.at(z), values, mapOf(row.axis() to 2)).toList() shouldBe listOf(3.0, 4.0)
        evaluate(mean.at(z), values, mapOf(row.axis() to 1)).toList() shouldBe listOf(1.0, 2.0)
        val weights = TestSymbol("weights", Shape.of(cluster))
        evaluate(weights.at(z), values + (weights to doubleArrayOf(0.3, 0.7)), mapOf(row.axis() to 1)).single() shouldBeExactly 0.3
    }

    test("a copy of a plate is another axis") {
        val other = cluster.copy("other")
        val x = constant(cluster, 1.0, 10.0)
        val differences = x - x.along(other)
        evaluate(differences, at = mapOf(cluster.axis() to 1, other to 0)).single() shouldBeExactly 9.0
        evaluate(differences, at = mapOf(cluster.axis() to 0, other to 1)).single() shouldBeExactly -9.0
    }

    test("functions are applied to every entry") {
        constant(4.0, 9.0).sqrt() shouldHave listOf(2.0, 3.0)
        evaluateScalar(constant(3.0, 4.0).squared().sum().sqrt()) shouldBeExactly 5.0
    }
})
