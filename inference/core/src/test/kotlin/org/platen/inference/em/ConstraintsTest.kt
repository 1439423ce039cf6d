package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeLessThanOrEqual
import io.kotest.matchers.shouldBe
import kotlin.math.sqrt
import org.platen.dsl.distribution.Distributions.bernoulli
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.multivariateNormalCholesky
import org.platen.dsl.distribution.Distributions.multivariateNormalPrecision
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.poisson
import org.platen.dsl.model.Model
import org.platen.dsl.model.Space.between
import org.platen.dsl.model.Space.choleskyFactor
import org.platen.dsl.model.Space.ordered
import org.platen.dsl.model.Space.positive
import org.platen.dsl.model.Space.positiveDefinite
import org.platen.dsl.model.Space.real
import org.platen.dsl.model.Space.simplex
import org.platen.dsl.model.Space.unitInterval
import org.platen.inference.data.Data

/** Parameters stay in the space they are declared in; x is 1, 2, 3, 4, with mean 2.5 and variance 1.25. */
class ConstraintsTest :
    FunSpec({

        fun fit(model: Model, vararg x: Double = doubleArrayOf(1.0, 2.0, 3.0, 4.0)) = ExactEm().fit(model, Data.of(model["x"], x))

        test("a mean inside its interval is the average, one outside goes to the nearer end") {
            val inside = Model.declare("inside") { m ->
                m.observed("x", m.plate("row"), normal(m.parameter("mean", between(0.0, 3.0)), 1.0))
            }
            fit(inside).estimate("mean").value() shouldBe (2.5 plusOrMinus 1e-6)
            val outside = Model.declare("outside") { m ->
                m.observed("x", m.plate("row"), normal(m.parameter("mean", between(0.0, 2.0)), 1.0))
            }
            val found = fit(outside).estimate("mean").value()
            found shouldBe (2.0 plusOrMinus 1e-9)
            found shouldBeLessThanOrEqual 2.0
        }

        test("a mean that must be positive stays so when the average is not") {
            val model = Model.declare("positive") { m -> m.observed("x", m.plate("row"), normal(m.parameter("mean", positive()), 1.0)) }
            fit(model, -1.0, -2.0).estimate("mean").value() shouldBe (0.0 plusOrMinus 1e-9)
        }

        test("a scale, a rate and a probability go to the nearer end of their intervals") {
            val scale = Model.declare("scale") { m ->
                m.observed("x", m.plate("row"), normal(2.5, m.parameter("scale", between(0.5, 1.0))))
            }
            fit(scale).estimate("scale").value() shouldBe (1.0 plusOrMinus 1e-9)
            val rate = Model.declare("rate") { m -> m.observed("x", m.plate("row"), poisson(m.parameter("rate", between(3.0, 5.0)))) }
            fit(rate).estimate("rate").value() shouldBe (3.0 plusOrMinus 1e-9)
            val share = Model.declare("share") { m -> m.observed("x", m.plate("row"), bernoulli(m.parameter("p", between(0.0, 0.5)))) }
            fit(share, 1.0, 1.0, 0.0, 1.0).estimate("p").value() shouldBe (0.5 plusOrMinus 1e-9)
        }

        test("inside a narrower interval the estimate is that of the whole one") {
            val scale = Model.declare("scale") { m ->
                m.observed("x", m.plate("row"), normal(2.5, m.parameter("scale", between(0.5, 2.0))))
            }
            fit(scale).estimate("scale").value() shouldBe (sqrt(1.25) plusOrMinus 1e-6)
        }

        test("a vector of means that must increase does") {
            val model = Model.declare("increasing") { m -> m.observed("x", m.plate("row"), normal(m.parameter("mean", ordered(2)), 1.0)) }
            val fit = ExactEm().fit(model, Data.of(model["x"], arrayOf(doubleArrayOf(3.0, 1.0), doubleArrayOf(4.0, 2.0))))
            // Least squares under an order: the averages 3.5 and 1.5 are pooled (Barlow et al. 1972).
            fit.estimate("mean").get(0) shouldBe (2.5 plusOrMinus 1e-3)
            fit.estimate("mean").get(1) shouldBe (2.5 plusOrMinus 1e-3)
        }

        test("ordered means of a mixture: the same maximum as without the order") {
            val waiting = DoubleArray(faithful.size) { faithful[it][1] }
            val free = mixture(2) { m, cluster ->
                val scale = m.parameter("scale", cluster, positive())
                m.parameter("mean", cluster, real()).let { mean -> { z -> normal(mean.at(z), scale.at(z)) } }
            }.let { ExactEm().restarts(4).fit(it, Data.of(it["x"], waiting)) }
            val ordered = Model.declare("ordered") { m ->
                val mean = m.parameter("mean", ordered(2))
                val scale = m.parameter("scale", positive(2))
                val row = m.plate("row")
                val z = m.latent("z", row, categorical(m.parameter("weights", simplex(2))))
                m.observed("x", row, normal(mean.at(z), scale.at(z)))
            }.let { ExactEm().restarts(4).fit(it, Data.of(it["x"], waiting)) }
            ordered.logLikelihood() shouldBe (free.logLikelihood() plusOrMinus 1e-4)
            // R, mixtools, normalmixEM (Benaglia et al. 2009): 54.61, 80.09.
            ordered.estimate("mean").get(0) shouldBe (54.61 plusOrMinus 0.01)
            ordered.estimate("mean").get(1) shouldBe (80.09 plusOrMinus 0.01)
        }

        test("covariances by Cholesky factor or precision: the same maximum of Old Faithful") {
            val byFactor = mixture(2) { m, cluster ->
                val mean = m.parameter("mean", cluster, real(2))
                m.parameter("factor", cluster, choleskyFactor(2)).let { factor ->
                    { z -> multivariateNormalCholesky(mean.at(z), factor.at(z)) }
                }
            }
            val byPrecision = mixture(2) { m, cluster ->
                val mean = m.parameter("mean", cluster, real(2))
                m.parameter("precision", cluster, positiveDefinite(2)).let { s ->
                    { z -> multivariateNormalPrecision(mean.at(z), s.at(z)) }
                }
            }
            for (model in listOf(byFactor, byPrecision)) {
                // R, mclust 6: VVV, 2.
                ExactEm().restarts(3).fit(model, faithful).logLikelihood() shouldBe (-1130.264 plusOrMinus 0.001)
            }
        }

        test("a probability by its own interval and one that happens to be all of it are the same") {
            val model = Model.declare("share") { m -> m.observed("x", m.plate("row"), bernoulli(m.parameter("p", unitInterval()))) }
            fit(model, 1.0, 1.0, 1.0, 1.0).estimate("p").value() shouldBe 1.0
        }
    })
