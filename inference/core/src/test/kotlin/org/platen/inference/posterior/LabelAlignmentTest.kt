package org.platen.inference.posterior

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeSameInstanceAs
import java.util.Random
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.dirichlet
import org.platen.dsl.distribution.Distributions.gamma
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.model.Model
import org.platen.dsl.model.Variable
import org.platen.dsl.shape.ModelException
import org.platen.inference.criticism.Convergence
import org.platen.inference.data.Data
import org.platen.inference.mcmc.Nuts
import org.platen.inference.unconstrained.PosteriorRoles
import org.platen.inference.vi.MeanFieldVi

private fun mixture(count: Int) = Model.declare("mixture") { m ->
    val cluster = m.plate("cluster", count)
    val row = m.plate("row")
    val weights = m.latent("weights", dirichlet(cluster, 2.0))
    val mean = m.latent("mean", cluster, normal(0.0, 5.0))
    val scale = m.latent("scale", cluster, gamma(2.0, 2.0))
    val z = m.latent("z", row, categorical(weights))
    m.observed("y", row, normal(mean.at(z), scale.at(z)))
}

private class Truth(val weights: DoubleArray, val means: DoubleArray, val scales: DoubleArray) {

    fun sample(count: Int): DoubleArray {
        val random = Random(3)
        return DoubleArray(count) {
            val u = random.nextDouble()
            var component = 0
            while (component < weights.size - 1 && u > weights.take(component + 1).sum()) component++
            means[component] + scales[component] * random.nextGaussian()
        }
    }
}

private val two = Truth(doubleArrayOf(0.3, 0.7), doubleArrayOf(-1.0, 2.5), doubleArrayOf(1.0, 0.8))
private val three = Truth(doubleArrayOf(0.2, 0.5, 0.3), doubleArrayOf(-3.0, 0.0, 4.0), doubleArrayOf(0.5, 1.0, 0.7))

private fun JointPosterior.rhat(name: String, entry: Int) = Convergence.rHat(draws().chains(model()[name], entry))

/** Draws around [values], with small noise, each in the order that [order] gives it. */
private fun drawn(
    model: Model,
    data: Data,
    values: Map<Variable, DoubleArray>,
    reordered: (Variable, DoubleArray, Int) -> DoubleArray,
): Pair<JointPosterior, List<Map<Variable, DoubleArray>>> {
    val random = Random(8)
    val ordered = List(200) { values.mapValues { (_, own) -> own.map { it + 0.01 * random.nextGaussian() }.toDoubleArray() } }
    val binding = data.bind(model)
    val shuffled = values.keys.associateWith { variable ->
        Array(2) { chain -> Array(100) { i -> (100 * chain + i).let { reordered(variable, ordered[it].getValue(variable), it) } } }
    }
    return JointPosterior(binding, PosteriorRoles.of(model, binding).roles(), Draws.of(binding, shuffled)) to ordered
}

