package org.platen.inference.em

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.exp
import kotlin.math.ln
import kotlin.random.Random
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.poisson
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.model.Model
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.model.Variable
import org.platen.inference.backend.LocalExecutor
import org.platen.inference.data.Data
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.lower.Joint
import org.platen.inference.lower.Label
import org.platen.inference.lower.Layout
import org.platen.inference.lower.Responsibilities
import org.platen.inference.lower.Roles
import org.platen.inference.lower.Term
import org.platen.inference.program.Program
import org.platen.inference.program.Type

/** A Poisson hidden Markov model of several series; [series] elements, or as many as the data have. */
private fun poissonSeries(states: Int, series: Int? = null): Model = model("series") {
    val state = plate("state", states)
    val initial by parameter(simplex(state))
    val transition by state.parameter(simplex(state))
    val rate by state.parameter(positive())
    val time = (if (series == null) plate("series") else plate("series", series)).chain("time")
    val s by time.markov(initial = categorical(initial)) { previous -> categorical(transition[previous]) }
    time.observed("count", poisson(rate[s]))
}

/** What is estimated of [poissonSeries], and the textbook's EM for it. */
private class Estimate(val initial: DoubleArray, val transition: Array<DoubleArray>, val rate: DoubleArray) {
    fun asMap() = mapOf("initial" to initial, "transition" to transition.flatMap { it.toList() }.toDoubleArray(), "rate" to rate)

    fun chain(counts: DoubleArray) = Rabiner(
        initial,
        { transition },
        counts.map { x ->
            DoubleArray(rate.size) { s ->
                if (x.isNaN()) 1.0 else exp(x * ln(rate[s]) - rate[s] - (1..x.toInt()).sumOf { ln(it.toDouble()) })
            }
        }.toTypedArray(),
    )

    fun next(series: Array<DoubleArray>): Estimate {
        val chains = series.map { chain(it) }
        val n = rate.indices
        val moves = n.map { i -> n.map { j -> chains.sumOf { chain -> chain.moves.sumOf { it[i][j] } } } }
        fun weighted(s: Int, of: (Double) -> Double) = series.indices.sumOf { i ->
            series[i].indices.sumOf { t -> if (series[i][t].isNaN()) 0.0 else chains[i].visits[t][s] * of(series[i][t]) }
        }
        return Estimate(
            DoubleArray(n.count()) { s -> chains.sumOf { it.visits[0][s] } / series.size },
            Array(n.count()) { i -> moves[i].map { it / moves[i].sum() }.toDoubleArray() },
            DoubleArray(n.count()) { s -> weighted(s) { it } / weighted(s) { 1.0 } },
        )
    }
}

private fun Random.simplex(size: Int) = List(size) { nextDouble(0.05, 1.0) }.let { w -> w.map { it / w.sum() }.toDoubleArray() }

private fun Random.estimate(states: Int) =
    Estimate(simplex(states), Array(states) { simplex(states) }, DoubleArray(states) { nextDouble(0.5, 12.0) })

private fun Random.series(count: Int, longest: Int, missing: Double) =
    Array(count) { DoubleArray(1 + nextInt(longest)) { if (nextDouble() < missing) Double.NaN else nextInt(15).toDouble() } }

/** The expected number of starts in each state, of moves between them, and of visits at each instant of each series, as the engine's E-step finds them. */
private class Expected(model: Model, data: Data, at: Estimate) {
    private val s = model["s"] as RandomVariable
    val starts: DoubleArray
    val moves: DoubleArray
    val visits: Array<DoubleArray>

