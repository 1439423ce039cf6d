package org.platen.dsl.transform

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.property.Arb
import io.kotest.property.arbitrary.list
import io.kotest.property.arbitrary.numericDouble
import io.kotest.property.checkAll
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.sqrt
import org.apache.commons.math3.linear.Array2DRowRealMatrix
import org.apache.commons.math3.linear.LUDecomposition
import org.platen.dsl.TestSymbol
import org.platen.dsl.distribution.Support
import org.platen.dsl.evaluate
import org.platen.dsl.expr.Expr
import org.platen.dsl.shape.Dim
import org.platen.dsl.shape.ModelException
import org.platen.dsl.shape.Plate
import org.platen.dsl.shape.Shape

/**
 * @param shape of constrained values
 * @param free the entries of a constrained value that determine the others
 * @param reach how far from zero an unconstrained entry may be for doubles to hold the constrained value to nine digits
 */
private class Case(val bijection: Bijection, val shape: Shape, val free: List<Int>, val reach: Double = 20.0) {
    val unconstrained: Shape = bijection.unconstrainedShape(shape)

    fun forward(u: DoubleArray) = at(bijection::forward, u, unconstrained)
    fun inverse(x: DoubleArray) = at(bijection::inverse, x, shape)
    fun logJacobian(u: DoubleArray) = at(bijection::logJacobian, u, unconstrained).single()

    private fun at(function: (Expr) -> Expr, value: DoubleArray, shape: Shape): DoubleArray {
        val symbol = TestSymbol("x", shape)
        return evaluate(function(symbol), mapOf(symbol to value))
    }
}

private fun lowerTriangle(n: Int, below: Int = 0) = (0 until n).flatMap { i -> (0..i - below).map { j -> i * n + j } }

private val cases = mapOf(
    "identity" to Case(Bijections.identity(), Shape.of(2), listOf(0, 1)),
    "exp" to Case(Bijections.exp(), Shape.of(2), listOf(0, 1)),
    "softplus" to Case(Bijections.softplus(), Shape.SCALAR, listOf(0)),
    "interval" to Case(Bijections.interval(-3.0, 5.0), Shape.of(2), listOf(0, 1), reach = 10.0),
    "above" to Case(Bijections.above(2.5), Shape.SCALAR, listOf(0), reach = 10.0),
    "below" to Case(Bijections.below(-1.0), Shape.SCALAR, listOf(0), reach = 10.0),
    "simplex of 2" to Case(Bijections.simplex(Dim.of(2)), Shape.of(2), listOf(0)),
    "simplex of 4" to Case(Bijections.simplex(Dim.of(4)), Shape.of(4), listOf(0, 1, 2)),
    "ordered of 1" to Case(Bijections.ordered(1), Shape.of(1), listOf(0)),
    "ordered of 4" to Case(Bijections.ordered(4), Shape.of(4), listOf(0, 1, 2, 3), reach = 5.0),
    "triangular factor of 1" to Case(Bijections.choleskyFactor(1), Shape.of(1, 1), listOf(0)),
    "triangular factor of 3" to Case(Bijections.choleskyFactor(3), Shape.of(3, 3), lowerTriangle(3)),
    "positive definite of 1" to Case(Bijections.positiveDefinite(1), Shape.of(1, 1), listOf(0)),
    "positive definite of 3" to Case(Bijections.positiveDefinite(3), Shape.of(3, 3), lowerTriangle(3), reach = 2.0),
    "correlation factor of 2" to Case(Bijections.correlationCholesky(2), Shape.of(2, 2), lowerTriangle(2, below = 1)),
    "correlation factor of 4" to Case(Bijections.correlationCholesky(4), Shape.of(4, 4), lowerTriangle(4, below = 1)),
)

