package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.sqrt
import org.platen.dsl.expr.Index
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.flat
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.minus
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.times
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

    test("a continuous chain of second order is refused with the way to declare it") {
        val model = model("cycle") {
            val time = chain("time")
            val s by time.markov(order = 2, initial = flat()) { (one, two) -> normal(one - two, 1) }
            time.observed("x", normal(s, 1))
        }
        val reason = ExactEm().suits(model, Data.of(model["x"], x)).obstacles().first()
        reason shouldContain "'s'"
        reason shouldContain "a vector that depends on one"
    }
})