    init {
        val layout = Layout.of(model, data.bind(model), model.parameters())
        val joint = Joint(model, layout, Roles(ArrayList<Variable>(model.parameters()), setOf(s)))
        val factors = joint.factors(joint.lowering("at/"))
        val weights = factors.map { it.term() }.zip(Responsibilities.of(joint, factors, listOf()).weights()).toMap()
        fun weight(variable: String, part: Term.Part) = weights.entries.single {
            it.key.variable() == model[variable] &&
                it.key.part() == part
        }.value
        fun ordered(variable: String, part: Term.Part, rank: (Label) -> Int) = weight(variable, part).let { value ->
            joint.scope().algebra().permute(value.node(), value.labels().indices.sortedBy { rank(value.labels()[it]) })
        }
        val outputs = mapOf(
            "starts" to ordered("s", Term.Part.FIRST) { 0 },
            "moves" to ordered("s", Term.Part.OTHERS) { label -> -(label as Label.OfDomain).lag() },
            "visits" to
                ordered("count", Term.Part.ALL) { label ->
                    if (label is Label.OfDomain) {
                        2
                    } else if (label.toString().contains("time")) {
                        1
                    } else {
                        0
                    }
                },
        )
        val session = JvmBackend().compile(Program.of(outputs)).session(LocalExecutor(1))
        joint.bindData(session)
        at.asMap().forEach { (name, values) -> session.set("at/$name", *values) }
        session.run(layout.rows())
        starts = session.get("starts")
        moves = session.get("moves")
        val type: Type = outputs.getValue("visits").type()
        visits = if (type.rows()) {
            session.rows("visits").let { lanes -> Array(lanes[0].size) { row -> DoubleArray(lanes.size) { lanes[it][row] } } }
        } else {
            session.get("visits").toList().chunked(type.size() / type.dim(0)).map { it.toDoubleArray() }.toTypedArray()
        }
    }
}

