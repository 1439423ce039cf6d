package org.platen.inference.mcmc

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.exp
import kotlin.math.pow
import kotlin.math.sqrt
import org.platen.dsl.kotlin.bernoulli
import org.platen.dsl.kotlin.beta
import org.platen.dsl.kotlin.binomial
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.dirichlet
import org.platen.dsl.kotlin.gamma
import org.platen.dsl.kotlin.identity
import org.platen.dsl.kotlin.inverseWishart
import org.platen.dsl.kotlin.lkjCholesky
import org.platen.dsl.kotlin.minus
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.poisson
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.uniform
import org.platen.dsl.kotlin.vector
import org.platen.dsl.kotlin.wishart
import org.platen.inference.criticism.Convergence
import org.platen.inference.data.Data

/** Mean and, when given, variance of one entry within four Monte Carlo errors. */
private fun NutsFit.shouldHave(variable: String, entry: Int, mean: Double, variance: Double? = null) {
    val draws = draws().chains(model()[variable], entry)
    withClue("$variable[$entry]") {
        draws.flatMap { it.toList() }.average() shouldBe (mean plusOrMinus 4 * Convergence.meanError(draws))
        if (variance != null) {
            val squares = draws.map { chain -> chain.map { (it - mean).pow(2) }.toDoubleArray() }.toTypedArray()
            squares.flatMap { it.toList() }.average() shouldBe (variance plusOrMinus 4 * Convergence.meanError(squares))
        }
    }
}

/** ∫ over (0, 1) by the midpoint rule. */
private fun integral(of: (Double) -> Double) = (0 until 20_000).sumOf { of((it + 0.5) / 20_000) } / 20_000

private fun normalDensity(x: Double, mean: Double) = exp(-0.5 * (x - mean).pow(2)) / sqrt(2 * Math.PI)

class ClosedFormsTest : FunSpec({

    val engine = Nuts().draws(2000)

    test("Beta and Binomial: Beta(2 + 7, 3 + 3)") {
        val model = model("coin") {
            val p by latent(beta(2, 3))
            observed("heads", binomial(10, p))
        }
        engine.fit(model, Data.of(model["heads"], 7.0)).shouldHave("p", 0, 9.0 / 15, 9.0 * 6 / (15.0 * 15 * 16))
    }

    test("Gamma and Poisson: Gamma(2 + 12, 1 + 3)") {
        val model = model("counts") {
            val rate by latent(gamma(2, 1))
            plate("row").observed("y", poisson(rate))
        }
        engine.fit(model, Data.of(model["y"], doubleArrayOf(3.0, 4.0, 5.0))).shouldHave("rate", 0, 14.0 / 4, 14.0 / 16)
    }

    test("Dirichlet and Categorical: Dirichlet of the counts") {
        val model = model("shares") {
            val shares by latent(dirichlet(vector(1, 2, 3)))
            plate("row").observed("z", categorical(shares))
        }
        val fit = engine.fit(model, Data.of(model["z"], intArrayOf(0, 0, 2, 2, 2, 1)))
        listOf(3.0, 3.0, 6.0).forEachIndexed { i, a -> fit.shouldHave("shares", i, a / 12, a * (12 - a) / (144 * 13)) }
    }

    test("every support: where nothing is observed the posterior is the prior") {
        val model = model("priors") {
            latent("unit", beta(2, 3))
            latent("interval", uniform(-1, 3))
            latent("positive", gamma(3, 2))
            latent("simplex", dirichlet(vector(1, 2, 3)))
            latent("covariance", inverseWishart(9, identity(2)))
            latent("precision", wishart(5, identity(2)))
            latent("factor", lkjCholesky(2, 2.0))
            val mu by latent(normal())
            plate("row").observed("y", normal(mu, 1))
        }
        val fit = engine.fit(model, Data.of(model["y"], doubleArrayOf(0.0)))
        fit.shouldHave("unit", 0, 0.4, 0.04)
        fit.shouldHave("interval", 0, 1.0, 16.0 / 12)
        fit.shouldHave("positive", 0, 1.5, 0.75)
        listOf(1.0, 2.0, 3.0).forEachIndexed { i, a -> fit.shouldHave("simplex", i, a / 6, a * (6 - a) / (36 * 7)) }
        // Means Ψ / (ν − d − 1) and ν V; variance of a diagonal entry 2 ν V².
        listOf(1.0 / 6, 0.0, 0.0, 1.0 / 6).forEachIndexed { i, mean -> fit.shouldHave("covariance", i, mean) }
        listOf(5.0, 0.0, 0.0, 5.0).forEachIndexed { i, mean -> fit.shouldHave("precision", i, mean, if (mean > 0) 10.0 else 5.0) }
        // The correlation is 2 Beta(η, η) − 1 (Lewandowski, Kurowicka and Joe 2009).
        fit.shouldHave("factor", 2, 0.0, 1.0 / (2 * 2 + 1))
        fit.shouldHave("mu", 0, 0.0, 0.5)
    }

    test("a mixture whose labels are summed out, against quadrature") {
        val x = doubleArrayOf(-0.5, 1.0, 2.5)
        val model = model("mixture") {
            val row = plate("row")
            val share by latent(beta(2, 2))
            val z by row.latent(bernoulli(share))
            row.observed("x", normal(2 * z, 1))
        }
        fun density(p: Double) = p * (1 - p) * x.map { p * normalDensity(it, 2.0) + (1 - p) * normalDensity(it, 0.0) }.reduce(Double::times)
        val evidence = integral(::density)
        val mean = integral { it * density(it) } / evidence
        val fit = engine.fit(model, Data.of(model["x"], x))
        fit.shouldHave("share", 0, mean, integral { (it - mean).pow(2) * density(it) } / evidence)
        val responsibilities = fit.responsibilities(model["z"], Data.of(model["x"], x))
        for (row in x.indices) {
            val expected = integral {
                val one = it * normalDensity(x[row], 2.0)
                density(it) * one / (one + (1 - it) * normalDensity(x[row], 0.0))
            } / evidence
            responsibilities[row, 1] shouldBe (expected plusOrMinus 0.02)
        }
    }

    test("a hidden Markov chain whose states are summed out, against all its paths") {
        val y = doubleArrayOf(0.3, 1.9, 2.2, -0.4, 0.1)
        val model = model("chain") {
            val time = chain("time")
            val stay by latent(beta(3, 2))
            val z by time.markov(initial = bernoulli(0.5)) { previous -> bernoulli(previous * stay + (1 - previous) * (1 - stay)) }
            time.observed("y", normal(2 * z, 1))
        }
        fun density(p: Double) = p * p * (1 - p) * (0 until 32).sumOf { path ->
            val states = List(5) { path shr it and 1 }
            val moves = states.zipWithNext().map { (a, b) -> if (a == b) p else 1 - p }.reduce(Double::times)
            0.5 * moves * states.indices.map { normalDensity(y[it], 2.0 * states[it]) }.reduce(Double::times)
        }
        val evidence = integral(::density)
        val mean = integral { it * density(it) } / evidence
        engine.fit(model, Data.of(model["y"], y)).shouldHave("stay", 0, mean, integral { (it - mean).pow(2) * density(it) } / evidence)
    }
})
