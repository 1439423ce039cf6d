package org.platen.inference.vi.batch

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.sqrt
import kotlin.random.Random
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.dirichlet
import org.platen.dsl.distribution.Distributions.gamma
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.poisson
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.model.Covariate
import org.platen.dsl.model.Model
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.shape.Plate
import org.platen.inference.data.Data
import org.platen.inference.data.MemoryBatches
import org.platen.inference.op.Special.digamma
import org.platen.inference.vi.batch.StochasticRun.SharedPosterior
import org.platen.inference.vi.conjugate.Conjugacy
import org.platen.inference.vi.rule.posterior
import org.platen.inference.vi.rule.shouldBeCloseTo

private fun Model.plate(name: String): Plate = plates().first { it.name() == name }

private fun run(
    model: Model,
    data: Data,
    plate: String,
    size: Int,
    options: StochasticOptions,
    start: SharedPosterior = SharedPosterior.NONE,
): StochasticRun {
    val portions = Portions.of(MemoryBatches.of(model, data, model.plate(plate)), model.plate(plate), size)
    return StochasticAscent(model, portions, Conjugacy.of(model), listOf(), options).run(start)
}

private fun StochasticRun.parameters(model: Model, variable: String): List<Double> =
    factor(model[variable] as RandomVariable).parameters().single().toList()

private fun logs(concentration: DoubleArray) = concentration.map { digamma(it) - digamma(concentration.sum()) }