class HiddenMarkovEmTest : FunSpec({
    for ((kind, missing) in listOf("complete data" to 0.0, "missing values" to 0.3)) {
        test("expected starts, moves and visits are the textbook's, $kind, with series as rows and without") {
            val random = Random(11)
            repeat(8) {
                val states = 1 + random.nextInt(4)
                val at = random.estimate(states)
                val data = random.series(25, 30, missing)
                val chains = data.map { at.chain(it) }
                for (model in listOf(poissonSeries(states), poissonSeries(states, 25))) {
                    val expected = Expected(model, Data.of(model["count"], data), at)
                    for (s in 0 until states) {
                        expected.starts[s] shouldBe (chains.sumOf { it.visits[0][s] } plusOrMinus 1e-10)
                        for (to in 0 until states) {
                            val moves = chains.sumOf { chain -> chain.moves.sumOf { it[s][to] } }
                            expected.moves[s * states + to] shouldBe (moves plusOrMinus 1e-10)
                        }
                    }
                    for ((i, chain) in chains.withIndex()) {
                        for (t in 0 until expected.visits[i].size / states) {
                            for (s in 0 until states) {
                                val visits = if (t >= data[i].size || data[i][t].isNaN()) null else chain.visits[t][s]
                                val found = expected.visits[i][t * states + s]
                                withClue("series $i, instant $t") {
                                    if (visits != null) found shouldBe (visits plusOrMinus 1e-10)
                                    if (t >= data[i].size) found shouldBe 0.0
                                }
                            }
                        }
                    }
                }
            }
        }

        test("twenty iterations of EM on series of different lengths are the textbook's, $kind") {
            val random = Random(5)
            val data = random.series(12, 20, missing)
            val start = random.estimate(3)
            for (model in listOf(poissonSeries(3), poissonSeries(3, 12))) {
                val fit = ExactEm().startAt(start.asMap()).iterations(20).tolerance(0.0).fit(model, Data.of(model["count"], data))
                var estimate = start
                for (iteration in 0..20) {
                    fit.trace()[iteration] shouldBe (data.sumOf { estimate.chain(it).logLikelihood } plusOrMinus 1e-8)
                    if (iteration < 20) estimate = estimate.next(data)
                }
                for ((name, values) in estimate.asMap()) {
                    fit.estimate(name).values().zip(values.toList()).forEach { (a, b) ->
                        withClue(name) { a shouldBe (b plusOrMinus 1e-8) }
                    }
                }
            }
        }
    }

    test("a value that is missing at the end is an instant like any other") {
        val start = Random(2).estimate(2)
        val ended = arrayOf(doubleArrayOf(3.0, 9.0, 4.0), doubleArrayOf(1.0, 8.0, 7.0, 2.0))
        val goesOn = arrayOf(doubleArrayOf(3.0, 9.0, 4.0, Double.NaN), doubleArrayOf(1.0, 8.0, 7.0, 2.0))
        val model = poissonSeries(2)
        for (data in listOf(ended, goesOn)) {
            val fit = ExactEm().startAt(start.asMap()).iterations(1).tolerance(0.0).fit(model, Data.of(model["count"], data))
            val expected = start.next(data)
            fit.estimate("transition").values().zip(expected.asMap().getValue("transition").toList())
                .forEach { (a, b) -> a shouldBe (b plusOrMinus 1e-10) }
            fit.responsibilities(model["s"]).dims() shouldBe listOf(2, 4, 2)
            fit.responsibilities(model["s"]).get(0, 3, 0).isNaN() shouldBe (data === ended)
            fit.assignments(model["s"])[3] shouldBe
                if (data === ended) -1 else fit.responsibilities(model["s"]).let { if (it.get(0, 3, 0) >= it.get(0, 3, 1)) 0 else 1 }
            fit.observations() shouldBe data.sumOf { it.size }
        }
    }

    test("from starts of its own, EM on several series finds what it finds on one where there is one") {
        val several = poissonSeries(2)
        val one = poissonChain(2)
        val fit = ExactEm().fit(several, Data.of(several["count"], arrayOf(earthquakes)))
        fit.logLikelihood() shouldBe (ExactEm().fit(one, Data.of(one["count"], earthquakes)).logLikelihood() plusOrMinus 1e-6)
    }

    test("starts along series of different lengths reach the best of many given starts") {
        val random = Random(8)
        val truth = Estimate(doubleArrayOf(0.7, 0.3), arrayOf(doubleArrayOf(0.95, 0.05), doubleArrayOf(0.1, 0.9)), doubleArrayOf(2.0, 9.0))
        val data = Array(20) { i ->
            var s = if (random.nextDouble() < truth.initial[0]) 0 else 1
            DoubleArray(5 + 3 * i) {
                val x = generateSequence(0) { it + 1 }.first { k ->
                    random.nextDouble() < if (k >
                        40
                    ) {
                        1.0
                    } else {
                        1 / (1 + truth.rate[s])
                    }
                }.toDouble()
                s = if (random.nextDouble() < truth.transition[s][0]) 0 else 1
                x
            }
        }
        val model = poissonSeries(2)
        val best = (1..8).maxOf { seed ->
            val start = Random(seed).estimate(2)
            ExactEm().startAt(start.asMap()).fit(model, Data.of(model["count"], data)).logLikelihood()
        }
        (ExactEm().fit(model, Data.of(model["count"], data)).logLikelihood() >= best - 1e-6) shouldBe true
    }

    test("ICL is that of the most probable path of each series, not of the most probable states one by one") {
        val model = poissonSeries(2)
        val data = Random(3).series(3, 5, 0.1)
        val fit = ExactEm().restarts(2).fit(model, Data.of(model["count"], data))
        val at = Estimate(
            fit.estimate("initial").values(),
            Array(2) { fit.estimate("transition").row(it) },
            fit.estimate("rate").values(),
        )
        val certainty = data.sumOf { counts ->
            (0 until (1 shl counts.size)).maxOf { path ->
                counts.indices.sumOf { t ->
                    val s = path shr t and 1
                    ln(if (t == 0) at.initial[s] else at.transition[path shr (t - 1) and 1][s]) +
                        if (counts[t].isNaN()) {
                            0.0
                        } else {
                            counts[t] * ln(at.rate[s]) - at.rate[s] -
                                (1..counts[t].toInt()).sumOf { ln(it.toDouble()) }
                        }
                }
            } - at.chain(counts).logLikelihood
        }
        fit.icl() shouldBe (fit.bic() - 2 * certainty plusOrMinus 1e-7)
    }
})
