package org.platen.inference.em

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.math.ln
import org.platen.dsl.distribution.Distributions.bernoulli
import org.platen.dsl.distribution.Distributions.beta
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.dirichlet
import org.platen.dsl.distribution.Distributions.gamma
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.poisson
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.model.Model
import org.platen.dsl.model.ModelBuilder
import org.platen.dsl.model.Space.positive
import org.platen.dsl.model.Space.real
import org.platen.dsl.model.Space.simplex
import org.platen.dsl.model.Space.unitInterval
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data

/** The only obstacle names these things, and fitting refuses with the same words. */
private fun refuses(engine: ExactEm, model: Model, data: Data, vararg parts: String) {
    val obstacles = engine.suits(model, data).obstacles()
    withClue(obstacles) {
        obstacles shouldHaveSize 1
        parts.forEach { obstacles[0] shouldContain it }
        shouldThrow<ModelException> { engine.fit(model, data) }.message!! shouldContain obstacles[0]
    }
}

class SuitabilityTest :
    FunSpec({

        val engine = ExactEm()
        val x = doubleArrayOf(1.0, 2.0, 4.0, 3.0)

        fun model(declaration: (ModelBuilder) -> Unit) = Model.declare("model") { declaration(it) }

        test("a continuous latent variable in a data plate is refused where its posterior is not Normal, with both ways out") {
            val factor = model { m ->
                val row = m.plate("row")
                val f = m.latent("f", row, normal(0.0, 1.0))
                m.observed("x", row, normal(f.squared(), m.parameter("scale", positive())))
            }
            refuses(engine, factor, Data.of(factor["x"], x), "'f'", "continuous", "'x'", "affine", "maximise(\"f\")", "meanFieldVi")
        }

        test("maximise estimates a continuous latent variable of a data plate at its mode") {
            val shrunk = model { m ->
                val school = m.plate("school")
                val theta = m.latent("theta", school, normal(0.0, 2.0))
                m.observed("y", school, normal(theta, 1.0))
            }
            val fit = engine.maximise("theta").fit(shrunk, Data.of(shrunk["y"], x))
            // Precisions 1/4 of the prior and 1 of the observation.
            x.indices.forEach { fit.estimate("theta").get(it) shouldBe (x[it] / 1.25 plusOrMinus 1e-9) }
        }

        test("a continuous latent variable of a fixed plate is estimated at its mode without being asked") {
            val groups = model { m ->
                val group = m.plate("group", 2)
                val row = m.plate("row")
                val of = m.given("of", row, org.platen.dsl.model.Covariate.index(group))
                m.observed("x", row, normal(m.latent("level", group, normal(0.0, 1.0)).at(of), 1.0))
            }
            val fit = engine.fit(groups, Data.of(groups["x"], x).and(groups["of"], intArrayOf(0, 1, 1, 0)))
            // Sum over count plus the prior's precision.
            fit.estimate("level").get(0) shouldBe (4.0 / 3 plusOrMinus 1e-9)
            fit.estimate("level").get(1) shouldBe (6.0 / 3 plusOrMinus 1e-9)
        }

        test("integrate asks for what is done anyway with a discrete variable, and integrates a continuous one out") {
            val mixture = fullMixture(2, 2)
            engine.restarts(1).integrate("z").fit(mixture, faithful).summary() shouldContain Regex("summed out +z\\n")
            val mean = model { m -> m.observed("x", m.plate("row"), normal(m.latent("mu", normal(0.0, 1.0)), 1.0)) }
            // Jointly Normal with covariance I + 1 1ᵀ, of determinant 1 + n and inverse I − 1 1ᵀ / (1 + n).
            val n = x.size
            val length = x.sumOf { it * it } - x.sum() * x.sum() / (1 + n)
            val expected = -0.5 * (n * ln(2 * Math.PI) + ln(1.0 + n) + length)
            engine.integrate("mu").fit(mean, Data.of(mean["x"], x)).logLikelihood() shouldBe (expected plusOrMinus 1e-9)
        }

        test("maximise is refused for a discrete variable, which is summed out") {
            val mixture = fullMixture(2, 2)
            refuses(engine.maximise("z"), mixture, mixture.rows(faithful), "'z'", "discrete", "summed out", "assignments")
        }

        test("overrides name latent variables of the model, each once") {
            val mixture = fullMixture(2, 2)
            for ((wrong, parts) in listOf(
                engine.maximise("nothing") to listOf("nothing"),
                engine.maximise("x") to listOf("'x'", "no latent variable", "[z]"),
                engine.integrate("weights") to listOf("'weights'", "no latent variable", "[z]"),
                engine.integrate("z").maximise("z") to listOf("'z'", "both"),
            )) {
                val message = shouldThrow<ModelException> { wrong.suits(mixture, mixture.rows(faithful)) }.message!!
                parts.forEach { message shouldContain it }
            }
        }

        test("unboundedly many values cannot be summed out") {
            val counts = model { m ->
                val row = m.plate("row")
                val n = m.latent("n", row, poisson(3.0))
                m.observed("x", row, normal(n, m.parameter("scale", positive())))
            }
            refuses(engine, counts, Data.of(counts["x"], x), "'n'", "unboundedly many", "Categorical", "meanFieldVi")
        }

        test("a vector of discrete values is refused, with the way to declare it") {
            val vector = model { m ->
                val row = m.plate("row")
                val on = m.latent("on", row, bernoulli(constant(0.5, 0.5)))
                m.observed("x", row, normal(on.sum(), 1.0))
            }
            refuses(engine, vector, Data.of(vector["x"], x), "'on'", "vector", "plate")
        }

        test("discrete variables of crossing plates that meet are refused before the fit begins") {
            val blocks = model { m ->
                val k = m.plate("k", 2)
                val l = m.plate("l", 2)
                val row = m.plate("row")
                val item = m.plate("item")
                val p = m.parameter("p", k.times(l), unitInterval())
                val a = m.latent("a", row, categorical(m.parameter("u", simplex(k))))
                val b = m.latent("b", item, categorical(m.parameter("v", simplex(l))))
                m.observed("x", row.times(item), bernoulli(p.at(a, b)))
            }
            val data = Data.of(blocks["x"], Array(4) { i -> DoubleArray(3) { j -> ((i + j) % 2).toDouble() } })
            refuses(engine, blocks, data, "a", "b", "crossing plates", "meanFieldVi")
        }

        test("a table that is too large is refused before the fit begins") {
            val wide = model { m ->
                val row = m.plate("row")
                val parts = (1..7).map { m.latent("z$it", row, categorical(constant(*DoubleArray(10) { 0.1 }))) }
                m.observed("x", row, normal(parts.reduce<org.platen.dsl.expr.Expr, org.platen.dsl.expr.Expr> { a, b -> a.plus(b) }, 1.0))
            }
            refuses(engine, wide, Data.of(wide["x"], x), "table", "10000000", "meanFieldVi")
        }

        test("missing values that other variables depend on are refused") {
            val chained = model { m ->
                val row = m.plate("row")
                val cause = m.observed("cause", row, poisson(m.parameter("rate", positive())))
                m.observed("effect", row, normal(cause, 1.0))
            }
            val data = Data.of(chained["cause"], doubleArrayOf(1.0, Double.NaN)).and(chained["effect"], doubleArrayOf(1.0, 2.0))
            refuses(engine, chained, data, "'cause'", "missing", "depend", "remove")
        }

        test("priors without a mode are refused: Dirichlet and Beta with arguments below one") {
            val sparse = model { m -> m.observed("x", m.plate("row"), categorical(m.latent("p", dirichlet(constant(0.5, 1.0, 2.0))))) }
            refuses(engine, sparse, Data.of(sparse["x"], doubleArrayOf(0.0, 1.0)), "'p'", "Dirichlet", "no mode", "at least 1")
            val arcs = model { m -> m.observed("x", m.plate("row"), bernoulli(m.latent("p", beta(0.5, 2.0)))) }
            refuses(engine, arcs, Data.of(arcs["x"], doubleArrayOf(0.0, 1.0)), "'p'", "Beta", "no mode")
        }

        test("a Gamma prior without a mode of its own is fine where the data give one") {
            val jeffreys = model { m -> m.observed("x", m.plate("row"), poisson(m.latent("rate", gamma(0.5, 0.01)))) }
            // (a − 1 + Σx) / (b + n).
            engine.fit(jeffreys, Data.of(jeffreys["x"], x)).estimate("rate").value() shouldBe (9.5 / 4.01 plusOrMinus 1e-9)
        }

        test("all obstacles are reported at once") {
            val several = model { m ->
                val row = m.plate("row")
                val n = m.latent("n", row, poisson(3.0))
                val f = m.latent("f", row, normal(0.0, 1.0))
                m.observed("x", row, normal(n.plus(f.exp()), 1.0))
            }
            engine.suits(several, Data.of(several["x"], x)).obstacles() shouldHaveSize 2
        }

        test("what suits is said to suit") {
            val mixture = fullMixture(2, 2)
            engine.suits(mixture, mixture.rows(faithful)).suits() shouldBe true
        }
    })
