package org.platen.inference.lower

import io.kotest.core.spec.style.FunSpec
import org.platen.dsl.expr.BinaryFunction
import org.platen.dsl.expr.Concatenate
import org.platen.dsl.expr.Convolve
import org.platen.dsl.expr.ConvolveTransposed
import org.platen.dsl.expr.Expr
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Expressions.solveLower
import org.platen.dsl.expr.Expressions.solveUpper
import org.platen.dsl.expr.Reduction
import org.platen.dsl.expr.UnaryFunction
import org.platen.dsl.expr.Window
import org.platen.dsl.kotlin.constant
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.sigmoid
import org.platen.dsl.kotlin.stack
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.where
import org.platen.dsl.shape.Axis
import org.platen.dsl.shape.Plate

private lateinit var row: Plate
private lateinit var item: Plate
private lateinit var other: Axis

private val leaves = model("leaves") {
    row = plate("row", 4)
    item = plate("item", 3)
    val part = item.plate("part", 2)
    other = item.copy("other")
    given("a")
    row.given("x")
    item.given("y")
    (row * item).given("xy")
    (item * row).given("yx")
    part.given("inside")
    (item * other).given("pairs")
    row.given("vector", real(3))
    item.given("vectors", real(3))
    row.given("matrix", real(2, 3))
    item.given("matrices", real(3, 2))
    (row * item).given("root", real(2, 2))
    parameter("p", real())
    (part * other).parameter("ps", real(2))
}

private fun leaf(name: String): Expr = leaves[name]

/** A positive definite matrix for each row and item. */
private val covariance = leaf(
    "root",
).dot(leaf("root").transposed()).plus(constant(arrayOf(doubleArrayOf(1.0, 0.0), doubleArrayOf(0.0, 1.0))))

