package org.platen.inference.vi

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeGreaterThanOrEqual
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.Random
import kotlin.math.PI
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.pow
import org.apache.commons.math3.linear.Array2DRowRealMatrix
import org.apache.commons.math3.linear.LUDecomposition
import org.apache.commons.math3.special.Gamma.digamma
import org.apache.commons.math3.special.Gamma.logGamma
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.constant
import org.platen.dsl.kotlin.flat
import org.platen.dsl.kotlin.gamma
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.halfNormal
import org.platen.dsl.kotlin.identity
import org.platen.dsl.kotlin.matrix
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.multivariateNormal
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.poisson
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.vector
import org.platen.dsl.kotlin.wishart
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.model.Model
import org.platen.inference.data.Data
import org.platen.inference.em.DenseNormal
import org.platen.inference.em.DenseStateSpace
import org.platen.inference.em.ExactEm
import org.platen.inference.em.SharedTable
import org.platen.inference.em.square

private const val GAP = Double.NaN

private fun one(x: Double) = arrayOf(doubleArrayOf(x))

private fun level(length: Int, move: Double, state: Double, start: Double, noise: Double) =
    DenseStateSpace(length, one(move), one(state.pow(2)), doubleArrayOf(0.0), one(start.pow(2)), one(1.0), doubleArrayOf(noise.pow(2)))

private fun DenseStateSpace.evidence(y: DoubleArray) = joint.logDensity(known(y.map { doubleArrayOf(it) }.toTypedArray()))

/** Of a Gamma distribution. */
private fun entropy(shape: Double, rate: Double) = shape - ln(rate) + logGamma(shape) + (1 - shape) * digamma(shape)

