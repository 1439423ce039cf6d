package org.platen.inference.backend

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicIntegerArray

class LocalExecutorTest : FunSpec({
    for (workers in listOf(1, 2, 5)) {
        test("each piece runs once, and no two at the same time as the same worker, with $workers workers") {
            LocalExecutor(workers).use { executor ->
                for (pieces in listOf(0, 1, 4, 1000)) {
                    val runs = AtomicIntegerArray(pieces)
                    val busy = AtomicIntegerArray(workers)
                    executor.run(pieces) { worker, index ->
                        busy.incrementAndGet(worker) shouldBe 1
                        runs.incrementAndGet(index)
                        busy.decrementAndGet(worker)
                    }
                    List(pieces) { runs[it] } shouldBe List(pieces) { 1 }
                }
            }
        }
        test("a failure is thrown when all work has ended, and the next run works, with $workers workers") {
            LocalExecutor(workers).use { executor ->
                val running = AtomicInteger()
                for (failing in listOf(0, 7, 99)) {
                    val failure = shouldThrow<ArithmeticException> {
                        executor.run(100) { _, index ->
                            running.incrementAndGet()
                            try {
                                if (index == failing) throw ArithmeticException("piece $index")
                                Thread.sleep(0, 100_000)
                            } finally {
                                running.decrementAndGet()
                            }
                        }
                    }
                    failure.message shouldBe "piece $failing"
                    running.get() shouldBe 0
                }
                val sum = AtomicInteger()
                executor.run(10) { _, index -> sum.addAndGet(index) }
                sum.get() shouldBe 45
            }
        }
    }
    test("an interruption is kept for the caller, and the work is done") {
        LocalExecutor(3).use { executor ->
            Thread.currentThread().interrupt()
            val done = AtomicInteger()
            executor.run(50) { _, _ -> done.incrementAndGet() }
            Thread.interrupted() shouldBe true
            done.get() shouldBe 50
        }
    }
    test("helpers see that a caller who waits for them was interrupted") {
        LocalExecutor(2).use { executor ->
            val caller = Thread.currentThread()
            val helperIsThere = CountDownLatch(1)
            val seen = AtomicInteger()
            executor.run(2) { worker, _ ->
                if (worker == 0) {
                    helperIsThere.await()
                } else {
                    helperIsThere.countDown()
                    Thread.sleep(50)
                    caller.interrupt()
                    Thread.sleep(50)
                    val until = System.nanoTime() + 10_000_000_000
                    while (!caller.isInterrupted && System.nanoTime() < until) Thread.yield()
                    seen.set(if (caller.isInterrupted) 1 else 0)
                }
            }
            Thread.interrupted() shouldBe true
            seen.get() shouldBe 1
        }
    }
    test("there is at least one thread") {
        shouldThrow<IllegalArgumentException> { LocalExecutor(0) }
    }
})
