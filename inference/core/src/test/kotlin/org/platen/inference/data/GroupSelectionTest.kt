package org.platen.inference.data

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.io.StringReader
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.index
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.real

private val groups = model("groups") {
    val county = plate("county")
    val house = plate("house")
    val rock by county.given()
    val place by county.given(real(2))
    val where by house.given(index(county))
    house.observed("x", normal(rock[where] + place[where][0], 1))
}

private fun csv(text: String): Table = Data.csv(StringReader(text), "t.csv")

class GroupSelectionTest : FunSpec({

    val table = csv("county,rock,east,north,x\nB,0.2,1,2,7\nA,0.1,3,4,8\nB,0.2,1,2,9\n")

    test("what is the same in all rows of a group has one row for each, in the order of the labels") {
        val counties = table.categories("county")
        val data = counties.into(groups["where"])
            .and(table.column("rock").ofEach(counties).into(groups["rock"]))
            .and(table.columns("east", "north").ofEach(counties).into(groups["place"]))
            .and(table.column("x").into(groups["x"]))
        val binding = data.bind(groups)
        binding.size(groups.plate("county")) shouldBe 2
        binding.column(groups["rock"]).values().single().toList() shouldBe listOf(0.1, 0.2)
        binding.column(groups["place"]).values().map { it.toList() } shouldBe listOf(listOf(3.0, 1.0), listOf(4.0, 2.0))
        binding.column(groups["where"]).values().single().toList() shouldBe listOf(1.0, 0.0, 1.0)
    }

    test("labels that are named give the order") {
        val counties = table.categories("county", listOf("B", "A"))
        val data = table.column("rock").ofEach(counties).into(groups["rock"])
        data.and(counties.into(groups["where"])).and(table.columns("east", "north").ofEach(counties).into(groups["place"]))
            .and(table.column("x").into(groups["x"])).bind(groups).column(groups["rock"]).values().single().toList() shouldBe
            listOf(0.2, 0.1)
    }

    test("rows of a group that differ are refused with both lines") {
        refused(
            "'rock', row 3 (line 4 of t.csv), column 'rock'",
            "found 9",
            "row 1 (line 2 of t.csv), also of 'B', has 0.2",
            "one value for each of column 'county'",
        ) {
            csv("county,rock\nB,0.2\nA,0.1\nB,9\n").let { it.column("rock").ofEach(it.categories("county")).into(groups["rock"]) }
        }
    }

    test("rows without a group and groups without a row are refused") {
        refused("'rock', row 2 (line 3 of t.csv), column 'county'", "empty") {
            csv("county,rock\nB,0.2\n,0.1\n").let { it.column("rock").ofEach(it.categories("county")).into(groups["rock"]) }
        }
        refused("'rock', no row has 'C' in column 'county'") {
            table.column("rock").ofEach(table.categories("county", listOf("A", "B", "C"))).into(groups["rock"])
        }
    }
})
