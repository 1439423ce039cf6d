package org.platen.inference.vi

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import java.time.Duration
import java.util.Random
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.sqrt
import org.platen.dsl.distribution.Distributions.bernoulliLogits
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.dirichlet
import org.platen.dsl.distribution.Distributions.halfNormal
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.poisson
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Expressions.ones
import org.platen.dsl.expr.Expressions.zeros
import org.platen.dsl.model.Covariate
import org.platen.dsl.model.Model
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data

private fun VariationalFit.mean(variable: String) = posterior()[variable].mean().values()

private fun VariationalFit.deviation(variable: String) = posterior()[variable].standardDeviation().values()

class BatchesByGradientsTest :
    FunSpec({

        /** Of as many standard deviations as [within], and with standard deviations within 3 %. */
        fun VariationalFit.shouldBeLike(other: VariationalFit, within: Double, vararg variables: String) {
            for (variable in variables) {
                val deviations = other.deviation(variable)
                mean(variable).zip(other.mean(variable)).forEachIndexed { i, (a, b) ->
                    withClue("$variable[$i]: $a, expected $b ± ${deviations[i]}") { abs(a - b) / deviations[i] shouldBeLessThan within }
                    withClue("deviation of $variable[$i]") {
                        deviation(variable)[i] shouldBe
                            (deviations[i] plusOrMinus 0.03 * deviations[i])
                    }
                }
            }
        }

        test("a linear regression in batches reaches the posterior of all data: means in closed form, precisions the diagonal of theirs") {
            val random = Random(3)
            val x = DoubleArray(4000) { random.nextGaussian() + 1 }
            val y = DoubleArray(4000) { 0.5 - 1.5 * x[it] + 2 * random.nextGaussian() }
            val model = Model.declare("line") { m ->
                val row = m.plate("row")
                val given = m.given("x", row, Covariate.real())
                val a = m.latent("a", normal(0.0, 10.0))
                val b = m.latent("b", normal(0.0, 10.0))
                m.observed("y", row, normal(a.plus(b.times(given)), 2.0))
            }
            val data = Data.of(model["x"], x).and(model["y"], y)
            val fits = listOf(true, false).map { MeanFieldVi().conjugate(it).batches("row", 100).fit(model, data) }
            fits[0].treatments().getValue("a") shouldContain "may go together"
            // Precision of (a, b): X'X / 4 + I / 100; mean: its inverse times X'y / 4.
            val saa = 4000 / 4.0 + 0.01
            val sab = x.sum() / 4
            val sbb = x.sumOf { it * it } / 4 + 0.01
            val ta = y.sum() / 4
            val tb = x.indices.sumOf { x[it] * y[it] } / 4
            val determinant = saa * sbb - sab * sab
            val expected = mapOf("a" to (sbb * ta - sab * tb) / determinant, "b" to (saa * tb - sab * ta) / determinant)
            val precisions = mapOf("a" to saa, "b" to sbb)
            for ((variable, mean) in expected) {
                val deviation = 1 / sqrt(precisions.getValue(variable))
                for (fit in fits) {
                    withClue(variable) {
                        fit.mean(variable).single() shouldBe (mean plusOrMinus 0.2 * deviation)
                        fit.deviation(variable).single() shouldBe (deviation plusOrMinus 0.03 * deviation)
                    }
                    fit.warnings().shouldBeEmpty()
                }
            }
        }

        test("a logistic regression in batches, and one with a scale by gradients beside conjugate coefficients, reach what all rows do") {
            val random = Random(1)
            val x = Array(3000) { random.nextGaussian().let { s -> DoubleArray(3) { 0.7 * s + random.nextGaussian() } } }
            val mean = x.map { 0.3 + it[0] - 2 * it[1] }
            val ones = DoubleArray(3000) { if (random.nextDouble() < 1 / (1 + exp(-mean[it]))) 1.0 else 0.0 }
            val y = DoubleArray(3000) { mean[it] + 2 * random.nextGaussian() }
            for (logistic in listOf(true, false)) {
                val model = Model.declare("regression") { m ->
                    val row = m.plate("row")
                    val given = m.given("x", row, Covariate.real(3))
                    val alpha = m.latent("alpha", normal(0.0, 10.0))
                    val beta = m.latent("beta", normal(zeros(3), ones(3).times(10.0)))
                    val sum = alpha.plus(beta.dot(given))
                    m.observed("y", row, if (logistic) bernoulliLogits(sum) else normal(sum, m.latent("sigma", halfNormal(5.0))))
                }
                val data = Data.of(model["x"], x).and(model["y"], if (logistic) ones else y)
                val whole = MeanFieldVi().fit(model, data)
                val batches = MeanFieldVi().batches("row", 150).fit(model, data)
                batches.shouldBeLike(whole, 0.3, "alpha", "beta")
                batches.elbo().value() shouldBe (whole.elbo().value() plusOrMinus 0.05 + 4 * batches.elbo().error())
            }
        }

        test("more numbers than curvature is kept of follow Adam's steps to the same place") {
            val random = Random(2)
            val effects = DoubleArray(80) { random.nextGaussian() }
            val group = IntArray(4000) { it % 80 }
            val y = DoubleArray(4000) { effects[group[it]] + random.nextGaussian() }
            val model = Model.declare("groups") { m ->
                val row = m.plate("row")
                val groups = m.plate("group", 80)
                val effect = m.latent("effect", groups, normal(0.0, 5.0))
                m.observed("y", row, normal(effect.at(m.given("of", row, Covariate.index(groups))), 1.0))
            }
            val data = Data.of(model["of"], group).and(model["y"], y)
            val fit = MeanFieldVi().conjugate(false).batches("row", 400, 20, 10.0, 0.7).fit(model, data)
            for (g in 0 until 80) {
                val own = group.indices.filter { group[it] == g }.map { y[it] }
                val precision = own.size + 1 / 25.0
                withClue("group $g") {
                    fit.mean("effect")[g] shouldBe (own.sum() / precision plusOrMinus 0.6 / sqrt(precision))
                    fit.deviation("effect")[g] shouldBe (1 / sqrt(precision) plusOrMinus 0.1 / sqrt(precision))
                }
            }
        }

        test(
            "continuous variables of the rows are optimised in each batch: counts with a rate each, non-centred, centred and beside a conjugate mean",
        ) {
            val random = Random(5)
            val counts = IntArray(240) {
                val rate = exp(1 + 0.5 * random.nextGaussian())
                var k = 0
                var p = random.nextDouble()
                while (p > exp(-rate)) {
                    p *= random.nextDouble()
                    k++
                }
                k
            }
            for (nonCentred in listOf(false, true)) {
                val model = Model.declare("sites") { m ->
                    val site = m.plate("site")
                    val mu = m.latent("mu", normal(0.0, 3.0))
                    val tau = m.latent("tau", halfNormal(2.0))
                    val declared = if (nonCentred) {
                        m.latent(
                            "log",
                            site,
                            normal(0.0, 1.0),
                        ).times(tau).plus(mu)
                    } else {
                        m.latent("log", site, normal(mu, tau))
                    }
                    m.observed("count", site, poisson(declared.exp()))
                }
                val data = Data.of(model["count"], counts)
                val whole = MeanFieldVi().fit(model, data)
                val batches = MeanFieldVi().batches("site", 40, 30, 10.0, 0.7).fit(model, data)
                withClue("non-centred $nonCentred") {
                    batches.shouldBeLike(whole, 0.5, "mu", "tau")
                    batches.elbo().value() shouldBe (whole.elbo().value() plusOrMinus 1.5)
                    batches.treatments().getValue("log") shouldContain "optimised in each batch and not kept"
                }
            }
        }

        test("equal seeds give equal fits, whatever the number of threads") {
            val data = EightSchools.data(EightSchools.nonCentred)
            val engine = MeanFieldVi().batches("school", 4)
            val (a, b) = listOf(1, 2).map { engine.threads(it).fit(EightSchools.nonCentred, data) }
            a.mean("tau") shouldBe b.mean("tau")
            a.elbo() shouldBe b.elbo()
        }

        test("posteriors of any rows are found with what all share as it is: between its mean and the row's own, in closed form") {
            val model = Model.declare("counties") { m ->
                val county = m.plate("county")
                val theta = m.latent("theta", county, normal(m.latent("mu", normal(0.0, 1.0)), constant(0.5)))
                m.observed("y", county, normal(theta, 1.0))
            }
            val random = Random(1)
            val data = Data.of(model["y"], DoubleArray(200) { 2 + random.nextGaussian() })
            val others = doubleArrayOf(-3.0, 0.0, 7.0)
            for (conjugate in listOf(true, false)) {
                val fit = MeanFieldVi().conjugate(conjugate).batches("county", 50).fit(model, data)
                val mu = fit.estimate("mu").value()
                val rows = Data.of(model["y"], others)
                val posterior = fit.posterior(rows)
                val means = posterior["theta"].mean().values()
                others.forEachIndexed { i, y ->
                    // Precisions: 4 of theta given mu, 1 of y.
                    means[i] shouldBe ((4 * mu + y) / 5 plusOrMinus 0.03)
                    posterior["theta"].standardDeviation().values()[i] shouldBe (sqrt(0.2) plusOrMinus 0.02)
                }
                fit.posterior("theta", rows).mean().values() shouldBe means
                posterior["mu"].mean().value() shouldBe (mu plusOrMinus 0.01)
                shouldThrow<ModelException> { fit.logRatios() }.message!! shouldContain "keeps no posterior of the rows' own variables"
            }
            val whole = MeanFieldVi().fit(model, data)
            shouldThrow<ModelException> { whole.posterior(Data.of(model["y"], others)) }.message!! shouldContain "fit the others"
        }

        test("a fit without time returns what its first batch said, and a bound of no accuracy") {
            val data = EightSchools.data(EightSchools.nonCentred)
            val fit = MeanFieldVi().batches("school", 4).timeLimit(Duration.ZERO).fit(EightSchools.nonCentred, data)
            fit.stoppingReason() shouldStartWith "stopped at the time limit"
            fit.elbo().value().isFinite() shouldBe true
            fit.elbo().error() shouldBe Double.POSITIVE_INFINITY
        }

        test("averages that stay where they are end the passes, and the reason says so") {
            val model = Model.declare("rate") { m -> m.observed("x", m.plate("row"), poisson(m.latent("log", normal(0.0, 3.0)).exp())) }
            val data = Data.of(model["x"], List(1000) { it % 4 })
            val fit = MeanFieldVi().batches("row", 500, 200, 10.0, 1.0).fit(model, data)
            fit.stoppingReason() shouldStartWith "converged: averages of"
            fit.mean("log").single() shouldBe (ln(1.5) plusOrMinus 0.2 / sqrt(1500.0))
        }

        test("what batches cannot tell is refused with the reason") {
            fun refusal(plate: String, data: Data, model: Model) =
                shouldThrow<ModelException> { MeanFieldVi().batches(plate, 2).fit(model, data) }.message!!
            val outer = Model.declare("outer") { m ->
                val two = m.plate("two", 2)
                val row = m.plate("row")
                val regime = m.latent("regime", categorical(m.latent("weights", dirichlet(two, 1.0))))
                m.observed("x", row, normal(m.latent("mean", two, normal(0.0, 1.0)).at(regime), 1.0))
            }
            refusal("row", Data.of(outer["x"], doubleArrayOf(1.0, 2.0, 3.0)), outer) shouldContain
                "'x' depends on a discrete variable outside of plate 'row'"
            val whole = Model.declare("whole") { m ->
                val row = m.plate("row")
                val theta = m.latent("theta", row, normal(0.0, 1.0))
                m.observed("total", poisson(theta.sum(row).exp()))
                m.observed("x", row, normal(theta, 1.0))
            }
            refusal("row", Data.of(whole["x"], doubleArrayOf(1.0, 2.0, 3.0)).and(whole["total"], 2.0), whole) shouldContain
                "'total' depends on all elements of plate 'row' at once"
            val sized = Model.declare("sized") { m ->
                m.observed("x", m.plate("row", 3), normal(m.latent("mu", normal(0.0, 1.0)), constant(1.0)))
            }
            refusal("row", Data.of(sized["x"], doubleArrayOf(1.0, 2.0, 3.0)), sized) shouldContain
                "declared with 3 elements and has no batches"
        }
    })
