package org.platen.inference.reduce

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.long
import io.kotest.property.checkAll
import java.math.BigDecimal
import java.math.MathContext
import java.util.Random
import kotlin.math.abs
import kotlin.math.sqrt
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.multivariateNormal
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.poisson
import org.platen.dsl.distribution.Distributions.studentT
import org.platen.dsl.expr.Expr
import org.platen.dsl.expr.Expressions
import org.platen.dsl.model.Covariate
import org.platen.dsl.model.Model
import org.platen.dsl.model.ModelBuilder
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.model.Space.positive
import org.platen.dsl.model.Space.positiveDefinite
import org.platen.dsl.model.Space.real
import org.platen.dsl.model.Space.simplex
import org.platen.dsl.model.Variable
import org.platen.dsl.shape.Plate
import org.platen.inference.backend.LocalExecutor
import org.platen.inference.data.Binding
import org.platen.inference.data.Data
import org.platen.inference.lower.Layout
import org.platen.inference.lower.Roles

private val digits = MathContext(60)

/** Means, and mean products of deviations from them, in 60 decimal digits: rows[row][entry]. */
private fun exactMoments(rows: List<DoubleArray>, weights: List<Double>): Pair<List<BigDecimal>, List<List<BigDecimal>>> {
    val total = weights.fold(BigDecimal.ZERO) { sum, w -> sum + BigDecimal(w) }
    fun mean(value: (Int) -> BigDecimal) =
        rows.indices.fold(BigDecimal.ZERO) { sum, row -> sum + BigDecimal(weights[row]) * value(row) }.divide(total, digits)
    val means = rows[0].indices.map { i -> mean { BigDecimal(rows[it][i]) } }
    return means to rows[0].indices.map { i ->
        rows[0].indices.map { j -> mean { (BigDecimal(rows[it][i]) - means[i]) * (BigDecimal(rows[it][j]) - means[j]) } }
    }
}

private fun check(x: List<DoubleArray>, tolerance: Double = 1e-13, rank: Int = x[0].size) {
    val model = Model.declare("vectors") { m ->
        m.observed("x", m.plate("row"), multivariateNormal(m.parameter("mean", real(x[0].size)), Expressions.identity(x[0].size)))
    }
    val layout = Layout.of(model, Binding.of(model, Data.of(model["x"], x.toTypedArray())), model.parameters())
    val fewer = PseudoRows.of(RowColumns(layout), LocalExecutor(2)).get().layout()
    fewer.rows() shouldBe 2 * rank + 1
    val columns = fewer.binding().column(model["x"]).values()
    val weights = fewer.weights()!!.toList()
    weights.sum() shouldBe (x.size.toDouble() plusOrMinus 1e-12 * x.size)
    val (means, covariance) = exactMoments(x, List(x.size) { 1.0 })
    val (own, ownCovariance) = exactMoments(List(fewer.rows()) { row -> DoubleArray(columns.size) { columns[it][row] } }, weights)
    val deviations = covariance.indices.map { sqrt(covariance[it][it].toDouble()) }
    for (i in means.indices) {
        withClue("mean $i") {
            val unit = deviations[i] + abs(means[i].toDouble()) * 1e-3
            (own[i] - means[i]).toDouble() shouldBe (0.0 plusOrMinus tolerance * unit)
        }
        for (j in means.indices) {
            withClue("covariance $i, $j") {
                (ownCovariance[i][j] - covariance[i][j]).toDouble() shouldBe
                    (0.0 plusOrMinus 1e-300 + 3 * tolerance * deviations[i] * deviations[j])
            }
        }
    }
}

