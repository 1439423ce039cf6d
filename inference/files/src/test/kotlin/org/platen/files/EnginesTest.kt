package org.platen.files

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.nio.file.Files
import java.time.Duration
import org.platen.dsl.shape.ModelException
import org.platen.inference.amortized.AmortizedVi
import org.platen.inference.em.ExactEm
import org.platen.inference.engine.Engine
import org.platen.inference.mcmc.Nuts
import org.platen.inference.train.Optimizer
import org.platen.inference.train.Schedule
import org.platen.inference.vi.MeanFieldVi

class EnginesTest :
    FunSpec({
        fun roundTrip(engine: Engine) = inFolder { folder ->
            listOf("json", "platen").forEach { ending ->
                val file = folder.resolve("engine.$ending")
                engine.save(file)
                val read = Engines.load(file)
                read::class shouldBe engine::class
                Engines.settingsOf(read) shouldBe Engines.settingsOf(engine)
                val again = folder.resolve("again.$ending")
                read.save(again)
                Files.mismatch(file, again) shouldBe -1L
            }
        }

        test("engines come back with their options") {
            listOf(ExactEm(), MeanFieldVi(), Nuts(), AmortizedVi()).forEach { roundTrip(it) }
            roundTrip(
                ExactEm()
                    .restarts(3)
                    .iterations(50)
                    .tolerance(1e-7)
                    .seed(-5)
                    .reduce(false)
                    .accelerate(true)
                    .timeLimit(Duration.ofMillis(1500))
                    .maximise("b")
                    .maximise("a")
                    .integrate("c"),
            )
            roundTrip(MeanFieldVi().lowRank(3).restarts(2).accuracy(0.5).draws(7).checked().conjugate(false).adam())
            roundTrip(MeanFieldVi().batches("row", 32, 5, 1.5, 0.75).tolerance(0.0))
            roundTrip(Nuts().chains(2).warmup(10).draws(20).targetAcceptance(0.9).maxTreeDepth(7).denseMetric().seed(Long.MAX_VALUE))
        }

        test("optimisers and schedules of every kind") {
            val schedules =
                listOf(
                    Schedule.constant(0.1),
                    Schedule.exponentialDecay(0.1, 0.5, 100),
                    Schedule.stepDecay(0.1, 0.5, 10),
                    Schedule.cosineDecay(0.1, 0.0, 50),
                    Schedule.linear(0.0, 1.0, 20),
                    Schedule.linear(0.0, 1.0, 20).warmedUp(5),
                )
            schedules.forEach { roundTrip(AmortizedVi().optimizer(Optimizer.adam(it)).divergenceWeight(it)) }
            listOf(
                Optimizer.sgd(0.1),
                Optimizer.momentum(0.1),
                Optimizer.rmsProp(0.1),
                Optimizer.adagrad(0.1),
                Optimizer.adamW(0.1, 0.01).clippedTo(1.0),
            ).forEach { roundTrip(AmortizedVi().optimizer(it).freeBits(0.5).binarised("b").binarised("a").epochs(3).batchSize(5)) }
        }

        test("starting values are kept") {
            val engine = ExactEm().startAt(mapOf("mean" to doubleArrayOf(1.0, 2.0), "weights" to DoubleArray(40) { it / 3.0 }))
            inFolder { folder ->
                val file = folder.resolve("engine.platen")
                engine.save(file)
                (Engines.load(file) as ExactEm).settings().startAt.mapValues { it.value.toList() } shouldBe
                    engine.settings().startAt.mapValues { it.value.toList() }
            }
        }

        test("a schedule of the caller's own is told, and not run") {
            inFolder { folder ->
                val file = folder.resolve("engine.json")
                AmortizedVi().optimizer(Optimizer.adam { step -> 1.0 / (1 + step) }).save(file)
                Files.readString(file) shouldContain "\"type\": \"Own\""
                val rate = (Engines.load(file) as AmortizedVi).settings().optimizer.learningRate()
                shouldThrow<ModelException> { rate.at(0) }.message shouldContain "this schedule was the caller's own code"
            }
        }
    })
