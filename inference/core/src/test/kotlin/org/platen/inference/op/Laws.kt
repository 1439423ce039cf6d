package org.platen.inference.op

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import kotlin.random.Random
import org.platen.inference.Differences
import org.platen.inference.Interpreter
import org.platen.inference.Value
import org.platen.inference.assertClose
import org.platen.inference.program.Graph
import org.platen.inference.program.Node
import org.platen.inference.program.Type

private const val ROWS = 3

/**
 * What an operation is applied to in a test.
 *
 * @param numbers draws one row of entries
 * @param differentiable whether derivatives with respect to it are checked
 */
class Argument(val dims: List<Int>, val differentiable: Boolean = true, val numbers: (Random, Int) -> DoubleArray) {
    constructor(vararg dims: Int) : this(dims.asList(), numbers = { random, n -> DoubleArray(n) { random.nextDouble(-1.0, 1.0) } })

    fun value(random: Random, hasRows: Boolean): Value {
        val type = Type(hasRows, dims)
        val drawn = List(if (hasRows) ROWS else 1) { numbers(random, type.size()) }
        return Value.of(type, ROWS) { entry, row -> drawn[row][entry] }
    }
}

/** An argument of integers below [bound]. */
fun indices(bound: Int, vararg dims: Int) =
    Argument(dims.asList(), differentiable = false) { random, n -> DoubleArray(n) { random.nextInt(bound).toDouble() } }

/**
 * Checks values against [expected], which maps one row of each argument to one row of the result, and derivatives against differences, for every choice of which
 * arguments have rows.
 *
 * @param sumsRows whether the operation sums rows, where there are any
 * @param kinked whether derivatives of the derivative are left out
 * @param tolerance how far values may be from what is expected, relative to it and absolutely
 */
fun checkOperation(
    vararg arguments: Argument,
    sumsRows: Boolean = false,
    kinked: Boolean = false,
    tolerance: Double = 1e-13,
    expected: (List<DoubleArray>) -> DoubleArray,
    build: Algebra.(List<Node>) -> Node,
) {
    for (mask in 0 until (1 shl arguments.size)) {
        val hasRows = arguments.indices.map { mask shr it and 1 == 1 }
        withClue("arguments with rows: $hasRows") {
            val graph = Graph()
            val random = Random(mask)
            val values = arguments.mapIndexed { i, argument -> argument.value(random, hasRows[i]) }
            val inputs = values.mapIndexed { i, value -> graph.input("argument $i", value.type) }
            val node = Algebra(graph).build(inputs)
            val known = inputs.indices.associate { "argument $it" to values[it] }
            val summed = sumsRows && mask != 0
            node.type().rows() shouldBe (mask != 0 && !summed)
            val rows = List(ROWS) { row -> expected(values.map { it.row(row) }) }
            val actual = Interpreter(ROWS, known).value(node)
            for (row in 0 until ROWS) {
                actual.row(row).forEachIndexed { entry, number ->
                    val reference = if (summed) rows.sumOf { it[entry] } else rows[row][entry]
                    withClue("entry $entry in row $row") { assertClose(number, reference, tolerance, slack = tolerance) }
                }
            }
            actual.entries.size shouldBe rows[0].size
            val differentiated = inputs.indices.filter { arguments[it].differentiable }.associate { inputs[it] to values[it] }
            val fixed = inputs.indices.filter { !arguments[it].differentiable }.associate { inputs[it] to values[it] }
            Differences(graph, differentiated, ROWS, fixed).check(node, twice = !kinked)
        }
    }
}

/** Row-major positions of a tensor of the given sizes. */
fun positions(dims: List<Int>): List<List<Int>> = dims.fold(listOf(listOf())) { all, size -> all.flatMap { at -> List(size) { at + it } } }

/** Entry at [position] of a row-major tensor; sizes of 1, and missing leading dimensions, broadcast. */
fun DoubleArray.at(dims: List<Int>, position: List<Int>): Double {
    val own = position.takeLast(dims.size)
    return this[dims.indices.fold(0) { flat, i -> flat * dims[i] + if (dims[i] == 1) 0 else own[i] }]
}
