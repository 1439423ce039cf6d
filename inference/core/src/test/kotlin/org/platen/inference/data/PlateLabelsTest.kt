package org.platen.inference.data

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.index
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.simplex
import org.platen.inference.kotlin.tableOf

class PlateLabelsTest : FunSpec({
    val games = model("games") {
        val team = plate("team")
        val game = plate("game")
        val home by game.given(index(team))
        val away by game.given(index(team))
        val strength by team.latent(normal(0, 1))
        val margin by game.observed(normal(strength[home] - strength[away], 1))
    }
    val table = tableOf(
        "home" to listOf("Ajax", "Celtic", "Ajax"),
        "away" to listOf("Celtic", "Benfica", "Celtic"),
        "margin" to listOf(1, 0, 2),
    )
    val margin = table.column("margin").into(games["margin"])
    fun read(column: String, labels: List<String>) = table.categories(column, labels).into(games[column])

    test("columns of one plate are numbered together") {
        val labels = table.labels("home", "away")
        labels shouldBe listOf("Ajax", "Benfica", "Celtic")
        val binding = margin.and(read("home", labels)).and(read("away", labels)).bind(games)
        binding.column(games["home"]).values().single() shouldBe doubleArrayOf(0.0, 2.0, 0.0)
        binding.column(games["away"]).values().single() shouldBe doubleArrayOf(2.0, 1.0, 2.0)
        binding.labels().of("team") shouldBe labels
        binding.labels().of(games.plate("game")) shouldBe emptyList()
    }

    test("columns of one plate that were numbered apart are refused, with the first text that they disagree about") {
        val apart = margin.and(table.categories("home").into(games["home"])).and(table.categories("away").into(games["away"]))
        refused(
            "'home' and 'away' both index 'team'",
            "0 is 'Ajax' in one and 'Benfica' in the other",
            "table.labels(\"home\", \"away\")",
        ) {
            apart.bind(games)
        }
        val fewer = margin.and(read("home", listOf("Ajax", "Celtic"))).and(read("away", listOf("Ajax", "Celtic", "Benfica")))
        refused("2 is nothing in one and 'Benfica' in the other") { fewer.bind(games) }
    }

    test("a plate has as many elements as there are labels, whether all of them occur or not") {
        val labels = listOf("Dynamo", "Ajax", "Benfica", "Celtic", "Esbjerg")
        margin.and(read("home", labels)).and(read("away", labels)).bind(games).size(games.plate("team")) shouldBe 5
    }

    test("what is observed of a plate's elements names them too") {
        val kinds = model("kinds") {
            val kind = plate("kind", 2)
            val share by parameter(simplex(kind))
            val x by plate("row").observed(categorical(share))
        }
        tableOf("x" to listOf("b", "a")).categories("x").into(kinds["x"]).bind(kinds).labels().of("kind") shouldBe listOf("a", "b")
    }
})
