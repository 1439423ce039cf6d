package org.platen.inference.em

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.Random
import kotlin.math.exp
import kotlin.math.ln
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.constant
import org.platen.dsl.kotlin.exp
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.index
import org.platen.dsl.kotlin.matrix
import org.platen.dsl.kotlin.minus
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.multivariateNormal
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.sum
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.vector
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data

private fun EmFit.number(name: String) = estimate(name).value()

private fun EmFit.rises() = trace().zipWithNext().all { (a, b) -> b >= a - 1e-9 * (1 + kotlin.math.abs(a)) }

/** Latent variables that meet across plates, or with other elements of their own plate, against the joint Normal of everything. */
class JointNormalsTest :
    FunSpec({

        test("differences of two elements of one plate: the strengths of teams and the results of their games") {
            val games = model("games") {
                val team = plate("team")
                val game = plate("game")
                val home by game.given(index(team))
                val away by game.given(index(team))
                val advantage by parameter(real())
                val spread by parameter(positive())
                val sigma by parameter(positive())
                val strength by team.latent(normal(0.0, spread))
                game.observed("result", normal(advantage + strength[home] - strength[away], sigma))
            }
            val random = Random(5)
            val home = IntArray(30) { random.nextInt(6) }
            // Some games of a team against itself say nothing of its strength.
            val away = IntArray(30) { random.nextInt(6) }
            val truth = DoubleArray(6) { 2 * random.nextGaussian() }
            val result = DoubleArray(30) { 1 + truth[home[it]] - truth[away[it]] + random.nextGaussian() }
            val data = Data.of(games["result"], result).and(games["home"], home).and(games["away"], away).and(games.plates()[0], 6)
            val fit = ExactEm().fit(games, data)
            val network = NormalNetwork()
            val strengths = List(6) { network.add(0.0, fit.number("spread")) }
            val results = List(30) { i ->
                network.add(fit.number("advantage"), fit.number("sigma"), strengths[home[i]] to 1.0, strengths[away[i]] to -1.0)
            }
            // Weights of the same strength add up.
            val known = network.known(results.zip(result.toList()).toMap())
            fit.logLikelihood() shouldBe (network.joint().logDensity(known) plusOrMinus 1e-9)
            val given = network.joint().given(known)
            val posterior = fit.posterior(games["strength"])
            for (i in 0 until 6) {
                posterior.mean().get(i) shouldBe (given.mean[i] plusOrMinus 1e-9)
                posterior.variance().get(i) shouldBe (given.covariance[i][i] plusOrMinus 1e-9)
            }
            fit.rises() shouldBe true
        }

        test("a sum over all elements of a plate, and one over rows that name them") {
            val sums = model("sums") {
                val county = plate("county")
                val row = plate("row")
                val where by row.given(index(county))
                val weight by row.given()
                val spread by parameter(positive())
                val u by county.latent(normal(1.0, spread))
                county.observed("x", normal(u, 0.5))
                observed("total", normal(u.sum(county), 0.3))
                observed("weighted", normal((u[where] * weight).sum(row), 0.4))
            }
            val x = doubleArrayOf(0.3, 2.0, -1.0, Double.NaN)
            val where = intArrayOf(0, 2, 2, 1, 3)
            val weight = doubleArrayOf(1.0, -2.0, 0.5, 3.0, 1.5)
            val data = Data.of(
                sums["x"],
                x,
            ).and(sums["total"], 3.5).and(sums["weighted"], 9.0).and(sums["where"], where).and(sums["weight"], weight)
            val fit = ExactEm().fit(sums, data)
            val network = NormalNetwork()
            val u = List(4) { network.add(1.0, fit.number("spread")) }
            val known = HashMap<Int, Double>()
            for (i in 0 until 3) known[network.add(0.0, 0.5, u[i] to 1.0)] = x[i]
            known[network.add(0.0, 0.3, *u.map { it to 1.0 }.toTypedArray())] = 3.5
            known[network.add(0.0, 0.4, *where.indices.map { u[where[it]] to weight[it] }.toTypedArray())] = 9.0
            fit.logLikelihood() shouldBe (network.joint().logDensity(network.known(known)) plusOrMinus 1e-9)
            val given = network.joint().given(network.known(known))
            for (i in 0 until 4) fit.posterior(sums["u"]).mean().get(i) shouldBe (given.mean[i] plusOrMinus 1e-9)
        }

        context("classes in schools, where schools have effects of their own in every class and subject, and are of two kinds") {
            val schools = model("schools") {
                val kind = plate("kind", 2)
                val school = plate("school")
                val course = plate("course", 3)
                val subject = plate("subject", 2)
                val spread by parameter(positive())
                val sigma by parameter(positive())
                val z by school.latent(categorical(vector(0.3, 0.7)))
                val u by school.latent(normal(constant(kind, -2.0, 2.0)[z], spread))
                val v by (school * course).latent(normal(0.0, 0.8))
                val w by (school * subject).latent(normal(u, 0.5))
                (school * course * subject).observed("y", normal(v + w, sigma))
            }
            val random = Random(11)
            val y = Array(7) { s -> DoubleArray(6) { (if (s < 3) -2.0 else 2.0) + random.nextGaussian() } }
            y[4][2] = Double.NaN
            val data = Data.of(schools["y"], y.flatMap(DoubleArray::toList))
            val fit = ExactEm().restarts(1).fit(schools, data)

            fun network(centre: Double): NormalNetwork {
                val network = NormalNetwork()
                val u = network.add(centre, fit.number("spread"))
                val v = List(3) { network.add(0.0, 0.8) }
                val w = List(2) { network.add(0.0, 0.5, u to 1.0) }
                for (c in 0 until 3) for (j in 0 until 2) network.add(0.0, fit.number("sigma"), v[c] to 1.0, w[j] to 1.0)
                return network
            }
            fun known(s: Int) = DoubleArray(6) { Double.NaN } + y[s]
            val log = List(7) { s ->
                listOf(ln(0.3) + network(-2.0).joint().logDensity(known(s)), ln(0.7) + network(2.0).joint().logDensity(known(s)))
            }

            test("schools have densities of their own, summed over the kinds") {
                fit.logDensity(data).forEachIndexed { s, value -> value shouldBe (ln(log[s].sumOf(::exp)) plusOrMinus 1e-9) }
                fit.logLikelihood() shouldBe (log.sumOf { ln(it.sumOf(::exp)) } plusOrMinus 1e-9)
                fit.rises() shouldBe true
            }

            test("effects have posterior means that are averages over the kinds") {
                val w = fit.posterior(schools["w"]).mean()
                val v = fit.posterior(schools["v"]).mean()
                for (s in 0 until 7) {
                    val weights = log[s].map { exp(it) / log[s].sumOf(::exp) }
                    val given = listOf(network(-2.0).joint().given(known(s)), network(2.0).joint().given(known(s)))
                    fun mean(i: Int) = weights[0] * given[0].mean[i] + weights[1] * given[1].mean[i]
                    for (c in 0 until 3) v.get(s, c) shouldBe (mean(1 + c) plusOrMinus 1e-9)
                    for (j in 0 until 2) w.get(s, j) shouldBe (mean(4 + j) plusOrMinus 1e-9)
                }
            }
        }

        test("a level that wanders and effects of the month, along one chain") {
            val seasons = model("seasons") {
                val month = plate("month")
                val time = chain("time")
                val which by time.given(index(month))
                val step by parameter(positive())
                val spread by parameter(positive())
                val persistence by parameter(real())
                val effect by month.latent(normal(0.0, spread))
                val level by time.markov(normal(0.0, 2.0)) { previous -> normal(persistence * previous, step) }
                time.observed("y", normal(level + effect[which], 0.5))
            }
            val random = Random(2)
            val y = DoubleArray(24) { (if (it % 4 == 1) 3.0 else 0.0) + random.nextGaussian() }
            y[10] = Double.NaN
            val data = Data.of(seasons["y"], y).and(seasons["which"], IntArray(24) { it % 4 })
            val fit = ExactEm().fit(seasons, data)
            val network = NormalNetwork()
            val effects = List(4) { network.add(0.0, fit.number("spread")) }
            val levels = ArrayList<Int>()
            for (t in 0 until 24) {
                levels +=
                    if (t == 0) network.add(0.0, 2.0) else network.add(0.0, fit.number("step"), levels[t - 1] to fit.number("persistence"))
            }
            val observed = List(24) { network.add(0.0, 0.5, levels[it] to 1.0, effects[it % 4] to 1.0) }
            val known = network.known(observed.zip(y.toList()).toMap())
            fit.logLikelihood() shouldBe (network.joint().logDensity(known) plusOrMinus 1e-9)
            val given = network.joint().given(known)
            for (t in 0 until 24) {
                fit.posterior(seasons["level"]).mean().get(t) shouldBe (given.mean[4 + t] plusOrMinus 1e-9)
                fit.posterior(seasons["level"]).variance().get(t) shouldBe (given.covariance[4 + t][4 + t] plusOrMinus 1e-9)
            }
            fit.rises() shouldBe true
        }

        test("series of different lengths with levels of their own, and an effect that all share") {
            val panel = model("panel") {
                val series = plate("series")
                val time = series.chain("time")
                val item = plate("item")
                val which by time.given(index(item))
                val spread by parameter(positive())
                val step by parameter(positive())
                val shift by item.latent(normal(0.0, spread))
                val own by series.latent(normal(1.0, 0.7))
                val level by time.latent(normal(own, step))
                time.observed("y", normal(level + shift[which], 0.5))
            }
            val random = Random(9)
            val lengths = intArrayOf(4, 2, 5)
            val y = Array(3) { s -> DoubleArray(lengths[s]) { random.nextGaussian() } }
            val which = Array(3) { s -> DoubleArray(lengths[s]) { ((s + it) % 3).toDouble() } }
            val data = Data.of(panel["y"], y).and(panel["which"], which)
            val fit = ExactEm().fit(panel, data)
            val network = NormalNetwork()
            val shifts = List(3) { network.add(0.0, fit.number("spread")) }
            val known = HashMap<Int, Double>()
            val levels = ArrayList<Int>()
            for (s in 0 until 3) {
                val own = network.add(1.0, 0.7)
                for (t in 0 until lengths[s]) {
                    val level = network.add(0.0, fit.number("step"), own to 1.0)
                    levels += level
                    known[network.add(0.0, 0.5, level to 1.0, shifts[(s + t) % 3] to 1.0)] = y[s][t]
                }
            }
            fit.logLikelihood() shouldBe (network.joint().logDensity(network.known(known)) plusOrMinus 1e-9)
            val given = network.joint().given(network.known(known))
            val mean = fit.posterior(panel["level"]).mean()
            levels.zip((0 until 15).filter { it % 5 < lengths[it / 5] }).forEach { (number, place) ->
                mean.get(place / 5, place % 5) shouldBe (given.mean[number] plusOrMinus 1e-9)
            }
            fit.rises() shouldBe true
        }

        test("vectors of effects in two crossed factors") {
            val slopes = model("slopes") {
                val subject = plate("subject")
                val item = plate("item")
                val row = plate("row")
                val who by row.given(index(subject))
                val what by row.given(index(item))
                val t by row.given()
                val sigma by parameter(positive())
                val spread by parameter(positive())
                val u by subject.latent(multivariateNormal(vector(1.0, 2.0), matrix(listOf(1.0, 0.4), listOf(0.4, 0.5))))
                val v by item.latent(normal(0.0, spread))
                row.observed("y", normal(u[who][0] + u[who][1] * t + v[what], sigma))
            }
            val random = Random(6)
            val who = IntArray(25) { random.nextInt(4) }
            val what = IntArray(25) { random.nextInt(3) }
            val t = DoubleArray(25) { random.nextInt(5).toDouble() }
            val y = DoubleArray(25) { 1 + 2 * t[it] + what[it] + random.nextGaussian() }
            val data = Data.of(slopes["y"], y).and(slopes["who"], who).and(slopes["what"], what).and(slopes["t"], t)
            val fit = ExactEm().fit(slopes, data)
            val network = NormalNetwork()
            val intercepts = List(4) { network.add(1.0, 1.0) }
            val gradients = List(4) { network.add(2.0 - 0.4, kotlin.math.sqrt(0.5 - 0.16), intercepts[it] to 0.4) }
            val items = List(3) { network.add(0.0, fit.number("spread")) }
            val rows = List(25) {
                network.add(0.0, fit.number("sigma"), intercepts[who[it]] to 1.0, gradients[who[it]] to t[it], items[what[it]] to 1.0)
            }
            val known = network.known(rows.zip(y.toList()).toMap())
            fit.logLikelihood() shouldBe (network.joint().logDensity(known) plusOrMinus 1e-9)
            val given = network.joint().given(known)
            val posterior = fit.posterior(slopes["u"])
            for (s in 0 until 4) {
                posterior.mean().get(s, 0) shouldBe (given.mean[s] plusOrMinus 1e-9)
                posterior.mean().get(s, 1) shouldBe (given.mean[4 + s] plusOrMinus 1e-9)
                posterior.covariance().get(s, 0, 1) shouldBe (given.covariance[s][4 + s] plusOrMinus 1e-9)
            }
        }

        test("all pairs of elements of one plate") {
            val pairs = model("pairs") {
                val node = plate("node")
                val other = node.copy("other")
                val spread by parameter(positive())
                val u by node.latent(normal(0.5, spread))
                (node * other).observed("y", normal(u - 0.3 * u.along(other), 0.7))
            }
            val random = Random(4)
            val y = Array(5) { DoubleArray(5) { 2 * random.nextGaussian() } }
            val fit = ExactEm().fit(pairs, Data.of(pairs["y"], y))
            val network = NormalNetwork()
            val u = List(5) { network.add(0.5, fit.number("spread")) }
            val known = HashMap<Int, Double>()
            for (i in 0 until 5) for (j in 0 until 5) known[network.add(0.0, 0.7, u[i] to 1.0, u[j] to -0.3)] = y[i][j]
            val joint = network.joint()
            fit.logLikelihood() shouldBe (joint.logDensity(network.known(known)) plusOrMinus 1e-9)
            val given = joint.given(network.known(known))
            for (i in 0 until 5) fit.posterior(pairs["u"]).mean().get(i) shouldBe (given.mean[i] plusOrMinus 1e-9)
        }

        test("a mean that is asked to be integrated out with the effects around it") {
            val effects = model("effects") {
                val county = plate("county")
                val row = plate("row")
                val where by row.given(index(county))
                val sigma by parameter(positive())
                val mu by latent(normal(1.0, 3.0))
                val u by county.latent(normal(mu, 0.8))
                row.observed("y", normal(u[where], sigma))
            }
            val y = doubleArrayOf(1.0, 2.5, -0.3, 4.0, 3.2, 0.4)
            val where = intArrayOf(0, 0, 1, 2, 2, 1)
            val data = Data.of(effects["y"], y).and(effects["where"], where)
            val fit = ExactEm().integrate("mu").fit(effects, data)
            val network = NormalNetwork()
            val mu = network.add(1.0, 3.0)
            val u = List(3) { network.add(0.0, 0.8, mu to 1.0) }
            val rows = List(6) { network.add(0.0, fit.number("sigma"), u[where[it]] to 1.0) }
            val known = network.known(rows.zip(y.toList()).toMap())
            fit.logLikelihood() shouldBe (network.joint().logDensity(known) plusOrMinus 1e-9)
            val posterior = fit.posterior(effects["mu"])
            posterior.mean().value() shouldBe (network.joint().given(known).mean[0] plusOrMinus 1e-9)
            posterior.variance().value() shouldBe (network.joint().given(known).covariance[0][0] plusOrMinus 1e-9)
        }

        test("equal rows of crossed factors count once each") {
            val crossed = model("crossed") {
                val plate = plate("plate")
                val sample = plate("sample")
                val row = plate("row")
                val on by row.given(index(plate))
                val of by row.given(index(sample))
                val spread by parameter(positive())
                val sigma by parameter(positive())
                val u by plate.latent(normal(0.0, spread))
                val v by sample.latent(normal(0.0, 1.0))
                row.observed("y", normal(u[on] + v[of], sigma))
            }
            val random = Random(12)
            val on = IntArray(12) { it / 3 }
            val of = IntArray(12) { it % 3 }
            val y = DoubleArray(12) { on[it] - of[it] + random.nextGaussian() }
            fun thrice(x: IntArray) = IntArray(36) { x[it % 12] }
            val data = Data.of(crossed["y"], DoubleArray(36) { y[it % 12] }).and(crossed["on"], thrice(on)).and(crossed["of"], thrice(of))
            val fit = ExactEm().fit(crossed, data)
            fit.reduction().isPresent shouldBe true
            val network = NormalNetwork()
            val u = List(4) { network.add(0.0, fit.number("spread")) }
            val v = List(3) { network.add(0.0, 1.0) }
            val rows = List(36) { network.add(0.0, fit.number("sigma"), u[on[it % 12]] to 1.0, v[of[it % 12]] to 1.0) }
            val known = network.known(rows.mapIndexed { i, number -> number to y[i % 12] }.toMap())
            fit.logLikelihood() shouldBe (network.joint().logDensity(known) plusOrMinus 1e-9)
            ExactEm().reduce(false).fit(crossed, data).logLikelihood() shouldBe (fit.logLikelihood() plusOrMinus 1e-7)
        }

        test("spreads without a closed form, of which no step away raises the likelihood") {
            val uneven = model("uneven") {
                val team = plate("team")
                val game = plate("game")
                val home by game.given(index(team))
                val away by game.given(index(team))
                val crowd by game.given()
                val spread by parameter(positive())
                val base by parameter(real())
                val slope by parameter(real())
                val strength by team.latent(normal(0.0, spread))
                game.observed("result", normal(strength[home] - strength[away], exp(base + slope * crowd)))
            }
            val random = Random(15)
            val home = IntArray(40) { random.nextInt(5) }
            val away = IntArray(40) { (home[it] + 1 + random.nextInt(4)) % 5 }
            val crowd = DoubleArray(40) { random.nextInt(4).toDouble() }
            val truth = DoubleArray(5) { 2 * random.nextGaussian() }
            val result = DoubleArray(40) { truth[home[it]] - truth[away[it]] + exp(-0.5 + 0.4 * crowd[it]) * random.nextGaussian() }
            val data = Data.of(uneven["result"], result).and(uneven["home"], home).and(uneven["away"], away).and(uneven["crowd"], crowd)
            val fit = ExactEm().tolerance(1e-13).fit(uneven, data)
            fun likelihood(spread: Double, base: Double, slope: Double): Double {
                val network = NormalNetwork()
                val strengths = List(5) { network.add(0.0, spread) }
                val results = List(40) { i ->
                    network.add(0.0, exp(base + slope * crowd[i]), strengths[home[i]] to 1.0, strengths[away[i]] to -1.0)
                }
                return network.joint().logDensity(network.known(results.zip(result.toList()).toMap()))
            }
            val at = listOf("spread", "base", "slope").map(fit::number)
            fit.logLikelihood() shouldBe (likelihood(at[0], at[1], at[2]) plusOrMinus 1e-9)
            for (i in 0 until 3) {
                for (move in listOf(-1e-3, 1e-3)) {
                    val (spread, base, slope) = at.mapIndexed { j, value -> if (i == j) value + move else value }
                    (likelihood(spread, base, slope) < fit.logLikelihood()) shouldBe true
                }
            }
            fit.rises() shouldBe true
        }

        test("effects that instants share are no table of states, so that nothing is said of each instant given those before it") {
            val shared = model("shared") {
                val item = plate("item")
                val time = chain("time")
                val which by time.given(index(item))
                val spread by parameter(positive())
                val u by item.latent(normal(0.0, spread))
                time.observed("y", normal(u[which], 1.0))
            }
            val data = Data.of(shared["y"], doubleArrayOf(1.0, -2.0, 0.5, 3.0)).and(shared["which"], intArrayOf(0, 1, 0, 1))
            val fit = ExactEm().fit(shared, data)
            shouldThrow<ModelException> { fit.predictiveLogDensity(data) }.message!! shouldContain
                "'u' is continuous and integrated out along 'time'"
        }

        test("a covariate with missing values beside effects of counties") {
            val regression = model("regression") {
                val county = plate("county")
                val row = plate("row")
                val where by row.given(index(county))
                val mean by parameter(real())
                val slope by parameter(real())
                val spread by parameter(positive())
                val u by county.latent(normal(0.0, spread))
                val x by row.observed(normal(mean, 1.5))
                row.observed("y", normal(u[where] + slope * x, 0.6))
            }
            val random = Random(21)
            val where = IntArray(14) { random.nextInt(3) }
            val x = DoubleArray(14) { if (it % 4 == 1) Double.NaN else 1 + random.nextGaussian() }
            val y = DoubleArray(14) { where[it] + 2 * (if (x[it].isNaN()) 1.0 else x[it]) + 0.6 * random.nextGaussian() }
            val fit = ExactEm().fit(regression, Data.of(regression["x"], x).and(regression["y"], y).and(regression["where"], where))
            val network = NormalNetwork()
            val u = List(3) { network.add(0.0, fit.number("spread")) }
            val xs = List(14) { network.add(fit.number("mean"), 1.5) }
            val ys = List(14) { network.add(0.0, 0.6, u[where[it]] to 1.0, xs[it] to fit.number("slope")) }
            val values = (ys.zip(y.toList()) + xs.zip(x.toList())).filterNot { it.second.isNaN() }.toMap()
            val known = network.known(values)
            fit.logLikelihood() shouldBe (network.joint().logDensity(known) plusOrMinus 1e-9)
            val given = network.joint().given(known)
            for (i in 0 until 3) fit.posterior(regression["u"]).mean().get(i) shouldBe (given.mean[u[i]] plusOrMinus 1e-9)
            val imputed = fit.impute()
            for (i in listOf(1, 5, 9, 13)) {
                imputed.mean("x").get(i) shouldBe (given.mean[xs[i]] plusOrMinus 1e-9)
                imputed.variance("x").get(i) shouldBe (given.covariance[xs[i]][xs[i]] plusOrMinus 1e-9)
            }
            fit.rises() shouldBe true
        }

        test("a table with equal rows, of which each has an effect of its own") {
            val table = model("table") {
                val row = plate("row")
                val column = plate("column", 2)
                val between by parameter(positive())
                val sigma by parameter(positive())
                val u by row.latent(normal(0.0, between))
                val v by column.latent(normal(1.0, 2.0))
                (row * column).observed("y", normal(u + v, sigma))
            }
            val y = Array(12) { doubleArrayOf(it % 3.0, 2.0 - it % 2) }
            val fit = ExactEm().integrate("v").fit(table, Data.of(table["y"], y))
            val network = NormalNetwork()
            val v = List(2) { network.add(1.0, 2.0) }
            val known = HashMap<Int, Double>()
            for (row in y) {
                val u = network.add(0.0, fit.number("between"))
                row.forEachIndexed { j, value -> known[network.add(0.0, fit.number("sigma"), u to 1.0, v[j] to 1.0)] = value }
            }
            fit.logLikelihood() shouldBe (network.joint().logDensity(network.known(known)) plusOrMinus 1e-9)
        }
    })
