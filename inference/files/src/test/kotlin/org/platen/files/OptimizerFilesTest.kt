package org.platen.files

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.longs.shouldBeGreaterThan
import io.kotest.matchers.longs.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import java.util.Random
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.gamma
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.halfNormal
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.times
import org.platen.dsl.model.Model
import org.platen.dsl.shape.ModelException
import org.platen.inference.amortized.AmortizedFit
import org.platen.inference.amortized.AmortizedVi
import org.platen.inference.data.Data
import org.platen.inference.em.ExactEm
import org.platen.inference.engine.Cancellation
import org.platen.inference.engine.Engine
import org.platen.inference.fit.Fit
import org.platen.inference.mcmc.Nuts
import org.platen.inference.vi.MeanFieldVi

class OptimizerFilesTest : FunSpec({
    val random = Random(7)

    /** Read again from both forms of file, without and with the data. */
    fun eachRead(fit: Fit, data: Data, check: (Fit) -> Unit) = inFolder { folder ->
        for (ending in listOf("json", "platen")) {
            val file = folder.resolve("fit.$ending")
            fit.saveWithOptimizer(file)
            withClue(ending) {
                check(Fits.load(file))
                check(Fits.load(file, fit.model(), data))
            }
        }
    }

    fun bytes(fit: Fit): List<Byte> = inFolder { folder ->
        Fits.save(fit, folder.resolve("fit.json"), Instant.EPOCH)
        Files.readAllBytes(folder.resolve("fit.json")).toList()
    }

    /** All that was trained, running moments included. */
    fun trained(fit: Fit) = (fit as AmortizedFit).record().trained().mapValues { it.value.toList() }

    test("four epochs are two, written with the state of the optimiser, read and gone on with, bit for bit") {
        val (model, data) = TinyAutoencoder.model to TinyAutoencoder.data
        for (validation in listOf(0.0, 0.25)) {
            fun engine(epochs: Int) = TinyAutoencoder.engine(epochs).validation(validation, 0)
            val whole = engine(4).fit(model, data)
            val half = engine(2).fit(model, data)
            eachRead(half, data) { read ->
                val resumed = engine(4).resume(read).fit(model, data)
                trained(resumed) shouldNotBe trained(half)
                trained(resumed) shouldBe trained(whole)
                resumed.history().map { it.loss() } shouldBe whole.history().map { it.loss() }
                resumed.stoppingReason() shouldBe whole.stoppingReason()
                val three = engine(3).resume(read).fit(model, data)
                trained(engine(4).resume(three).fit(model, data)) shouldBe trained(whole)
            }
            trained(engine(4).resume(half).fit(model, data)) shouldBe trained(whole)
        }
    }

    test("of several trainings the best goes on, alone, as the only one would that began there") {
        val (model, data) = TinyAutoencoder.model to TinyAutoencoder.data
        val half = TinyAutoencoder.engine(2).restarts(3).fit(model, data)
        val losses = half.history().map { it.loss() }
        // Starts differ by their first numbers alone: the one of the lowest loss is the second or third, which no single training begins with.
        losses shouldNotBe TinyAutoencoder.engine(2).fit(model, data).history().map { it.loss() }
        eachRead(half, data) { read ->
            val resumed = TinyAutoencoder.engine(4).restarts(3).resume(read).fit(model, data)
            resumed.history().map { it.loss() }.take(losses.size) shouldBe losses
            resumed.history().last().epoch() shouldBe 4
            trained(TinyAutoencoder.engine(4).resume(half).fit(model, data)) shouldBe trained(resumed)
        }
    }

    test("a file without the state says so, and what to do, when it is to be gone on from") {
        val half = TinyAutoencoder.engine(2).fit(TinyAutoencoder.model, TinyAutoencoder.data)
        inFolder { folder ->
            for (ending in listOf("json", "platen")) {
                val plain = folder.resolve("plain.$ending")
                val whole = folder.resolve("whole.$ending")
                half.save(plain)
                half.saveWithOptimizer(whole)
                // Adam has two numbers for each number that is trained.
                Files.size(whole) shouldBeGreaterThan Files.size(plain)
                Files.size(whole) shouldBeLessThan 6 * Files.size(plain)
                shouldThrow<ModelException> { TinyAutoencoder.engine(4).resume(Fits.load(plain)) }.message shouldContain
                    "this fit of 'tiny' holds no state of its optimiser, so that training cannot go on from it"
                shouldThrow<ModelException> { Fits.load(plain).saveWithOptimizer(whole) }.message shouldContain
                    "written with Fits.saveWithOptimizer(fit, file)"
            }
        }
    }

    test("other options or data are refused with what differs") {
        val half = TinyAutoencoder.engine(2).fit(TinyAutoencoder.model, TinyAutoencoder.data)
        val engine = TinyAutoencoder.engine(4)
        fun refused(engine: AmortizedVi, data: Data = TinyAutoencoder.data) =
            shouldThrow<ModelException> { engine.resume(half).fit(TinyAutoencoder.model, data) }.message!!
        refused(engine.batchSize(8)) shouldContain "cannot resume from the earlier fit: size of a batch was '10' there and is '8' here"
        refused(engine.seed(2)) shouldContain "seed was '1' there and is '2' here"
        refused(engine, Data.of(TinyAutoencoder.model["x"], Array(40) { DoubleArray(6) })) shouldContain "fingerprint of the data was"
        refused(TinyAutoencoder.engine(1)) shouldContain "epoch 2 was begun there, and there are to be 1"
    }

    test("four passes in batches are two and two more, bit for bit: gradients, factors, and elements that are kept") {
        val line = model("line") {
            val row = plate("row")
            val slope by latent(normal(0.0, 10.0))
            val scale by latent(gamma(2.0, rate = 1.0))
            val x by row.given()
            val level by row.latent(normal(slope * x, 1.0))
            row.observed("y", normal(level, scale))
        }
        val effects = model("effects") {
            val user = plate("user")
            val item = plate("item")
            val a by user.latent(normal(0.0, 1.0))
            val b by item.latent(normal(0.0, 0.3))
            val sigma by latent(halfNormal(1.0))
            (user * item).observed("y", normal(a + b, sigma))
        }
        val lines = Data.of(line["x"], DoubleArray(32) { it / 10.0 }).and(line["y"], DoubleArray(32) { it / 5.0 + random.nextGaussian() })
        val ratings = Data.of(effects["y"], Array(12) { DoubleArray(10) { random.nextGaussian() } })
        val fits: List<Triple<Model, Data, (Int) -> MeanFieldVi>> = listOf(
            Triple(line, lines) { MeanFieldVi().tolerance(0.0).draws(20).batches("row", 8, it, 10.0, 0.7) },
            Triple(line, lines) { MeanFieldVi().tolerance(0.0).draws(20).conjugate(false).batches("row", 8, it, 10.0, 0.7) },
            Triple(effects, ratings) {
                MeanFieldVi().tolerance(0.0).draws(20).batches("user", 6, it, 10.0, 0.7).batches("item", 5, it, 10.0, 0.7)
            },
        )
        for ((model, data, engine) in fits) {
            val whole = engine(4).fit(model, data)
            val half = engine(2).fit(model, data)
            whole.trace().size shouldBe 4
            eachRead(half, data) { bytes(engine(4).resume(it).fit(model, data)) shouldBe bytes(whole) }
            shouldThrow<ModelException> { engine(4).seed(3).resume(half).fit(model, data) }.message shouldContain
                "seed was '1' there and is '3' here"
        }
    }

    test("variational inference with all data at once goes on where it was stopped; one that came to its end has nothing to go on to") {
        val mixture = model("mixture") {
            val mu by latent(normal(0.0, 5.0))
            val sigma by latent(halfNormal(2.0))
            plate("row").observed("y", normal(mu, sigma))
        }
        val data = Data.of(mixture["y"], DoubleArray(20) { 1 + random.nextGaussian() })
        for (engine in listOf(MeanFieldVi(), MeanFieldVi().adam().iterations(250))) {
            val own = engine.restarts(2).draws(20)
            val whole = own.fit(mixture, data)
            val cancellation = Cancellation()
            val stopped = own.cancelledBy(cancellation).progress { if (it.iteration() == 5) cancellation.cancel() }.fit(mixture, data)
            stopped.stoppingReason() shouldBe "cancelled"
            eachRead(stopped, data) { bytes(own.resume(it).fit(mixture, data)) shouldBe bytes(whole) }
            shouldThrow<ModelException> { own.resume(whole) }.message shouldContain
                "this fit of 'mixture' holds nothing to go on from (${whole.stoppingReason()})"
        }
    }

    test("EM has no more than its estimates: from any file it goes on as if it had not stopped") {
        val mixture = model("mixture") {
            val cluster = plate("cluster", 2)
            val row = plate("row")
            val weights by parameter(simplex(cluster))
            val mean by cluster.parameter(real())
            val spread by parameter(positive())
            val z by row.latent(categorical(weights))
            row.observed("x", normal(mean[z], spread))
        }
        val data = Data.of(mixture["x"], DoubleArray(50) { it % 2 * 2.0 + random.nextGaussian() })
        val start = mapOf("weights" to doubleArrayOf(0.5, 0.5), "mean" to doubleArrayOf(-1.0, 1.0), "spread" to doubleArrayOf(1.0))
        fun engine(iterations: Int) = ExactEm().tolerance(0.0).iterations(iterations)
        val whole = engine(6).startAt(start).fit(mixture, data)
        val half = engine(3).startAt(start).fit(mixture, data)
        inFolder { folder ->
            half.save(folder.resolve("half.platen"))
            half.saveWithOptimizer(folder.resolve("kept.platen"))
            for (name in listOf("half.platen", "kept.platen")) {
                val resumed = engine(3).resume(Fits.load(folder.resolve(name))).fit(mixture, data)
                for (variable in listOf("weights", "mean", "spread")) {
                    resumed.estimate(variable).values() shouldBe whole.estimate(variable).values()
                }
                resumed.logLikelihood() shouldBe whole.logLikelihood()
            }
        }
    }

    test("engines go on from fits of their own only, and NUTS from checkpoints") {
        val level = model("level") {
            val mu by latent(normal(0.0, 1.0))
            plate("row").observed("y", normal(mu, 1.0))
        }
        val data = Data.of(level["y"], doubleArrayOf(0.1, 0.2))
        val drawn = Nuts().chains(1).warmup(20).draws(20).fit(level, data)
        val engines: List<Engine> = listOf(ExactEm(), MeanFieldVi(), AmortizedVi())
        for (engine in engines) {
            shouldThrow<ModelException> { engine.resume(drawn) }.message shouldContain
                "goes on from fits of its own, not from a fit of class NutsFit"
        }
        shouldThrow<ModelException> { Nuts().resume(drawn) }.message shouldContain "Nuts does not go on from fits. Write checkpoints"
        inFolder { folder: Path ->
            val file = folder.resolve("drawn.platen")
            shouldThrow<ModelException> { drawn.saveWithOptimizer(file) }.message shouldContain "has no optimiser"
            Files.exists(file) shouldBe false
        }
    }

    test("the same training gives the same file, but for its times") {
        inFolder { folder ->
            val files = listOf("one.platen", "two.platen").map { folder.resolve(it) }
            files.forEach {
                Fits.saveWithOptimizer(TinyAutoencoder.engine(2).fit(TinyAutoencoder.model, TinyAutoencoder.data), it, Instant.EPOCH)
            }
            Files.mismatch(files[0], files[1]) shouldBe -1L
            val read = Fits.load(files[0])
            Fits.saveWithOptimizer(read, files[1], Instant.EPOCH)
            Files.mismatch(files[0], files[1]) shouldBe -1L
        }
    }
})
