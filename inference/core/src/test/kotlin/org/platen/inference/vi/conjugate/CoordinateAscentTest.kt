package org.platen.inference.vi.conjugate

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThanOrEqual
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.math.abs
import kotlin.math.sqrt
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.dirichlet
import org.platen.dsl.distribution.Distributions.flat
import org.platen.dsl.distribution.Distributions.gamma
import org.platen.dsl.distribution.Distributions.multivariateNormal
import org.platen.dsl.distribution.Distributions.multivariateNormalPrecision
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.wishart
import org.platen.dsl.expr.Expressions.identity
import org.platen.dsl.expr.Expressions.zeros
import org.platen.dsl.model.Model
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.em.faithful
import org.platen.inference.vi.rule.parameters
import org.platen.inference.vi.rule.posterior
import org.platen.inference.vi.rule.shouldBeCloseTo

private fun ConjugateRun.shouldNeverFall() {
    trace().zipWithNext { a, b -> b shouldBeGreaterThanOrEqual a - 1e-9 * (1 + abs(a)) }
}

private fun standardised(rows: Array<DoubleArray>): Array<DoubleArray> {
    val columns = rows[0].indices.map { j -> rows.map { it[j] } }
    val means = columns.map { it.average() }
    val sds = columns.zip(means) { column, mean -> sqrt(column.sumOf { (it - mean) * (it - mean) } / column.size) }
    return Array(rows.size) { i -> DoubleArray(means.size) { (rows[i][it] - means[it]) / sds[it] } }
}

class CoordinateAscentTest :
    FunSpec({

        test(
            "Normal of unknown mean and precision, flat and nearly flat priors: 1 / E τ is the unbiased variance (Bishop 2006, equation 10.33)",
        ) {
            val model =
                Model.declare("normal") { m ->
                    val mu = m.latent("mu", flat())
                    val tau = m.latent("tau", gamma(1e-12, 1e-12))
                    m.observed("x", m.plate("row"), normal(mu, tau.power(-0.5)))
                }
            val x = listOf(3.0, 4.0, 2.5, 3.3, 2.9)
            val run = posterior(model, Data.of(model["x"], x), ConjugateOptions.DEFAULT.withTolerance(1e-15))
            val mean = x.average()
            val unbiased = x.sumOf { (it - mean) * (it - mean) } / (x.size - 1)
            run.factor(model["mu"] as RandomVariable).mean()[0] shouldBe (mean plusOrMinus 1e-9)
            1 / run.factor(model["tau"] as RandomVariable).mean()[0] shouldBe (unbiased plusOrMinus 1e-6)
            run.shouldNeverFall()
        }

        test("a mixture of six Normals on Old Faithful keeps two components at concentration 0.001 (Bishop 2006, figure 10.6)") {
            val model =
                Model.declare("faithful") { m ->
                    val cluster = m.plate("cluster", 6)
                    val row = m.plate("row")
                    val weights = m.latent("weights", dirichlet(cluster, 1e-3))
                    val mean = m.latent("mean", cluster, multivariateNormal(zeros(2), identity(2)))
                    val precision = m.latent("precision", cluster, wishart(2.0, identity(2)))
                    val z = m.latent("z", row, categorical(weights))
                    m.observed("x", row, multivariateNormalPrecision(mean.at(z), precision.at(z)))
                }
            val run = posterior(model, Data.of(model["x"], standardised(faithful)), ConjugateOptions.DEFAULT.withRestarts(4))
            val concentrations = run.factor(model["weights"] as RandomVariable).parameters()[0]
            val kept = concentrations.filter { it > 0.5 }.sorted()
            kept shouldHaveSize 2
            // The two kinds of eruptions: about 97 short and 175 long ones (Azzalini and Bowman 1990).
            kept[0] shouldBe (97.0 plusOrMinus 2.0)
            kept[1] shouldBe (175.0 plusOrMinus 2.0)
            concentrations.filter { it <= 0.5 }.forEach { it shouldBe (1e-3 plusOrMinus 1e-6) }
            run.shouldNeverFall()
        }

        test("hierarchical Normals: each turn solves its own equations") {
            val model =
                Model.declare("counties") { m ->
                    val county = m.plate("county", 3)
                    val mu = m.latent("mu", normal(0.0, 10.0))
                    val between = m.latent("between", gamma(2.0, 1.0))
                    val theta = m.latent("theta", county, normal(mu, between.power(-0.5)))
                    m.observed("y", county, normal(theta, 1.0))
                }
            val y = listOf(1.0, 2.0, 6.0)
            val run = posterior(model, Data.of(model["y"], y), ConjugateOptions.DEFAULT.withTolerance(1e-15))
            run.shouldNeverFall()
            val theta = run.factor(model["theta"] as RandomVariable).parameters()
            val (mean, variance) = run.parameters(model, "mu")
            val (shape, rate) = run.parameters(model, "between")
            shape shouldBe (2 + 1.5 plusOrMinus 1e-12)
            rate shouldBe (1 + 0.5 * theta.sumOf { (it[0] - mean) * (it[0] - mean) + it[1] + variance } plusOrMinus 1e-6)
            mean shouldBe (variance * shape / rate * theta.sumOf { it[0] } plusOrMinus 1e-6)
            variance shouldBe (1 / (0.01 + 3 * shape / rate) plusOrMinus 1e-6)
            theta.forEachIndexed { i, (m, v) ->
                v shouldBe (1 / (1 + shape / rate) plusOrMinus 1e-6)
                m shouldBe (v * (y[i] + shape / rate * mean) plusOrMinus 1e-6)
            }
        }

        test("two variables without data keep their priors") {
            val model =
                Model.declare("prior") { m ->
                    m.latent("rate", gamma(2.0, 3.0))
                    m.latent("mean", normal(1.0, 2.0))
                }
            val run = posterior(model, Data.none())
            run.parameters(model, "rate") shouldBeCloseTo listOf(2.0, 3.0)
            run.parameters(model, "mean") shouldBeCloseTo listOf(1.0, 4.0)
            run.bound() shouldBe (0.0 plusOrMinus 1e-12)
        }

        test("an improper posterior is refused by name") {
            val model = Model.declare("improper") { m -> m.latent("mu", flat()) }
            shouldThrow<ModelException> { posterior(model, Data.none()) }.message shouldContain "'mu' is improper"
        }

        test("of the starts the one with the largest bound is taken, and equal seeds give equal bounds") {
            val model =
                Model.declare("mixture") { m ->
                    val cluster = m.plate("cluster", 2)
                    val row = m.plate("row")
                    val mean = m.latent("mean", cluster, normal(0.0, 10.0))
                    val z = m.latent("z", row, categorical(m.latent("weights", dirichlet(cluster, 1.0))))
                    m.observed("x", row, normal(mean.at(z), 1.0))
                }
            val data = Data.of(model["x"], listOf(-3.1, -2.9, -3.3, 4.0, 4.2, 3.7, 4.4))
            val first = posterior(model, data)
            val second = posterior(model, data)
            withClue("bounds") { first.bound() shouldBe second.bound() }
            val single = posterior(model, data, ConjugateOptions.DEFAULT.withRestarts(1))
            single.bound() shouldBeLessThan first.bound() + 1e-9
            first.factor(model["mean"] as RandomVariable).mean().sorted().let { (low, high) ->
                low shouldBe (-3.1 plusOrMinus 0.1)
                high shouldBe (4.075 plusOrMinus 0.1)
            }
        }
    })