class StochasticAscentTest :
    FunSpec({

        val counts =
            Model.declare("counts") { m ->
                m.observed("x", m.plate("row"), poisson(m.latent("rate", gamma(2.0, 1.0))))
            }

        test("a batch of all rows gives the exact posterior and the log evidence") {
            val options = StochasticOptions.DEFAULT.withPasses(3)
            val run = run(counts, Data.of(counts["x"], listOf(3, 4)), "row", 2, options)
            run.parameters(counts, "rate") shouldBeCloseTo listOf(9.0, 3.0)
            run.bound() shouldBe (ln(40320.0 / (19683 * 6 * 24)) plusOrMinus 1e-10)
        }

        test("batches count for all rows: the rate of the posterior has no error, its shape a small one") {
            val x = List(1000) { it % 7 }
            val options = StochasticOptions.DEFAULT.withPasses(20).withSteps(1.0, 1.0)
            val run = run(counts, Data.of(counts["x"], x), "row", 50, options)
            val (shape, rate) = run.parameters(counts, "rate")
            rate shouldBe (1001.0 plusOrMinus 1e-9)
            // Steps of length 1 / (t + 1) average the batches, and all rows come in every pass: the shape is nearly that of all of them.
            shape shouldBe (2.0 + x.sum() plusOrMinus 0.01 * x.sum())
        }

        test("equal seeds give equal factors") {
            val data = Data.of(counts["x"], List(100) { it % 5 })
            val options = StochasticOptions.DEFAULT.withPasses(2)
            val (a, b) = List(2) { run(counts, data, "row", 10, options).parameters(counts, "rate") }
            a shouldBe b
        }

        test("with all documents in a batch topics solve the equations of Hoffman et al. (2013), figure 4") {
            val model =
                Model.declare("topics") { m ->
                    val topic = m.plate("topic", 2)
                    val document = m.plate("document")
                    val word = m.plate("word")
                    val theta = m.latent("theta", document, dirichlet(topic, 0.5))
                    val phi = m.latent("phi", topic, dirichlet(4, 0.1))
                    val z = m.latent("z", word, categorical(theta.at(m.given("of", word, Covariate.index(document)))))
                    m.observed("w", word, categorical(phi.at(z)))
                }
            val of = intArrayOf(0, 0, 0, 1, 1, 1, 2, 2, 2, 2)
            val words = intArrayOf(0, 1, 0, 2, 3, 3, 0, 1, 2, 2)
            val data = Data.of(model["of"], of).and(model["w"], words).and(model.plate("document"), 3)
            val options = StochasticOptions.DEFAULT.withPasses(400)
            val phi =
                run(model, data, "document", 3, options)
                    .factor(model["phi"] as RandomVariable)
                    .parameters()
            val theta = Array(3) { DoubleArray(2) { 0.5 + 1.0 } }
            fun weights(n: Int) = (0..1).map { exp(logs(theta[of[n]])[it] + logs(phi[it])[words[n]]) }
            repeat(2000) {
                val next = Array(3) { DoubleArray(2) { 0.5 } }
                for (n in of.indices) weights(n).let { w -> for (k in 0..1) next[of[n]][k] += w[k] / w.sum() }
                next.copyInto(theta)
            }
            val topics = Array(2) { DoubleArray(4) { 0.1 } }
            for (n in of.indices) weights(n).let { w -> for (k in 0..1) topics[k][words[n]] += w[k] / w.sum() }
            phi.forEachIndexed { k, own ->
                withClue("topic $k") { own.zip(topics[k].toTypedArray()).forEach { (a, b) -> a shouldBe (b plusOrMinus 0.01) } }
            }
        }

        test("a mixture in batches finds what all rows at once do") {
            val model =
                Model.declare("mixture") { m ->
                    val cluster = m.plate("cluster", 2)
                    val row = m.plate("row")
                    val mean = m.latent("mean", cluster, normal(0.0, 10.0))
                    val tau = m.latent("tau", gamma(1.0, 1.0))
                    val z = m.latent("z", row, categorical(m.latent("weights", dirichlet(cluster, 1.0))))
                    m.observed("x", row, normal(mean.at(z), tau.power(-0.5)))
                }
            // Quantiles of two Normals, 600 and 400 rows, in an order that mixes them.
            val x = List(1000) { i -> (if (i % 5 < 3) -2.0 else 3.0) + ln((i + 0.5) / (999.5 - i)) * 0.5 }
            val data = Data.of(model["x"], x)
            val whole = posterior(model, data)
            val few = posterior(model, data.rows(model.plate("row"), *IntArray(100) { it })).factors()
            val options = StochasticOptions.DEFAULT.withPasses(40)
            val run = run(model, data, "row", 100, options, SharedPosterior(few, SharedPosterior.NONE.numbers(), KeptPosterior.NONE))
            val means = run.factor(model["mean"] as RandomVariable).mean().sorted()
            val expected = whole.factor(model["mean"] as RandomVariable).mean().sorted()
            means.zip(expected).forEach { (a, b) -> a shouldBe (b plusOrMinus 0.1) }
            run.bound() shouldBe (whole.bound() plusOrMinus 0.01 * Math.abs(whole.bound()))
        }

        test(
            "variables of the plate have factors of their own in each batch; with those the global ones solve the equations of all data at once",
        ) {
            val model =
                Model.declare("counties") { m ->
                    val county = m.plate("county")
                    val theta = m.latent("theta", county, normal(m.latent("mu", normal(0.0, 1.0)), constant(1.0)))
                    m.observed("y", county, normal(theta, 1.0))
                }
            val y = List(300) { ln((it + 0.5) / (299.5 - it)) + 0.7 }.shuffled(Random(1))
            val data = Data.of(model["y"], y)
            val whole = posterior(model, data)
            val run = run(model, data, "county", 30, StochasticOptions.DEFAULT.withPasses(60))
            val (mean, deviation) = run.factor(model["mu"] as RandomVariable).let { it.mean().single() to it.sd().single() }
            mean shouldBe (whole.factor(model["mu"] as RandomVariable).mean().single() plusOrMinus 0.1 * deviation)
            // Given all thetas, the precision of mu is that of its prior and one for each county.
            deviation shouldBe (1 / sqrt(301.0) plusOrMinus 1e-9)
            run.bound() shouldBe (whole.bound() plusOrMinus 0.01)
            run.error() shouldBe 0.0
        }
    })
