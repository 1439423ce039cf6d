package org.platen.inference.em

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.math.ln
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.gamma
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.poisson
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.model.Model
import org.platen.dsl.model.Space.positive
import org.platen.dsl.model.Space.real
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data

/** x is 1, 2, 3, 6: a Normal has mean 3 and variance 3.5 at its maximum. */
class InterventionTest :
    FunSpec({

        val x = doubleArrayOf(1.0, 2.0, 3.0, 6.0)
        val normalAlone = -4 * (0.5 * ln(3.5) + 0.5 * ln(2 * Math.PI) + 0.5)

        val known = Model.declare("known weights") { m ->
            val cluster = m.plate("cluster", 2)
            val row = m.plate("row")
            val mean = m.parameter("mean", cluster, real())
            val scale = m.parameter("scale", cluster, positive())
            val z = m.latent("z", row, categorical(constant(0.3, 0.7)))
            m.observed("x", row, normal(mean.at(z), scale.at(z)))
        }

        test("a variable that is conditioned on contributes its density") {
            val model = known.condition("z", 1.0)
            val fit = ExactEm().fit(model, Data.of(model["x"], x))
            fit.logLikelihood() shouldBe (normalAlone + 4 * ln(0.7) plusOrMinus 1e-9)
            fit.estimate("mean").get(1) shouldBe (3.0 plusOrMinus 1e-9)
            fit.logDensity(Data.of(model["x"], x)).sum() shouldBe (fit.logLikelihood() plusOrMinus 1e-9)
        }

        test("a variable that is set from outside does not") {
            val model = known.intervene("z", 1.0)
            val fit = ExactEm().fit(model, Data.of(model["x"], x))
            fit.logLikelihood() shouldBe (normalAlone plusOrMinus 1e-9)
            fit.estimate("mean").get(1) shouldBe (3.0 plusOrMinus 1e-9)
            fit.logDensity(Data.of(model["x"], x)).sum() shouldBe (fit.logLikelihood() plusOrMinus 1e-9)
        }

        test("what caused a variable that is set from outside has no estimate, and says so") {
            val model = independentMixture(2, 1).intervene("z", 0.0)
            val fit = ExactEm().fit(model, Data.of(model["x"], x))
            fit.logLikelihood() shouldBe (normalAlone plusOrMinus 1e-9)
            fit.freeParameters() shouldBe 4
            shouldThrow<ModelException> { fit.estimate("weights") }.message!!.let {
                it shouldContain "'weights'"
                it shouldContain "nothing"
            }
        }

        test("a continuous latent variable that is conditioned on is not estimated, but its density counts") {
            val prior = Model.declare("prior") { m -> m.observed("x", m.plate("row"), poisson(m.latent("rate", gamma(2.0, 1.0)))) }
            val held = prior.condition("rate", 3.0)
            val fit = ExactEm().fit(held, Data.of(held["x"], x))
            val logPoisson = 12 * ln(3.0) - 4 * 3 - (0.0 + ln(2.0) + ln(6.0) + ln(720.0))
            // The density of Gamma(2, 1) at 3 is 3 e⁻³.
            fit.logLikelihood() + fit.logPrior() shouldBe (logPoisson + ln(3.0) - 3 plusOrMinus 1e-9)
            val set = prior.intervene("rate", 3.0)
            ExactEm().fit(set, Data.of(set["x"], x)).logLikelihood() shouldBe (logPoisson plusOrMinus 1e-9)
        }

        test("sampling respects what is held") {
            val model = known.condition("z", 1.0)
            val fit = ExactEm().fit(model, Data.of(model["x"], x))
            val drawn = fit.sample(20_000, 1).bind(model).column(model["x"]).values()[0]
            drawn.average() shouldBe (3.0 plusOrMinus 5 * Math.sqrt(3.5 / 20_000))
        }
    })
