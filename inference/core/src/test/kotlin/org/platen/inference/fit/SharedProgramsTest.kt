package org.platen.inference.fit

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.dirichlet
import org.platen.dsl.distribution.Distributions.gamma
import org.platen.dsl.distribution.Distributions.poisson
import org.platen.dsl.model.Model
import org.platen.dsl.model.RandomVariable
import org.platen.inference.data.Binding
import org.platen.inference.data.Data
import org.platen.inference.lower.Roles

private val chain: Model = Model.declare("chain") { m ->
    val state = m.plate("state", 2)
    val initial = m.latent("initial", dirichlet(state, 1.0))
    val transition = m.latent("transition", state, dirichlet(state, 1.0))
    val rate = m.latent("rate", state, gamma(2.0, 1.0))
    val year = m.chain("year")
    val s = m.markov("s", year, categorical(initial)) { previous -> categorical(transition.at(previous)) }
    m.observed("count", year, poisson(rate.at(s)))
}

private fun values(share: Double, rate: Double) = mapOf(
    chain["initial"] to doubleArrayOf(share, 1 - share),
    chain["transition"] to doubleArrayOf(share, 1 - share, 0.2, 0.8),
    chain["rate"] to doubleArrayOf(1.0, rate),
)

class SharedProgramsTest :
    FunSpec({

        val s = chain["s"] as RandomVariable
        val data = Data.of(chain["count"], intArrayOf(0, 1, 4, 6, 5, 1))
        val roles = Roles(listOf(chain["initial"], chain["transition"], chain["rate"]), setOf(s))
        val (one, other) = listOf(values(0.3, 5.0), values(0.9, 2.5))

        fun answers(at: Posterior) = listOf(
            at.marginal(s).values().toList(),
            at.filtered(s).values().toList(),
            at.predicted(s).values().toList(),
            at.predictiveLogDensity().values().toList(),
            at.forecast(s, 2).values().toList(),
            listOf(at.logLikelihood()),
        )

        test(
            "answers at other values that share what is compiled are those of programs of their own, whatever the order they are asked in",
        ) {
            val shared = Posterior(chain, Binding.of(chain, data), roles, one)
            val first = answers(shared)
            answers(shared.at(other)) shouldBe answers(Posterior(chain, Binding.of(chain, data), roles, other))
            answers(shared.at(one)) shouldBe first
        }

        test("draws at other fixed values are those of a sampler of their own") {
            val binding = Binding.forPrediction(chain, Data.size(chain.plates().first { it.name() == "year" }, 50))
            fun drawn(sampler: Map<*, Array<DoubleArray>>) =
                sampler.mapKeys { it.key.toString() }.mapValues { it.value.map(DoubleArray::toList) }
            val shared = AncestralSampler(chain, binding, one)
            val first = drawn(shared.draw(7))
            drawn(shared.draw(other, 7)) shouldBe drawn(AncestralSampler(chain, binding, other).draw(7))
            drawn(shared.draw(one, 7)) shouldBe first
            shouldThrow<IllegalArgumentException> { shared.draw(one - chain["rate"], 7) }
        }
    })
