package org.platen.inference.op

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlin.random.Random
import org.apache.commons.math3.linear.Array2DRowRealMatrix
import org.apache.commons.math3.linear.CholeskyDecomposition
import org.apache.commons.math3.linear.LUDecomposition
import org.apache.commons.math3.linear.RealMatrix
import org.platen.inference.Interpreter
import org.platen.inference.Value
import org.platen.inference.program.Graph
import org.platen.inference.program.Node
import org.platen.inference.program.Type

private fun matrix(entries: DoubleArray, n: Int, m: Int, at: Int = 0): RealMatrix =
    Array2DRowRealMatrix(Array(n) { i -> DoubleArray(m) { j -> entries[at * n * m + i * m + j] } })

private fun RealMatrix.entries() = data.flatMap { it.asList() }.toDoubleArray()

/** Lower triangular matrices with a diagonal away from zero, and numbers above it that must not be read. */
private fun triangular(n: Int, vararg batch: Int) = Argument(batch.asList() + listOf(n, n)) { random: Random, size ->
    DoubleArray(size) { i ->
        if (i / n % n == i % n) random.nextDouble(1.0, 2.0) else random.nextDouble(-1.0, 1.0)
    }
}

private fun lower(m: RealMatrix) = m.copy().apply {
    for (i in 0 until rowDimension) for (j in i + 1 until columnDimension) setEntry(i, j, 0.0)
}

/** M Mᵀ + 2. */
private fun Algebra.definite(m: Node): Node {
    val n = m.type().dim(-1)
    val two = graph().literal(DoubleArray(n * n) { if (it % (n + 1) == 0) 2.0 else 0.0 }, listOf(n, n))
    return plus(matMul(m, transpose(m)), two)
}

