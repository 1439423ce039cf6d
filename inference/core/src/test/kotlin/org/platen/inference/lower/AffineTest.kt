package org.platen.inference.lower

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.expr.Expr
import org.platen.dsl.expr.Expressions.concatenate
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Expressions.ones
import org.platen.dsl.expr.Expressions.solveLower
import org.platen.dsl.expr.Expressions.where
import org.platen.dsl.expr.Expressions.zeros
import org.platen.dsl.kotlin.identity
import org.platen.dsl.model.Model
import org.platen.dsl.model.Space

class AffineTest : FunSpec({
    lateinit var expressions: Map<String, Pair<Expr, Boolean>>
    lateinit var coupled: Map<String, Pair<Expr, Boolean>>
    lateinit var unknowns: List<org.platen.dsl.model.RandomVariable>
    val model = Model.declare("affine") { m ->
        val row = m.plate("row")
        val item = m.plate("item", 3)
        val index = m.given("index", row, org.platen.dsl.model.Covariate.index(item))
        val other = m.given("other", row, org.platen.dsl.model.Covariate.index(item))
        val a = m.parameter("a", Space.real())
        val w = m.parameter("w", Space.real(4, 2))
        val f = m.latent("f", row, normal(zeros(2), ones(2)))
        val g = m.latent("g", row, normal(0.0, 1.0))
        val effect = m.latent("effect", item, normal(0.0, 1.0))
        val twice = m.deterministic("twice", g.times(2.0))
        unknowns = listOf(f, g, effect)
        expressions = mapOf(
            "a parameter" to (a to true),
            "the unknown itself" to (g to true),
            "a multiple plus a constant" to (g.times(a.exp()).minus(3.0) to true),
            "the unknown over a constant" to (g.dividedBy(a) to true),
            "a function of it that is linear" to (twice.negated() to true),
            "a product with a matrix" to (w.dot(f) to true),
            "entries, sums and joins" to (concatenate(f, w.dot(f)).entry(1).plus(f.sum()) to true),
            "a triangular solve" to (solveLower(identity(2), f) to true),
            "a choice by something known" to (where(a, g, g.negated()) to true),
            "a look-up" to (effect.at(index) to true),
            "its square" to (g.squared() to false),
            "a product of two" to (g.times(twice) to false),
            "a constant over it" to (a.dividedBy(g) to false),
            "its exponential" to (g.exp() to false),
            "a choice by itself" to (where(g, a, g) to false),
            "a log of a sum over entries" to (f.logSumExp() to false),
        )
        coupled = mapOf(
            "one element looked up" to (effect.at(index) to false),
            "the same element twice" to (effect.at(index).plus(effect.at(index).times(a)) to false),
            "two elements" to (effect.at(index).minus(effect.at(other)) to true),
            "all elements" to (effect.sum(item) to true),
            "those that all rows name" to (effect.at(index).sum(row) to true),
        )
    }

    test("an expression is affine when it is a linear part and a constant") {
        val affine = Affine(model, unknowns)
        expressions.forEach { (what, case) -> withClue(what) { affine.isAffine(case.first) shouldBe case.second } }
    }

    test("only what depends on an unknown mentions it, also through a deterministic variable") {
        val affine = Affine(model, unknowns)
        affine.mentions(model["a"]) shouldBe false
        affine.mentions(model["twice"]) shouldBe true
    }

    test("elements of a plate are coupled when one density reads several of them") {
        val effect = unknowns[2]
        val affine = Affine(model, listOf(effect))
        coupled.forEach { (what, case) ->
            val term = Term(unknowns[1], normal(case.first, constant(1.0)), Term.Part.ALL)
            withClue(what) { Coupling.couples(term, affine, effect.axes().single()) shouldBe case.second }
        }
    }
})
