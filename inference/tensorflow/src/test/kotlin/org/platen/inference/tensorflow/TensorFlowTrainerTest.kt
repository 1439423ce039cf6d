package org.platen.inference.tensorflow

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeBetween
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import java.util.Optional
import kotlin.math.sqrt
import org.platen.inference.assertClose
import org.platen.inference.backend.RowSource
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.op.Algebra
import org.platen.inference.op.UnaryRule
import org.platen.inference.program.Graph
import org.platen.inference.program.Node
import org.platen.inference.program.Program
import org.platen.inference.program.Type
import org.platen.inference.train.Noise
import org.platen.inference.train.Optimizer
import org.platen.inference.train.Regression
import org.platen.inference.train.Trainer
import org.platen.inference.train.TrainingStep
import org.tensorflow.proto.ConfigProto

private fun regression(optimizer: Optimizer) = exact.trainer(Regression.step(), optimizer, 1).also(Regression::start)

/** Minimises [loss] in a parameter named p. */
private fun step(loss: Node, gradient: Node, noise: Map<String, Noise> = mapOf(), batched: Set<String> = setOf()) =
    TrainingStep(Program.of(mapOf("loss" to loss, "dp" to gradient)), mapOf("p" to "dp"), noise, mapOf(), listOf("loss"), batched)

private fun Trainer.numbers() = get("slope").asList() + get("intercept").asList()

