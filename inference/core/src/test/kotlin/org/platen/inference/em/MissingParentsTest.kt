package org.platen.inference.em

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.pow
import kotlin.math.sqrt
import org.platen.dsl.kotlin.bernoulli
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.constant
import org.platen.dsl.kotlin.gamma
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.matrix
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.multivariateNormal
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.poisson
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.positiveDefinite
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.vector
import org.platen.dsl.model.Model
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data

private const val GAP = Double.NaN

private fun normalDensity(x: Double, mean: Double, scale: Double) = exp(-0.5 * ((x - mean) / scale).pow(2)) / (scale * sqrt(2 * Math.PI))

/** Missing values that other variables depend on are summed or integrated out. */
class MissingParentsTest :
    FunSpec({

        context("a Normal covariate with missing values") {
            val x = doubleArrayOf(1.0, 2.0, GAP, 3.0, 4.0, GAP, 0.5)
            val y = doubleArrayOf(2.1, GAP, 5.8, 6.2, 7.7, 1.1, 0.9)
            val regression = model("regression") {
                val row = plate("row")
                val mu by parameter(real())
                val tau by parameter(positive())
                val a by parameter(real())
                val b by parameter(real())
                val sigma by parameter(positive())
                val x by row.observed(normal(mu, tau))
                row.observed("y", normal(a + b * x, sigma))
            }
            val data = Data.of(regression["x"], x).and(regression["y"], y)

            /** x and y are jointly Normal. */
            fun joint(fit: EmFit): DenseNormal {
                val (mu, tau, a, b, sigma) = listOf("mu", "tau", "a", "b", "sigma").map { fit.estimate(it).value() }
                return DenseNormal(
                    doubleArrayOf(mu, a + b * mu),
                    arrayOf(
                        doubleArrayOf(tau * tau, b * tau * tau),
                        doubleArrayOf(b * tau * tau, b * b * tau * tau + sigma * sigma),
                    ),
                )
            }

            val fit = ExactEm().tolerance(1e-14).iterations(5000).fit(regression, data)

            test("the likelihood is that of the known pairs and single values") {
                val joint = joint(fit)
                fit.logLikelihood() shouldBe (x.indices.sumOf { joint.logDensity(doubleArrayOf(x[it], y[it])) } plusOrMinus 1e-9)
            }

            test("the solution is that of a bivariate Normal with missing entries, which is the same model") {
                val pairs = model("pairs") {
                    val mean by parameter(real(2))
                    val covariance by parameter(positiveDefinite(2))
                    plate("row").observed("x", multivariateNormal(mean, covariance))
                }
                val rows = x.indices.map { doubleArrayOf(x[it], y[it]) }.toTypedArray()
                val other = ExactEm().tolerance(1e-14).iterations(5000).fit(pairs, rows)
                fit.logLikelihood() shouldBe (other.logLikelihood() plusOrMinus 1e-8)
            }

            test("imputed values are conditional means") {
                val imputed = fit.impute()
                for (i in x.indices) {
                    val given = joint(fit).given(doubleArrayOf(x[i], y[i]))
                    imputed.mean("x").get(i) shouldBe (given.mean[0] plusOrMinus 1e-9)
                    imputed.variance("x").get(i) shouldBe (given.covariance[0][0] plusOrMinus 1e-9)
                    imputed.mean("y").get(i) shouldBe (given.mean[1] plusOrMinus 1e-9)
                    imputed.variance("y").get(i) shouldBe (given.covariance[1][1] plusOrMinus 1e-9)
                }
            }

            test("the summary says what is integrated out") {
                fit.summary() shouldContain Regex("integrated out +x \\(missing values\\)\n")
            }

            test("other data may miss other values, or none") {
                val others = listOf(doubleArrayOf(GAP, 1.0), doubleArrayOf(1.0, GAP), doubleArrayOf(GAP, GAP), doubleArrayOf(1.0, 2.0))
                val densities = fit.logDensity(
                    Data.of(
                        regression["x"],
                        others.map {
                            it[0]
                        }.toDoubleArray(),
                    ).and(regression["y"], others.map { it[1] }.toDoubleArray()),
                )
                others.forEachIndexed { i, row -> densities[i] shouldBe (joint(fit).logDensity(row) plusOrMinus 1e-10) }
                val complete = Data.of(regression["x"], doubleArrayOf(1.0)).and(regression["y"], doubleArrayOf(2.0))
                fit.logDensity(complete)[0] shouldBe (joint(fit).logDensity(doubleArrayOf(1.0, 2.0)) plusOrMinus 1e-10)
            }
        }

        test("a vector of covariates misses entries one by one") {
            val x = arrayOf(doubleArrayOf(1.0, GAP), doubleArrayOf(GAP, GAP), doubleArrayOf(0.5, -1.0), doubleArrayOf(GAP, 2.0))
            val y = doubleArrayOf(2.0, 1.0, GAP, -1.5)
            val regression = model("regression") {
                val row = plate("row")
                val x by row.observed(normal(vector(0.5, -0.5), vector(1.0, 2.0)))
                row.observed("y", normal(vector(2.0, -1.0).dot(x), 0.5))
            }
            val fit = ExactEm().fit(regression, Data.of(regression["x"], x).and(regression["y"], y))
            // Var y = 4 · 1 + 1 · 4 + 0.25.
            val dense = DenseNormal(
                doubleArrayOf(0.5, -0.5, 1.5),
                arrayOf(doubleArrayOf(1.0, 0.0, 2.0), doubleArrayOf(0.0, 4.0, -4.0), doubleArrayOf(2.0, -4.0, 8.25)),
            )
            val imputed = fit.impute()
            for (row in x.indices) {
                val known = x[row] + y[row]
                fit.logDensity(fit.data())[row] shouldBe (dense.logDensity(known) plusOrMinus 1e-10)
                val given = dense.given(known)
                for (j in 0 until 2) {
                    imputed.mean("x").get(row, j) shouldBe (given.mean[j] plusOrMinus 1e-10)
                    imputed.variance("x").get(row, j) shouldBe (given.covariance[j][j] plusOrMinus 1e-10)
                }
                imputed.mean("y").get(row) shouldBe (given.mean[2] plusOrMinus 1e-10)
            }
        }

        test("rows of a multivariate Normal around factors miss entries one by one") {
            val x = arrayOf(doubleArrayOf(1.0, GAP, 3.0), doubleArrayOf(GAP, GAP, GAP), doubleArrayOf(0.5, -1.0, GAP))
            val noise = arrayOf(doubleArrayOf(1.0, 0.5, 0.0), doubleArrayOf(0.5, 2.0, 0.3), doubleArrayOf(0.0, 0.3, 1.5))
            val loading = doubleArrayOf(1.0, -2.0, 0.5)
            val factor = model("factor") {
                val row = plate("row")
                val f by row.latent(normal(0.0, 1.0))
                row.observed("x", multivariateNormal(f * vector(1.0, -2.0, 0.5), matrix(*noise.map { it.toList() }.toTypedArray())))
            }
            val fit = ExactEm().fit(factor, factor.rows(x))
            val joint = listOf(1.0) + loading.asList()
            val dense = DenseNormal(
                DoubleArray(4),
                square(4) { i, j -> joint[i] * joint[j] + if (i > 0 && j > 0) noise[i - 1][j - 1] else 0.0 },
            )
            for (row in x.indices) {
                val known = doubleArrayOf(GAP) + x[row]
                fit.logDensity(fit.data())[row] shouldBe (dense.logDensity(known) plusOrMinus 1e-10)
                val given = dense.given(known)
                fit.posterior(factor["f"]).mean().get(row) shouldBe (given.mean[0] plusOrMinus 1e-10)
                fit.posterior(factor["f"]).variance().get(row) shouldBe (given.covariance[0][0] plusOrMinus 1e-10)
                for (j in 0 until 3) fit.impute().mean("x").get(row, j) shouldBe (given.mean[j + 1] plusOrMinus 1e-10)
            }
        }

        test("a missing category that a continuous latent variable depends on is summed out around its integral") {
            val group = doubleArrayOf(1.0, GAP, 0.0, GAP)
            val y = doubleArrayOf(2.0, 1.5, -1.0, GAP)
            val mean = listOf(-1.0, 2.0)
            val shifted = model("shifted") {
                val kind = plate("kind", 2)
                val row = plate("row")
                val group by row.observed(categorical(vector(0.3, 0.7)))
                val f by row.latent(normal(constant(kind, -1.0, 2.0)[group], 1.0))
                row.observed("y", normal(f, 0.5))
            }
            val fit = ExactEm().fit(shifted, Data.of(shifted["group"], group).and(shifted["y"], y))
            for (row in y.indices) {
                val joint = List(2) { k ->
                    val own = if (y[row].isNaN()) 1.0 else normalDensity(y[row], mean[k], sqrt(1.25))
                    if (group[row].isNaN() || group[row].toInt() == k) listOf(0.3, 0.7)[k] * own else 0.0
                }
                fit.logDensity(fit.data())[row] shouldBe (ln(joint.sum()) plusOrMinus 1e-10)
                fit.impute().probabilities("group").get(row, 0) shouldBe (joint[0] / joint.sum() plusOrMinus 1e-10)
                val means = mean.map { if (y[row].isNaN()) it else (it + 4 * y[row]) / 5 }
                val expected = means.indices.sumOf { joint[it] / joint.sum() * means[it] }
                fit.posterior(shifted["f"]).mean().get(row) shouldBe (expected plusOrMinus 1e-10)
            }
        }

        context("a category with missing values") {
            val group = doubleArrayOf(0.0, 1.0, GAP, 1.0, 0.0, GAP, 2.0, 2.0, 1.0, GAP, 0.0)
            val y = doubleArrayOf(1.0, 3.0, 2.1, 2.4, 1.7, 1.2, 4.0, 4.5, 3.2, 3.9, 0.6)
            val groups = model("groups") {
                val kind = plate("kind", 3)
                val row = plate("row")
                val weights by parameter(simplex(kind))
                val mean by kind.parameter(real())
                val scale by parameter(positive())
                val group by row.observed(categorical(weights))
                row.observed("y", normal(mean[group], scale))
            }
            val fit = ExactEm().tolerance(1e-14).fit(groups, Data.of(groups["group"], group).and(groups["y"], y))
            val (weights, mean) = listOf("weights", "mean").map { fit.estimate(it).values() }
            val scale = fit.estimate("scale").value()

            fun joint(i: Int) = List(3) { k ->
                if (group[i].isNaN() ||
                    group[i].toInt() == k
                ) {
                    weights[k] * normalDensity(y[i], mean[k], scale)
                } else {
                    0.0
                }
            }

            test("the likelihood sums over the missing ones alone") {
                fit.logLikelihood() shouldBe (y.indices.sumOf { ln(joint(it).sum()) } plusOrMinus 1e-9)
            }

            test("probabilities are those given everything, 1 for what is known") {
                for (i in y.indices) {
                    val expected = joint(i).map { it / joint(i).sum() }
                    for (k in 0 until 3) {
                        fit.impute().probabilities("group").get(i, k) shouldBe (expected[k] plusOrMinus 1e-9)
                        fit.responsibilities(groups["group"]).get(i, k) shouldBe (expected[k] plusOrMinus 1e-9)
                    }
                }
            }

            test("the estimates satisfy the likelihood equations") {
                val r = y.indices.map { i -> joint(i).map { it / joint(i).sum() } }
                for (k in 0 until 3) {
                    weights[k] shouldBe (r.sumOf { it[k] } / y.size plusOrMinus 1e-6)
                    mean[k] shouldBe (y.indices.sumOf { r[it][k] * y[it] } / r.sumOf { it[k] } plusOrMinus 1e-5)
                }
                scale shouldBe
                    (sqrt(y.indices.sumOf { i -> (0..2).sumOf { r[i][it] * (y[i] - mean[it]).pow(2) } } / y.size) plusOrMinus 1e-6)
            }

            test("the summary says what is summed out") { fit.summary() shouldContain Regex("summed out +group \\(missing values\\)\n") }

            test("one start does: what is known tells the categories apart") { fit.starts().size shouldBe 1 }
        }

        test("an autoregression with gaps has the likelihood and the conditional means of the whole vector") {
            val y = doubleArrayOf(1.0, 1.5, GAP, 2.2, 1.9, GAP, GAP, 0.5, 0.7, 1.1, GAP)
            val ar = model("ar") {
                val time = chain("time")
                val phi by parameter(real())
                val sigma by parameter(positive())
                time.observedMarkov("y", normal(0.0, 2.0)) { previous -> normal(phi * previous, sigma) }
            }
            val fit = ExactEm().fit(ar, Data.of(ar["y"], y))
            val (phi, sigma) = listOf("phi", "sigma").map { fit.estimate(it).value() }
            val variances = generateSequence(4.0) { phi * phi * it + sigma * sigma }.take(y.size).toList()
            val dense = DenseNormal(DoubleArray(y.size), square(y.size) { i, j -> variances[minOf(i, j)] * phi.pow(abs(i - j)) })
            fit.logLikelihood() shouldBe (dense.logDensity(y) plusOrMinus 1e-9)
            val given = dense.given(y)
            y.indices.forEach {
                fit.impute().mean("y").get(it) shouldBe (given.mean[it] plusOrMinus 1e-9)
                fit.impute().variance("y").get(it) shouldBe (given.covariance[it][it] plusOrMinus 1e-9)
            }
        }

        test("an observed chain of categories with gaps sums over their paths") {
            val y = doubleArrayOf(0.0, GAP, 1.0, 1.0, GAP, GAP, 0.0, 1.0, GAP)
            val chain = model("weather") {
                val kind = plate("kind", 2)
                val day = chain("day")
                val transition by kind.parameter(simplex(kind))
                day.observedMarkov("state", categorical(vector(0.5, 0.5))) { previous -> categorical(transition[previous]) }
            }
            val fit = ExactEm().iterations(10).fit(chain, Data.of(chain["state"], y))
            val moves = fit.estimate("transition")
            val gaps = y.indices.filter { y[it].isNaN() }
            val paths = (0 until (1 shl gaps.size)).map { bits ->
                y.indices.map { t -> gaps.indexOf(t).let { if (it < 0) y[t].toInt() else bits shr it and 1 } }
            }
            val weights = paths.map { path -> path.zipWithNext().fold(0.5) { p, (from, to) -> p * moves.get(from, to) } }
            fit.logLikelihood() shouldBe (ln(weights.sum()) plusOrMinus 1e-9)
            for (t in y.indices) {
                val rainy = paths.indices.filter { paths[it][t] == 1 }.sumOf { weights[it] } / weights.sum()
                fit.impute().probabilities("state").get(t, 1) shouldBe (rainy plusOrMinus 1e-9)
            }
        }

        context("what cannot be summed or integrated out is refused") {
            fun refused(model: Model, data: Data, vararg parts: String) {
                val obstacles = ExactEm().suits(model, data).obstacles()
                withClue(obstacles) {
                    obstacles.size shouldBe 1
                    parts.forEach { obstacles[0] shouldContain it }
                }
            }
            val x = doubleArrayOf(1.0, GAP, 2.0)
            val y = doubleArrayOf(1.0, 0.0, 1.0)

            test("unbounded counts") {
                val counts = model("counts") {
                    val row = plate("row")
                    val n by row.observed(poisson(3.0))
                    row.observed("y", normal(n, 1.0))
                }
                val data = Data.of(counts["n"], x).and(counts["y"], y)
                refused(counts, data, "'n' has missing values and 'y' depends on it", "unboundedly many", "Categorical", "remove the rows")
            }

            test("continuous families other than the Normal") {
                val rates = model("rates") {
                    val row = plate("row")
                    val rate by row.observed(gamma(2.0, 1.0))
                    row.observed("y", normal(rate, 1.0))
                }
                val data = Data.of(rates["rate"], x).and(rates["y"], y)
                refused(rates, data, "'rate' has missing values", "Gamma", "only Normal and discrete", "meanFieldVi")
            }

            test("a Normal covariate of something that is not Normal around an affine function of it") {
                val logistic = model("logistic") {
                    val row = plate("row")
                    val x by row.observed(normal(0.0, 1.0))
                    row.observed("y", bernoulli(logits = x))
                }
                val data = Data.of(logistic["x"], x).and(logistic["y"], y)
                refused(
                    logistic,
                    data,
                    "'x' is continuous",
                    "'y' is Bernoulli",
                    "Remove the rows where 'x' has missing values",
                    "meanFieldVi",
                )
                // Without gaps it fits, and then refuses data with gaps in the same words.
                val complete = Data.of(logistic["x"], y).and(logistic["y"], y)
                val fit = ExactEm().fit(logistic, complete)
                shouldThrow<ModelException> { fit.logDensity(data) }.message!! shouldContain "Remove the rows where 'x' has missing values"
            }

            test("a vector of discrete values") {
                val answers = model("answers") {
                    val row = plate("row")
                    val answer by row.observed(bernoulli(vector(0.5, 0.5)))
                    row.observed("y", normal(answer[0], 1.0))
                }
                val rows = arrayOf(doubleArrayOf(1.0, GAP), doubleArrayOf(0.0, 1.0), doubleArrayOf(1.0, 1.0))
                val data = Data.of(answers["answer"], rows).and(answers["y"], y)
                refused(answers, data, "'answer' has missing values", "vector of discrete values", "elements of a plate")
            }
        }
    })
