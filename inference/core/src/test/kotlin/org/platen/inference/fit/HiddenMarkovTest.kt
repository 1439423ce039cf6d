package org.platen.inference.fit

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.abs
import org.platen.dsl.model.Markov
import org.platen.dsl.model.RandomVariable
import org.platen.inference.em.ExactEm
import org.platen.inference.lower.Domains

private fun Double.shouldBeNear(expected: Double) = this shouldBe (expected plusOrMinus 1e-10 * (1 + abs(expected)))

/** A tensor has these probabilities at the elements that there are, and NaN beyond the end. */
private fun Tensor.shouldBeProbabilities(reference: ChainReference, variable: RandomVariable, expected: (element: Int) -> List<Double>) {
    val size = Domains.size(variable)
    val elements = reference.elements(variable)
    for (element in 0 until values().size / size) {
        val found = values().toList().subList(element * size, (element + 1) * size)
        if (element in elements) {
            withClue("$variable at $element") { found.zip(expected(element)).forEach { (a, b) -> a shouldBe (b plusOrMinus 1e-10) } }
        } else {
            found.all { it.isNaN() } shouldBe true
        }
    }
}

private fun chained(data: RandomChainData) = data.model.latents().filter { it.distribution() is Markov }

class HiddenMarkovTest : FunSpec({
    for ((name, model) in chainModels) {
        context(name) {
            for ((kind, zeros) in listOf("positive probabilities" to false, "some zero probabilities" to true)) {
                val cases = (1..20).asSequence().map { RandomChainData(model, it, zeros) }
                    .map { it to ChainReference(it.binding(), it.parameters) }
                    .filter { it.second.logEvidence() > Double.NEGATIVE_INFINITY }
                    .take(2).toList()
                test("$kind: responsibilities are those of listing every combination") {
                    for ((data, reference) in cases) {
                        for (latent in model.latents()) {
                            data.posterior().marginal(latent).shouldBeProbabilities(reference, latent) { reference.marginal(latent, it) }
                        }
                    }
                }
                test("$kind: filtered states are given what comes up to them, predicted states what comes before") {
                    for ((data, reference) in cases) {
                        for (states in chained(data)) {
                            data.posterior().filtered(states).shouldBeProbabilities(reference, states) {
                                reference.marginal(states, it, reference.instant(states, it))
                            }
                            data.posterior().predicted(states).shouldBeProbabilities(reference, states) {
                                reference.marginal(states, it, reference.instant(states, it) - 1)
                            }
                        }
                    }
                }
                test("$kind: the density of each series, and of each instant given those before") {
                    for ((data, _) in cases) {
                        val densities = data.posterior().logDensity()
                        val steps = data.posterior().predictiveLogDensity()
                        densities.size shouldBe data.lengths.size
                        val longest = data.lengths.max()
                        for ((series, length) in data.lengths.withIndex()) {
                            val alone = if (data.model.plates().any { it.name() == "series" && !it.sizedByData() }) {
                                null
                            } else {
                                ChainReference(data.binding(listOf(series)), data.parameters)
                            }
                            val own = steps.values().toList().subList(series * longest, (series + 1) * longest)
                            own.drop(length).all { it.isNaN() } shouldBe true
                            own.take(length).sum().shouldBeNear(densities[series])
                            alone?.let { reference ->
                                densities[series].shouldBeNear(reference.logEvidence())
                                var before = 0.0
                                for (t in 0 until length) {
                                    own[t].shouldBeNear(reference.logEvidence(t) - before)
                                    before = reference.logEvidence(t)
                                }
                            }
                        }
                    }
                }
                test("$kind: an iteration of EM makes probabilities of what is expected by listing every combination") {
                    for ((data, reference) in cases) {
                        val start = data.parameters.mapKeys { it.key.name() }
                        val fit = ExactEm().startAt(start).iterations(1).tolerance(0.0).fit(model, data.binding().data())
                        fit.trace()[0].shouldBeNear(reference.logEvidence())
                        for ((table, counts) in reference.expectedCounts()) {
                            val size = table.shape().size()
                            val before = data.parameters.getValue(table)
                            val expected = counts.indices.map { entry ->
                                val sum = (0 until size).sumOf { counts[entry / size * size + it] }
                                if (sum > 0) counts[entry] / sum else before[entry]
                            }
                            fit.estimate(table).values().zip(expected).forEach { (found, value) ->
                                withClue(table) { if (value == 0.0) found shouldBe 0.0 else found shouldBe (value plusOrMinus 1e-10) }
                            }
                        }
                    }
                }
                test("$kind: the most probable values are the best of every combination") {
                    for ((data, reference) in cases) {
                        val best = data.posterior().mostProbable()
                        best.logDensity().shouldBeNear(reference.largest())
                        best.logProbability().shouldBeNear(reference.largest() - reference.logEvidence())
                        reference.logJoint { best.assignments(it) }.shouldBeNear(reference.largest())
                        for (states in chained(data)) {
                            best.paths(states).map { it.size } shouldBe data.lengths.toList()
                        }
                    }
                }
            }
        }
    }

    test("where all values are as probable, the most probable ones still are one consistent choice") {
        for (model in chainModels.values) {
            val data = RandomChainData(model, 1, zeros = false, even = true)
            val best = data.posterior().mostProbable()
            val reference = ChainReference(data.binding(), data.parameters)
            reference.logJoint { best.assignments(it) }.shouldBeNear(reference.largest())
        }
    }
})
