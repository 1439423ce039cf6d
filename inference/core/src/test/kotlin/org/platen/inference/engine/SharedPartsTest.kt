package org.platen.inference.engine

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.dirichlet
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.expr.Expr
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.model.Model
import org.platen.dsl.model.Space.positive
import org.platen.dsl.model.Space.real
import org.platen.dsl.shape.ModelException
import org.platen.inference.amortized.AmortizedVi
import org.platen.inference.data.Data
import org.platen.inference.em.ExactEm
import org.platen.inference.mcmc.Nuts
import org.platen.inference.vi.MeanFieldVi

/** Sixty additions, each of the one before to itself: as many parts, and 2^60 ways through them, of which no walk would see the end. */
private fun Expr.doubledSixtyTimes(): Expr = (1..60).fold(this) { sum, _ -> sum.plus(sum) }

class SharedPartsTest :
    FunSpec({

        val y = doubleArrayOf(1.0, 2.0, Double.NaN, 4.0)
        val tiny = Math.pow(2.0, -60.0)

        val scores = Model.declare("scores") { m ->
            val row = m.plate("row")
            val slope = m.parameter("slope", real())
            val z = m.latent("z", row, normal(0.0, 1.0))
            m.observed("y", row, normal(z.times(slope).plus(slope.times(tiny).doubledSixtyTimes()), 1.0))
        }
        val topics = Model.declare("topics") { m ->
            val topic = m.plate("topic", 2)
            val row = m.plate("row")
            val theta = m.latent("theta", row, dirichlet(topic, 1.0))
            val mean = m.latent("mean", topic, normal(0.0, 1.0))
            val z = m.latent("z", row, categorical(theta))
            val x = m.observed("x", row, normal(mean.at(z).times(tiny).doubledSixtyTimes(), 1.0))
            m.observed("y", row, normal(x.times(tiny).doubledSixtyTimes(), mean.at(z).times(tiny).doubledSixtyTimes().exp()))
        }
        val effects = Model.declare("effects") { m ->
            val row = m.plate("row")
            val u = m.latent("u", row, normal(0.0, 1.0))
            m.observed("y", row, normal(u.times(tiny).doubledSixtyTimes(), m.parameter("scale", positive())))
        }
        val data = mapOf(
            scores to Data.of(scores["y"], y),
            topics to Data.of(topics["x"], y).and(topics["y"], y),
            effects to Data.of(effects["y"], y),
        )

        test("whether an engine suits a model takes as long as the model has parts, however often they are used") {
            for ((model, own) in data) {
                for (engine in listOf(ExactEm(), MeanFieldVi(), MeanFieldVi().batches("row", 2), Nuts(), AmortizedVi())) {
                    withClue("${model.name()} ${engine.javaClass.simpleName}") {
                        val suits = engine.suits(model, own).suits()
                        if (engine is MeanFieldVi) suits shouldBe true
                        if (engine is Nuts) suits shouldBe (model == topics)
                        if (engine is ExactEm && model != topics) suits shouldBe true
                    }
                }
            }
        }

        test("so do fits") {
            ExactEm().iterations(3).restarts(1).fit(effects, data.getValue(effects))
            ExactEm().iterations(3).restarts(1).fit(scores, data.getValue(scores))
            MeanFieldVi().iterations(3).draws(10).fit(scores, data.getValue(scores))
            MeanFieldVi().iterations(3).restarts(1).draws(10).fit(topics, data.getValue(topics))
            MeanFieldVi().batches("row", 2, 1, 1.0, 1.0).restarts(1).draws(10).fit(topics, data.getValue(topics))
        }

        test("and what is said of a part that varies over a plate which it may not names the part") {
            val message = shouldThrow<ModelException> {
                Model.declare("leak") { m ->
                    val cluster = m.plate("cluster", 2)
                    val mean = m.latent("mean", cluster, normal(0.0, 1.0))
                    m.observed("y", m.plate("row"), normal(mean.doubledSixtyTimes(), constant(1.0)))
                }
            }.message!!
            message shouldContain "mean[index]"
            message.length shouldBeLessThan 3000
        }
    })
