package org.platen.dsl

import java.util.Optional
import kotlin.math.sqrt
import org.platen.dsl.expr.Application
import org.platen.dsl.expr.Binary
import org.platen.dsl.expr.Bounds
import org.platen.dsl.expr.Cholesky
import org.platen.dsl.expr.Concatenate
import org.platen.dsl.expr.Constant
import org.platen.dsl.expr.Convolve
import org.platen.dsl.expr.ConvolveTransposed
import org.platen.dsl.expr.Diagonal
import org.platen.dsl.expr.Element
import org.platen.dsl.expr.Expr
import org.platen.dsl.expr.Index
import org.platen.dsl.expr.Lag
import org.platen.dsl.expr.MatMul
import org.platen.dsl.expr.PlateReduce
import org.platen.dsl.expr.Recurrence
import org.platen.dsl.expr.Reduce
import org.platen.dsl.expr.Reduction
import org.platen.dsl.expr.Rename
import org.platen.dsl.expr.Reshape
import org.platen.dsl.expr.Stack
import org.platen.dsl.expr.Symbol
import org.platen.dsl.expr.Take
import org.platen.dsl.expr.Transpose
import org.platen.dsl.expr.TriangularSolve
import org.platen.dsl.expr.Unary
import org.platen.dsl.expr.Where
import org.platen.dsl.expr.Window
import org.platen.dsl.shape.Axis
import org.platen.dsl.shape.Dim
import org.platen.dsl.shape.Plate
import org.platen.dsl.shape.Shape

/**
 * The event of [expr] at one element of each of its plates, row-major, in plain double arithmetic: slow, and meant to be obviously right.
 *
 * @param symbols all values of each symbol, row-major, its axes before its event
 * @param at the element of each axis that the expression lives in
 * @param sizes of plates that are sized by the data, where it is not only the outermost
 */
fun evaluate(
    expr: Expr,
    symbols: Map<Symbol, DoubleArray> = emptyMap(),
    at: Map<Axis, Int> = emptyMap(),
    sizes: Map<Plate, Int> = emptyMap(),
): DoubleArray = Evaluation(symbols, sizes).event(expr, at)

/** The value of a scalar expression that lives in no plate. */
fun evaluateScalar(expr: Expr, symbols: Map<Symbol, DoubleArray> = emptyMap()): Double = evaluate(expr, symbols).single()

/** A free symbol, to be bound by the map that [evaluate] takes. */
class TestSymbol(
    private val name: String,
    private val shape: Shape = Shape.SCALAR,
    private val axes: Set<Axis> = emptySet(),
    private val bounds: Bounds = Bounds.UNKNOWN,
    private val domain: Dim? = null,
) : Symbol {
    override fun name() = name
    override fun shape() = shape
    override fun axes() = axes
    override fun bounds() = bounds
    override fun indexDomain(): Optional<Dim> = Optional.ofNullable(domain)
    override fun toString() = name
}

private class Evaluation(private val symbols: Map<Symbol, DoubleArray>, private val sizes: Map<Plate, Int>) {

