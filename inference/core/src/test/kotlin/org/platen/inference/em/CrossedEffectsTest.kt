package org.platen.inference.em

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.Random
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.index
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.times
import org.platen.dsl.model.Model
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data

/** Effects of two factors whose levels meet in any combination. */
private val crossed = model("crossed") {
    val plate = plate("plate")
    val sample = plate("sample")
    val row = plate("row")
    val onPlate by row.given(index(plate))
    val ofSample by row.given(index(sample))
    val mean by parameter(real())
    val betweenPlates by parameter(positive())
    val betweenSamples by parameter(positive())
    val sigma by parameter(positive())
    val u by plate.latent(normal(0.0, betweenPlates))
    val v by sample.latent(normal(0.0, betweenSamples))
    row.observed("y", normal(mean + u[onPlate] + v[ofSample], sigma))
}

/** The level of one factor is the mean of those of another. */
private val nested = model("nested") {
    val batch = plate("batch")
    val cask = plate("cask")
    val row = plate("row")
    val batchOf by cask.given(index(batch))
    val caskOf by row.given(index(cask))
    val mean by parameter(real())
    val betweenBatches by parameter(positive())
    val betweenCasks by parameter(positive())
    val sigma by parameter(positive())
    val u by batch.latent(normal(mean, betweenBatches))
    val v by cask.latent(normal(u[batchOf], betweenCasks))
    row.observed("y", normal(v[caskOf], sigma))
}

/** The same with deviations that add up. */
private val added = model("added") {
    val batch = plate("batch")
    val cask = plate("cask")
    val row = plate("row")
    val batchOf by row.given(index(batch))
    val caskOf by row.given(index(cask))
    val mean by parameter(real())
    val betweenBatches by parameter(positive())
    val betweenCasks by parameter(positive())
    val sigma by parameter(positive())
    val u by batch.latent(normal(0.0, betweenBatches))
    val v by cask.latent(normal(0.0, betweenCasks))
    row.observed("y", normal(mean + u[batchOf] + v[caskOf], sigma))
}

private fun numbers(text: String) = text.split(Regex("\\s+")).map(String::toDouble).toDoubleArray()

/** Davies and Goldsmith 1972, section 6.6, as in lme4: a line for each plate, a column for each sample. */
private val penicillin = numbers(
    """27 23 26 23 23 21 27 23 26 23 23 21 25 21 25 24 24 20 26 23 25 23 23 20 25 22 26 22 23 20 24 22 25 23 22 19
    24 20 23 21 22 19 26 22 26 24 24 21 24 21 24 22 22 20 24 21 24 23 22 19 26 23 26 24 24 21 25 22 26 24 24 20
    26 24 26 24 25 22 26 23 26 23 23 20 26 23 25 24 24 22 25 22 25 23 23 20 25 21 24 23 23 20 25 22 24 23 23 19
    24 21 23 21 21 19 26 23 26 24 24 21 25 21 24 22 22 18 25 22 25 22 22 20 24 21 24 22 24 19 24 21 24 22 21 18""",
)

/** The same book, section 6.5: two strengths of each of three casks of ten batches. */
private val pastes = numbers(
    """62.8 62.6 60.1 62.3 62.7 63.1 60 61.4 57.5 56.9 61.1 58.9 58.7 57.5 63.9 63.1 65.4 63.7 57.1 56.4 56.9 58.6 64.7 64.5
    55.1 55.1 54.7 54.2 58.8 57.5 63.4 64.9 59.3 58.1 60.5 60 62.5 62.6 61 58.7 56.9 57.7 59.2 59.4 65.2 66 64.8 64.1
    54.8 54.8 64 64 57.7 56.8 58.3 59.3 59.2 59.2 58.9 56.6""",
)

private fun EmFit.value(name: String) = estimate(name).value()

private fun EmFit.rises() = trace().zipWithNext().all { (a, b) -> b >= a - 1e-9 * (1 + kotlin.math.abs(a)) }

