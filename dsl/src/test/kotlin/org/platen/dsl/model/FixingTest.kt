package org.platen.dsl.model

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.poisson
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.story
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.messageOf
import org.platen.dsl.shape.Plate

class FixingTest : FunSpec({
    val cause = model("cause") {
        val row = plate("row")
        val a by latent(normal())
        val b by latent(normal())
        val effect by latent(normal(a, 1))
        val twice by deterministic(2 * effect)
        val vector by latent(normal(zeros(2), 1))
        val count by row.latent(poisson(3))
        val offset by parameter(real())
        row.observed("x", normal(twice + count + offset, 1))
    }

    test("conditioning makes a latent variable known, and its density still counts") {
        val fixed = cause.condition("effect", 2.0)
        fixed.latents().map(Variable::name) shouldContainExactly listOf("a", "b", "vector", "count")
        fixed.factors().map(Variable::name) shouldContainExactly listOf("a", "b", "effect", "vector", "count", "x")
        fixed.parents(fixed["effect"]).map(Variable::name) shouldContainExactly listOf("a")
    }

    test("an intervention takes the density away, and the parents with it") {
        val fixed = cause.intervene("effect", 2.0)
        fixed.factors().map(Variable::name) shouldContainExactly listOf("a", "b", "vector", "count", "x")
        fixed.parents(fixed["effect"]) shouldBe emptySet()
    }

    test("the model itself is not changed") {
        cause.intervene("effect", 2.0)
        cause.story() shouldBe model("cause") { include(cause) }.story()
        cause.latents().size shouldBe 5
    }

    test("a variable may be held at a function of others, and then comes after them") {
        val later = cause.intervene("a", 2 * cause["b"])
        later.variables().map(Variable::name).take(3) shouldContainExactly listOf("b", "a", "effect")
        later.parents(later["a"]).map(Variable::name) shouldContainExactly listOf("b")
    }

    test("a variable cannot be held at what depends on it") {
        messageOf { cause.intervene("a", cause["twice"] + 1) } shouldBe
            "cannot intervene on 'a' at twice + 1: 'twice' depends on 'a', which would make a cycle"
        messageOf { cause.condition("a", cause["a"]) } shouldBe
            "cannot condition on 'a' at a: 'a' depends on 'a', which would make a cycle"
        messageOf { cause.intervene("a", cause["b"]).intervene("b", cause["a"]) } shouldBe
            "cannot intervene on 'b' at a: 'a' depends on 'b', which would make a cycle"
    }

    test("an intervention cuts the cycle it would make") {
        val cut = cause.intervene("effect", 0.0).intervene("a", cause["twice"])
        cut.parents(cut["a"]).map(Variable::name) shouldContainExactly listOf("twice")
    }

    test("only random variables can be held") {
        messageOf { cause.condition("offset", 1.0) } shouldBe "cannot condition on 'offset': it is a Parameter, not a random variable"
        messageOf { cause.intervene("twice", 1.0) } shouldBe "cannot intervene on 'twice': it is a Deterministic, not a random variable"
        messageOf { cause.intervene("z", 1.0) } shouldBe
            "model 'cause' has no variable 'z', it has [a, b, effect, twice, vector, count, offset, x]"
    }

    test("the value has the shape of the variable, or is one number for all entries") {
        cause.condition("vector", 1.0).latents().size shouldBe 4
        messageOf { cause.condition("vector", ones(3)) } shouldBe
            "condition on 'vector': event shapes [2] and [3] differ. Shapes broadcast only when equal or scalar; slice, reshape or sum one of them."
        messageOf { cause.condition("a", ones(2)) } shouldBe
            "cannot condition on 'a': it has event shape scalar, but the value ones(2) has event shape [2]"
    }

    test("the value varies over no other plates than the variable") {
        messageOf { cause.intervene("effect", cause["count"]) } shouldBe
            "cannot intervene on 'effect': it lives in [], but the value count varies over [row]"
    }

    test("the value is made of variables of the model") {
        val other = model("other") { latent("b", normal()) }
        messageOf { cause.intervene("a", other["b"]) } shouldBe
            "cannot intervene on 'a' at b: 'b' is not a variable of model 'cause'. Read its variables with model.get(\"b\")."
    }

    test("the value is one that the variable can take") {
        messageOf { cause.condition("count", -1.0) } shouldBe
            "cannot condition on 'count' at -1: Poisson takes whole numbers from 0 to Infinity"
        messageOf { cause.condition("count", 0.5) } shouldBe
            "cannot condition on 'count' at 0.5: Poisson takes whole numbers from 0 to Infinity"
        messageOf { cause.condition("a", Double.NaN) } shouldBe
            "cannot condition on 'a' at NaN: Normal takes numbers from -Infinity to Infinity"
    }

    test("a model keeps what is held when another includes it") {
        val whole = model("whole") {
            include(cause.condition("a", 1.0).intervene("b", 2.0))
            latent("c", normal())
        }
        whole.latents().map(Variable::name) shouldContainExactly listOf("effect", "vector", "count", "c")
        whole.isIntervened(whole["b"] as RandomVariable) shouldBe true
    }
})
