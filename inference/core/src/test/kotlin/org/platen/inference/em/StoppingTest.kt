package org.platen.inference.em

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.atomic.AtomicInteger
import org.platen.inference.engine.Progress

class StoppingTest :
    FunSpec({

        val model = fullMixture(2, 2)

        test("a start has converged when the objective changes by at most the tolerance times one plus its size") {
            val fit = ExactEm().restarts(1).tolerance(1e-6).fit(model, faithful)
            val changes = fit.trace().zipWithNext { a, b -> b - a }
            val most = 1e-6 * (1 + 1130.3)
            changes.last() shouldBeLessThan most
            changes.dropLast(1).forEach { it shouldBeGreaterThan most * 0.99 }
            fit.iterations() shouldBe changes.size
            fit.stoppingReason() shouldContain "converged"
        }

        test("the iteration limit is kept, and named as the reason") {
            val fit = ExactEm().restarts(1).iterations(5).fit(model, faithful)
            fit.iterations() shouldBe 5
            fit.trace().size shouldBe 6
            fit.stoppingReason() shouldBe "stopped at the limit of 5 iterations"
        }

        test("with tolerance 0 all iterations are made") {
            ExactEm().restarts(1).tolerance(0.0).iterations(150).fit(model, faithful).iterations() shouldBe 150
        }

        test("the listener hears every iteration of every start") {
            val heard = ConcurrentLinkedQueue<Progress>()
            val fit = ExactEm().restarts(3).progress { heard.add(it) }.fit(model, faithful)
            heard.map { it.restarts() }.distinct() shouldBe listOf(3)
            heard.groupBy { it.restart() }.keys shouldBe setOf(0, 1, 2)
            for (start in heard.groupBy { it.restart() }.values) {
                start.map { it.iteration() } shouldBe (1..start.size).toList()
            }
            val best = heard.filter { it.objective() == fit.trace().last() }.map { it.restart() }.first()
            heard.filter { it.restart() == best }.map { it.objective() } shouldBe fit.trace().drop(1)
        }

        test("the listener hears how long the fit has taken") {
            val heard = ConcurrentLinkedQueue<Progress>()
            val began = System.nanoTime()
            ExactEm().restarts(1).iterations(20).tolerance(0.0).progress { heard.add(it) }.fit(model, faithful)
            val took = Duration.ofNanos(System.nanoTime() - began)
            heard.zipWithNext { a, b -> a.elapsed() < b.elapsed() }.all { it } shouldBe true
            (heard.first().elapsed() > Duration.ZERO && heard.last().elapsed() < took) shouldBe true
        }

        test("an exception of the listener ends the fit and reaches the caller, and no start goes on") {
            for (threads in listOf(1, 3)) {
                val heard = AtomicInteger()
                val thrown = shouldThrow<IllegalStateException> {
                    ExactEm().restarts(8).threads(threads).tolerance(0.0).iterations(100_000).progress {
                        heard.incrementAndGet()
                        check(it.iteration() < 4) { "enough" }
                    }.fit(model, faithful)
                }
                thrown.message shouldBe "enough"
                val then = heard.get()
                Thread.sleep(50)
                heard.get() shouldBe then
                then shouldBeLessThan 100_000
            }
        }

        test("an interruption ends all starts with what they have, and stays set") {
            val caller = Thread.currentThread()
            for (threads in listOf(1, 3)) {
                val fit = ExactEm().restarts(4).threads(threads).tolerance(0.0).iterations(1_000_000).progress {
                    if (it.iteration() == 10) caller.interrupt()
                }.fit(model, faithful)
                Thread.interrupted() shouldBe true
                fit.stoppingReason() shouldBe "stopped by interruption"
                fit.starts().forEach { start -> ("stopped by interruption" in start) shouldBe true }
                fit.logLikelihood() shouldBeGreaterThan -1300.0
            }
        }

        test("the time limit ends all starts with what they have; those that were not begun are left out") {
            val began = System.nanoTime()
            val fit = ExactEm().restarts(
                3,
            ).threads(1).tolerance(0.0).iterations(Int.MAX_VALUE).timeLimit(Duration.ofMillis(300)).fit(model, faithful)
            (System.nanoTime() - began) * 1e-9 shouldBeLessThan 30.0
            fit.stoppingReason() shouldBe "stopped at the time limit of 0.3 s"
            fit.starts().drop(1).forEach { it shouldContain "not made" }
            fit.logLikelihood() shouldBeGreaterThan -1300.0
        }

        test("a time limit of zero still gives the values of the first start") {
            val fit = ExactEm().restarts(3).timeLimit(Duration.ZERO).fit(model, faithful)
            fit.iterations() shouldBe 0
            fit.logLikelihood().isFinite() shouldBe true
        }

        test("an ended start is not lost when time is up: the best of all is returned, with how each one ended") {
            // Times differ from run to run, so the limit is reached by waiting for it in the last start.
            val limit = Duration.ofSeconds(5)
            val fit = ExactEm().restarts(4).threads(1).timeLimit(limit).progress {
                if (it.restart() == 3 && it.iteration() == 1) Thread.sleep((limit - it.elapsed()).toMillis() + 1)
            }.fit(model, faithful)
            fit.starts().last() shouldContain "time limit of 5.0 s after 1 iterations"
            fit.starts().dropLast(1).forEach { it shouldContain "converged" }
            fit.stoppingReason() shouldContain "converged"
            fit.logLikelihood() shouldBeGreaterThan -1130.2641
        }

        test("options out of range are refused with their name") {
            val wrong: List<Pair<String, () -> ExactEm>> = listOf(
                "restarts" to { ExactEm().restarts(0) },
                "iterations" to { ExactEm().iterations(0) },
                "tolerance" to { ExactEm().tolerance(-1.0) },
                "tolerance" to { ExactEm().tolerance(Double.NaN) },
                "threads" to { ExactEm().threads(0) },
                "timeLimit" to { ExactEm().timeLimit(Duration.ofSeconds(-1)) },
                "at least 1 iteration apart" to { ExactEm().checkpoint(Path.of("x"), 0) },
                "time between checkpoints" to { ExactEm().checkpoint(Path.of("x"), Duration.ofSeconds(-1)) },
            )
            for ((name, make) in wrong) {
                shouldThrow<IllegalArgumentException> { make() }.message!! shouldContain name
            }
        }

        test("an engine is a value: options give a changed copy") {
            val engine = ExactEm().restarts(1)
            engine.iterations(2)
            engine.fit(model, faithful).iterations() shouldBeGreaterThan 2
        }
    })
