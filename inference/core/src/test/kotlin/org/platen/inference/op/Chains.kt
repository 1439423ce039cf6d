package org.platen.inference.op

import kotlin.Double.Companion.NEGATIVE_INFINITY
import kotlin.math.exp
import kotlin.math.ln
import kotlin.random.Random
import org.platen.inference.Interpreter
import org.platen.inference.Value
import org.platen.inference.autodiff.ReverseMode
import org.platen.inference.program.Graph
import org.platen.inference.program.Node
import org.platen.inference.program.Type

/** One finite Markov chain of log weights, in plain arrays. */
class Chain(
    val initial: DoubleArray,
    val transition: (t: Int) -> Array<DoubleArray>,
    val emission: Array<DoubleArray>,
    val length: Int,
) {
    val states = initial.size

    /** All sequences of states of the first [instants], with their log weights. */
    fun paths(instants: Int = length): List<Pair<List<Int>, Double>> = positions(List(instants) { states }).map { path ->
        val weight = path.withIndex().sumOf { (t, s) ->
            emission[t][s] + if (t == 0) initial[s] else transition(t)[path[t - 1]][s]
        }
        path to weight
    }

    /** By enumeration: the log weight of each state at each instant with all that came before it. */
    fun messages(max: Boolean): List<List<Double>> = (0 until emission.size).map { t ->
        val last = minOf(t, length - 1)
        val paths = paths(last + 1)
        List(states) { s -> paths.filter { it.first[last] == s }.map { it.second }.let { if (max) it.max() else logSumExp(it) } }
    }

    /** By enumeration: the probability of each path. */
    fun posterior(): List<Pair<List<Int>, Double>> = paths().let { paths ->
        val total = logSumExp(paths.map { it.second })
        paths.map { (path, weight) -> path to if (weight == NEGATIVE_INFINITY) 0.0 else exp(weight - total) }
    }

    /** The probability of the best path is 1, that of the others 0; the first states win where several are best. */
    fun best(): List<Pair<List<Int>, Double>> = paths().let { paths ->
        val best = paths.filter { it.second == paths.maxOf { path -> path.second } }.minWith { a, b ->
            a.first.indices.reversed().map { a.first[it].compareTo(b.first[it]) }.firstOrNull { it != 0 } ?: 0
        }
        paths.map { (path, _) -> path to if (path == best.first) 1.0 else 0.0 }
    }
}

fun logSumExp(x: List<Double>): Double = x.max().let { m -> if (m == NEGATIVE_INFINITY) m else m + ln(x.sumOf { exp(it - m) }) }

/** Which sizes and rows the values of a chain have. */
data class ChainShape(
    val times: Int,
    val states: Int,
    val homogeneous: Boolean,
    /** Batch sizes of initial, transition, emission and length. */
    val batches: List<List<Int>> = List(4) { listOf() },
    /** Which of the same four have rows. */
    val rows: List<Boolean> = List(4) { false },
)

