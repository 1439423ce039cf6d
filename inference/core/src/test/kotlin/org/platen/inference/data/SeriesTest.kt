package org.platen.inference.data

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.multivariateNormal
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Expressions.identity
import org.platen.dsl.expr.Expressions.zeros
import org.platen.dsl.model.Covariate
import org.platen.dsl.model.Model

private val NaN = Double.NaN

/** Series of different lengths: numbers, vectors, a covariate, what belongs to a series as a whole, and items within an instant. */
private val series: Model = declare("series") { m ->
    val row = m.plate("series")
    val time = m.chain("time", row)
    m.given("u", time)
    m.observed("x", time, normal(0.0, 1.0))
    m.observed("v", time, multivariateNormal(zeros(2), identity(2)))
    m.observed("w", row, normal(0.0, 1.0))
    m.observed("items", m.plate("item", time, 2), categorical(constant(0.2, 0.3, 0.5)))
}

private fun only(name: String, declaration: (org.platen.dsl.model.ModelBuilder, org.platen.dsl.shape.Plate) -> Unit) =
    declare(name) { m -> declaration(m, m.chain("time", m.plate("series"))) }

private val numbers = only("numbers") { m, time -> m.observed("x", time, normal(0.0, 1.0)) }

private val vectors = only("vectors") { m, time -> m.observed("x", time, multivariateNormal(zeros(2), identity(2))) }

private val rows = arrayOf(doubleArrayOf(1.0, 2.0, 3.0), doubleArrayOf(4.0), doubleArrayOf(5.0, NaN))

private fun Binding.lengths(plate: String) = lengths(model().plate(plate)).map { lengths ->
    (0 until lengths.count()).map(lengths::of)
}.orElse(null)

