package org.platen.dsl.model

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import org.platen.dsl.kotlin.constant
import org.platen.dsl.kotlin.dirichlet
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.index
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.times
import org.platen.dsl.messageOf
import org.platen.dsl.shape.Plate

class NamesTest : FunSpec({
    test("two variables of one name are refused") {
        messageOf {
            model("m") {
                latent("x", normal())
                parameter("x", real())
            }
        } shouldBe "model 'm' already has a variable 'x'. Give the second one another name."
    }

    test("two plates of one name are refused, and a copy is what may be meant") {
        messageOf {
            model("m") {
                plate("row")
                plate("row", 3)
            }
        } shouldBe "model 'm' already has a plate 'row'. Use plate.copy(\"other\") for a second instance of the same plate."
    }

    test("a variable cannot have the name of a plate, nor a plate that of a variable") {
        messageOf {
            model("m") {
                plate("x")
                latent("x", normal())
            }
        } shouldBe "model 'm' has a plate 'x', so a variable cannot have that name"
        messageOf {
            model("m") {
                latent("x", normal())
                plate("x")
            }
        } shouldBe "model 'm' has a variable 'x', so a plate cannot have that name"
    }

    test("blank names are refused everywhere") {
        messageOf { model(" ") {} } shouldBe "a model needs a name, found a blank one"
        messageOf { model("m") { plate("") } } shouldBe "a plate needs a name, found a blank one"
        messageOf { model("m") { chain(" ") } } shouldBe "a plate needs a name, found a blank one"
        messageOf { model("m") { latent(" ", normal()) } } shouldBe "a variable of model 'm' needs a name, found a blank one"
        messageOf { model("m") { given("") } } shouldBe "a variable of model 'm' needs a name, found a blank one"
        messageOf { model("m") { plate("row").copy("") } } shouldBe "a copy of plate 'row' needs a name, found a blank one"
    }

    test("a missing variable is answered with those there are") {
        val declared = model("m") {
            latent("a", normal())
            latent("b", normal())
        }
        messageOf { declared["c"] } shouldBe "model 'm' has no variable 'c', it has [a, b]"
    }

    test("a variable of another model is refused, also where the names agree") {
        val other = model("other") { latent("mu", normal()) }
        val message = "'x' uses 'mu', which is not a variable declared earlier in model 'm'. " +
            "Declare it first, or include(...) the model it belongs to."
        messageOf { model("m") { latent("x", normal(other["mu"], 1)) } } shouldBe message
        messageOf {
            model("m") {
                latent("mu", normal())
                latent("x", normal(other["mu"], 1))
            }
        } shouldBe message
        messageOf { model("m") { deterministic("x", 2 * other["mu"]) } } shouldBe message
    }

    test("the preceding value of a Markov variable stays inside of its transition") {
        messageOf {
            model("m") {
                val year = chain("year")
                lateinit var kept: org.platen.dsl.expr.Expr
                year.markov("s", initial = normal()) { previous ->
                    kept = previous
                    normal(previous)
                }
                year.observed("x", normal(kept))
            }
        } shouldBe "'x' uses 'previous s', which is not a variable declared earlier in model 'm'. " +
            "Declare it first, or include(...) the model it belongs to."
    }

    test("including a model twice, or one with a name that is taken, is refused") {
        val other = model("other") { latent("mu", normal()) }
        messageOf {
            model("m") {
                include(other)
                include(other)
            }
        } shouldBe "model 'm' already has a variable 'mu'. Give the second one another name."
    }

    test("plates of another model are refused, with those there are") {
        val row = Plate.of("row")
        messageOf {
            model("m") {
                plate("item")
                row.latent("x", normal())
            }
        } shouldBe "'x' lives in plate 'row', which model 'm' does not have: it has [item]. Declare plates with plate(\"row\")."
        messageOf { model("m") { row.parameter("x", real()) } } shouldBe
            "'x' lives in plate 'row', which model 'm' does not have: it has []. Declare plates with plate(\"row\")."
        messageOf { model("m") { given("x", index(row)) } } shouldBe
            "'x' lives in plate 'row', which model 'm' does not have: it has []. Declare plates with plate(\"row\")."
        messageOf { model("m") { row.chain("time") } } shouldBe
            "plate 'time' is nested in plate 'row', which model 'm' does not have: it has []"
        messageOf { model("m") { deterministic("x", constant(Plate.of("k", 2), 1, 2)) } } shouldBe
            "'x' lives in plate 'k', which model 'm' does not have: it has []. Declare plates with plate(\"k\")."
    }

    test("the entries of a vector belong to a plate of the model") {
        val other = Plate.of("cluster", 3)
        messageOf { model("m") { latent("weights", dirichlet(other)) } } shouldBe
            "the entries of 'weights' belong to plate 'cluster', which model 'm' does not have: it has []"
        messageOf { model("m") { parameter("weights", simplex(other)) } } shouldBe
            "the entries of 'weights' belong to plate 'cluster', which model 'm' does not have: it has []"
    }
})
