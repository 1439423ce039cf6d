package org.platen.inference.em

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.math.abs
import kotlin.math.ln
import kotlin.random.Random
import org.platen.dsl.distribution.Distributions.bernoulli
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.expr.Expr
import org.platen.dsl.expr.Index
import org.platen.dsl.kotlin.filled
import org.platen.dsl.model.Model
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.model.Space
import org.platen.dsl.shape.Axis
import org.platen.dsl.shape.Plates
import org.platen.inference.data.Data

/** A network of binary variables, one of which is hidden: probabilities[i] of variable i being 1, for each combination of its parents' values. */
private class Network(seed: Int) {
    val random = Random(seed)
    val size = 8
    val hidden = random.nextInt(size)
    val parents = List(size) { i -> (0 until i).shuffled(random).take(random.nextInt(0, 4)).sorted() }
    val probabilities = List(size) { i -> DoubleArray(1 shl parents[i].size) { random.nextDouble(0.05, 0.95) } }
    val rows = List(random.nextInt(1, 12)) { IntArray(size) { random.nextInt(2) } }

    fun cell(i: Int, row: IntArray): Int = parents[i].fold(0) { cell, parent -> cell * 2 + row[parent] }

    fun probability(row: IntArray): Double = (0 until size).fold(1.0) { product, i ->
        val p = probabilities[i][cell(i, row)]
        product * if (row[i] == 1) p else 1 - p
    }

    /** Both values of the hidden variable in a row, with their joint probabilities. */
    fun completions(row: IntArray): List<Pair<IntArray, Double>> =
        listOf(0, 1).map { value -> row.clone().also { it[hidden] = value }.let { it to probability(it) } }

    val model: Model = Model.declare("network $seed") { m ->
        val bit = m.plate("bit", 2)
        val row = m.plate("row")
        val copies = List(4) { bit.copy("parent $it") }
        val variables = ArrayList<RandomVariable>()
        for (i in 0 until size) {
            val where = plates(copies.take(parents[i].size))
            val table = if (where == null) m.parameter("p$i", Space.unitInterval()) else m.parameter("p$i", where, Space.unitInterval())
            val looked = parents[i].foldIndexed<Int, Expr>(table) { j, expr, parent -> Index(expr, copies[j], variables[parent]) }
            variables += if (i == hidden) m.latent("v$i", row, bernoulli(looked)) else m.observed("v$i", row, bernoulli(looked))
        }
    }

    private fun plates(axes: List<Axis>): Plates? = if (axes.isEmpty()) {
        null
    } else {
        axes.map<Axis, Plates> {
            it
        }.reduce { a, b -> a.times(b) }
    }

    val data: Data = (0 until size).filter { it != hidden }
        .map { i -> i to DoubleArray(rows.size) { rows[it][i].toDouble() } }
        .let { columns ->
            columns.drop(1).fold(Data.of(model["v${columns[0].first}"], columns[0].second)) { data, (i, values) ->
                data.and(model["v$i"], values)
            }
        }
}

class BayesianNetworkTest : FunSpec({
    test("one step of EM on 50 random networks with a hidden node agrees with the sum over its values") {
        for (seed in 1..50) {
            val network = Network(seed)
            val logLikelihood = network.rows.sumOf { row -> ln(network.completions(row).sumOf { it.second }) }
            val fit = ExactEm()
                .startAt(network.probabilities.mapIndexed { i, p -> "p$i" to p }.toMap())
                .iterations(1)
                .fit(network.model, network.data)
            withClue("network $seed") {
                fit.trace()[0] shouldBe (logLikelihood plusOrMinus 1e-10 * (1 + abs(logLikelihood)))
                for (i in 0 until network.size) {
                    val ones = DoubleArray(network.probabilities[i].size)
                    val all = DoubleArray(ones.size)
                    for (row in network.rows) {
                        val both = network.completions(row)
                        val total = both.sumOf { it.second }
                        for ((completed, p) in both) {
                            all[network.cell(i, completed)] += p / total
                            ones[network.cell(i, completed)] += completed[i] * p / total
                        }
                    }
                    val found = fit.estimate("p$i").values()
                    all.indices.filter { all[it] > 0 }.forEach { found[it] shouldBe (ones[it] / all[it] plusOrMinus 1e-10) }
                }
            }
        }
    }

    test("an elimination that would need too large a table is refused with its cost and the variables") {
        val model = Model.declare("dense") { m ->
            val row = m.plate("row")
            val causes = List(7) { i -> m.latent("cause$i", row, categorical(filled(0.125, 8))) }
            m.observed("x", row, bernoulli(causes.map<RandomVariable, Expr> { it }.reduce { a, b -> a.plus(b) }.dividedBy(100.0)))
        }
        val reason = ExactEm().suits(model, Data.of(model["x"], doubleArrayOf(0.0, 1.0))).obstacles().single()
        for (part in listOf("2097152", "cause0", "cause6", "meanFieldVi")) reason shouldContain part
    }
})