/** One distribution for all instants of a continuous chain. */
class JointFactorsTest :
    FunSpec({

        val y = doubleArrayOf(1.2, 0.4, GAP, -0.9, -0.3, 0.8)

        context("the Nile's yearly flow as a local level, without priors (Durbin and Koopman 2012, sections 2.2 and 2.10)") {
            val table = SharedTable.of("datasets__Nile.csv")
            for ((wide, published) in listOf(false to listOf(-632.5456, 15098.5, 1469.2), true to listOf(-641.5856, 15099.7, 1468.5))) {
                test(if (wide) "from N(0, 10⁷)" else "from a flat start").config(enabledOrReasonIf = table.present) {
                    val nile = model("nile") {
                        val year = chain("year")
                        val observation by parameter(positive())
                        val level by parameter(positive())
                        val mu by year.markov(if (wide) normal(0.0, 1e7.pow(0.5)) else flat()) { previous -> normal(previous, level) }
                        year.observed("flow", normal(mu, observation))
                    }
                    val data = Data.of(nile["flow"], table.column("value"))
                    val fit = MeanFieldVi().draws(10).fit(nile, data)
                    fit.elbo().value() shouldBe (published[0] plusOrMinus 1e-4)
                    fit.estimate("observation").value().pow(2) shouldBe (published[1] plusOrMinus 1.0)
                    fit.estimate("level").value().pow(2) shouldBe (published[2] plusOrMinus 1.0)
                    val em = ExactEm().tolerance(1e-15).iterations(3000).fit(nile, data)
                    fit.elbo().value() shouldBe (em.logLikelihood() plusOrMinus 1e-6)
                }
            }
        }

        test("with parameters only, the bound is the log-likelihood at them") {
            val parameters = model("parameters") {
                val time = chain("time")
                val noise by parameter(positive())
                val state by parameter(positive())
                val z by time.markov(normal(0.0, 1.0)) { previous -> normal(0.7 * previous, state) }
                time.observed("y", normal(z, noise))
            }
            val random = Random(3)
            val states = generateSequence(0.0) { 0.7 * it + 0.8 * random.nextGaussian() }.take(60).toList()
            val values = DoubleArray(60) { states[it] + 0.5 * random.nextGaussian() }.also { it[7] = GAP }
            val data = Data.of(parameters["y"], values)
            val fit = MeanFieldVi().draws(10).fit(parameters, data)
            val dense = level(60, 0.7, fit.estimate("state").value(), 1.0, fit.estimate("noise").value())
            fit.elbo().value() shouldBe (dense.evidence(values) plusOrMinus 1e-8)
            fit.elbo().error() shouldBe (0.0 plusOrMinus 1e-8)
            val em = ExactEm().tolerance(1e-15).iterations(5000).fit(parameters, data)
            fit.elbo().value() shouldBe (em.logLikelihood() plusOrMinus 1e-7)
            fit.treatments().getValue("z") shouldContain "one joint Normal"
        }

        test("where nothing else is unknown, the bound is the log evidence") {
            val known = model("known") {
                val time = chain("time")
                val z by time.markov(normal(0.0, 2.0)) { previous -> normal(0.8 * previous, 0.5) }
                time.observed("y", normal(z, 0.4))
            }
            val fit = MeanFieldVi().draws(10).fit(known, Data.of(known["y"], y))
            fit.elbo().value() shouldBe (level(y.size, 0.8, 0.5, 2.0, 0.4).evidence(y) plusOrMinus 1e-9)
        }

        context("with conjugate priors of precisions and of the coefficient") {
            val model = model("conjugate") {
                val time = chain("time")
                val noise by latent(gamma(shape = 2.0, rate = 0.5))
                val state by latent(gamma(shape = 3.0, rate = 1.0))
                val move by latent(normal(0.5, 0.4))
                val z by time.markov(normal(0.0, 2.0)) { previous -> normal(move * previous, state.power(-0.5)) }
                time.observed("y", normal(z, noise.power(-0.5)))
            }
            val fit = MeanFieldVi().tolerance(1e-15).draws(10).fit(model, Data.of(model["y"], y))
            val dense = DenseAscent(y)
            repeat(3000) { dense.sweep() }

            test("factors are those of coordinate ascent with dense matrices") {
                dense.noise.forEachIndexed { i, it -> fit.factor("noise").parameters()[0][i] shouldBe (it plusOrMinus 1e-6) }
                dense.state.forEachIndexed { i, it -> fit.factor("state").parameters()[0][i] shouldBe (it plusOrMinus 1e-6) }
                dense.move.forEachIndexed { i, it -> fit.factor("move").parameters()[0][i] shouldBe (it plusOrMinus 1e-6) }
            }

            test("the bound is theirs, and never falls") {
                fit.elbo().value() shouldBe (dense.bound() plusOrMinus 1e-9)
                fit.elbo().error() shouldBe 0.0
                fit.trace().zipWithNext { a, b -> b shouldBeGreaterThanOrEqual a - 1e-10 * (1 + abs(a)) }
            }

            test("it is above that of factors of single instants") {
                val single = MeanFieldVi().conjugate(false).draws(10).fit(model, fit.data())
                fit.elbo().value() shouldBeGreaterThan single.elbo().value() + 3 * single.elbo().error()
            }
        }

        test("with a scale by gradients, the bound is just below the log evidence, the integral over that scale") {
            val model = model("scale") {
                val time = chain("time")
                val noise by latent(halfNormal(1.0))
                val z by time.markov(normal(0.0, 2.0)) { previous -> normal(0.8 * previous, 0.5) }
                time.observed("y", normal(z, noise))
            }
            val fit = MeanFieldVi().draws(10).fit(model, Data.of(model["y"], y))
            val width = 1e-3
            val evidence = ln(
                (1..8000).map { (it - 0.5) * width }.sumOf {
                    width * exp(level(y.size, 0.8, 0.5, 2.0, it).evidence(y) - 0.5 * it * it) * 2 / (2 * PI).pow(0.5)
                },
            )
            fit.elbo().value() shouldBeLessThan evidence + 3 * fit.elbo().error()
            fit.elbo().value() shouldBeGreaterThan evidence - 0.1
        }

        test("with a conjugate precision beside a scale by gradients, it is E log Z under both and their entropies") {
            val model = model("both") {
                val time = chain("time")
                val noise by latent(halfNormal(1.0))
                val state by latent(gamma(shape = 3.0, rate = 1.0))
                val z by time.markov(normal(0.0, 2.0)) { previous -> normal(0.8 * previous, state.power(-0.5)) }
                time.observed("y", normal(z, noise))
            }
            val fit = MeanFieldVi().draws(10).fit(model, Data.of(model["y"], y))
            val width = 0.05
            val evidence = ln(
                (1..80).map { (it - 0.5) * width }.sumOf { noise ->
                    (1..300).map { (it - 0.5) * width }.sumOf { state ->
                        val prior = -0.5 * noise * noise + 2 * ln(state) - state
                        exp(level(y.size, 0.8, state.pow(-0.5), 2.0, noise).evidence(y) + prior)
                    }
                } * width * width / (2 * PI).pow(0.5),
            )
            fit.elbo().value() shouldBeLessThan evidence + 3 * fit.elbo().error()
            val (shape, rate) = fit.factor("state").parameters()[0].let { it[0] to it[1] }
            val log = digamma(shape) - ln(rate)
            val (centre, spread) = fit.gaussian().let { it.mean()[0] to it.standardDeviations()[0] }
            val givenScale = (-500..500).map { it * 0.01 }.sumOf { away ->
                val noise = exp(centre + spread * away)
                val prior = ln(2.0) - 0.5 * ln(2 * PI) - 0.5 * noise * noise + ln(noise)
                0.01 * exp(-0.5 * away * away) / (2 * PI).pow(0.5) *
                    (level(y.size, 0.8, (shape / rate).pow(-0.5), 2.0, noise).evidence(y) + prior)
            }
            val bound = givenScale + 0.5 * (y.size - 1) * (log - ln(shape / rate)) + 0.5 * (1 + ln(2 * PI)) + ln(spread) -
                ln(2.0) + 2 * log - shape / rate + entropy(shape, rate)
            fit.elbo().value() shouldBe (bound plusOrMinus 5 * fit.elbo().error())
            fit.treatments().getValue("state") shouldContain "Gamma"
            fit.treatments().getValue("noise") shouldContain "by gradients"
        }

        test("independent entries of vectors along ragged series have the bounds of chains of their own") {
            val series = arrayOf(
                arrayOf(doubleArrayOf(0.3, -1.0), doubleArrayOf(1.1, 0.2), doubleArrayOf(GAP, 0.9), doubleArrayOf(0.7, 2.0)),
                arrayOf(doubleArrayOf(-0.4, 1.5)),
                arrayOf(doubleArrayOf(2.0, GAP), doubleArrayOf(1.4, 0.1)),
            )
            val vectors = model("vectors") {
                val time = plate("series").chain("time")
                val noise by latent(gamma(ones(2) * 2.0, ones(2) * 0.5))
                val state by latent(gamma(ones(2) * 3.0, ones(2)))
                val z by time.markov(normal(zeros(2), 1)) { previous -> normal(0.9 * previous, state.power(-0.5)) }
                time.observed("y", normal(z, noise.power(-0.5)))
            }
            val single = model("single") {
                val time = plate("series").chain("time")
                val noise by latent(gamma(shape = 2.0, rate = 0.5))
                val state by latent(gamma(shape = 3.0, rate = 1.0))
                val z by time.markov(normal(0.0, 1.0)) { previous -> normal(0.9 * previous, state.power(-0.5)) }
                time.observed("y", normal(z, noise.power(-0.5)))
            }
            val engine = MeanFieldVi().tolerance(1e-14).draws(10)
            val both = engine.fit(vectors, Data.of(vectors["y"], series))
            val each = (0..1).map { entry ->
                val own = series.map { one -> one.map { it[entry] }.toDoubleArray() }.toTypedArray()
                engine.fit(single, Data.of(single["y"], own))
            }
            both.elbo().value() shouldBe (each.sumOf { it.elbo().value() } plusOrMinus 1e-9)
            for (entry in 0..1) both.estimate("state").get(entry) shouldBe (each[entry].estimate("state").value() plusOrMinus 1e-6)
        }

        test("missing entries of vectors that are seen together are integrated out with the chain") {
            val values = arrayOf(doubleArrayOf(0.3, GAP), doubleArrayOf(1.1, 0.2), doubleArrayOf(GAP, 0.9), doubleArrayOf(0.7, 2.0))
            fun bound(together: Boolean): Double {
                val seen = model("seen") {
                    val time = chain("time")
                    val state by latent(gamma(shape = 3.0, rate = 1.0))
                    val z by time.markov(normal(0.0, 1.0)) { previous -> normal(previous, state.power(-0.5)) }
                    val mean = vector(1.0, 0.5) * z
                    val covariance = matrix(listOf(0.25, 0), listOf(0, 0.16))
                    time.observed("y", if (together) multivariateNormal(mean, covariance = covariance) else normal(mean, vector(0.5, 0.4)))
                }
                return MeanFieldVi().tolerance(1e-14).draws(10).fit(seen, Data.of(seen["y"], values)).elbo().value()
            }
            bound(together = true) shouldBe (bound(together = false) plusOrMinus 1e-9)
        }

        test("a Wishart precision of vectors of one number is a Gamma one") {
            fun bound(model: Model): Double {
                val values = y.map { doubleArrayOf(it) }.toTypedArray()
                return MeanFieldVi().tolerance(1e-14).draws(10).fit(model, Data.of(model["y"], values)).elbo().value()
            }
            val byWishart = model("wishart") {
                val time = chain("time")
                val precision by latent(wishart(degreesOfFreedom = 6.0, scale = 0.5 * identity(1)))
                val z by time.markov(normal(zeros(1), 2)) { previous -> multivariateNormal(previous, precision = precision) }
                time.observed("y", normal(z, 0.5))
            }
            val byGamma = model("gamma") {
                val time = chain("time")
                val precision by latent(gamma(ones(1) * 3.0, ones(1)))
                val z by time.markov(normal(zeros(1), 2)) { previous -> normal(previous, precision.power(-0.5)) }
                time.observed("y", normal(z, 0.5))
            }
            bound(byWishart) shouldBe (bound(byGamma) plusOrMinus 1e-9)
        }

        test("effects of ragged series and two chains that add up go together: the bound is the log evidence") {
            val series = arrayOf(doubleArrayOf(0.3, 1.1, GAP, 0.7), doubleArrayOf(-0.4), doubleArrayOf(2.0, 1.4))
            val joined = model("joined") {
                val one = plate("series")
                val time = one.chain("time")
                val effect by one.latent(normal(0.0, 1.5))
                val level by time.markov(normal(0.0, 1.0)) { previous -> normal(previous, 0.3) }
                val cycle by time.markov(normal(0.0, 0.8)) { previous -> normal(-0.6 * previous, 0.5) }
                time.observed("y", normal(effect + level + cycle, 0.4))
            }
            val fit = MeanFieldVi().draws(10).fit(joined, Data.of(joined["y"], series))
            val evidence = series.sumOf { own ->
                val levels = level(own.size, 1.0, 0.3, 1.0, 0.0).joint.covariance
                val cycles = level(own.size, -0.6, 0.5, 0.8, 0.0).joint.covariance
                val covariance = square(own.size) { s, t -> levels[s][t] + cycles[s][t] + 1.5 * 1.5 + if (s == t) 0.16 else 0.0 }
                DenseNormal(DoubleArray(own.size), covariance).logDensity(own)
            }
            fit.elbo().value() shouldBe (evidence plusOrMinus 1e-9)
        }

        context("what has no joint Normal distribution says why") {
            fun words(model: Model, data: Data, chain: String) =
                MeanFieldVi().draws(10).iterations(5).fit(model, data).treatments().getValue(chain)

            test("counts seen along the chain") {
                val counts = model("counts") {
                    val time = chain("time")
                    val z by time.markov(normal(0.0, 1.0)) { previous -> normal(previous, 0.5) }
                    time.observed("n", poisson(z.exp()))
                }
                words(counts, Data.of(counts["n"], listOf(1, 0, 3, 2)), "z") shouldContain "'n' is Poisson given it"
            }

            test("a state that switches") {
                val switching = model("switching") {
                    val kind = plate("kind", 2)
                    val time = chain("time")
                    val s by time.latent(categorical(vector(0.5, 0.5)))
                    val scale = constant(kind, 0.3, 2.0)
                    val z by time.markov(normal(0.0, 1.0)) { previous -> normal(previous, scale[s]) }
                    time.observed("y", normal(z, 0.5))
                }
                words(switching, Data.of(switching["y"], y), "z") shouldContain "'s'"
            }
        }
    })

