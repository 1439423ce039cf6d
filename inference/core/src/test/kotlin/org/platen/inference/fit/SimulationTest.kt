package org.platen.inference.fit

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.pow
import kotlin.math.sqrt
import org.platen.dsl.expr.Index
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.flat
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.poisson
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.vector
import org.platen.dsl.model.Model
import org.platen.dsl.model.Variable
import org.platen.inference.data.Data
import org.platen.inference.data.refused
import org.platen.inference.em.ExactEm

private val hidden = model("hidden") {
    val state = plate("state", 2)
    val initial by parameter(simplex(state))
    val transition by state.parameter(simplex(state))
    val rate by state.parameter(positive())
    val time = plate("series").chain("time")
    val s by time.markov(initial = categorical(initial)) { previous -> categorical(transition[previous]) }
    time.observed("count", poisson(rate[s]))
}

private fun Model.at(vararg values: Pair<String, DoubleArray>): Map<Variable, DoubleArray> = values.associate { (name, value) ->
    this[name] to
        value
}

private fun Model.plate(name: String) = plates().single { it.name() == name }

class SimulationTest : FunSpec({
    // The stationary distribution of a chain of two states is proportional to the probabilities of leaving the other (Norris 1997, example 1.1.4).
    val transition = doubleArrayOf(0.9, 0.1, 0.3, 0.7)
    val stationary = doubleArrayOf(0.75, 0.25)

    test("states are visited as often as the stationary distribution says, and left as often as the transition does") {
        val lengths = IntArray(400) { 50 + it }
        val binding = Data.lengths(hidden.plate("time"), *lengths).bindForPrediction(hidden)
        val values = hidden.at("initial" to doubleArrayOf(1.0, 0.0), "transition" to transition, "rate" to doubleArrayOf(2.0, 9.0))
        val drawn = AncestralSampler(hidden, binding, values).draw(4)
        val longest = lengths.max()
        val paths = lengths.mapIndexed { i, length -> List(length) { t -> drawn.getValue(hidden["s"])[0][i * longest + t].toInt() } }
        paths.all { it[0] == 0 } shouldBe true
        // Far from the start; successive states are correlated by 0.6, which multiplies the variance of a mean by (1 + 0.6) / (1 − 0.6).
        val late = paths.flatMap { it.drop(30) }
        late.count { it == 1 } / late.size.toDouble() shouldBe (stationary[1] plusOrMinus 5 * sqrt(4 * 0.75 * 0.25 / late.size))
        for (from in 0..1) {
            val moves = paths.flatMap { it.zipWithNext() }.filter { it.first == from }
            val p = transition[2 * from]
            moves.count { it.second == 0 } / moves.size.toDouble() shouldBe (p plusOrMinus 5 * sqrt(p * (1 - p) / moves.size))
        }
        for (s in 0..1) {
            val counts = paths.indices.flatMap { i ->
                paths[i].indices.filter { paths[i][it] == s }.map { drawn.getValue(hidden["count"])[0][i * longest + it] }
            }
            val rate = listOf(2.0, 9.0)[s]
            counts.average() shouldBe (rate plusOrMinus 5 * sqrt(rate / counts.size))
        }
    }

    test("an autoregression has the variance and correlation of its stationary distribution") {
        val model = model("autoregression") {
            val time = chain("time")
            val memory by parameter(real())
            time.observedMarkov("x", initial = normal(0, 10)) { previous -> normal(memory * previous, 1) }
        }
        val n = 40_000
        val binding = Data.size(model.plate("time"), n).bindForPrediction(model)
        val x = AncestralSampler(model, binding, model.at("memory" to doubleArrayOf(0.8))).draw(2).getValue(model["x"])[0].drop(100)
        val variance = x.map { it * it }.average()
        // 1 / (1 − 0.8²) (Hamilton 1994, equation 3.4.5).
        variance shouldBe (1 / 0.36 plusOrMinus 0.05 / 0.36 * 2)
        x.zipWithNext { a, b -> a * b }.average() / variance shouldBe (0.8 plusOrMinus 0.02)
    }

    test("a chain of order two moves by both states before, from starts that are independent") {
        val model = model("order two") {
            val state = plate("state", 2)
            val before = state.copy("before")
            val move by (state * before).parameter(simplex(state))
            val time = plate("series").chain("time")
            time.markov("s", order = 2, initial = categorical(vector(0.3, 0.7))) { (one, two) ->
                categorical(Index(Index(move, state.axis(), one), before, two))
            }
        }
        val move = doubleArrayOf(0.9, 0.1, 0.4, 0.6, 0.2, 0.8, 0.5, 0.5)
        val binding = Data.size(model.plate("series"), 3000).and(model.plate("time"), 12).bindForPrediction(model)
        val s = AncestralSampler(model, binding, model.at("move" to move)).draw(7).getValue(model["s"])[0].map { it.toInt() }.chunked(12)
        for (t in 0..1) s.count { it[t] == 1 } / 3000.0 shouldBe (0.7 plusOrMinus 5 * sqrt(0.21 / 3000))
        for (one in 0..1) {
            for (two in 0..1) {
                val next = s.flatMap { path -> (2 until 12).filter { path[it - 1] == one && path[it - 2] == two }.map { path[it] } }
                val p = move[(one * 2 + two) * 2 + 1]
                withClue("after $two, $one") { next.average() shouldBe (p plusOrMinus 5 * sqrt(p * (1 - p) / next.size)) }
            }
        }
    }

    test("a sample of a fit has the lengths that were asked for, can be bound, and repeats by its seed") {
        val start = mapOf("initial" to doubleArrayOf(0.5, 0.5), "transition" to transition, "rate" to doubleArrayOf(2.0, 9.0))
        val lengths = IntArray(60) { 5 + it }
        val values = hidden.at(*start.toList().toTypedArray())
        val shape = Data.lengths(hidden.plate("time"), *lengths)
        val drawn = AncestralSampler(hidden, shape.bindForPrediction(hidden), values).draw(9).getValue(hidden["count"])
        val data = shape.bindForPrediction(hidden).dataOf(hidden["count"], drawn)
        val fit = ExactEm().startAt(start).fit(hidden, data)
        fit.estimate("rate").get(0) shouldBe (2.0 plusOrMinus 0.2)
        fit.estimate("rate").get(1) shouldBe (9.0 plusOrMinus 0.5)
        val sample = fit.sample(Data.lengths(hidden.plate("time"), 3, 1, 2), 1)
        sample.bind(hidden).lengths(hidden.plate("time")).get().let { found -> (0..2).map(found::of) } shouldBe listOf(3, 1, 2)
        fit.logDensity(sample).size shouldBe 3
        fit.sample(data, 5).fingerprint() shouldBe fit.sample(data, 5).fingerprint()
        fit.sample(data, 5).bind(hidden).lengths(hidden.plate("time")) shouldBe data.bind(hidden).lengths(hidden.plate("time"))
        (fit.sample(data, 6).fingerprint() == fit.sample(data, 5).fingerprint()) shouldBe false
        // A sample is as probable as the data it resembles.
        fit.logDensity(fit.sample(data, 5)).sum() shouldBe (fit.logLikelihood() plusOrMinus 0.05 * -fit.logLikelihood())
    }

    test("a flat start is refused with a way out") {
        val model = model("level") {
            val time = chain("time")
            val level by time.markov(initial = flat()) { previous -> normal(previous, 1) }
            time.observed("x", normal(level, 1))
        }
        val binding = Data.size(model.plate("time"), 3).bindForPrediction(model)
        refused("'level'", "flat", "proper") { AncestralSampler(model, binding, mapOf()).draw(1) }
    }

    test("states after the end of the data are those at the end, moved on") {
        val start = mapOf("initial" to doubleArrayOf(0.5, 0.5), "transition" to transition, "rate" to doubleArrayOf(2.0, 9.0))
        val counts = arrayOf(doubleArrayOf(1.0, 8.0, 11.0), doubleArrayOf(3.0), doubleArrayOf(2.0, Double.NaN))
        val data = Data.of(hidden["count"], counts)
        val fit = ExactEm().startAt(start).iterations(1).fit(hidden, data)
        val forecast = fit.forecast(hidden["s"], data, 4)
        forecast.dims() shouldBe listOf(3, 4, 2)
        val filtered = fit.filtered(hidden["s"], data)
        val stays = fit.estimate("transition").let { doubleArrayOf(it.get(0, 0), it.get(1, 1)) }
        val limit = (1 - stays[1]) / (2 - stays[0] - stays[1])
        for (i in counts.indices) {
            val last = filtered.get(i, counts[i].size - 1, 0)
            for (h in 1..4) {
                // Deviations from the stationary distribution shrink by the second eigenvalue.
                val expected = limit + (last - limit) * (stays[0] + stays[1] - 1).pow(h)
                forecast.get(i, h - 1, 0) shouldBe (expected plusOrMinus 1e-10)
            }
        }
        val given = model("given") {
            val state = plate("state", 2)
            val time = chain("time")
            val u by time.given()
            val mean by state.parameter(real())
            val s by time.markov(initial = categorical(vector(0.5, 0.5))) { categorical(vector(0.5, 0.5)) }
            time.observed("x", normal(mean[s] + u, 1))
        }
        val known = Data.of(given["x"], doubleArrayOf(1.0, 5.0, 2.0)).and(given["u"], doubleArrayOf(0.0, 0.0, 1.0))
        refused("'u'", "'time'", "NaN") { ExactEm().restarts(1).fit(given, known).forecast(given["s"], known, 2) }
    }

    test("only what moves along a chain is filtered and forecast") {
        val mixture = model("mixture") {
            val cluster = plate("cluster", 2)
            val row = plate("row")
            val z by row.latent(categorical(parameter("weights", simplex(cluster))))
            row.observed("x", poisson(cluster.parameter("rate", positive())[z]))
        }
        val data = Data.of(mixture["x"], doubleArrayOf(1.0, 9.0, 2.0, 12.0))
        val fit = ExactEm().restarts(2).fit(mixture, data)
        refused("'z'", "no Markov variable") { fit.filtered(mixture["z"], data) }
        refused("'z'", "no Markov variable") { fit.forecast(mixture["z"], data, 1) }
        refused("'rate'", "[z]") { fit.filtered(mixture["rate"], data) }
        refused("mixture", "chain") { fit.predictiveLogDensity(data) }
    }
})