class SeriesTest : FunSpec({
    test("rows of different lengths keep their lengths, and are filled up with missing values that are not counted as such") {
        val binding = Data.of(numbers["x"], rows.copyOf(2).requireNoNulls()).bind(numbers)
        binding.lengths("time") shouldBe listOf(3, 1)
        binding.size(numbers.plate("time")) shouldBe 3
        binding.size(numbers.plate("series")) shouldBe 2
        binding.column(numbers["x"]).values()[0] shouldBe doubleArrayOf(1.0, 2.0, 3.0, 4.0, NaN, NaN)
        binding.column(numbers["x"]).hasMissing() shouldBe false
        (0 until 6).map(binding.exists(numbers["x"].axes())::test) shouldBe listOf(true, true, true, true, false, false)
    }

    test("a value that is missing within its series is missing") {
        val binding = Data.of(numbers["x"], rows).bind(numbers)
        binding.column(numbers["x"]).hasMissing() shouldBe true
        binding.lengths("time") shouldBe listOf(3, 1, 2)
    }

    test("series of one length have no lengths of their own") {
        Data.of(numbers["x"], arrayOf(DoubleArray(3), DoubleArray(3))).bind(numbers).lengths("time") shouldBe null
        val binding = Data.of(vectors["x"], arrayOf(arrayOf(DoubleArray(2)), arrayOf(DoubleArray(2)))).bind(vectors)
        binding.lengths("time") shouldBe null
        binding.size(vectors.plate("series")) shouldBe 2
    }

    test("vectors are bound instant by instant, or end to end") {
        val instants = arrayOf(arrayOf(doubleArrayOf(1.0, 2.0), doubleArrayOf(3.0, 4.0)), arrayOf(doubleArrayOf(5.0, 6.0)))
        val endToEnd = arrayOf(doubleArrayOf(1.0, 2.0, 3.0, 4.0), doubleArrayOf(5.0, 6.0))
        for (data in listOf(Data.of(vectors["x"], instants), Data.of(vectors["x"], endToEnd))) {
            val binding = data.bind(vectors)
            binding.lengths("time") shouldBe listOf(2, 1)
            binding.column(vectors["x"]).values() shouldBe arrayOf(doubleArrayOf(1.0, 3.0, 5.0, NaN), doubleArrayOf(2.0, 4.0, 6.0, NaN))
            binding.column(vectors["x"]).hasPartlyMissingEvents() shouldBe false
        }
    }

    test("all variables of the chain agree; covariates repeat their last value, so that all that is computed of them is a number") {
        val data = Data.of(series["x"], arrayOf(doubleArrayOf(1.0, 2.0), doubleArrayOf(3.0)))
            .and(series["u"], arrayOf(doubleArrayOf(7.0, 8.0), doubleArrayOf(9.0)))
            .and(series["v"], arrayOf(arrayOf(DoubleArray(2), DoubleArray(2)), arrayOf(DoubleArray(2))))
            .and(series["w"], doubleArrayOf(1.0, 2.0))
            .and(series["items"], arrayOf(doubleArrayOf(0.0, 1.0, 2.0, 0.0), doubleArrayOf(1.0, 2.0)))
        val binding = data.bind(series)
        binding.column(series["u"]).values()[0] shouldBe doubleArrayOf(7.0, 8.0, 9.0, 9.0)
        binding.column(series["items"]).values()[0] shouldBe doubleArrayOf(0.0, 1.0, 2.0, 0.0, 1.0, 2.0, NaN, NaN)
        (0 until 8).map(binding.exists(series["items"].axes())::test) shouldBe listOf(true, true, true, true, true, true, false, false)
        (0 until 2).map(binding.exists(series["w"].axes())::test) shouldBe listOf(true, true)
    }

    test("variables of different lengths are refused with the variable, the series and the lengths") {
        val x = Data.of(series["x"], arrayOf(DoubleArray(2), DoubleArray(1)))
        fun bound(u: Array<DoubleArray>) =
            x.and(series["u"], u).and(series["v"], arrayOf(arrayOf(DoubleArray(2), DoubleArray(2)), arrayOf(DoubleArray(2))))
                .and(series["w"], DoubleArray(2)).and(series["items"], arrayOf(DoubleArray(4), DoubleArray(2))).bind(series)
        refused("'time'", "'x'", "'u'", "2, 1", "2, 3", "1 and 3 for series 2", "NaN") { bound(arrayOf(DoubleArray(2), DoubleArray(3))) }
        refused("'time'", "'x'", "'u'", "2, 1", "2, 2", "for series 2") { bound(arrayOf(DoubleArray(2), DoubleArray(2))) }
        refused("'time'", "2 series from 'x'", "3 from 'u'") { bound(arrayOf(DoubleArray(2), DoubleArray(1), DoubleArray(1))) }
    }

    test("what every series has as many of does not go with series of different lengths") {
        val data = Data.of(series["x"], arrayOf(DoubleArray(2), DoubleArray(1))).and(series["u"], arrayOf(DoubleArray(2), DoubleArray(1)))
            .and(series["v"], arrayOf(arrayOf(DoubleArray(2), DoubleArray(2)), arrayOf(DoubleArray(2)))).and(series["w"], DoubleArray(2))
        refused("'items'", "[series, time, item]", "2, 1", "double[][][]") {
            data.and(series["items"], arrayOf(DoubleArray(4), DoubleArray(4))).bind(series)
        }
    }

    test("empty series, instants of a wrong width and other variables than those of series are refused") {
        refused("'x'", "length 0 for series 2", "Leave the series out") { Data.of(numbers["x"], arrayOf(DoubleArray(2), DoubleArray(0))) }
        refused("'x'", "row 2", "3 numbers", "has 2") { Data.of(vectors["x"], arrayOf(DoubleArray(4), DoubleArray(3))) }
        refused("'x'", "series 1, instant 2 of 'time'", "found 1", "expected 2") {
            Data.of(vectors["x"], arrayOf(arrayOf(DoubleArray(2), DoubleArray(1))))
        }
        refused("'x'", "[row]", "double[][]") { Data.of(scalar["x"], arrayOf(arrayOf(DoubleArray(1)))) }
        val open = only("open") { m, time -> m.observed("x", time.times(m.plate("item")), normal(0.0, 1.0)) }
        refused("'x'", "'time'", "'item'", "double[][][]") { Data.of(open["x"], arrayOf(DoubleArray(4), DoubleArray(2))) }
        Data.of(
            open["x"],
            arrayOf(arrayOf(DoubleArray(2), DoubleArray(2)), arrayOf(DoubleArray(2))),
        ).bind(open).size(open.plate("item")) shouldBe
            2
    }

    test("a missing covariate within its series is refused, and a category that is none") {
        val given = only("given") { m, time ->
            m.given("u", time)
            m.given("k", time, Covariate.category(2))
            m.observed("x", time, normal(0.0, 1.0))
        }
        val x = Data.of(given["x"], arrayOf(DoubleArray(2), DoubleArray(1)))
        refused("'u'", "missing") {
            x.and(
                given["u"],
                arrayOf(doubleArrayOf(1.0, NaN), DoubleArray(1)),
            ).and(given["k"], arrayOf(DoubleArray(2), DoubleArray(1))).bind(given)
        }
        refused("'k'", "found 2") {
            x.and(
                given["u"],
                arrayOf(DoubleArray(2), DoubleArray(1)),
            ).and(given["k"], arrayOf(DoubleArray(2), doubleArrayOf(2.0))).bind(given)
        }
    }

    test("lengths can be given without values, to draw them") {
        val time = numbers.plate("time")
        val binding = Data.lengths(time, 4, 2).bindForPrediction(numbers)
        binding.lengths("time") shouldBe listOf(4, 2)
        binding.size(numbers.plate("series")) shouldBe 2
        Data.lengths(time, 3, 3).bindForPrediction(numbers).size(time) shouldBe 3
        refused("'time'", "4, 2", "3, 1") { Data.lengths(time, 4, 2).and(numbers["x"], rows.copyOf(2).requireNoNulls()).bind(numbers) }
        refused("'series'", "no chain") { Data.lengths(numbers.plate("series"), 2) }
    }

    test("further instants are missing ones at the end of every series") {
        val binding = Data.of(
            vectors["x"],
            arrayOf(arrayOf(doubleArrayOf(1.0, 2.0), doubleArrayOf(3.0, 4.0)), arrayOf(doubleArrayOf(5.0, 6.0))),
        ).bind(vectors)
        val longer = binding.extended(vectors.plate("time"), 2).bind(vectors)
        longer.lengths("time") shouldBe listOf(4, 3)
        longer.column(vectors["x"]).values()[0] shouldBe doubleArrayOf(1.0, 3.0, NaN, NaN, 5.0, NaN, NaN, NaN)
        val alike = Data.of(
            numbers["x"],
            arrayOf(doubleArrayOf(1.0), doubleArrayOf(2.0)),
        ).bind(numbers).extended(numbers.plate("time"), 1).bind(numbers)
        alike.lengths("time") shouldBe null
        alike.column(numbers["x"]).values()[0] shouldBe doubleArrayOf(1.0, NaN, 2.0, NaN)
        val chain = declare("chain") { m -> m.observed("x", m.chain("time"), normal(0.0, 1.0)) }
        Data.of(chain["x"], doubleArrayOf(1.0, 2.0)).bind(chain).extended(chain.plate("time"), 1).bind(chain)
            .column(chain["x"]).values()[0] shouldBe doubleArrayOf(1.0, 2.0, NaN)
    }

    test("lengths are part of the fingerprint, where the values end is not all there is") {
        val short = Data.of(numbers["x"], arrayOf(doubleArrayOf(1.0, 2.0), doubleArrayOf(3.0)))
        val missing = Data.of(numbers["x"], arrayOf(doubleArrayOf(1.0, 2.0), doubleArrayOf(3.0, NaN)))
        short.fingerprint() shouldNotBe missing.fingerprint()
        short.fingerprint() shouldBe Data.of(numbers["x"], arrayOf(doubleArrayOf(1.0, 2.0), doubleArrayOf(3.0))).fingerprint()
        Data.lengths(numbers.plate("time"), 2, 1).fingerprint() shouldNotBe Data.lengths(numbers.plate("time"), 1, 2).fingerprint()
    }
})
