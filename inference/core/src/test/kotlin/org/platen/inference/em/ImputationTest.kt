package org.platen.inference.em

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.math.exp
import kotlin.math.sqrt
import org.platen.dsl.distribution.Distribution
import org.platen.dsl.kotlin.bernoulli
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.cauchy
import org.platen.dsl.kotlin.constant
import org.platen.dsl.kotlin.gamma
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.logNormal
import org.platen.dsl.kotlin.minus
import org.platen.dsl.kotlin.mixture
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.oneHotCategorical
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.poisson
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.unitInterval
import org.platen.dsl.kotlin.vector
import org.platen.dsl.kotlin.zeroInflated
import org.platen.dsl.model.Model
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data

private const val GAP = Double.NaN

class ImputationTest :
    FunSpec({

        val counts = doubleArrayOf(1.0, 0.0, GAP, 9.0, 12.0, 2.0, GAP, 8.0, 10.0, 1.0)
        val answers = doubleArrayOf(0.0, 0.0, 1.0, 1.0, GAP, 0.0, 0.0, 1.0, GAP, GAP)
        val colours = doubleArrayOf(0.0, GAP, 2.0, 2.0, 1.0, 0.0, GAP, 2.0, 2.0, GAP)
        val questionnaire = model("questionnaire") {
            val cluster = plate("cluster", 2)
            val row = plate("row")
            val weights by parameter(simplex(cluster))
            val rate by cluster.parameter(positive())
            val p by cluster.parameter(unitInterval())
            val q by cluster.parameter(simplex(3))
            val z by row.latent(categorical(weights))
            row.observed("count", poisson(rate[z]))
            row.observed("answer", bernoulli(p[z]))
            row.observed("colour", categorical(q[z]))
        }
        val data = Data.of(questionnaire["count"], counts).and(questionnaire["answer"], answers).and(questionnaire["colour"], colours)

        test("missing counts, answers and categories of a mixture are those of the components, by enumeration") {
            val fit = ExactEm().restarts(3).iterations(5).fit(questionnaire, data)
            val (weights, rate, p) = listOf("weights", "rate", "p").map { fit.estimate(it).values() }
            val q = fit.estimate("q")
            val imputed = fit.impute()
            for (i in counts.indices) {
                val joint = List(2) { k ->
                    val count = if (counts[i].isNaN()) 1.0 else exp(-rate[k]) * (1..counts[i].toInt()).fold(1.0) { f, n -> f * rate[k] / n }
                    val answer = if (answers[i].isNaN()) {
                        1.0
                    } else if (answers[i] == 1.0) {
                        p[k]
                    } else {
                        1 - p[k]
                    }
                    weights[k] * count * answer * (if (colours[i].isNaN()) 1.0 else q.get(k, colours[i].toInt()))
                }
                val r = joint.map { it / joint.sum() }
                fun mean(value: (Int) -> Double) = r[0] * value(0) + r[1] * value(1)
                if (counts[i].isNaN()) {
                    val expected = mean { rate[it] }
                    imputed.mean("count").get(i) shouldBe (expected plusOrMinus 1e-9)
                    imputed.variance("count").get(i) shouldBe
                        (mean { rate[it] + rate[it] * rate[it] } - expected * expected plusOrMinus 1e-9)
                }
                if (answers[i].isNaN()) {
                    val expected = mean { p[it] }
                    imputed.mean("answer").get(i) shouldBe (expected plusOrMinus 1e-9)
                    imputed.variance("answer").get(i) shouldBe (expected * (1 - expected) plusOrMinus 1e-9)
                    imputed.probabilities("answer").get(i, 1) shouldBe (expected plusOrMinus 1e-9)
                }
                for (colour in 0 until 3) {
                    val expected = if (colours[i].isNaN()) {
                        mean { q.get(it, colour) }
                    } else if (colours[i].toInt() == colour) {
                        1.0
                    } else {
                        0.0
                    }
                    imputed.probabilities("colour").get(i, colour) shouldBe (expected plusOrMinus 1e-9)
                }
            }
        }

        test("observed entries stay as they are, without variance") {
            val imputed = ExactEm().restarts(1).iterations(5).fit(questionnaire, data).impute()
            for (i in counts.indices.filterNot { counts[it].isNaN() }) {
                imputed.mean("count").get(i) shouldBe counts[i]
                imputed.variance("count").get(i) shouldBe 0.0
            }
        }

        test("categories have probabilities and no mean, counts a mean and no list of values") {
            val imputed = ExactEm().restarts(1).iterations(5).fit(questionnaire, data).impute()
            shouldThrow<ModelException> { imputed.mean("colour") }.message!! shouldContain "'colour' names categories"
            shouldThrow<ModelException> { imputed.probabilities("count") }.message!! shouldContain "'count' has no list of values"
        }

        test("a variable without missing values is named with those that have some") {
            val imputed = ExactEm().restarts(1).iterations(5).fit(
                questionnaire,
                data.without(questionnaire["count"]).and(
                    questionnaire["count"],
                    answers.map {
                        1.0
                    }.toDoubleArray(),
                ),
            ).impute()
            shouldThrow<ModelException> { imputed.mean("count") }.message!! shouldContain
                "'count' has no missing values here: those with missing values are [answer, colour]"
        }

        /** The imputed mean and variance of one missing value beside known ones, of a distribution without unknowns but [Model]'s parameter. */
        fun imputed(distribution: Distribution, known: Double): Pair<Double, Double> {
            val single = model("single") { plate("row").observed("x", distribution) }
            val fit = ExactEm().fit(single, Data.of(single["x"], doubleArrayOf(known, GAP)))
            return fit.impute().mean("x").get(1) to fit.impute().variance("x").get(1)
        }

        test("families have their own moments") {
            imputed(gamma(3.0, 2.0), 1.0).let { (mean, variance) ->
                mean shouldBe (1.5 plusOrMinus 1e-12)
                variance shouldBe (0.75 plusOrMinus 1e-12)
            }
            imputed(logNormal(0.5, 2.0), 1.0).let { (mean, variance) ->
                mean shouldBe (exp(2.5) plusOrMinus 1e-9)
                variance shouldBe ((exp(4.0) - 1) * exp(5.0) plusOrMinus 1e-6)
            }
            // 0.3 of the counts are additional zeros: 0.7 · 4, and 0.7 (4 + 16) − 2.8².
            imputed(zeroInflated(0.3, poisson(4.0)), 1.0).let { (mean, variance) ->
                mean shouldBe (2.8 plusOrMinus 1e-12)
                variance shouldBe (0.7 * 20 - 2.8 * 2.8 plusOrMinus 1e-12)
            }
            // 0.25 · 1 + 0.75 · 5, and 0.25 (4 + 1) + 0.75 (1 + 25) − 4².
            val mixed = listOf(
                mixture(vector(0.25, 0.75), normal(1.0, 2.0), normal(5.0, 1.0)),
                mixture(vector(0.25, 0.75), component = normal(vector(1.0, 5.0), vector(2.0, 1.0))),
            )
            for (mixture in mixed) {
                imputed(mixture, 1.0).let { (mean, variance) ->
                    mean shouldBe (4.0 plusOrMinus 1e-12)
                    variance shouldBe (0.25 * 5 + 0.75 * 26 - 16 plusOrMinus 1e-12)
                }
            }
        }

        test("a family without moments says so, and does not stand in the way of others") {
            val two = model("two") {
                val row = plate("row")
                row.observed("heavy", cauchy(0.0, 1.0))
                row.observed("light", normal(2.0, 3.0))
            }
            val values = doubleArrayOf(1.0, GAP)
            val imputed = ExactEm().fit(two, Data.of(two["heavy"], values).and(two["light"], values)).impute()
            shouldThrow<ModelException> { imputed.mean("heavy") }.message!!.let {
                it shouldContain "'heavy' is Cauchy"
                it shouldContain "no closed form"
            }
            imputed.variance("light").get(1) shouldBe (9.0 plusOrMinus 1e-12)
        }

        test("what a continuous latent variable leaves open adds to the variance") {
            // f | x₁ is Normal with precision 1 + 1/4 and mean x₁ / 4 over that; x₂ = 1 + 2 f + noise, log y = f + noise.
            val loaded = model("loaded") {
                val row = plate("row")
                val f by row.latent(normal(0.0, 1.0))
                row.observed("x1", normal(f, 2.0))
                row.observed("x2", normal(1.0 + 2.0 * f, 0.5))
                row.observed("y", logNormal(f, 0.3))
            }
            val known = doubleArrayOf(1.5)
            val missing = doubleArrayOf(GAP)
            val imputed = ExactEm().fit(loaded, Data.of(loaded["x1"], known).and(loaded["x2"], missing).and(loaded["y"], missing)).impute()
            val (mean, variance) = 1.5 / 4 / 1.25 to 1 / 1.25
            imputed.mean("x2").get(0) shouldBe (1 + 2 * mean plusOrMinus 1e-10)
            imputed.variance("x2").get(0) shouldBe (4 * variance + 0.25 plusOrMinus 1e-10)
            val spread = variance + 0.09
            imputed.mean("y").get(0) shouldBe (exp(mean + spread / 2) plusOrMinus 1e-10)
            imputed.variance("y").get(0) shouldBe ((exp(spread) - 1) * exp(2 * mean + spread) plusOrMinus 1e-10)
        }

        test("one-hot vectors are imputed by their probabilities") {
            val vectors = model("vectors") {
                val q by parameter(simplex(3))
                plate("row").observed("x", oneHotCategorical(q))
            }
            val gap = DoubleArray(3) { GAP }
            val x =
                arrayOf(
                    doubleArrayOf(1.0, 0.0, 0.0),
                    doubleArrayOf(0.0, 0.0, 1.0),
                    gap,
                    doubleArrayOf(1.0, 0.0, 0.0),
                    doubleArrayOf(0.0, 1.0, 0.0),
                )
            val imputed = ExactEm().fit(vectors, vectors.rows(x)).impute()
            listOf(0.5, 0.25, 0.25).forEachIndexed { j, p ->
                imputed.mean("x").get(2, j) shouldBe (p plusOrMinus 1e-12)
                imputed.variance("x").get(2, j) shouldBe (p * (1 - p) plusOrMinus 1e-12)
            }
        }

        test("missing pixels of images are those that the factors of the others suggest") {
            // One factor, loadings of 1 and noise of variance 1/4 on four pixels: given the mean of three, Normal with precision 1 + 3 · 4.
            val image = model("image") {
                val row = plate("image")
                val brightness by row.latent(normal(0.0, 1.0))
                row.observed("pixels", normal(brightness + vector(0.0, 0.0, 0.0, 0.0), sqrt(0.25)))
            }
            val x = arrayOf(doubleArrayOf(1.0, 1.5, GAP, 0.5))
            val imputed = ExactEm().fit(image, Data.of(image["pixels"], x)).impute()
            imputed.mean("pixels").get(0, 2) shouldBe (12.0 / 13 plusOrMinus 1e-10)
            imputed.variance("pixels").get(0, 2) shouldBe (1.0 / 13 + 0.25 plusOrMinus 1e-10)
        }
    })
