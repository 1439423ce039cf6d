package org.platen.inference.em

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import java.util.Random
import kotlin.math.abs
import org.platen.dsl.distribution.Distributions.bernoulli
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.dirichlet
import org.platen.dsl.distribution.Distributions.gamma
import org.platen.dsl.distribution.Distributions.multivariateNormal
import org.platen.dsl.distribution.Distributions.negativeBinomial
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.poisson
import org.platen.dsl.expr.Expressions
import org.platen.dsl.model.Covariate
import org.platen.dsl.model.Model
import org.platen.dsl.model.ModelBuilder
import org.platen.dsl.model.Space.positive
import org.platen.dsl.model.Space.positiveDefinite
import org.platen.dsl.model.Space.real
import org.platen.dsl.model.Space.simplex
import org.platen.dsl.model.Space.unitInterval
import org.platen.inference.data.Data
import org.platen.inference.lower.RandomDiscreteModel

/** Counting equal rows changes no number: neither the trace nor the estimates, whatever the model. */
class ReducedFitTest :
    FunSpec({

        fun agree(engine: ExactEm, model: Model, data: Data, reduces: Boolean = true) {
            val fit = engine.fit(model, data)
            val whole = engine.reduce(false).fit(model, data)
            withClue("${fit.reduction()}: ${fit.trace()} and ${whole.trace()}") {
                fit.reduction().isPresent shouldBe reduces
                whole.reduction().isPresent shouldBe false
                fit.trace() shouldHaveSize whole.trace().size
                fit.trace().zip(whole.trace()).forEach { (a, b) -> a shouldBe (b plusOrMinus 1e-9 * (1 + abs(b))) }
                for (name in fit.updates().keys) {
                    fit.estimate(name).values().zip(whole.estimate(name).values().toList()).forEach { (a, b) ->
                        a shouldBe (b plusOrMinus 1e-7 * (1 + abs(b)))
                    }
                }
            }
        }

        /** Random networks with tables as a start, over [rows] rows. */
        fun networks(count: Int, rows: Int, declaration: RandomDiscreteModel.(ModelBuilder, kotlin.random.Random) -> Unit) {
            repeat(count) { seed ->
                val random = kotlin.random.Random(seed)
                val bound = RandomDiscreteModel(random).declare("random $seed", rows) { declaration(it, random) }
                val start = bound.model.parameters().associate { it.name() to bound.values.getValue(it) }
                agree(ExactEm().startAt(start).tolerance(0.0).iterations(8), bound.model, bound.binding.data())
            }
        }

        context("in random networks of discrete variables") {
            test("with latent variables of the rows and inside of them") {
                networks(25, rows = 60) { m, random ->
                    val row = m.plate("row")
                    val item = m.plate("item", 2)
                    repeat(1 + random.nextInt(2)) { variable(m, "z$it", row, observed = false) }
                    if (random.nextBoolean()) variable(m, "w", row.times(item), observed = false)
                    variable(m, "x", row, observed = true)
                    variable(m, "y", item.times(row), observed = true)
                }
            }
            test("with latent variables that rows share") {
                networks(25, rows = 40) { m, random ->
                    val row = m.plate("row")
                    variable(m, "shared", org.platen.dsl.shape.Plates.NONE, observed = false)
                    if (random.nextBoolean()) variable(m, "z", row, observed = false)
                    variable(m, "x", row, observed = true)
                    if (random.nextBoolean()) variable(m, "y", row, observed = true)
                }
            }
            test("with latent variables that a column of the rows names") {
                networks(25, rows = 60) { m, random ->
                    val county = m.plate("county", 3)
                    val row = m.plate("row")
                    val of = m.given("county of row", row, Covariate.index(county))
                    val u = variable(m, "u", county, observed = false)
                    visible(u.at(county, of), u)
                    if (random.nextBoolean()) variable(m, "z", row, observed = false)
                    variable(m, "x", row, observed = true)
                }
            }
        }

        val random = Random(17)
        val rows = 400

        test("in a mixture of all kinds of columns with missing entries, by closed forms") {
            // 100 rows that stand four times each.
            fun column(value: (Int) -> Double) = DoubleArray(100, value).let { once -> DoubleArray(rows) { once[it % 100] } }
            fun gap(value: Double) = if (random.nextInt(8) == 0) Double.NaN else value
            val z = IntArray(100) { random.nextInt(2) }
            val model = Model.declare("mixed") { m ->
                val cluster = m.plate("cluster", 2)
                val row = m.plate("row")
                val kind = m.latent("z", row, categorical(m.latent("weights", dirichlet(cluster, 2.0))))
                val mean = m.parameter("mean", cluster, real(2))
                m.observed("x", row, multivariateNormal(mean.at(kind), m.parameter("covariance", positiveDefinite(2))))
                m.observed("count", row, poisson(m.latent("rate", cluster, gamma(2.0, 1.0)).at(kind)))
                m.observed("answer", row, bernoulli(m.parameter("p", cluster, unitInterval()).at(kind)))
                m.observed("colour", row, categorical(m.parameter("q", cluster, simplex(3)).at(kind)))
            }
            val x = List(2) { column { 2.0 * z[it] + random.nextGaussian() } }
            val data = Data.of(model["x"], Array(rows) { row -> doubleArrayOf(x[0][row], x[1][row]) })
                .and(model["count"], column { gap(random.nextInt(2 + 2 * z[it]).toDouble()) })
                .and(model["answer"], column { gap(random.nextInt(2).toDouble()) })
                .and(model["colour"], column { gap(random.nextInt(2 + z[it]).toDouble()) })
            val engine = ExactEm().startAt(
                mapOf(
                    "weights" to doubleArrayOf(0.5, 0.5),
                    "mean" to doubleArrayOf(-1.0, -1.0, 3.0, 3.0),
                    "covariance" to doubleArrayOf(1.0, 0.0, 0.0, 1.0),
                    "rate" to doubleArrayOf(1.0, 3.0),
                    "p" to doubleArrayOf(0.4, 0.6),
                    "q" to DoubleArray(6) { 1.0 / 3 },
                ),
            )
            agree(engine.tolerance(0.0).iterations(20), model, data)
        }

        test("for short series of a hidden Markov model, which are rows each") {
            val model = Model.declare("series") { m ->
                val state = m.plate("state", 2)
                val series = m.plate("series")
                val time = m.chain("time", series)
                val transition = m.parameter("transition", state, simplex(state))
                val initial = categorical(m.parameter("initial", simplex(state)))
                val s = m.markov("s", time, initial) { previous -> categorical(transition.at(previous)) }
                m.observed("x", time, bernoulli(m.parameter("p", state, unitInterval()).at(s)))
            }
            val x = Array(rows) { DoubleArray(4) { random.nextInt(2).toDouble() } }
            val start = mapOf(
                "transition" to doubleArrayOf(0.8, 0.2, 0.3, 0.7),
                "initial" to doubleArrayOf(0.4, 0.6),
                "p" to doubleArrayOf(0.3, 0.6),
            )
            agree(ExactEm().startAt(start).tolerance(0.0).iterations(10), model, Data.of(model["x"], x))
        }

        test("where Normal latent variables of rows are integrated out") {
            val model = Model.declare("factors") { m ->
                val row = m.plate("row")
                val loading = m.parameter("loading", real(3, 2))
                val f = m.latent("f", row, normal(Expressions.zeros(2), Expressions.ones(2)))
                m.observed("x", row, normal(loading.dot(f).plus(m.parameter("mean", real(3))), m.parameter("scale", positive(3))))
            }
            // A missing entry keeps mean and covariance from being enough.
            val once = Array(100) { random.nextGaussian().let { f -> DoubleArray(3) { f + random.nextGaussian() } } }
            once[3][1] = Double.NaN
            val x = Array(rows) { once[it % 100] }
            agree(ExactEm().tolerance(0.0).iterations(15), model, model.rows(x))
        }

        test("where Normal latent variables that a column of the rows names are integrated out") {
            val model = Model.declare("schools") { m ->
                val school = m.plate("school", 6)
                val pupil = m.plate("pupil")
                val effect = m.latent("effect", school, normal(m.parameter("mean", real()), m.parameter("between", positive())))
                val of = m.given("school of pupil", pupil, Covariate.index(school))
                m.observed("y", pupil, normal(effect.at(school, of), m.parameter("within", positive())))
            }
            val of = DoubleArray(rows) { random.nextInt(6).toDouble() }
            val y = DoubleArray(rows) { Math.rint(2 * random.nextGaussian() + of[it]) }
            val data = Data.of(model["y"], y).and(model["school of pupil"], of)
            agree(ExactEm().integrate("effect").tolerance(0.0).iterations(15), model, data)
        }

        test("where the M-step is numerical and a mean over the rows is part of the model") {
            val count = DoubleArray(rows) { random.nextInt(6).toDouble() }
            val age = DoubleArray(rows) { random.nextInt(4).toDouble() }
            val model = Model.declare("dispersed counts") { m ->
                val row = m.plate("row")
                val centred = m.given("age", row, Covariate.real()).let { it.minus(it.mean(row)) }
                val slope = m.parameter("slope", real())
                val level = m.parameter("level", real())
                m.observed("count", row, negativeBinomial(level.plus(slope.times(centred)).exp(), m.parameter("shape", positive())))
            }
            agree(ExactEm().tolerance(1e-12), model, Data.of(model["count"], count).and(model["age"], age))
        }

        test("where starts are drawn, the same maximum is found") {
            val answers = Array(rows) { row -> DoubleArray(5) { if (random.nextInt(5) < 1 + 3 * (row % 2)) 1.0 else 0.0 } }
            val model = mixture(2) { m, cluster -> m.parameter("p", cluster, unitInterval(5)).let { { z -> bernoulli(it.at(z)) } } }
            val fit = ExactEm().restarts(4).fit(model, answers)
            val whole = ExactEm().restarts(4).reduce(false).fit(model, answers)
            fit.logLikelihood() shouldBe (whole.logLikelihood() plusOrMinus 1e-5)
        }

        test("the first values and the k-means starts of counted rows are those of the rows themselves") {
            // Two tight groups of 300 and 100 rows: one start finds them, from centres and units that count the rows.
            val x = Array(rows) { row -> doubleArrayOf(if (row % 4 == 0) 9.0 + row % 3 else row % 5.0) }
            val one = ExactEm().restarts(1).tolerance(0.0).iterations(30)
            independentMixture(2, 1).let { agree(one, it, it.rows(x)) }
        }

        test("what is said of rows is said of those of the data") {
            val model = mixture(2) { m, cluster -> m.parameter("p", cluster, unitInterval(2)).let { { z -> bernoulli(it.at(z)) } } }
            val answers = Array(1234) { doubleArrayOf((it % 2).toDouble(), (it / 2 % 2).toDouble()) }
            val fit = ExactEm().restarts(2).fit(model, answers)
            fit.observations() shouldBe 1234
            fit.responsibilities(model["z"]).dims() shouldBe listOf(1234, 2)
            fit.assignments(model["z"]).size shouldBe 1234
            fit.logDensity(model.rows(answers)).sum() shouldBe (fit.logLikelihood() plusOrMinus 1e-8)
            fit.summary() shouldContain "1,234 rows, 4 distinct"
            ExactEm().restarts(2).reduce(false).fit(model, answers).summary() shouldNotContain "distinct"
        }

        test("rows that differ are read as they are") {
            fullMixture(2, 2).let { agree(ExactEm().restarts(1), it, it.rows(faithful), reduces = false) }
        }
    })
