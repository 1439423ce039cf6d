package org.platen.dsl.model

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.expr.Expr
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Expressions.zeros
import org.platen.dsl.messageOf
import org.platen.dsl.network.Initialiser
import org.platen.dsl.network.Network
import org.platen.dsl.network.Weight
import org.platen.dsl.shape.Shape

class ModelPartsTest : FunSpec({
    fun dense(parts: ModelParts, weights: Map<String, Expr>): Network = parts.network("net", Shape.of(2), { it.dense(1) }, weights)

    test("variables may be held at others, and stand in the order that is asked for") {
        val parts = ModelParts("cause")
        val a = parts.declaration().latent("a", normal(0.0, 1.0))
        val b = parts.declaration().latent("b", normal(a, 1.0))
        parts.hold(b, constant(1.0), true)
        parts.hold(a, b, true)
        val model = parts.model(listOf("b", "a"))
        model.variables().map(Variable::name) shouldContainExactly listOf("b", "a")
        model.parents(a) shouldBe setOf(b)
        model.isIntervened(b) shouldBe true
    }

    test("a cycle is refused") {
        val parts = ModelParts("cycle")
        val a = parts.declaration().latent("a", normal(0.0, 1.0))
        val b = parts.declaration().latent("b", normal(a, 1.0))
        parts.hold(a, b, false)
        messageOf { parts.model(listOf("a", "b")) } shouldContain "'a' is made from 'b', which comes after it or is made from 'a' itself"
    }

    test("what a variable is held at is checked") {
        val parts = ModelParts("held")
        val a = parts.declaration().latent("a", normal(0.0, 1.0))
        parts.hold(a, zeros(2), true)
        messageOf { parts.model(listOf("a")) } shouldContain "cannot intervene on 'a': it has event shape scalar, but the value"
    }

    test("the order has every variable once") {
        val parts = ModelParts("order")
        parts.declaration().latent("a", normal(0.0, 1.0))
        parts.declaration().latent("b", normal(0.0, 1.0))
        messageOf { parts.model(listOf("a", "a")) } shouldContain "model 'order' has variables [a, b], its order names [a, a]"
    }

    test("a network is put together of weights of the right shape") {
        val parts = ModelParts("network")
        val weight = parts.weight(Weight("net.dense1.weight", Shape.of(1, 2), 2, 1, Initialiser.he()))
        val bias = parts.declaration().latent("bias", normal(zeros(1), constant(1.0)))
        messageOf { dense(parts, mapOf("dense1.weight" to weight)) } shouldBe "network 'net' has no weight 'dense1.bias'"
        messageOf { dense(parts, mapOf("dense1.weight" to bias, "dense1.bias" to bias)) } shouldContain
            "weight 'net.dense1.weight' has event shape [1], expected [1, 2]"
        messageOf { dense(parts, mapOf("dense1.weight" to weight, "dense1.bias" to bias, "more" to bias)) } shouldContain
            "found [dense1.weight"
        dense(parts, mapOf("dense1.weight" to weight, "dense1.bias" to bias))
        val model = parts.model(listOf("net.dense1.weight", "bias"))
        model.networks().single().parameters() shouldBe 3
        (model["net.dense1.weight"] as Parameter).weight().orElseThrow().initialiser() shouldBe Initialiser.he()
    }
})
