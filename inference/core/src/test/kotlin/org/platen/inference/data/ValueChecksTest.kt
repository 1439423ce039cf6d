package org.platen.inference.data

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import org.platen.dsl.distribution.Argument
import org.platen.dsl.distribution.Distribution
import org.platen.dsl.distribution.Distributions.binomial
import org.platen.dsl.distribution.Distributions.multinomial
import org.platen.dsl.distribution.Support
import org.platen.dsl.expr.Expr
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.model.Covariate
import org.platen.dsl.shape.Dim
import org.platen.dsl.shape.Shape

/** A family of which only the support and the shape matter. */
private class Family(private val support: Support, private vararg val sizes: Int) : Distribution {
    override fun family() = "Family"
    override fun arguments(): List<Argument> = emptyList()
    override fun with(arguments: List<Expr>) = this
    override fun support() = support
    override fun eventShape(): Shape = Shape.of(*sizes)
    override fun elementwiseLogDensity(x: Expr): Expr = constant(0.0)
    override fun draw(random: org.apache.commons.rng.UniformRandomProvider, arguments: List<DoubleArray>) = DoubleArray(0)
}

private fun bind(support: Support, vararg values: Double): Column {
    val model = observing(Family(support))
    return Data.of(model["x"], values).bind(model).column(model["x"])
}

private fun bindRows(support: Support, sizes: IntArray, vararg rows: List<Double>): Column {
    val model = observing(Family(support, *sizes))
    return Data.of(model["x"], Array(rows.size) { rows[it].toDoubleArray() }).bind(model).column(model["x"])
}

private fun give(covariate: Covariate, vararg values: Double): Column {
    val model = giving(covariate)
    return Data.of(model["g"], values).bind(model).column(model["g"])
}

