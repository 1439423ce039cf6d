package org.platen.inference.posterior

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.list
import io.kotest.property.arbitrary.map
import io.kotest.property.arbitrary.numericDouble
import io.kotest.property.checkAll

private fun cheapest(cost: List<List<Double>>, row: Int = 0, taken: Set<Int> = emptySet()): Double = if (row == cost.size) {
    0.0
} else {
    cost.indices.filter { it !in taken }.minOf { cost[row][it] + cheapest(cost, row + 1, taken + it) }
}

class AssignmentTest : FunSpec({
    test("a known assignment of four jobs") {
        // The worked example of hungarianalgorithm.com, which costs 140.
        val cost = listOf(listOf(82, 83, 69, 92), listOf(77, 37, 49, 92), listOf(11, 69, 5, 86), listOf(8, 9, 98, 23))
        Assignment.of(cost.map { row -> row.map(Int::toDouble).toDoubleArray() }.toTypedArray()).toList() shouldContainExactly
            listOf(2, 1, 0, 3)
    }

    test("no assignment is cheaper, whether costs are all different or often the same") {
        for (numbers in listOf(Arb.numericDouble(-10.0, 10.0), Arb.int(0..2).map(Int::toDouble))) {
            checkAll(200, Arb.int(1..5), Arb.list(numbers, 25..25)) { n, entries ->
                val cost = List(n) { row -> List(n) { entries[5 * row + it] } }
                val columns = Assignment.of(cost.map { it.toDoubleArray() }.toTypedArray())
                columns.toList() shouldContainExactlyInAnyOrder (0 until n).toList()
                cost.indices.sumOf { cost[it][columns[it]] } shouldBe (cheapest(cost) plusOrMinus 1e-9)
            }
        }
    }
})
