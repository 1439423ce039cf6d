package org.platen.inference.posterior

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.math.PI
import kotlin.math.ln
import kotlin.math.sqrt
import org.platen.dsl.distribution.Distributions.bernoulli
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.model.Model
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.vi.EightSchools
import org.platen.inference.vi.MeanFieldVi

class JointPosteriorTest :
    FunSpec({

        // Normal mean with known variance: the posterior is Normal(n ȳ / (n + 1), 1 / √(n + 1)) (Gelman et al. 2013, section 2.5).
        val mean = Model.declare("mean") { m ->
            val row = m.plate("row")
            val w = m.latent("w", normal(0.0, 1.0))
            m.deterministic("twice", w.times(2.0))
            m.observed("y", row, normal(w, 1.0))
        }
        val y = doubleArrayOf(1.0, 2.0, 0.5, 1.5)
        val fit = MeanFieldVi().draws(8000).fit(mean, Data.of(mean["y"], y))
        val centre = 5.0 / 5
        val spread = sqrt(1.0 / 5)

        test("marginals have the closed form's mean, deviation, quantiles and mode") {
            val w = fit.posterior()["w"]
            w.mean().value() shouldBe (centre plusOrMinus 1e-6)
            w.standardDeviation().value() shouldBe (spread plusOrMinus 0.005)
            w.median().value() shouldBe (centre plusOrMinus 0.005)
            w.quantile(0.95).value() shouldBe (centre + 1.6449 * spread plusOrMinus 0.01)
            w.interval(0.9).lower().value() shouldBe (centre - 1.6449 * spread plusOrMinus 0.01)
            w.mode().value() shouldBe (centre plusOrMinus 0.3)
            shouldThrow<IllegalArgumentException> { w.quantile(1.5) }.message!! shouldContain "between 0 and 1"
            shouldThrow<IllegalArgumentException> { w.interval(1.0) }.message!! shouldContain "between 0 and 1"
        }

        test("deterministic variables are pushed through") {
            fit.posterior()["twice"].mean().value() shouldBe (2 * centre plusOrMinus 0.03)
            fit.posterior()["twice"].standardDeviation().value() shouldBe (2 * spread plusOrMinus 0.01)
            val theta = MeanFieldVi().fit(EightSchools.nonCentred, EightSchools.data(EightSchools.nonCentred)).posterior()["theta"]
            theta.mean().dims() shouldContainExactly listOf(8)
        }

        test("the predictive density of new rows is Normal(mean, 1 + variance), with a small Monte Carlo error") {
            val density = fit.posterior().logDensity(Data.of(mean["y"], doubleArrayOf(0.0, 3.0)))
            for ((i, at) in listOf(0.0, 3.0).withIndex()) {
                val variance = 1 + spread * spread
                val exact = -0.5 * ln(2 * PI * variance) - 0.5 * (at - centre) * (at - centre) / variance
                density.values()[i] shouldBe (exact plusOrMinus 5 * density.errors()[i] + 1e-4)
            }
            fit.logDensity(Data.of(mean["y"], doubleArrayOf(0.0)))[0] shouldBe density.values()[0]
        }

        test("replicates of the data have the predictive mean and deviation") {
            val drawn = fit.posterior().predictive(4000, 1)
            val all = drawn.of(mean["y"], 2)
            all.average() shouldBe (centre plusOrMinus 0.08)
            sqrt(all.sumOf { (it - all.average()) * (it - all.average()) } / all.size) shouldBe (sqrt(1.2) plusOrMinus 0.05)
            fit.sample(Data.size(mean.plates().single(), 3), 7).toString() shouldContain "y"
        }

        test("log likelihoods have a row for each draw and a column for each observation") {
            val logs = fit.posterior().logLikelihoods()
            logs.size shouldBe 8000
            val w = fit.draws().at(mean["w"], 0, 17)[0]
            logs[17][1] shouldBe (-0.5 * ln(2 * PI) - 0.5 * (2.0 - w) * (2.0 - w) plusOrMinus 1e-12)
            val model = EightSchools.centred
            MeanFieldVi().draws(10).fit(model, EightSchools.data(model)).posterior().logLikelihoods()[3].size shouldBe 8
        }

        test("latent variables of new elements are drawn from their prior given the others") {
            val model = EightSchools.centred
            val schools = MeanFieldVi().fullRank().fit(model, EightSchools.data(model))
            val others = Data.of(model["se"], DoubleArray(2) { 0.001 })
            val effects = schools.posterior().predictive(others, 4000, 3).of(model["y"], 1)
            val draws = schools.draws()
            val mu = draws.of(model["mu"], 0)
            val variance =
                mu.sumOf { (it - mu.average()) * (it - mu.average()) } / mu.size + draws.of(model["tau"], 0).sumOf { it * it } / mu.size
            effects.average() shouldBe (mu.average() plusOrMinus 0.4)
            sqrt(effects.sumOf { (it - effects.average()) * (it - effects.average()) } / effects.size) shouldBe
                (sqrt(variance) plusOrMinus 0.3)
        }

        test("responsibilities are averaged over the posterior") {
            val mixture = Model.declare("mixture") { m ->
                val row = m.plate("row")
                val gap = m.latent("gap", normal(3.0, 0.5))
                val z = m.latent("z", row, bernoulli(0.5))
                m.observed("y", row, normal(gap.times(z), 1.0))
            }
            val data = Data.of(mixture["y"], doubleArrayOf(-1.0, 0.0, 3.2, 2.7))
            val two = MeanFieldVi().fit(mixture, data)
            val shares = two.responsibilities(mixture["z"], data)
            shares.dims() shouldContainExactly listOf(4, 2)
            (0 until 4).forEach { shares.get(it, 0) + shares.get(it, 1) shouldBe (1.0 plusOrMinus 1e-12) }
            two.assignments(mixture["z"], data).toList() shouldBe listOf(0, 0, 1, 1)
            two.mostProbable(data).assignments(mixture["z"]).toList() shouldBe listOf(0, 0, 1, 1)
        }

        test("missing values have the predictive mean and variance") {
            val with = Data.of(mean["y"], doubleArrayOf(1.0, 2.0, Double.NaN, 0.5, 1.5))
            val missing = MeanFieldVi().draws(4000).fit(mean, with)
            missing.impute(with).mean("y").values()[2] shouldBe (centre plusOrMinus 0.1)
            missing.impute(with).variance("y").values()[2] shouldBe (1 + spread * spread plusOrMinus 0.1)
        }

        test("moments of the data that were fitted have the closed form; those of other data are refused") {
            val moments = fit.posterior(mean["w"], fit.data())
            moments.covariance().value() shouldBe (spread * spread plusOrMinus 0.01)
            shouldThrow<ModelException> { fit.posterior(mean["w"], Data.of(mean["y"], y)) }.message!! shouldContain "fit the others"
        }

        test("a variable that was not drawn is refused by name") {
            shouldThrow<ModelException> { fit.posterior()["y"] }.message!! shouldContain "'y' was not drawn"
        }

        test("the summary names every number") {
            val text = fit.summary()
            text shouldContain "ELBO"
            text shouldContain "  w  "
        }
    })