    fun event(expr: Expr, at: Map<Axis, Int>): DoubleArray = when (expr) {
        is Symbol -> element(expr, symbols[expr] ?: error("no value for '${expr.name()}'"), at)
        is Constant -> element(expr, expr.values(), at)
        is Unary -> event(expr.x, at).map { value(expr.function, it) }.toDoubleArray()
        is Binary -> elementwise(expr, event(expr.left, at), event(expr.right, at)) { (a, b) -> value(expr.function, a, b) }
        is Where -> elementwise(expr, event(expr.condition, at), event(expr.ifTrue, at), event(expr.ifFalse, at)) { (c, a, b) ->
            if (c != 0.0) a else b
        }
        is Reduce -> reduce(expr, event(expr.x, at))
        is PlateReduce -> {
            val elements = (0 until size(expr.axis.plate())).map { event(expr.x, at + (expr.axis to it)) }
            DoubleArray(expr.shape().size()) { i -> fold(expr.reduction, elements.map { it[i] }) }
        }
        is MatMul -> product(expr, event(expr.left, at), event(expr.right, at))
        is Convolve -> convolution(expr, event(expr.x, at), event(expr.filter, at))
        is ConvolveTransposed -> convolution(expr, event(expr.y, at), event(expr.filter, at))
        is Stack -> (0 until size(expr.axis.plate())).flatMap { event(expr.x, at + (expr.axis to it)).toList() }.toDoubleArray()
        is Transpose -> event(expr.x, at).let { x ->
            val (rows, columns) = expr.shape().sizes()
            DoubleArray(x.size) { x[(it % columns) * rows + it / columns] }
        }
        is Cholesky -> cholesky(event(expr.x, at), expr.shape().dim(0).size())
        is TriangularSolve -> solve(event(expr.lower, at), event(expr.b, at), expr.lower.shape().dim(0).size(), expr.transpose)
        is Diagonal -> event(expr.x, at).let { x -> DoubleArray(expr.shape().size()) { x[it * (expr.shape().size() + 1)] } }
        is Index -> event(expr.x, at + (expr.axis to index(expr.by, at, size(expr.axis.plate()))))
        is Element -> {
            val k = index(expr.by, at, expr.x.shape().dim(0).size())
            event(expr.x, at).copyOfRange(k * expr.shape().size(), (k + 1) * expr.shape().size())
        }
        is Rename -> event(expr.x, at - expr.to + (expr.from to at.getValue(expr.to)))
        is Take -> slices(event(expr.x, at), expr.x.shape(), expr.eventAxis).let { x -> joined(expr.entries.map { x[it] }) }
        is Reshape -> event(expr.x, at)
        is Concatenate -> joined(expr.parts.flatMap { slices(event(it, at), it.shape(), expr.eventAxis) })
        is Application -> event(expr.value(), at)
        is Lag -> {
            val axis = expr.axes().first { it.plate() == expr.chain }
            val earlier = at.getValue(axis) - expr.instants
            if (earlier < 0) DoubleArray(expr.shape().size()) else event(expr.x, at + (axis to earlier))
        }
        is Recurrence -> error("a recurrence runs over the instants of data: '$expr'")
    }.also { check(it.size == expr.shape().size()) { "${it.size} values for event shape ${expr.shape()}" } }

    /** The event at one element of each axis; only the outermost plate may be sized by the data. */
    private fun element(expr: Expr, values: DoubleArray, at: Map<Axis, Int>): DoubleArray {
        var offset = 0
        for ((i, axis) in expr.axes().withIndex()) {
            val k = at[axis] ?: error("which element of '$axis'?")
            check(k >= 0 && (axis.plate().sizedByData() || k < axis.plate().size())) { "element $k of '$axis'" }
            offset = (if (i == 0) 0 else offset * size(axis.plate())) + k
        }
        return values.copyOfRange(offset * expr.shape().size(), (offset + 1) * expr.shape().size())
    }

    private fun index(by: Expr, at: Map<Axis, Int>, size: Int): Int {
        val k = event(by, at).single()
        check(k == Math.rint(k) && k >= 0 && k < size) { "index $k into $size elements" }
        return k.toInt()
    }

    private fun size(plate: Plate): Int =
        if (plate.sizedByData()) sizes[plate] ?: error("the size of plate '${plate.name()}' is not declared") else plate.size()
}

private fun elementwise(expr: Expr, vararg arguments: DoubleArray, f: (List<Double>) -> Double) =
    DoubleArray(expr.shape().size()) { i -> f(arguments.map { it[if (it.size == 1) 0 else i] }) }

private fun fold(reduction: Reduction, x: List<Double>): Double = when (reduction) {
    Reduction.SUM -> x.sum()
    Reduction.MEAN -> x.sum() / x.size
    Reduction.LOG_SUM_EXP -> logSumExp(x)
    Reduction.MAXIMUM -> x.max()
}

