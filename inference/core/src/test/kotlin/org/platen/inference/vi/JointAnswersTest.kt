package org.platen.inference.vi

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.pow
import kotlin.math.sqrt
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.constant
import org.platen.dsl.kotlin.gamma
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.matrix
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.multivariateNormal
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.vector
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.em.DenseStateSpace

private const val GAP = Double.NaN

/** What a fit says of a chain that is integrated out, against the joint Normal of all states and observations. */
class JointAnswersTest :
    FunSpec({

        context("vectors along a chain, with gaps and parameters only") {
            val y = Array(8) { doubleArrayOf(0.4 * it + kotlin.math.sin(3.0 * it), -0.2 * it + 0.5 * kotlin.math.cos(2.0 * it)) }
            y[3] = doubleArrayOf(GAP, GAP)
            y[5][1] = GAP
            val trend = model("trend") {
                val time = chain("time")
                val sigma by parameter(positive(2))
                val start = matrix(listOf(2.0, 0.3), listOf(0.3, 1.0))
                val state by time.markov(multivariateNormal(vector(0.5, 0.0), start)) { previous ->
                    multivariateNormal(matrix(listOf(1, 1), listOf(0, 0.9)).dot(previous), matrix(listOf(0.5, 0.1), listOf(0.1, 0.2)))
                }
                val level by deterministic(state[0] * 2.0)
                time.observed("y", normal(vector(1.0, -0.4) * state[0], sigma))
            }
            val data = Data.of(trend["y"], y)
            val fit = MeanFieldVi().draws(4000).fit(trend, data)
            fun dense(length: Int) = DenseStateSpace(
                length,
                arrayOf(doubleArrayOf(1.0, 1.0), doubleArrayOf(0.0, 0.9)),
                arrayOf(doubleArrayOf(0.5, 0.1), doubleArrayOf(0.1, 0.2)),
                doubleArrayOf(0.5, 0.0),
                arrayOf(doubleArrayOf(2.0, 0.3), doubleArrayOf(0.3, 1.0)),
                arrayOf(doubleArrayOf(1.0, 0.0), doubleArrayOf(-0.4, 0.0)),
                fit.estimate("sigma").values().map { it * it }.toDoubleArray(),
            )
            val whole = dense(8)
            val given = whole.joint.given(whole.known(y))

            test("the bound is the log-likelihood, and so is the density of the data") {
                fit.elbo().value() shouldBe (whole.joint.logDensity(whole.known(y)) plusOrMinus 1e-8)
                fit.logLikelihood(data) shouldBe (fit.elbo().value() plusOrMinus 1e-8)
                fit.logDensity(data).single() shouldBe (fit.elbo().value() plusOrMinus 1e-8)
            }

            test("estimates and smoothed moments are exact") {
                val smoothed = fit.posterior("state", data)
                for (i in 0 until 16) {
                    fit.estimate("state").values()[i] shouldBe (given.mean[i] plusOrMinus 1e-8)
                    smoothed.variance().values()[i] shouldBe (given.covariance[i][i] plusOrMinus 1e-8)
                    fit.posterior()["state"].standardDeviation().values()[i] shouldBe (sqrt(given.covariance[i][i]) plusOrMinus 1e-8)
                }
                smoothed.covariance().get(4, 0, 1) shouldBe (given.covariance[8][9] plusOrMinus 1e-8)
            }

            test("draws go together along the chain as the states do") {
                val draws = (0 until 16).map { fit.draws().of(trend["state"], it) }
                for (i in 0 until 16) {
                    for (j in 0 until 16) {
                        val variances = given.covariance[i][i] * given.covariance[j][j]
                        val error = sqrt((variances + given.covariance[i][j].pow(2)) / 4000)
                        val found = draws[i].indices.sumOf { (draws[i][it] - given.mean[i]) * (draws[j][it] - given.mean[j]) } / 4000
                        found shouldBe (given.covariance[i][j] plusOrMinus 5 * error)
                    }
                }
            }

            test("filtered moments, missing values and what is made of states follow") {
                val filtered = fit.filteredPosterior("state", data)
                for (t in 0 until 8) {
                    val soFar = Array(8) { if (it <= t) y[it] else doubleArrayOf(GAP, GAP) }
                    filtered.mean().get(t, 1) shouldBe (whole.joint.given(whole.known(soFar)).mean[2 * t + 1] plusOrMinus 1e-8)
                }
                fit.impute(data).mean("y").get(5, 1) shouldBe (given.mean[16 + 11] plusOrMinus 1e-8)
                fit.impute(data).variance("y").get(5, 1) shouldBe (given.covariance[16 + 11][16 + 11] plusOrMinus 1e-8)
                val level = fit.posterior()["level"]
                level.mean().get(2) shouldBe (2 * given.mean[4] plusOrMinus 10 * sqrt(given.covariance[4][4] / 4000))
                fit.posterior().predictive(5, 1).of(trend["y"]).dims() shouldBe listOf(1, 5, 8, 2)
            }

            test("other data have densities and states of their own") {
                val longer = y + Array(2) { doubleArrayOf(GAP, GAP) }
                val own = dense(10)
                val later = own.joint.given(own.known(longer))
                val other = Data.of(trend["y"], longer)
                fit.posterior("state", other).mean().get(9, 0) shouldBe (later.mean[18] plusOrMinus 1e-8)
                fit.logDensity(other).single() shouldBe (own.joint.logDensity(own.known(longer)) plusOrMinus 1e-8)
            }

            test("it is the same again from its record") {
                val again = VariationalFit.of(trend, data, fit.record(), fit.provenance())
                again.estimate("state").values().toList() shouldBe fit.estimate("state").values().toList()
                again.draws().of(trend["state"], 3).toList() shouldBe fit.draws().of(trend["state"], 3).toList()
            }

            test("without its data it knows the parameters, and says that the states need them") {
                val alone = VariationalFit.of(trend, null, fit.record(), fit.provenance())
                alone.estimate("sigma").values().toList() shouldBe fit.estimate("sigma").values().toList()
                shouldThrow<ModelException> { alone.estimate("state") }.message!! shouldContain "data"
                alone.posterior("state", data).mean().values().toList() shouldBe fit.estimate("state").values().toList()
            }
        }

        context("series of two kinds, which are summed out") {
            val series = arrayOf(doubleArrayOf(0.3, 1.1, GAP, 0.7), doubleArrayOf(-0.4, 2.5, -1.0), doubleArrayOf(2.0, 1.4, 1.0, 1.1))
            val mixed = model("mixed") {
                val kind = plate("kind", 2)
                val one = plate("series")
                val time = one.chain("time")
                val r by parameter(positive())
                val s by one.latent(categorical(vector(0.4, 0.6)))
                val q = constant(kind, 0.3, 2.0)
                val z by time.markov(normal(0.0, 1.0)) { previous -> normal(previous, q[s]) }
                time.observed("y", normal(z, r))
            }
            val data = Data.of(mixed["y"], series)
            val fit = MeanFieldVi().restarts(1).draws(4000).fit(mixed, data)
            fun dense(kind: Int, length: Int) = DenseStateSpace(
                length,
                arrayOf(doubleArrayOf(1.0)),
                arrayOf(doubleArrayOf(listOf(0.09, 4.0)[kind])),
                doubleArrayOf(0.0),
                arrayOf(doubleArrayOf(1.0)),
                arrayOf(doubleArrayOf(1.0)),
                doubleArrayOf(fit.estimate("r").value().pow(2)),
            )
            val known = series.map { own -> dense(0, own.size).known(own.map { doubleArrayOf(it) }.toTypedArray()) }
            val joint = series.indices.map { i ->
                (0..1).map { listOf(0.4, 0.6)[it] * exp(dense(it, series[i].size).joint.logDensity(known[i])) }
            }

            test("the bound is the log-likelihood, the sum of the logs of sums over kinds") {
                fit.elbo().value() shouldBe (joint.sumOf { ln(it.sum()) } plusOrMinus 1e-8)
            }

            test("moments and draws are those of the mixtures") {
                val smoothed = fit.posterior("z", data)
                for (i in series.indices) {
                    val r = joint[i].map { it / joint[i].sum() }
                    fit.responsibilities(mixed["s"], data).get(i, 1) shouldBe (r[1] plusOrMinus 1e-8)
                    val parts = (0..1).map { dense(it, series[i].size).joint.given(known[i]) }
                    fun second(s: Int, t: Int) = r.indices.sumOf {
                        r[it] *
                            (parts[it].covariance[s][t] + parts[it].mean[s] * parts[it].mean[t])
                    }
                    val mean = series[i].indices.map { t -> r.indices.sumOf { r[it] * parts[it].mean[t] } }
                    for (t in series[i].indices) {
                        smoothed.mean().get(i, t) shouldBe (mean[t] plusOrMinus 1e-8)
                        smoothed.variance().get(i, t) shouldBe (second(t, t) - mean[t] * mean[t] plusOrMinus 1e-8)
                        val draws = fit.draws().of(mixed["z"], 4 * i + t)
                        val before = fit.draws().of(mixed["z"], 4 * i)
                        val products = draws.indices.map { draws[it] * before[it] }
                        val error = sqrt(products.sumOf { (it - products.average()).pow(2) }) / products.size
                        products.average() shouldBe (second(0, t) plusOrMinus 5 * error)
                    }
                }
            }
        }

        context("ragged series with priors") {
            val series = arrayOf(doubleArrayOf(0.3, 1.1, GAP, 0.7), doubleArrayOf(-0.4), doubleArrayOf(2.0, 1.4))
            val levels = model("levels") {
                val one = plate("series")
                val time = one.chain("time")
                val noise by latent(gamma(shape = 4.0, rate = 1.0))
                val z by time.markov(normal(0.0, 1.0)) { previous -> normal(0.9 * previous, 0.5) }
                time.observed("y", normal(z, noise.power(-0.5)))
            }
            val data = Data.of(levels["y"], series)
            val fit = MeanFieldVi().draws(50).fit(levels, data)
            fun dense(draw: Int, length: Int) = DenseStateSpace(
                length,
                arrayOf(doubleArrayOf(0.9)),
                arrayOf(doubleArrayOf(0.25)),
                doubleArrayOf(0.0),
                arrayOf(doubleArrayOf(1.0)),
                arrayOf(doubleArrayOf(1.0)),
                doubleArrayOf(1 / fit.draws().of(levels["noise"], 0)[draw]),
            )
            fun known(own: DoubleArray) = dense(0, own.size).known(own.map { doubleArrayOf(it) }.toTypedArray())

            test("states are averages over the draws of the rest of what they are given each") {
                val smoothed = fit.posterior("z", data)
                for (s in series.indices) {
                    val given = (0 until 50).map { dense(it, series[s].size).joint.given(known(series[s])) }
                    for (t in series[s].indices) {
                        val mean = given.map { it.mean[t] }.average()
                        smoothed.mean().get(s, t) shouldBe (mean plusOrMinus 1e-9)
                        val square = given.map { it.covariance[t][t] + it.mean[t].pow(2) }.average()
                        smoothed.variance().get(s, t) shouldBe (square - mean * mean plusOrMinus 1e-9)
                    }
                }
                fit.estimate("z").get(1, 1).isNaN() shouldBe true
                fit.draws().of(levels["z"], 5).all { it.isNaN() } shouldBe true
            }

            test("each series has a density, averaged over the draws") {
                val densities = fit.logDensity(data)
                for (s in series.indices) {
                    val each = (0 until 50).map { exp(dense(it, series[s].size).joint.logDensity(known(series[s]))) }
                    densities[s] shouldBe (ln(each.average()) plusOrMinus 1e-9)
                }
            }
        }
    })
