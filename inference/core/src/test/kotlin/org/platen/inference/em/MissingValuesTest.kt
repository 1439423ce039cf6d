package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import java.util.Random
import kotlin.math.exp
import kotlin.math.ln
import org.platen.dsl.distribution.Distributions.bernoulli
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.poisson
import org.platen.dsl.model.Model
import org.platen.dsl.model.Space.positive
import org.platen.dsl.model.Space.real
import org.platen.dsl.model.Space.simplex
import org.platen.dsl.model.Space.unitInterval
import org.platen.inference.data.Data

private const val ROWS = 120

/** Entries that are NaN are integrated out: what is left is the likelihood of the entries that are known. */
class MissingValuesTest :
    FunSpec({

        /** log Σ_k weight_k Π over the known entries of a row, entry by entry. */
        fun logLikelihood(fit: EmFit, terms: List<(k: Int, row: Int) -> Double?>): Double = (0 until ROWS).sumOf { row ->
            val weights = fit.estimate("weights").values()
            ln(weights.indices.sumOf { k -> weights[k] * exp(terms.mapNotNull { it(k, row) }.sum()) })
        }

        fun known(x: Double) = x.takeUnless { it.isNaN() }

        test("Normal vectors, counts, answers and categories with missing entries, all in one row") {
            val random = Random(21)
            fun gap(value: Double) = if (random.nextInt(4) == 0) Double.NaN else value
            val z = IntArray(ROWS) { random.nextInt(2) }
            val x = Array(ROWS) { row -> DoubleArray(2) { gap(3.0 * z[row] + random.nextGaussian()) } }
            val counts = DoubleArray(ROWS) { gap(random.nextInt(3 + 6 * z[it]).toDouble()) }
            val answers = DoubleArray(ROWS) { gap(if (random.nextDouble() < 0.2 + 0.5 * z[it]) 1.0 else 0.0) }
            val colours = DoubleArray(ROWS) { gap(random.nextInt(2 + z[it]).toDouble()) }
            val model = Model.declare("mixed") { m ->
                val cluster = m.plate("cluster", 2)
                val row = m.plate("row")
                val kind = m.latent("z", row, categorical(m.parameter("weights", simplex(cluster))))
                m.observed(
                    "x",
                    row,
                    normal(m.parameter("mean", cluster, real(2)).at(kind), m.parameter("scale", cluster, positive(2)).at(kind)),
                )
                m.observed("count", row, poisson(m.parameter("rate", cluster, positive()).at(kind)))
                m.observed("answer", row, bernoulli(m.parameter("p", cluster, unitInterval()).at(kind)))
                m.observed("colour", row, categorical(m.parameter("q", cluster, simplex(3)).at(kind)))
            }
            val data = Data.of(model["x"], x).and(model["count"], counts).and(model["answer"], answers).and(model["colour"], colours)
            val fit = ExactEm().restarts(2).fit(model, data)
            fun normalTerm(j: Int) = { k: Int, row: Int ->
                known(x[row][j])?.let {
                    val scale = fit.estimate("scale").get(k, j)
                    ((it - fit.estimate("mean").get(k, j)) / scale).let { e -> -0.5 * e * e } - ln(scale) - 0.5 * ln(2 * Math.PI)
                }
            }
            val expected = logLikelihood(
                fit,
                listOf(
                    normalTerm(0),
                    normalTerm(1),
                    { k, row ->
                        val rate = fit.estimate("rate").get(k)
                        known(counts[row])?.let { n -> n * ln(rate) - rate - (1..n.toInt()).sumOf { ln(it.toDouble()) } }
                    },
                    { k, row -> known(answers[row])?.let { a -> fit.estimate("p").get(k).let { if (a > 0) ln(it) else ln(1 - it) } } },
                    { k, row -> known(colours[row])?.let { c -> ln(fit.estimate("q").get(k, c.toInt())) } },
                ),
            )
            fit.logLikelihood() shouldBe (expected plusOrMinus 1e-8)
            fit.logDensity(data).sum() shouldBe (expected plusOrMinus 1e-8)
        }

        test("without latent variables each estimate is that of the known entries") {
            val gap = Double.NaN
            val model = Model.declare("columns") { m ->
                m.observed("x", m.plate("row"), normal(m.parameter("mean", real(2)), m.parameter("scale", positive(2))))
            }
            val x = arrayOf(doubleArrayOf(1.0, gap), doubleArrayOf(3.0, 5.0), doubleArrayOf(gap, 9.0), doubleArrayOf(8.0, 10.0))
            val fit = ExactEm().fit(model, Data.of(model["x"], x))
            fit.estimate("mean").get(0) shouldBe (4.0 plusOrMinus 1e-12)
            fit.estimate("mean").get(1) shouldBe (8.0 plusOrMinus 1e-12)
            fit.estimate("scale").get(0) shouldBe (Math.sqrt(26.0 / 3) plusOrMinus 1e-12)
            fit.estimate("scale").get(1) shouldBe (Math.sqrt(14.0 / 3) plusOrMinus 1e-12)
        }

        test("rows that are missing as a whole change nothing, also those of a multivariate Normal") {
            val nothing = doubleArrayOf(Double.NaN, Double.NaN)
            for (model in listOf(fullMixture(2, 2), tiedMixture(2, 2), diagonalMixture(2, 2))) {
                val engine = ExactEm().restarts(3).tolerance(1e-13)
                val without = engine.fit(model, faithful)
                val with = engine.fit(model, faithful.copyOfRange(0, 100) + nothing + faithful.copyOfRange(100, 272) + nothing)
                with.logLikelihood() shouldBe (without.logLikelihood() plusOrMinus 1e-7)
                for (name in without.updates().keys - "weights") {
                    relativeDifference(with.estimate(name).values(), without.estimate(name).values()) shouldBe (0.0 plusOrMinus 1e-5)
                }
                with.estimate("weights").get(0) shouldBe (without.estimate("weights").get(0) plusOrMinus 1e-5)
                // Nothing is known of such a row but the weights.
                val r = with.responsibilities(model["z"])
                r.get(100, 0) shouldBe (with.estimate("weights").get(0) plusOrMinus 1e-9)
            }
        }

        test("partly missing rows of a multivariate Normal lose little of what is known of the others") {
            val model = fullMixture(2, 2)
            val x = faithful.map { it.clone() }.toTypedArray().also { it[7][1] = Double.NaN }
            val fit = ExactEm().restarts(3).fit(model, model.rows(x))
            // One of 544 entries less: close to the likelihood of all of them (mclust: -1130.2640).
            fit.logLikelihood() shouldBe (-1130.2640 + 3.5 plusOrMinus 3.5)
        }

        test("the same rows suit a model of independent columns") {
            val x = faithful.map { it.clone() }.toTypedArray().also { it[7][1] = Double.NaN }
            val fit = ExactEm().restarts(3).fit(independentMixture(2, 2), x)
            // One of 544 entries less: close to the likelihood of all of them (mclust: -1147.8064).
            fit.logLikelihood() shouldBe (-1147.8064 + 3.5 plusOrMinus 3.5)
        }
    })
