package org.platen.inference.vi.rule

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.PI
import kotlin.math.ln
import org.platen.dsl.distribution.Distributions.bernoulli
import org.platen.dsl.distribution.Distributions.beta
import org.platen.dsl.distribution.Distributions.binomial
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.chiSquared
import org.platen.dsl.distribution.Distributions.dirichlet
import org.platen.dsl.distribution.Distributions.exponential
import org.platen.dsl.distribution.Distributions.gamma
import org.platen.dsl.distribution.Distributions.geometric
import org.platen.dsl.distribution.Distributions.halfNormal
import org.platen.dsl.distribution.Distributions.inverseGamma
import org.platen.dsl.distribution.Distributions.inverseWishart
import org.platen.dsl.distribution.Distributions.logNormal
import org.platen.dsl.distribution.Distributions.multinomial
import org.platen.dsl.distribution.Distributions.multivariateNormal
import org.platen.dsl.distribution.Distributions.multivariateNormalCholesky
import org.platen.dsl.distribution.Distributions.multivariateNormalDiagonal
import org.platen.dsl.distribution.Distributions.multivariateNormalPrecision
import org.platen.dsl.distribution.Distributions.negativeBinomial
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.oneHotCategorical
import org.platen.dsl.distribution.Distributions.poisson
import org.platen.dsl.distribution.Distributions.uniform
import org.platen.dsl.distribution.Distributions.wishart
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Expressions.identity
import org.platen.dsl.expr.Expressions.ones
import org.platen.dsl.expr.Expressions.zeros
import org.platen.dsl.model.Covariate
import org.platen.dsl.model.Model
import org.platen.dsl.model.RandomVariable
import org.platen.inference.data.Data

private val one = constant(1.0)
private val LOG_TWO_PI = ln(2 * PI)

