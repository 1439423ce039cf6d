package org.platen.inference.op

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import org.platen.inference.Interpreter
import org.platen.inference.Value
import org.platen.inference.program.Graph
import org.platen.inference.program.Type

class GatherSumOpTest : FunSpec({

    // Table, index, the dimension indexed, the dimensions summed.
    class Case(val table: List<Int>, val index: List<Int>, val dim: Int, val summed: List<Int>)

    for (size in listOf(2, 3, 5)) {
        test("$size numbers each, looked up and added") {
            for (case in listOf(
                Case(listOf(4, size), listOf(4, 1), 1, listOf(0)),
                Case(listOf(3, 4, size), listOf(1, 4, 1), 2, listOf(1)),
                Case(listOf(size, 3, 4), listOf(1, 1, 4), 0, listOf(2)),
                Case(listOf(2, size, 3), listOf(2, 1, 3), 1, listOf(0, 2)),
                Case(listOf(2, size, 1), listOf(1, 1, 5), 1, listOf(2)),
                Case(listOf(1, 4, size), listOf(3, 1, 1), 2, listOf(0, 1)),
            )) {
                val gathered = case.table.indices.map { i -> if (i == case.dim) 1 else maxOf(case.table[i], case.index[i]) }
                val kept = gathered.mapIndexed { i, n -> if (i in case.summed) 1 else n }
                checkOperation(
                    Argument(*case.table.toIntArray()),
                    indices(size, *case.index.toIntArray()),
                    expected = { (table, index) ->
                        DoubleArray(kept.fold(1, Int::times)).also { sums ->
                            for (at in positions(gathered)) {
                                val named = at.mapIndexed { i, p -> if (i == case.dim) index.at(case.index, at).toInt() else p }
                                val to = positions(kept).indexOf(at.mapIndexed { i, p -> if (i in case.summed) 0 else p })
                                sums[to] += table.at(case.table, named)
                            }
                        }
                    },
                ) { (table, index) ->
                    sum(gather(table, index, case.dim), case.summed).also {
                        if (!table.type().rows() && index.type().rows()) it.op().shouldBeInstanceOf<GatherSumOp>()
                    }
                }
            }
        }
    }
    test("numbers that are infinite count only where they are named") {
        val infinite = Double.NEGATIVE_INFINITY
        val graph = Graph()
        val table = graph.literal(doubleArrayOf(infinite, -1.0, -2.0, infinite), listOf(2, 2))
        val index = graph.input("index", Type.of(true, 2, 1))
        val rows = listOf(listOf(1.0, 0.0), listOf(0.0, 0.0), listOf(1.0, 1.0))
        val known = mapOf("index" to Value.of(index.type(), 3) { entry, row -> rows[row][entry] })
        val sum = Algebra(graph).sum(Algebra(graph).gather(table, index, 1), listOf(0))
        Interpreter(3, known).value(sum).numbers() shouldBe listOf(-3.0, infinite, infinite)
        val each = Interpreter(3, known).value(Algebra(graph).gather(table, index, 1))
        each.numbers() shouldBe listOf(-1.0, infinite, -1.0, -2.0, -2.0, infinite)
    }
})
