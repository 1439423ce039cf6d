package org.platen.inference

import kotlin.random.Random
import org.platen.inference.op.Algebra
import org.platen.inference.op.BinaryRule
import org.platen.inference.op.UnaryRule
import org.platen.inference.program.Graph
import org.platen.inference.program.Node
import org.platen.inference.program.Type

/** A random composition of smooth operations whose values stay of the order of 1. */
class RandomProgram(seed: Int, operations: Int, val rows: Int = 4) {
    private val random = Random(seed)
    private val numbers = Random(seed + 1)
    val graph = Graph()
    private val algebra = Algebra(graph)
    val inputs = LinkedHashMap<Node, Value>()
    val indices = LinkedHashMap<Node, Value>()
    private val nodes = ArrayList<Node>()

    /** The last value that depends on most of the others. */
    val result: Node

    init {
        repeat(3) {
            val type = Type.of(random.nextBoolean(), *IntArray(random.nextInt(3)) { 1 + random.nextInt(3) })
            val input = graph.input("input $it", type)
            inputs[input] = Value.of(type, rows) { _, _ -> numbers.nextDouble(-1.0, 1.0) }
            nodes += input
        }
        repeat(operations) { nodes += step() }
        result =
            nodes.takeLast(4).map {
                algebra.sum(it, it.type().dims().indices.toList())
            }.map { algebra.reshape(it, listOf()) }.reduce(algebra::plus)
    }

    /** All values that were built. */
    fun values(): List<Node> = nodes + result

    private fun any() = if (random.nextInt(3) > 0) nodes[nodes.size - 1 - random.nextInt(minOf(4, nodes.size))] else nodes.random(random)

    private fun step(): Node {
        val x = any()
        return when (random.nextInt(15)) {
            0 -> algebra.unary(
                listOf(UnaryRule.TANH, UnaryRule.SIN, UnaryRule.SIGMOID, UnaryRule.ATAN, UnaryRule.SOFTPLUS).random(random),
                x,
            )
            1 -> algebra.exp(algebra.unary(UnaryRule.TANH, x))
            2 -> algebra.log(algebra.plus(algebra.square(x), 1.0))
            3 -> combined(x) { a, b -> algebra.plus(a, b) }
            4 -> combined(x) { a, b -> algebra.times(algebra.unary(UnaryRule.TANH, a), b) }
            5 -> combined(x) { a, b -> algebra.over(a, algebra.plus(algebra.square(b), 1.0)) }
            6 -> combined(x) { a, b -> algebra.binary(BinaryRule.LOG_ADD_EXP, a, b) }
            7 -> combined(x) { a, b -> bounded(algebra.sumProduct(a, b, dims(maxOf(a.type().rank(), b.type().rank())), false)) }
            8 -> algebra.logSumExp(x, dims(x.type().rank()))
            9 -> if (x.type().rows()) bounded(algebra.sumRows(x)) else bounded(algebra.times(x, algebra.rowCount()))
            10 -> structural(x)
            11 -> combined(x) { a, b ->
                bounded(
                    algebra.sumProduct(
                        a,
                        b,
                        dims(maxOf(a.type().rank(), b.type().rank())),
                        a.type().rows() || b.type().rows(),
                    ),
                )
            }
            12 -> gathered(x)
            13 -> solved(x)
            else -> combined(x) { a, b -> algebra.select(algebra.binary(BinaryRule.LESS, index(2, 1), graph.literal(0.5)), a, b) }
        }
    }

    private fun bounded(x: Node) = algebra.unary(UnaryRule.ATAN, x)

    private fun dims(rank: Int) = (0 until rank).filter { random.nextBoolean() }

    private fun combined(x: Node, combine: (Node, Node) -> Node): Node {
        val y =
            nodes.shuffled(random).firstOrNull { runCatching { Type.broadcast(x.type(), it.type()).size() < 40 }.getOrDefault(false) } ?: x
        return if (random.nextBoolean()) combine(x, y) else combine(y, x)
    }

    private fun structural(x: Node): Node {
        val rank = x.type().rank()
        if (rank == 0) {
            return algebra.toType(x, Type.of(x.type().rows(), 2))
        }
        val dim = random.nextInt(rank)
        return when (random.nextInt(5)) {
            0 -> algebra.take(x, dim, List(1 + random.nextInt(3)) { random.nextInt(x.type().dim(dim)) })
            1 -> algebra.permute(x, (0 until rank).shuffled(random))
            2 -> algebra.reshape(x, listOf(x.type().size(), 1))
            3 -> if (x.type().size() < 10) algebra.concatenate(listOf(x, algebra.exp(bounded(x))), dim) else algebra.sum(x, listOf(dim))
            else -> algebra.concatenate(listOf(x, graph.literal(DoubleArray(x.type().size()) { 0.3 }, x.type().dims())), dim).takeIf {
                it.type().size() <
                    20
            }
                ?: x
        }
    }

    private fun gathered(x: Node): Node {
        val rank = x.type().rank()
        return if (rank == 0) x else random.nextInt(rank).let { dim -> algebra.gather(x, index(x.type().dim(dim), rank), dim) }
    }

    private fun index(bound: Int, rank: Int): Node {
        val type = Type.of(random.nextBoolean(), *IntArray(rank) { 1 })
        val node = graph.input("index ${indices.size}", type)
        indices[node] = Value.of(type, rows) { _, _ -> numbers.nextInt(bound).toDouble() }
        return node
    }

    private fun solved(x: Node): Node {
        val rank = x.type().rank()
        if (rank < 2 || x.type().dim(-1) != x.type().dim(-2)) {
            return bounded(x)
        }
        val n = x.type().dim(-1)
        val two = graph.literal(DoubleArray(n * n) { if (it % (n + 1) == 0) 2.0 else 0.0 }, listOf(n, n))
        val factor = algebra.cholesky(algebra.plus(algebra.matMul(bounded(x), algebra.transpose(bounded(x))), two))
        return algebra.solve(factor, x, random.nextBoolean())
    }
}
