package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.multivariateNormal
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.expr.Expressions.identity
import org.platen.dsl.expr.Expressions.ones
import org.platen.dsl.expr.Expressions.zeros
import org.platen.dsl.model.Model
import org.platen.dsl.model.ModelBuilder
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.model.Space.positive
import org.platen.dsl.model.Space.real
import org.platen.dsl.model.Space.simplex
import org.platen.dsl.model.Variable
import org.platen.dsl.shape.Plate
import org.platen.inference.data.Data
import org.platen.inference.lower.Roles

private fun factors(declaration: (ModelBuilder, Plate) -> Unit): Pair<Model, List<LatentFactor>> {
    val model = Model.declare("factors") { m -> declaration(m, m.plate("row")) }
    val hidden = model.latents().filter { !it.isDiscrete && it.plates().any(Plate::sizedByData) }.toSet<RandomVariable>()
    val estimated = ArrayList<Variable>(model.parameters()) + model.latents().filter { !it.isDiscrete && it !in hidden }
    return model to LatentFactor.of(model, Roles(estimated, model.latents().filter { it.isDiscrete }.toSet(), hidden))
}

private fun names(declaration: (ModelBuilder, Plate) -> Unit) =
    factors(declaration).second.map { factor -> factor.scores().name() + " by " + factor.loadings().map { it.target().name() } }

class LatentFactorTest : FunSpec({

    context("scores whose loadings can take any linear map back are found") {
        test("in factor analysis, whichever way the product is written") {
            names { m, row ->
                val f = m.latent("f", row, normal(zeros(2), ones(2)))
                m.observed("x", row, normal(m.parameter("a", real(3)).plus(m.parameter("w", real(3, 2)).dot(f)), 1.0))
                m.observed("y", row, multivariateNormal(f.dot(m.parameter("v", real(2, 4))), identity(4)))
            } shouldContainExactly listOf("f by [w, v]")
        }
        test("where each item has loadings of its own, and those of clusters") {
            names { m, row ->
                val item = m.plate("item", 5)
                val cluster = m.plate("cluster", 3)
                val z = m.latent("z", row, categorical(m.parameter("p", simplex(cluster))))
                val f = m.latent("f", row, multivariateNormal(zeros(2), identity(2)))
                m.observed("x", row.times(item), normal(m.parameter("w", item, real(2)).dot(f), 1.0))
                m.observed("y", row, normal(m.parameter("v", cluster, real(4, 2)).at(z).dot(f), 1.0))
            } shouldContainExactly listOf("f by [w, v]")
        }
        test("when the scores are a number, and each on its own when there are several") {
            names { m, row ->
                val f = m.latent("f", row, normal(0.0, 1.0))
                val g = m.latent("g", row, normal(0.0, 1.0))
                m.observed("x", row, normal(m.parameter("w", real(3)).times(f).plus(g.times(m.parameter("v", real(3)))), 1.0))
            } shouldContainExactly listOf("f by [w]", "g by [v]")
        }
    }

    context("scores are left where they are") {
        test("when they are read without loadings, or their loadings without them") {
            names { m, row ->
                val f = m.latent("f", row, normal(0.0, 1.0))
                m.observed("x", row, normal(m.parameter("w", real()).times(f).plus(f), 1.0))
            } shouldContainExactly listOf()
            names { m, row ->
                val f = m.latent("f", row, normal(0.0, 1.0))
                val w = m.parameter("w", real())
                m.observed("x", row, normal(w.times(f).plus(w), 1.0))
            } shouldContainExactly listOf()
        }
        test("when loadings have a prior, a bound or other scores") {
            names { m, row ->
                val f = m.latent("f", row, normal(0.0, 1.0))
                m.observed("x", row, normal(m.latent("w", normal(0.0, 1.0)).times(f), 1.0))
            } shouldContainExactly listOf()
            names { m, row ->
                val f = m.latent("f", row, normal(0.0, 1.0))
                m.observed("x", row, normal(m.parameter("w", positive()).times(f), 1.0))
            } shouldContainExactly listOf()
            names { m, row ->
                val w = m.parameter("w", real(3, 2))
                val f = m.latent("f", row, normal(zeros(2), ones(2)))
                val g = m.latent("g", row, normal(zeros(2), ones(2)))
                m.observed("x", row, normal(w.dot(f).plus(w.dot(g)), 1.0))
            } shouldContainExactly listOf()
        }
        test("when their own spread or mean is estimated") {
            names { m, row ->
                val f = m.latent("f", row, normal(0.0, m.parameter("s", positive())))
                m.observed("x", row, normal(m.parameter("w", real()).times(f), 1.0))
            } shouldContainExactly listOf()
        }
        test("when a square matrix meets them from both sides") {
            names { m, row ->
                val w = m.parameter("w", real(2, 2))
                val f = m.latent("f", row, normal(zeros(2), ones(2)))
                m.observed("x", row, normal(w.dot(f), 1.0))
                m.observed("y", row, normal(f.dot(w), 1.0))
            } shouldContainExactly listOf()
        }
    }

    context("loadings of k scores turn in k (k − 1) / 2 directions") {
        fun rotations(declaration: (ModelBuilder, Plate) -> Unit): List<Int> {
            val (model, factors) = factors(declaration)
            val rows = 4
            val data = model.observed().map { x ->
                val width = x.shape().size() * x.axes().filter { !it.plate().sizedByData() }.fold(1) { n, axis -> n * axis.plate().size() }
                Data.of(x, Array(rows) { DoubleArray(width) })
            }.reduce { all, one -> all.and(one) }
            return factors.map { it.rotations(data.bind(model)) }
        }
        test("which are none for one and three for three") {
            for ((k, expected) in listOf(1 to 0, 2 to 1, 3 to 3)) {
                rotations { m, row ->
                    m.observed("x", row, normal(m.parameter("w", real(5, k)).dot(m.latent("f", row, normal(zeros(k), ones(k)))), 1.0))
                } shouldBe listOf(expected)
            }
        }
        test("but for those that only mix scores which nothing is seen of: a vector of 3 turns on a sphere, of 2 dimensions") {
            rotations { m, row ->
                m.observed("x", row, normal(m.parameter("w", real(3)).dot(m.latent("f", row, normal(zeros(3), ones(3)))), 1.0))
            } shouldBe listOf(2)
        }
        test("once for each cluster that has loadings of its own, unless something ties them") {
            fun clusters(tied: Boolean) = rotations { m, row ->
                val cluster = m.plate("cluster", 4)
                val z = m.latent("z", row, categorical(m.parameter("p", simplex(cluster))))
                val f = m.latent("f", row, normal(zeros(3), ones(3)))
                m.observed("x", row, normal(m.parameter("w", cluster, real(5, 3)).at(z).dot(f), 1.0))
                if (tied) {
                    m.observed("y", row, normal(m.parameter("v", real(5, 3)).dot(f), 1.0))
                }
            }
            clusters(false) shouldBe listOf(12)
            clusters(true) shouldBe listOf(3)
        }
        test("once for all items, which share the scores of a row") {
            rotations { m, row ->
                val item = m.plate("item", 5)
                val f = m.latent("f", row, normal(zeros(2), ones(2)))
                m.observed("x", row.times(item), normal(m.parameter("w", item, real(2)).dot(f), 1.0))
            } shouldBe listOf(1)
        }
    }
})
