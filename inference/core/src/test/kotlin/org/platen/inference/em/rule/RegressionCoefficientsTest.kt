package org.platen.inference.em.rule

import io.kotest.core.spec.style.FunSpec
import kotlin.math.exp
import org.platen.dsl.kotlin.category
import org.platen.dsl.kotlin.cauchy
import org.platen.dsl.kotlin.constant
import org.platen.dsl.kotlin.div
import org.platen.dsl.kotlin.exp
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.identity
import org.platen.dsl.kotlin.index
import org.platen.dsl.kotlin.logNormal
import org.platen.dsl.kotlin.matmul
import org.platen.dsl.kotlin.matrix
import org.platen.dsl.kotlin.multivariateNormal
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.positiveDefinite
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.stack
import org.platen.dsl.kotlin.sum
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.unaryMinus
import org.platen.dsl.kotlin.vector
import org.platen.dsl.kotlin.where
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.model.Model
import org.platen.inference.data.Data

/** Three points: means (1, 8/3), sum of squares of t 2, sum of products 3. */
private val line = points(1.0, 3.0, 4.0)

/** Numbers observed at t = 0, 1, 2. */
private fun points(vararg x: Double): (Model) -> Data = { Data.of(it["x"], x).and(it["t"], doubleArrayOf(0.0, 1.0, 2.0)) }

/** The same three points with (1, t) as one covariate. */
private val design: (Model) -> Data = { Data.of(it["x"], doubleArrayOf(1.0, 3.0, 4.0)).and(it["t"], ones(0.0, 1.0, 2.0)) }

private fun ones(vararg t: Double) = Array(t.size) { doubleArrayOf(1.0, t[it]) }

/** Two columns at t = 0, 1, 2: the line above, and (0, 0, 3) with mean 1 and sum of products 3. */
private val columns = arrayOf(doubleArrayOf(1.0, 0.0), doubleArrayOf(3.0, 0.0), doubleArrayOf(4.0, 3.0))

private val twoLines: (Model) -> Data = { Data.of(it["x"], columns).and(it["t"], ones(0.0, 1.0, 2.0)) }

/** Two rows of two columns, each entry with a covariate of its own. */
private val ownCovariates: (Model) -> Data = {
    Data.of(it["x"], arrayOf(doubleArrayOf(1.0, 2.0), doubleArrayOf(3.0, 3.0)))
        .and(it["t"], arrayOf(doubleArrayOf(0.0, 0.0), doubleArrayOf(1.0, 2.0)))
}

