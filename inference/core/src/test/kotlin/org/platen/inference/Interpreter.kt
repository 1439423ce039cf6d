package org.platen.inference

import org.platen.inference.program.Buffer
import org.platen.inference.program.Graph
import org.platen.inference.program.Input
import org.platen.inference.program.Node
import org.platen.inference.program.RowCount
import org.platen.inference.program.Type

/** The value of a node: for each entry its numbers in all rows, or a single one where there are no rows. */
class Value(val type: Type, val entries: List<DoubleArray>) {

    /** The entries of one row. */
    fun row(row: Int) = DoubleArray(entries.size) { entries[it][if (type.rows()) row else 0] }

    /** All numbers, to be compared. */
    fun numbers(): List<Double> = entries.flatMap { it.asList() }

    fun buffer(): Buffer = if (type.rows()) {
        Buffer.lanes(type, entries.toTypedArray())
    } else {
        Buffer.flat(type, row(0))
    }

    companion object {
        fun of(type: Type, rows: Int, number: (entry: Int, row: Int) -> Double) =
            Value(type, List(type.size()) { entry -> DoubleArray(if (type.rows()) rows else 1) { row -> number(entry, row) } })
    }
}

/** Computes node by node over all rows at once, each into storage of its own: no blocks, no threads, nothing shared or reused. */
class Interpreter(private val rows: Int, private val inputs: Map<String, Value>) {
    private val known = HashMap<Node, Value>()

    fun value(node: Node): Value = known.getOrPut(node) { compute(node) }

    fun number(node: Node): Double = value(node).numbers().single()

    private fun compute(node: Node): Value {
        val op = node.op()
        if (op is Input) {
            return inputs.getValue(op.name)
        }
        if (op is RowCount) {
            return Value(node.type(), listOf(doubleArrayOf(rows.toDouble())))
        }
        val arguments = node.inputs().map { value(it).buffer() }
        if (node.type().rows() && node.inputs().all { it.type().rows() }) {
            op.view(arguments, node.type())?.let { view -> return Value(node.type(), view.lanes().map { it.clone() }) }
        }
        val result = Value.of(node.type(), rows) { _, _ -> 0.0 }
        val output = result.buffer()
        op.bind(arguments, output).run(if (node.type().rows() || node.reducesRows()) rows else 1)
        return if (node.type().rows()) result else Value(node.type(), output.flat().map { doubleArrayOf(it) })
    }
}

/** An input that stands for [value]. */
fun Graph.input(name: String, value: Value): Node = input(name, value.type)
