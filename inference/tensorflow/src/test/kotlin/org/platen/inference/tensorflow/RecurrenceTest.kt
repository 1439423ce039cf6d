package org.platen.inference.tensorflow

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import org.platen.inference.amortized.Recurring
import org.platen.inference.assertClose
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.train.Optimizer

class RecurrenceTest : FunSpec({
    test("steps with recurrent networks along chains of different lengths are those of the JVM") {
        for (own in Recurring.all) {
            val states = listOf(exact, JvmBackend()).map { backend ->
                backend.trainer(own.step(), Optimizer.momentum(0.05), 1).also(own::start).use { trainer ->
                    repeat(2) { trainer.run(Recurring.batches) }
                    trainer.state()
                }
            }
            states[0].parameters.keys shouldBe states[1].parameters.keys
            states[1].parameters.forEach { (name, expected) ->
                states[0].parameters.getValue(name).zip(expected).forEach { (own, other) -> assertClose(own, other, 1e-9) }
            }
        }
    }
})