class LinearAlgebraOpsTest : FunSpec({
    for (n in listOf(1, 2, 3, 5)) {
        test("Cholesky factors of $n × $n matrices") {
            checkOperation(Argument(n, n), expected = { (x) ->
                val m = matrix(x, n, n)
                val product = m.multiply(m.transpose()).also { for (i in 0 until n) it.addToEntry(i, i, 2.0) }
                CholeskyDecomposition(product, 1e-12, 1e-12).l.entries()
            }) { (x) -> cholesky(definite(x)) }
        }
    }
    test("Cholesky factors of a batch") {
        checkOperation(Argument(2, 3, 3), expected = { (x) ->
            (0..1).flatMap { b ->
                val m = matrix(x, 3, 3, b)
                val product = m.multiply(m.transpose()).also { for (i in 0 until 3) it.addToEntry(i, i, 2.0) }
                CholeskyDecomposition(product, 1e-12, 1e-12).l.entries().asList()
            }.toDoubleArray()
        }) { (x) -> cholesky(definite(x)) }
    }
    test("a matrix that is not positive definite has no factor, only the lower triangle of others is read") {
        for (rows in listOf(false, true)) {
            val graph = Graph()
            val input = graph.input("x", Type.of(rows, 2, 2))
            fun factor(vararg x: Double) =
                Interpreter(1, mapOf("x" to Value.of(input.type(), 1) { i, _ -> x[i] })).value(Algebra(graph).cholesky(input)).numbers()
            factor(1.0, 2.0, 2.0, 1.0).last().isNaN() shouldBe true
            factor(0.0, 0.0, 0.0, 1.0).first().isNaN() shouldBe true
            factor(4.0, Double.NaN, 2.0, 5.0) shouldBe listOf(2.0, 0.0, 1.0, 2.0)
        }
    }
    for (transpose in listOf(false, true)) {
        context(if (transpose) "solutions with the transpose" else "solutions") {
            fun solved(l: RealMatrix, b: RealMatrix) =
                LUDecomposition(lower(l).let { if (transpose) it.transpose() else it }).solver.solve(b)
            for ((n, columns) in listOf(1 to 1, 2 to 3, 4 to 1, 6 to 2, 9 to 1)) {
                test("of $n unknowns for $columns right-hand sides") {
                    checkOperation(triangular(n), Argument(n, columns), expected = { (l, b) ->
                        solved(matrix(l, n, n), matrix(b, n, columns)).entries()
                    }) { (l, b) -> solve(lowerTriangle(l, 1.0), b, transpose) }
                }
            }
            test("of batches, repeated on either side") {
                for ((left, right) in listOf(
                    listOf(2) to listOf(2),
                    listOf(2) to listOf(1),
                    listOf<Int>() to listOf(2),
                    listOf(2) to listOf(),
                    listOf(2, 1) to listOf(3),
                )) {
                    val batch = Type.broadcast(Type(false, left), Type(false, right)).dims()
                    checkOperation(triangular(2, *left.toIntArray()), Argument(*(right + listOf(2, 2)).toIntArray()), expected = { (l, b) ->
                        positions(batch).flatMap { at ->
                            fun of(x: DoubleArray, dims: List<Int>) =
                                (0..3).map { x.at(dims + listOf(2, 2), at + listOf(it / 2, it % 2)) }.toDoubleArray()
                            solved(matrix(of(l, left), 2, 2), matrix(of(b, right), 2, 2)).entries().asList()
                        }.toDoubleArray()
                    }) { (l, b) -> solve(l, b, transpose) }
                }
            }
            test("do not read above the diagonal") {
                checkOperation(triangular(3), Argument(3, 1), expected = { (l, b) ->
                    solved(matrix(l, 3, 3), matrix(b, 3, 1)).entries()
                }) { (l, b) ->
                    solve(l, b, transpose)
                }
            }
        }
    }
    test("sizes must agree") {
        val graph = Graph()
        val l = graph.input("l", Type.of(false, 3, 3))
        for (dims in listOf(intArrayOf(3), intArrayOf(1, 2), intArrayOf(2, 3))) {
            shouldThrow<IllegalArgumentException> { Algebra(graph).solve(l, graph.input("b", Type.of(false, *dims)), false) }
        }
    }
    test("matrix products") {
        checkOperation(Argument(2, 3), Argument(3, 4), expected = { (x, y) ->
            matrix(x, 2, 3).multiply(matrix(y, 3, 4)).entries()
        }) { (x, y) -> matMul(x, y) }
        checkOperation(Argument(2, 1), Argument(1, 2), expected = { (x, y) ->
            matrix(x, 2, 1).multiply(matrix(y, 1, 2)).entries()
        }) { (x, y) -> matMul(x, y) }
        checkOperation(Argument(2, 2, 3), Argument(3, 2), expected = { (x, y) ->
            (0..1).flatMap { matrix(x, 2, 3, it).multiply(matrix(y, 3, 2)).entries().asList() }.toDoubleArray()
        }) { (x, y) -> matMul(x, y) }
    }
    test("the logarithm of a multivariate normal density") {
        checkOperation(Argument(3, 3), Argument(3, 1), expected = { (m, x) ->
            val a = matrix(m, 3, 3).let { it.multiply(it.transpose()) }.also { for (i in 0..2) it.addToEntry(i, i, 2.0) }
            val b = matrix(x, 3, 1)
            val lu = LUDecomposition(a)
            doubleArrayOf(-0.5 * b.transpose().multiply(lu.solver.solve(b)).getEntry(0, 0) - 0.5 * kotlin.math.ln(lu.determinant))
        }) { (m, x) ->
            val l = cholesky(definite(m))
            val z = solve(l, x, false)
            val identity = graph().literal(DoubleArray(9) { if (it % 4 == 0) 1.0 else 0.0 }, listOf(3, 3))
            val diagonal = sumProduct(l, identity, listOf(-1 + 2), false)
            minus(times(reshape(sum(square(z), listOf(0)), listOf(1)), -0.5), reshape(sum(log(diagonal), listOf(0)), listOf(1)))
        }
    }
})
