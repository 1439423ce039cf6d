package org.platen.inference.em.rule

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import java.util.Random

class IndependentSolveTest : FunSpec({
    test("a positive definite system has its solution") {
        // ((4, 2), (2, 3)) (1, -2) = (0, -4).
        val x = IndependentSolve.of(doubleArrayOf(4.0, 2.0, 2.0, 3.0), doubleArrayOf(0.0, -4.0))
        x[0] shouldBe (1.0 plusOrMinus 1e-15)
        x[1] shouldBe (-2.0 plusOrMinus 1e-15)
    }

    test("an unknown that depends on those before it stays, the others solve the rest, in any units") {
        val random = Random(4)
        val columns = Array(4) { DoubleArray(20) { random.nextGaussian() } }
        columns[2] = DoubleArray(20) { 1e6 * (columns[0][it] - 3 * columns[1][it]) }
        val right = DoubleArray(20) { random.nextGaussian() }
        fun dot(a: DoubleArray, b: DoubleArray) = a.indices.sumOf { a[it] * b[it] }
        val products = DoubleArray(16) { dot(columns[it / 4], columns[it % 4]) }
        val x = IndependentSolve.of(products.clone(), DoubleArray(4) { dot(columns[it], right) })
        x[2] shouldBe 0.0
        // Least squares: what is left is orthogonal to every column, the dependent one included.
        val rest = DoubleArray(20) { row -> right[row] - (0..3).sumOf { x[it] * columns[it][row] } }
        for (column in columns) dot(column, rest) / Math.sqrt(dot(column, column)) shouldBe (0.0 plusOrMinus 1e-10)
    }

    test("an unknown without an equation stays") {
        val x = IndependentSolve.of(doubleArrayOf(0.0, 0.0, 0.0, 2.0), doubleArrayOf(0.0, 3.0))
        x[0] shouldBe 0.0
        x[1] shouldBe (1.5 plusOrMinus 1e-15)
    }
})