/** Coordinate ascent for z[t] ~ N(a z[t − 1], q⁻¹) and y[t] ~ N(z[t], r⁻¹), with q, r and a unknown (Bishop 2006, equation 10.9). */
private class DenseAscent(private val y: DoubleArray) {
    private val length = y.size
    private val seen = y.indices.filterNot { y[it].isNaN() }
    var noise = doubleArrayOf(2.0, 0.5)
    var state = doubleArrayOf(3.0, 1.0)
    var move = doubleArrayOf(0.5, 0.16)
    private var mean = DoubleArray(length)
    private var covariance = Array(length) { DoubleArray(length) }

    private fun second(s: Int, t: Int) = mean[s] * mean[t] + covariance[s][t]

    private fun moves() = (1 until length).sumOf {
        second(it, it) - 2 * move[0] * second(it, it - 1) + (move[0].pow(2) + move[1]) * second(it - 1, it - 1)
    }

    private fun residuals() = seen.sumOf { (y[it] - mean[it]).pow(2) + covariance[it][it] }

    private fun chain() {
        val r = noise[0] / noise[1]
        val q = state[0] / state[1]
        val precision = square(length) { s, t ->
            val here = if (s == 0) 0.25 else q
            val next = if (s == length - 1) 0.0 else q * (move[0].pow(2) + move[1])
            when {
                s == t -> here + next + if (s in seen) r else 0.0
                abs(s - t) == 1 -> -q * move[0]
                else -> 0.0
            }
        }
        covariance = LUDecomposition(Array2DRowRealMatrix(precision)).solver.inverse.data
        mean = DoubleArray(length) { s -> seen.sumOf { covariance[s][it] * r * y[it] } }
    }