/** Posteriors and evidence in fractions (Gelman et al. 2013, chapter 2 and section 3.6; Fink 1997, "A compendium of conjugate priors"). */
class ConjugatePairsTest :
    FunSpec({

        test("Gamma and Poisson: Gamma(shape + Σ n, rate + rows)") {
            rule(
                prior = gamma(2.0, 1.0),
                observed = { m, row, v -> m.observed("x", row, poisson(v)) },
                values = listOf(3, 4),
                parameters = listOf(9.0, 3.0),
                evidence = ln(40320.0 / (19683 * 6 * 24)),
            )
        }

        test("Gamma and Poisson with exposure: Gamma(shape + Σ n, rate + Σ exposure)") {
            val model =
                Model.declare("exposure") { m ->
                    val row = m.plate("row")
                    val exposure = m.given("exposure", row)
                    m.observed("x", row, poisson(m.latent("v", gamma(2.0, 1.0)).times(exposure)))
                }
            val data = Data.of(model["x"], listOf(2, 5)).and(model["exposure"], listOf(0.5, 2.0))
            val run = posterior(model, data)
            run.parameters(model, "v") shouldBeCloseTo listOf(9.0, 3.5)
            run.bound() shouldBe (ln(40320.0 * 0.25 * 32 / (2 * 120)) - 9 * ln(3.5) plusOrMinus 1e-10)
        }

        test("Gamma and Exponential: Gamma(shape + rows, rate + Σ x)") {
            rule(
                prior = gamma(2.0, 1.0),
                observed = { m, row, v -> m.observed("x", row, exponential(v)) },
                values = listOf(1.0, 2.0, 3.0),
                parameters = listOf(5.0, 7.0),
                evidence = ln(24.0 / 16807),
            )
        }

        test("an Exponential prior is Gamma of shape 1, a chi-squared one of rate 1/2") {
            rule(
                prior = exponential(2.0),
                observed = { m, row, v -> m.observed("x", row, poisson(v)) },
                values = listOf(3),
                parameters = listOf(4.0, 3.0),
                evidence = ln(2.0 / 81),
            )
            rule(
                prior = chiSquared(4.0),
                observed = { m, row, v -> m.observed("x", row, poisson(v)) },
                values = listOf(1),
                parameters = listOf(3.0, 1.5),
                evidence = ln(0.25 * 2 / 3.375),
            )
        }

        test("Gamma and the rate of a Gamma: Gamma(shape + rows · known shape, rate + Σ x)") {
            rule(
                prior = gamma(2.0, 1.0),
                observed = { m, row, v -> m.observed("x", row, gamma(constant(3.0), v)) },
                values = listOf(1.0, 2.0),
                parameters = listOf(8.0, 4.0),
                evidence = ln(5040.0 / 65536),
            )
        }

        test("Gamma and the scale of an inverse Gamma: Gamma(shape + rows · known shape, rate + Σ 1/x)") {
            rule(
                prior = gamma(2.0, 1.0),
                observed = { m, row, v -> m.observed("x", row, inverseGamma(constant(3.0), v)) },
                values = listOf(1.0, 0.5),
                parameters = listOf(8.0, 4.0),
                evidence = ln(16.0 / 4 * 5040 / 65536),
            )
        }

        test("Beta and Bernoulli: Beta(a + successes, b + failures); a uniform prior is Beta(1, 1)") {
            for (prior in listOf(beta(1.0, 1.0), uniform(0.0, 1.0))) {
                rule(
                    prior = prior,
                    observed = { m, row, v -> m.observed("x", row, bernoulli(v)) },
                    values = listOf(1, 1, 0),
                    parameters = listOf(3.0, 2.0),
                    evidence = ln(1.0 / 12),
                )
            }
        }

        test("Beta and one less the probability of a Bernoulli: Beta(a + failures, b + successes)") {
            rule(
                prior = beta(1.0, 1.0),
                observed = { m, row, v -> m.observed("x", row, bernoulli(one.minus(v))) },
                values = listOf(1, 1, 0),
                parameters = listOf(2.0, 3.0),
                evidence = ln(1.0 / 12),
            )
        }

        test("Beta and Binomial: Beta(a + successes, b + failures)") {
            rule(
                prior = beta(2.0, 3.0),
                observed = { m, row, v -> m.observed("x", row, binomial(10, v)) },
                values = listOf(3, 7),
                parameters = listOf(12.0, 13.0),
                evidence = ln(120.0 * 120 * 12) + (2..11).sumOf { ln(it.toDouble()) } - (13..24).sumOf { ln(it.toDouble()) },
            )
        }

        test("Beta and Geometric: Beta(a + rows, b + Σ failures)") {
            rule(
                prior = beta(1.0, 2.0),
                observed = { m, row, v -> m.observed("x", row, geometric(v)) },
                values = listOf(0, 3),
                parameters = listOf(3.0, 5.0),
                evidence = ln(2 * 2.0 * 24 / 5040),
            )
        }

        test("Beta and negative binomial with a known number of successes: Beta(a + successes, b + Σ failures)") {
            rule(
                prior = beta(1.0, 1.0),
                observed = { m, row, v ->
                    val r = constant(2.0)
                    m.observed("x", row, negativeBinomial(r.times(one.minus(v)).dividedBy(v), r))
                },
                values = listOf(1, 4),
                parameters = listOf(5.0, 6.0),
                evidence = ln(2.0 * 5 * 24 * 120 / 3628800),
            )
        }

        test("Dirichlet and categories: the concentrations plus the counts") {
            rule(
                prior = dirichlet(3, 1.0),
                observed = { m, row, v -> m.observed("x", row, categorical(v)) },
                values = listOf(0, 0, 2),
                parameters = listOf(3.0, 1.0, 2.0),
                evidence = ln(4.0 / 120),
            )
        }

        test("Dirichlet, one-hot categories and multinomial counts") {
            val oneHot =
                Model.declare("one-hot") { m ->
                    m.observed("x", m.plate("row"), oneHotCategorical(m.latent("v", dirichlet(3, 1.0))))
                }
            val rows = arrayOf(doubleArrayOf(1.0, 0.0, 0.0), doubleArrayOf(1.0, 0.0, 0.0), doubleArrayOf(0.0, 0.0, 1.0))
            val first = posterior(oneHot, Data.of(oneHot["x"], rows))
            first.parameters(oneHot, "v") shouldBeCloseTo listOf(3.0, 1.0, 2.0)
            first.bound() shouldBe (ln(4.0 / 120) plusOrMinus 1e-10)
            val counts =
                Model.declare("counts") { m ->
                    m.observed("x", m.plate("row"), multinomial(3, m.latent("v", dirichlet(3, 1.0))))
                }
            val second = posterior(counts, Data.of(counts["x"], arrayOf(doubleArrayOf(2.0, 0.0, 1.0))))
            second.parameters(counts, "v") shouldBeCloseTo listOf(3.0, 1.0, 2.0)
            second.bound() shouldBe (ln(12.0 / 120) plusOrMinus 1e-10)
        }

        test("Normal mean of known spread: precisions add, means are weighted with them") {
            rule(
                prior = normal(0.0, 2.0),
                observed = { m, row, v -> m.observed("x", row, normal(v, 1.0)) },
                values = listOf(1.0, 2.0),
                parameters = listOf(4.0 / 3, 4.0 / 9),
                evidence = -LOG_TWO_PI - ln(3.0) - 0.5,
            )
        }

        test("Normal coefficients in every way of being linear: v + 1, 2 v, v / 2, −v, v − 3 v") {
            val forms =
                listOf(
                    { v: RandomVariable -> v.plus(1.0) } to (1.0 to 1.0),
                    { v: RandomVariable -> v.times(2.0) } to (2.0 to 0.0),
                    { v: RandomVariable -> v.dividedBy(2.0) } to (0.5 to 0.0),
                    { v: RandomVariable -> v.negated() } to (-1.0 to 0.0),
                    { v: RandomVariable -> v.minus(v.times(3.0)) } to (-2.0 to 0.0),
                )
            for ((form, line) in forms) {
                val (slope, offset) = line
                val variance = 1 / (0.25 + 2 * slope * slope)
                val total = 1 + 8 * slope * slope
                val rest = listOf(1 - offset, 2 - offset)
                rule(
                    prior = normal(0.0, 2.0),
                    observed = { m, row, v -> m.observed("x", row, normal(form(v), constant(1.0))) },
                    values = listOf(1.0, 2.0),
                    parameters = listOf(variance * slope * rest.sum(), variance),
                    evidence =
                    -LOG_TWO_PI - 0.5 * ln(total) -
                        0.5 * (rest.sumOf { it * it } - 4 * slope * slope / total * rest.sum() * rest.sum()),
                )
            }
        }

        test("Gamma precision of a Normal of known mean: Gamma(shape + rows / 2, rate + Σ x² / 2), however the precision is written") {
            val evidence = ln(2.0) - 3 * ln(3.5) - LOG_TWO_PI
            for (scale in listOf({ v: RandomVariable ->
                v.power(-0.5)
            }, { v -> one.dividedBy(v.sqrt()) }, { v -> one.dividedBy(v).sqrt() })) {
                rule(
                    prior = gamma(2.0, 1.0),
                    observed = { m, row, v -> m.observed("x", row, normal(0.0, scale(v))) },
                    values = listOf(1.0, 2.0),
                    parameters = listOf(3.0, 3.5),
                    evidence = evidence,
                )
            }
            rule(
                prior = inverseGamma(2.0, 1.0),
                observed = { m, row, v -> m.observed("x", row, normal(0.0, v.sqrt())) },
                values = listOf(1.0, 2.0),
                parameters = listOf(3.0, 3.5),
                evidence = evidence,
            )
        }

        test("a precision in log-normal and half-normal observations") {
            rule(
                prior = gamma(2.0, 1.0),
                observed = { m, row, v -> m.observed("x", row, logNormal(constant(0.0), v.power(-0.5))) },
                values = listOf(Math.E, Math.exp(2.0)),
                parameters = listOf(3.0, 3.5),
                evidence = ln(2.0) - 3 * ln(3.5) - LOG_TWO_PI - 3,
            )
            rule(
                prior = gamma(2.0, 1.0),
                observed = { m, row, v -> m.observed("x", row, halfNormal(v.power(-0.5))) },
                values = listOf(1.0, 2.0),
                parameters = listOf(3.0, 3.5),
                evidence = ln(2.0) - 3 * ln(3.5) - LOG_TWO_PI + 2 * ln(2.0),
            )
        }

        /** π^(−nD/2) Γ₂(5/2) / Γ₂(3/2) |I|^(3/2) |W|^(−5/2), W = I + Σ x xᵀ = diag(2, 5) (Gelman et al. 2013, section 3.6). */
        val wishartEvidence = ln(1.5) - 2 * ln(PI) - 2.5 * ln(10.0)
        val corners = arrayOf(doubleArrayOf(1.0, 0.0), doubleArrayOf(0.0, 2.0))
        val scattered = listOf(5.0, 2.0, 0.0, 0.0, 5.0)

        test("Wishart precision and inverse Wishart covariance of known mean: ν + rows, scale + Σ x xᵀ") {
            val precision =
                Model.declare("precision") { m ->
                    m.observed("x", m.plate("row"), multivariateNormalPrecision(zeros(2), m.latent("v", wishart(3.0, identity(2)))))
                }
            val covariance =
                Model.declare("covariance") { m ->
                    m.observed("x", m.plate("row"), multivariateNormal(zeros(2), m.latent("v", inverseWishart(3.0, identity(2)))))
                }
            for (model in listOf(precision, covariance)) {
                val run = posterior(model, Data.of(model["x"], corners))
                run.parameters(model, "v") shouldBeCloseTo scattered
                run.bound() shouldBe (wishartEvidence plusOrMinus 1e-10)
            }
        }

        test("Normal vector of known spread: precisions add, in all forms of the spread") {
            val spreads =
                listOf(
                    { v: RandomVariable -> multivariateNormal(v, identity(2)) },
                    { v -> multivariateNormalPrecision(v, identity(2)) },
                    { v -> multivariateNormalDiagonal(v, ones(2)) },
                    { v -> multivariateNormalCholesky(v, identity(2)) },
                    { v -> normal(v, ones(2)) },
                )
            for (spread in spreads) {
                val model =
                    Model.declare("vector") { m ->
                        m.observed("x", m.plate("row"), spread(m.latent("v", multivariateNormal(zeros(2), identity(2)))))
                    }
                val run = posterior(model, Data.of(model["x"], arrayOf(doubleArrayOf(1.0, 2.0))))
                run.parameters(model, "v") shouldBeCloseTo listOf(0.5, 1.0, 0.5, 0.0, 0.0, 0.5)
                run.bound() shouldBe (-LOG_TWO_PI - ln(2.0) - 1.25 plusOrMinus 1e-10)
            }
        }

        test("a scale of a known covariance: IG(shape + D/2, scale + x·x/2)") {
            val model =
                Model.declare("scaled") { m ->
                    val v = m.latent("v", inverseGamma(2.0, 1.0))
                    m.observed("x", m.plate("row"), multivariateNormal(zeros(2), identity(2).times(v)))
                }
            val run = posterior(model, Data.of(model["x"], arrayOf(doubleArrayOf(1.0, 2.0))))
            run.parameters(model, "v") shouldBeCloseTo listOf(3.0, 3.5)
            run.bound() shouldBe (ln(2.0) - 3 * ln(3.5) - LOG_TWO_PI plusOrMinus 1e-10)
        }

        test("regression weights of known noise are one factor: Λ = I + XᵀX, mean Λ⁻¹ Xᵀ y (Bishop 2006, equations 3.53 and 3.54)") {
            for (prior in listOf(multivariateNormal(zeros(2), identity(2)), normal(zeros(2), ones(2)))) {
                val model =
                    Model.declare("regression") { m ->
                        val row = m.plate("row")
                        val features = m.given("features", row, Covariate.real(2))
                        m.observed("y", row, normal(m.latent("v", prior).dot(features), 1.0))
                    }
                val features = arrayOf(doubleArrayOf(1.0, 0.0), doubleArrayOf(1.0, 1.0))
                val run = posterior(model, Data.of(model["features"], features).and(model["y"], listOf(1.0, 3.0)))
                run.parameters(model, "v") shouldBeCloseTo listOf(1.0, 1.0, 0.4, -0.2, -0.2, 0.6)
                run.bound() shouldBe (-LOG_TWO_PI - 0.5 * ln(5.0) - 1.5 plusOrMinus 1e-10)
            }
        }
    })
