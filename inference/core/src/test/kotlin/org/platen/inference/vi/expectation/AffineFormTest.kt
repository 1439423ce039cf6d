package org.platen.inference.vi.expectation

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.platen.dsl.distribution.Distributions.multivariateNormal
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.expr.Expr
import org.platen.dsl.expr.Expressions.concatenate
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Expressions.identity
import org.platen.dsl.expr.Expressions.ones
import org.platen.dsl.expr.Expressions.stack
import org.platen.dsl.expr.Expressions.where
import org.platen.dsl.expr.Expressions.zeros
import org.platen.dsl.model.Covariate
import org.platen.dsl.model.Model
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.vi.rule.parameters
import org.platen.inference.vi.rule.posterior
import org.platen.inference.vi.rule.shouldBeCloseTo

/** Mean and covariance of w ~ N(0, I) after seeing 3 = a · w + noise of variance 1: precision I + a aᵀ, by the Sherman–Morrison formula. */
private fun seen(a: List<Double>, y: Double): List<Double> {
    val total = 1 + a.sumOf { it * it }
    val mean = a.map { it * y / total }
    val covariance = a.indices.flatMap { i -> a.indices.map { j -> (if (i == j) 1.0 else 0.0) - a[i] * a[j] / total } }
    return mean + covariance
}

private val number: List<Pair<(Expr) -> Expr, List<Double>>> =
    listOf(
        { w: Expr -> w.entry(1) } to listOf(0.0, 1.0, 0.0),
        { w: Expr -> w.entry(0).minus(w.entry(2).times(2.0)) } to listOf(1.0, 0.0, -2.0),
        { w: Expr -> w.sum() } to listOf(1.0, 1.0, 1.0),
        { w: Expr -> w.mean() } to listOf(1.0 / 3, 1.0 / 3, 1.0 / 3),
        { w: Expr -> w.slice(0, 2).sum().negated() } to listOf(-1.0, -1.0, 0.0),
        { w: Expr -> w.dot(constant(1.0, -1.0, 2.0)) } to listOf(1.0, -1.0, 2.0),
        { w: Expr -> constant(1.0, -1.0, 2.0).times(w).sum() } to listOf(1.0, -1.0, 2.0),
        { w: Expr -> w.dot(ones(3, 2)).dot(constant(1.0, 2.0)) } to listOf(3.0, 3.0, 3.0),
        { w: Expr -> ones(2, 3).dot(w).dot(constant(1.0, 2.0)) } to listOf(3.0, 3.0, 3.0),
        { w: Expr -> ones(2, 3).dot(w.times(constant(1.0, 2.0, 3.0))).sum() } to listOf(2.0, 4.0, 6.0),
        { w: Expr -> w.plus(w.entry(0)).dot(constant(1.0, 2.0, 3.0)) } to listOf(7.0, 2.0, 3.0),
        { w: Expr -> w.plus(w.times(2.0)).entry(2) } to listOf(0.0, 0.0, 3.0),
        { w: Expr -> concatenate(w.slice(2, 3), w.slice(0, 1)).dot(constant(4.0, 5.0)) } to listOf(5.0, 0.0, 4.0),
        { w: Expr -> stack(w.entry(1), constant(7.0)).dot(constant(2.0, 0.0)) } to listOf(0.0, 2.0, 0.0),
        { w: Expr -> where(constant(1.0), w.entry(0), w.entry(1)) } to listOf(1.0, 0.0, 0.0),
        { w: Expr -> w.dividedBy(constant(1.0, 2.0, 4.0)).sum() } to listOf(1.0, 0.5, 0.25),
    )