private fun reduce(expr: Reduce, x: DoubleArray): DoubleArray {
    val slices = slices(x, expr.x.shape(), expr.eventAxis)
    return DoubleArray(expr.shape().size()) { i -> fold(expr.reduction, slices.map { it.flatten()[i] }) }
}

/** The entries of one event axis, each as its values for the outer axes (first) by the inner axes. */
private fun slices(x: DoubleArray, shape: Shape, eventAxis: Int): List<List<List<Double>>> {
    val outer = shape.sizes().take(eventAxis).fold(1, Int::times)
    val size = shape.dim(eventAxis).size()
    val inner = shape.size() / outer / size
    return (0 until size).map { k -> (0 until outer).map { o -> (0 until inner).map { i -> x[(o * size + k) * inner + i] } } }
}

/** Undoes [slices]. */
private fun joined(slices: List<List<List<Double>>>): DoubleArray =
    slices[0].indices.flatMap { o -> slices.flatMap { it[o] } }.toDoubleArray()

private fun product(expr: MatMul, a: DoubleArray, b: DoubleArray): DoubleArray {
    val inner = expr.right.shape().dim(0).size()
    val columns = b.size / inner
    return DoubleArray(a.size / inner * columns) { i ->
        (0 until inner).sumOf { k -> a[i / columns * inner + k] * b[k * columns + i % columns] }
    }
}

/** Calls [term] with the places in the image, the filter and the result of each product of a convolution. */
private fun eachProduct(image: Shape, filter: Shape, result: Shape, window: Window, term: (Int, Int, Int) -> Unit) {
    val (channels, height, width) = image.sizes()
    val (filters, _, filterHeight, filterWidth) = filter.sizes()
    val (_, down, across) = result.sizes()
    for (f in 0 until filters) {
        for (i in 0 until down) {
            for (j in 0 until across) {
                for (c in 0 until channels) {
                    for (k in 0 until filterHeight) {
                        for (l in 0 until filterWidth) {
                            val row = i * window.strideDown + k - window.top
                            val column = j * window.strideRight + l - window.left
                            if (row in 0 until height && column in 0 until width) {
                                term(
                                    (c * height + row) * width + column,
                                    ((f * channels + c) * filterHeight + k) * filterWidth + l,
                                    (f * down + i) * across + j,
                                )
                            }
                        }
                    }
                }
            }
        }
    }
}

private fun convolution(expr: Convolve, x: DoubleArray, filter: DoubleArray) = DoubleArray(expr.shape().size()).also { y ->
    eachProduct(expr.x.shape(), expr.filter.shape(), expr.shape(), expr.window) { i, j, k -> y[k] += x[i] * filter[j] }
}

private fun convolution(expr: ConvolveTransposed, y: DoubleArray, filter: DoubleArray) = DoubleArray(expr.shape().size()).also { x ->
    eachProduct(expr.shape(), expr.filter.shape(), expr.y.shape(), expr.window) { i, j, k -> x[i] += y[k] * filter[j] }
}

private fun cholesky(x: DoubleArray, n: Int): DoubleArray {
    val l = DoubleArray(n * n)
    for (j in 0 until n) {
        for (i in j until n) {
            val rest = x[i * n + j] - (0 until j).sumOf { k -> l[i * n + k] * l[j * n + k] }
            l[i * n + j] = if (i == j) sqrt(rest) else rest / l[j * n + j]
        }
    }
    return l
}

private fun solve(lower: DoubleArray, b: DoubleArray, n: Int, transpose: Boolean): DoubleArray {
    val y = b.copyOf()
    val columns = b.size / n
    for (i in if (transpose) (0 until n).reversed() else 0 until n) {
        for (c in 0 until columns) {
            val known = if (transpose) i + 1 until n else 0 until i
            val sum = known.sumOf { k -> (if (transpose) lower[k * n + i] else lower[i * n + k]) * y[k * columns + c] }
            y[i * columns + c] = (y[i * columns + c] - sum) / lower[i * n + i]
        }
    }
    return y
}