class LoweringTest : FunSpec({
    val bound = Bound(leaves)
    val a = leaf("a")
    val x = leaf("x")
    val y = leaf("y")
    val vector = leaf("vector")
    val matrix = leaf("matrix")

    context("functions of one number") {
        for (function in UnaryFunction.values()) {
            test("$function") { bound.shouldAgree(sigmoid(leaf("xy")).apply(function)) }
        }
    }

    context("functions of two numbers, the axes united by name") {
        for (function in BinaryFunction.values()) {
            val order = if (function == BinaryFunction.POLYGAMMA) constant(2) else sigmoid(leaf("yx"))
            test("$function") { bound.shouldAgree(order.apply(function, sigmoid(leaf("xy")))) }
        }
    }

    context("axes meet by name, whatever their position") {
        val expressions = mapOf(
            "plates in both orders" to leaf("xy").minus(leaf("yx")),
            "one plate and another" to x.times(y),
            "a plate and none" to x.plus(a).minus(leaf("p")),
            "nested plates" to leaf("inside").times(y).plus(leaf("xy")),
            "instances of one plate" to leaf("pairs").plus(y),
            "parameters in three plates" to leaf("ps").plus(leaf("pairs")).times(leaf("inside")),
            "events with numbers" to vector.times(x).plus(leaf("vectors")),
            "choices" to where(x.lessThan(y), vector, leaf("vectors").plus(a)),
        )
        for ((name, expr) in expressions) {
            test(name) { bound.shouldAgree(expr, rows = listOf(null, row.axis())) }
        }
        test("the rows may be the inner of crossed plates, or nested") {
            bound.shouldAgree(leaf("xy").minus(leaf("yx")), rows = listOf(item.axis()))
            bound.shouldAgree(leaf("inside").times(y), rows = leaf("inside").axes().toList())
            bound.shouldAgree(leaf("pairs").times(2.0), rows = listOf(item.axis(), other))
        }
    }

    context("events") {
        val expressions = mapOf(
            "vector · vector" to vector.dot(leaf("vectors")),
            "matrix · vector" to matrix.dot(leaf("vectors")),
            "vector · matrix" to vector.dot(leaf("matrices")),
            "matrix · matrix" to matrix.dot(leaf("matrices")),
            "matrix · constant matrix" to
                matrix.dot(constant(arrayOf(doubleArrayOf(1.0, 2.0), doubleArrayOf(3.0, 4.0), doubleArrayOf(5.0, 6.0)))),
            "transpose" to matrix.transposed(),
            "Cholesky factor" to covariance.cholesky(),
            "L y = b for a vector" to solveLower(covariance.cholesky(), matrix.dot(leaf("vectors"))),
            "Lᵀ y = b for a vector" to solveUpper(covariance.cholesky(), matrix.dot(vector)),
            "L y = b for a matrix" to solveLower(covariance.cholesky(), matrix),
            "diagonal" to leaf("root").diagonal(),
            "one entry" to matrix.entry(1).entry(2),
            "a slice" to matrix.slice(1, 2),
            "another shape" to matrix.reshaped(3, 2).plus(leaf("matrices")),
            "stacked numbers of different plates" to stack(x, y, a, constant(5.0)),
            "vectors end to end" to Concatenate(listOf(vector, leaf("vectors")), 0),
            "matrices side by side" to Concatenate(listOf(matrix, matrix.plus(y)), 1),
            "softmax of a vector" to vector.minus(vector.logSumExp()).exp(),
        )
        for ((name, expr) in expressions) {
            test(name) { bound.shouldAgree(expr) }
        }
        for (reduction in Reduction.values()) {
            test("$reduction over each event axis") {
                bound.shouldAgree(matrix.plus(y).reduce(reduction, 0))
                bound.shouldAgree(matrix.plus(y).reduce(reduction, 1))
            }
        }
    }

    context("elements of a plate folded") {
        for (reduction in Reduction.values()) {
            test("$reduction over a dimension") {
                bound.shouldAgree(leaf("xy").plus(vector).reduce(reduction, item), rows = listOf(null, row.axis()))
                bound.shouldAgree(leaf("yx").reduce(reduction, row).plus(y), rows = listOf(null, item.axis()))
            }
        }
        for (reduction in listOf(Reduction.SUM, Reduction.MEAN)) {
            test("$reduction over the rows, which every row can use") {
                bound.shouldAgree(leaf("xy").minus(leaf("xy").reduce(reduction, row)).times(x), rows = listOf(row.axis()))
                bound.shouldAgree(vector.reduce(reduction, row).dot(leaf("vectors")), rows = listOf(row.axis()))
            }
        }
    }

    test("a plate sized by the data is like any other") {
        val open = model("open") {
            val row = plate("row")
            val item = plate("item", 2)
            (row * item).given("x")
            row.given("v", real(3))
            item.parameter("w", real(3))
        }
        val (rows, items) = open.plates()
        val bound = Bound(open, sizes = mapOf(rows to 7))
        bound.shouldAgree(open["x"].plus(open["v"].dot(open["w"])).reduce(Reduction.MAXIMUM, items), rows = listOf(null, rows.axis()))
    }

    context("constants over plates") {
        val numbers = DoubleArray(12) { it * it - 3.0 }
        test("of one plate") { bound.shouldAgree(constant(row, 1, 5, 2, 7).times(x).plus(y)) }
        test("of crossed plates, in both orders") {
            bound.shouldAgree(constant(row * item, *numbers.toTypedArray()).times(leaf("yx")))
            bound.shouldAgree(constant(item * row, *numbers.toTypedArray()).times(leaf("xy")))
        }
        test("vectors") { bound.shouldAgree(constant(row, Array(4) { i -> DoubleArray(3) { numbers[3 * i + it] } }).times(vector)) }
        test("in nested plates") { bound.shouldAgree(constant(leaves.plates()[2], 1, 2, 3, 4, 5, 6).times(y)) }
    }
    test("convolutions, of images and with filters that live in plates") {
        val window = Window.plain().stride(1, 2).padding(1, 0, 0, 1)
        val image = leaf("matrix").reshaped(1, 2, 3)
        bound.shouldAgree(Convolve(image, leaf("matrices").reshaped(3, 1, 2, 1), window))
        bound.shouldAgree(Convolve(leaf("matrices").reshaped(2, 1, 3), leaf("matrix").reshaped(1, 2, 1, 3), window))
        bound.shouldAgree(ConvolveTransposed.of(image, leaf("matrices").reshaped(1, 3, 1, 2), window))
        bound.shouldAgree(ConvolveTransposed(image, leaf("matrices").reshaped(1, 3, 2, 1), Window.plain().stride(2), 5, 6))
    }
})
