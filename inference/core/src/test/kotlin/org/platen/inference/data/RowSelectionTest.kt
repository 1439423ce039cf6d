package org.platen.inference.data

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.io.StringReader
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.poisson
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.model.Covariate
import org.platen.dsl.model.Model

private fun Data.values(model: Model, variable: String) = bind(model).column(model[variable]).values().map { it.toList() }

private fun numbers(vararg values: Int) = values.map(Int::toDouble)

/** Documents with a length, words of them in one long plate. */
private val corpus = declare("corpus") { m ->
    val document = m.plate("document")
    val word = m.plate("word")
    m.observed("pages", document, poisson(3.0))
    m.given("of", word, Covariate.index(document))
    m.observed("token", word, categorical(constant(0.2, 0.3, 0.5)))
}

class RowSelectionTest :
    FunSpec({

        test("the rows of every variable of the plate, in the order asked for, also repeatedly") {
            val data = Data.of(schools["y"], doubleArrayOf(28.0, 8.0, -3.0, 7.0)).and(schools["se"], doubleArrayOf(15.0, 10.0, 16.0, 11.0))
            val chosen = data.rows(schools.plate("school"), 3, 0, 3)
            chosen.values(schools, "y") shouldBe listOf(numbers(7, 28, 7))
            chosen.values(schools, "se") shouldBe listOf(numbers(11, 15, 11))
            chosen.bind(schools).size(schools.plate("school")) shouldBe 3
        }

        test("all entries of an event, and missing values") {
            val data = Data.of(pairs["x"], arrayOf(doubleArrayOf(1.0, 2.0), doubleArrayOf(3.0, Double.NaN), doubleArrayOf(5.0, 6.0)))
            val chosen = data.rows(pairs.plate("row"), 1, 2).bind(pairs).column(pairs["x"])
            chosen.values()[0].toList() shouldBe numbers(3, 5)
            chosen.values()[1][0].isNaN() shouldBe true
            chosen.values()[1][1] shouldBe 6.0
        }

        test("all rows in their order are the data themselves") {
            val data = Data.of(pairs["x"], Array(5) { doubleArrayOf(it * 1.0, it * 2.0) })
            data.rows(pairs.plate("row"), 0, 1, 2, 3, 4).fingerprint() shouldBe data.fingerprint()
        }

        test("crossed plates: elements of one with all of the other, however they were bound") {
            val rows = arrayOf(doubleArrayOf(1.0, 2.0, 3.0), doubleArrayOf(4.0, 5.0, 6.0))
            val flat = Data.of(scores["x"], doubleArrayOf(1.0, 2.0, 3.0, 4.0, 5.0, 6.0))
            for (data in listOf(Data.of(scores["x"], rows), flat.and(scores.plate("item"), 3), flat.and(scores.plate("student"), 2))) {
                data.rows(scores.plate("student"), 1).values(scores, "x") shouldBe listOf(numbers(4, 5, 6))
                data.rows(scores.plate("item"), 2, 0).values(scores, "x") shouldBe listOf(numbers(3, 1, 6, 4))
                data.rows(scores.plate("item"), 2, 0).rows(scores.plate("student"), 1).values(scores, "x") shouldBe listOf(numbers(6, 4))
            }
            refused("'item'", "data.and(plate, size)") { flat.rows(scores.plate("item"), 0) }
        }

        test("pairs of elements of one plate: both members are chosen") {
            val pairwise = declare("distances") { m ->
                val node = m.plate("node")
                m.observed("x", node.times(node.copy("other")), normal(0.0, 1.0))
            }
            val data = Data.of(pairwise["x"], Array(3) { i -> DoubleArray(3) { j -> 10.0 * i + j } })
            data.rows(pairwise.plate("node"), 2, 0).values(pairwise, "x") shouldBe listOf(numbers(22, 20, 2, 0))
        }

        test("a plate inside the chosen elements stays whole") {
            val nested = declare("nested") { m ->
                val school = m.plate("school")
                m.observed("x", m.plate("pupil", school, 2), normal(0.0, 1.0))
            }
            val data = Data.of(nested["x"], arrayOf(doubleArrayOf(1.0, 2.0), doubleArrayOf(3.0, 4.0), doubleArrayOf(5.0, 6.0)))
            data.rows(nested.plate("school"), 2, 0).values(nested, "x") shouldBe listOf(numbers(5, 6, 1, 2))
            refused("'pupil'", "2", "without a size") { data.rows(nested.plates().last(), 0) }
            val series = declare("series") { m -> m.observed("x", m.chain("time", m.plate("series")), normal(0.0, 1.0)) }
            val times = Data.of(series["x"], arrayOf(doubleArrayOf(1.0, 2.0), doubleArrayOf(3.0, 4.0)))
            times.rows(series.plate("series"), 1).values(series, "x") shouldBe listOf(numbers(3, 4))
        }

        test("a plate that rows look up keeps its size, though some of its elements are no longer looked up") {
            val data = Data.of(counties["x"], doubleArrayOf(1.0, 2.0, 3.0, 4.0)).and(counties["countyOf"], intArrayOf(0, 2, 1, 2))
            val chosen = data.rows(counties.plate("row"), 0, 2)
            chosen.values(counties, "countyOf") shouldBe listOf(numbers(0, 1))
            chosen.bind(counties).size(counties.plate("county")) shouldBe 3
        }

        test("what belongs to the chosen elements by an index comes along, and the index counts anew") {
            val data = Data.of(corpus["pages"], intArrayOf(5, 6, 7)).and(corpus["of"], intArrayOf(0, 2, 1, 2, 0))
                .and(corpus["token"], intArrayOf(0, 1, 2, 0, 1))
            val chosen = data.rows(corpus.plate("document"), 2, 0)
            chosen.values(corpus, "pages") shouldBe listOf(numbers(7, 5))
            chosen.values(corpus, "of") shouldBe listOf(numbers(1, 0, 0, 1))
            chosen.values(corpus, "token") shouldBe listOf(numbers(0, 1, 0, 1))
            data.rows(corpus.plate("document"), 1, 1).values(corpus, "of") shouldBe listOf(numbers(0, 1))
            data.rows(corpus.plate("document"), 0, 1, 2).fingerprint() shouldBe data.fingerprint()
            refused("'word'", "'of'") { data.rows(corpus.plate("word"), 0).rows(corpus.plate("document"), 1) }
        }

        test("places and texts are those of the file") {
            val table = Data.csv(StringReader("size,kind\n1,b\n2,a\n# a comment\n-3,b\n4,c\n"), "toads.csv")
            val model = declare("toads") { m ->
                val row = m.plate("row")
                m.observed("size", row, poisson(2.0))
                m.given("kind", row, Covariate.category(3))
            }
            val data = table.column("size").into(model["size"]).and(table.categories("kind").into(model["kind"]))
            val chosen = data.rows(model.plate("row"), 3, 2)
            chosen.labels(model["kind"]) shouldBe listOf("a", "b", "c")
            refused("'size'", "row 2 (line 5 of toads.csv)", "-3") { chosen.bind(model) }
        }

        test("what cannot be taken apart is refused with its reason") {
            val data = Data.of(scalar["x"], doubleArrayOf(1.0, 2.0))
            refused("'row'", "at least one") { data.rows(scalar.plate("row")) }
            refused("'row'", "2", "0 to 1") { data.rows(scalar.plate("row"), 0, 2) }
            refused("'row'", "-1") { data.rows(scalar.plate("row"), -1) }
            refused("'county'", "size") { data.rows(counties.plate("county"), 0) }
            val matches = declare("matches") { m ->
                val team = m.plate("team")
                val game = m.plate("game")
                m.given("home", game, Covariate.index(team))
                m.given("away", game, Covariate.index(team))
            }
            val games = Data.of(matches["home"], intArrayOf(0, 1, 2)).and(matches["away"], intArrayOf(1, 2, 0))
            refused("'team'", "'away'", "second way") { games.rows(matches.plate("team"), 0, 1) }
            val chain = declare("chain") { m ->
                val year = m.chain("year")
                m.observed("x", year, normal(0.0, 1.0))
            }
            refused("'year'", "chain") { Data.of(chain["x"], doubleArrayOf(1.0, 2.0)).rows(chain.plate("year"), 0) }
        }

        test("data of one model are data of another with the same variables") {
            val other = declare("robust schools") { m ->
                val school = m.plate("school")
                m.observed("y", school, normal(m.latent("theta", school, normal(0.0, 1.0)), 1.0))
            }
            val data = Data.of(schools["y"], doubleArrayOf(28.0, 8.0)).and(schools["se"], doubleArrayOf(15.0, 10.0))
            data.forModel(other).values(other, "y") shouldBe listOf(numbers(28, 8))
            data.forModel(schools).fingerprint() shouldBe data.fingerprint()
            data.forModel(other).fingerprint(other["y"]) shouldBe data.fingerprint(schools["y"])
            refused("'x'", "'one'", "event shape") { Data.of(pairs["x"], arrayOf(doubleArrayOf(1.0, 2.0))).forModel(scalar) }
            refused("'x'", "observed", "schools") { Data.of(scalar["x"], doubleArrayOf(1.0)).forModel(schools) }
        }
    })
