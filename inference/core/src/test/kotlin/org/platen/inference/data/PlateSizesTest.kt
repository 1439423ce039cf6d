package org.platen.inference.data

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.shape.Plate

class PlateSizesTest :
    FunSpec({

        fun crossed(first: Int?, second: Int?) = declare("m") { m ->
            val a = if (first == null) m.plate("a") else m.plate("a", first)
            val b = if (second == null) m.plate("b") else m.plate("b", second)
            m.observed("x", a.times(b), normal(0.0, 1.0))
        }

        test("a plate takes its size from the rows of the data") {
            val data = Data.of(schools["y"], DoubleArray(8)).and(schools["se"], DoubleArray(8))
            data.bind(schools).size(schools.plate("school")) shouldBe 8
        }

        test("one flat array over crossed plates tells the size that is left open") {
            val model = crossed(null, 3)
            Data.of(model["x"], DoubleArray(12)).bind(model).sizes() shouldBe mapOf(model.plate("a") to 4, model.plate("b") to 3)
        }

        test("one flat array over two open plates needs a size") {
            val model = crossed(null, null)
            refused("'x'", "flat array of 12", "[a, b]", "data.and(plate, size)") { Data.of(model["x"], DoubleArray(12)).bind(model) }
            Data.of(model["x"], DoubleArray(12)).and(model.plate("b"), 6).bind(model).size(model.plate("a")) shouldBe 2
        }

        test("two variables that cross plates settle each other's sizes") {
            val model = declare("m") { m ->
                val a = m.plate("a")
                val b = m.plate("b")
                m.observed("x", a.times(b), normal(0.0, 1.0))
                m.given("g", b)
            }
            Data.of(model["x"], DoubleArray(12)).and(model["g"], DoubleArray(3)).bind(model).size(model.plate("a")) shouldBe 4
        }

        test("pairs of elements of one plate make a square") {
            val model = declare("m") { m ->
                val node = m.plate("node")
                m.observed("x", node.times(node.copy("other")), normal(0.0, 1.0))
            }
            Data.of(model["x"], DoubleArray(9)).bind(model).size(model.plate("node")) shouldBe 3
            Data.of(model["x"], Array(3) { DoubleArray(3) }).bind(model).size(model.plate("node")) shouldBe 3
            refused("'x'", "[node, node:other]", "8") { Data.of(model["x"], DoubleArray(8)).bind(model) }
            refused("'node'", "size 2", "3") { Data.of(model["x"], Array(2) { DoubleArray(3) }).bind(model) }
        }

        test("chains of equal length inside a plate are bound as rows") {
            val model = declare("m") { m ->
                val series = m.plate("series")
                m.observed("x", m.chain("time", series), normal(0.0, 1.0))
            }
            val binding = Data.of(model["x"], Array(2) { DoubleArray(5) }).bind(model)
            binding.sizes() shouldBe mapOf(model.plate("series") to 2, model.plate("time") to 5)
        }

        test("lengths that disagree are refused with both variables") {
            val data = Data.of(schools["y"], DoubleArray(8)).and(schools["se"], DoubleArray(7))
            refused("'school'", "size 8 from 'y'", "7 from 'se'", "same number of rows") { data.bind(schools) }
        }

        test("a length other than the declared size is refused") {
            val model = declare("m") { m -> m.observed("x", m.plate("row", 5), normal(0.0, 1.0)) }
            refused("'row'", "size 5 from its declaration", "4 from 'x'") { Data.of(model["x"], DoubleArray(4)).bind(model) }
            val crossed = crossed(null, 3)
            refused("'x'", "b=3", "found 10 values") { Data.of(crossed["x"], DoubleArray(10)).bind(crossed) }
            refused("'a'", "size 2 from", "3 from 'x'") {
                Data.of(crossed["x"], Array(3) { DoubleArray(3) }).and(crossed.plate("a"), 2).bind(crossed)
            }
        }

        test("without observations the sizes of plates come from the caller") {
            val data = Data.of(schools["se"], DoubleArray(4) { 1.0 })
            data.bindForPrediction(schools).size(schools.plate("school")) shouldBe 4
            Data.size(scalar.plate("row"), 10).bindForPrediction(scalar).size(scalar.plate("row")) shouldBe 10
            Data.sizes(mapOf(scalar.plate("row") to 10)).bindForPrediction(scalar).sizes() shouldBe mapOf(scalar.plate("row") to 10)
            refused("'row'", "comes from the data", "Data.size") { Data.none().bindForPrediction(scalar) }
        }

        test("sizes that cannot be are refused") {
            refused("'row'", "size 0", "at least 1") { Data.size(scalar.plate("row"), 0) }
            refused("'row'", "size 3", "size 4") { Data.size(scalar.plate("row"), 3).and(scalar.plate("row"), 4) }
            refused("'elsewhere'", "'one'", "[row]") { Data.size(Plate.of("elsewhere"), 3).bindForPrediction(scalar) }
        }

        test("an index gives its plate the size that its codes run to") {
            val data = Data.of(counties["countyOf"], intArrayOf(2, 0, 1, 2)).and(counties["x"], DoubleArray(4))
            data.bind(counties).size(counties.plate("county")) shouldBe 3
            data.and(counties.plate("county"), 85).bind(counties).size(counties.plate("county")) shouldBe 85
        }

        test("an index whose codes leave gaps gives no size") {
            val fips = Data.of(counties["countyOf"], intArrayOf(53061, 53063)).and(counties["x"], DoubleArray(2))
            refused("'county'", "'countyOf'", "53063", "0 does not occur", "Data.size", "categories") { fips.bind(counties) }
            val gap = Data.of(counties["countyOf"], intArrayOf(0, 1, 3)).and(counties["x"], DoubleArray(3))
            refused("2 does not occur") { gap.bind(counties) }
            gap.and(counties.plate("county"), 4).bind(counties).size(counties.plate("county")) shouldBe 4
        }

        test("an index past the end of its plate is refused with the row") {
            val data = Data.of(counties["countyOf"], intArrayOf(1, 2, 3)).and(counties["x"], DoubleArray(3))
            refused("'countyOf'", "row 3", "found 3", "at most 2", "'county' has 3 elements", "Subtract 1") {
                data.and(counties.plate("county"), 3).bind(counties)
            }
        }
    })
