package org.platen.inference.mcmc

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe

/** Stan Reference Manual 2.36, section "Automatic parameter tuning": 75 | 25, 50, 100, … | 50, the last window stretched. */
class WarmupScheduleTest : FunSpec({

    test("a thousand iterations have windows of 25, 50, 100, 200 and 500") {
        WarmupSchedule.of(1000) shouldBe WarmupSchedule(75, listOf(99, 149, 249, 449, 949))
    }

    test("the last window takes what would be too little for another") {
        WarmupSchedule.of(150).ends() shouldBe listOf(99)
        WarmupSchedule.of(160).ends() shouldBe listOf(99, 109)
        WarmupSchedule.of(290).ends() shouldBe listOf(99, 239)
        WarmupSchedule.of(300).ends() shouldBe listOf(99, 149, 249)
    }

    test("short warm-ups have a single window of 75 %") {
        WarmupSchedule.of(100) shouldBe WarmupSchedule(15, listOf(89))
        WarmupSchedule.of(20) shouldBe WarmupSchedule(3, listOf(17))
    }

    test("very short ones leave the metric alone") {
        for (warmup in listOf(0, 19)) {
            WarmupSchedule.of(warmup).ends().shouldBeEmpty()
            (0..warmup).none { WarmupSchedule.of(warmup).isInWindow(it) } shouldBe true
        }
    }

    test("windows hold all iterations from the first to the last end") {
        val schedule = WarmupSchedule.of(1000)
        (0 until 1000).filter { schedule.isInWindow(it) } shouldBe (75..949).toList()
        (0 until 1000).filter { schedule.endsWindow(it) } shouldBe schedule.ends()
    }
})
