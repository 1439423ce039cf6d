package org.platen.inference.train

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.sqrt

class ScheduleTest : FunSpec({
    test("exponential decay reaches its factor after its steps, and goes on") {
        val schedule = Schedule.exponentialDecay(2.0, 0.25, 10)
        schedule.at(0) shouldBe 2.0
        schedule.at(5) shouldBe (1.0 plusOrMinus 1e-15)
        schedule.at(20) shouldBe (0.125 plusOrMinus 1e-15)
    }

    test("step decay changes only at the end of its steps") {
        val schedule = Schedule.stepDecay(2.0, 0.5, 10)
        listOf(0L, 9L, 10L, 29L).map(schedule::at) shouldBe listOf(2.0, 2.0, 1.0, 0.5)
    }

    test("cosine decay goes from start to end along half a wave and stays") {
        val schedule = Schedule.cosineDecay(3.0, 1.0, 8)
        schedule.at(0) shouldBe 3.0
        schedule.at(2) shouldBe (2 + sqrt(0.5) plusOrMinus 1e-15)
        schedule.at(4) shouldBe (2.0 plusOrMinus 1e-15)
        schedule.at(8) shouldBe 1.0
        schedule.at(100) shouldBe 1.0
    }

    test("linear schedules take equal steps and stay") {
        val schedule = Schedule.linear(0.0, 1.0, 4)
        (0L..6L).map(schedule::at) shouldBe listOf(0.0, 0.25, 0.5, 0.75, 1.0, 1.0, 1.0)
    }

    test("warming up multiplies the first numbers by a rising factor") {
        val schedule = Schedule.constant(2.0).warmedUp(3)
        (0L..4L).map(schedule::at) shouldBe listOf(0.5, 1.0, 1.5, 2.0, 2.0)
    }

    test("a schedule of no steps is refused") {
        shouldThrow<IllegalArgumentException> { Schedule.linear(0.0, 1.0, 0) }
    }
})