class RegressionCoefficientsTest : FunSpec({
    rule("regression coefficients") {
        row("a slope: the sum of products over the sum of squares", "b", listOf(3.0 / 2), line) { row ->
            val t = row.given("t")
            val a = parameter("a", real())
            val b = parameter("b", real())
            row.observed("x", normal(a + b * t, 1.0))
        }
        row("an intercept: what the slope leaves of the average", "a", listOf(7.0 / 6), line) { row ->
            val t = row.given("t")
            val a = parameter("a", real())
            val b = parameter("b", real())
            row.observed("x", normal(a + b * t, parameter("s", positive())))
        }
        row("without an intercept", "b", listOf(11.0 / 5), line) { row ->
            val t = row.given("t")
            val b = parameter("b", real())
            row.observed("x", normal(t * b, 1.0))
        }
        row("a known offset is taken off", "a", listOf(2.0 / 3), line) { row ->
            val t = row.given("t")
            val a = parameter("a", real())
            row.observed("x", normal(2.0 * t + a, 1.0))
        }
        row("a standard Normal prior adds one to the sum of squares", "b", listOf(11.0 / 6), line) { row ->
            val t = row.given("t")
            val b = latent("b", normal(0.0, 1.0))
            row.observed("x", normal(b * t, 1.0))
        }
        row("a prior counts by its precision and around its mean", "b", listOf(46.0 / 21), line) { row ->
            val t = row.given("t")
            val b = latent("b", normal(2.0, 2.0))
            row.observed("x", normal(b * t, 1.0))
        }
        row(
            "two regressors",
            "b",
            listOf(7.0 / 3),
            {
                Data.of(it["x"], doubleArrayOf(1.0, 2.0, 4.0))
                    .and(it["t"], doubleArrayOf(1.0, 0.0, 1.0))
                    .and(it["u"], doubleArrayOf(0.0, 1.0, 1.0))
            },
        ) { row ->
            val t = row.given("t")
            val u = row.given("u")
            val a = parameter("a", real())
            val b = parameter("b", real())
            row.observed("x", normal(a * t + b * u, 1.0))
        }
        row("the logs of LogNormal values", "b", listOf(3.0 / 2), points(exp(1.0), exp(3.0), exp(4.0))) { row ->
            val t = row.given("t")
            val a = parameter("a", real())
            val b = parameter("b", real())
            row.observed("x", logNormal(a + b * t, 1.0))
        }
        row("a missing value counts nothing", "b", listOf(2.0), points(1.0, 3.0, Double.NaN)) { row ->
            val t = row.given("t")
            val a = parameter("a", real())
            val b = parameter("b", real())
            row.observed("x", normal(a + b * t, 1.0))
        }
        row(
            "values of known standard errors count by their precisions",
            "m",
            listOf(7.0 / 5),
            { Data.of(it["x"], doubleArrayOf(1.0, 3.0)).and(it["e"], doubleArrayOf(1.0, 2.0)) },
        ) { row ->
            val e = row.given("e")
            val m = parameter("m", real())
            row.observed("x", normal(m, e))
        }

        row("a vector of coefficients", "b", listOf(7.0 / 6, 3.0 / 2), design) { row ->
            val t = row.given("t", real(2))
            val b = parameter("b", real(2))
            row.observed("x", normal(b matmul t, 1.0))
        }
        row("a vector of coefficients as a sum of products", "b", listOf(7.0 / 6, 3.0 / 2), design) { row ->
            val t = row.given("t", real(2))
            val b = parameter("b", real(2))
            row.observed("x", normal(sum(t * b), 1.0))
        }
        row("a vector of coefficients entry by entry, with signs and factors", "b", listOf(-7.0 / 12, 6.0), line) { row ->
            val t = row.given("t")
            val b = parameter("b", real(2))
            row.observed("x", normal(-(2.0 * b[0]) + t * b[1] / 4.0, 1.0))
        }
        // (XᵀX + 1) b = Xᵀx with XᵀX = ((3, 3), (3, 5)) and Xᵀx = (8, 11).
        row("a multivariate prior: ridge regression", "b", listOf(1.0, 4.0 / 3), design) { row ->
            val t = row.given("t", real(2))
            val b = latent("b", multivariateNormal(zeros(2), identity(2)))
            row.observed("x", normal(b matmul t, 1.0))
        }
        row("a deterministic variable is seen through", "b", listOf(3.0 / 2), line) { row ->
            val t = row.given("t")
            val a = parameter("a", real())
            val b = parameter("b", real())
            val mean = deterministic("mean", a + b * t)
            row.observed("x", normal(mean, 1.0))
        }
        row("of regressors that depend on others the first take it all", "b", listOf(16.0 / 3, 0.0), x(1.0, 3.0, 4.0)) { row ->
            val b = parameter("b", real(2))
            row.observed("x", normal(b.mean(), 1.0))
        }
        row("two levels, before and after a point", "b", listOf(1.0, 7.0 / 2), line) { row ->
            val t = row.given("t")
            val b = parameter("b", real(2))
            row.observed("x", normal(where(t.lessThan(constant(1.0)), b[0], b[1]), 1.0))
        }
        row(
            "entries named by a given category",
            "b",
            listOf(5.0 / 2, 3.0),
            { Data.of(it["x"], doubleArrayOf(1.0, 3.0, 4.0)).and(it["g"], intArrayOf(0, 1, 0)) },
        ) { row ->
            val g = row.given("g", category(2))
            val b = parameter("b", real(2))
            row.observed("x", normal(b[g], 1.0))
        }
        row(
            "slopes of groups named by a given index",
            "b",
            listOf(7.0 / 5, 3.0),
            {
                Data.of(it["x"], doubleArrayOf(1.0, 6.0, 3.0))
                    .and(it["t"], doubleArrayOf(1.0, 2.0, 2.0))
                    .and(it["group"], intArrayOf(0, 1, 0))
            },
        ) { row ->
            val groups = plate("groups", 2)
            val group = row.given("group", index(groups))
            val t = row.given("t")
            val b = groups.parameter("b", real())
            row.observed("x", normal(b[group] * t, 1.0))
        }
        // (XᵀX + 1) (a, b) = Xᵀx with rows (1, 0, 0, 1), (1, 0, 1, 0) and (0, 1, 1, 0) of X.
        row(
            "effects of two crossed plates",
            "b",
            listOf(26.0 / 21, 1.0 / 21),
            {
                Data.of(it["x"], doubleArrayOf(1.0, 3.0, 2.0))
                    .and(it["i"], intArrayOf(0, 0, 1))
                    .and(it["j"], intArrayOf(1, 0, 0))
            },
        ) { row ->
            val first = plate("first", 2)
            val second = plate("second", 2)
            val i = row.given("i", index(first))
            val j = row.given("j", index(second))
            val a = first.latent("a", normal(0.0, 1.0))
            val b = second.latent("b", normal(0.0, 1.0))
            row.observed("x", normal(a[i] + b[j], 1.0))
        }

        row("a matrix of coefficients: each row by itself", "w", listOf(7.0 / 6, 3.0 / 2, -1.0 / 2, 3.0 / 2), twoLines) { row ->
            val t = row.given("t", real(2))
            val w = parameter("w", real(2, 2))
            row.observed("x", normal(w matmul t, vector(1.0, 3.0)))
        }
        row("a vector times a matrix of coefficients", "w", listOf(7.0 / 6, -1.0 / 2, 3.0 / 2, 3.0 / 2), twoLines) { row ->
            val t = row.given("t", real(2))
            val w = parameter("w", real(2, 2))
            row.observed("x", normal(t matmul w, 1.0))
        }
        row("a transposed matrix of coefficients", "w", listOf(7.0 / 6, -1.0 / 2, 3.0 / 2, 3.0 / 2), twoLines) { row ->
            val t = row.given("t", real(2))
            val w = parameter("w", real(2, 2))
            row.observed("x", normal(w.transposed() matmul t, 1.0))
        }
        row("one slope for all entries", "b", listOf(4.0 / 5), ownCovariates) { row ->
            val t = row.given("t", real(2))
            val a = parameter("a", real(2))
            val b = parameter("b", real())
            row.observed("x", normal(a + b * t, 1.0))
        }
        row("intercepts beside one slope for all entries", "a", listOf(8.0 / 5, 17.0 / 10), ownCovariates) { row ->
            val t = row.given("t", real(2))
            val a = parameter("a", real(2))
            val b = parameter("b", real())
            row.observed("x", normal(a + b * t, 1.0))
        }
        row("entries of a shared slope count by their precisions", "b", listOf(5.0 / 4), ownCovariates) { row ->
            val t = row.given("t", real(2))
            val a = parameter("a", real(2))
            val b = parameter("b", real())
            row.observed("x", multivariateNormal(a + b * t, variances = vector(1.0, 4.0)))
        }
        row(
            "entries stacked from others",
            "b",
            listOf(3.0),
            vectors(doubleArrayOf(1.0, 4.0), doubleArrayOf(3.0, 6.0)),
        ) { row ->
            val a = parameter("a", real())
            val b = parameter("b", real())
            row.observed("x", normal(stack(a, a + b), 1.0))
        }
        row(
            "a covariance does not matter to regressions on the same regressors",
            "w",
            listOf(7.0 / 6, 3.0 / 2, -1.0 / 2, 3.0 / 2),
            twoLines,
        ) { row ->
            val t = row.given("t", real(2))
            val w = parameter("w", real(2, 2))
            row.observed("x", multivariateNormal(w matmul t, matrix(listOf(2.0, 1.0), listOf(1.0, 2.0))))
        }
        // b = Σ tᵀ P x / Σ tᵀ P t with P ∝ ((2, -1), (-1, 2)).
        row(
            "a covariance weighs the entries of one slope",
            "b",
            listOf(13.0 / 8),
            {
                Data.of(it["x"], arrayOf(doubleArrayOf(1.0, 1.0), doubleArrayOf(2.0, 4.0)))
                    .and(it["t"], arrayOf(doubleArrayOf(1.0, 0.0), doubleArrayOf(1.0, 2.0)))
            },
        ) { row ->
            val t = row.given("t", real(2))
            val b = parameter("b", real())
            row.observed("x", multivariateNormal(b * t, matrix(listOf(2.0, 1.0), listOf(1.0, 2.0))))
        }

        row("an autoregression: products of neighbours over squares", "phi", listOf(7.0 / 6), x(1.0, 2.0, 1.0, 3.0)) {
            val phi = parameter("phi", real())
            chain("time").observedMarkov("x", normal(0.0, 1.0)) { previous -> normal(phi * previous, 1.0) }
        }
        row("an autoregression with a level", "phi", listOf(-3.0 / 2), x(1.0, 2.0, 1.0, 3.0)) {
            val phi = parameter("phi", real())
            val level = parameter("level", real())
            chain("time").observedMarkov("x", normal(0.0, 1.0)) { previous -> normal(level + phi * previous, 1.0) }
        }

        declines("a coefficient that has to be positive", "b", points(1.0, 3.0, 5.0)) { row ->
            val t = row.given("t")
            val b = parameter("b", positive())
            row.observed("x", normal(b * t, 1.0))
        }
        declines("a product of unknowns", "b", line) { row ->
            val t = row.given("t")
            val a = latent("a", normal(1.0, 1.0))
            val b = latent("b", normal(1.0, 1.0))
            row.observed("x", normal(a * b * t, 1.0))
        }
        declines("a regressor that is unknown", "b", line) { row ->
            val t = row.given("t")
            val b = latent("b", normal(1.0, 1.0))
            val c = latent("c", normal(0.0, 1.0))
            row.observed("x", normal(b * exp(-c * t), 1.0))
        }
        declines("a coefficient that the spread depends on too", "b", line) { row ->
            val t = row.given("t")
            val b = latent("b", normal(0.0, 1.0))
            row.observed("x", normal(b * t, exp(b)))
        }
        declines("a prior of another family", "b", line) { row ->
            val t = row.given("t")
            val b = latent("b", cauchy(0.0, 1.0))
            row.observed("x", normal(b * t, 1.0))
        }
        declines("a spread that differs from row to row and is unknown", "b", line) { row ->
            val t = row.given("t")
            val b = latent("b", normal(0.0, 1.0))
            val c = latent("c", normal(0.0, 1.0))
            row.observed("x", normal(b * t, exp(c * t)))
        }
        declines(
            "one plate looked up by two indices",
            "skill",
            {
                Data.of(it["x"], doubleArrayOf(1.0, 3.0, 4.0))
                    .and(it["home"], intArrayOf(0, 1, 2))
                    .and(it["away"], intArrayOf(1, 2, 0))
            },
        ) { row ->
            val team = plate("team", 3)
            val home = row.given("home", index(team))
            val away = row.given("away", index(team))
            val skill = team.latent("skill", normal(0.0, 1.0))
            row.observed("x", normal(skill[home] - skill[away], 1.0))
        }
    }

    rule("MultivariateNormal covariance") {
        // Residuals of (1, 2, 2, 3) and of (2, 0, 0, 0): (-1, 3, -3, 1)/10 and (6, -8, -2, 4)/10.
        row(
            "around regressions: the scatter of their residuals over n",
            "c",
            listOf(1.0 / 20, -1.0 / 20, -1.0 / 20, 3.0 / 10),
            {
                val x = arrayOf(doubleArrayOf(1.0, 2.0), doubleArrayOf(2.0, 0.0), doubleArrayOf(2.0, 0.0), doubleArrayOf(3.0, 0.0))
                Data.of(it["x"], x).and(it["t"], ones(0.0, 1.0, 2.0, 3.0))
            },
        ) { row ->
            val t = row.given("t", real(2))
            val w = parameter("w", real(2, 2))
            val c = parameter("c", positiveDefinite(2))
            row.observed("x", multivariateNormal(w matmul t, c))
        }
    }

    rule("Normal spread") {
        // Residuals -1/6, 1/3, -1/6.
        row("around a line: its residual sum of squares over n", "v", listOf(1.0 / 18), line) { row ->
            val t = row.given("t")
            val v = parameter("v", positive())
            row.observed("x", normal(parameter("a", real()) + parameter("b", real()) * t, v.sqrt()))
        }
        // Residual sums of squares 1/6 and 3/2 over six entries.
        row("one spread around several regressions", "v", listOf(5.0 / 18), twoLines) { row ->
            val t = row.given("t", real(2))
            val w = parameter("w", real(2, 2))
            val v = parameter("v", positive())
            row.observed("x", normal(w matmul t, v.sqrt()))
        }
        row("each regression's own spread", "v", listOf(1.0 / 18, 1.0 / 2), twoLines) { row ->
            val t = row.given("t", real(2))
            val w = parameter("w", real(2, 2))
            val v = parameter("v", positive(2))
            row.observed("x", normal(w matmul t, v.sqrt()))
        }
        // The weighted mean is 7/5; (2/5)² and (8/5)²/4 are left.
        row(
            "in units of known standard errors",
            "v",
            listOf(2.0 / 5),
            { Data.of(it["x"], doubleArrayOf(1.0, 3.0)).and(it["e"], doubleArrayOf(1.0, 2.0)) },
        ) { row ->
            val e = row.given("e")
            val m = parameter("m", real())
            val v = parameter("v", positive())
            row.observed("x", normal(m, e * v.sqrt()))
        }
        // Residuals 5/6, -8/6 and 11/6.
        row("around an autoregression", "v", listOf(35.0 / 18), x(1.0, 2.0, 1.0, 3.0)) {
            val phi = parameter("phi", real())
            val v = parameter("v", positive())
            chain("time").observedMarkov("x", normal(0.0, 1.0)) { previous -> normal(phi * previous, v.sqrt()) }
        }
    }
})
