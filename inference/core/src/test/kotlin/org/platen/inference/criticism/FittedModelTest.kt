package org.platen.inference.criticism

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempfile
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.io.path.readText
import kotlin.math.PI
import kotlin.math.abs
import kotlin.math.ln
import kotlin.math.sqrt
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.model.Space.real
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.data.declare
import org.platen.inference.posterior.InferenceData
import org.platen.inference.posterior.PriorDraws

private val y = List(12) { (it % 5 - 1.7) * 0.8 }
private val data = Data.of(normalMean["y"], y)

/** What leaving one out gives in closed form. */
private val exactPointwise = y.indices.map { i -> logPredictive(y[i], y.filterIndexed { j, _ -> j != i }) }

private fun variance(values: List<Double>) = values.sumOf { (it - values.average()) * (it - values.average()) } / values.size

class FittedModelTest :
    FunSpec({

        fun fit(shift: Double = 0.0, stretch: Double = 1.0) = NormalMeanEngine(shift, stretch, 20_000).fit(normalMean, data)

        test("leave-one-out of a fit is that of the closed form") {
            val found = LeaveOneOut.of(fit())
            found.pointwise().toList().zip(exactPointwise) { a, b -> a shouldBe (b plusOrMinus 0.01) }
            found.warnings().shouldBeEmpty()
            WidelyApplicable.of(fit()).elpd() shouldBe (exactPointwise.sum() plusOrMinus 0.1)
        }

        test("leave-one-out of an approximation is corrected for it") {
            val wide = LeaveOneOut.of(fit(shift = 0.7, stretch = 1.5))
            wide.pointwise().toList().zip(exactPointwise) { a, b -> a shouldBe (b plusOrMinus 0.02) }
            wide.effectiveParameters() shouldBe (LeaveOneOut.of(fit()).effectiveParameters() plusOrMinus 0.03)
            val uncorrected = LeaveOneOut.of(fit(shift = 0.7, stretch = 1.5).posterior().logLikelihoods())
            abs(uncorrected.elpd() - exactPointwise.sum()) shouldBeGreaterThan 0.2
        }

        test("importance sampling corrects mean and standard deviation of an approximation, and gives the evidence") {
            val corrected = ImportanceCorrection.of(fit(shift = 0.7, stretch = 1.5))
            corrected.mean(normalMean["mu"]).value() shouldBe (y.sum() / 13 plusOrMinus 0.006)
            corrected.standardDeviation(normalMean["mu"]).value() shouldBe (1 / sqrt(13.0) plusOrMinus 0.005)
            corrected.logEvidence() shouldBe (logEvidence(y) plusOrMinus 0.02)
            corrected.shape() shouldBeLessThan 0.5
            corrected.warnings().shouldBeEmpty()
        }

        test("an approximation that is much too narrow is flagged, with what to try") {
            val corrected = ImportanceCorrection.of(fit(stretch = 0.3))
            corrected.shape() shouldBeGreaterThan 0.7
            corrected.warnings().single() shouldContain "nonCentred()"
        }

        test("ratios of the exact posterior are all the log evidence") {
            val exact = ImportanceCorrection.of(fit())
            exact.logEvidence() shouldBe (logEvidence(y) plusOrMinus 1e-9)
            exact.smoothing().isReliable shouldBe true
            exact.smoothing().effectiveSize() shouldBe (20_000.0 plusOrMinus 1e-3)
        }

        test("inference data of a fit hold the log density of every row at every draw, by the name of what is observed") {
            val file = tempfile().toPath()
            val small = NormalMeanEngine(draws = 2).fit(normalMean, Data.of(normalMean["y"], listOf(0.5, -1.0, 2.0)))
            InferenceData.of(small.draws()).logLikelihood(small).write(file)
            val rows = small.draws().of(normalMean["mu"], 0).map { mu ->
                listOf(0.5, -1.0, 2.0).map {
                    -0.5 * ln(2 * PI) -
                        0.5 * (it - mu) * (it - mu)
                }
            }
            val written = file.readText().substringAfter(""""log_likelihood": {"y": [[""").substringBefore("]]]")
            val found = written.split("], [").map { row -> row.trim('[', ']').split(", ").map { it.toDouble() } }
            found.flatten().zip(rows.flatten()) { a, b -> a shouldBe (b plusOrMinus 1e-12) }
            file.readText() shouldContain """"y": ["row"]"""
        }

        test("posterior predictive replicates have the predictive variance, and a statistic they cannot reach is at the end") {
            val check = PredictiveCheck.ofPosterior(fit(), 4000, 3)
            val means = check.statistic("y", "mean") { it.average() }
            // The mean of 12 new values: posterior variance 1/13 and 1/12 of noise.
            variance(means.replicated().toList()) shouldBe (1.0 / 13 + 1.0 / 12 plusOrMinus 0.01)
            means.replicated().average() shouldBe (y.sum() / 13 plusOrMinus 0.02)
            means.probability() shouldBe (0.5 plusOrMinus 0.1)
            val outlier = data.without(normalMean["y"]).and(normalMean["y"], y.dropLast(1) + 9.0)
            val far = PredictiveCheck.ofPosterior(NormalMeanEngine().fit(normalMean, outlier), 500, 3).statistic("y", "largest") {
                it.max()
            }
            far.observed() shouldBe 9.0
            far.probability() shouldBe 0.0
            far.toString() shouldContain "largest: observed 9.000"
        }

        test("prior predictive replicates have the variance of prior and noise, whatever the data say") {
            val check = PredictiveCheck.ofPrior(normalMean, data, 4000, 3)
            val means = check.statistic("y", "mean") { it.average() }
            variance(means.replicated().toList()) shouldBe (1 + 1.0 / 12 plusOrMinus 0.08)
            means.observed() shouldBe (y.average() plusOrMinus 1e-12)
            val prior = PriorDraws.of(normalMean, data, 4000, 9)
            variance(prior.of(normalMean["mu"], 0).toList()) shouldBe (1.0 plusOrMinus 0.08)
            prior.dims(normalMean["y"]) shouldBe listOf(12)
        }

        test("missing values are left out of data and replicates alike") {
            val gaps = Data.of(normalMean["y"], y.mapIndexed { i, value -> if (i < 4) Double.NaN else value })
            val check = PredictiveCheck.ofPosterior(NormalMeanEngine().fit(normalMean, gaps), 10, 3)
            check.observed("y").toList() shouldBe y.drop(4)
            check.replicated("y").map { it.size }.toSet() shouldBe setOf(8)
        }

        test("a statistic equal to that of the data counts half") {
            PredictiveCheck.Statistic("count", 2.0, doubleArrayOf(1.0, 2.0, 2.0, 3.0)).probability() shouldBe 0.5
        }

        test("what is not observed cannot be checked, and what has no prior cannot be drawn") {
            shouldThrow<ModelException> { PredictiveCheck.ofPosterior(fit(), 5, 1).observed("mu") }.message shouldContain
                "'mu' is not observed"
            val unknown = declare("no prior") { m -> m.observed("y", m.plate("row"), normal(m.parameter("mu", real()), 1.0)) }
            shouldThrow<ModelException> { PriorDraws.of(unknown, Data.of(unknown["y"], y), 5, 1) }.message shouldContain
                "have no prior to be drawn from"
        }
    })
