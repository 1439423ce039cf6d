package org.platen.inference.lower

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.abs
import kotlin.random.Random
import org.platen.dsl.distribution.Distribution
import org.platen.dsl.distribution.Distributions.bernoulli
import org.platen.dsl.distribution.Distributions.binomial
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.poisson
import org.platen.dsl.distribution.Distributions.zeroInflated
import org.platen.dsl.evaluate
import org.platen.dsl.expr.Expr
import org.platen.dsl.expr.Symbol
import org.platen.dsl.model.Model
import org.platen.dsl.model.Space.simplex
import org.platen.dsl.model.Space.unitInterval
import org.platen.dsl.model.Variable
import org.platen.inference.backend.LocalExecutor
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.op.GatherOp
import org.platen.inference.op.GatherSumOp
import org.platen.inference.program.Program

private const val ROWS = 9

/** Where the observed variable x stands. */
private enum class Standing { ROW, VECTOR, ITEM }

private fun model(place: Standing, family: (Expr) -> Distribution, argument: Int = 0, byRow: Boolean = false): Model =
    Model.declare("tables") { m ->
        val cluster = m.plate("cluster", 2)
        val item = m.plate("item", 3)
        val row = m.plate("row")
        val space = when {
            argument > 0 -> simplex(argument)
            place == Standing.VECTOR -> unitInterval(3)
            else -> unitInterval()
        }
        val p = m.parameter("p", if (place == Standing.ITEM) cluster.times(item) else cluster, space)
        val z = m.latent("z", row, categorical(m.parameter("weights", simplex(cluster))))
        val own = if (byRow) p.at(z).times(m.given("share", row)) else p.at(z)
        m.observed("x", if (place == Standing.ITEM) row.times(item) else row, family(own))
    }

/** The factor of x in each row, for each item and value of z, and whether it is looked up. */
private fun factor(bound: Bound): Pair<List<DoubleArray>, Boolean> {
    val model = bound.model
    val layout = Layout(bound.binding, bound.axis("row"))
    val joint = Joint(model, layout, Roles(ArrayList<Variable>(model.parameters()), model.latents().toSet()))
    val value = joint.factor(joint.lowering("at/"), Term.of(model.observed().single()).single()).value()
    val order = layout.labels(model.observed().single().axes()) + Label.OfDomain(model.latents().single())
    val node = joint.scope().algebra().permute(value.node(), order.map { value.labels().indexOf(it) })
    val program = Program.of(mapOf("factor" to node))
    val session = JvmBackend().compile(program).session(LocalExecutor(1))
    joint.bindData(session)
    model.parameters().forEach { session.set("at/" + it.name(), *bound.values.getValue(it)) }
    session.run(layout.rows())
    return session.rows("factor").toList() to program.nodes().any { it.op() is GatherOp || it.op() is GatherSumOp }
}

private fun check(model: Model, numbers: (Random) -> Double, lookedUp: Boolean = true, missing: Boolean = false) {
    val random = Random(11)
    val x = model.observed().single()
    val items = x.shape().size() * x.axes().drop(1).fold(1) { n, axis -> n * axis.plate().size() }
    val data = DoubleArray(ROWS * items) { if (missing && random.nextInt(3) == 0) Double.NaN else numbers(random) }
    val positive = model.parameters().associateWith { parameter ->
        DoubleArray(parameter.axes().fold(parameter.shape().size()) { n, axis -> n * axis.plate().size() }) { random.nextDouble(0.1, 0.9) }
    }
    val share = model.givens().associateWith { DoubleArray(ROWS) { random.nextDouble() } }
    val bound = Bound(model, model.plates().filter { it.sizedByData() }.associateWith { ROWS }, positive + share + mapOf(x to data))
    val (lanes, isLookedUp) = factor(bound)
    isLookedUp shouldBe lookedUp
    val density = x.distribution().elementwiseLogDensity(x)
    val events = items / x.shape().size()
    // The reference knows no missing values: what it gives for them is left out.
    val known = DoubleArray(data.size) { if (data[it].isNaN()) 0.0 else data[it] }
    for (z in 0 until 2) {
        val symbols = HashMap<Symbol, DoubleArray>(bound.values)
        symbols[x] = known
        symbols[model.latents().single()] = DoubleArray(ROWS) { z.toDouble() }
        for (lane in 0 until events) {
            for (row in 0 until ROWS) {
                val at = mapOf(bound.axis("row") to row, bound.axis("item") to lane).filterKeys { it in x.axes() }
                val entries = evaluate(density, symbols, at)
                val expected = entries.indices.filterNot { data[(row * events + lane) * entries.size + it].isNaN() }.sumOf { entries[it] }
                withClue("z = $z, item $lane, row $row") {
                    lanes[lane * 2 + z][row] shouldBe (expected plusOrMinus 1e-12 * (1 + abs(expected)))
                }
            }
        }
    }
}

class DensityTablesTest : FunSpec({

    val families = mapOf<String, Pair<(Expr) -> Distribution, (Random) -> Double>>(
        "answers" to Pair({ p -> bernoulli(p) }, { it.nextInt(2).toDouble() }),
        "counts" to Pair({ p -> poisson(p) }, { 3.0 + it.nextInt(7) }),
        "counts of trials" to Pair({ p -> binomial(5, p) }, { it.nextInt(6).toDouble() }),
        "counts with many zeros" to Pair({ p -> zeroInflated(p, poisson(2.0)) }, { it.nextInt(4).toDouble() }),
    )
    for ((name, family) in families) {
        for (place in Standing.entries) {
            test("$name are looked up: $place") { check(model(place, family.first), family.second) }
            test("$name are looked up beside missing ones: $place") { check(model(place, family.first), family.second, missing = true) }
        }
        test("$name are not where an argument differs from row to row") {
            check(model(Standing.ROW, family.first, byRow = true), family.second, lookedUp = false)
        }
    }
    test("categories are looked up, beside missing ones too") {
        for (missing in listOf(false, true)) {
            check(model(Standing.ROW, { categorical(it) }, argument = 4), { it.nextInt(4).toDouble() }, missing = missing)
        }
    }
    test("numbers of which there are many are not looked up") {
        check(model(Standing.ROW, { poisson(it) }), { it.nextInt(1000).toDouble() }, lookedUp = false)
    }
})
