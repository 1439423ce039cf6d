package org.platen.inference.mcmc

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempfile
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import java.nio.file.Files
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicInteger
import kotlin.math.pow
import kotlin.time.Duration
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.dirichlet
import org.platen.dsl.kotlin.flat
import org.platen.dsl.kotlin.halfCauchy
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.poisson
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.pow
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.vector
import org.platen.dsl.model.Model
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.engine.Cancellation
import org.platen.inference.kotlin.fit
import org.platen.inference.kotlin.nuts
import org.platen.inference.posteriordb.PosteriorDb
import org.platen.inference.posteriordb.present

private val mean: Model = model("mean") {
    val row = plate("row")
    val mu by latent(normal(0, 10))
    val sigma by latent(halfCauchy(5))
    row.observed("y", normal(mu, sigma))
}

private val values = Data.of(mean["y"], doubleArrayOf(1.0, 2.5, 0.3, -1.0, 4.0))

private fun NutsFit.all() = draws().variables().flatMap { draws().of(it).values().toList() }

private fun obstaclesOf(model: Model) = Nuts().suits(model, Data.of(model["y"], doubleArrayOf(1.0, 2.0))).obstacles()

class NutsTest : FunSpec({

    val short = nuts(chains = 3, warmup = 200, draws = 100)

    test("equal seeds give equal draws, whatever the number of threads") {
        val one = mean.fit(values, short.threads(1))
        for (threads in listOf(2, 3, 7)) mean.fit(values, short.threads(threads)).all() shouldContainExactly one.all()
        mean.fit(values, short.seed(2)).all() shouldNotBe one.all()
        one.draws().chains() shouldBe 3
        one.draws().perChain() shouldBe 100
        one.stoppingReason() shouldBe "all draws made"
    }

    test("every iteration of every chain is told") {
        val told = AtomicInteger()
        mean.fit(values, nuts(chains = 2, warmup = 30, draws = 20, progress = { told.incrementAndGet() }))
        told.get() shouldBe 100
    }

    test("a fit that is cancelled keeps the draws that all chains have") {
        val cancellation = Cancellation()
        val sampling = ConcurrentHashMap.newKeySet<Int>()
        val engine = nuts(
            chains = 2,
            warmup = 20,
            draws = 1_000_000,
            cancelledBy = cancellation,
            progress = {
                if (it.iteration() >= 70 && sampling.add(it.restart()) && sampling.size == 2) cancellation.cancel()
            },
        )
        val fit = mean.fit(values, engine.threads(2))
        fit.stoppingReason() shouldBe "cancelled"
        fit.draws().perChain() shouldBeLessThan 1_000_000
        fit.statistics().map { it.energy().size } shouldBe List(2) { fit.draws().perChain() }
        fit.trace().size shouldBe fit.draws().perChain()
    }

    test("a fit that is cancelled or out of time in its warm-up has nothing to return") {
        val cancellation = Cancellation().also { it.cancel() }
        shouldThrow<ModelException> { mean.fit(values, nuts(cancelledBy = cancellation)) }.message shouldContain
            "cancelled in its warm-up"
        shouldThrow<ModelException> { mean.fit(values, nuts(timeLimit = Duration.ZERO)) }.message shouldContain
            "stopped at the time limit of 0.0 s in its warm-up"
    }

    test("what does not suit is named, with what would do") {
        obstaclesOf(
            model("free") {
                val scale by parameter(positive())
                val mu by latent(normal())
                plate("row").observed("y", normal(mu, scale))
            },
        ).single() shouldContain "'scale' is a parameter without a prior"
        obstaclesOf(
            model("counts") {
                val n by latent(poisson(3))
                val mu by latent(normal())
                plate("row").observed("y", normal(mu + n, 1))
            },
        ).single() shouldContain "'n' is discrete with unboundedly many values"
        obstaclesOf(
            model("labels") {
                val z by latent(categorical(vector(0.5, 0.5)))
                plate("row").observed("y", normal(vector(0, 1).at(z), 1))
            },
        ).single() shouldContain "no continuous latent variable"
        obstaclesOf(mean).shouldBeEmpty()
    }

    test("options that make no sense are refused") {
        val wrong = listOf<() -> Nuts>(
            { nuts(chains = 0) },
            { nuts(warmup = -1) },
            { nuts(draws = 0) },
            { nuts(targetAcceptance = 1.0) },
            { nuts(maxTreeDepth = 0) },
            { nuts(threads = 0) },
        )
        for (engine in wrong) {
            shouldThrow<IllegalArgumentException>(engine).message shouldContain "Nuts: "
        }
    }

    test("a flat posterior is called improper") {
        val model = model("nothing") {
            val mu by latent(flat())
            deterministic("same", mu)
            plate("row").observed("y", normal(0, 1))
        }
        shouldThrow<ModelException> { Nuts().fit(model, Data.of(model["y"], doubleArrayOf(0.0))) }.message shouldContain "improper"
    }

    test("chains in different modes are warned of") {
        val model = model("modes") {
            val mu by latent(normal(0, 10))
            plate("row").observed("y", normal(mu pow 2, 0.1))
        }
        val fit = model.fit(Data.of(model["y"], doubleArrayOf(9.0, 9.1)), nuts(seed = 3))
        fit.warnings().first() shouldContain "chains disagree"
        fit.summary() shouldContain "Warning: chains disagree"
        fit.convergence().single().column().name() shouldBe "mu"
    }

    test("a centred hierarchy diverges, with the advice to non-centre it").config(enabledOrReasonIf = PosteriorDb.present) {
        val centred = model("centred") {
            val school = plate("school")
            val error by school.given()
            val mu by latent(normal(0, 5))
            val tau by latent(halfCauchy(5))
            val theta by school.latent(normal(mu, tau))
            school.observed("y", normal(theta, error))
        }
        val schools = PosteriorDb["eight_schools-eight_schools_noncentered"]
        val fit = centred.fit(schools.data.forModel(centred), nuts())
        fit.divergences() shouldBeGreaterThan 10
        fit.warnings().first() shouldContain "non-centre"
        val still = schools.model.fit(schools.data, nuts(targetAcceptance = 0.95))
        still.divergences() shouldBeLessThan 5
    }

    test("the summary has a line for each number, with its convergence") {
        val model = model("shares") {
            val row = plate("row")
            val shares by latent(dirichlet(3, 1.0))
            val mu by latent(normal(vector(0, 0), 1))
            row.observed("z", categorical(shares))
            row.observed("y", normal(mu, 1))
        }
        val data = Data.of(model["z"], intArrayOf(0, 1, 1, 2)).and(model["y"], Array(4) { doubleArrayOf(it * 1.0, 1.0) })
        val summary = model.fit(data, short).summary()
        val expected =
            listOf("shares[0]", "shares[2]", "mu[1]", "R-hat", "ESS bulk", "E-BFMI", "divergences", "step size", "3 chains × 100")
        for (name in expected) {
            withClue(name) { summary shouldContain name }
        }
    }

    test("draws, statistics and data are written for ArviZ") {
        val file = tempfile(suffix = ".json").toPath()
        val fit = mean.fit(values, short)
        fit.inferenceData().write(file)
        val text = Files.readString(file)
        for (name in listOf("posterior", "mu", "sample_stats", "energy", "diverging", "tree_depth", "acceptance_rate", "observed_data")) {
            withClue(name) { text shouldContain "\"$name\"" }
        }
        StatisticsTable.of(fit.statistics()).getValue("energy")[2, 99] shouldBe fit.statistics()[2].energy()[99]
    }

    test("a row that is missing says nothing, and one that another variable depends on is integrated out") {
        val model = model("parents") {
            val row = plate("row")
            val mu by latent(normal(0, 2))
            val x by row.observed(normal(mu, 1))
            row.observed("y", normal(x, 1))
        }
        val data = Data.of(model["x"], doubleArrayOf(Double.NaN, 1.0)).and(model["y"], doubleArrayOf(3.0, Double.NaN))
        val fit = model.fit(data, nuts())
        // y₀ ~ Normal(mu, √2) and x₁ ~ Normal(mu, 1): precision 1/4 + 1/2 + 1.
        val precision = 0.25 + 0.5 + 1
        fit.estimate("mu").value() shouldBe ((3 * 0.5 + 1) / precision plusOrMinus 0.06)
        fit.posterior()["mu"].standardDeviation().value() shouldBe (precision.pow(-0.5) plusOrMinus 0.05)
        fit.summedOut() shouldBe listOf("x (missing values)")
    }

    test("given vectors of the data and event shapes come along") {
        val model = model("regression") {
            val row = plate("row")
            val x by row.given(real(2))
            val beta by latent(normal(vector(0, 0), 1))
            row.observed("y", normal(x.dot(beta), 1))
        }
        val data = Data.of(model["y"], doubleArrayOf(1.0, 2.0)).and(model["x"], arrayOf(doubleArrayOf(1.0, 0.0), doubleArrayOf(0.0, 1.0)))
        val fit = model.fit(data, nuts())
        // Independent coordinates, each with prior Normal(0, 1) and one observation of variance 1.
        fit.estimate("beta").values()[0] shouldBe (0.5 plusOrMinus 0.06)
        fit.estimate("beta").values()[1] shouldBe (1.0 plusOrMinus 0.06)
    }
})
