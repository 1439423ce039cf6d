package org.platen.inference.jvm

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import java.util.Optional
import kotlin.math.sqrt
import kotlin.random.Random
import org.platen.inference.autodiff.ReverseMode
import org.platen.inference.backend.LocalExecutor
import org.platen.inference.backend.RowSource
import org.platen.inference.dataset.Images
import org.platen.inference.dataset.Strokes
import org.platen.inference.op.Algebra
import org.platen.inference.op.BinaryRule
import org.platen.inference.op.ConvolutionAlgebra
import org.platen.inference.op.Window
import org.platen.inference.program.Graph
import org.platen.inference.program.Node
import org.platen.inference.program.Program
import org.platen.inference.program.Type
import org.platen.inference.train.Optimizer
import org.platen.inference.train.TrainingStep

/** Two convolutional layers and a dense one, from images of 16 × 16 to scores of ten classes. */
private class Classifier {
    val graph = Graph()
    private val algebra = Algebra(graph)
    private val x = graph.input("x", Type.of(true, 1, 16, 16))
    private val truth = graph.input("truth", Type.of(true, 10))
    val weights = mapOf("first" to listOf(8, 1, 5, 5), "second" to listOf(16, 8, 3, 3), "third" to listOf(10, 256))
        .mapValues { (name, sizes) -> graph.input(name, Type(false, sizes)) }
    val scores: Node = algebra.reshape(algebra.matMul(weights.getValue("third"), algebra.reshape(features(), listOf(256, 1))), listOf(10))

    private fun features() = layer(layer(x, "first", Window(2, 2, 2, 2, 2, 2)), "second", Window(2, 2, 1, 1, 1, 1))

    private fun layer(x: Node, name: String, window: Window) =
        algebra.binary(BinaryRule.MAXIMUM, ConvolutionAlgebra(graph, window).result(x, weights.getValue(name)), graph.literal(0.0))

    /** The mean surprise at the true classes. */
    fun step(): TrainingStep {
        val surprise = algebra.minus(algebra.logSumExp(scores, listOf(0)), algebra.sumProduct(scores, truth, listOf(0), false))
        val loss = algebra.over(algebra.reshape(algebra.sumRows(surprise), listOf()), algebra.rowCount())
        val gradients = ReverseMode.gradients(graph, loss, weights.values)
        val outputs = mapOf("loss" to loss) + weights.map { (name, node) -> "d $name" to gradients.getValue(node) }
        return TrainingStep(
            Program.of(outputs),
            weights.keys.associateWith { "d $it" },
            mapOf(),
            mapOf(),
            listOf("loss"),
            setOf("x", "truth"),
        )
    }
}

private fun entries(size: Int, rows: Int, value: (Int, Int) -> Double): List<RowSource> =
    List(size) { entry -> RowSource.of(DoubleArray(rows) { value(it, entry) }) }

private fun pixels(images: Images): List<RowSource> = List(images.count()) { images.intensities(it) }
    .let { all -> entries(256, all.size) { row, entry -> all[row][entry] } }

class ConvolutionTrainingTest : FunSpec({
    test("a small convolutional network learns to tell strokes apart") {
        val images = Strokes.images(1000, 16, 5).images()
        val known = images.range(0, 800)
        val others = images.range(800, 1000)
        val classifier = Classifier()
        val random = Random(1)
        JvmBackend().trainer(classifier.step(), Optimizer.adam(0.005), 1).use { trainer ->
            trainer.bind("x", pixels(known))
            trainer.bind("truth", entries(10, known.count()) { row, entry -> if (known.label(row) == entry) 1.0 else 0.0 })
            classifier.weights.forEach { (name, node) ->
                val bound = sqrt(6.0 * node.type().dim(0) / node.type().size())
                trainer.set(name, *DoubleArray(node.type().size()) { random.nextDouble(-bound, bound) })
            }
            trainer.run(Array(150) { IntArray(64) { random.nextInt(known.count()) } }).failure shouldBe Optional.empty()
            LocalExecutor(1).use { executor ->
                val session = JvmBackend().compile(Program.of(mapOf("scores" to classifier.scores))).session(executor)
                session.bind("x", pixels(others))
                classifier.weights.keys.forEach { session.set(it, *trainer.get(it)) }
                session.run(others.count())
                val scores = session.rows("scores")
                val right = (0 until others.count()).count { row ->
                    (0 until 10).maxBy { scores[it][row] } == others.label(row)
                }
                // Chance is one in ten.
                right / 200.0 shouldBeGreaterThan 0.9
            }
        }
    }
})
