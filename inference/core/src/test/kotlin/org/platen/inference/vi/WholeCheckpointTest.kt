package org.platen.inference.vi

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.nio.file.Path
import java.time.Duration
import java.util.Random
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.dirichlet
import org.platen.dsl.distribution.Distributions.halfNormal
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.model.Model
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.engine.Cancellation

class WholeCheckpointTest :
    FunSpec({

        val random = Random(1)
        val y = DoubleArray(60) { (if (it % 3 == 0) -3.0 else 2.0) + random.nextGaussian() }
        val conjugate = Model.declare("conjugate") { m ->
            val cluster = m.plate("cluster", 2)
            val mean = m.latent("mean", cluster, normal(0.0, 10.0))
            val row = m.plate("row")
            m.observed("y", row, normal(mean.at(m.latent("z", row, categorical(m.latent("weights", dirichlet(cluster, 1.0))))), 1.0))
        }
        val mixed = Model.declare("mixed") { m ->
            val cluster = m.plate("cluster", 2)
            val mean = m.latent("mean", cluster, normal(0.0, 10.0))
            val row = m.plate("row")
            val z = m.latent("z", row, categorical(m.latent("weights", dirichlet(cluster, 1.0))))
            m.observed("y", row, normal(mean.at(z), m.latent("sigma", halfNormal(2.0))))
        }
        val gradients = Model.declare("gradients") { m ->
            val mu = m.latent("mu", normal(0.0, 5.0))
            val tau = m.latent("tau", halfNormal(2.0))
            m.observed("y", m.plate("row"), normal(mu.plus(tau), m.latent("sigma", halfNormal(2.0))))
        }

        /** Fits, cancelled after so many iterations of all starts together. */
        fun stop(engine: MeanFieldVi, file: Path, after: Int, model: Model, data: Data) {
            val cancellation = Cancellation()
            var iterations = 0
            val told = engine.cancelledBy(cancellation).progress { if (++iterations >= after) cancellation.cancel() }
            told.checkpoint(file, Duration.ofDays(1)).fit(model, data)
        }

        fun VariationalFit.shouldBe(other: VariationalFit) {
            trace() shouldBe other.trace()
            elbo() shouldBe other.elbo()
            stoppingReason() shouldBe other.stoppingReason()
            for (variable in other.draws().variables()) {
                estimate(variable).values() shouldBe other.estimate(variable).values()
            }
        }

        test("a fit of all data that was stopped goes on to the same numbers bit for bit, wherever it was") {
            val engines = listOf(
                "factors" to (MeanFieldVi().restarts(3) to conjugate),
                "factors beside gradients" to (MeanFieldVi().restarts(2) to mixed),
                "natural gradients" to (MeanFieldVi().restarts(2) to gradients),
                "full rank" to (MeanFieldVi().fullRank() to gradients),
                "low rank" to (MeanFieldVi().lowRank(1) to gradients),
                "Laplace" to (MeanFieldVi().laplace() to gradients),
                "Adam" to (MeanFieldVi().adam().iterations(250) to gradients),
                "Adam beside factors" to (MeanFieldVi().adam().restarts(1).iterations(130) to mixed),
            )
            for ((name, one) in engines) {
                val (engine, model) = one
                val data = Data.of(model["y"], y)
                var all = 0
                val whole = engine.draws(10).progress { all++ }.fit(model, data)
                for (after in listOf(1, 2, all / 3, all / 2, all - 3).filter { it in 1 until all }.distinct()) {
                    withClue("$name, stopped after $after of $all") {
                        val file = tempdir().toPath().resolve("vi.checkpoint")
                        stop(engine.draws(10), file, after, model, data)
                        engine.draws(10).resume(file).fit(model, data).shouldBe(whole)
                    }
                }
            }
        }

        test("starts that ended are not made again, and another seed is refused") {
            val file = tempdir().toPath().resolve("vi.checkpoint")
            val data = Data.of(conjugate["y"], y)
            val whole = MeanFieldVi().restarts(3).checkpoint(file).fit(conjugate, data)
            val again = MeanFieldVi().restarts(3).resume(file).progress { error("an iteration was made") }.fit(conjugate, data)
            again.shouldBe(whole)
            shouldThrow<ModelException> { MeanFieldVi().restarts(3).seed(2).resume(file).fit(conjugate, data) }
                .message!! shouldContain "seed was '1' there and is '2' here"
        }
    })
