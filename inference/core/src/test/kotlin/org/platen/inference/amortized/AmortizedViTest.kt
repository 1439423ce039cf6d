package org.platen.inference.amortized

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.inspectors.forAll
import io.kotest.matchers.collections.shouldBeSortedBy
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.pow
import org.apache.commons.math3.distribution.MultivariateNormalDistribution
import org.apache.commons.math3.distribution.NormalDistribution
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.exp
import org.platen.dsl.kotlin.gamma
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.times
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.em.faithful
import org.platen.inference.em.iris
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.kotlin.adam
import org.platen.inference.kotlin.amortizedVi
import org.platen.inference.kotlin.exactEm
import org.platen.inference.kotlin.fit
import org.platen.inference.train.Optimizer
import org.platen.inference.train.Schedule

private val plain = amortizedVi(backend = JvmBackend())

class AmortizedViTest :
    FunSpec({
        val linear = linearVae(2)
        val data = Data.of(linear["x"], iris)
        val fit by lazy {
            linear.fit(data, plain.epochs(15_000).batchSize(150).optimizer(adam(Schedule.cosineDecay(2e-2, 1e-4, 15_000))))
        }

        // Tipping and Bishop 1999, equation 7 with the eigenvalues of R's prcomp(iris[1:4]): -404.9628, noise variance 0.050682.
        test("a linear VAE is probabilistic principal components") {
            fit.estimate("noise").values().single().pow(2) shouldBe (0.050682 plusOrMinus 2e-3)
            fit.logEvidence(data, 500).mean() shouldBe (-404.9628 / 150 plusOrMinus 1e-2)
        }

        /** The log density of each row under the Normal distribution that a linear decoder makes. */
        fun exact(of: AmortizedFit): List<Double> {
            val w = of.estimate("decoder.dense1.weight").values()
            val noise = of.estimate("noise").values().single().pow(2)
            val covariance = Array(4) { i ->
                DoubleArray(4) { j ->
                    w[2 * i] * w[2 * j] + w[2 * i + 1] * w[2 * j + 1] +
                        if (i == j) noise else 0.0
                }
            }
            val normal = MultivariateNormalDistribution(of.estimate("decoder.dense1.bias").values(), covariance)
            return iris.map { ln(normal.density(it)) }
        }

        test("the importance-weighted evidence is that of the Normal it is, within its error") {
            val evidence = fit.logEvidence(data, 1000)
            exact(fit).withIndex().toList().forAll { (i, density) ->
                evidence.rows()[i] shouldBe (density plusOrMinus 6 * evidence.standardErrors()[i] + 1e-3)
            }
        }

        test("the bound rises with the number of importance samples, and stays below the evidence") {
            val rough = linear.fit(data, plain.epochs(400).batchSize(150).optimizer(adam(2e-2)))
            val bounds = listOf(1, 5, 50).map { k -> (1..100).map { seed -> importanceBound(rough, data, k, seed.toLong()) }.average() }
            bounds.shouldBeSortedBy { it }
            bounds.last() shouldBeLessThan exact(rough).average() + 1e-2
            rough.elbo(data).bound() shouldBe (bounds.first() plusOrMinus 0.3)
        }

        test("naive Monte Carlo falls short of the evidence") {
            fit.naiveLogEvidence(data, 50).total() shouldBeLessThan fit.logEvidence(data, 50).total() - 10
        }

        test("equal seeds give equal fits, bit for bit, and others do not") {
            val engine = plain.epochs(3).batchSize(32)
            val first = linear.fit(data, engine.seed(7)).trained()
            val again = linear.fit(data, engine.seed(7)).trained()
            first.forEach { (name, values) -> values.toList() shouldBe again.getValue(name).toList() }
            (linear.fit(data, engine.seed(8)).trained().getValue("parameter/noise")[0] == first.getValue("parameter/noise")[0]) shouldBe
                false
        }

        test("without latent variables it is maximum likelihood") {
            val gaussian =
                model("gaussian") {
                    val row = plate("row")
                    val mean by parameter(real())
                    val scale by parameter(positive())
                    row.observed("x", normal(mean, scale))
                }
            val x = faithful.map { it[0] }.toDoubleArray()
            val found = gaussian.fit(
                Data.of(gaussian["x"], x),
                plain.epochs(2000).batchSize(272).optimizer(adam(Schedule.cosineDecay(0.05, 0.0, 2000))),
            )
            val mean = x.average()
            found.estimate("mean").values().single() shouldBe (mean plusOrMinus 1e-6)
            found.estimate("scale").values().single() shouldBe (x.map { (it - mean).pow(2) }.average().pow(0.5) plusOrMinus 1e-6)
        }

        test("discrete variables are summed out: a mixture ends where exact EM does") {
            val mixture =
                model("mixture") {
                    val cluster = plate("cluster", 2)
                    val row = plate("row")
                    val weights by parameter(simplex(cluster))
                    val mean by cluster.parameter(real())
                    val scale by parameter(positive())
                    val z by row.latent(categorical(weights))
                    row.observed("x", normal(mean[z], scale))
                }
            val rows = Data.of(mixture["x"], faithful.map { it[0] }.toDoubleArray())
            val em = mixture.fit(rows, exactEm())
            val engine = plain.epochs(3000).batchSize(272).optimizer(adam(Schedule.cosineDecay(0.05, 0.0, 3000)))
            val found = (1L..3L).map { mixture.fit(rows, engine.seed(it)).logDensity(rows).sum() }
            found.max() shouldBe (em.logLikelihood() plusOrMinus 1e-4)
        }

        test("latent variables without a declared approximation get one for every element") {
            // One number for each row under a standard prior and unit noise: the posterior is Normal(x / 2, sqrt(1/2)).
            val pairs =
                model("pairs") {
                    val row = plate("row")
                    val z = row.latent("z", normal(0.0, 1.0))
                    row.observed("x", normal(z, 1.0))
                }
            val x = doubleArrayOf(-2.0, 0.0, 1.0, 3.0)
            val rows = Data.of(pairs["x"], x)
            val found = pairs.fit(rows, plain.epochs(4000).batchSize(4).draws(4).optimizer(adam(Schedule.cosineDecay(0.05, 1e-4, 4000))))
            val posterior = found.posterior("z", rows)
            x.indices.toList().forAll { i ->
                posterior.mean().values()[i] shouldBe (x[i] / 2 plusOrMinus 0.02)
                posterior.variance().values()[i] shouldBe (0.5 plusOrMinus 0.02)
            }
            found.logDensity(rows).sum() shouldBe (x.sumOf { NormalDistribution(0.0, 2.0.pow(0.5)).logDensity(it) } plusOrMinus 0.01)
            shouldThrow<ModelException> { found.logDensity(Data.of(pairs["x"], doubleArrayOf(1.0))) }.message shouldContain
                "Declare it as a function of the data"
        }

        test("latent variables of no plate are shared by all rows") {
            // A Gamma prior on a rate: conjugate, posterior Gamma(2 + 4, 1 + Σx); the approximation is log-Normal.
            val counts =
                model("rates") {
                    val row = plate("row")
                    val rate by latent(gamma(2.0, 1.0))
                    row.observed("x", org.platen.dsl.kotlin.exponential(rate))
                }
            val rows = Data.of(counts["x"], doubleArrayOf(0.5, 1.5, 0.2, 0.8))
            val found = counts.fit(rows, plain.epochs(4000).batchSize(4).draws(4).optimizer(adam(Schedule.cosineDecay(0.05, 1e-4, 4000))))
            // The optimum of a log-Normal q for Gamma(6, 4): sigma² = 1/6, mu = log(6/4) - sigma²/2.
            found.estimate("rate").values().single() shouldBe (1.5 * exp(-1.0 / 12) plusOrMinus 0.02)
        }

        test("divergences known in closed form and estimated ones lead to the same place") {
            val estimated =
                linear.fit(
                    data,
                    plain.epochs(3000).batchSize(150).draws(5).sampledDivergence().optimizer(adam(Schedule.cosineDecay(2e-2, 1e-4, 3000))),
                )
            val closed = linear.fit(
                data,
                plain.epochs(3000).batchSize(150).draws(5).optimizer(adam(Schedule.cosineDecay(2e-2, 1e-4, 3000))),
            )
            estimated.elbo(data).bound() shouldBe (closed.elbo(data).bound() plusOrMinus 0.15)
        }

        test("free bits keep divergences up, a heavy weight presses them down") {
            val engine = plain.epochs(600).batchSize(150).optimizer(adam(1e-2))
            val heavy = linear.fit(data, engine.divergenceWeight(50.0)).elbo(data).divergence()
            val free = linear.fit(data, engine.divergenceWeight(50.0).freeBits(0.5)).elbo(data).divergence()
            heavy shouldBeLessThan 0.5
            free shouldBeGreaterThan 0.7
        }

        test("rows held out end training early and the best numbers are kept") {
            val reports = mutableListOf<TrainingProgress>()
            val found =
                linear.fit(data, plain.epochs(500).batchSize(30).optimizer(Optimizer.sgd(0.02)).validation(0.3, 5).onProgress(reports::add))
            val losses = reports.mapNotNull { report -> report.validationLoss().let { if (it.isPresent) it.asDouble else null } }
            losses.size shouldBeLessThan 500
            found.stoppingReason() shouldContain "no lower loss of the rows held out for 5 epochs"
            losses.takeLast(5).forAll { it shouldBeGreaterThan losses.min() - 1e-12 }
            losses.indexOf(losses.min()) shouldBe losses.size - 6
        }

        test("after every epoch there is a fit as it stands, and the last is the one that is returned") {
            val fits = mutableListOf<AmortizedFit>()
            val last = linear.fit(data, plain.epochs(4).batchSize(50).onEpoch { _, now -> fits.add(now.get()) })
            fits.map { it.stoppingReason() } shouldBe (1..4).map { "after epoch $it" }
            fits.last().elbo(data) shouldBe last.elbo(data)
            (fits.first().elbo(data) == last.elbo(data)) shouldBe false
        }

        test("a loss that is not finite is told with the step") {
            shouldThrow<ModelException> { linear.fit(data, plain.optimizer(Optimizer.sgd(1e6))) }.message shouldContain "failed at step"
        }

        test("what cannot be fitted is told") {
            val counts =
                model("counts") {
                    val row = plate("row")
                    val n = row.latent("n", org.platen.dsl.kotlin.poisson(2.0))
                    row.observed("x", normal(n, 1.0))
                }
            plain.suits(counts, Data.of(counts["x"], doubleArrayOf(1.0))).obstacles().single() shouldContain
                "'n' is discrete with unboundedly many values"
        }
    })

private fun importanceBound(fit: AmortizedFit, data: Data, samples: Int, seed: Long): Double =
    fit.seeded(seed).logEvidence(data, samples).mean()
