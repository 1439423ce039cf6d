package org.platen.progress

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.time.Duration
import java.util.OptionalDouble
import me.tongfei.progressbar.ConsoleProgressBarConsumer
import me.tongfei.progressbar.ProgressBarBuilder
import org.platen.inference.amortized.TrainingProgress

class TrainingBarTest : FunSpec({
    fun report(epoch: Int, step: Long, validation: OptionalDouble) =
        TrainingProgress(epoch, 4, step, 400, 12.5, -10.25, 2.25, validation, Duration.ofSeconds(10))

    test("the bar shows steps, epoch, loss, reconstruction, divergence, the latest loss held out, rate and time left") {
        val terminal = ByteArrayOutputStream()
        val builder = ProgressBarBuilder().setConsumer(ConsoleProgressBarConsumer(PrintStream(terminal), 300))
        TrainingBar.on(builder, "Training").use { bar ->
            bar.on(report(1, 100, OptionalDouble.of(13.75)))
            bar.on(report(2, 200, OptionalDouble.empty()))
        }
        // 200 steps in 10 seconds are 20 a second, and 200 more take 10.
        val latest = "epoch 2/4, loss 12.50, reconstruction -10.25, divergence 2.25, held out 13.75, 20.0 steps/s, 10 s left"
        for (part in listOf("Training", "200/400", latest)) {
            terminal.toString() shouldContain part
        }
    }

    test("without a terminal it says nothing and does no harm") {
        System.console() shouldBe null
        val (err, said) = System.err to ByteArrayOutputStream()
        System.setErr(PrintStream(said, true))
        try {
            TrainingBar.of("Training").use { it.on(report(1, 100, OptionalDouble.empty())) }
        } finally {
            System.setErr(err)
        }
        said.toString() shouldBe ""
    }
})
