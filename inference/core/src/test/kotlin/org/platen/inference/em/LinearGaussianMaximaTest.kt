package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import java.util.Random
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.pow
import kotlin.math.sqrt
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.zeros
import org.platen.inference.data.Data

/** Maximum likelihood of models with continuous latent variables against closed forms and brute force. */
class LinearGaussianMaximaTest :
    FunSpec({

        fun covariance(x: Array<DoubleArray>): Array<DoubleArray> {
            val mean = DoubleArray(x[0].size) { j -> x.sumOf { it[j] } / x.size }
            return square(mean.size) { i, j -> x.sumOf { (it[i] - mean[i]) * (it[j] - mean[j]) } / x.size }
        }

        context("a mixture of factor analysers") {
            val d = 5
            val random = Random(9)
            val slopes = doubleArrayOf(1.0, -1.0, 0.5, 0.8, 1.2)
            val offsets = doubleArrayOf(4.0, -4.0, 0.0, 0.0, 2.0)
            val x = Array(120) { row ->
                val f = random.nextGaussian()
                DoubleArray(d) { (if (row % 3 == 0) offsets[it] else 0.0) + slopes[it] * f + 0.5 * random.nextGaussian() }
            }
            val analysers = model("analysers") {
                val cluster = plate("cluster", 2)
                val row = plate("row")
                val weights by parameter(simplex(cluster))
                val mean by cluster.parameter(real(d))
                val loading by cluster.parameter(real(d, 1))
                val scale by cluster.parameter(positive(d))
                val z by row.latent(categorical(weights))
                val f by row.latent(normal(zeros(1), ones(1)))
                row.observed("x", normal(mean[z] + loading[z].dot(f), scale[z]))
            }
            val fit = ExactEm().restarts(2).tolerance(1e-14).iterations(4000).fit(analysers, analysers.rows(x))

            /** log Σ w N(x; mean, loading loadingᵀ + diag scale²), over all rows. */
            fun logLikelihood(values: Map<String, DoubleArray>): Double {
                val components = List(2) { k ->
                    val (loading, scale) = listOf("loading", "scale").map { name -> values.getValue(name).copyOfRange(d * k, d * k + d) }
                    DenseNormal(
                        values.getValue("mean").copyOfRange(d * k, d * k + d),
                        square(d) { i, j -> loading[i] * loading[j] + if (i == j) scale[i].pow(2) else 0.0 },
                    )
                }
                return x.sumOf { row -> ln((0..1).sumOf { values.getValue("weights")[it] * exp(components[it].logDensity(row)) }) }
            }
            val values = fit.updates().keys.associateWith { fit.estimate(it).values() }

            test("has the likelihood of the mixture of its marginal Normals") {
                fit.logLikelihood() shouldBe (logLikelihood(values) plusOrMinus 1e-9)
            }

            test("no direction raises that likelihood at the solution") {
                for ((name, value) in values - "weights") {
                    for (i in value.indices) {
                        fun moved(by: Double) = logLikelihood(values + (name to value.copyOf().also { it[i] += by }))
                        val slope = (moved(1e-4) - moved(-1e-4)) / 2e-4
                        abs(slope) shouldBeLessThan 1e-4
                    }
                }
            }

            test("loadings are told apart from noise: the scores of both clusters have the factor's posterior") {
                val posterior = fit.posterior(analysers["f"])
                val r = fit.responsibilities(analysers["z"])
                for (row in x.indices) {
                    val means = List(2) { k ->
                        val (mean, loading, scale) = listOf("mean", "loading", "scale").map {
                            values.getValue(it).copyOfRange(
                                d * k,
                                d * k + d,
                            )
                        }
                        val precision = 1 + (0 until d).sumOf { (loading[it] / scale[it]).pow(2) }
                        (0 until d).sumOf { loading[it] / scale[it].pow(2) * (x[row][it] - mean[it]) } / precision
                    }
                    posterior.mean().get(row, 0) shouldBe (r.get(row, 0) * means[0] + r.get(row, 1) * means[1] plusOrMinus 1e-8)
                }
            }
        }

        test("a regression on a covariate that is measured with known error has the slope of the corrected moments") {
            val random = Random(11)
            val truth = DoubleArray(200) { 3 + 2 * random.nextGaussian() }
            val x = DoubleArray(200) { truth[it] + 0.8 * random.nextGaussian() }
            val y = DoubleArray(200) { 1 + 0.7 * truth[it] + 0.5 * random.nextGaussian() }
            val errors = model("errors in variables") {
                val row = plate("row")
                val mu by parameter(real())
                val tau by parameter(positive())
                val a by parameter(real())
                val b by parameter(real())
                val sigma by parameter(positive())
                val truth by row.latent(normal(mu, tau))
                row.observed("x", normal(truth, 0.8))
                row.observed("y", normal(a + b * truth, sigma))
            }
            val fit = ExactEm().tolerance(1e-15).iterations(20_000).fit(errors, Data.of(errors["x"], x).and(errors["y"], y))
            val rows = x.indices.map { doubleArrayOf(x[it], y[it]) }.toTypedArray()
            val s = covariance(rows)
            // As many moments as unknowns: the bivariate Normal of the sample (Fuller 1987, "Measurement error models", section 1.2).
            val b = s[0][1] / (s[0][0] - 0.64)
            fit.estimate("b").value() shouldBe (b plusOrMinus 1e-5)
            fit.estimate("a").value() shouldBe (y.average() - b * x.average() plusOrMinus 1e-4)
            fit.estimate("tau").value() shouldBe (sqrt(s[0][0] - 0.64) plusOrMinus 1e-5)
            fit.estimate("sigma").value() shouldBe (sqrt(s[1][1] - b * s[0][1]) plusOrMinus 1e-5)
            val sample = DenseNormal(doubleArrayOf(x.average(), y.average()), s)
            fit.logLikelihood() shouldBe (rows.sumOf { sample.logDensity(it) } plusOrMinus 1e-8)
        }
    })