    fun sweep() {
        chain()
        noise = doubleArrayOf(2.0 + seen.size / 2.0, 0.5 + residuals() / 2)
        state = doubleArrayOf(3.0 + (length - 1) / 2.0, 1.0 + moves() / 2)
        val q = state[0] / state[1]
        val precision = 1 / 0.16 + q * (1 until length).sumOf { second(it - 1, it - 1) }
        move = doubleArrayOf((0.5 / 0.16 + q * (1 until length).sumOf { second(it, it - 1) }) / precision, 1 / precision)
    }

    /** E log p − E log q. */
    fun bound(): Double {
        chain()
        val logNoise = digamma(noise[0]) - ln(noise[1])
        val logState = digamma(state[0]) - ln(state[1])
        val observed = 0.5 * seen.size * (logNoise - ln(2 * PI)) - 0.5 * noise[0] / noise[1] * residuals()
        val first = -0.5 * ln(2 * PI * 4) - second(0, 0) / 8
        val others = 0.5 * (length - 1) * (logState - ln(2 * PI)) - 0.5 * state[0] / state[1] * moves()
        val prior = -0.5 * ln(2 * PI * 0.16) - 0.5 * ((move[0] - 0.5).pow(2) + move[1]) / 0.16 +
            gamma(2.0, 0.5, noise, logNoise) + gamma(3.0, 1.0, state, logState)
        val normals = 0.5 * (length + 1) * (1 + ln(2 * PI)) + 0.5 * ln(move[1]) +
            0.5 * ln(LUDecomposition(Array2DRowRealMatrix(covariance)).determinant)
        return observed + first + others + prior + normals + entropy(noise) + entropy(state)
    }

    private fun gamma(shape: Double, rate: Double, q: DoubleArray, log: Double) =
        shape * ln(rate) - logGamma(shape) + (shape - 1) * log - rate * q[0] / q[1]

    private fun entropy(q: DoubleArray) = entropy(q[0], q[1])
}
