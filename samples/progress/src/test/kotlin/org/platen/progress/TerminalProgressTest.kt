package org.platen.progress

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.time.Duration
import me.tongfei.progressbar.ConsoleProgressBarConsumer
import me.tongfei.progressbar.ProgressBarBuilder
import org.platen.inference.engine.Progress

class TerminalProgressTest :
    FunSpec({

        val progress = Progress(2, 10, 57, -1130.26404, 0.001, Duration.ofSeconds(3))

        /** What [work] prints on standard output and standard error. */
        fun printed(work: () -> Unit): List<String> {
            val streams = listOf(ByteArrayOutputStream(), ByteArrayOutputStream())
            val (out, err) = System.out to System.err
            System.setOut(PrintStream(streams[0], true))
            System.setErr(PrintStream(streams[1], true))
            try {
                work()
            } finally {
                System.setOut(out)
                System.setErr(err)
            }
            return streams.map { it.toString() }
        }

        test("without a terminal nothing is printed") {
            // Tests run without one: their input and output are pipes.
            System.console() shouldBe null
            printed {
                TerminalProgress.of("Fitting", TerminalProgress.UNKNOWN).use { it.on(progress) }
            } shouldBe listOf("", "")
        }

        for (iterations in listOf(TerminalProgress.UNKNOWN, 100L)) {
            test(
                "the bar shows the task, the iterations, the start and the objective, and standard output nothing, of $iterations iterations",
            ) {
                val terminal = ByteArrayOutputStream()
                printed {
                    val builder = ProgressBarBuilder().setConsumer(ConsoleProgressBarConsumer(PrintStream(terminal), 200))
                    TerminalProgress.on(builder, "Fitting", iterations).use { bar -> repeat(3) { bar.on(progress) } }
                }.first() shouldBe ""
                for (part in listOf("Fitting", "3", "start 3/10, objective -1130.26")) {
                    terminal.toString() shouldContain part
                }
            }
        }
    })
