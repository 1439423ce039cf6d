package org.platen.inference.mcmc

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.atomic.AtomicInteger
import org.platen.dsl.distribution.Distributions.halfNormal
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.model.Model
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.engine.Cancellation

class NutsCheckpointTest :
    FunSpec({

        val model = Model.declare("schools") { m ->
            val school = m.plate("school")
            val theta = m.latent("theta", school, normal(m.latent("mu", normal(0.0, 5.0)), m.latent("tau", halfNormal(5.0))))
            m.observed("y", school, normal(theta, 10.0))
        }
        val data = Data.of(model["y"], doubleArrayOf(28.0, 8.0, -3.0, 7.0, -1.0, 1.0, 18.0, 12.0))
        val engine = Nuts().chains(2).warmup(160).draws(60).threads(2)

        fun stop(engine: Nuts, file: Path, after: Int) {
            val cancellation = Cancellation()
            val iterations = AtomicInteger()
            val told = engine.cancelledBy(cancellation).progress { if (iterations.incrementAndGet() == after) cancellation.cancel() }
            runCatching { told.checkpoint(file, Duration.ofDays(1)).fit(model, data) }.exceptionOrNull()
                ?.let { (it is ModelException) shouldBe true }
        }

        fun NutsFit.shouldBe(other: NutsFit) {
            for (variable in other.draws().variables()) {
                for (chain in 0 until 2) {
                    for (draw in 0 until other.draws().size() / 2) {
                        draws().at(chain, draw).getValue(variable) shouldBe other.draws().at(chain, draw).getValue(variable)
                    }
                }
            }
            statistics().zip(other.statistics()).forEach { (a, b) ->
                a.energy() shouldBe b.energy()
                a.steps() shouldBe b.steps()
                a.stepSize() shouldBe b.stepSize()
            }
        }

        test("a fit that was stopped, in the warm-up or at its draws, goes on to the same draws bit for bit") {
            for (dense in listOf(false, true)) {
                val own = if (dense) engine.denseMetric() else engine
                val whole = own.fit(model, data)
                for (after in listOf(1, 100, 210, 330, 400)) {
                    withClue("dense metric $dense, stopped after $after of 440 iterations") {
                        val file = tempdir().toPath().resolve("nuts.checkpoint")
                        stop(own, file, after)
                        own.threads(1).resume(file).fit(model, data).shouldBe(whole)
                    }
                }
            }
        }

        test("a fit that has ended goes on to more draws, which begin with those that there are, without another warm-up") {
            val file = tempdir().toPath().resolve("nuts.checkpoint")
            engine.checkpoint(file, Duration.ZERO).fit(model, data)
            val iterations = AtomicInteger()
            val longer = engine.draws(80).resume(file).progress { iterations.incrementAndGet() }.fit(model, data)
            iterations.get() shouldBe 40
            longer.shouldBe(engine.draws(80).fit(model, data))
            engine.draws(30).resume(file).fit(model, data).shouldBe(engine.draws(30).fit(model, data))
        }

        test("other data and options are refused with the first difference") {
            val file = tempdir().toPath().resolve("nuts.checkpoint")
            engine.checkpoint(file).fit(model, data)
            fun refused(message: String, fit: () -> NutsFit) = shouldThrow<ModelException> { fit() }.message!! shouldContain message
            refused("iterations of the warm-up was '160' there and is '170' here") { engine.warmup(170).resume(file).fit(model, data) }
            refused("fingerprint of the data") { engine.resume(file).fit(model, Data.of(model["y"], doubleArrayOf(1.0, 2.0))) }
        }
    })
