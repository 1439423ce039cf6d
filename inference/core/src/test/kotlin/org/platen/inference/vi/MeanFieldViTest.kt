package org.platen.inference.vi

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.time.Duration
import java.util.Random
import kotlin.math.PI
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.sqrt
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation
import org.platen.dsl.distribution.Distributions.bernoulli
import org.platen.dsl.distribution.Distributions.bernoulliLogits
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.dirichlet
import org.platen.dsl.distribution.Distributions.halfCauchy
import org.platen.dsl.distribution.Distributions.halfNormal
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.expr.Expressions.ones
import org.platen.dsl.expr.Expressions.zeros
import org.platen.dsl.model.Covariate
import org.platen.dsl.model.Covariate.index
import org.platen.dsl.model.Model
import org.platen.dsl.model.Space.positive
import org.platen.dsl.model.Space.real
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.engine.Cancellation

class MeanFieldViTest :
    FunSpec({

        // A line through points with known noise: the posterior is Normal (Bishop 2006, equations 3.53 and 3.54).
        val x = doubleArrayOf(1.0, 2.0, 3.0, 4.0, 5.0)
        val y = doubleArrayOf(1.1, 1.9, 3.2, 3.9, 5.3)
        val line = Model.declare("line") { m ->
            val row = m.plate("row")
            val given = m.given("x", row)
            val a = m.latent("a", normal(0.0, 2.0))
            val b = m.latent("b", normal(0.0, 3.0))
            m.observed("y", row, normal(a.plus(b.times(given)), 0.5))
        }
        val data = Data.of(line["y"], y).and(line["x"], x)
        val paa = 1 / 4.0 + 5 / 0.25
        val pab = x.sum() / 0.25
        val pbb = 1 / 9.0 + x.sumOf { it * it } / 0.25
        val det = paa * pbb - pab * pab
        val ha = y.sum() / 0.25
        val hb = x.indices.sumOf { x[it] * y[it] } / 0.25
        val meanA = (pbb * ha - pab * hb) / det
        val meanB = (paa * hb - pab * ha) / det
        val evidence = -0.5 * (5 * ln(2 * PI * 0.25) + y.sumOf { it * it } / 0.25 + ln(4.0) + ln(9.0) + ln(det)) +
            0.5 * (meanA * ha + meanB * hb)

        test("where the posterior is Normal, the full-rank bound is the log evidence and the approximation is exact") {
            val fit = MeanFieldVi().fullRank().fit(line, data)
            fit.elbo().value() shouldBe (evidence plusOrMinus 1e-8)
            fit.elbo().error() shouldBe (0.0 plusOrMinus 1e-8)
            fit.estimate("a").value() shouldBe (meanA plusOrMinus 1e-8)
            fit.estimate("b").value() shouldBe (meanB plusOrMinus 1e-8)
            fit.posterior()["a"].standardDeviation().value() shouldBe (sqrt(pbb / det) plusOrMinus 0.01 * sqrt(pbb / det))
        }

        test("of sixty coefficients too the full-rank bound is the log evidence, that of the conjugate factor of all of them") {
            val random = Random(4)
            val x = Array(300) { random.nextGaussian().let { s -> DoubleArray(60) { 0.7 * s + random.nextGaussian() } } }
            val model = Model.declare("wide") { m ->
                val row = m.plate("row")
                val beta = m.latent("beta", normal(zeros(60), ones(60).times(10.0)))
                m.observed("y", row, normal(beta.dot(m.given("x", row, Covariate.real(60))), 2.0))
            }
            val own = Data.of(model["x"], x).and(model["y"], DoubleArray(300) { 0.1 * x[it].sum() + 2 * random.nextGaussian() })
            val exact = MeanFieldVi().fit(model, own).elbo().value()
            MeanFieldVi().fullRank().fit(model, own).elbo().value() shouldBe (exact plusOrMinus 1e-8)
        }

        test("checked fits warn of an approximation that is far from the posterior, and say how far in the summary") {
            val random = Random(2)
            val x = Array(60) { random.nextGaussian().let { s -> DoubleArray(8) { 2 * s + random.nextGaussian() } } }
            val together = Model.declare("together") { m ->
                val row = m.plate("row")
                val beta = m.latent("beta", normal(zeros(8), ones(8)))
                m.observed("y", row, normal(beta.dot(m.given("x", row, Covariate.real(8))), 1.0))
            }
            val own = Data.of(together["x"], x).and(together["y"], DoubleArray(60) { x[it].sum() / 4 + random.nextGaussian() })
            val independent = MeanFieldVi().conjugate(false)
            val factors = independent.checked().fit(together, own)
            factors.warnings().single() shouldContain "fullRank()"
            factors.summary() shouldContain "k-hat"
            independent.fit(together, own).warnings().shouldBeEmpty()
            val exact = MeanFieldVi().fullRank().checked().fit(together, own)
            exact.warnings().shouldBeEmpty()
            exact.summary() shouldContain "k-hat"
        }

        test("Laplace's approximation of a Normal posterior is exact") {
            val fit = MeanFieldVi().laplace().fit(line, data)
            fit.elbo().value() shouldBe (evidence plusOrMinus 1e-6)
            fit.estimate("b").value() shouldBe (meanB plusOrMinus 1e-6)
        }

        test("rank one is enough for two numbers that go together") {
            MeanFieldVi().lowRank(1).fit(line, data).elbo().value() shouldBe (evidence plusOrMinus 0.02)
        }

        // Bishop 2006, section 10.1.2: the factors have the right means, and the precisions of the diagonal. The bound is then lower by half the log of
        // Π Λᵢᵢ / |Λ|.
        test("the mean field of a correlated Normal has the posterior's means and the diagonal of its precision") {
            for (engine in listOf(MeanFieldVi().tolerance(1e-14), MeanFieldVi().conjugate(false))) {
                val fit = engine.fit(line, data)
                fit.estimate("a").value() shouldBe (meanA plusOrMinus 1e-6)
                fit.estimate("b").value() shouldBe (meanB plusOrMinus 1e-6)
                fit.posterior()["a"].standardDeviation().value() shouldBe (1 / sqrt(paa) plusOrMinus 0.01 / sqrt(paa))
                fit.elbo().value() shouldBe (evidence - 0.5 * ln(paa * pbb / det) plusOrMinus (1e-8 + 3 * fit.elbo().error()))
            }
        }

        // Highest bounds by numerical optimisation with quadrature.
        for ((name, model, bound) in listOf(
            Triple("non-centred", EightSchools.nonCentred, -31.597),
            Triple("declared non-centred", EightSchools.declaredNonCentred, -31.597),
            Triple("centred", EightSchools.centred, -33.404),
        )) {
            for (conjugate in listOf(true, false)) {
                test(
                    "eight schools, $name, ${if (conjugate) "by factors and gradients" else "by gradients"}: the bound is $bound, from several starts",
                ) {
                    for (seed in 1L..3L) {
                        withClue("seed $seed") {
                            val fit = MeanFieldVi().conjugate(conjugate).seed(seed).fit(model, EightSchools.data(model))
                            fit.elbo().value() shouldBe (bound plusOrMinus 0.03)
                            fit.stoppingReason() shouldContain "converged"
                            fit.warnings().shouldBeEmpty()
                        }
                    }
                }
            }
        }

        test("Adam's steps reach the same bounds") {
            for ((model, bound) in listOf(EightSchools.nonCentred to -31.597, EightSchools.centred to -33.404)) {
                val fit = MeanFieldVi().conjugate(false).adam().fit(model, EightSchools.data(model))
                fit.elbo().value() shouldBe (bound plusOrMinus 0.05)
                fit.stoppingReason() shouldContain "converged"
            }
        }

        // 400 groups of 10 coins: a Normal population of log odds. Truth by simulation, Random(1).
        test("many numbers are fitted without a matrix of curvature; a covariance of all is refused with what would do") {
            val groups = 400
            val coins = Model.declare("coins") { m ->
                val group = m.plate("group", groups)
                val row = m.plate("row")
                val of = m.given("of", row, index(group))
                val mu = m.latent("mu", normal(0.0, 2.0))
                val tau = m.latent("tau", halfNormal(2.0))
                val alpha = m.latent("alpha", group, normal(mu, tau))
                m.observed("y", row, bernoulliLogits(alpha.at(of)))
            }
            val random = Random(1)
            val truth = DoubleArray(groups) { 0.5 + 1.2 * random.nextGaussian() }
            val of = DoubleArray(10 * groups) { (it % groups).toDouble() }
            val y = DoubleArray(of.size) { if (random.nextDouble() < 1 / (1 + exp(-truth[it % groups]))) 1.0 else 0.0 }
            val data = Data.of(coins["y"], y).and(coins["of"], of)
            val fit = MeanFieldVi().fit(coins, data)
            fit.estimate("mu").value() shouldBe (0.5 plusOrMinus 0.2)
            fit.estimate("tau").value() shouldBe (1.2 plusOrMinus 0.25)
            val alpha = fit.estimate("alpha").values()
            PearsonsCorrelation().correlation(alpha, truth) shouldBeGreaterThan 0.75
            shouldThrow<ModelException> { MeanFieldVi().fullRank().fit(coins, data) }.message!! shouldContain
                "402 unconstrained numbers is too large"
        }

        test("single Normal numbers that may go together are fitted together, not in turns") {
            val unknown = Model.declare("line") { m ->
                val row = m.plate("row")
                val given = m.given("x", row)
                val a = m.latent("a", normal(0.0, 10_000.0))
                val b = m.latent("b", normal(0.0, 10.0))
                val s = m.latent("s", halfCauchy(1.0))
                m.observed("y", row, normal(a.plus(b.times(given)), s))
            }
            val far = DoubleArray(20) { 1000.0 + it }
            val fit = MeanFieldVi().fit(
                unknown,
                Data.of(
                    unknown["y"],
                    DoubleArray(20) {
                        0.5 * it + 0.1 * (it % 3)
                    },
                ).and(unknown["x"], far),
            )
            fit.treatments().getValue("a") shouldContain "go together"
            // The slope of least squares, which the priors hardly move; the intercept goes with it.
            val y = DoubleArray(20) { 0.5 * it + 0.1 * (it % 3) }
            val slope = (0 until 20).sumOf { (far[it] - far.average()) * y[it] } / far.sumOf { (it - far.average()) * (it - far.average()) }
            fit.estimate("a").value() + fit.estimate("b").value() * far.average() shouldBe (y.average() plusOrMinus 0.05)
            fit.estimate("b").value() shouldBe (slope plusOrMinus 0.1 * slope)
        }

        test("batches lead to where all rows lead; what cannot be taken in batches is said") {
            val random = Random(1)
            val y = DoubleArray(3000) { (if (random.nextDouble() < 0.3) -3.0 else 2.0) + random.nextGaussian() }
            val two = Model.declare("two") { m ->
                val cluster = m.plate("cluster", 2)
                val row = m.plate("row")
                val weights = m.latent("weights", dirichlet(cluster, 1.0))
                val mean = m.latent("mean", cluster, normal(0.0, 10.0))
                val z = m.latent("z", row, categorical(weights))
                m.observed("y", row, normal(mean.at(z), 1.0))
            }
            val data = Data.of(two["y"], y)
            val all = MeanFieldVi().fit(two, data)
            val batches = MeanFieldVi().batches("row", 200).fit(two, data)
            val deviation = all.posterior()["mean"].standardDeviation().values().max()
            batches.estimate("mean").values().sorted().zip(all.estimate("mean").values().sorted())
                .forEach { (a, b) -> a shouldBe (b plusOrMinus deviation) }
            batches.elbo().value() shouldBe (all.elbo().value() plusOrMinus 5.0)
            batches.warnings().shouldBeEmpty()
            shouldThrow<ModelException> { MeanFieldVi().batches("rows", 200).fit(two, data) }.message!! shouldContain "has no plate 'rows'"
            shouldThrow<ModelException> { MeanFieldVi().fullRank().batches("row", 200).fit(two, data) }
                .message!! shouldContain "batches are of the mean field alone"
        }

        test("the report says how each variable is treated, and why") {
            val fit = MeanFieldVi().fit(EightSchools.centred, EightSchools.data(EightSchools.centred))
            fit.treatments().getValue("theta") shouldBe "conjugate, Normal"
            fit.treatments().getValue("tau") shouldBe "by gradients: its prior is HalfCauchy, in which no conditional distribution stays"
            fit.summary() shouldContain "conjugate, Normal"
            fit.factor("mu").mean().single() shouldBe fit.estimate("mu").value()
            shouldThrow<ModelException> { fit.factor("tau") }.message!! shouldContain "'tau' has no factor"
        }

        test("log ratios are those of the whole posterior to the whole approximation: their mean is the bound") {
            for (model in listOf(EightSchools.nonCentred, EightSchools.declaredNonCentred)) {
                for (conjugate in listOf(true, false)) {
                    val fit = MeanFieldVi().conjugate(conjugate).draws(8000).fit(model, EightSchools.data(model))
                    fit.logRatios().average() shouldBe (fit.elbo().value() plusOrMinus 0.05)
                }
            }
        }

        test("beside a non-centred variable none has a factor of its own family, and the report says why") {
            val model = EightSchools.declaredNonCentred
            val fit = MeanFieldVi().fit(model, EightSchools.data(model))
            fit.treatments().values.toSet() shouldBe setOf("by gradients: 'theta' is non-centred")
        }

        // Rubin 1981 with errors of 1: maximum of the marginal likelihood in closed form, the mean and the variance of the effects less 1.
        test("parameters get the values of the highest bound, here the maximum of the likelihood") {
            val effects = doubleArrayOf(5.0, -8.0, 3.0, 7.0, -10.0, 1.0, 18.0, 12.0)
            val empirical = Model.declare("empirical") { m ->
                val school = m.plate("school")
                val mu = m.parameter("mu", real())
                val tau = m.parameter("tau", positive())
                val theta = m.latent("theta", school, normal(mu, tau))
                m.observed("y", school, normal(theta, 1.0))
            }
            val variance = effects.sumOf { (it - effects.average()) * (it - effects.average()) } / 8
            for (conjugate in listOf(true, false)) {
                val fit = MeanFieldVi().conjugate(conjugate).fit(empirical, Data.of(empirical["y"], effects))
                fit.estimate("mu").value() shouldBe (3.5 plusOrMinus 1e-3)
                fit.estimate("tau").value() shouldBe (sqrt(variance - 1) plusOrMinus 1e-2)
                fit.elbo().value() shouldBe (-4 * (ln(2 * PI * variance) + 1) plusOrMinus 1e-3)
                fit.posterior()["tau"].standardDeviation().value() shouldBe (0.0 plusOrMinus 1e-12)
                fit.treatments().getValue("tau") shouldBe "maximised"
            }
        }

        test("equal seeds give equal draws, whatever the number of threads") {
            val schools = EightSchools.data(EightSchools.nonCentred)
            val one = MeanFieldVi().threads(1).fit(EightSchools.nonCentred, schools)
            val two = MeanFieldVi().threads(2).fit(EightSchools.nonCentred, schools)
            one.draws().of(one.model()["tau"], 0).toList() shouldBe two.draws().of(two.model()["tau"], 0).toList()
            one.trace() shouldBe two.trace()
        }

        test("starts that find different modes are warned of") {
            // The sign of w is not told by the data.
            val signs = Model.declare("signs") { m ->
                val row = m.plate("row")
                val w = m.latent("w", normal(0.1, 1.0))
                m.observed("y", row, normal(w.times(w), 0.1))
            }
            val fit = MeanFieldVi().restarts(6).fit(signs, Data.of(signs["y"], DoubleArray(20) { 4.0 }))
            fit.elbo().value() shouldBe (MeanFieldVi().restarts(1).seed(3).fit(signs, fit.data()).elbo().value() plusOrMinus 0.5)
        }

        test("a parameter is refused by name where all have one covariance") {
            val model = Model.declare("p") { m ->
                val row = m.plate("row")
                val location = m.parameter("location", real())
                val w = m.latent("w", normal(location, 1.0))
                m.observed("y", row, normal(w, 1.0))
            }
            shouldThrow<ModelException> { MeanFieldVi().fullRank().fit(model, Data.of(model["y"], doubleArrayOf(1.0))) }
                .message!! shouldContain "parameter 'location' has no prior"
        }

        test("a model without continuous unknowns is refused") {
            val model = Model.declare("coins") { m ->
                val row = m.plate("row")
                val z = m.latent("z", row, bernoulli(0.5))
                m.observed("y", row, normal(z, 1.0))
            }
            shouldThrow<ModelException> { MeanFieldVi().fit(model, Data.of(model["y"], doubleArrayOf(1.0))) }
                .message!! shouldContain "nothing is continuous"
        }

        test("a cancelled fit returns what it has reached, and says so") {
            val token = Cancellation()
            val fit = MeanFieldVi().cancelledBy(token).progress { if (it.iteration() == 5) token.cancel() }
                .fit(EightSchools.nonCentred, EightSchools.data(EightSchools.nonCentred))
            fit.stoppingReason() shouldBe "cancelled"
            fit.trace().size shouldBe 5
            fit.warnings().single() shouldContain "not converged: cancelled"
        }

        test("limits of time and iterations are kept") {
            val schools = EightSchools.data(EightSchools.nonCentred)
            MeanFieldVi().timeLimit(Duration.ZERO).fit(EightSchools.nonCentred, schools).trace().size shouldBe 1
            val few = MeanFieldVi().iterations(4).fit(EightSchools.nonCentred, schools)
            few.trace().size shouldBe 4
            few.stoppingReason() shouldBe "stopped at the limit of 4 iterations"
            few.trace().size shouldBeLessThan 5
        }

        test("options out of range are refused by name") {
            for ((name, make) in listOf<Pair<String, () -> MeanFieldVi>>(
                "restarts" to { MeanFieldVi().restarts(0) },
                "iterations" to { MeanFieldVi().iterations(0) },
                "tolerance" to { MeanFieldVi().tolerance(-1.0) },
                "accuracy" to { MeanFieldVi().accuracy(0.0) },
                "draws" to { MeanFieldVi().draws(0) },
                "threads" to { MeanFieldVi().threads(0) },
                "rank" to { MeanFieldVi().lowRank(0) },
                "timeLimit" to { MeanFieldVi().timeLimit(Duration.ofSeconds(-1)) },
            )) {
                shouldThrow<IllegalArgumentException> { make() }.message!! shouldContain name
            }
        }

        test("a vector of latent numbers is fitted like numbers of their own") {
            val model = Model.declare("vector") { m ->
                val row = m.plate("row")
                val w = m.latent("w", normal(zeros(2), 1.0))
                m.observed("y", row, normal(w.entry(0).plus(w.entry(1)), 1.0))
            }
            val fit = MeanFieldVi().fullRank().fit(model, Data.of(model["y"], doubleArrayOf(1.0, 2.0, 3.0)))
            // Posterior of the sum of two standard Normals with three observations: 2 · 6 / (1 + 2 · 3).
            fit.estimate("w").values().sum() shouldBe (12.0 / 7 plusOrMinus 1e-8)
        }
    })
