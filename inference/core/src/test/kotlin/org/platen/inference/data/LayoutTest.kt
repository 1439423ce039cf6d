package org.platen.inference.data

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.numericDouble
import io.kotest.property.checkAll
import org.platen.dsl.distribution.Distributions.multivariateNormal
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.expr.Expressions.identity
import org.platen.dsl.expr.Expressions.zeros
import org.platen.dsl.model.Covariate
import org.platen.dsl.model.Model
import org.platen.dsl.shape.Plates

private fun Data.valuesOf(model: Model, name: String = "x") = bind(model).column(model.get(name)).values()

private fun columns(vararg columns: DoubleArray) = arrayOf(*columns)

class LayoutTest :
    FunSpec({

        test("numbers of a scalar variable come back in their order") {
            Data.of(scalar["x"], doubleArrayOf(3.0, 1.0, 2.0)).valuesOf(scalar) shouldBe columns(doubleArrayOf(3.0, 1.0, 2.0))
        }

        test("integers and collections mean the same as arrays of numbers, null is a missing value") {
            Data.of(scalar["x"], intArrayOf(3, 1)).valuesOf(scalar) shouldBe columns(doubleArrayOf(3.0, 1.0))
            Data.of(scalar["x"], listOf(3, null, 1.5f)).valuesOf(scalar) shouldBe columns(doubleArrayOf(3.0, Double.NaN, 1.5))
            Data.of(pairs["x"], listOf(1, 2, 3, 4)).valuesOf(pairs) shouldBe columns(doubleArrayOf(1.0, 3.0), doubleArrayOf(2.0, 4.0))
        }

        test("rows become one array for each entry of the event, as do their numbers end to end") {
            val expected = columns(doubleArrayOf(1.0, 3.0, 5.0), doubleArrayOf(2.0, 4.0, 6.0))
            val rows = arrayOf(doubleArrayOf(1.0, 2.0), doubleArrayOf(3.0, 4.0), doubleArrayOf(5.0, 6.0))
            Data.of(pairs["x"], rows).valuesOf(pairs) shouldBe expected
            Data.of(pairs["x"], doubleArrayOf(1.0, 2.0, 3.0, 4.0, 5.0, 6.0)).valuesOf(pairs) shouldBe expected
            Data.of(pairs["x"], intArrayOf(1, 2, 3, 4, 5, 6)).valuesOf(pairs) shouldBe expected
        }

        test("a row of crossed plates holds the elements of the second axis") {
            val data = Data.of(scores["x"], arrayOf(doubleArrayOf(1.0, 2.0, 3.0), doubleArrayOf(4.0, 5.0, 6.0)))
            data.valuesOf(scores) shouldBe columns(doubleArrayOf(1.0, 2.0, 3.0, 4.0, 5.0, 6.0))
            data.bind(scores).sizes() shouldBe mapOf(scores.plate("student") to 2, scores.plate("item") to 3)
        }

        test("a row of crossed plates with events holds the events of the second axis, end to end") {
            val model = declare("m") { m ->
                m.observed("x", m.plate("student").times(m.plate("item")), multivariateNormal(zeros(2), identity(2)))
            }
            val data = Data.of(model["x"], arrayOf(doubleArrayOf(1.0, 2.0, 3.0, 4.0), doubleArrayOf(5.0, 6.0, 7.0, 8.0)))
            data.valuesOf(model) shouldBe columns(doubleArrayOf(1.0, 3.0, 5.0, 7.0), doubleArrayOf(2.0, 4.0, 6.0, 8.0))
        }

        test("a row of a matrix variable holds its entries row by row") {
            val model = giving(Covariate.real(2, 2))
            val data = Data.of(model["g"], arrayOf(doubleArrayOf(1.0, 2.0, 3.0, 4.0)))
            data.valuesOf(model, "g").map { it.single() } shouldBe listOf(1.0, 2.0, 3.0, 4.0)
        }

        test("outside all plates a number, a vector and a matrix are single values") {
            val number = observing(normal(0.0, 1.0), inPlate = false)
            Data.of(number["x"], 7.0).valuesOf(number) shouldBe columns(doubleArrayOf(7.0))
            val vector = observing(multivariateNormal(zeros(2), identity(2)), inPlate = false)
            Data.of(vector["x"], doubleArrayOf(7.0, 8.0)).valuesOf(vector) shouldBe columns(doubleArrayOf(7.0), doubleArrayOf(8.0))
            Data.of(vector["x"], arrayOf(doubleArrayOf(7.0, 8.0))).valuesOf(vector) shouldBe columns(doubleArrayOf(7.0), doubleArrayOf(8.0))
            val matrix = declare("m") { m -> m.given("g", Plates.NONE, Covariate.real(2, 2)) }
            val rows = arrayOf(doubleArrayOf(1.0, 2.0), doubleArrayOf(3.0, 4.0))
            Data.of(matrix["g"], rows).valuesOf(matrix, "g").map { it.single() } shouldBe listOf(1.0, 2.0, 3.0, 4.0)
        }

        test("any row and column is found again at values[column][row]") {
            checkAll(50, Arb.int(1, 300), Arb.int(1, 5), Arb.numericDouble(-10.0, 10.0)) { rows, width, scale ->
                val model = giving(Covariate.real(width))
                val given = Array(rows) { row -> DoubleArray(width) { column -> scale * row + column } }
                val values = Data.of(model["g"], given).valuesOf(model, "g")
                for (row in 0 until rows) {
                    for (column in 0 until width) {
                        values[column][row] shouldBe given[row][column]
                    }
                }
            }
        }

        test("what the user does to an array afterwards does not reach the data") {
            val numbers = doubleArrayOf(1.0, 2.0)
            val rows = arrayOf(doubleArrayOf(1.0, 2.0))
            val column = doubleArrayOf(1.0, 2.0)
            val table = Table.of(mapOf("a" to column))
            val scalars = Data.of(scalar["x"], numbers)
            val events = Data.of(pairs["x"], rows)
            numbers[0] = 99.0
            rows[0][0] = 99.0
            column[0] = 99.0
            scalars.valuesOf(scalar)[0][0] shouldBe 1.0
            events.valuesOf(pairs)[0][0] shouldBe 1.0
            table.column("a").values()[0][0] shouldBe 1.0
            table.column("a").values()[0][1] = 99.0
            table.column("a").into(scalar["x"]).valuesOf(scalar)[0][1] shouldBe 2.0
        }

        test("rows of the wrong width are refused with the width that is needed") {
            refused("'x'", "event shape [2]", "needs 2 columns", "found 3", "Select") { Data.of(pairs["x"], arrayOf(DoubleArray(3))) }
            refused("'x'", "scalar", "needs 1 column;", "found 2") { Data.of(scalar["x"], arrayOf(DoubleArray(2))) }
            refused("'x'", "groups of 2", "found 3") { Data.of(pairs["x"], DoubleArray(3)) }
            val crossed = declare("m") { m -> m.given("g", m.plate("a").times(m.plate("b")), Covariate.real(2)) }
            refused("'g'", "[a, b]", "multiple of 2", "found 3") { Data.of(crossed["g"], arrayOf(DoubleArray(3))) }
        }

        test("rows of different lengths are refused with the row and a way out") {
            val rows = arrayOf(DoubleArray(3), DoubleArray(3), DoubleArray(2))
            refused("'x'", "row 3 has 2", "row 1 has 3", "a chain in each element of a plate", "NaN") { Data.of(scores["x"], rows) }
        }

        test("no values, and several values outside all plates, are refused") {
            refused("'x'", "no values at all") { Data.of(scalar["x"], DoubleArray(0)) }
            refused("'x'", "no values at all") { Data.of(scalar["x"], arrayOf<DoubleArray>()) }
            val number = observing(normal(0.0, 1.0), inPlate = false)
            refused("'x'", "no plate", "found 2", "Declare it in a plate") { Data.of(number["x"], DoubleArray(2)) }
            refused("'x'", "no plate", "found 2 rows") { Table.of(mapOf("a" to DoubleArray(2))).column("a").into(number["x"]) }
        }
    })