private fun contains(support: Support, x: DoubleArray): Boolean = when (support) {
    is Support.Interval -> x.all { support.lower < it && it < support.upper }
    is Support.Simplex -> x.all { it > 0 } && abs(x.sum() - 1) < 1e-12
    is Support.Ordered -> x.asList().zipWithNext().all { (a, b) -> a < b }
    is Support.CholeskyFactor -> isTriangularFactor(x, support.size())
    is Support.PositiveDefinite -> rows(x, support.size()).let { m ->
        (1..m.size).all { k -> determinant(Array(k) { i -> m[i].copyOf(k) }) > 0 } &&
            m.indices.all { i -> m.indices.all { j -> m[i][j] == m[j][i] } }
    }
    is Support.CorrelationCholesky ->
        isTriangularFactor(x, support.size()) && rows(x, support.size()).all { row -> abs(row.sumOf { it * it } - 1) < 1e-12 }
    else -> error("$support is not continuous")
}

private fun isTriangularFactor(x: DoubleArray, n: Int) =
    rows(x, n).withIndex().all { (i, row) -> row[i] > 0 && row.drop(i + 1).all { it == 0.0 } }

private fun rows(x: DoubleArray, n: Int) = Array(n) { i -> x.copyOfRange(i * n, (i + 1) * n) }

/** log |det| of central differences of the free entries. */
private fun numericalLogJacobian(case: Case, u: DoubleArray): Double {
    val step = 1e-5
    val columns = u.indices.map { k ->
        val up = case.forward(u.copyOf().also { it[k] += step })
        val down = case.forward(u.copyOf().also { it[k] -= step })
        DoubleArray(case.free.size) { (up[case.free[it]] - down[case.free[it]]) / (2 * step) }
    }
    return ln(abs(determinant(columns.toTypedArray())))
}

private fun determinant(rows: Array<DoubleArray>) = LUDecomposition(Array2DRowRealMatrix(rows), Double.MIN_VALUE).determinant

private fun values(case: Case, reach: Double) =
    Arb.list(Arb.numericDouble(-reach, reach), case.unconstrained.size()..case.unconstrained.size())

private infix fun DoubleArray.shouldBeClose(expected: DoubleArray) = indices.forEach {
    this[it] shouldBe (expected[it] plusOrMinus 1e-6 * (1 + abs(expected[it])))
}

