package org.platen.inference.train

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.string.shouldContain

private fun TrainingStep.with(
    gradients: Map<String, String> = gradients(),
    metrics: List<String> = metrics(),
    batched: Set<String> = batched(),
    schedules: Map<String, Schedule> = schedules(),
) = TrainingStep(program(), gradients, noise(), schedules, metrics, batched)

class TrainingStepTest : FunSpec({
    val step = Regression.step()

    test("parameters and constants have to be given, the rest has not") {
        step.given().shouldContainExactly("slope", "intercept")
        step.with(schedules = mapOf()).given().shouldContainExactly("slope", "intercept", "weight")
    }

    test("what does not fit the program is refused by name") {
        shouldThrow<IllegalArgumentException> { step.with(gradients = mapOf("slope" to "d intercept")) }.message shouldContain "'slope'"
        shouldThrow<IllegalArgumentException> { step.with(gradients = mapOf("slope" to "none")) }.message shouldContain "'none'"
        shouldThrow<IllegalArgumentException> { step.with(metrics = listOf()) }.message shouldContain "loss"
        shouldThrow<IllegalArgumentException> { step.with(metrics = listOf("d slope")) }.message shouldContain "'d slope'"
        shouldThrow<IllegalArgumentException> { step.with(batched = setOf("x")) }.message shouldContain "'y'"
        shouldThrow<IllegalArgumentException> { step.with(batched = setOf("x", "y", "slope")) }.message shouldContain "'slope'"
    }

    test("mini-batches of a run are equally large and name rows that exist") {
        MiniBatches.size(arrayOf(intArrayOf(0, 3)), 4)
        shouldThrow<IllegalArgumentException> { MiniBatches.size(arrayOf(intArrayOf(0, 4)), 4) }.message shouldContain "row 4"
        shouldThrow<IllegalArgumentException> { MiniBatches.size(arrayOf(intArrayOf(0), intArrayOf(0, 1)), 4) }
        shouldThrow<IllegalArgumentException> { MiniBatches.size(arrayOf(), 4) }
    }
})
