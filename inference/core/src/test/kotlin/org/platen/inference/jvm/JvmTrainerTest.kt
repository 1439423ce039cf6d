package org.platen.inference.jvm

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
import org.platen.inference.op.Algebra
import org.platen.inference.op.UnaryRule
import org.platen.inference.program.Graph
import org.platen.inference.program.Input
import org.platen.inference.program.Node
import org.platen.inference.program.Program
import org.platen.inference.program.Type
import org.platen.inference.train.Noise
import org.platen.inference.train.Optimizer
import org.platen.inference.train.Regression
import org.platen.inference.train.Trainer
import org.platen.inference.train.TrainingStep

private fun trainer(optimizer: Optimizer) = JvmBackend().trainer(Regression.step(), optimizer, 1).also(Regression::start)

private fun Trainer.numbers() = get("slope").asList() + get("intercept").asList()

private fun step(parameter: Node, loss: Node, gradient: Node, noise: Map<String, Noise> = mapOf(), batched: Set<String> = setOf()) =
    TrainingStep(
        Program.of(mapOf("loss" to loss, "gradient" to gradient)),
        mapOf((parameter.op() as Input).name to "gradient"),
        noise,
        mapOf(),
        listOf("loss"),
        batched,
    )

class JvmTrainerTest : FunSpec({
    test("fifty steps of each optimiser are those of gradients written out by hand") {
        for (optimizer in Regression.optimizers) {
            withClue(optimizer.toString()) {
                val p = doubleArrayOf(1.0, 1.0, 0.0)
                val slots = Array(optimizer.slots().size) { DoubleArray(3) }
                val metrics = DoubleArray(2)
                Regression.batches.forEachIndexed { t, batch ->
                    val (values, gradient) = Regression.byHand(p, batch, t)
                    metrics[0] += values[0] / Regression.batches.size
                    metrics[1] += values[1] / Regression.batches.size
                    optimizer.update(p, gradient, optimizer.scale(sqrt(gradient.sumOf { it * it })), slots, t.toLong())
                }
                trainer(optimizer).use { trainer ->
                    val progress = trainer.run(Regression.batches)
                    trainer.numbers().zip(p.asList()).forEach { (own, expected) -> assertClose(own, expected, 1e-11) }
                    progress.steps shouldBe 50
                    progress.failure shouldBe Optional.empty()
                    assertClose(progress.metrics.getValue("loss"), metrics[0], 1e-11)
                    assertClose(progress.metrics.getValue("mean"), metrics[1], 1e-11)
                }
            }
        }
    }

    test("training that was interrupted goes on bit for bit") {
        for (optimizer in Regression.optimizers) {
            val whole = trainer(optimizer).use { it.run(Regression.batches).let { _ -> it.state() } }
            val half = trainer(optimizer).use { it.run(Regression.batches.copyOf(20).requireNoNulls()).let { _ -> it.state() } }
            trainer(optimizer).use { trainer ->
                trainer.restore(half)
                trainer.run(Regression.batches.copyOfRange(20, 50))
                val resumed = trainer.state()
                resumed.step shouldBe whole.step
                resumed.parameters.mapValues { it.value.asList() } shouldBe whole.parameters.mapValues { it.value.asList() }
                resumed.slots.mapValues { it.value.asList() } shouldBe whole.slots.mapValues { it.value.asList() }
            }
        }
    }

    test("a state of another optimiser is refused") {
        val adam = trainer(Optimizer.adam(0.1)).use { it.state() }
        trainer(Optimizer.sgd(0.1)).use { trainer ->
            shouldThrow<IllegalArgumentException> { trainer.restore(adam) }.message shouldContain "slope/first"
        }
    }

    test("a loss that is not finite ends the run and changes nothing") {
        val graph = Graph()
        val algebra = Algebra(graph)
        val p = graph.input("p", Type.SCALAR)
        val x = graph.input("x", Type.of(true))
        val loss = algebra.sumRows(algebra.times(algebra.log(x), p))
        val gradient = algebra.sumRows(algebra.log(x))
        JvmBackend().trainer(step(p, loss, gradient, batched = setOf("x")), Optimizer.sgd(0.1), 1).use { trainer ->
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
        val slope = Algebra(graph).over(graph.literal(0.5), root)
        JvmBackend().trainer(step(p, root, slope), Optimizer.sgd(0.1), 1).use { trainer ->
            trainer.set("p", 0.0)
            trainer.run(arrayOf(intArrayOf(0))).failure shouldBe Optional.of(Trainer.Failure(0, "p"))
        }
    }

    test("gradients that are parameters themselves do not change while parameters do") {
        val graph = Graph()
        val p = graph.input("p", Type.SCALAR)
        val q = graph.input("q", Type.SCALAR)
        val program = Program.of(mapOf("loss" to Algebra(graph).times(p, q), "dp" to q, "dq" to p))
        val training = TrainingStep(program, mapOf("p" to "dp", "q" to "dq"), mapOf(), mapOf(), listOf("loss"), setOf())
        JvmBackend().trainer(training, Optimizer.sgd(0.5), 1).use { trainer ->
            trainer.set("p", 1.0)
            trainer.set("q", 2.0)
            trainer.run(arrayOf(intArrayOf(0)))
            trainer.get("p")[0] shouldBe 0.0
            trainer.get("q")[0] shouldBe 1.5
        }
    }

    test("what was not given is asked for by name") {
        JvmBackend().trainer(Regression.step(), Optimizer.sgd(0.1), 1).use { trainer ->
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
            val moments = algebra.concatenate(
                listOf(algebra.sumRows(e), algebra.sumRows(algebra.square(e))).map {
                    algebra.reshape(it, listOf(1))
                },
                0,
            )
            val training = step(p, algebra.sum(p, listOf(0)).let { algebra.reshape(it, listOf()) }, moments, mapOf("e" to noise))
            val sums = { seed: Long ->
                JvmBackend().trainer(training, Optimizer.sgd(-1.0), seed).use { trainer ->
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