class BijectionsTest : FunSpec({

    for ((name, case) in cases) {
        test("$name: the inverse undoes the map") {
            checkAll(50, values(case, case.reach)) { u ->
                case.inverse(case.forward(u.toDoubleArray())) shouldBeClose u.toDoubleArray()
            }
        }

        test("$name: the map undoes the inverse") {
            checkAll(50, values(case, case.reach)) { u ->
                val x = case.forward(u.toDoubleArray())
                case.forward(case.inverse(x)) shouldBeClose x
            }
        }

        test("$name: the map of numbers is the map of expressions") {
            checkAll(50, values(case, case.reach)) { u ->
                case.bijection.forward(u.toDoubleArray()) shouldBeClose case.forward(u.toDoubleArray())
            }
        }

        test("$name: values lie in the support") {
            checkAll(50, values(case, case.reach)) { u ->
                val x = case.forward(u.toDoubleArray())
                withClue(x.asList()) { contains(case.bijection.support(), x) shouldBe true }
            }
        }

        test("$name: the log-Jacobian is that of numerical differentiation") {
            checkAll(30, values(case, 2.0)) { u ->
                case.logJacobian(u.toDoubleArray()) shouldBe (numericalLogJacobian(case, u.toDoubleArray()) plusOrMinus 1e-6)
            }
        }

        test("$name: far from zero nothing is NaN and the log-Jacobian is finite") {
            for (extreme in listOf(-700.0, -40.0, 0.0, 40.0, 700.0)) {
                for (other in listOf(-extreme, 0.0, extreme)) {
                    val u = DoubleArray(case.unconstrained.size()) { if (it % 2 == 0) extreme else other }
                    withClue(u.asList()) {
                        case.forward(u).none { it.isNaN() } shouldBe true
                        case.bijection.forward(u).none { it.isNaN() } shouldBe true
                        case.logJacobian(u).isFinite() shouldBe true
                    }
                }
            }
        }

        test("$name: the support finds its bijection again") {
            val found = Bijections.of(case.bijection.support(), case.shape)
            found.support() shouldBe case.bijection.support()
            found.unconstrainedShape(case.shape) shouldBe case.unconstrained
        }
    }

    test("zero goes to the centre of the simplex") {
        cases.getValue("simplex of 4").forward(DoubleArray(3)) shouldBeClose DoubleArray(4) { 0.25 }
    }

    test("a simplex is broken from the first entry on") {
        // z = sigmoid(1 − log 2), sigmoid(−1) of the rest
        val first = exp(1.0) / (exp(1.0) + 2)
        val second = (1 - first) / (1 + exp(1.0))
        Case(Bijections.simplex(Dim.of(3)), Shape.of(3), listOf(0, 1)).forward(doubleArrayOf(1.0, -1.0)) shouldBeClose
            doubleArrayOf(first, second, 1 - first - second)
    }

    test("a simplex with entries of zero still has finite unconstrained values") {
        for (x in listOf(doubleArrayOf(1.0, 0.0, 0.0, 0.0), doubleArrayOf(0.0, 0.0, 0.0, 1.0), doubleArrayOf(0.0, 0.5, 0.0, 0.5))) {
            val case = cases.getValue("simplex of 4")
            val u = case.inverse(x)
            u.all { it.isFinite() } shouldBe true
            case.forward(u) shouldBeClose x
        }
    }

    test("a simplex keeps the plate that labels its entries") {
        val cluster = Plate.of("cluster", 3)
        val simplex = Bijections.of(Support.Simplex(Dim.of(cluster)), Shape.of(cluster))
        simplex.forward(TestSymbol("x", simplex.unconstrainedShape(Shape.of(cluster)))).shape() shouldBe Shape.of(cluster)
    }

    test("a correlation factor of two rows holds tanh x and 1 / cosh x") {
        val cosh = (exp(0.7) + exp(-0.7)) / 2
        cases.getValue("correlation factor of 2").forward(doubleArrayOf(-0.7)) shouldBeClose
            doubleArrayOf(1.0, 0.0, -sqrt(1 - 1 / (cosh * cosh)), 1 / cosh)
    }

    test("bijections map every element of a plate") {
        val row = Plate.of("row", 2)
        val u = TestSymbol("u", Shape.of(2), row.axes())
        val bijection = Bijections.simplex(Dim.of(3))
        val single = cases.getValue("simplex of 4").bijection
        single.unconstrainedShape(Shape.of(4)) shouldBe Shape.of(3)
        bijection.logJacobian(u).axes() shouldBe row.axes()
        evaluate(bijection.forward(u), mapOf(u to doubleArrayOf(0.0, 0.0, 700.0, 0.0)), mapOf(row.axis() to 1)) shouldBeClose
            doubleArrayOf(1.0, 0.0, 0.0)
    }

    test("what cannot be mapped is refused with the reason") {
        shouldThrow<ModelException> { Bijections.of(Support.COUNT, Shape.SCALAR) }.message shouldContain "discrete"
        shouldThrow<ModelException> { Bijections.simplex(Dim.of(1)) }.message shouldContain "simplex of one entry is the constant 1"
        shouldThrow<ModelException> { Bijections.correlationCholesky(1) }.message shouldContain
            "correlation matrix of one row is the constant 1"
        shouldThrow<ModelException> { Bijections.interval(2.0, 2.0) }.message shouldContain
            "lower end below its upper end, found 2.0 and 2.0"
        shouldThrow<ModelException> { Bijections.below(Double.NaN) }.message shouldContain "finite end, found NaN"
    }
})
