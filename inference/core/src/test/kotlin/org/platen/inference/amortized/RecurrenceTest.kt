package org.platen.inference.amortized

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.math.PI
import kotlin.math.abs
import kotlin.math.ln
import kotlin.math.sin
import kotlin.math.sqrt
import kotlin.random.Random
import kotlin.random.asJavaRandom
import org.platen.dsl.kotlin.ModelScope
import org.platen.dsl.kotlin.exp
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.lag
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.model.Model
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.kotlin.adam
import org.platen.inference.kotlin.amortizedVi
import org.platen.inference.kotlin.exactEm
import org.platen.inference.kotlin.fit
import org.platen.inference.train.Optimizer

/** Numbers of PyTorch: the loss of all series before and after four steps, and some weights then. */
private class Torch(val name: String, val before: Double, val after: Double, val weights: Map<String, List<Double>>)

// PyTorch 1.13.1 in float64: torch.nn.GRU and LSTM of 2 features and 3 units with pack_padded_sequence(enforce_sorted=False), then Linear(3, 1), with the same starts,
// series and batches, SGD(lr=0.1), and as loss half of the squared errors of all instants over the number of series.
private val torch = listOf(
    Torch(
        "GRU, all states",
        1.67664101036777,
        1.18963917513311,
        mapOf(
            "gru1.stateBias" to listOf(
                0.504018927939692,
                0.0998588456594655,
                -0.312772163118255,
                0.401289366273775,
                0.00766350487465838,
                -0.391422264767276,
                0.322463664736636,
                -0.132968945573459,
                -0.454948568528065,
            ),
            "dense1.weight" to listOf(0.0448576454220141, -0.200050164627296, 0.302074024311766),
            "dense1.bias" to listOf(0.0803711359411147),
        ),
    ),
    Torch(
        "GRU, last state",
        0.499994414261786,
        0.384415308758151,
        mapOf(
            "gru1.stateBias" to listOf(
                0.502173041203101,
                0.0996767255128188,
                -0.306338164878623,
                0.39989958902746,
                0.00718670282323441,
                -0.387982561826094,
                0.311134703933497,
                -0.11319606846409,
                -0.480235811502692,
            ),
            "dense1.weight" to listOf(0.0877530609633621, -0.22370547395518, 0.323941751225878),
            "dense1.bias" to listOf(-0.130032794601561),
        ),
    ),
    Torch(
        "LSTM, all states",
        1.55408975605815,
        1.1784260843003,
        mapOf(
            "lstm1.stateBias" to listOf(
                0.499743725605273,
                0.0950496025647761,
                -0.311896809194043,
                0.399452884324937,
                -0.00416394403520621,
                -0.406155135396927,
                0.322563660364453,
                -0.141985824608845,
                -0.468907698693723,
                0.199388051435765,
                -0.206830884242071,
                0.490076356422145,
            ),
            "dense1.weight" to listOf(0.0884008674499011, -0.243778676558929, 0.338071224578296),
            "dense1.bias" to listOf(0.0661357767164562),
        ),
    ),
    Torch(
        "LSTM, last state",
        0.427570914429447,
        0.361663324323667,
        mapOf(
            "lstm1.stateBias" to listOf(
                0.5001097343974,
                0.0957058018937253,
                -0.305335418296796,
                0.399633031461335,
                -0.00237944066608459,
                -0.400603225550776,
                0.308527021115411,
                -0.114824372465018,
                -0.494734604322356,
                0.200022443646375,
                -0.205695259549027,
                0.492982181958829,
            ),
            "dense1.weight" to listOf(0.104684390095854, -0.252816265597676, 0.369699821192086),
            "dense1.bias" to listOf(-0.152162203852888),
        ),
    ),
)

/** Series in which each value is drawn given all before it. */
private fun autoregressive(): Model = model("autoregressive") {
    val net = network("net", input = 1) {
        gru(6)
        dense(1)
    }
    val series = plate("series")
    val time = series.chain("time")
    val noise by parameter(positive())
    time.autoregressive("x", 1) { earlier -> normal(net.along(time, lag(earlier, time)), noise) }
}

