package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors
import org.platen.inference.engine.Cancellation

class CancellationTest :
    FunSpec({

        val model = fullMixture(2, 2)
        val endless = ExactEm().tolerance(0.0).iterations(Int.MAX_VALUE)

        for (threads in listOf(1, 3)) {
            test("another thread cancels a fit, which returns what it has reached, on $threads threads") {
                val token = Cancellation()
                val running = CountDownLatch(threads)
                val helper = Executors.newSingleThreadExecutor()
                helper.submit {
                    running.await()
                    token.cancel()
                }
                val fit = endless.restarts(3).threads(threads).cancelledBy(token).progress {
                    if (it.iteration() == 50) running.countDown()
                }.fit(model, faithful)
                helper.shutdown()
                fit.stoppingReason() shouldBe "cancelled"
                fit.iterations() shouldBeGreaterThan 49
                fit.trace().size shouldBe fit.iterations() + 1
                // The maximum is at -1130.264 (R mclust 6); 50 iterations are enough to come near.
                fit.logLikelihood() shouldBeGreaterThan -1131.0
                fit.starts().forEach { it shouldContain "cancelled" }
            }
        }

        test("cancelled before the first iteration, a fit is its first start") {
            val token = Cancellation()
            token.isCancelled shouldBe false
            token.cancel()
            token.isCancelled shouldBe true
            val fit = endless.restarts(3).cancelledBy(token).fit(model, faithful)
            fit.stoppingReason() shouldBe "cancelled"
            fit.iterations() shouldBe 0
            fit.trace().single() shouldBe ExactEm().restarts(1).fit(model, faithful).trace().first()
            fit.starts().drop(1).forEach { it shouldContain "not made, cancelled" }
        }

        test("a start that has converged by then stays converged") {
            val token = Cancellation()
            val fit = ExactEm().restarts(2).threads(1).cancelledBy(token).progress {
                if (it.restart() == 1) token.cancel()
            }.fit(model, faithful)
            fit.starts()[0] shouldContain "converged"
            fit.starts()[1] shouldContain "cancelled after 1 iterations"
            fit.stoppingReason() shouldContain "converged"
        }

        test("one token ends any number of fits, and none without it") {
            val token = Cancellation()
            token.cancel()
            val engine = ExactEm().restarts(1)
            repeat(2) { engine.cancelledBy(token).fit(model, faithful).iterations() shouldBe 0 }
            engine.fit(model, faithful).iterations() shouldBeGreaterThan 0
        }
    })
