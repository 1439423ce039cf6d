package org.platen.inference.tensorflow

import io.kotest.assertions.withClue
import io.kotest.matchers.booleans.shouldBeTrue
import kotlin.math.abs
import kotlin.random.Random
import org.platen.inference.Value
import org.platen.inference.autodiff.ReverseMode
import org.platen.inference.backend.LocalExecutor
import org.platen.inference.backend.RowSource
import org.platen.inference.backend.Session
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.op.Algebra
import org.platen.inference.op.Argument
import org.platen.inference.program.Graph
import org.platen.inference.program.Input
import org.platen.inference.program.Node
import org.platen.inference.program.Program

/** As many rows as [Argument] draws. */
private const val ROWS = 3

val exact: TensorFlowBackend = TensorFlowBackend().precision(Precision.FLOAT64).device(Device.cpu())

fun Session.give(inputs: Map<Node, Value>) = inputs.forEach { (node, value) ->
    val name = (node.op() as Input).name
    if (node.type().rows()) bind(name, value.entries.map { RowSource.of(it) }) else set(name, *value.row(0))
}

/** All outputs of a run, as numbers. */
fun Session.results(program: Program, rows: Int): Map<String, List<Double>> {
    run(rows)
    return program.outputs().mapValues { (name, node) ->
        if (node.type().rows()) rows(name).flatMap { it.asList() } else get(name).asList()
    }
}

fun onJvm(program: Program, inputs: Map<Node, Value>, rows: Int): Map<String, List<Double>> =
    LocalExecutor(1).use { executor -> JvmBackend().compile(program).session(executor).apply { give(inputs) }.results(program, rows) }

fun onTensorFlow(program: Program, inputs: Map<Node, Value>, rows: Int, backend: TensorFlowBackend = exact): Map<String, List<Double>> =
    LocalExecutor(1).use { executor -> backend.compile(program).session(executor).apply { give(inputs) }.results(program, rows) }

/** Numbers agree to [tolerance] relative to themselves or to what all of them are made of, whichever is larger. */
fun assertAgree(actual: Map<String, List<Double>>, expected: Map<String, List<Double>>, tolerance: Double, slack: Double) {
    for ((name, numbers) in expected) {
        actual.getValue(name).zip(numbers).forEachIndexed { i, (own, other) ->
            val close = own == other || (own.isNaN() && other.isNaN()) || abs(own - other) <= tolerance * abs(other) + slack
            withClue("number $i of '$name': $own on TensorFlow, $other on the JVM") { close.shouldBeTrue() }
        }
    }
}

/**
 * Values of an operation, and derivatives of a weighted sum of them, agree.
 *
 * @param masks which arguments have rows, one after the other: bits; every choice unless told otherwise
 */
fun agree(
    vararg arguments: Argument,
    tolerance: Double = 1e-11,
    masks: Iterable<Int> = 0 until (1 shl arguments.size),
    build: Algebra.(List<Node>) -> Node,
) {
    for (mask in masks) {
        withClue("arguments with rows: ${arguments.indices.map { mask shr it and 1 == 1 }}") {
            val graph = Graph()
            val random = Random(mask)
            val values = arguments.mapIndexed { i, argument -> argument.value(random, mask shr i and 1 == 1) }
            val inputs = values.mapIndexed { i, value -> graph.input("argument $i", value.type) }
            val algebra = Algebra(graph)
            val node = algebra.build(inputs)
            val outputs = mutableMapOf("value" to node)
            val weights = graph.literal(DoubleArray(node.type().size()) { 1.0 / (it + 1.5) }, node.type().dims())
            val weighted = algebra.sumProduct(node, weights, node.type().dims().indices.toList(), node.type().rows())
            val scalar = algebra.reshape(weighted, listOf())
            val differentiated = inputs.filterIndexed { i, _ -> arguments[i].differentiable }
            ReverseMode.gradients(graph, scalar, differentiated).values.forEachIndexed { i, gradient -> outputs["gradient $i"] = gradient }
            val program = Program.of(outputs)
            val given = inputs.zip(values).toMap()
            assertAgree(onTensorFlow(program, given, ROWS), onJvm(program, given, ROWS), tolerance, tolerance)
        }
    }
}

/** An argument of numbers from [from] to [to]. */
fun between(from: Double, to: Double, vararg dims: Int) =
    Argument(dims.asList()) { random, n -> DoubleArray(n) { random.nextDouble(from, to) } }

/** An argument of symmetric positive definite matrices. */
fun positive(n: Int, vararg batch: Int) = Argument(batch.asList() + listOf(n, n)) { random, size ->
    (0 until size / (n * n)).flatMap {
        val a = DoubleArray(n * n) { random.nextDouble(-1.0, 1.0) }
        List(n * n) { at -> (0 until n).sumOf { a[at / n * n + it] * a[at % n * n + it] } + if (at / n == at % n) 1.0 else 0.0 }
    }.toDoubleArray()
}

/** An argument of lower triangular matrices. */
fun lower(n: Int, vararg batch: Int) = Argument(batch.asList() + listOf(n, n)) { random, size ->
    DoubleArray(size) { at ->
        val row = at / n % n
        val column = at % n
        if (column > row) 0.0 else random.nextDouble(-1.0, 1.0) / n + if (row == column) 2.0 else 0.0
    }
}
