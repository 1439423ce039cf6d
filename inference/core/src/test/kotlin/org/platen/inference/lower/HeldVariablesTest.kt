package org.platen.inference.lower

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.ln
import org.platen.dsl.distribution.Distributions.dirichlet
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.expr.Expr
import org.platen.dsl.expr.Reduction
import org.platen.dsl.kotlin.constant
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.vector
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.model.Model

class HeldVariablesTest : FunSpec({
    val free = model("free") {
        val item = plate("item", 3)
        item.given("x")
        val level by item.latent(normal(0.0, 1.0))
        val double by item.latent(normal(level, 1.0))
        latent("weights", dirichlet(item, 1.0))
        item.latent("vector", normal(zeros(2), 1.0))
        deterministic("sum", level + double)
    }
    val item = free.plates().single()

    fun values(held: Model, expr: Expr) = Bound(held).run(expr, null).values.toList()

    for (verb in listOf("conditioned on", "intervened on")) {
        fun hold(name: String, value: Expr) = if (verb == "conditioned on") free.condition(name, value) else free.intervene(name, value)

        test("a variable $verb has that value for all elements, and in all that is made of it") {
            val held = hold("level", constant(2)).condition("double", 5.0)
            values(held, held["level"]) shouldContainExactly listOf(2.0, 2.0, 2.0)
            values(held, held["sum"]) shouldContainExactly listOf(7.0, 7.0, 7.0)
        }

        test("a variable $verb another's value has that") {
            val held = hold("double", 2 * free["level"]).condition("level", 1.5)
            values(held, held["double"]) shouldContainExactly listOf(3.0, 3.0, 3.0)
        }

        test("one number stands for every entry of a vector $verb") {
            val held = hold("vector", constant(2))
            values(held, held["vector"].dot(vector(1, 10))) shouldContainExactly listOf(22.0, 22.0, 22.0)
        }
    }

    test("folding a plate over which the value does not vary counts its elements") {
        val held = free.condition("level", 2.0)
        fun folded(reduction: Reduction) = values(held, held["level"].reduce(reduction, item)).single()
        folded(Reduction.SUM) shouldBe 6.0
        folded(Reduction.MEAN) shouldBe 2.0
        folded(Reduction.MAXIMUM) shouldBe 2.0
        folded(Reduction.LOG_SUM_EXP) shouldBe (2 + ln(3.0) plusOrMinus 1e-15)
    }

    test("folding rows over which the value does not vary counts them") {
        val held = free.condition("level", 2.0)
        val total = held["level"].reduce(Reduction.SUM, item) * held["x"]
        val bound = Bound(held)
        val x = bound.values.getValue(held["x"])
        bound.run(total, item.axis()).values.toList() shouldContainExactly x.map { 6 * it }
    }
})