private fun areQuadratic(bind: (Model) -> Data, integrated: List<String> = listOf(), declaration: (ModelBuilder, Plate) -> Unit): Boolean {
    val model = Model.declare("rows") { m -> declaration(m, m.plate("row")) }
    val hidden = integrated.map { model[it] as RandomVariable }.toSet()
    val roles = Roles(ArrayList<Variable>(model.parameters()), model.latents().filter { it.isDiscrete }.toSet(), hidden)
    return QuadraticRows.areIn(model, RowColumns(Layout.of(model, Binding.of(model, bind(model)), roles.estimated())), roles)
}

class PseudoRowsTest : FunSpec({

    context("a few rows have the mean and covariance of many") {
        test("whatever their number and units") {
            checkAll(30, Arb.long()) { seed ->
                val random = Random(seed)
                val size = 1 + random.nextInt(5)
                val units = DoubleArray(size) { Math.pow(10.0, random.nextInt(12) - 6.0) }
                val mixing = Array(size) { DoubleArray(size) { random.nextGaussian() } }
                check(
                    List(60 + random.nextInt(1500)) {
                        val z = DoubleArray(size) { random.nextGaussian() }
                        DoubleArray(size) { i -> units[i] * (3 + mixing[i].indices.sumOf { mixing[i][it] * z[it] }) }
                    },
                )
            }
        }
        test("at an offset of ten million standard deviations") {
            val random = Random(1)
            // A point there is rounded by 1e-9 standard deviations, which a distance of 64 makes 1e-11.
            check(List(2000) { DoubleArray(3) { 1e7 + random.nextGaussian() } }, tolerance = 3e-11)
        }
        test("with columns that are constant or sums of others, which take no rows of their own") {
            val random = Random(2)
            val x = List(500) { doubleArrayOf(random.nextGaussian(), 2 + random.nextGaussian()) }
            check(x.map { doubleArrayOf(it[0], 0.1, it[1], it[0] - 3 * it[1]) }, tolerance = 1e-12, rank = 2)
            check(x.map { doubleArrayOf(0.1) }, rank = 0)
        }
    }

    test("inner plates of several variables are laid out as the data are") {
        val model = Model.declare("plates") { m ->
            val item = m.plate("item", 2)
            val row = m.plate("row")
            val mean = m.parameter("mean", item, real())
            m.observed("x", item.times(row), normal(mean, 1.0))
            m.observed("y", row.times(item), normal(mean, 1.0))
        }
        val random = Random(3)
        val rows = 100
        val x = DoubleArray(2 * rows) { random.nextGaussian() }
        val y = DoubleArray(2 * rows) { x[it % 2 * rows + it / 2] + 0.1 * random.nextGaussian() }
        val layout = Layout.of(model, Binding.of(model, Data.of(model["x"], x).and(model["y"], y)), model.parameters())
        val fewer = PseudoRows.of(RowColumns(layout), LocalExecutor(1)).get().layout()
        val few = fewer.rows()
        fun rowsOf(x: DoubleArray, y: DoubleArray, n: Int) = List(n) { doubleArrayOf(x[it], x[n + it], y[2 * it], y[2 * it + 1]) }
        val own = rowsOf(fewer.binding().column(model["x"]).values()[0], fewer.binding().column(model["y"]).values()[0], few)
        val (_, covariance) = exactMoments(rowsOf(x, y, rows), List(rows) { 1.0 })
        exactMoments(own, fewer.weights()!!.toList()).second.flatten().zip(covariance.flatten()).forEach { (a, b) ->
            a.toDouble() shouldBe (b.toDouble() plusOrMinus 1e-12)
        }
    }

    test("they do not take the place of rows that are hardly more") {
        fun reduced(rows: Int) = Model.declare("few") { m -> m.observed("x", m.plate("row"), normal(m.parameter("m", real(3)), 1.0)) }.let {
            val layout = Layout.of(it, Binding.of(it, Data.of(it["x"], Array(rows) { DoubleArray(3) })), it.parameters())
            PseudoRows.of(RowColumns(layout), LocalExecutor(1)).isPresent
        }
        reduced(13) shouldBe false
        reduced(14) shouldBe true
    }

    context("mean and covariance are all that counts") {
        val n = 10
        val vectors = { model: Model -> Data.of(model["x"], Array(n) { DoubleArray(2) }) }
        val pairs = { model: Model -> Data.of(model["x"], DoubleArray(n)).and(model["y"], DoubleArray(n)) }

        test("of Normal vectors") {
            areQuadratic(vectors) { m, row ->
                m.observed("x", row, multivariateNormal(m.parameter("mean", real(2)), m.parameter("covariance", positiveDefinite(2))))
            } shouldBe true
        }
        test("in a linear regression, also on other observed variables and around the mean of the rows") {
            areQuadratic(pairs) { m, row ->
                val x = m.given("x", row)
                m.observed("y", row, normal(x.minus(x.mean(row)).times(m.parameter("b", real())), m.parameter("s", positive())))
            } shouldBe true
            areQuadratic(pairs) { m, row ->
                val x = m.observed("x", row, normal(0.0, 1.0))
                m.observed("y", row, normal(x.times(m.parameter("b", real())), 1.0))
            } shouldBe true
        }
        fun factors(mean: (Expr, Expr) -> Expr) = areQuadratic(pairs, listOf("f")) { m, row ->
            val f = m.latent("f", row, normal(0.0, 1.0))
            val x = m.given("x", row)
            m.observed("y", row, normal(mean(f, x), m.parameter("s", positive())))
        }
        test("where Normal latent variables of the rows are integrated out") { factors { f, x -> f.plus(x) } shouldBe true }
        test("but not where they are multiplied by data") { factors { f, x -> f.times(x) } shouldBe false }
        test("but not around a curve") {
            areQuadratic(pairs) { m, row -> m.observed("y", row, normal(m.given("x", row).squared(), 1.0)) } shouldBe false
            areQuadratic(pairs) { m, row -> m.observed("y", row, normal(m.given("x", row).exp(), 1.0)) } shouldBe false
        }
        test("but not with spreads that differ from row to row") {
            areQuadratic(pairs) { m, row -> m.observed("y", row, normal(0.0, m.given("x", row).exp())) } shouldBe false
        }
        test("but not of other families") {
            areQuadratic(vectors) { m, row -> m.observed("x", row, studentT(3.0, Expressions.zeros(2), 1.0)) } shouldBe false
            areQuadratic(pairs) { m, row ->
                m.given("x", row)
                m.observed("y", row, poisson(m.parameter("rate", positive())))
            } shouldBe false
        }
        test("but not in mixtures") {
            areQuadratic(vectors) { m, row ->
                val cluster = m.plate("cluster", 2)
                val z = m.latent("z", row, categorical(m.parameter("weights", simplex(cluster))))
                m.observed("x", row, normal(m.parameter("mean", cluster, real(2)).at(z), 1.0))
            } shouldBe false
        }
        test("but not where a column is an index") {
            val data = { model: Model -> Data.of(model["x"], DoubleArray(n)).and(model["group"], DoubleArray(n)) }
            areQuadratic(data) { m, row ->
                val group = m.plate("groups", 2)
                m.observed("x", row, normal(m.parameter("mean", group, real()).at(m.given("group", row, Covariate.index(group))), 1.0))
            } shouldBe false
        }
        test("but not where entries are missing") {
            val gap = { model: Model -> Data.of(model["x"], Array(n) { doubleArrayOf(1.0, if (it == 3) Double.NaN else 2.0) }) }
            areQuadratic(gap) { m, row -> m.observed("x", row, normal(m.parameter("mean", real(2)), 1.0)) } shouldBe false
        }
        test("but not where anything else depends on a function of the rows") {
            areQuadratic(pairs) { m, row ->
                val x = m.given("x", row)
                val prior = m.latent("prior", normal(x.squared().sum(row), 1.0))
                m.observed("y", row, normal(prior, 1.0))
            } shouldBe false
        }
    }
})
