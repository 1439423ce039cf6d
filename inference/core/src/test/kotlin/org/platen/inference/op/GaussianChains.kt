package org.platen.inference.op

import kotlin.math.PI
import kotlin.math.ln
import kotlin.random.Random
import org.ejml.data.DMatrixRMaj
import org.ejml.dense.row.CommonOps_DDRM
import org.platen.inference.program.Node
import org.platen.inference.program.Type

/** The Gaussian with log density −½ xᵀ Λ x + ηᵀ x + constant, by a dense inverse and determinant. */
class DenseGaussian(precision: DMatrixRMaj, shift: DMatrixRMaj) {
    val covariance = DMatrixRMaj(precision.numRows, precision.numRows).also { CommonOps_DDRM.invert(precision, it) }
    val mean = DMatrixRMaj(precision.numRows, 1).also { CommonOps_DDRM.mult(covariance, shift, it) }
    val logIntegral =
        0.5 * (precision.numRows * ln(2 * PI) - ln(CommonOps_DDRM.det(precision)) + CommonOps_DDRM.dot(shift, mean))
}

/** One chain: the numbers of each step, those of its pair with the step before, and how many steps count. */
class ReferenceChain(
    private val k: Int,
    private val steps: Int,
    private val precision: (Int) -> DoubleArray,
    private val shift: (Int) -> DoubleArray,
    private val pairPrecision: (Int) -> DoubleArray,
    private val pairShift: (Int) -> DoubleArray,
    private val length: Int,
) {
    /** What touches only the first [n] states, as one matrix; with what the next state's pair says of the last where [open]. */
    private fun dense(n: Int, open: Boolean = false): DenseGaussian {
        val joint = DMatrixRMaj((n + 1) * k, (n + 1) * k)
        val linear = DMatrixRMaj((n + 1) * k, 1)
        fun add(matrix: DoubleArray, vector: DoubleArray, from: Int) {
            val size = vector.size
            for (i in 0 until size) {
                for (j in 0 until size) joint.add(from + i, from + j, matrix[i * size + j])
                linear.add(from + i, 0, vector[i])
            }
        }
        for (t in 0 until n) add(precision(t), shift(t), t * k)
        for (t in 1 until if (open) n + 1 else n) add(pairPrecision(t), pairShift(t), (t - 1) * k)
        val size = n * k
        return DenseGaussian(CommonOps_DDRM.extract(joint, 0, size, 0, size), CommonOps_DDRM.extract(linear, 0, size, 0, 1))
    }

    fun evidence() = dense(length).logIntegral

    private fun packed(part: Double, gaussian: DenseGaussian, t: Int, cross: Boolean): DoubleArray {
        fun block(down: Int) = (0 until k * k).map { gaussian.covariance[down * k + it / k, t * k + it % k] }
        val crosses = if (cross && t > 0) block(t - 1) else List(k * k) { 0.0 }
        return (listOf(part) + (0 until k).map { gaussian.mean[t * k + it] } + block(t) + crosses).toDoubleArray()
    }

    private fun padded(within: List<DoubleArray>) =
        (within + List(steps - within.size) { DoubleArray(1 + k + 2 * k * k) }).flatMap { it.asList() }.toDoubleArray()

    /** The smoothed result. Parts of the evidence: the log of the integral over the states up to t, where the next one is zero, less that before. */
    fun smoothed(): DoubleArray {
        val all = dense(length)
        val logIntegrals = listOf(0.0) + (1..length).map { dense(it, open = it < length).logIntegral }
        return padded((0 until length).map { packed(logIntegrals[it + 1] - logIntegrals[it], all, it, cross = true) })
    }

    /** The filtered result of a chain whose first [undetermined] states what precedes them does not determine. */
    fun filtered(undetermined: Int): DoubleArray {
        var before = 0.0
        return padded(
            (0 until length).map { t ->
                if (t < undetermined) {
                    DoubleArray(1 + k + 2 * k * k) { if (it == 0 || it >= 1 + k + k * k) 0.0 else Double.NaN }
                } else {
                    val all = dense(t + 1)
                    packed(all.logIntegral - before, all, t, cross = false).also { before = all.logIntegral }
                }
            },
        )
    }
}

/**
 * Chains in a tensor, and their references.
 *
 * @param pairSteps steps of the pairs' precisions and shifts
 * @param batches leading dimensions of each input
 * @param shortest lengths are drawn from it to [steps]
 * @param observed the steps whose own precision is not zero
 */
class ChainCase(
    private val k: Int,
    private val steps: Int,
    private val pairSteps: Int = steps,
    private val pairShiftSteps: Int = pairSteps,
    private val batches: List<List<Int>> = List(5) { listOf() },
    private val shortest: Int = 1,
    private val observed: (Int) -> Boolean = { true },
) {
    private val own =
        listOf(listOf(steps, k, k), listOf(steps, k), listOf(pairSteps, 2 * k, 2 * k), listOf(pairShiftSteps, 2 * k), listOf())
    private val dims = batches.zip(own) { batch, rest -> batch + rest }
    private val batch = batches.map { Type(false, it) }.reduce(Type::broadcast).dims()

    /** Roots of the precisions, zero where nothing is observed; shifts; roots of the pairs' precisions; their shifts; lengths. */
    fun arguments(differentiable: Boolean): Array<Argument> {
        fun numbers(random: Random, n: Int) = DoubleArray(n) { random.nextDouble(-1.0, 1.0) }
        val roots = Argument(dims[0], differentiable) { random, n ->
            DoubleArray(n) { if (observed(it / (k * k) % steps)) random.nextDouble(-1.0, 1.0) + diagonal(it) else 0.0 }
        }
        val lengths = Argument(dims[4], false) { random, n -> DoubleArray(n) { random.nextInt(shortest, steps + 1).toDouble() } }
        return arrayOf(roots) + (1..3).map { Argument(dims[it], differentiable, ::numbers) } + lengths
    }

    private fun diagonal(entry: Int) = if (entry / k % k == entry % k) 1.5 else 0.0

    /** M Mᵀ, plus a part of the identity for pairs. */
    fun inputs(algebra: Algebra, arguments: List<Node>): List<Node> {
        fun gram(m: Node) = algebra.matMul(m, algebra.transpose(m))
        val n = 2 * k
        val identity = algebra.graph().literal(DoubleArray(n * n) { if (it % (n + 1) == 0) OWN else 0.0 }, listOf(n, n))
        return listOf(gram(arguments[0]), arguments[1], algebra.plus(gram(arguments[2]), identity), arguments[3], arguments[4])
    }

    fun references(arguments: List<DoubleArray>): List<ReferenceChain> = positions(batch).map { chain ->
        fun step(input: Int, t: Int): DoubleArray {
            val rest = own[input].drop(1)
            return positions(rest).map { arguments[input].at(dims[input], chain + t + it) }.toDoubleArray()
        }
        fun gram(m: DoubleArray, n: Int, diagonal: Double) = DoubleArray(n * n) {
            val (i, j) = it / n to it % n
            (0 until n).sumOf { l -> m[i * n + l] * m[j * n + l] } + if (i == j) diagonal else 0.0
        }
        ReferenceChain(
            k,
            steps,
            { gram(step(0, it), k, 0.0) },
            { step(1, it) },
            { gram(step(2, it), 2 * k, OWN) },
            { step(3, it) },
            arguments[4].at(dims[4], chain).toInt(),
        )
    }

    private companion object {
        const val OWN = 0.5
    }
}
