package org.platen.inference.op

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import org.platen.inference.Interpreter
import org.platen.inference.Value
import org.platen.inference.autodiff.ReverseMode
import org.platen.inference.program.Graph
import org.platen.inference.program.Type

private fun arrange(from: List<Int>, to: List<Int>, source: (List<Int>) -> List<Int>): (List<DoubleArray>) -> DoubleArray =
    { (x) -> positions(to).map { x.at(from, source(it)) }.toDoubleArray() }

class StructuralOpsTest : FunSpec({
    val dims = listOf(2, 3, 2)
    test("entries are taken along any dimension, also twice") {
        for (dim in dims.indices) {
            val entries = listOf(1, 0, 1)
            val to = dims.toMutableList().also { it[dim] = 3 }
            checkOperation(
                Argument(2, 3, 2),
                expected = arrange(dims, to) { at ->
                    at.mapIndexed { i, p ->
                        if (i ==
                            dim
                        ) {
                            entries[p]
                        } else {
                            p
                        }
                    }
                },
            ) { (x) ->
                take(x, dim, entries)
            }
        }
    }
    test("entries are put along any dimension; those in one place are added") {
        for (dim in dims.indices) {
            val entries = List(dims[dim]) { if (it == 0) 3 else 1 }
            val to = dims.toMutableList().also { it[dim] = 4 }
            checkOperation(Argument(2, 3, 2), expected = { (x) ->
                val sums = DoubleArray(to.fold(1, Int::times))
                val places = positions(to)
                positions(dims).forEach { at ->
                    sums[places.indexOf(at.mapIndexed { i, p -> if (i == dim) entries[p] else p })] +=
                        x.at(dims, at)
                }
                sums
            }) { (x) -> graph().apply(PutOp(dim, entries, 4), x) }
        }
    }
    test("values are joined along any dimension") {
        for (dim in 0..1) {
            val second = listOf(2, 3).toMutableList().also { it[dim] = 1 }
            val to = listOf(2, 3).toMutableList().also { it[dim] += 1 }
            checkOperation(Argument(2, 3), Argument(*second.toIntArray()), expected = { (x, y) ->
                val offset = to[dim] - 1
                positions(to).map { at ->
                    if (at[dim] <
                        offset
                    ) {
                        x.at(listOf(2, 3), at)
                    } else {
                        y.at(second, at.mapIndexed { i, p -> if (i == dim) p - offset else p })
                    }
                }.toDoubleArray()
            }) { parts -> concatenate(parts, dim) }
        }
        checkOperation(Argument(2), expected = { (x) -> x + x + x }) { (x) -> concatenate(listOf(x, x, x), 0) }
    }
    test("values of different sizes are not joined") {
        val graph = Graph()
        val parts = listOf(Type.of(false, 2, 3), Type.of(true, 2, 4)).map { graph.input(it.toString(), it) }
        shouldThrow<IllegalArgumentException> { Algebra(graph).concatenate(parts, 0) }
        shouldThrow<IllegalArgumentException> { graph.apply(ConcatenateOp(1), parts) }
    }
    test("dimensions change their order") {
        for (order in listOf(listOf(1, 0, 2), listOf(2, 0, 1), listOf(1, 2, 0), listOf(0, 1, 2))) {
            val to = order.map { dims[it] }
            checkOperation(Argument(2, 3, 2), expected = arrange(dims, to) { at -> dims.indices.map { at[order.indexOf(it)] } }) { (x) ->
                permute(x, order)
            }
        }
    }
    test("entries keep their order in other sizes") {
        for (to in listOf(listOf(12), listOf(3, 4), listOf(1, 2, 6, 1))) {
            checkOperation(Argument(2, 3, 2), expected = { (x) -> x }) { (x) -> reshape(x, to) }
        }
        shouldThrow<IllegalArgumentException> { Graph().let { Algebra(it).reshape(it.input("x", Type.of(false, 4)), listOf(5)) } }
    }
    test("values repeat to fill a larger type") {
        for (from in listOf(listOf(), listOf(2), listOf(3, 1), listOf(1, 1, 1), dims)) {
            checkOperation(
                Argument(*from.toIntArray()),
                expected = arrange(from, dims) {
                    it
                },
            ) { (x) -> toType(x, Type(x.type().rows(), dims)) }
        }
        shouldThrow<IllegalArgumentException> { Graph().let { Algebra(it).toType(it.input("x", Type.of(true, 3)), Type.of(false, 3)) } }
    }
    test("a value without rows repeats over the rows, and its derivative is summed over them") {
        checkOperation(Argument(3), Argument(3), expected = { (x, y) -> DoubleArray(3) { x[it] * y[it] } }) { (x, y) ->
            times(toType(x, x.type().withRows(x.type().rows() || y.type().rows())), y)
        }
    }
    test("entries are selected by a condition that broadcasts, as do the choices") {
        val shapes = listOf(listOf(2, 1), listOf(3), listOf(2, 3))
        for (order in listOf(listOf(0, 1, 2), listOf(1, 2, 0), listOf(2, 0, 1))) {
            val (condition, left, right) = order.map { shapes[it] }
            checkOperation(
                indices(2, *condition.toIntArray()),
                Argument(*left.toIntArray()),
                Argument(*right.toIntArray()),
                expected = { (c, x, y) ->
                    positions(listOf(2, 3)).map { at ->
                        if (c.at(condition, at) !=
                            0.0
                        ) {
                            x.at(left, at)
                        } else {
                            y.at(right, at)
                        }
                    }.toDoubleArray()
                },
            ) { (c, x, y) -> select(c, x, y) }
        }
    }
    test("a choice that is not taken adds nothing to the derivative") {
        val awayFromZero = Argument(listOf(3)) { random, n -> DoubleArray(n) { (random.nextInt(2) * 2 - 1) * random.nextDouble(0.1, 1.0) } }
        checkOperation(awayFromZero, expected = { (x) -> DoubleArray(3) { if (x[it] < 0) -x[it] else x[it] } }, kinked = true) { (x) ->
            select(binary(BinaryRule.LESS, x, number(0.0)), negate(x), x)
        }
    }
    test("an entry is gathered for each row and place; its derivative goes back there") {
        // x, index, dimension, result
        for ((x, index, dim) in listOf(
            Triple(listOf(4), listOf(1), 0),
            Triple(listOf(4, 3), listOf(1, 1), 0),
            Triple(listOf(4, 3), listOf(4, 1), 1),
            Triple(listOf(4, 3), listOf(1, 3), 0),
            Triple(listOf(2, 4, 3), listOf(2, 1, 3), 1),
            Triple(listOf(1, 4, 2), listOf(3, 1, 1), 1),
            Triple(listOf(2, 4), listOf(1, 4), 0),
        )) {
            val to = x.indices.map { i -> if (i == dim) 1 else maxOf(x[i], index[i]) }
            checkOperation(Argument(*x.toIntArray()), indices(x[dim], *index.toIntArray()), expected = { (a, b) ->
                positions(to).map { at -> a.at(x, at.mapIndexed { i, p -> if (i == dim) b.at(index, at).toInt() else p }) }.toDoubleArray()
            }) { (a, b) -> gather(a, b, dim) }
        }
    }
    test("a gather of a gather") {
        checkOperation(Argument(4), indices(3, 1), indices(4, 3), expected = { (x, i, j) ->
            doubleArrayOf(x[j[i[0].toInt()].toInt()])
        }) { (x, i, j) ->
            gather(x, gather(j, i, 0), 0)
        }
    }
    test("an index of fewer dimensions is padded") {
        checkOperation(Argument(2, 3), indices(3, 1), expected = { (x, i) ->
            DoubleArray(2) { x[it * 3 + i[0].toInt()] }
        }) { (x, i) -> gather(x, i, 1) }
    }
    test("a mark is the value itself, but a place of its own that is not merged with what uses it") {
        checkOperation(Argument(2, 3), expected = { (x) -> x }) { (x) -> graph().apply(MarkOp("here"), x) }
        val graph = Graph()
        val algebra = Algebra(graph)
        val x = graph.input("x", Type.of(true, 3))
        val product = algebra.times(x, x)
        val mark = graph.apply(MarkOp("here"), product)
        val total = algebra.sumRows(algebra.reshape(algebra.sum(mark, listOf(0)), listOf()))
        val slope = ReverseMode.gradients(graph, total, listOf(mark)).getValue(mark)
        Interpreter(2, mapOf("x" to Value.of(x.type(), 2) { _, _ -> 5.0 })).value(slope).numbers() shouldBe List(6) { 1.0 }
    }
    test("operations on nothing new are the value itself") {
        val algebra = Algebra(Graph())
        val x = algebra.graph().input("x", Type.of(true, 2, 3))
        algebra.permute(x, listOf(0, 1)) shouldBe x
        algebra.reshape(x, listOf(2, 3)) shouldBe x
        algebra.toType(x, x.type()) shouldBe x
        algebra.concatenate(listOf(x), 1) shouldBe x
    }
})
