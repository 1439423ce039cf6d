package org.platen.inference.vi

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.Random
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.sqrt
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.dirichlet
import org.platen.dsl.distribution.Distributions.gamma
import org.platen.dsl.distribution.Distributions.halfNormal
import org.platen.dsl.distribution.Distributions.multivariateNormal
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.poisson
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Expressions.identity
import org.platen.dsl.expr.Expressions.ones
import org.platen.dsl.expr.Expressions.zeros
import org.platen.dsl.model.Covariate
import org.platen.dsl.model.Model
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.vi.conjugate.VariationalFactor

class CrossedBatchesTest :
    FunSpec({

        val random = Random(5)
        val taste = Array(40) { DoubleArray(2) { random.nextGaussian() } }
        val trait = Array(50) { DoubleArray(2) { random.nextGaussian() } }
        val product = Array(40) { i -> DoubleArray(50) { j -> 1.5 * taste[i][0] * trait[j][0] + 0.7 * taste[i][1] * trait[j][1] } }

        fun VariationalFactor.shouldBeNear(other: VariationalFactor, within: Double) {
            mean().zip(other.mean()).forEachIndexed { i, (a, b) ->
                withClue("${variable().name()}[$i]: $a, expected $b ± ${other.sd()[i]}") {
                    abs(a - b) / other.sd()[i] shouldBeLessThan
                        within
                }
            }
            sd().zip(other.sd()).forEach { (a, b) -> a shouldBe (b plusOrMinus 0.02 * b) }
        }

        test("crossed plates that are observed, with global parameters: conjugate ones have the posterior of all data in closed form") {
            val model = Model.declare("counts") { m ->
                m.observed("n", m.plate("day").times(m.plate("place")), poisson(m.latent("rate", gamma(2.0, 1.0))))
            }
            val n = Array(30) { DoubleArray(20) { (it * 7 % 5).toDouble() } }
            val fit = MeanFieldVi().batches("day", 10, 10, 1.0, 1.0).batches("place", 5).fit(model, Data.of(model["n"], n))
            val (shape, rate) = fit.factor("rate").parameters().single().toList()
            rate shouldBe (601.0 plusOrMinus 1e-9)
            shape shouldBe (2 + n.sumOf { it.sum() } plusOrMinus 0.02 * 1200)
        }

        test("data sets that have nothing but parameters in common come side by side: the posterior is that of both, in closed form") {
            val model = Model.declare("two") { m ->
                val mu = m.latent("mu", normal(0.0, 10.0))
                m.observed("x", m.plate("here"), normal(mu, 1.0))
                m.observed("y", m.plate("there"), normal(mu, 2.0))
            }
            val x = DoubleArray(300) { 1 + random.nextGaussian() }
            val y = DoubleArray(80) { 1 + 2 * random.nextGaussian() }
            val data = Data.of(model["x"], x).and(model["y"], y)
            for (conjugate in listOf(true, false)) {
                val fit = MeanFieldVi().conjugate(conjugate).batches("here", 30).batches("there", 20).fit(model, data)
                val precision = 0.01 + 300 + 80 / 4.0
                fit.estimate("mu").value() shouldBe ((x.sum() + y.sum() / 4) / precision plusOrMinus 0.2 / sqrt(precision))
                fit.posterior()["mu"].standardDeviation().value() shouldBe (1 / sqrt(precision) plusOrMinus 0.03 / sqrt(precision))
            }
        }

        test("effects of both plates are kept for all elements, and reach the factors of all data") {
            val model = Model.declare("effects") { m ->
                val user = m.plate("user")
                val item = m.plate("item")
                val a = m.latent("a", user, normal(0.0, 1.0))
                val b = m.latent("b", item, normal(0.0, 0.3))
                m.observed("y", user.times(item), normal(a.plus(b), 1.0))
            }
            val y = Array(40) { i -> DoubleArray(50) { j -> taste[i][0] + 0.3 * trait[j][0] + random.nextGaussian() } }
            val data = Data.of(model["y"], y)
            val whole = MeanFieldVi().fit(model, data)
            val fit = MeanFieldVi().batches("user", 10, 40, 10.0, 0.8).batches("item", 10).fit(model, data)
            fit.treatments().getValue("a") shouldContain "a step for each element in the batches that it is in"
            fit.factor("a").shouldBeNear(whole.factor("a"), 0.35)
            fit.factor("b").shouldBeNear(whole.factor("b"), 0.35)
            fit.elbo().value() shouldBe (whole.elbo().value() plusOrMinus 1.0)
            fit.elbo().error() shouldBe 0.0
            // All is kept, so that other data of the same elements are known of, and data of others are not.
            fit.posterior(data)["a"].mean().values() shouldBe fit.posterior()["a"].mean().values()
            shouldThrow<ModelException> { fit.posterior(data.rows(model.plates().first { it.name() == "user" }, 0)) }
                .message!! shouldContain "these data have 1 elements of plate 'user', expected the 40"
        }

        test("matrix factorisations, Gaussian and Poisson, reach the bound of all data within their errors") {
            val gaussian = Model.declare("gaussian") { m ->
                val user = m.plate("user")
                val item = m.plate("item")
                val u = m.latent("u", user, multivariateNormal(zeros(2), identity(2)))
                val v = m.latent("v", item, multivariateNormal(zeros(2), identity(2)))
                m.observed("y", user.times(item), normal(u.dot(v), 0.5))
            }
            val counts = Model.declare("counts") { m ->
                val user = m.plate("user")
                val item = m.plate("item")
                val u = m.latent("u", user, normal(zeros(2), ones(2).times(0.5)))
                val v = m.latent("v", item, normal(zeros(2), ones(2).times(0.5)))
                m.observed("y", user.times(item), poisson(u.dot(v).exp()))
            }
            for (model in listOf(gaussian, counts)) {
                val y = Array(40) { i ->
                    DoubleArray(50) { j ->
                        if (model == gaussian) product[i][j] + 0.5 * random.nextGaussian() else Math.rint(exp(0.4 * product[i][j]))
                    }
                }
                val data = Data.of(model["y"], y)
                val whole = MeanFieldVi().accuracy(0.3).draws(10).fit(model, data)
                val fit = MeanFieldVi().batches("user", 10, 40, 10.0, 0.7).batches("item", 10).draws(10).fit(model, data)
                withClue(model.name()) {
                    // Means a quarter of a standard deviation off, as averages of 40 passes are, cost 0.03 nats each, of 180 numbers.
                    val off = 4 * (fit.elbo().error() + whole.elbo().error()) + 0.03 * 180
                    fit.elbo().value() shouldBe (whole.elbo().value() plusOrMinus off)
                    fit.warnings().shouldBeEmpty()
                }
            }
        }

        test("ratings of a flat plate that look users and items up come with the elements of both") {
            val model = Model.declare("ratings") { m ->
                val user = m.plate("user")
                val item = m.plate("item")
                val rating = m.plate("rating")
                val a = m.latent("a", user, normal(0.0, 1.0))
                val b = m.latent("b", item, normal(0.0, 1.0))
                val of = m.given("of", rating, Covariate.index(user))
                val on = m.given("on", rating, Covariate.index(item))
                m.observed("y", rating, normal(a.at(of).plus(b.at(on)), 0.5))
            }
            val pairs = (0 until 40).flatMap { i -> (0 until 50).filter { (i * 7 + it * 11) % 3 > 0 }.map { i to it } }
            val data = Data.of(model["of"], pairs.map { it.first }).and(model["on"], pairs.map { it.second })
                .and(model["y"], pairs.map { (i, j) -> taste[i][0] + trait[j][0] + 0.5 * random.nextGaussian() })
                .and(model.plates().first { it.name() == "user" }, 40).and(model.plates().first { it.name() == "item" }, 50)
            val whole = MeanFieldVi().fit(model, data)
            val fit = MeanFieldVi().batches("user", 20, 30, 10.0, 0.7).batches("item", 25).fit(model, data)
            fit.elbo().value() shouldBe (whole.elbo().value() plusOrMinus 2.0)
            val scores = fit.posterior()["a"].mean().values().zip(taste.toList())
            val centre = scores.sumOf { (mean, own) -> mean - own[0] } / 40
            sqrt(scores.sumOf { (mean, own) -> (mean - own[0] - centre).let { it * it } } / 40) shouldBe (0.0 plusOrMinus 0.15)
        }

        test("variables of one plate that meet nothing of the other are optimised inside of a batch") {
            val model = Model.declare("beside") { m ->
                val user = m.plate("user")
                val item = m.plate("item")
                val spread = m.latent("spread", halfNormal(1.0))
                val own = m.latent("own", user, normal(m.latent("mu", normal(0.0, 3.0)), constant(1.0)))
                m.observed("age", user, normal(own, 1.0))
                m.observed("y", user.times(item), normal(0.0, spread))
            }
            val age = DoubleArray(40) { 2 + 1.4 * random.nextGaussian() }
            val y = Array(40) { DoubleArray(50) { 0.8 * random.nextGaussian() } }
            val data = Data.of(model["age"], age).and(model["y"], y)
            val whole = MeanFieldVi().fit(model, data)
            val fit = MeanFieldVi().batches("user", 8, 30, 10.0, 0.7).batches("item", 10).fit(model, data)
            fit.treatments().getValue("own") shouldContain "optimised in each batch and not kept"
            fit.elbo().value() shouldBe (whole.elbo().value() plusOrMinus 0.5 + 4 * fit.elbo().error())
            for (name in listOf("mu", "spread")) {
                val deviation = whole.posterior()[name].standardDeviation().value()
                fit.estimate(name).value() shouldBe (whole.estimate(name).value() plusOrMinus 0.4 * deviation)
            }
        }

        test("a fit in batches of two plates that was stopped goes on to the same numbers bit for bit") {
            val model = Model.declare("both") { m ->
                val user = m.plate("user")
                val item = m.plate("item")
                val a = m.latent("a", user, normal(m.latent("mu", normal(0.0, 1.0)), 1.0))
                val v = m.latent("v", item, normal(zeros(2), ones(2)))
                m.observed("y", user.times(item), normal(a.plus(v.dot(ones(2)).exp()), m.latent("sigma", halfNormal(1.0))))
            }
            val data = Data.of(model["y"], Array(12) { i -> DoubleArray(15) { j -> product[i][j] } })
            val file = tempdir().toPath().resolve("crossed.checkpoint")
            fun engine(passes: Int) = MeanFieldVi().batches("user", 4, passes, 10.0, 0.7).batches("item", 5).draws(10)
            val whole = engine(5).fit(model, data)
            engine(2).checkpoint(file).fit(model, data)
            val resumed = engine(5).resume(file).fit(model, data)
            resumed.trace() shouldBe whole.trace()
            resumed.elbo() shouldBe whole.elbo()
            for (variable in whole.draws().variables()) {
                resumed.estimate(variable).values() shouldBe whole.estimate(variable).values()
            }
        }

        test("what batches of several plates cannot tell is refused with the reason, and so is a plate that is named twice") {
            fun refusal(model: Model, data: Data, vararg plates: String) = shouldThrow<ModelException> {
                plates.fold(MeanFieldVi()) { engine, plate -> engine.batches(plate, 2) }.fit(model, data)
            }.message!!
            val nested = Model.declare("nested") { m ->
                val school = m.plate("school")
                val pupil = m.plate("pupil")
                val effect = m.latent("effect", school, normal(0.0, 1.0))
                m.observed("y", pupil, normal(effect.at(m.given("of", pupil, Covariate.index(school))), 1.0))
            }
            val pupils = Data.of(nested["of"], intArrayOf(0, 0, 1, 1)).and(nested["y"], doubleArrayOf(1.0, 2.0, 3.0, 4.0))
            refusal(nested, pupils, "school", "pupil") shouldContain
                "elements of plate 'pupil' come along with those of 'school', which they look up: take batches of 'school' alone"
            val blocks = Model.declare("blocks") { m ->
                val group = m.plate("group", 2)
                val user = m.plate("user")
                val z = m.latent("z", user, categorical(m.latent("weights", dirichlet(group, 1.0))))
                m.observed("y", user.times(m.plate("item")), normal(m.latent("mean", group, normal(0.0, 1.0)).at(z), 1.0))
            }
            val square = Array(3) { DoubleArray(3) { j -> j.toDouble() } }
            refusal(blocks, Data.of(blocks["y"], square), "user", "item") shouldContain
                "'y' depends on a discrete variable outside of plate 'item'"
            val pairs = Model.declare("pairs") { m ->
                val node = m.plate("node")
                m.observed("y", node.times(node.copy("other")), normal(m.latent("mu", normal(0.0, 1.0)), constant(1.0)))
            }
            refusal(pairs, Data.of(pairs["y"], square), "node") shouldContain "of which a batch of plate 'node' holds some pairs only"
            shouldThrow<IllegalArgumentException> { MeanFieldVi().batches("user", 2).batches("user", 3) }.message!! shouldContain
                "batches of plate 'user' are to have 2 elements and then 3: say it once"
        }
    })