class ValueChecksTest :
    FunSpec({

        val missing = Double.NaN

        test("values of the support are accepted, its ends included") {
            bind(Support.REAL, -1e300, 1e300).elements() shouldBe 2
            bind(Support.POSITIVE, 0.0, 1.0).elements() shouldBe 2
            bind(Support.UNIT_INTERVAL, 0.0, 0.5, 1.0).elements() shouldBe 3
            bind(Support.COUNT, 0.0, 3e9).elements() shouldBe 2
            bind(Support.BOOLEAN, 0.0, 1.0).elements() shouldBe 2
            bindRows(Support.Simplex(Dim.of(3)), intArrayOf(3), listOf(0.333, 0.333, 0.334), listOf(1.0, 0.0, 0.0)).elements() shouldBe 2
            bindRows(Support.OneHot(Dim.of(3)), intArrayOf(3), listOf(0.0, 1.0, 0.0)).elements() shouldBe 1
            bindRows(Support.CountVector(Dim.of(3)), intArrayOf(3), listOf(4.0, 0.0, 2.0)).elements() shouldBe 1
            bindRows(Support.Ordered(3), intArrayOf(3), listOf(-1.0, 0.0, 2.0)).elements() shouldBe 1
            bindRows(Support.PositiveDefinite(2), intArrayOf(2, 2), listOf(2.0, 1.0, 1.0, 2.0)).elements() shouldBe 1
            bindRows(Support.CholeskyFactor(2), intArrayOf(2, 2), listOf(2.0, 0.0, -1.0, 2.0)).elements() shouldBe 1
            bindRows(Support.CorrelationCholesky(2), intArrayOf(2, 2), listOf(1.0, 0.0, 0.6, 0.8)).elements() shouldBe 1
        }

        test("an infinite value is refused with its row") {
            refused("'x', row 2:", "found Infinity", "finite", "NaN") { bind(Support.REAL, 1.0, Double.POSITIVE_INFINITY) }
            refused("'x', row 1:", "found -Infinity") { bind(Support.COUNT, Double.NEGATIVE_INFINITY) }
            refused("'x', row 1:", "found Infinity") { bind(Support.COUNT, Double.POSITIVE_INFINITY) }
            refused("'g', row 2:", "found Infinity") { give(Covariate.real(), 1.0, Double.POSITIVE_INFINITY) }
        }

        test("a value outside an interval is refused with row, value and interval") {
            refused("'x', row 3:", "found -0.5", "not below 0", "Family", "another support") { bind(Support.POSITIVE, 1.0, 2.0, -0.5) }
            refused("'x', row 2:", "found 1.5", "from 0 to 1") { bind(Support.UNIT_INTERVAL, 1.0, 1.5) }
            refused("'x', row 1:", "found 3", "not above 2") { bind(Support.Interval(Double.NEGATIVE_INFINITY, 2.0), 3.0) }
        }

        test("a number that is no integer is refused where the support is integers") {
            refused("'x', row 2:", "found 1.5", "an integer not below 0") { bind(Support.COUNT, 1.0, 1.5) }
            refused("'x', row 1:", "found -1", "not below 0") { bind(Support.COUNT, -1.0) }
            refused("'x', row 1:", "found 2", "from 0 to 1", "count from 0") { bind(Support.BOOLEAN, 2.0) }
            refused("'x', row 1, column 2:", "found 0.5") { bindRows(Support.CountVector(Dim.of(2)), intArrayOf(2), listOf(1.0, 0.5)) }
        }

        test("a category out of range is refused with the way to code categories") {
            refused("'x', row 3:", "found 3", "from 0 to 2", "subtract 1", "categories") {
                Data.of(species["x"], intArrayOf(1, 2, 3)).bind(species)
            }
            refused("'g', row 1:", "found 2", "from 0 to 1", "subtract 1") { give(Covariate.category(2), 2.0) }
            refused("'g', row 2:", "found 0.5", "an integer") { give(Covariate.category(2), 1.0, 0.5) }
            val model = declare("m") { m -> m.given("g", m.plate("row"), Covariate.index(m.plate("county", 3))) }
            refused("'g', row 1:", "found 3", "from 0 to 2", "element of plate 'county'") { Data.of(model["g"], intArrayOf(3)).bind(model) }
            refused("'countyOf', row 2:", "found -1", "not below 0", "plate 'county'") {
                Data.of(counties["countyOf"], intArrayOf(0, -1)).and(counties["x"], DoubleArray(2)).bind(counties)
            }
        }

        test("the wrong row among many is named") {
            val values = DoubleArray(100_000) { 1.0 }
            values[71_233] = -4.0
            refused("'x', row 71234:", "found -4") { bind(Support.POSITIVE, *values) }
        }

        test("the wrong column is named by its number, and by its name when it comes from a table") {
            refused("'x', row 2, column 2:", "found Infinity") {
                Data.of(pairs["x"], arrayOf(doubleArrayOf(1.0, 2.0), doubleArrayOf(3.0, Double.POSITIVE_INFINITY))).bind(pairs)
            }
            refused("'x', row 2, column 3:", "found Infinity") {
                Data.of(scores["x"], arrayOf(doubleArrayOf(1.0, 2.0, 3.0), doubleArrayOf(1.0, 2.0, Double.POSITIVE_INFINITY))).bind(scores)
            }
            val table = Table.of(mapOf("height" to doubleArrayOf(1.0, 2.0), "weight" to doubleArrayOf(3.0, Double.POSITIVE_INFINITY)))
            refused("'x', row 2, column 'weight':", "found Infinity") { table.columns("height", "weight").into(pairs["x"]).bind(pairs) }
        }

        test("a missing value is allowed in an observed variable and reported") {
            bind(Support.POSITIVE, 1.0, missing).hasMissing() shouldBe true
            bind(Support.COUNT, 1.0, missing).hasMissing() shouldBe true
            bind(Support.COUNT, 1.0, 2.0).hasMissing() shouldBe false
            bindRows(Support.Simplex(Dim.of(2)), intArrayOf(2), listOf(missing, 0.4)).hasMissing() shouldBe true
        }

        test("events that lack some entries are told from those that lack all") {
            fun column(vararg rows: List<Double>) = bindRows(Support.REAL, intArrayOf(2), *rows)
            column(listOf(1.0, 2.0), listOf(missing, missing)).hasPartlyMissingEvents() shouldBe false
            column(listOf(1.0, 2.0), listOf(missing, 3.0)).hasPartlyMissingEvents() shouldBe true
            column(listOf(1.0, 2.0), listOf(3.0, missing)).hasPartlyMissingEvents() shouldBe true
            column(listOf(1.0, 2.0)).hasPartlyMissingEvents() shouldBe false
            bind(Support.REAL, missing, 1.0).hasPartlyMissingEvents() shouldBe false
        }

        test("a missing value of a given variable is refused") {
            refused("'g', row 2:", "missing", "Leave the row out", "observed(") { give(Covariate.real(), 1.0, missing) }
            refused("'g', row 1:", "missing") { give(Covariate.category(2), missing, 1.0) }
        }

        test("more successes than trials are refused, whether the trials are declared or given") {
            val declared = observing(binomial(3, 0.5))
            refused("'x', row 2:", "found 4", "from 0 to 3", "Binomial", "Correct") {
                Data.of(declared["x"], intArrayOf(3, 4)).bind(declared)
            }
            val given = declare("m") { m ->
                val row = m.plate("row")
                m.observed("x", row, binomial(m.given("n", row), constant(0.5)))
            }
            Data.of(given["x"], intArrayOf(3, 7)).and(given["n"], intArrayOf(5, 7)).bind(given).has(given["x"]) shouldBe true
            refused("'x', row 2:", "found 7 successes in 6 trials") {
                Data.of(given["x"], intArrayOf(3, 7)).and(given["n"], intArrayOf(5, 6)).bind(given)
            }
            Data.of(given["x"], doubleArrayOf(missing, 6.0)).and(given["n"], intArrayOf(5, 6)).bind(given).has(given["x"]) shouldBe true
        }

        test("counts that do not sum to the trials are refused") {
            val model = observing(multinomial(3, constant(0.2, 0.3, 0.5)))
            val rows = arrayOf(doubleArrayOf(1.0, 1.0, 1.0), doubleArrayOf(0.0, 0.0, 2.0))
            refused("'x', row 2:", "sum 2", "trials, 3") { Data.of(model["x"], rows).bind(model) }
            rows[1][2] = missing
            Data.of(model["x"], rows).bind(model).column(model["x"]).hasPartlyMissingEvents() shouldBe true
        }

        test("probabilities that do not sum to one are refused") {
            val simplex = Support.Simplex(Dim.of(2))
            refused("'x', row 2:", "sum 0.9", "sum to 1", "Divide") { bindRows(simplex, intArrayOf(2), listOf(0.5, 0.5), listOf(0.5, 0.4)) }
            refused("'x', row 1, column 1:", "found -0.5", "from 0 to 1") { bindRows(simplex, intArrayOf(2), listOf(-0.5, 1.5)) }
        }

        test("one-hot rows need a single one") {
            val oneHot = Support.OneHot(Dim.of(2))
            refused("'x', row 1:", "found 2 ones", "single one") { bindRows(oneHot, intArrayOf(2), listOf(1.0, 1.0)) }
            refused("'x', row 1:", "found 0 ones") { bindRows(oneHot, intArrayOf(2), listOf(0.0, 0.0)) }
            refused("'x', row 1, column 1:", "found 0.5", "integer") { bindRows(oneHot, intArrayOf(2), listOf(0.5, 0.5)) }
        }

        test("ordered rows need to increase") {
            refused("'x', row 1:", "found 2.0 before 2.0", "increasing") { bindRows(Support.Ordered(2), intArrayOf(2), listOf(2.0, 2.0)) }
        }

        test("matrices that are not what they must be are refused") {
            val size = intArrayOf(2, 2)
            refused("'x', row 1:", "(2, 1)", "symmetric") { bindRows(Support.PositiveDefinite(2), size, listOf(1.0, 0.5, 0.4, 1.0)) }
            refused("'x', row 1:", "not positive definite") { bindRows(Support.PositiveDefinite(2), size, listOf(1.0, 2.0, 2.0, 1.0)) }
            refused("'x', row 1:", "above the diagonal", "(1, 2)") { bindRows(Support.CholeskyFactor(2), size, listOf(1.0, 2.0, 2.0, 1.0)) }
            refused("'x', row 1:", "on the diagonal", "(2, 2)") { bindRows(Support.CholeskyFactor(2), size, listOf(1.0, 0.0, 2.0, 0.0)) }
            refused("'x', row 1:", "row 2", "squared length 1.25") {
                bindRows(Support.CorrelationCholesky(2), size, listOf(1.0, 0.0, 0.5, 1.0))
            }
        }
    })