class TensorFlowTrainerTest : FunSpec({
    test("fifty steps of each optimiser are those of the JVM") {
        for (optimizer in Regression.optimizers) {
            withClue(optimizer.toString()) {
                JvmBackend().trainer(Regression.step(), optimizer, 1).also(Regression::start).use { expected ->
                    val known = expected.run(Regression.batches)
                    regression(optimizer).use { trainer ->
                        val progress = trainer.run(Regression.batches)
                        trainer.numbers().zip(expected.numbers()).forEach { (own, other) -> assertClose(own, other, 1e-10) }
                        progress.steps shouldBe 50
                        progress.failure shouldBe Optional.empty()
                        known.metrics.forEach { (name, mean) -> assertClose(progress.metrics.getValue(name), mean, 1e-10) }
                    }
                }
            }
        }
    }

    test("float32 training stays close to float64") {
        for (optimizer in Regression.optimizers) {
            withClue(optimizer.toString()) {
                val wide = regression(optimizer).use { it.run(Regression.batches).let { _ -> it.numbers() } }
                exact.precision(Precision.FLOAT32).trainer(Regression.step(), optimizer, 1).also(Regression::start).use { trainer ->
                    trainer.run(Regression.batches)
                    trainer.numbers().zip(wide).forEach { (own, other) -> assertClose(own, other, 1e-4, slack = 1e-4) }
                }
            }
        }
    }

    test("data that do not fit are given batch by batch, with the same results") {
        val streamed = TensorFlowTrainer(Regression.step(), Optimizer.adam(0.05), Precision.FLOAT64, ConfigProto.getDefaultInstance(), 0, 1)
        val resident = regression(Optimizer.adam(0.05)).use { it.run(Regression.batches).let { _ -> it.numbers() } }
        streamed.also(Regression::start).use { trainer ->
            trainer.run(Regression.batches.copyOfRange(0, 30))
            trainer.run(Regression.batches.copyOfRange(30, 50))
            trainer.numbers() shouldBe resident
        }
    }

    test("training that was interrupted goes on bit for bit, noise too") {
        val graph = Graph()
        val algebra = Algebra(graph)
        val p = graph.input("p", Type.of(false, 3))
        val e = graph.input("e", Type.of(true, 3))
        val distance = algebra.minus(p, e)
        val loss = algebra.reshape(algebra.sumProduct(distance, distance, listOf(0), true), listOf())
        val training =
            step(
                loss,
                algebra.reshape(algebra.sumProduct(distance, graph.literal(2.0), listOf(), true), listOf(3)),
                mapOf("e" to Noise.NORMAL),
            )
        for (precision in Precision.entries) {
            val trainer = { exact.precision(precision).trainer(training, Optimizer.adam(0.1), 5).also { it.set("p", 1.0, 2.0, 3.0) } }
            val batches = Array(20) { IntArray(4) }
            val whole = trainer().use { it.run(batches).let { _ -> it.state() } }
            val half = trainer().use { it.run(batches.copyOfRange(0, 7)).let { _ -> it.state() } }
            trainer().use { resumed ->
                resumed.restore(half)
                resumed.run(batches.copyOfRange(7, 20))
                val state = resumed.state()
                state.step shouldBe whole.step
                state.parameters.mapValues { it.value.asList() } shouldBe whole.parameters.mapValues { it.value.asList() }
                state.slots.mapValues { it.value.asList() } shouldBe whole.slots.mapValues { it.value.asList() }
            }
        }
    }

    test("a loss that is not finite ends the run and changes nothing") {
        val graph = Graph()
        val algebra = Algebra(graph)
        val p = graph.input("p", Type.SCALAR)
        val x = graph.input("x", Type.of(true))
        val loss = algebra.sumRows(algebra.times(algebra.log(x), p))
        exact.trainer(step(loss, algebra.sumRows(algebra.log(x)), batched = setOf("x")), Optimizer.sgd(0.1), 1).use { trainer ->
            trainer.bind("x", listOf(RowSource.of(doubleArrayOf(1.0, Math.E, -1.0))))
            trainer.set("p", 2.0)
            val progress = trainer.run(arrayOf(intArrayOf(0, 1), intArrayOf(1, 1), intArrayOf(1, 2), intArrayOf(0, 1)))
            progress.steps shouldBe 2
            progress.failure shouldBe Optional.of(Trainer.Failure(2, "loss"))
            trainer.get("p")[0] shouldBe (1.7 plusOrMinus 1e-12)
            progress.metrics.getValue("loss") shouldBe (0.5 * (2.0 + 1.9 * 2) plusOrMinus 1e-12)
        }
    }

    test("a gradient that is not finite is named by its parameter") {
        val graph = Graph()
        val p = graph.input("p", Type.SCALAR)
        val root = Algebra(graph).unary(UnaryRule.SQRT, p)
        exact.trainer(step(root, Algebra(graph).over(graph.literal(0.5), root)), Optimizer.adam(0.1), 1).use { trainer ->
            trainer.set("p", 0.0)
            trainer.run(arrayOf(intArrayOf(0))).failure shouldBe Optional.of(Trainer.Failure(0, "p"))
            trainer.state().slots.values.all { it.single() == 0.0 } shouldBe true
        }
    }

    test("gradients that are parameters themselves do not change while parameters do") {
        val graph = Graph()
        val p = graph.input("p", Type.SCALAR)
        val q = graph.input("q", Type.SCALAR)
        val program = Program.of(mapOf("loss" to Algebra(graph).times(p, q), "dp" to q, "dq" to p))
        val training = TrainingStep(program, mapOf("p" to "dp", "q" to "dq"), mapOf(), mapOf(), listOf("loss"), setOf())
        exact.trainer(training, Optimizer.sgd(0.5), 1).use { trainer ->
            trainer.set("p", 1.0)
            trainer.set("q", 2.0)
            trainer.run(arrayOf(intArrayOf(0)))
            trainer.get("p")[0] shouldBe 0.0
            trainer.get("q")[0] shouldBe 1.5
        }
    }

    test("what was not given is asked for by name") {
        exact.trainer(Regression.step(), Optimizer.sgd(0.1), 1).use { trainer ->
            trainer.set("slope", 1.0, 1.0)
            shouldThrow<IllegalStateException> { trainer.run(Regression.batches) }.message shouldContain "'intercept'"
            trainer.set("intercept", 1.0)
            shouldThrow<IllegalStateException> { trainer.run(Regression.batches) }.message shouldContain "bind"
        }
    }

    test("noise has the moments of its distribution, repeats with its seed, and differs from step to step") {
        for ((noise, mean, variance) in listOf(Triple(Noise.NORMAL, 0.0, 1.0), Triple(Noise.UNIFORM, 0.5, 1.0 / 12))) {
            val graph = Graph()
            val algebra = Algebra(graph)
            val p = graph.input("p", Type.of(false, 2))
            val e = graph.input("e", Type.of(true))
            val moments = listOf(algebra.sumRows(e), algebra.sumRows(algebra.square(e))).map { algebra.reshape(it, listOf(1)) }
            val loss = algebra.reshape(algebra.sum(p, listOf(0)), listOf())
            val training = step(loss, algebra.concatenate(moments, 0), mapOf("e" to noise))
            val sums = { seed: Long ->
                exact.precision(Precision.FLOAT32).trainer(training, Optimizer.sgd(-1.0), seed).use { trainer ->
                    trainer.set("p", 0.0, 0.0)
                    trainer.run(Array(10) { IntArray(4000) })
                    trainer.get("p").map { it / 40_000 }
                }
            }
            val (first, second) = sums(1)
            sums(1) shouldBe listOf(first, second)
            sums(2) shouldNotBe listOf(first, second)
            // Five standard errors.
            first.shouldBeBetween(mean - 5 * sqrt(variance / 40_000), mean + 5 * sqrt(variance / 40_000), 0.0)
            (second - mean * mean).shouldBeBetween(variance * 0.96, variance * 1.04, 0.0)
        }
    }
})
