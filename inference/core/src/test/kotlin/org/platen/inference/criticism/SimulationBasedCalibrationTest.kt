package org.platen.inference.criticism

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.concurrent.atomic.AtomicInteger
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.model.Model
import org.platen.dsl.model.Space.real
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.data.declare
import org.platen.inference.em.ExactEm
import org.platen.inference.engine.Engine

class SimulationBasedCalibrationTest :
    FunSpec({

        val five = Data.size(normalMean.plates()[0], 5)

        fun calibration(engine: Engine) = SimulationBasedCalibration.of(normalMean, engine, five).replicates(1000)

        test("draws of the exact posterior are calibrated, at every level of coverage") {
            val report = calibration(NormalMeanEngine()).run()
            report.isCalibrated shouldBe true
            report.suspicious(0.05).shouldBeEmpty()
            val mu = report["mu"]
            mu.replicates() shouldBe 1000
            mu.draws() shouldBe 99
            for (level in listOf(0.2, 0.5, 0.8, 0.9)) mu.coverage(level).found() shouldBe (level plusOrMinus 0.05)
            report.table() shouldContain "calibrated: ranks of all numbers are uniform"
        }

        test("posteriors that are too narrow, too wide or moved are found and called so") {
            val narrow = calibration(NormalMeanEngine(stretch = 0.7)).run()
            narrow.isCalibrated shouldBe false
            narrow.table() shouldContain "posterior too narrow"
            // A 50 % interval of a Normal, shrunk to 0.7 of its width, holds 2 Φ(0.7 · 0.6745) − 1 = 0.363.
            narrow["mu"].coverage(0.5).found() shouldBe (0.363 plusOrMinus 0.05)
            calibration(NormalMeanEngine(stretch = 1.4)).run().table() shouldContain "posterior too wide"
            val high = calibration(NormalMeanEngine(shift = 0.4)).run()
            high.table() shouldContain "estimates too high"
            calibration(NormalMeanEngine(shift = -0.4)).run()["mu"].bias() shouldBeGreaterThan 5.0
        }

        test("equal seeds give equal ranks on any number of threads, others do not") {
            val ranks = listOf(1, 2, 3).map { threads ->
                SimulationBasedCalibration.of(
                    normalMean,
                    NormalMeanEngine(),
                    five,
                ).replicates(40).draws(19).threads(threads).seed(6).run()["mu"].ranks().toList()
            }
            ranks.toSet().size shouldBe 1
            (calibration(NormalMeanEngine()).replicates(40).draws(19).seed(7).run()["mu"].ranks().toList() == ranks[0]) shouldBe false
        }

        test("a listener is told of every data set") {
            val calls = AtomicInteger()
            calibration(NormalMeanEngine()).replicates(25).progress { done, total ->
                total shouldBe 25
                done shouldBe calls.incrementAndGet()
            }.run()
            calls.get() shouldBe 25
        }

        test("data sets that cannot be fitted are counted and left out; if all are, the reason is the error's") {
            class Moody(private val seed: Long, private val from: Int) : Engine by NormalMeanEngine() {
                override fun threads(threads: Int) = this
                override fun seed(seed: Long) = Moody(seed, from)
                override fun fit(model: Model, data: Data) =
                    if (seed.mod(4) >= from) NormalMeanEngine(seed = seed).fit(model, data) else throw ModelException("not today")
            }
            val report = calibration(Moody(1, 1)).replicates(100).run()
            report.failures().size + report["mu"].replicates() shouldBe 100
            report.failures().toSet() shouldBe setOf("not today")
            report.table() shouldContain "could not be fitted and are left out, the first: not today"
            shouldThrow<ModelException> { calibration(Moody(1, 4)).replicates(10).run() }.message shouldContain
                "none of 10 data sets could be fitted, the first: not today"
        }

        test("models without priors, engines without draws and too few draws are refused") {
            val unknown = declare("no prior") { m -> m.observed("y", m.plate("row"), normal(m.parameter("mu", real()), 1.0)) }
            shouldThrow<ModelException> { SimulationBasedCalibration.of(unknown, NormalMeanEngine(), five) }.message shouldContain
                "lack. Declare them as latent"
            shouldThrow<ModelException> { calibration(ExactEm().restarts(1)).replicates(2).run() }.message shouldContain
                "ExactEm returns no draws"
            shouldThrow<ModelException> { calibration(NormalMeanEngine(draws = 50)).replicates(2).run() }.message shouldContain
                "among 99 draws, but fits have 50"
            shouldThrow<ModelException> { calibration(NormalMeanEngine()).run()["nu"] }.message shouldContain
                "'nu' was not inferred; there are [mu]"
        }
    })