class AffineFormTest :
    FunSpec({

        test("every way to a number that is linear in a vector gives the posterior of its coefficients") {
            for ((form, coefficients) in number) {
                val model =
                    Model.declare("linear") { m ->
                        val w = m.latent("w", multivariateNormal(zeros(3), identity(3)))
                        m.observed("x", m.plate("row"), normal(form(w), constant(1.0)))
                    }
                withClue("coefficients $coefficients") {
                    posterior(model, Data.of(model["x"], listOf(3.0))).parameters(model, "w") shouldBeCloseTo seen(coefficients, 3.0)
                }
            }
        }

        test("a vector that is a matrix times another gives the posterior of both its entries, elementwise and as one Normal") {
            // Rows (1, 0, 1) and (0, 2, 0) are orthogonal: seeing both is seeing one after the other.
            val matrix = constant(arrayOf(doubleArrayOf(1.0, 0.0, 1.0), doubleArrayOf(0.0, 2.0, 0.0)))
            for (density in listOf({ u: Expr -> normal(u, ones(2)) }, { u: Expr -> multivariateNormal(u, identity(2)) })) {
                val model =
                    Model.declare("matrix") { m ->
                        val w = m.latent("w", multivariateNormal(zeros(3), identity(3)))
                        m.observed("x", m.plate("row"), density(matrix.dot(w).plus(1.0)))
                    }
                val run = posterior(model, Data.of(model["x"], arrayOf(doubleArrayOf(4.0, 6.0))))
                run.parameters(model, "w") shouldBeCloseTo
                    listOf(1.0, 2.0, 1.0) + listOf(2.0 / 3, 0.0, -1.0 / 3, 0.0, 0.2, 0.0, -1.0 / 3, 0.0, 2.0 / 3)
            }
        }

        test("a number in every entry of a vector, and times a known vector") {
            for (density in listOf({ u: Expr -> normal(u, ones(2)) }, { u: Expr -> multivariateNormal(u, identity(2)) })) {
                val same =
                    Model.declare("same") { m ->
                        m.observed("x", m.plate("row"), density(zeros(2).plus(m.latent("v", normal(0.0, 1.0)))))
                    }
                posterior(same, Data.of(same["x"], arrayOf(doubleArrayOf(1.0, 2.0))))
                    .parameters(same, "v") shouldBeCloseTo listOf(1.0, 1.0 / 3)
                val loaded =
                    Model.declare("loaded") { m ->
                        m.observed("x", m.plate("row"), density(constant(1.0, 2.0).times(m.latent("v", normal(0.0, 1.0)))))
                    }
                posterior(loaded, Data.of(loaded["x"], arrayOf(doubleArrayOf(1.0, 4.0))))
                    .parameters(loaded, "v") shouldBeCloseTo listOf(9.0 / 6, 1.0 / 6)
            }
        }

        test("elements looked up by an index, with covariates") {
            val model =
                Model.declare("lookup") { m ->
                    val county = m.plate("county")
                    val row = m.plate("row")
                    val slope = m.latent("slope", county, normal(0.0, 1.0))
                    val of = m.given("of", row, Covariate.index(county))
                    val dose = m.given("dose", row)
                    m.observed("x", row, normal(slope.at(of).times(dose), constant(1.0)))
                }
            val data =
                Data
                    .of(model["of"], intArrayOf(0, 1, 1))
                    .and(model["dose"], listOf(1.0, 2.0, 1.0))
                    .and(model["x"], listOf(2.0, 3.0, 6.0))
                    .and(model.plates().first { it.name() == "county" }, 2)
            val parameters = posterior(model, data).factor(model["slope"] as org.platen.dsl.model.RandomVariable).parameters()
            parameters[0].toList() shouldBeCloseTo listOf(1.0, 0.5)
            parameters[1].toList() shouldBeCloseTo listOf(2.0, 1.0 / 6)
        }

        test("a sum over a plate of known numbers times one unknown") {
            val model =
                Model.declare("plate") { m ->
                    val item = m.plate("item", 2)
                    val v = m.latent("v", normal(0.0, 1.0))
                    val x = m.given("x", item)
                    m.observed("y", normal(v.times(x).sum(item), constant(1.0)))
                }
            val run = posterior(model, Data.of(model["x"], listOf(1.0, 2.0)).and(model["y"], 5.0))
            run.parameters(model, "v") shouldBeCloseTo listOf(1.5, 0.1)
        }

        test("two elements of one variable in one density are refused") {
            val model =
                Model.declare("match") { m ->
                    val player = m.plate("player", 3)
                    val row = m.plate("row")
                    val skill = m.latent("skill", player, normal(0.0, 1.0))
                    val first = m.given("first", row, Covariate.index(player))
                    val second = m.given("second", row, Covariate.index(player))
                    m.observed("margin", row, normal(skill.at(first).minus(skill.at(second)), constant(1.0)))
                }
            val data =
                Data.of(model["first"], intArrayOf(0)).and(model["second"], intArrayOf(1)).and(model["margin"], listOf(1.0))
            shouldThrow<ModelException> { posterior(model, data) }.message shouldContain "two elements of 'skill' meet"
        }
    })
