package org.platen.inference.em

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.ints.shouldBeInRange
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.Random
import java.util.concurrent.ConcurrentLinkedQueue
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.dirichlet
import org.platen.dsl.distribution.Distributions.inverseWishart
import org.platen.dsl.distribution.Distributions.multivariateNormal
import org.platen.dsl.distribution.Distributions.studentT
import org.platen.dsl.expr.Expressions.identity
import org.platen.dsl.expr.Expressions.zeros
import org.platen.dsl.model.Model
import org.platen.dsl.model.Space.positive
import org.platen.dsl.model.Space.real
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.engine.Cancellation
import org.platen.inference.engine.Progress

/** A fit that is stopped and resumed is the fit that was never stopped, bit for bit. */
class ResumeTest :
    FunSpec({

        fun file(): Path = tempdir().toPath().resolve("fit.checkpoint")

        /** Fits until the first start has done [iteration] iterations, as if the process ended there. */
        fun kill(engine: ExactEm, model: Model, data: Data, iteration: Int) {
            shouldThrow<IllegalStateException> {
                engine.progress { check(it.restart() > 0 || it.iteration() < iteration) { "killed" } }.fit(model, data)
            }.message shouldBe "killed"
        }

        val flowers = fullMixture(3, 4)
        val several = ExactEm().restarts(5).tolerance(1e-9)

        for (threads in listOf(1, 2, 5)) {
            test("killed at iteration 7 with checkpoints every 3, several starts go on where they stood, on $threads threads") {
                val whole = several.fit(flowers, iris)
                val file = file()
                kill(several.threads(threads).checkpoint(file, 3), flowers, flowers.rows(iris), 7)
                for (then in listOf(1, 2, 5)) {
                    val heard = ConcurrentLinkedQueue<Progress>()
                    val resumed = several.threads(then).resume(file).progress { heard.add(it) }.fit(flowers, iris)
                    resumed.bits() shouldBe whole.bits()
                    // 7 from its own checkpoint after 6, 8 where another start wrote one in between.
                    heard.filter { it.restart() == 0 }.minOf { it.iteration() } shouldBeInRange if (threads == 1) 7..7 else 7..8
                }
            }
        }

        test("the last checkpoint is at the multiple of iterations asked for, and only what came after is repeated") {
            val one = ExactEm().restarts(1)
            val file = file()
            kill(one.threads(1).checkpoint(file, 3), flowers, flowers.rows(iris), 8)
            val heard = ConcurrentLinkedQueue<Int>()
            one.resume(file).progress { heard.add(it.iteration()) }.fit(flowers, iris)
            heard.first() shouldBe 7
        }

        val random = Random(8)
        val wide = Array(60) { row -> DoubleArray(15) { (if (row % 2 == 0) 0.0 else 3.0) + random.nextGaussian() } }
        val many = Array(25_000) { doubleArrayOf((if (random.nextBoolean()) 0.0 else 4.0) + random.nextGaussian()) }
        val narrow = Array(80) { doubleArrayOf((if (it % 2 == 0) 0.0 else 5.0) + random.nextGaussian()) }

        fun students(d: Int): Model = mixture(2) { m, cluster ->
            val location = m.parameter("location", cluster, real(d))
            val scale = m.parameter("scale", cluster, positive(d));
            { z -> studentT(5.0, location.at(z), scale.at(z)) }
        }
        val bayesian = Model.declare("bayesian") { m ->
            val cluster = m.plate("cluster", 2)
            val row = m.plate("row")
            val weights = m.latent("weights", dirichlet(cluster, 2.0))
            val mean = m.latent("mean", cluster, multivariateNormal(zeros(2), identity(2).times(100.0)))
            val covariance = m.latent("covariance", cluster, inverseWishart(4.0, identity(2)))
            val z = m.latent("z", row, categorical(weights))
            m.observed("x", row, multivariateNormal(mean.at(z), covariance.at(z)))
        }
        val noLatents = Model.declare("students") { m ->
            m.observed("x", m.plate("row"), studentT(4.0, m.parameter("location", real(15)), m.parameter("scale", positive(15))))
        }

        val hidden = poissonChain(3)
        val cases = listOf(
            Triple("closed-form M-steps", fullMixture(2, 2), faithful),
            Triple("posterior modes", bayesian, faithful),
            Triple("a Newton M-step", students(1), narrow),
            Triple("a quasi-Newton M-step", students(15), wide),
            Triple("no latent variables", noLatents, wide),
            Triple("many rows", independentMixture(2, 1), many),
        ).map { (name, model, x) -> Triple(name, model, model.rows(x)) } +
            Triple("a hidden Markov chain", hidden, Data.of(hidden["count"], earthquakes))
        for ((name, model, data) in cases) {
            test("with $name, a fit stopped after each of its first iterations goes on the same") {
                val engine = ExactEm().restarts(2).iterations(9).tolerance(0.0)
                val whole = engine.fit(model, data).bits()
                for (stop in 1..4) {
                    val file = file()
                    val token = Cancellation()
                    engine.checkpoint(file, 1000).cancelledBy(token).progress {
                        if (it.iteration() ==
                            stop
                        ) {
                            token.cancel()
                        }
                    }.fit(model, data)
                    engine.resume(file).fit(model, data).bits() shouldBe whole
                }
            }
        }

        test("killed at the last iteration, before its end was on file, a start makes none more") {
            for (engine in listOf(ExactEm().restarts(1), ExactEm().restarts(1).iterations(5))) {
                val whole = engine.fit(flowers, iris)
                val file = file()
                kill(engine.checkpoint(file, 1), flowers, flowers.rows(iris), whole.iterations())
                Files.readString(file) shouldContain "complete\tfalse"
                engine.resume(file).progress { error("an iteration was made") }.fit(flowers, iris).bits() shouldBe whole.bits()
            }
        }

        test("a fit may be stopped and resumed again and again") {
            val engine = several.restarts(2).threads(2)
            val whole = engine.fit(flowers, iris).bits()
            val file = file()
            engine.checkpoint(file, 10).timeLimit(Duration.ZERO).fit(flowers, iris)
            var fit = engine.resume(file).timeLimit(Duration.ZERO).fit(flowers, iris)
            while ("time limit" in fit.starts().toString()) {
                val token = Cancellation()
                fit = engine.resume(file).checkpoint(file, 10).cancelledBy(token).progress {
                    if (it.iteration() % 20 == 0) token.cancel()
                }.fit(flowers, iris)
                if (token.isCancelled) fit = engine.resume(file).timeLimit(Duration.ZERO).fit(flowers, iris)
            }
            fit.bits() shouldBe whole
        }

        test("resumed with no time at all, a fit is what it had reached") {
            val file = file()
            val stopped = several.threads(1).checkpoint(file, 3).timeLimit(Duration.ZERO).fit(flowers, iris)
            val again = several.threads(1).resume(file).timeLimit(Duration.ZERO).fit(flowers, iris)
            again.bits() shouldBe stopped.bits()
        }

        test("a limit of time loses nothing: starts that were not begun are made when the fit is resumed") {
            val engine = several.threads(1)
            val file = file()
            val stopped = engine.checkpoint(file, 1000).timeLimit(Duration.ofMillis(500)).progress {
                if (it.restart() == 1 && it.iteration() == 3) Thread.sleep(500)
            }.fit(flowers, iris)
            stopped.starts().last() shouldContain "not made"
            engine.resume(file).fit(flowers, iris).bits() shouldBe several.fit(flowers, iris).bits()
        }

        test("an interrupted fit is kept") {
            val caller = Thread.currentThread()
            val file = file()
            several.threads(2).checkpoint(file, 1000).progress { if (it.iteration() == 5) caller.interrupt() }.fit(flowers, iris)
            Thread.interrupted() shouldBe true
            several.resume(file).fit(flowers, iris).bits() shouldBe several.fit(flowers, iris).bits()
        }

        test("a complete checkpoint gives its fit without an iteration, starts that collapsed included") {
            val model = fullMixture(6, 4)
            val engine = ExactEm().restarts(10).iterations(60)
            val file = file()
            val whole = engine.checkpoint(file, 50).fit(model, iris)
            whole.starts().any { "collapsed" in it } shouldBe true
            Files.readString(file) shouldContain "complete\ttrue"
            val heard = ConcurrentLinkedQueue<Progress>()
            val again = engine.resume(file).progress { heard.add(it) }.fit(model, iris)
            again.bits() shouldBe whole.bits()
            again.stoppingReason() shouldBe whole.stoppingReason()
            heard.shouldBeEmpty()
        }

        test("a complete checkpoint in which all starts failed says so again") {
            val x = Array(6) { doubleArrayOf(if (it < 3) 0.0 else 1.0) }
            val model = independentMixture(2, 1)
            val file = file()
            val first = shouldThrow<ModelException> { ExactEm().restarts(3).checkpoint(file, 5).fit(model, x) }
            shouldThrow<ModelException> { ExactEm().restarts(3).resume(file).fit(model, x) }.message shouldBe first.message
        }

        test("a fit from values of the caller is resumed too") {
            val values = mapOf(
                "weights" to doubleArrayOf(0.5, 0.5),
                "mean" to doubleArrayOf(2.0, 55.0, 4.0, 80.0),
                "covariance" to doubleArrayOf(1.0, 0.0, 0.0, 50.0, 1.0, 0.0, 0.0, 50.0),
            )
            val model = fullMixture(2, 2)
            val engine = ExactEm().startAt(values)
            val file = file()
            kill(engine.checkpoint(file, 2), model, model.rows(faithful), 6)
            engine.resume(file).fit(model, faithful).bits() shouldBe engine.fit(model, faithful).bits()
        }

        test("checkpoints by time are written when the last one is as old") {
            val file = file()
            val complete = ConcurrentLinkedQueue<Int>()
            fun traced() = Files.readAllLines(file).firstOrNull { it.startsWith("trace\t") }?.split(" ")?.size ?: 0
            ExactEm().restarts(1).iterations(6).tolerance(0.0).checkpoint(file, Duration.ZERO).progress {
                complete.add(traced() - 1)
            }.fit(flowers, iris)
            complete.toList() shouldBe listOf(1, 2, 3, 4, 5, 6)
            complete.clear()
            ExactEm().restarts(1).iterations(6).tolerance(0.0).checkpoint(file, Duration.ofHours(1)).progress {
                complete.add(traced() - 1)
            }.fit(flowers, iris)
            complete.distinct() shouldBe listOf(-1)
            traced() - 1 shouldBe 6
        }

        test("the time before a stop counts") {
            val file = file()
            ExactEm().restarts(1).checkpoint(file, 1000).timeLimit(Duration.ofSeconds(2)).progress { Thread.sleep(1000) }.fit(flowers, iris)
            ExactEm().restarts(1).resume(file).fit(flowers, iris).seconds() shouldBeGreaterThan 2.0
        }
    })
