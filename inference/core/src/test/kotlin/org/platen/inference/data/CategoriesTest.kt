package org.platen.inference.data

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.io.StringReader

private fun csv(text: String): Table = Data.csv(StringReader(text), "t.csv")

private fun Data.codes() = bind(species).column(species["x"]).values().single()

class CategoriesTest :
    FunSpec({

        test("texts become codes in increasing order, whatever the order of the rows") {
            val text = "species\nvirginica\nsetosa\nversicolor\nsetosa\n"
            val data = csv(text).categories("species").into(species["x"])
            data.codes() shouldBe doubleArrayOf(2.0, 0.0, 1.0, 0.0)
            csv(text).categories("species").labels() shouldBe listOf("setosa", "versicolor", "virginica")
        }

        test("the labels stay with the data and the binding") {
            val data = csv("species\nb\na\n").categories("species").into(species["x"])
            data.labels(species["x"]) shouldBe listOf("a", "b")
            data.bind(species).column(species["x"]).labels() shouldBe listOf("a", "b")
            Data.of(species["x"], intArrayOf(0)).labels(species["x"]) shouldBe emptyList()
        }

        test("codes that are numbers are ordered as numbers") {
            csv("county\n10\n9\n10\n2\n").categories("county").labels() shouldBe listOf("2", "9", "10")
            csv("county\n10\n9\n10\n2\n").categories("county").into(species["x"]).codes() shouldBe doubleArrayOf(2.0, 1.0, 2.0, 0.0)
            Table.of(mapOf("county" to doubleArrayOf(10.0, 9.0, 2.0))).categories("county").labels() shouldBe listOf("2", "9", "10")
        }

        test("labels that are named keep their order, and others are refused with their row") {
            val table = csv("size\nlarge\nsmall\nhuge\n")
            csv("size\nlarge\nsmall\n").categories("size", listOf("small", "medium", "large")).into(species["x"]).codes() shouldBe
                doubleArrayOf(2.0, 0.0)
            refused("'x', row 3 (line 4 of t.csv), column 'size'", "found 'huge'", "[small, medium, large]") {
                table.categories("size", listOf("small", "medium", "large")).into(species["x"])
            }
            refused("'size'", "no labels") { table.categories("size", emptyList()) }
            refused("'size'", "twice") { table.categories("size", listOf("a", "a")) }
        }

        test("a missing text is a missing value") {
            val data = csv("species,id\na,1\n,2\nNA,3\nb,4\n").categories("species").into(species["x"])
            data.codes() shouldBe doubleArrayOf(0.0, Double.NaN, Double.NaN, 1.0)
        }

        test("more categories than the model has are refused") {
            refused("'x', row 4 (line 5 of t.csv), column 'species'", "found 3", "from 0 to 2") {
                csv("species\na\nb\nc\nd\n").categories("species").into(species["x"]).bind(species)
            }
        }

        test("categories index a plate sized by the data") {
            val table = csv("county,x\nAnoka,1\nAitkin,2\nAnoka,3\n")
            val binding = table.categories("county").into(counties["countyOf"]).and(table.column("x").into(counties["x"])).bind(counties)
            binding.size(counties.plate("county")) shouldBe 2
            binding.column(counties["countyOf"]).values().single().toList() shouldBe listOf(1.0, 0.0, 1.0)
        }
    })
