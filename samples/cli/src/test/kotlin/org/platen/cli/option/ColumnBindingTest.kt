package org.platen.cli.option

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.index
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.model.Model
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.data.PlateLabels

class ColumnBindingTest : FunSpec({
    val line = model("line") {
        val row = plate("row")
        val a by row.given()
        row.observed("y", normal(a, 1.0))
    }
    val pairs = model("pairs") {
        val row = plate("row")
        row.observed("x", normal(zeros(2), ones(2)))
    }
    val walks = model("walks") {
        val walk = plate("walk")
        val step = walk.chain("step")
        step.observed("x", normal(0.0, 1.0))
    }

    fun columns(
        names: List<String> = listOf(),
        bound: Map<String, String> = mapOf(),
        series: String? = null,
        time: String? = null,
        fitted: PlateLabels = PlateLabels.NONE,
    ) = { csv: String, model: Model -> ColumnBinding(Data.csv(csv.reader(), "table"), names, bound, series, time, fitted).of(model) }

    fun Data.values(model: Model, name: String) = bind(model).column(model[name]).values().map { it.filterNot(Double::isNaN) }

    test("columns have the names of the variables, in whatever order") {
        val data = columns()("y,b,a\n1,2,3\n4,5,6\n", line)
        data.values(line, "y") shouldBe listOf(listOf(1.0, 4.0))
        data.values(line, "a") shouldBe listOf(listOf(3.0, 6.0))
    }

    test("columns that are bound go first") {
        columns(bound = mapOf("a" to "b"))("y,b,a\n1,2,3\n", line).values(line, "a") shouldBe listOf(listOf(2.0))
    }

    test("entries of an event are numbered columns, named ones, or all columns of the table") {
        val expected = listOf(listOf(1.0), listOf(2.0))
        columns()("x2,c,x1\n2,0,1\n", pairs).values(pairs, "x") shouldBe expected
        columns(listOf("b", "a"))("a,b,c\n2,1,0\n", pairs).values(pairs, "x") shouldBe expected
        columns(bound = mapOf("x" to "b+a"))("a,b,c\n2,1,0\n", pairs).values(pairs, "x") shouldBe expected
        columns()("u,v\n1,2\n", pairs).values(pairs, "x") shouldBe expected
    }

    test("rows are put into series, ordered by time") {
        val data = columns(series = "who", time = "day")("who,day,x\na,2,12\nb,1,21\na,1,11\n", walks)
        data.values(walks, "x") shouldBe listOf(listOf(11.0, 12.0, 21.0))
    }

    test("columns that index a plate are read as categories, those of one plate together, and as a fit numbered them") {
        val games = model("games") {
            val team = plate("team")
            val game = plate("game")
            val home by game.given(index(team))
            val away by game.given(index(team))
            val strength by team.latent(normal(0, 1))
            game.observed("margin", normal(strength[home] - strength[away], 1))
        }
        val table = "home,away,margin\nAjax,Celtic,1\nCeltic,Benfica,0\n"
        val data = columns()(table, games)
        data.values(games, "home") shouldBe listOf(listOf(0.0, 2.0))
        data.values(games, "away") shouldBe listOf(listOf(2.0, 1.0))
        val fitted = PlateLabels(mapOf("team" to listOf("Celtic", "Benfica", "Ajax")))
        columns(fitted = fitted)(table, games).values(games, "home") shouldBe listOf(listOf(2.0, 0.0))
        shouldThrow<ModelException> { columns(fitted = fitted)("home,away,margin\nAjax,Dynamo,1\n", games) }.message shouldContain
            "found 'Dynamo', expected one of"
        // Codes of a declared plate are codes; identifiers of other plates are numbered.
        val kinds = model("kinds") {
            val kind = plate("kind", 3)
            val share by parameter(simplex(kind))
            plate("row").observed("x", categorical(share))
        }
        columns()("x\n2\n1\n", kinds).values(kinds, "x") shouldBe listOf(listOf(2.0, 1.0))
        columns()("x\nb\na\n", kinds).values(kinds, "x") shouldBe listOf(listOf(1.0, 0.0))
        columns()("home,away,margin\n17,4,1\n4,30,0\n", games).values(games, "home") shouldBe listOf(listOf(1.0, 0.0))
    }

    test("without series all rows are one, ordered by time") {
        columns(time = "day")("day,x\n2,12\n3,13\n1,11\n", walks).values(walks, "x") shouldBe listOf(listOf(11.0, 12.0, 13.0))
        columns()("x\n12\n13\n", walks).bind(walks).size(walks.plates().first { it.name() == "walk" }) shouldBe 1
    }

    test("without series, more columns than an instant has entries are the instants of each row's series") {
        columns(listOf("a", "b"))("a,b\n1,2\n3,4\n5,6\n", walks).bind(walks).size(walks.plates().first { it.name() == "walk" }) shouldBe 3
    }

    test("what is missing or does not belong there is said with the option that helps") {
        shouldThrow<ModelException> { columns()("y,b\n1,2\n", line) }.message shouldContain
            "the table has no column 'a', it has [y, b]. Say which columns hold it: --bind a=column+column"
        shouldThrow<ModelException> { columns(listOf("y"))("y,a\n1,2\n", line) }.message shouldContain "--bind variable=column+column"
        shouldThrow<ModelException> { columns(bound = mapOf("z" to "a"))("y,a\n1,2\n", line) }.message shouldContain "'z'"
    }
})