class RecurrenceTest :
    FunSpec({
        val constant = 0.5 * ln(2 * PI)

        test("recurrent networks along chains of different lengths learn as those of PyTorch with packed sequences") {
            Recurring.all.zip(torch).forEach { (own, expected) ->
                withClue(expected.name) {
                    val constants = if ("last" in expected.name) constant else constant * Recurring.lengths.sum() / 4
                    JvmBackend().trainer(own.step(), Optimizer.sgd(0.1), 1).also(own::start).use { trainer ->
                        Recurring.batches.forEach { trainer.run(arrayOf(it)) }
                        expected.weights.forEach { (name, numbers) ->
                            trainer.get("parameter/net.$name").toList().zip(numbers).forEach { (own, other) ->
                                own shouldBe (other plusOrMinus 1e-12)
                            }
                        }
                        val after = trainer.run(arrayOf(intArrayOf(0, 1, 2, 3))).metrics.getValue("loss")
                        after - constants shouldBe (expected.after plusOrMinus 1e-12)
                    }
                    JvmBackend().trainer(own.step(), Optimizer.sgd(0.1), 1).also(own::start).use { trainer ->
                        val before = trainer.run(arrayOf(intArrayOf(0, 1, 2, 3))).metrics.getValue("loss")
                        before - constants shouldBe (expected.before plusOrMinus 1e-12)
                    }
                }
            }
        }

        val random = Random(3).asJavaRandom()

        // A noisy cycle: xₜ = 1.6 xₜ₋₁ − 0.9 xₜ₋₂ + noise of deviation 0.3, which the last value alone does not tell.
        val waves = Array(60) {
            val x = DoubleArray(12 + it % 7)
            for (t in x.indices) {
                val mean = (if (t > 0) 1.6 * x[t - 1] else 0.0) - (if (t > 1) 0.9 * x[t - 2] else 0.0)
                x[t] = mean + 0.3 * random.nextGaussian()
            }
            x
        }

        test("a likelihood of each value given all before it is learnt, and drawn from instant by instant") {
            val model = autoregressive()
            val data = Data.of(model["x"], waves)
            val fit = model.fit(data, amortizedVi(backend = JvmBackend(), epochs = 150, batchSize = 20, optimizer = adam(2e-2)))
            // Without the first two instants; the entropy of the noise is the least there is to reach, a Normal of all values far from it.
            val all = waves.flatMap { it.toList() }
            val spread = 0.5 * ln(2 * PI * Math.E * all.map { x -> x * x }.average())
            val least = 0.5 * ln(2 * PI * Math.E * 0.09)
            val perValue = -fit.logDensity(data).sum() / all.size
            perValue shouldBeLessThan (0.25 * spread + 0.75 * least)
            perValue shouldBeGreaterThan (least - 0.15)
            val drawn = fit.sample(Data.lengths(model.plates().last(), *IntArray(40) { 30 }), 2)
            val x = drawn.bind(model).column(model["x"]).values().single()

            // The autocorrelation at lag 2 of the process is 1.6² / 1.9 − 0.9 = 0.45, at lag 5 (half of a period) −0.78.
            fun correlation(lag: Int): Double {
                val pairs = (0 until 40).flatMap { s -> (10 until 30 - lag).map { t -> x[30 * s + t] to x[30 * s + t + lag] } }
                return pairs.sumOf { (a, b) -> a * b } / sqrt(pairs.sumOf { it.first * it.first } * pairs.sumOf { it.second * it.second })
            }
            correlation(2) shouldBe (0.45 plusOrMinus 0.2)
            correlation(5) shouldBe (-0.78 plusOrMinus 0.25)
        }

        test("later values, and other series, do not change the density of earlier ones") {
            val model = autoregressive()
            val data = Data.of(model["x"], waves)
            val fit = model.fit(data, amortizedVi(backend = JvmBackend(), epochs = 1))
            fun density(vararg series: DoubleArray) = fit.logDensity(Data.of(model["x"], arrayOf(*series)))
            val together = density(waves[0], waves[6].copyOf(3))
            together[1] shouldBe (density(waves[6].copyOf(3)).single() plusOrMinus 1e-12)
            val four = density(waves[6].copyOf(4)).single()
            val changed = density(waves[6].copyOf(4).also { it[3] += 1.0 }).single()
            // p(x₁ … x₄) / p(x₁ … x₃) is Normal in x₄ alone.
            val noise = fit.estimate("noise").value()
            val mean = (changed - four) * noise * noise + 0.5 * (1 + 2 * waves[6][3])
            four - together[1] shouldBe
                (-0.5 * (waves[6][3] - mean) * (waves[6][3] - mean) / noise / noise - ln(noise) - constant plusOrMinus 1e-9)
        }

        test("a guide that reads whole series finds what each of them is made of") {
            val model = model("levels") {
                val reader = network("reader", input = 1) {
                    gru(8, last = true)
                    heads {
                        dense("location", 1)
                        dense("logScale", 1)
                    }
                }
                val series = plate("series")
                val time = series.chain("time")
                val z = series.latent("z", normal(zeros(1), ones(1)))
                val x = time.observed("x", normal(z, 0.8))
                guide { amortize(z) { reader.along(time, x).let { normal(it["location"], exp(it["logScale"])) } } }
            }
            val levels = DoubleArray(400) { random.nextGaussian() }
            val x = Array(400) { s -> Array(2 + s % 5) { doubleArrayOf(levels[s] + 0.8 * random.nextGaussian()) } }
            val data = Data.of(model["x"], x)
            val fit = model.fit(data, amortizedVi(backend = JvmBackend(), epochs = 60, batchSize = 40, optimizer = adam(1e-2)))
            val means = fit.posteriorMean(model["z"], data).values()
            // The exact posterior of a Normal level under n observations of precision 1 / 0.64: mean Σ x / 0.64 / (1 + n / 0.64).
            val errors = x.indices.map { s ->
                val n = x[s].size
                means[s] - x[s].sumOf { it.single() } / 0.64 / (1 + n / 0.64)
            }
            errors.map { abs(it) }.average() shouldBeLessThan 0.15
        }

        test("the rest of a series is drawn given its beginning, and nothing before what is known") {
            val model = autoregressive()
            val fit = model.fit(Data.of(model["x"], waves), amortizedVi(backend = JvmBackend(), epochs = 1))
            val begun = doubleArrayOf(0.5, 1.0, Double.NaN, Double.NaN)
            val completed = fit.completed(Data.of(model["x"], arrayOf(begun, waves[0].copyOf(3))), 1)
            val x = completed.bind(model).column(model["x"]).values().single()
            x.take(2) shouldBe listOf(0.5, 1.0)
            x.slice(2..6).none { it.isNaN() } shouldBe true
            shouldThrow<ModelException> {
                fit.completed(Data.of(model["x"], arrayOf(waves[0].copyOf(4), doubleArrayOf(0.5, Double.NaN, 1.0))), 1)
            }.message!! shouldContain "known at instant 3 of 'time' (series 2)"
        }

        test("exact EM estimates such networks too, by the same likelihood") {
            val small = model("small") {
                val net = network("net", input = 1) {
                    gru(1)
                    dense(1)
                }
                val time = chain("time")
                time.autoregressive("x", 1) { earlier -> normal(net.along(time, lag(earlier, time)), 1.0) }
            }
            val one = Array(12) { doubleArrayOf(sin(it.toDouble())) }
            val byEm = small.fit(Data.of(small["x"], one), exactEm(iterations = 3))
            byEm.trace().zipWithNext().all { (a, b) -> b >= a } shouldBe true
        }

        test("a chain of a hundred instants is read, and one of more than a thousand is refused") {
            val model = autoregressive()
            fun wave(length: Int) = Data.of(model["x"], Array(3) { s -> DoubleArray(length) { sin(0.5 * it + s) } })
            val one = amortizedVi(backend = JvmBackend(), epochs = 1)
            model.fit(wave(100), one).trace().single().isFinite() shouldBe true
            shouldThrow<ModelException> { model.fit(wave(1001), one) }.message!! shouldContain "'time' has 1001 instants"
        }

        test("what cannot be read along a chain is refused in words") {
            fun refused(message: String, declare: ModelScope.() -> Unit) =
                shouldThrow<ModelException> { model("refused", declare) }.message!! shouldContain message
            refused("'row' is an unordered plate") {
                val net = network("net", input = 1) { gru(1) }
                val row = plate("row")
                net.along(row, row.given("a"))
            }
            refused("it does not move along 'time'") {
                val net = network("net", input = 1) { gru(1) }
                val time = chain("time")
                val row = plate("row")
                net.along(time, row.given("a"))
            }
            refused("reads them along a chain: apply its network with along") {
                val net = network("net", input = 1) { gru(1) }
                net(chain("time").given("a"))
            }
            refused("is drawn given itself") {
                val net = network("net", input = 1) { gru(1) }
                val time = chain("time")
                time.autoregressive("x", 1) { earlier -> normal(net.along(time, earlier), 1.0) }
            }
            refused("expected at least 1") {
                val time = chain("time")
                lag(time.given("a"), time, 0)
            }
        }
    })