class LabelAlignmentTest : FunSpec({
    for ((count, truth) in listOf(2 to two, 3 to three)) {
        val model = mixture(count)
        val data = Data.of(model["y"], truth.sample(200))

        test("shuffled labels of $count components are put back in every draw") {
            val random = Random(1)
            val orders = List(200) { (0 until count).shuffled(random) }
            val values =
                mapOf(model["weights"] to truth.weights, model["mean"] to truth.means, model["scale"] to truth.scales)
            val (posterior, before) = drawn(model, data, values) { _, own, i -> orders[i].map { own[it] }.toDoubleArray() }
            val aligned = posterior.aligned().draws()
            for (variable in values.keys) {
                for (i in 0 until 200) {
                    aligned.at(variable, i / 100, i % 100).toList() shouldContainExactly before[i].getValue(variable).toList()
                }
            }
        }

        test("chains of NUTS on $count components agree once their labels do, near what the data were drawn from") {
            val posterior = Nuts().chains(4).warmup(300).draws(250).seed(2).fit(model, data).posterior()
            val switched = (0 until count).maxOf { posterior.rhat("mean", it) }
            switched shouldBeGreaterThan 1.5
            for (aligned in listOf(posterior.aligned(), LabelAlignment.ofChains(posterior))) {
                for (k in 0 until count) {
                    withClue("component $k") {
                        aligned.rhat("mean", k) shouldBeLessThan 1.05
                        for ((name, expected) in listOf(
                            "mean" to truth.means[k],
                            "weights" to truth.weights[k],
                            "scale" to truth.scales[k],
                        )) {
                            val marginal = aligned[name]
                            marginal.mean().values()[k] shouldBe (expected plusOrMinus 4 * marginal.standardDeviation().values()[k])
                        }
                    }
                }
                val rows = Data.of(model["y"], doubleArrayOf(-2.0, 0.0, 3.0))
                aligned.logDensity(rows).values().zip(posterior.logDensity(rows).values()).forEach { (a, b) ->
                    a shouldBe (b plusOrMinus 1e-9)
                }
            }
        }
    }

    test("assignments of an aligned fit are those of one labelling") {
        val model = mixture(2)
        val y = two.sample(200)
        val data = Data.of(model["y"], y)
        val fit = Nuts().chains(4).warmup(300).draws(250).seed(2).fit(model, data)
        val assigned = fit.aligned().assignments(model["z"], data)
        // The densities of the two components cross between their means.
        for (i in y.indices.filter { y[it] < -1 || y[it] > 2.5 }) {
            withClue("${y[i]}") { assigned[i] shouldBe (if (y[i] < 0) 0 else 1) }
        }
        fit.aligned().summary() shouldContain "labels aligned"
    }

    test("states of a hidden Markov chain are put back, in transitions on both sides") {
        val hidden = Model.declare("hidden") { m ->
            val state = m.plate("state", 3)
            val day = m.chain("day")
            val initial = m.latent("initial", dirichlet(state, 1.0))
            val transition = m.latent("transition", state, dirichlet(state, 1.0))
            val mean = m.latent("mean", state, normal(0.0, 5.0))
            val s = m.markov("s", day, categorical(initial)) { previous -> categorical(transition.at(previous)) }
            m.observed("y", day, normal(mean.at(s), 1.0))
        }
        val data = Data.of(hidden["y"], doubleArrayOf(1.0, -2.0, 0.5, 4.0))
        val rows = doubleArrayOf(0.6, 0.3, 0.1, 0.2, 0.5, 0.3, 0.1, 0.1, 0.8)
        val values = mapOf(
            hidden["initial"] to doubleArrayOf(0.5, 0.3, 0.2),
            hidden["transition"] to rows,
            hidden["mean"] to doubleArrayOf(-1.0, 0.5, 2.0),
        )
        val random = Random(1)
        val orders = List(200) { (0 until 3).shuffled(random) }
        val (posterior, before) = drawn(hidden, data, values) { variable, own, i ->
            val order = orders[i]
            if (own.size == 9) {
                DoubleArray(9) { own[3 * order[it / 3] + order[it % 3]] }
            } else {
                order.map { own[it] }.toDoubleArray()
            }
        }
        val aligned = posterior.aligned().draws()
        for (i in 0 until 200) {
            aligned.at(hidden["transition"], i / 100, i % 100).toList() shouldContainExactly
                before[i].getValue(hidden["transition"]).toList()
        }
    }

    test("components that differ in their prior keep their labels") {
        val model = Model.declare("ordered") { m ->
            val cluster = m.plate("cluster", 2)
            val row = m.plate("row")
            val weights = m.latent("weights", dirichlet(cluster, 1.0))
            val mean = m.latent("mean", cluster, normal(constant(cluster, -1.0, 1.0), 1.0))
            val z = m.latent("z", row, categorical(weights))
            m.observed("y", row, normal(mean.at(z), 1.0))
        }
        val data = Data.of(model["y"], doubleArrayOf(-1.0, 0.0, 1.0))
        val values = mapOf(model["weights"] to doubleArrayOf(0.4, 0.6), model["mean"] to doubleArrayOf(1.0, -1.0))
        val (posterior, _) = drawn(model, data, values) { _, own, _ -> own }
        posterior.aligned() shouldBeSameInstanceAs posterior
    }

    test("several fits of one model are given the same labels") {
        val model = mixture(3)
        val data = Data.of(model["y"], three.sample(100))
        val fits = (1L..4L).map { MeanFieldVi().conjugate(false).restarts(1).seed(it).fit(model, data).posterior() }
        for (aligned in LabelAlignment.ofFits(fits)) {
            aligned["mean"].mean().values().zip(three.means.toList()).forEach { (mean, expected) ->
                mean shouldBe (expected plusOrMinus 0.6)
            }
        }
        val other = mixture(2)
        val fit = MeanFieldVi().restarts(1).fit(other, data.forModel(other)).posterior()
        shouldThrow<ModelException> { LabelAlignment.ofFits(listOf(fits[0], fit)) }.message!! shouldContain
            "cannot be aligned: they have to be of one model and the same data"
    }
})
