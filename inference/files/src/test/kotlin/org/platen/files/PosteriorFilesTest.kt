package org.platen.files

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.nio.file.Files
import java.time.Instant
import java.util.Random
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.dirichlet
import org.platen.dsl.kotlin.gamma
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.halfCauchy
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.nonCentred
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.poisson
import org.platen.dsl.kotlin.times
import org.platen.dsl.model.Model
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.kotlin.leaveOneOut
import org.platen.inference.mcmc.Nuts
import org.platen.inference.mcmc.NutsFit
import org.platen.inference.posterior.PosteriorFit
import org.platen.inference.vi.MeanFieldVi
import org.platen.inference.vi.VariationalFit

class PosteriorFilesTest :
    FunSpec({
        val random = Random(2)

        val schools =
            model("schools") {
                val school = plate("school")
                val error by school.given()
                val mu by latent(normal(0.0, 5.0))
                val tau by latent(halfCauchy(5.0))
                val theta by school.latent(normal(mu, tau)).nonCentred()
                school.observed("y", normal(theta, error))
                deterministic("twice", 2.0 * mu)
            }

        fun ofSchools(model: Model, n: Int) = Data
            .of(model["error"], DoubleArray(n) { 10.0 + it })
            .and(model["y"], DoubleArray(n) { 28.0 - 5 * it })

        val counts =
            model("counts") {
                val cluster = plate("cluster", 2)
                val row = plate("row")
                val weights by latent(dirichlet(cluster, 1.0))
                val rate by cluster.latent(gamma(2.0, rate = 0.5))
                val z by row.latent(categorical(weights))
                row.observed("x", poisson(rate[z]))
            }
        val numbers = DoubleArray(40) { (it % 2) * 8.0 + random.nextInt(4) }

        /** A fit from both forms of file, in which it is the same again when it is written again. */
        fun <T : PosteriorFit> eachLoaded(fit: T, check: (PosteriorFit) -> Unit) {
            inFolder { folder ->
                val time = Instant.EPOCH
                listOf("json", "platen").forEach { ending ->
                    val (file, again) = listOf("one.$ending", "two.$ending").map { folder.resolve(it) }
                    fit.save(file)
                    val read = Fits.load(file)
                    read::class shouldBe fit::class
                    read.provenance() shouldBe fit.provenance()
                    Fits.save(fit, file, time)
                    Fits.save(read, again, time)
                    Files.mismatch(file, again) shouldBe -1L
                    check(read as PosteriorFit)
                }
            }
        }

        fun sameAnswers(fit: PosteriorFit, data: (Model) -> Data) = eachLoaded(fit) { read ->
            read.summary() shouldBe fit.summary()
            read.warnings() shouldBe fit.warnings()
            read.stoppingReason() shouldBe fit.stoppingReason()
            read.trace() shouldBe fit.trace()
            fit.model().latents().filterNot { it.isDiscrete }.filter { it in fit.draws().variables() }.forEach {
                val own = fit.posterior()[it]
                val other = read.posterior()[it.name()]
                other.mean() shouldBe own.mean()
                other.standardDeviation() shouldBe own.standardDeviation()
                other.interval(0.9) shouldBe own.interval(0.9)
                other.mode() shouldBe own.mode()
            }
            val here = data(fit.model())
            val there = data(read.model())
            read.logDensity(there).toList() shouldBe fit.logDensity(here).toList()
            read.logLikelihood(there) shouldBe fit.logLikelihood(here)
            read.sample(there, 5L).fingerprint() shouldBe fit.sample(here, 5L).fingerprint()
        }

        test("draws of NUTS") {
            val fit = Nuts().chains(2).warmup(60).draws(50).seed(3).fit(schools, ofSchools(schools, 6))
            sameAnswers(fit) { ofSchools(it, 3) }
            eachLoaded(fit) { read ->
                (read as NutsFit).convergence().map { it.rHat() } shouldBe fit.convergence().map { it.rHat() }
                read.divergences() shouldBe fit.divergences()
                read.elapsed() shouldBe fit.elapsed()
                read.posterior()["twice"].mean() shouldBe fit.posterior()["twice"].mean()
                shouldThrow<ModelException> { read.inferenceData() }.message shouldContain "the data that were fitted"
                shouldThrow<ModelException> { read.leaveOneOut() }.message shouldContain "the data that were fitted"
            }
            inFolder { folder ->
                val file = folder.resolve("fit.platen")
                fit.save(file)
                val whole = Fits.load(file, schools, ofSchools(schools, 6)) as NutsFit
                whole.leaveOneOut().toString() shouldBe fit.leaveOneOut().toString()
            }
        }

        test("approximations by conjugate factors, with a discrete variable summed out") {
            val fit = MeanFieldVi().draws(100).restarts(2).fit(counts, Data.of(counts["x"], numbers))
            sameAnswers(fit) { Data.of(it["x"], numbers.copyOf(7)) }
            eachLoaded(fit) { read ->
                (read as VariationalFit).elbo() shouldBe fit.elbo()
                read.treatments() shouldBe fit.treatments()
                read.factor("rate").parameters().map { it.toList() } shouldBe fit.factor("rate").parameters().map { it.toList() }
                val some = doubleArrayOf(1.0, 9.0)
                read.responsibilities(read.model()["z"], Data.of(read.model()["x"], some)) shouldBe
                    fit.responsibilities(counts["z"], Data.of(counts["x"], some))
            }
        }

        test("approximations by gradients, of every family of Normal distributions") {
            val engines: List<MeanFieldVi> =
                listOf(MeanFieldVi(), MeanFieldVi().fullRank(), MeanFieldVi().lowRank(1), MeanFieldVi().checked().iterations(20))
            engines.forEach { engine ->
                val fit = engine.draws(60).iterations(200).fit(schools, ofSchools(schools, 4))
                sameAnswers(fit) { ofSchools(it, 3) }
                eachLoaded(fit) { read ->
                    shouldThrow<ModelException> { (read as VariationalFit).logRatios() }.message shouldContain "the data that were fitted"
                }
            }
        }

        test("fits in batches, which find posteriors of any rows") {
            val line =
                model("line") {
                    val row = plate("row")
                    val slope by latent(normal(0.0, 10.0))
                    val scale by latent(gamma(2.0, rate = 1.0))
                    val x by row.given()
                    val level by row.latent(normal(slope * x, 1.0))
                    row.observed("y", normal(level, scale))
                }

            fun data(model: Model, n: Int) =
                Data.of(model["x"], DoubleArray(n) { it / 10.0 }).and(model["y"], DoubleArray(n) { it / 5.0 + (it % 3) })
            val fit = MeanFieldVi().batches("row", 16, 2, 10.0, 0.7).draws(40).fit(line, data(line, 64))
            eachLoaded(fit) { read ->
                read.summary() shouldBe fit.summary()
                read.posterior()["slope"].mean() shouldBe fit.posterior()["slope"].mean()
                read.posterior(data(read.model(), 5))["level"].mean() shouldBe fit.posterior(data(line, 5))["level"].mean()
            }
        }

        test("an aligned fit is not written, but what it was made from") {
            val fit = MeanFieldVi().draws(20).fit(counts, Data.of(counts["x"], numbers))
            inFolder { folder ->
                shouldThrow<ModelException> { fit.aligned().save(folder.resolve("aligned.platen")) }.message shouldContain
                    "save the fit that the engine returned"
                Files.list(folder).use { it.toList() }.shouldBeEmpty()
            }
            fit.aligned().provenance() shouldBe fit.provenance()
        }
    })
