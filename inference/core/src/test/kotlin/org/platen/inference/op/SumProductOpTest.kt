package org.platen.inference.op

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import org.platen.inference.program.Graph
import org.platen.inference.program.Type

/** Σ x y over [summed], by definition. */
private fun naive(x: List<Int>, y: List<Int>, summed: List<Int>, rows: List<DoubleArray>): DoubleArray {
    val whole = Type.broadcast(Type(false, x), Type(false, y)).dims()
    val kept = whole.mapIndexed { i, size -> if (i in summed) 1 else size }
    val sums = DoubleArray(kept.fold(1, Int::times))
    val places = positions(kept)
    for (at in positions(whole)) {
        sums[places.indexOf(at.mapIndexed { i, p -> if (i in summed) 0 else p })] += rows[0].at(x, at) * rows[1].at(y, at)
    }
    return sums
}

private fun check(x: List<Int>, y: List<Int>, summed: List<Int>, overRows: Boolean) = checkOperation(
    Argument(*x.toIntArray()),
    Argument(*y.toIntArray()),
    sumsRows = overRows,
    expected = { naive(x, y, summed, it) },
) { (a, b) ->
    if (overRows && !a.type().rows() &&
        !b.type().rows()
    ) {
        sumProduct(a, b, summed, false)
    } else {
        sumProduct(a, b, summed, overRows)
    }
}

class SumProductOpTest : FunSpec({
    for (overRows in listOf(false, true)) {
        context(if (overRows) "over rows too" else "over dimensions only") {
            test("dot products") { check(listOf(5), listOf(5), listOf(0), overRows) }
            test("single numbers") { check(listOf(), listOf(), listOf(), overRows) }
            test("matrix products") { check(listOf(2, 3, 1), listOf(1, 3, 4), listOf(1), overRows) }
            test("several dimensions, not next to each other") { check(listOf(2, 3, 2), listOf(2, 3, 2), listOf(0, 2), overRows) }
            test("sizes of 1 on either side, also where they are summed") {
                check(listOf(2, 1, 3), listOf(1, 4, 3), listOf(1), overRows)
                check(listOf(2, 1), listOf(1, 4), listOf(0, 1), overRows)
            }
            test("missing dimensions on either side") {
                check(listOf(3), listOf(2, 3), listOf(0), overRows)
                check(listOf(2, 2, 3), listOf(3), listOf(2), overRows)
                check(listOf(), listOf(2, 3), listOf(1), overRows)
            }
            test("no dimension summed") { check(listOf(2, 1), listOf(3), listOf(), overRows) }
            test("every number of terms") { (1..9).forEach { check(listOf(it), listOf(it), listOf(0), overRows) } }
            test("outer products, as many as a covariance has") { check(listOf(3, 1), listOf(1, 3), listOf(), overRows) }
            test("outer products for several components") { check(listOf(2, 1, 1), listOf(1, 3, 3), listOf(), overRows) }
        }
    }
    test("sums of products and sums of sums become one operation") {
        val algebra = Algebra(Graph())
        val x = algebra.graph().input("x", Type.of(true, 2, 3))
        val y = algebra.graph().input("y", Type.of(false, 3))
        val sum = algebra.sum(algebra.sum(algebra.times(x, y), listOf(1)), listOf(0))
        sum.op() shouldBe SumProductOp(listOf(0, 1), false)
        algebra.sumRows(sum).op() shouldBe SumProductOp(listOf(0, 1), true)
    }
    test("only rows can be summed over rows") {
        val graph = Graph()
        shouldThrow<IllegalArgumentException> { Algebra(graph).sumProduct(graph.literal(1.0), graph.literal(2.0), listOf(), true) }
    }
    test("a value that is the same in all rows counts once for each") {
        checkOperation(Argument(2), Argument(), sumsRows = true, expected = { (x, y) ->
            doubleArrayOf(x[0] + y[0], x[1] + y[0])
        }) { (x, y) ->
            val sum = plus(x, y)
            if (sum.type().rows()) sumRows(sum) else sum
        }
    }
})
