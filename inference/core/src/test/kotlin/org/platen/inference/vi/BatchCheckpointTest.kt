package org.platen.inference.vi

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.Random
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.dirichlet
import org.platen.dsl.distribution.Distributions.halfNormal
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.model.Model
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data

class BatchCheckpointTest :
    FunSpec({

        val mixture = Model.declare("mixture") { m ->
            val cluster = m.plate("cluster", 2)
            val row = m.plate("row")
            val mean = m.latent("mean", cluster, normal(0.0, 10.0))
            val z = m.latent("z", row, categorical(m.latent("weights", dirichlet(cluster, 1.0))))
            m.observed("y", row, normal(mean.at(z), m.latent("sigma", halfNormal(2.0))))
        }
        val effects = Model.declare("effects") { m ->
            val row = m.plate("row")
            val theta = m.latent("theta", row, normal(m.latent("mu", normal(0.0, 5.0)), m.latent("tau", halfNormal(2.0))))
            m.observed("y", row, normal(theta, 1.0))
        }
        val groups = Model.declare("groups") { m ->
            val row = m.plate("row")
            val wide = m.latent("wide", m.plate("group", 60), normal(0.0, 1.0))
            m.observed("y", row, normal(wide.sum(wide.plates().first()), 1.0))
        }
        val random = Random(1)
        val y = DoubleArray(300) { (if (it % 3 == 0) -3.0 else 2.0) + random.nextGaussian() }

        fun engine(passes: Int, conjugate: Boolean = true) =
            MeanFieldVi().conjugate(conjugate).restarts(1).batches("row", 40, passes, 10.0, 0.7).draws(10)

        test("a fit that was stopped goes on to the same numbers bit for bit, with factors, gradients, locals and Adam's steps") {
            for ((model, conjugate) in listOf(mixture to true, effects to true, effects to false, groups to false)) {
                val data = Data.of(model["y"], y)
                val file = tempdir().toPath().resolve("batches.checkpoint")
                val whole = engine(5, conjugate).fit(model, data)
                engine(2, conjugate).checkpoint(file).fit(model, data).trace() shouldBe whole.trace().take(2)
                val resumed = engine(5, conjugate).resume(file).fit(model, data)
                withClue("${model.name()}, conjugate $conjugate") {
                    resumed.trace() shouldBe whole.trace()
                    resumed.elbo() shouldBe whole.elbo()
                    for (variable in whole.draws().variables()) {
                        resumed.estimate(variable).values() shouldBe whole.estimate(variable).values()
                    }
                }
            }
        }

        test("a checkpoint of other data or options is refused with the first difference") {
            val file = tempdir().toPath().resolve("batches.checkpoint")
            val data = Data.of(mixture["y"], y)
            engine(1).checkpoint(file).fit(mixture, data)
            fun refused(message: String, fit: () -> VariationalFit) = shouldThrow<ModelException> { fit() }.message!! shouldContain message
            refused("a few elements was") { engine(2).resume(file).fit(mixture, Data.of(mixture["y"], y.map { it + 1 })) }
            refused("seed was '1' there and is '2' here") { engine(2).seed(2).resume(file).fit(mixture, data) }
            refused("engine was 'MeanFieldVi in batches' there and is 'MeanFieldVi' here") { MeanFieldVi().resume(file).fit(mixture, data) }
        }
    })
