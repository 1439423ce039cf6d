package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.poisson
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.stationary
import org.platen.inference.data.Data

/** Major earthquakes (magnitude 7 or greater) in the world, 1900 to 2006 (Zucchini and MacDonald 2009, table 1.1). */
val earthquakes: DoubleArray = intArrayOf(
    13, 14, 8, 10, 16, 26, 32, 27, 18, 32, 36, 24, 22, 23, 22, 18, 25, 21, 21, 14, 8, 11, 14, 23, 18, 17, 19, 20, 22, 19,
    13, 26, 13, 14, 22, 24, 21, 22, 26, 21, 23, 24, 27, 41, 31, 27, 35, 26, 28, 36, 39, 21, 17, 22, 17, 19, 15, 34, 10, 15,
    22, 18, 15, 20, 15, 22, 19, 16, 30, 27, 29, 23, 20, 16, 21, 21, 25, 16, 18, 15, 18, 14, 10, 15, 8, 15, 6, 11, 8, 7, 18,
    16, 13, 12, 13, 20, 15, 16, 12, 18, 15, 16, 13, 15, 16, 11, 11,
).map(Int::toDouble).toDoubleArray()

/** A Poisson hidden Markov model whose initial distribution is free. */
fun poissonChain(states: Int) = model("earthquakes") {
    val state = plate("state", states)
    val initial by parameter(simplex(state))
    val transition by state.parameter(simplex(state))
    val rate by state.parameter(positive())
    val year = chain("year")
    val s by year.markov(initial = categorical(initial)) { previous -> categorical(transition[previous]) }
    year.observed("count", poisson(rate[s]))
}

/** The same with the first state from the stationary distribution of the transition probabilities. */
fun stationaryPoissonChain(states: Int) = model("earthquakes, stationary") {
    val state = plate("state", states)
    val transition by state.parameter(simplex(state))
    val rate by state.parameter(positive())
    val year = chain("year")
    val s by year.markov(initial = categorical(stationary(transition, state))) { previous -> categorical(transition[previous]) }
    year.observed("count", poisson(rate[s]))
}

/** Zucchini and MacDonald 2009, "Hidden Markov Models for Time Series", chapter 4: EM without, and direct maximisation with, the assumption of stationarity. */
class EarthquakesTest : FunSpec({
    test("two states have the published likelihood and rates") {
        val model = poissonChain(2)
        val fit = ExactEm().fit(model, Data.of(model["count"], earthquakes))
        fit.logLikelihood() shouldBe (-341.8787 plusOrMinus 1e-3)
        fit.estimate("rate").values()[0] shouldBe (15.4208 plusOrMinus 1e-3)
        fit.estimate("rate").values()[1] shouldBe (26.0182 plusOrMinus 1e-3)
    }

    test("three states have the published likelihood and rates") {
        val model = poissonChain(3)
        val fit = ExactEm().fit(model, Data.of(model["count"], earthquakes))
        fit.logLikelihood() shouldBe (-328.5275 plusOrMinus 1e-3)
        fit.estimate("rate").values()[0] shouldBe (13.1338 plusOrMinus 1e-3)
        fit.estimate("rate").values()[1] shouldBe (19.7132 plusOrMinus 1e-3)
        fit.estimate("rate").values()[2] shouldBe (29.7097 plusOrMinus 1e-3)
    }

    context("the first state from the stationary distribution") {
        mapOf(
            2 to listOf(-342.3183, 15.4723, 26.1254),
            3 to listOf(-329.4603, 13.1457, 19.7211, 29.7145),
        ).forEach { (states, expected) ->
            test("$states states have the published likelihood and rates") {
                val model = stationaryPoissonChain(states)
                val fit = ExactEm().restarts(3).fit(model, Data.of(model["count"], earthquakes))
                val found = listOf(fit.logLikelihood()) + fit.estimate("rate").values().toList()
                found.zip(expected).forEach { (value, published) -> value shouldBe (published plusOrMinus 1e-3) }
            }
        }
    }
})
