package org.platen.inference.em

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.Random
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.sqrt
import org.platen.dsl.expr.Index
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.minus
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.times
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data

class HigherOrderChainTest : FunSpec({
    val x = doubleArrayOf(0.3, -1.0, 2.0, 0.1, 1.5, -0.2)
    val initial = doubleArrayOf(0.3, 0.7)
    val mean = doubleArrayOf(-0.5, 1.0)

    // Probability of the next state after (one before, two before).
    val transition = doubleArrayOf(0.9, 0.1, 0.4, 0.6, 0.2, 0.8, 0.5, 0.5)

    val second = model("second order") {
        val state = plate("state", 2)
        val before = state.copy("before")
        val initial by parameter(simplex(state))
        val transition by (state * before).parameter(simplex(state))
        val mean by state.parameter(real())
        val time = chain("time")
        val s by time.markov(order = 2, initial = categorical(initial)) { (one, two) ->
            categorical(Index(Index(transition, state.axis(), one), before, two))
        }
        time.observed("x", normal(mean[s], 1))
    }

    test("one step of EM on a chain of second order agrees with the sum over all paths") {
        var total = 0.0
        val starts = DoubleArray(2)
        val moves = DoubleArray(8)
        for (path in 0 until (1 shl x.size)) {
            val s = IntArray(x.size) { path shr it and 1 }
            var p = 1.0
            for (t in x.indices) {
                p *= if (t < 2) initial[s[t]] else transition[(s[t - 1] * 2 + s[t - 2]) * 2 + s[t]]
                p *= exp(-0.5 * (x[t] - mean[s[t]]) * (x[t] - mean[s[t]])) / sqrt(2 * Math.PI)
            }
            total += p
            for (t in x.indices) {
                if (t < 2) starts[s[t]] += p else moves[(s[t - 1] * 2 + s[t - 2]) * 2 + s[t]] += p
            }
        }
        val fit = ExactEm()
            .startAt(mapOf("initial" to initial, "transition" to transition, "mean" to mean))
            .iterations(1)
            .fit(second, Data.of(second["x"], x))
        fit.trace()[0] shouldBe (ln(total) plusOrMinus 1e-10)
        fit.estimate("initial").values().forEachIndexed { i, value -> value shouldBe (starts[i] / starts.sum() plusOrMinus 1e-10) }
        fit.estimate("transition").values().forEachIndexed { i, value ->
            value shouldBe (moves[i] / (moves[i / 2 * 2] + moves[i / 2 * 2 + 1]) plusOrMinus 1e-10)
        }
    }

    context("a continuous chain of second order") {
        val cycle = model("cycle") {
            val time = chain("time")
            val a by parameter(real())
            val b by parameter(real())
            val step by parameter(positive())
            val s by time.markov(order = 2, initial = normal(0.5, 2.0)) { (one, two) -> normal(a * one + b * two, step) }
            time.observed("x", normal(s, 0.5))
        }
        val random = Random(8)
        val waves = DoubleArray(30)
        for (t in waves.indices) {
            waves[t] = (if (t < 2) 1.0 else 1.6 * waves[t - 1] - 0.9 * waves[t - 2]) + 0.5 * random.nextGaussian()
        }
        waves[7] = Double.NaN
        for (t in 15..17) waves[t] = Double.NaN
        val data = Data.of(cycle["x"], waves)

        fun network(a: Double, b: Double, step: Double) = NormalNetwork().apply {
            for (t in waves.indices) {
                if (t < 2) add(0.5, 2.0) else add(0.0, step, t - 1 to a, t - 2 to b)
            }
            for (t in waves.indices) add(0.0, 0.5, t to 1.0)
        }.joint()
        val known = DoubleArray(waves.size) { Double.NaN } + waves

        test("has the likelihood and the posterior of one joint Normal, at the values that no step away raises") {
            val fit = ExactEm().fit(cycle, data)
            val at = listOf("a", "b", "step").map { fit.estimate(it).value() }
            val (a, b, step) = at
            fit.logLikelihood() shouldBe (network(a, b, step).logDensity(known) plusOrMinus 1e-9)
            for (i in 0 until 3) {
                for (move in listOf(-1e-3, 1e-3)) {
                    val (c, d, e) = at.mapIndexed { j, value -> if (i == j) value + move else value }
                    (network(c, d, e).logDensity(known) < fit.logLikelihood()) shouldBe true
                }
            }
            val given = network(a, b, step).given(known)
            val posterior = fit.posterior(cycle["s"])
            for (t in waves.indices) {
                posterior.mean().get(t) shouldBe (given.mean[t] plusOrMinus 1e-9)
                posterior.variance().get(t) shouldBe (given.covariance[t][t] plusOrMinus 1e-9)
            }
            shouldThrow<ModelException> { fit.filteredPosterior(cycle["s"], data) }.message!! shouldContain "at all instants at once"
        }

        test("may be one of several series of different lengths, some shorter than its order") {
            val cycles = model("cycles") {
                val series = plate("series")
                val time = series.chain("time")
                val a by parameter(real())
                val start by parameter(real())
                val s by time.markov(order = 2, initial = normal(start, 2.0)) { (one, two) -> normal(a * one - 0.9 * two, 0.5) }
                time.observed("x", normal(s, 0.5))
            }
            val series = listOf(6, 1, 4, 2).map { length -> waves.copyOf(length) }
            val fit = ExactEm().tolerance(1e-14).fit(cycles, Data.of(cycles["x"], series.toTypedArray()))
            fun likelihoods(a: Double, start: Double) = series.map { x ->
                val joint = NormalNetwork().apply {
                    for (t in x.indices) if (t < 2) add(start, 2.0) else add(0.0, 0.5, t - 1 to a, t - 2 to -0.9)
                    for (t in x.indices) add(0.0, 0.5, t to 1.0)
                }.joint()
                joint.logDensity(DoubleArray(x.size) { Double.NaN } + x)
            }
            val a = fit.estimate("a").value()
            val start = fit.estimate("start").value()
            fit.logDensity(fit.data()).zip(likelihoods(a, start)).forEach { (found, expected) ->
                found shouldBe (expected plusOrMinus 1e-9)
            }
            for ((b, from) in listOf(a + 1e-3 to start, a - 1e-3 to start, a to start + 1e-3, a to start - 1e-3)) {
                (likelihoods(b, from).sum() < fit.logLikelihood()) shouldBe true
            }
        }

        test("is refused with its length when it is long") {
            val reason = ExactEm().suits(cycle, Data.of(cycle["x"], DoubleArray(2001) { it % 7.0 })).obstacles().first()
            reason shouldContain "[s] are 2001 unknowns that depend on each other"
            reason shouldContain "a vector of the last values"
        }
    }
})
