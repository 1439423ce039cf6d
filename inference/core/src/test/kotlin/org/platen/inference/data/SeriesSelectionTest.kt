package org.platen.inference.data

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.io.StringReader
import org.platen.dsl.distribution.Distributions.multivariateNormal
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.poisson
import org.platen.dsl.expr.Expressions.identity
import org.platen.dsl.expr.Expressions.zeros

private val NaN = Double.NaN

private val model = declare("series") { m ->
    val time = m.chain("time", m.plate("patient"))
    m.observed("count", time, poisson(2.0))
}

private val vectors = declare("vectors") { m ->
    val time = m.chain("time", m.plate("patient"))
    m.observed("x", time, multivariateNormal(zeros(2), identity(2)))
}

/** Visits of three patients, neither together nor in order. */
private const val VISITS = """patient,visit,count,a,b
# the first clinic
anna,2,20,1,2
ben,1,5,3,4
anna,1,10,5,6
carl,7,NA,7,8
ben,3,7,9,10

ben,2,6,11,12
"""

private fun visits(text: String = VISITS) = Data.csv(StringReader(text), "visits.csv")

private fun Data.values(of: org.platen.dsl.model.Model) = bind(of).column(of.observed().single()).values()

class SeriesSelectionTest : FunSpec({
    test("rows of the same name are a series, in the order of time") {
        val selection = visits().column("count").inSeries("patient", "visit")
        selection.labels() shouldBe listOf("anna", "ben", "carl")
        val binding = selection.into(model["count"]).bind(model)
        binding.lengths(model.plate("time")).map { lengths -> List(lengths.count(), lengths::of) }.get() shouldBe listOf(2, 3, 1)
        binding.column(model["count"]).values().single() shouldBe doubleArrayOf(10.0, 20.0, NaN, 5.0, 6.0, 7.0, NaN, NaN, NaN)
        binding.column(model["count"]).hasMissing() shouldBe true
    }

    test("without a time, in the order of the rows") {
        visits().column("count").inSeries("patient").into(model["count"]).values(model).single() shouldBe
            doubleArrayOf(20.0, 10.0, NaN, 5.0, 7.0, 6.0, NaN, NaN, NaN)
    }

    test("several columns are the entries of an event") {
        visits().columns("a", "b").inSeries("patient", "visit").into(vectors["x"]).values(vectors) shouldBe arrayOf(
            doubleArrayOf(5.0, 1.0, NaN, 3.0, 11.0, 9.0, 7.0, NaN, NaN),
            doubleArrayOf(6.0, 2.0, NaN, 4.0, 12.0, 10.0, 8.0, NaN, NaN),
        )
    }

    test("they are the same as series bound as arrays") {
        val arrays = Data.of(model["count"], arrayOf(doubleArrayOf(10.0, 20.0), doubleArrayOf(5.0, 6.0, 7.0), doubleArrayOf(NaN)))
        visits().column("count").inSeries("patient", "visit").into(model["count"]).fingerprint() shouldBe arrays.fingerprint()
    }

    context("what is wrong is said with its row and line") {
        test("a value out of its range, in the place where it stands in the table") {
            refused("'count', row 6 (line 9 of visits.csv), column 'count'", "-6") {
                visits(VISITS.replace("ben,2,6", "ben,2,-6")).column("count").inSeries("patient", "visit").into(model["count"]).bind(model)
            }
        }
        test("also of a part of the data") {
            val data = visits(VISITS.replace("ben,2,6", "ben,2,-6")).column("count").inSeries("patient", "visit").into(model["count"])
            refused("row 6 (line 9 of visits.csv)") { data.rows(model.plate("patient"), 2, 1).bind(model) }
        }
        test("a row without a series") {
            refused("'count', row 4 (line 6 of visits.csv), column 'patient'", "empty", "expected the name") {
                visits(VISITS.replace("carl", "")).column("count").inSeries("patient").into(model["count"])
            }
        }
        test("a row without a time, or with that of another") {
            refused("'count', row 4 (line 6 of visits.csv), column 'visit'", "the time is missing") {
                visits(VISITS.replace("carl,7", "carl,")).column("count").inSeries("patient", "visit").into(model["count"])
            }
            refused("row 6 (line 9 of visits.csv), column 'visit'", "found 3", "row 5 (line 7 of visits.csv)", "one row for each instant") {
                visits(VISITS.replace("ben,2,", "ben,3,")).column("count").inSeries("patient", "visit").into(model["count"])
            }
        }
        test("a column that is not there") {
            refused("no column 'pateint'", "did you mean 'patient'?") { visits().column("count").inSeries("pateint") }
        }
        test("a variable that lives in no chain of a plate") {
            val rows = declare("rows") { m -> m.observed("x", m.plate("row"), normal(0.0, 1.0)) }
            refused("'x' lives in [row]", "[series, time]", "inSeries") { visits().column("a").inSeries("patient").into(rows["x"]) }
        }
    }
})
