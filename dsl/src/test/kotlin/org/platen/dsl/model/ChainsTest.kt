package org.platen.dsl.model

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import org.platen.dsl.kotlin.ModelScope
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.dirichlet
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.poisson
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.story
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.uniform
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.messageOf
import org.platen.dsl.shape.Plate

class ChainsTest : FunSpec({
    test("a chain holds no parameters") {
        messageOf { model("m") { chain("year").parameter("level", real()) } } shouldBe
            "parameter 'level' lives in the chain 'year': a chain orders observations and cannot hold parameters. Use a plate."
        messageOf { model("m") { plate("series").chain("time").parameter("level", real()) } } shouldBe
            "parameter 'level' lives in the chain 'time': a chain orders observations and cannot hold parameters. Use a plate."
    }

    test("the elements of a chain are no categories") {
        val message = "plate 'year' labels the entries of a vector, so its size must be declared: plate(\"year\", size)"
        messageOf { model("m") { latent("weights", dirichlet(chain("year"))) } } shouldBe message
        messageOf { model("m") { parameter("weights", simplex(chain("year"))) } } shouldBe message
        messageOf { model("m") { parameter("weights", simplex(plate("year"))) } } shouldBe message
    }

    test("a Markov variable needs an ordered plate") {
        messageOf { model("m") { plate("row").markov("s", initial = normal()) { previous -> normal(previous) } } } shouldBe
            "'s' is Markov along 'row', which is an unordered plate. Declare it with chain(\"row\")."
        messageOf { model("m") { plate("row").observedMarkov("s", initial = normal()) { previous -> normal(previous) } } } shouldBe
            "'s' is Markov along 'row', which is an unordered plate. Declare it with chain(\"row\")."
    }

    test("a chain is crossed with nothing, on either side") {
        val message = "the chain 'year' cannot be crossed with [item]. Declare one inside the other: " +
            "a chain for each element of a plate, or a plate in each element of the chain."
        messageOf { Plate.chain("year").times(Plate.of("item")) } shouldBe message
        messageOf { Plate.of("item").times(Plate.chain("year")) } shouldBe message
    }

    test("a plate is crossed with itself only as another instance") {
        val node = Plate.of("node", 4)
        messageOf { node.times(node) } shouldBe
            "[node] crossed with [node] repeats a plate. Use plate.copy(\"other\") for a second instance of the same plate."
        node.times(node.copy("other")).axes().size shouldBe 2
    }

    test("latent values along a chain may be independent of each other") {
        val declared = model("m") {
            val year = chain("year")
            val shock by year.latent(normal())
            val s by year.markov(initial = normal()) { previous -> normal(previous + shock, 1) }
        }
        declared.story() shouldBe """
            m: chain year
            shock[year] ~ Normal(0, 1)
            s[year]     ~ Normal(previous s + shock, 1), first ~ Normal(0, 1)
        """.trimIndent()
    }

    test("the first value and the others are of one kind") {
        fun chained(declaration: ModelScope.(Plate) -> Unit) = messageOf { model("m") { declaration(chain("year")) } }
        chained { year -> year.markov("s", initial = normal(zeros(2), 1)) { normal() } } shouldBe
            "'s' starts as Normal with event shape [2] but moves as Normal with event shape scalar: " +
            "the first value and the others must be of one kind"
        chained { year -> year.markov("s", initial = normal()) { poisson(1) } } shouldBe
            "'s' starts as Normal with event shape scalar but moves as Poisson with event shape scalar: " +
            "the first value and the others must be of one kind"
        chained { year -> year.markov("s", initial = categorical(0.25 * ones(4))) { categorical(0.5 * ones(2)) } } shouldBe
            "'s' starts as Categorical with event shape scalar, one of 4 but moves as Categorical with event shape scalar, one of 2: " +
            "the first value and the others must be of one kind"
        chained { year ->
            val a = plate("a", 2)
            val b = plate("b", 2)
            val start by parameter(simplex(a))
            val move by parameter(simplex(b))
            year.markov("s", initial = categorical(start)) { categorical(move) }
        } shouldBe
            "'s' starts as Categorical with event shape scalar, one of 2 of a but moves as Categorical with event shape scalar, " +
            "one of 2 of b: the first value and the others must be of one kind"
    }

    test("what the first value cannot be says nothing of the preceding value") {
        model("m") {
            chain("year").markov("s", initial = uniform(-2, -1)) { previous -> normal(0, previous + 3) }
        }["s"].shouldBeInstanceOf<RandomVariable>().distribution().shouldBeInstanceOf<Markov>()
    }

    test("chains nest in plates, and plates in chains") {
        model("m") {
            val series = plate("series")
            val time = series.chain("time")
            val repeat = time.plate("repeat", 2)
            val level by time.markov(initial = normal()) { previous -> normal(previous) }
            repeat.observed("y", normal(level, 1))
        }["y"].axes().map { it.toString() } shouldBe listOf("series", "time", "repeat")
    }
})
