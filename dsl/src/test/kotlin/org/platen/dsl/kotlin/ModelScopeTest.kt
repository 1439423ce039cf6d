package org.platen.dsl.kotlin

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import org.platen.dsl.model.Deterministic
import org.platen.dsl.model.Given
import org.platen.dsl.model.Parameter
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.model.Variable
import org.platen.dsl.shape.ModelException

class ModelScopeTest : FunSpec({
    test("variables are named after their properties and come in the order of their lines") {
        val declared = model("m") {
            val row = plate("row")
            val a by given()
            val b by parameter(real())
            val c by row.latent(normal(a, 1))
            val d by deterministic(b + c)
            row.observed("e", normal(d, 1))
        }
        declared.variables().map(Variable::name) shouldContainExactly listOf("a", "b", "c", "d", "e")
        declared["a"].shouldBeInstanceOf<Given>()
        declared["b"].shouldBeInstanceOf<Parameter>()
        declared["d"].shouldBeInstanceOf<Deterministic>()
        declared.latents().map(Variable::name) shouldBe listOf("c")
        declared.observed().map(Variable::name) shouldBe listOf("e")
    }

    test("a property is the variable of the model") {
        lateinit var inside: Variable
        val declared = model("m") {
            val x by latent(normal())
            inside = x
        }
        declared["x"] shouldBeSameInstanceAs inside
    }

    test("a variable without a name is an error, since its line would do nothing") {
        shouldThrow<ModelException> {
            model("m") {
                val row = plate("row")
                row.observed(poisson(1))
            }
        }.message shouldBe
            "model 'm' has a variable without a name: observed Poisson(1). " +
            "Write 'val name by …', or give the name as the first argument."
    }

    test("every kind of variable can be given its name as an argument") {
        val declared = model("m") {
            val state = plate("state", 2)
            val row = plate("row")
            val year = chain("year")
            given("a", real(2))
            row.given("b", index(state))
            row.given("c", real(2))
            parameter("d", positive())
            state.parameter("e", real())
            latent("f", normal())
            row.latent("g", normal())
            observed("h", normal())
            row.observed("i", normal())
            deterministic("j", constant(1) + constant(2))
            year.markov("k", initial = normal()) { previous -> normal(previous) }
            year.observedMarkov("l", initial = normal()) { previous -> normal(previous) }
        }
        declared.variables().map(Variable::name) shouldContainExactly "abcdefghijkl".map { it.toString() }
    }

    test("a single value may be observed, when that is what is said") {
        val x = model("m") { val x by observed(normal()) }["x"]
        x.axes() shouldBe emptySet()
        (x as RandomVariable).isObserved shouldBe true
    }

    test("a model can build on another") {
        val prior = model("prior") {
            val cluster = plate("cluster", 2)
            val mean by cluster.latent(normal(0, 10))
        }
        val whole = model("whole") {
            include(prior)
            val row = plate("row")
            val z by row.given(index(prior.plates().single()))
            row.observed("x", normal(prior["mean"][z], 1))
        }
        whole.story() shouldBe """
            whole: cluster of 2, row
            mean[cluster] ~ Normal(0, 10)
            z[row]        = given, index of cluster
            x[row]        ~ Normal(mean[z], 1)  (observed)
        """.trimIndent()
    }

    test("a covariate of another space than the real numbers is refused") {
        shouldThrow<ModelException> { model("m") { val x by plate("row").given(positive()) } }.message shouldBe
            "a covariate holds any real numbers, found a space of Interval[lower=0.0, upper=Infinity]. " +
            "Use real(…), index(plate) or category(size)."
    }
})