class CrossedEffectsTest :
    FunSpec({

        // Bates 2010, "lme4: Mixed-effects modeling with R", section 2.1.2, page 32.
        test("the diameters of penicillin have the maximum likelihood that lme4 finds") {
            val data = Data.of(crossed["y"], penicillin).and(crossed["onPlate"], IntArray(144) { it / 6 })
                .and(crossed["ofSample"], IntArray(144) { it % 6 })
            val fit = ExactEm().tolerance(1e-14).fit(crossed, data)
            -2 * fit.logLikelihood() shouldBe (332.1883 plusOrMinus 1e-4)
            fit.value("mean") shouldBe (22.97222 plusOrMinus 1e-5)
            fit.value("betweenPlates") shouldBe (0.8455646 plusOrMinus 1e-5)
            fit.value("betweenSamples") shouldBe (1.7706476 plusOrMinus 1e-4)
            fit.value("sigma") shouldBe (0.5499331 plusOrMinus 1e-6)
            fit.rises() shouldBe true
        }

        // The same book, section 2.2; spreads by the closed form of a balanced design (Searle, Casella and McCulloch 1992, section 4.6).
        context("the strengths of pastes have the maximum likelihood that lme4 finds") {
            fun check(model: Model, data: Data) {
                val fit = ExactEm().tolerance(1e-14).fit(model, data)
                -2 * fit.logLikelihood() shouldBe (247.99446586 plusOrMinus 1e-6)
                fit.value("mean") shouldBe (60.0533333 plusOrMinus 1e-5)
                fit.value("betweenBatches") shouldBe (1.09505961 plusOrMinus 1e-4)
                fit.value("betweenCasks") shouldBe (2.90407759 plusOrMinus 1e-4)
                fit.value("sigma") shouldBe (0.82340755 plusOrMinus 1e-5)
                fit.rises() shouldBe true
            }
            test("with casks that differ from their batch") {
                check(
                    nested,
                    Data.of(nested["y"], pastes).and(
                        nested["batchOf"],
                        IntArray(30) {
                            it / 3
                        },
                    ).and(nested["caskOf"], IntArray(60) { it / 2 }),
                )
            }
            test("with deviations of casks and of batches added") {
                check(
                    added,
                    Data.of(added["y"], pastes).and(
                        added["batchOf"],
                        IntArray(60) {
                            it / 6
                        },
                    ).and(added["caskOf"], IntArray(60) { it / 2 }),
                )
            }
        }

        context("levels that meet at random, some of them never, and missing values") {
            val random = Random(7)
            val rows = 40
            val plates = IntArray(rows) { random.nextInt(6) }
            val samples = IntArray(rows) { random.nextInt(5) }
            val effects = DoubleArray(11) { random.nextGaussian() * if (it < 6) 1.0 else 2.0 }
            val y = DoubleArray(rows) { 3 + effects[plates[it]] + effects[6 + samples[it]] + 0.5 * random.nextGaussian() }
            y[3] = Double.NaN
            y[17] = Double.NaN
            val data = Data.of(crossed["y"], y).and(crossed["onPlate"], plates).and(crossed["ofSample"], samples)
                .and(crossed.plates()[0], 6).and(crossed.plates()[1], 5)
            val fit = ExactEm().fit(crossed, data)

            /** Effects of plates, of samples, then rows: jointly Normal. */
            fun dense(mean: Double, p: Double, s: Double, sigma: Double): DenseNormal {
                fun plate(i: Int) = if (i < 6) {
                    i
                } else if (i < 11) {
                    -1
                } else {
                    plates[i - 11]
                }
                fun sample(i: Int) = if (i < 6) {
                    -1
                } else if (i < 11) {
                    i - 6
                } else {
                    samples[i - 11]
                }
                return DenseNormal(
                    DoubleArray(11 + rows) { if (it < 11) 0.0 else mean },
                    square(11 + rows) { i, j ->
                        (if (plate(i) == plate(j) && plate(i) >= 0) p * p else 0.0) +
                            (if (sample(i) == sample(j) && sample(i) >= 0) s * s else 0.0) + if (i == j && i >= 11) sigma * sigma else 0.0
                    },
                )
            }
            val known = DoubleArray(11) { Double.NaN } + y
            val there = dense(fit.value("mean"), fit.value("betweenPlates"), fit.value("betweenSamples"), fit.value("sigma"))

            test("the likelihood is that of all rows together") {
                fit.logLikelihood() shouldBe (there.logDensity(known) plusOrMinus 1e-9)
                fit.logLikelihood(data) shouldBe (there.logDensity(known) plusOrMinus 1e-9)
            }

            test("so it is at other parameters") {
                val start = mapOf("mean" to 2.0, "betweenPlates" to 0.3, "betweenSamples" to 1.5, "sigma" to 0.9)
                val once = ExactEm().startAt(start.mapValues { doubleArrayOf(it.value) }).iterations(1).fit(crossed, data)
                once.trace()[0] shouldBe (dense(2.0, 0.3, 1.5, 0.9).logDensity(known) plusOrMinus 1e-9)
            }

            test("it rises to where no parameter can raise it") {
                fit.rises() shouldBe true
                val at = listOf("mean", "betweenPlates", "betweenSamples", "sigma").map(fit::value)
                for (i in 0 until 4) {
                    for (step in listOf(-1e-3, 1e-3)) {
                        val (m, p, s, e) = at.mapIndexed { j, value -> if (i == j) value + step else value }
                        (dense(m, p, s, e).logDensity(known) < fit.logLikelihood()) shouldBe true
                    }
                }
            }

            test("effects and missing values have the posterior of the joint Normal") {
                val given = there.given(known)
                val u = fit.posterior(crossed["u"])
                val v = fit.posterior(crossed["v"])
                for (i in 0 until 11) {
                    val (of, at) = if (i < 6) u to i else v to i - 6
                    of.mean().get(at) shouldBe (given.mean[i] plusOrMinus 1e-9)
                    of.variance().get(at) shouldBe (given.covariance[i][i] plusOrMinus 1e-9)
                }
                val imputed = fit.impute()
                for (i in listOf(3, 17)) {
                    imputed.mean("y").get(i) shouldBe (given.mean[11 + i] plusOrMinus 1e-9)
                    imputed.variance("y").get(i) shouldBe (given.covariance[11 + i][11 + i] plusOrMinus 1e-9)
                }
            }

            test("standard errors are those of the joint Normal's second derivatives") {
                val at = doubleArrayOf(fit.value("mean"), fit.value("betweenPlates"), fit.value("betweenSamples"), fit.value("sigma"))
                fun likelihood(i: Int, a: Double, j: Int, b: Double): Double {
                    val x = at.copyOf()
                    x[i] += a
                    x[j] += b
                    return dense(x[0], x[1], x[2], x[3]).logDensity(known)
                }
                val h = 2e-4
                val information = org.apache.commons.math3.linear.Array2DRowRealMatrix(
                    square(4) { i, j ->
                        -(likelihood(i, h, j, h) - likelihood(i, h, j, -h) - likelihood(i, -h, j, h) + likelihood(i, -h, j, -h)) /
                            (4 * h * h)
                    },
                )
                val inverse = org.apache.commons.math3.linear.LUDecomposition(information).solver.inverse
                val errors = fit.standardErrors()
                listOf("mean", "betweenPlates", "betweenSamples", "sigma").forEachIndexed { i, name ->
                    val expected = kotlin.math.sqrt(inverse.getEntry(i, i))
                    errors.of(name).value() shouldBe (expected plusOrMinus 1e-3 * expected)
                }
            }

            test("rows have no densities of their own") {
                shouldThrow<ModelException> { fit.logDensity(data) }.message!! shouldContain "they share [u, v], which is integrated out"
            }

            test("new rows of both factors can be drawn and predicted") {
                fit.sample(data, 3).bind(crossed).column(crossed["y"]).values()[0].size shouldBe rows
                fit.embed(crossed.plates()[0], data).rows().size shouldBe 6
            }
        }

        test("rows and columns of a table have effects without any index") {
            val table = model("table") {
                val row = plate("row")
                val column = plate("column")
                val between by parameter(positive())
                val sigma by parameter(positive())
                val u by row.latent(normal(0.0, between))
                val v by column.latent(normal(1.0, 2.0))
                (row * column).observed("y", normal(u + v, sigma))
            }
            val random = Random(3)
            val y = Array(5) { DoubleArray(4) { 1 + 2 * random.nextGaussian() } }
            y[2][1] = Double.NaN
            val fit = ExactEm().fit(table, Data.of(table["y"], y))
            val between = fit.value("between")
            val sigma = fit.value("sigma")
            val dense = DenseNormal(
                DoubleArray(20) { 1.0 },
                square(20) { i, j ->
                    (if (i / 4 == j / 4) between * between else 0.0) + (if (i % 4 == j % 4) 4.0 else 0.0) +
                        if (i == j) sigma * sigma else 0.0
                },
            )
            fit.logLikelihood() shouldBe (dense.logDensity(y.flatMap(DoubleArray::toList).toDoubleArray()) plusOrMinus 1e-9)
        }

        test("more levels than can be integrated out at once are refused") {
            val rows = 2500
            val data = Data.of(crossed["y"], DoubleArray(rows) { it % 10.0 }).and(crossed["onPlate"], IntArray(rows) { it })
                .and(crossed["ofSample"], IntArray(rows) { it % 7 })
            val message = shouldThrow<ModelException> { ExactEm().fit(crossed, data) }.message!!
            listOf(
                "[u, v]",
                "2507 unknowns that depend on each other",
                "more than the 2000",
                "maximise(\"u\") or maximise(\"v\")",
                "nuts",
            ).forEach {
                message shouldContain it
            }
        }
    })
