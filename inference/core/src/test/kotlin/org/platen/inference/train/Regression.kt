package org.platen.inference.train

import kotlin.random.Random
import org.platen.inference.autodiff.ReverseMode
import org.platen.inference.backend.RowSource
import org.platen.inference.op.Algebra
import org.platen.inference.program.Graph
import org.platen.inference.program.Program
import org.platen.inference.program.Type

/** Linear regression of y on two columns: the mean of weight · (x·slope + intercept − y)² over a mini-batch is the loss. */
object Regression {
    private val random = Random(3)
    const val ROWS = 40
    val x = DoubleArray(2 * ROWS) { random.nextDouble(-1.0, 1.0) }
    val y = DoubleArray(ROWS) { 0.5 + 2 * x[2 * it] - x[2 * it + 1] + random.nextDouble(-0.3, 0.3) }
    val batches = Array(50) { IntArray(8) { random.nextInt(ROWS) } }

    fun step(): TrainingStep {
        val graph = Graph()
        val algebra = Algebra(graph)
        val slope = graph.input("slope", Type.of(false, 2))
        val intercept = graph.input("intercept", Type.SCALAR)
        val inputs = graph.input("x", Type.of(true, 2))
        val targets = graph.input("y", Type.of(true))
        val product = algebra.reshape(algebra.sumProduct(inputs, slope, listOf(0), false), listOf())
        val residual = algebra.minus(algebra.plus(product, intercept), targets)
        val mean = algebra.over(algebra.sumRows(algebra.square(residual)), algebra.rowCount())
        val loss = algebra.times(mean, graph.input("weight", Type.SCALAR))
        val gradients = ReverseMode.gradients(graph, loss, listOf(slope, intercept))
        val outputs = mapOf("loss" to loss, "mean" to mean, "d slope" to gradients[slope]!!, "d intercept" to gradients[intercept]!!)
        return TrainingStep(
            Program.of(outputs),
            mapOf("slope" to "d slope", "intercept" to "d intercept"),
            mapOf(),
            mapOf("weight" to Schedule.linear(0.0, 1.0, 10)),
            listOf("loss", "mean"),
            setOf("x", "y"),
        )
    }

    fun start(trainer: Trainer) {
        trainer.bind("x", List(2) { RowSource(x, it, 2) })
        trainer.bind("y", listOf(RowSource.of(y)))
        trainer.set("slope", 1.0, 1.0)
        trainer.set("intercept", 0.0)
    }

    /** Loss, mean and the gradient, written out: slopes first. */
    fun byHand(p: DoubleArray, batch: IntArray, step: Int): Pair<DoubleArray, DoubleArray> {
        val weight = minOf(1.0, step / 10.0)
        val residuals = batch.map { it to x[2 * it] * p[0] + x[2 * it + 1] * p[1] + p[2] - y[it] }
        val mean = residuals.sumOf { (_, r) -> r * r } / batch.size
        val slopes = { f: (Int) -> Double -> residuals.sumOf { (row, r) -> weight * 2 * r * f(row) } / batch.size }
        return doubleArrayOf(weight * mean, mean) to doubleArrayOf(slopes { x[2 * it] }, slopes { x[2 * it + 1] }, slopes { 1.0 })
    }

    val optimizers: List<Optimizer> = listOf(
        Optimizer.sgd(0.1),
        Optimizer.sgd(0.1).clippedTo(0.5),
        Optimizer.momentum(0.05),
        Optimizer.Momentum(Schedule.cosineDecay(0.05, 0.01, 40), 0.8, true, 1.0),
        Optimizer.rmsProp(0.02),
        Optimizer.adagrad(0.1).clippedTo(0.3),
        Optimizer.adam(0.05),
        Optimizer.adam(Schedule.exponentialDecay(0.05, 0.5, 20).warmedUp(5)).clippedTo(0.7),
        Optimizer.adamW(0.05, 0.02),
    )
}
