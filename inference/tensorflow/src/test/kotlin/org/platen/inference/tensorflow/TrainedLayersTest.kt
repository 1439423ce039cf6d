package org.platen.inference.tensorflow

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import org.platen.inference.amortized.KnownStarts
import org.platen.inference.amortized.Standardising
import org.platen.inference.assertClose
import org.platen.inference.backend.Backend
import org.platen.inference.backend.LocalExecutor
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.train.Optimizer
import org.platen.inference.train.Trainer
import org.platen.inference.train.TrainingBackend
import org.platen.inference.train.TrainingState

private fun TrainingBackend.trainer(own: KnownStarts): Trainer = trainer(own.step(), Optimizer.momentum(0.05), 3).also(own::start)

private fun TrainingState.lists() = listOf(parameters, slots).map { all -> all.mapValues { it.value.asList() } }

class TrainedLayersTest : FunSpec({
    test("steps with batch normalisation are those of the JVM, running moments too") {
        for (own in listOf(Standardising.ofVectors, Standardising.ofMaps)) {
            val states = listOf(exact, JvmBackend()).map { backend ->
                backend.trainer(own).use { trainer ->
                    repeat(4) { trainer.run(Standardising.batches) }
                    trainer.state()
                }
            }
            states[0].parameters.keys shouldBe states[1].parameters.keys
            states[1].parameters.forEach { (name, expected) ->
                states[0].parameters.getValue(name).zip(expected).forEach { (own, other) -> assertClose(own, other, 1e-9) }
            }
        }
    }

    test("what comes of given noise in dropped layers, and its gradients, are those of the JVM") {
        val own = Standardising.withDropout
        val step = own.step()
        fun outputs(backend: Backend): Map<String, List<Double>> = LocalExecutor(1).use { executor ->
            val session = backend.compile(step.program()).session(executor)
            own.give(session, 7)
            session.results(step.program(), 7)
        }
        assertAgree(outputs(exact), outputs(JvmBackend()), 1e-9, 1e-12)
    }

    test("training with dropped entries and running moments goes on bit for bit") {
        for (precision in Precision.entries) {
            val backend = exact.precision(precision)
            val whole = backend.trainer(Standardising.withDropout).use { it.run(Standardising.batches).let { _ -> it.state() } }
            val half = backend.trainer(Standardising.withDropout).use {
                it.run(Standardising.batches.copyOfRange(0, 2)).let { _ -> it.state() }
            }
            backend.trainer(Standardising.withDropout).use { resumed ->
                resumed.restore(half)
                resumed.run(Standardising.batches.copyOfRange(2, 5))
                resumed.state().lists() shouldBe whole.lists()
            }
        }
    }
})
