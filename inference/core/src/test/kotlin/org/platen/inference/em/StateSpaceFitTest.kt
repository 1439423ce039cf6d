package org.platen.inference.em

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.Random
import kotlin.math.pow
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.flat
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.matrix
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.multivariateNormal
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.positiveDefinite
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.vector
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data

private const val GAP = Double.NaN

/** Linear-Gaussian state-space models against the joint Normal of all states and observations. */
class StateSpaceFitTest :
    FunSpec({

        val random = Random(5)
        val length = 12
        val y = Array(length) { t -> doubleArrayOf(0.4 * t + random.nextGaussian(), -0.2 * t + 0.5 * random.nextGaussian()) }
        y[3] = doubleArrayOf(GAP, GAP)
        y[4][0] = GAP
        y[7][1] = GAP
        y[length - 1][0] = GAP
        val trend = model("trend") {
            val time = chain("time")
            val noise by parameter(positiveDefinite(2))
            val loading by parameter(real(2))
            val sigma by parameter(positive(2))
            val state by time.markov(multivariateNormal(vector(0.5, 0.0), matrix(listOf(2.0, 0.3), listOf(0.3, 1.0)))) { previous ->
                multivariateNormal(matrix(listOf(1, 1), listOf(0, 0.9)).dot(previous), noise)
            }
            time.observed("y", normal(state[0] * loading, sigma))
        }

        context("a bivariate series with a local trend and gaps") {
            val fit = ExactEm().iterations(40).tolerance(0.0).fit(trend, Data.of(trend["y"], y))
            val sigma = fit.estimate("sigma").values()
            val loading = fit.estimate("loading").values()
            val dense = DenseStateSpace(
                length,
                arrayOf(doubleArrayOf(1.0, 1.0), doubleArrayOf(0.0, 0.9)),
                fit.estimate("noise").matrix(0),
                doubleArrayOf(0.5, 0.0),
                arrayOf(doubleArrayOf(2.0, 0.3), doubleArrayOf(0.3, 1.0)),
                arrayOf(doubleArrayOf(loading[0], 0.0), doubleArrayOf(loading[1], 0.0)),
                sigma.map { it * it }.toDoubleArray(),
            )

            test("the likelihood is that of the whole series, and never falls") {
                fit.logLikelihood() shouldBe (dense.joint.logDensity(dense.known(y)) plusOrMinus 1e-8)
                fit.trace().zipWithNext().all { (a, b) -> b >= a - 1e-9 } shouldBe true
            }

            test("smoothed states and missing observations are conditional on the whole series") {
                val given = dense.joint.given(dense.known(y))
                val posterior = fit.posterior(trend["state"])
                for (i in 0 until 2 * length) {
                    posterior.mean().values()[i] shouldBe (given.mean[i] plusOrMinus 1e-8)
                    posterior.variance().values()[i] shouldBe (given.covariance[i][i] plusOrMinus 1e-8)
                }
                val imputed = fit.impute()
                for (i in 0 until 2 * length) {
                    imputed.mean("y").values()[i] shouldBe (given.mean[2 * length + i] plusOrMinus 1e-8)
                    imputed.variance("y").values()[i] shouldBe (given.covariance[2 * length + i][2 * length + i] plusOrMinus 1e-8)
                }
            }

            test("filtered states are conditional on the series so far") {
                val filtered = fit.filteredPosterior("state", fit.data())
                for (t in 0 until length) {
                    val soFar = Array(length) { if (it <= t) y[it] else doubleArrayOf(GAP, GAP) }
                    val given = dense.joint.given(dense.known(soFar))
                    for (i in 0 until 2) {
                        filtered.mean().get(t, i) shouldBe (given.mean[2 * t + i] plusOrMinus 1e-8)
                        filtered.covariance().get(t, i, 0) shouldBe (given.covariance[2 * t + i][2 * t] plusOrMinus 1e-8)
                    }
                }
            }

            test("instants without observations after the last forecast it") {
                val longer = y + Array(3) { doubleArrayOf(GAP, GAP) }
                val more = DenseStateSpace(
                    length + 3,
                    dense.a,
                    dense.q,
                    doubleArrayOf(0.5, 0.0),
                    arrayOf(doubleArrayOf(2.0, 0.3), doubleArrayOf(0.3, 1.0)),
                    arrayOf(doubleArrayOf(loading[0], 0.0), doubleArrayOf(loading[1], 0.0)),
                    sigma.map { it * it }.toDoubleArray(),
                )
                val given = more.joint.given(more.known(longer))
                val forecast = fit.impute(Data.of(trend["y"], longer))
                for (i in 2 * length until 2 * (length + 3)) {
                    forecast.mean("y").values()[i] shouldBe (given.mean[2 * (length + 3) + i] plusOrMinus 1e-8)
                    forecast.variance("y").values()[i] shouldBe
                        (given.covariance[2 * (length + 3) + i][2 * (length + 3) + i] plusOrMinus 1e-7)
                }
            }
        }

        context("several series of a local level, side by side") {
            val series = Array(5) { DoubleArray(8) { t -> if (random.nextInt(4) == 0) GAP else it + 0.3 * t + random.nextGaussian() } }
            val levels = model("levels") {
                val one = plate("series")
                val time = one.chain("time")
                val q by parameter(positive())
                val r by parameter(positive())
                val level by time.markov(normal(0.0, 3.0)) { previous -> normal(previous, q) }
                time.observed("y", normal(level, r))
            }
            val fit = ExactEm().iterations(30).tolerance(0.0).fit(levels, Data.of(levels["y"], series))
            val dense = DenseStateSpace(
                8,
                arrayOf(doubleArrayOf(1.0)),
                arrayOf(doubleArrayOf(fit.estimate("q").value().pow(2))),
                doubleArrayOf(0.0),
                arrayOf(doubleArrayOf(9.0)),
                arrayOf(doubleArrayOf(1.0)),
                doubleArrayOf(fit.estimate("r").value().pow(2)),
            )
            fun known(i: Int) = dense.known(series[i].map { doubleArrayOf(it) }.toTypedArray())

            test("each has the density of its own joint Normal") {
                val densities = fit.logDensity(fit.data())
                series.indices.forEach { densities[it] shouldBe (dense.joint.logDensity(known(it)) plusOrMinus 1e-9) }
                fit.logLikelihood() shouldBe (densities.sum() plusOrMinus 1e-9)
            }

            test("each has its own smoothed and filtered levels") {
                val smoothed = fit.posterior(levels["level"])
                val filtered = fit.filteredPosterior("level", fit.data())
                for (i in series.indices) {
                    val given = dense.joint.given(known(i))
                    for (t in 0 until 8) {
                        smoothed.mean().get(i, t) shouldBe (given.mean[t] plusOrMinus 1e-9)
                        smoothed.variance().get(i, t) shouldBe (given.covariance[t][t] plusOrMinus 1e-9)
                        val soFar = dense.joint.given(known(i).also { it.fill(GAP, 8 + t + 1, 16) })
                        filtered.mean().get(i, t) shouldBe (soFar.mean[t] plusOrMinus 1e-9)
                        filtered.variance().get(i, t) shouldBe (soFar.covariance[t][t] plusOrMinus 1e-9)
                    }
                }
            }
        }

        test("a mixture of kinds of series averages over the kinds") {
            val kinds = listOf(0.3, 2.0)
            val weights = listOf(0.4, 0.6)
            val series = Array(3) { DoubleArray(5) { t -> (it - 1) * t + random.nextGaussian() } }
            val mixed = model("mixed") {
                val kind = plate("kind", 2)
                val one = plate("series")
                val time = one.chain("time")
                val r by parameter(positive())
                val z by one.latent(categorical(vector(0.4, 0.6)))
                val q = org.platen.dsl.kotlin.constant(kind, 0.3, 2.0)
                val level by time.markov(normal(0.0, 1.0)) { previous -> normal(previous, q[z]) }
                time.observed("y", normal(level, r))
            }
            val fit = ExactEm().restarts(1).iterations(5).fit(mixed, Data.of(mixed["y"], series))
            val dense = kinds.map {
                DenseStateSpace(
                    5,
                    arrayOf(doubleArrayOf(1.0)),
                    arrayOf(doubleArrayOf(it * it)),
                    doubleArrayOf(0.0),
                    arrayOf(doubleArrayOf(1.0)),
                    arrayOf(doubleArrayOf(1.0)),
                    doubleArrayOf(fit.estimate("r").value().pow(2)),
                )
            }
            val posterior = fit.posterior(mixed["level"])
            for (i in series.indices) {
                val known = dense[0].known(series[i].map { doubleArrayOf(it) }.toTypedArray())
                val joint = dense.indices.map { weights[it] * kotlin.math.exp(dense[it].joint.logDensity(known)) }
                val r = joint.map { it / joint.sum() }
                fit.responsibilities(mixed["z"]).get(i, 1) shouldBe (r[1] plusOrMinus 1e-9)
                for (t in 0 until 5) {
                    val parts = dense.map { it.joint.given(known) }
                    val mean = r.indices.sumOf { r[it] * parts[it].mean[t] }
                    posterior.mean().get(i, t) shouldBe (mean plusOrMinus 1e-9)
                    val square = r.indices.sumOf { r[it] * (parts[it].covariance[t][t] + parts[it].mean[t].pow(2)) }
                    posterior.variance().get(i, t) shouldBe (square - mean * mean plusOrMinus 1e-9)
                }
            }
            shouldThrow<ModelException> { fit.filteredPosterior("level", fit.data()) }.message!! shouldContain
                "depends on discrete latent variables"
        }

        context("the Nile's yearly flow as a local level (Durbin and Koopman 2012, sections 2.2 and 2.10)") {
            val table = SharedTable.of("datasets__Nile.csv")
            fun nile(wide: Boolean) = model("nile") {
                val year = chain("year")
                val observation by parameter(positive())
                val level by parameter(positive())
                val mu by year.markov(if (wide) normal(0.0, 1e7.pow(0.5)) else flat()) { previous -> normal(previous, level) }
                year.observed("flow", normal(mu, observation))
            }
            for ((wide, published) in listOf(false to listOf(-632.5456, 15098.5, 1469.2), true to listOf(-641.5856, 15099.7, 1468.5))) {
                test(if (wide) "from N(0, 10⁷)" else "from a flat start").config(enabledOrReasonIf = table.present) {
                    val model = nile(wide)
                    val fit = ExactEm().tolerance(1e-15).iterations(3000).fit(model, Data.of(model["flow"], table.column("value")))
                    fit.logLikelihood() shouldBe (published[0] plusOrMinus 1e-4)
                    fit.estimate("observation").value().pow(2) shouldBe (published[1] plusOrMinus 1.0)
                    fit.estimate("level").value().pow(2) shouldBe (published[2] plusOrMinus 1.0)
                }
            }
            test("filtered from a flat start, the first level is the first flow").config(enabledOrReasonIf = table.present) {
                val model = nile(wide = false)
                val flow = table.column("value")
                val fit = ExactEm().iterations(2).fit(model, Data.of(model["flow"], flow))
                val filtered = fit.filteredPosterior("mu", fit.data())
                filtered.mean().get(0) shouldBe (flow[0] plusOrMinus 1e-6)
                filtered.variance().get(0) shouldBe (fit.estimate("observation").value().pow(2) plusOrMinus 1e-6)
                val late = Data.of(model["flow"], doubleArrayOf(GAP) + flow.drop(1))
                fit.filteredPosterior("mu", late).mean().get(0).isNaN() shouldBe true
            }
        }
    })
