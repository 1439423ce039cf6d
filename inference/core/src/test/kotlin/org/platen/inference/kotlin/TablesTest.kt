package org.platen.inference.kotlin

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data

private class Person(val height: Double?, val county: String, val smokes: Boolean)

class TablesTest : FunSpec({

    val people = listOf(Person(1.8, "west", true), Person(null, "east", false), Person(1.6, "east", true))
    val model = model("heights") {
        val county = plate("place", 2)
        val row = plate("row")
        val shares by parameter(simplex(county))
        val mean by county.parameter(real())
        val scale by parameter(positive())
        val where = row.observed("county", categorical(shares))
        row.observed("height", normal(mean[where], scale))
    }

    test("objects become columns, null a missing value and texts categories") {
        val table = people.toTable("height" to { it.height }, "county" to { it.county }, "smokes" to { it.smokes })
        table.names() shouldBe listOf("height", "county", "smokes")
        table.rows() shouldBe 3
        val data = table.column("height").into(model["height"]).and(table.categories("county").into(model["county"]))
        data.labels(model["county"]) shouldBe listOf("east", "west")
        val byHand = Data.of(model["height"], doubleArrayOf(1.8, Double.NaN, 1.6)).and(model["county"], intArrayOf(1, 0, 0))
        data.fingerprint() shouldBe byHand.fingerprint()
        table.column("smokes").into(model["height"]).fingerprint() shouldBe
            Data.of(model["height"], doubleArrayOf(1.0, 0.0, 1.0)).fingerprint()
    }

    test("lists are data at once") {
        dataOf(model["height"] to listOf(1.8, null, 1.6), model["county"] to listOf(1, 0, 0)).fingerprint() shouldBe
            Data.of(model["height"], doubleArrayOf(1.8, Double.NaN, 1.6)).and(model["county"], intArrayOf(1, 0, 0)).fingerprint()
    }

    test("numbers may be categories, in the order of their values") {
        val table = tableOf("code" to listOf(10, 9, null, 10))
        table.categories("code").labels() shouldBe listOf("9", "10")
    }

    test("a text where a number is expected is named with its row and the way to take it") {
        val table = tableOf("height" to listOf(1.8, "tall"))
        shouldThrow<ModelException> { table.column("height").into(model["height"]) }.message!! shouldContain
            "column 'height', row 1: expected a number, found 'tall'. Texts are taken as categories(\"height\")"
    }

    test("columns of different lengths are refused") {
        shouldThrow<ModelException> { tableOf("a" to listOf(1, 2), "b" to listOf("x")) }.message shouldBe
            "column 'b' has 1 rows, but column 'a' has 2"
        shouldThrow<ModelException> { tableOf() }.message shouldBe "a table needs at least one column"
    }
})