/** Chains with random numbers, as nodes and as arrays. */
class RandomChains(
    val shape: ChainShape,
    seed: Int,
    val rows: Int,
    /** The share of log weights that are −∞. */
    zeros: Double = 0.0,
    /** Log weights are drawn from its negative to it. */
    scale: Double = 2.0,
    ragged: Boolean = true,
) {
    private val random = Random(seed)
    val graph = Graph()
    private val algebra = Algebra(graph)
    private val dims = shape.run {
        listOf(listOf(states), listOf(if (homogeneous) 1 else times, states, states), listOf(times, states), listOf())
    }
    private val batch = shape.batches.reduce { a, b -> a.zip(b) { x, y -> maxOf(x, y) } }
    val values = List(4) { i ->
        Value.of(Type(shape.rows[i], shape.batches[i] + dims[i]), rows) { _, _ ->
            when {
                i == 3 -> if (ragged) 1.0 + random.nextInt(shape.times) else shape.times.toDouble()
                random.nextDouble() < zeros -> NEGATIVE_INFINITY
                else -> random.nextDouble(-scale, scale)
            }
        }
    }
    val inputs = values.mapIndexed { i, value -> graph.input(NAMES[i], value.type) }
    val given = NAMES.zip(values).toMap()

    /** The chains of a row, batch entry by batch entry. */
    fun chains(row: Int): List<Chain> = positions(batch).map { at ->
        fun entries(i: Int): DoubleArray {
            val size = dims[i].fold(1, Int::times)
            val own = shape.batches[i]
            val start = own.indices.fold(0) { flat, k -> flat * own[k] + if (own[k] == 1) 0 else at[k] } * size
            return values[i].row(row).copyOfRange(start, start + size)
        }
        val n = shape.states
        val transition = entries(1)
        Chain(
            entries(0),
            { t -> Array(n) { s -> DoubleArray(n) { transition[((if (shape.homogeneous) 0 else t) * n + s) * n + it] } } },
            entries(2).let { e -> Array(shape.times) { t -> DoubleArray(n) { e[t * n + it] } } },
            entries(3).single().toInt(),
        )
    }

    fun forward(max: Boolean): Node = algebra.chainForward(inputs[0], inputs[1], inputs[2], inputs[3], max)

    /** Σ over rows and batch of the log weight of all paths, or of the best. */
    fun logWeight(max: Boolean): Node {
        val alpha = forward(max)
        val time = batch.size
        val last = algebra.take(alpha, time, listOf(shape.times - 1))
        val each = if (max) algebra.max(last, listOf(time + 1)) else algebra.logSumExp(last, listOf(time + 1))
        val all = algebra.sum(each, each.type().dims().indices.toList())
        return algebra.reshape(if (all.type().rows()) algebra.sumRows(all) else all, listOf())
    }

    fun value(node: Node): Value = Interpreter(rows, given).value(node)

    /** The derivatives of [logWeight] with respect to initial, transition and emission. */
    fun gradients(max: Boolean): List<Value> {
        val interpreter = Interpreter(rows, given)
        return ReverseMode.gradients(graph, logWeight(max), inputs.take(3)).let { by ->
            inputs.take(3).map { interpreter.value(by.getValue(it)) }
        }
    }

    /** What [gradients] are when [posterior] gives each path of a chain its weight: expected numbers of starts, moves and visits. */
    fun expected(posterior: (Chain) -> List<Pair<List<Int>, Double>>): List<Value> {
        val n = shape.states
        val sums = values.take(3).map { value -> Value.of(value.type, rows) { _, _ -> 0.0 } }
        for (row in 0 until if (shape.rows.any { it }) rows else 1) {
            chains(row).zip(positions(batch)).forEach { (chain, at) ->
                fun add(i: Int, entry: Int, weight: Double) {
                    val own = shape.batches[i]
                    val start = own.indices.fold(0) { flat, k -> flat * own[k] + if (own[k] == 1) 0 else at[k] }
                    sums[i].entries[start * dims[i].fold(1, Int::times) + entry][if (shape.rows[i]) row else 0] += weight
                }
                for ((path, weight) in posterior(chain)) {
                    add(0, path[0], weight)
                    path.forEachIndexed { t, s -> add(2, t * n + s, weight) }
                    (1 until path.size).forEach { t -> add(1, ((if (shape.homogeneous) 0 else t) * n + path[t - 1]) * n + path[t], weight) }
                }
            }
        }
        return sums
    }

    companion object {
        val NAMES = listOf("initial", "transition", "emission", "length")
    }
}

private val batchings = listOf(
    List(4) { listOf() },
    List(4) { listOf(2) },
    listOf(listOf(1), listOf(1), listOf(2), listOf(2)),
    listOf(listOf(2), listOf(1), listOf(1), listOf(1)),
    listOf(listOf(1, 2), listOf(3, 1), listOf(3, 2), listOf(1, 1)),
    listOf(listOf(1, 1), listOf(1, 2), listOf(3, 1), listOf(3, 2)),
)

/** Small chains of every kind: homogeneous or not, each value with rows or without, batch dimensions that broadcast. */
fun smallChains(random: Random): ChainShape = ChainShape(
    times = 1 + random.nextInt(5),
    states = 1 + random.nextInt(3),
    homogeneous = random.nextBoolean(),
    batches = batchings.random(random),
    rows = if (random.nextInt(4) == 0) List(4) { false } else List(4) { random.nextBoolean() },
)
