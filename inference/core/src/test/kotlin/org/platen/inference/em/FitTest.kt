package org.platen.inference.em

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.sqrt
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.multivariateStudentT
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.model.Model
import org.platen.dsl.model.Space.positive
import org.platen.dsl.model.Space.positiveDefinite
import org.platen.dsl.model.Space.real
import org.platen.dsl.model.Space.simplex
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data

/** The joint log density of a row of Old Faithful and each component, by the formula for two columns. */
private fun EmFit.logJoint(row: DoubleArray): DoubleArray = DoubleArray(estimate("weights").dims()[0]) { k ->
    val (a, b) = row.indices.map { row[it] - estimate("mean").get(k, it) }
    val s = estimate("covariance").row(k)
    val determinant = s[0] * s[3] - s[1] * s[2]
    ln(estimate("weights").get(k)) - ln(2 * Math.PI) - 0.5 * ln(determinant) -
        0.5 * (s[3] * a * a - 2 * s[1] * a * b + s[0] * b * b) / determinant
}

private fun logSumExp(terms: DoubleArray) = terms.max().let { top -> top + ln(terms.sumOf { exp(it - top) }) }

class FitTest :
    FunSpec({

        val model = fullMixture(2, 2)
        val fit = ExactEm().restarts(3).fit(model, faithful)
        val fresh = arrayOf(doubleArrayOf(2.0, 55.0), doubleArrayOf(3.0, 66.0), doubleArrayOf(4.5, 82.0), doubleArrayOf(10.0, 10.0))

        test("responsibilities sum to one over the components, for the rows that were fitted and for others") {
            for ((r, rows) in listOf(
                fit.responsibilities(model["z"]) to faithful,
                fit.responsibilities(model["z"], model.rows(faithful)) to faithful,
                fit.responsibilities(model["z"], model.rows(fresh)) to fresh,
            )) {
                r.axes() shouldBe listOf("row")
                r.dims() shouldBe listOf(rows.size, 2)
                for (i in rows.indices) {
                    val joint = fit.logJoint(rows[i])
                    r.row(i).sum() shouldBe (1.0 plusOrMinus 1e-12)
                    r.get(i, 0) shouldBe (exp(joint[0] - logSumExp(joint)) plusOrMinus 1e-10)
                }
            }
        }

        test("assignments are the most probable components") {
            for (rows in listOf(faithful, fresh)) {
                val expected = rows.map { row -> fit.logJoint(row).let { joint -> joint.indices.maxBy { joint[it] } } }
                fit.assignments(model["z"], model.rows(rows)).toList() shouldBe expected
            }
            fit.assignments(model["z"]).toList() shouldBe fit.assignments(model["z"], model.rows(faithful)).toList()
        }

        test("the log density of new rows is that of the mixture, also of a single row and of one far away") {
            val found = fit.logDensity(model.rows(fresh))
            fresh.indices.forEach { found[it] shouldBe (logSumExp(fit.logJoint(fresh[it])) plusOrMinus 1e-9) }
            fit.logDensity(model.rows(arrayOf(fresh[3]))).toList() shouldHaveSize 1
            val away = doubleArrayOf(1e4, -1e4)
            fit.logDensity(model.rows(arrayOf(away)))[0] shouldBe (logSumExp(fit.logJoint(away)) plusOrMinus 1.0)
        }

        test("the log density of a row with a missing entry is that of the others, though nothing was missing in the fit") {
            val found = fit.logDensity(model.rows(arrayOf(doubleArrayOf(2.0, Double.NaN), doubleArrayOf(2.0, 55.0))))
            val terms = DoubleArray(2) { k ->
                val variance = fit.estimate("covariance").get(k, 0, 0)
                ln(fit.estimate("weights").get(k)) - 0.5 * ln(2 * Math.PI * variance) -
                    0.5 * (2.0 - fit.estimate("mean").get(k, 0)).let { it * it } / variance
            }
            found[0] shouldBe (logSumExp(terms) plusOrMinus 1e-9)
            found[1] shouldBe (logSumExp(fit.logJoint(doubleArrayOf(2.0, 55.0))) plusOrMinus 1e-9)
            val heavy = Model.declare("heavy") { m ->
                m.observed(
                    "x",
                    m.plate("row"),
                    multivariateStudentT(3.0, m.parameter("mean", real(2)), m.parameter("scale", positiveDefinite(2))),
                )
            }
            val pairs = ExactEm().fit(heavy, faithful)
            shouldThrow<ModelException> { pairs.logDensity(heavy.rows(arrayOf(doubleArrayOf(2.0, Double.NaN)))) }.message!! shouldContain
                "missing"
        }

        test("the log densities of the rows that were fitted add up to the log-likelihood") {
            fit.logDensity(model.rows(faithful)).sum() shouldBe (fit.logLikelihood() plusOrMinus 1e-8)
            fit.logLikelihood(model.rows(faithful)) shouldBe (fit.logLikelihood() plusOrMinus 1e-8)
        }

        test("information criteria are those of mclust, in the sign where smaller is better") {
            // R, mclust 6, Mclust(faithful, G = 2, modelNames = "VVV"): df 11, BIC -2322.192.
            fit.freeParameters() shouldBe 11
            fit.observations() shouldBe 272
            fit.bic() shouldBe (2322.192 plusOrMinus 0.002)
            fit.aic() shouldBe (2 * 1130.264 + 22 plusOrMinus 0.002)
        }

        test("ICL is that of mclust: BIC and twice the uncertainty of the assignments") {
            // R, mclust 6, Mclust(faithful): EEE, 3, df 11, BIC -2314.316, ICL -2357.824 where it stops, at log-likelihood -1126.326.
            val tied = ExactEm().fit(tiedMixture(3, 2), faithful)
            tied.freeParameters() shouldBe 11
            tied.bic() shouldBe (2314.316 plusOrMinus 0.03)
            tied.icl() shouldBe (2357.824 plusOrMinus 1.0)
            // From the definition (Biernacki, Celeux and Govaert 2000).
            val r = tied.responsibilities(tied.model()["z"])
            tied.icl() shouldBe (tied.bic() - 2 * faithful.indices.sumOf { ln(r.row(it).max()) } plusOrMinus 1e-9)
        }

        test("free parameters are counted without what constraints take away") {
            // R, mclust 6, nMclustParams: weights K - 1, means K d, and the covariances.
            val counts = mapOf(
                fullMixture(3, 2) to 2 + 6 + 9,
                tiedMixture(3, 2) to 2 + 6 + 3,
                diagonalMixture(3, 2) to 2 + 6 + 6,
                sphericalMixture(3, 2) to 2 + 6 + 3,
            )
            for ((one, count) in counts) {
                ExactEm().restarts(1).iterations(2).fit(one, faithful).freeParameters() shouldBe count
            }
        }

        test("a mixture of one component is that component") {
            val one = ExactEm().fit(fullMixture(1, 2), faithful)
            val mean = List(2) { j -> faithful.map { it[j] }.average() }
            fun covariance(i: Int, j: Int) = faithful.map { (it[i] - mean[i]) * (it[j] - mean[j]) }.average()
            val determinant = covariance(0, 0) * covariance(1, 1) - covariance(0, 1) * covariance(0, 1)
            // −n/2 (d log 2π + log |S| + d) at the maximum (Mardia, Kent and Bibby 1979, equation 4.2.14).
            one.logLikelihood() shouldBe (-136 * (2 * ln(2 * Math.PI) + ln(determinant) + 2) plusOrMinus 1e-8)
            one.freeParameters() shouldBe 5
            one.estimate("weights").values().toList() shouldBe listOf(1.0)
        }

        test("estimates are found by name and by handle, with the axes of their variable") {
            fit.estimate(model["mean"]) shouldBe fit.estimate("mean")
            fit.estimate("mean").axes() shouldBe listOf("cluster")
            fit.estimate("covariance").dims() shouldBe listOf(2, 2, 2)
            fit.estimate("weights").axes() shouldBe listOf()
            fit.estimate("weights").dims() shouldBe listOf(2)
            shouldThrow<ModelException> { fit.estimate("z") }.message!!.let {
                it shouldContain "'z'"
                it shouldContain "responsibilities"
            }
            shouldThrow<ModelException> { fit.estimate("nothing") }.message!! shouldContain "nothing"
            shouldThrow<ModelException> { fit.responsibilities(model["mean"]) }.message!! shouldContain "'mean'"
        }

        test("deterministic values are computed from the estimates") {
            val derived = Model.declare("derived") { m ->
                val cluster = m.plate("cluster", 2)
                val row = m.plate("row")
                val weights = m.parameter("weights", simplex(cluster))
                val mean = m.parameter("mean", cluster, real())
                val scale = m.parameter("scale", cluster, positive())
                m.deterministic("variance", scale.squared())
                val shift = m.deterministic("shift", mean.plus(constant(1.0)))
                val z = m.latent("z", row, categorical(weights))
                m.observed("x", row, normal(shift.at(z), scale.at(z)))
            }
            val found = ExactEm().restarts(2).fit(derived, Data.of(derived["x"], DoubleArray(272) { faithful[it][1] }))
            for (k in 0..1) {
                found.estimate("variance").get(k) shouldBe (found.estimate("scale").get(k).let { it * it } plusOrMinus 1e-9)
                found.estimate("shift").get(k) shouldBe (found.estimate("mean").get(k) + 1 plusOrMinus 1e-9)
            }
            // R, mixtools, normalmixEM (Benaglia et al. 2009): 54.61 and 80.09.
            found.estimate("shift").values().sorted()[0] shouldBe (54.61 plusOrMinus 0.01)
        }

        test("a sample has the moments of the fitted mixture") {
            val n = 40_000
            val x = fit.sample(n, 1).bind(model).column(model["x"]).values()
            x[0].size shouldBe n
            for (j in 0..1) {
                val mean = (0..1).sumOf { fit.estimate("weights").get(it) * fit.estimate("mean").get(it, j) }
                val square = (0..1).sumOf { k ->
                    fit.estimate("weights").get(k) *
                        (fit.estimate("covariance").get(k, j, j) + fit.estimate("mean").get(k, j).let { it * it })
                }
                val deviation = sqrt(square - mean * mean)
                // Five standard errors.
                x[j].average() shouldBe (mean plusOrMinus 5 * deviation / sqrt(n.toDouble()))
                x[j].map { it * it }.average() - x[j].average().let { it * it } shouldBe
                    (deviation * deviation plusOrMinus 0.05 * deviation * deviation)
            }
        }

        test("a sample fits the model it was drawn from, and repeats by its seed") {
            val sample = fit.sample(500, 7)
            fit.logDensity(sample).size shouldBe 500
            fit.sample(500, 7).fingerprint() shouldBe sample.fingerprint()
            (fit.sample(500, 8).fingerprint() == sample.fingerprint()) shouldBe false
            ExactEm().restarts(2).fit(model, sample).logLikelihood().isFinite() shouldBe true
        }

        test("a sample in the shape of other data draws the observed variables anew") {
            val sample = fit.sample(model.rows(fresh), 3)
            val drawn = sample.bind(model).column(model["x"]).values()
            drawn[0].size shouldBe fresh.size
            (drawn[0].toList() == fresh.map { it[0] }) shouldBe false
        }

        test("zero is a seed like any other: streams of draws are far from their beginning") {
            val first = (0L..200L).map { seed -> fit.sample(1, seed).bind(model).column(model["x"]).values()[1][0] }
            first.average() shouldBe (faithful.map { it[1] }.average() plusOrMinus 5 * 13.6 / sqrt(201.0))
        }
    })
