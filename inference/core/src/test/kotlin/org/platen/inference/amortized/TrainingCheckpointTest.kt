package org.platen.inference.amortized

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.io.UncheckedIOException
import java.nio.file.Files
import java.nio.file.Path
import java.util.Random
import kotlin.math.roundToLong
import kotlin.time.Duration
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.nanoseconds
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.leakyRelu
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.relu
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.model.Model
import org.platen.dsl.network.Activation
import org.platen.dsl.shape.ModelException
import org.platen.inference.checkpoint.NumbersFile
import org.platen.inference.data.Data
import org.platen.inference.engine.Cancellation
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.kotlin.adam
import org.platen.inference.kotlin.amortizedVi
import org.platen.inference.kotlin.fit
import org.platen.inference.train.Optimizer
import org.platen.inference.train.Schedule

private fun autoencoder(deviation: Double = 1.0, activation: Activation = relu): Model = model("autoencoder") {
    val decoder = network("decoder", input = 1) {
        dense(3, activation)
        dense(2)
    }
    val encoder = network("encoder", input = 2) { dense(1) }
    val row = plate("row")
    val noise by parameter(positive())
    val z = row.latent("z", normal(zeros(1), ones(1)))
    val x = row.observed("x", normal(decoder(z), noise))
    guide { amortize(z) { normal(encoder(x), deviation) } }
}

class TrainingCheckpointTest :
    FunSpec({
        val model = autoencoder()
        val random = Random(1)
        val x = Array(253) { random.nextGaussian().let { doubleArrayOf(it + 0.1 * random.nextGaussian(), -it) } }
        val data = Data.of(model["x"], x)

        // Runs of an epoch: 100 batches, 26 batches, and one of the row that is left.
        val engine = amortizedVi(backend = JvmBackend(), epochs = 3, batchSize = 2)
        fun file(): Path = tempdir().toPath().resolve("training.checkpoint")
        fun Path.bytes(): ByteArray = Files.readAllBytes(this)
        fun AmortizedVi.kept(file: Path) = checkpoint(file, java.time.Duration.ofDays(1))

        /** Fits, and cancels after so many reports. */
        fun stopped(engine: AmortizedVi, file: Path, reports: Int): AmortizedFit {
            val cancellation = Cancellation()
            var told = 0
            return model.fit(data, engine.kept(file).cancelledBy(cancellation).onProgress { if (++told == reports) cancellation.cancel() })
        }

        fun AmortizedFit.shouldEqual(other: AmortizedFit) {
            trained().mapValues { it.value.toList() } shouldBe other.trained().mapValues { it.value.toList() }
            trace() shouldBe other.trace()
            stoppingReason() shouldBe other.stoppingReason()
        }

        test("training that was stopped goes on to the same end bit for bit, wherever it was and with any optimiser") {
            val rate = Schedule.cosineDecay(1e-2, 1e-4, 300)
            val optimizers = listOf(adam(rate), Optimizer.sgd(1e-3), Optimizer.momentum(1e-4).clippedTo(1.0), Optimizer.rmsProp(1e-3))
            for (optimizer in optimizers) {
                val own = engine.optimizer(optimizer).divergenceWeight(Schedule.linear(0.0, 1.0, 200))
                val whole = model.fit(data, own)
                for (reports in listOf(1, 3, 5, 9)) {
                    withClue("$optimizer, $reports reports") {
                        val file = file()
                        stopped(own, file, reports).stoppingReason() shouldBe "cancelled"
                        model.fit(data, own.resume(file)).shouldEqual(whole)
                    }
                }
            }
        }

        test("the best numbers, and the patience with worse ones, go on too") {
            val own = engine.epochs(60).batchSize(50).optimizer(Optimizer.sgd(0.05)).validation(0.4, 2)
            val whole = model.fit(data, own)
            whole.stoppingReason() shouldContain "for 2 epochs"
            val reports = whole.trace().size
            for (at in listOf(1, 2, 3, 4, reports / 2, reports - 4, reports - 2)) {
                withClue("$at of $reports reports") {
                    val file = file()
                    stopped(own, file, at)
                    model.fit(data, own.resume(file)).shouldEqual(whole)
                }
            }
            val file = file()
            model.fit(data, own.kept(file))
            model.fit(data, own.resume(file)).shouldEqual(whole)
        }

        test("a fit out of time is kept, and so is one at its end, which may go on for more epochs") {
            val file = file()
            fun limited(limit: Duration) = amortizedVi(
                backend = JvmBackend(),
                epochs = 3,
                batchSize = 2,
                timeLimit = limit,
                checkpoint = file,
                resume = file.takeIf { Files.exists(it) },
            )
            val whole = model.fit(data, engine)
            // Nine runs in all, one at a time.
            repeat(8) { model.fit(data, limited(1.nanoseconds)).trace().size shouldBe it + 1 }
            model.fit(data, limited(1.days)).shouldEqual(whole)
            model.fit(data, engine.epochs(4).resume(file)).shouldEqual(model.fit(data, engine.epochs(4)))
            shouldThrow<ModelException> { model.fit(data, engine.epochs(2).resume(file)) }.message!! shouldContain
                "epoch 3 was begun there, and there are to be 2"
        }

        test("checkpoints are written as often as asked for, the first before any step") {
            val file = file()
            val sizes = mutableListOf<Long>()
            fun engine(every: java.time.Duration) = engine.epochs(1).checkpoint(file, every).onProgress { sizes += Files.size(file) }
            model.fit(data, engine(java.time.Duration.ofDays(1)))
            sizes.distinct().size shouldBe 1
            sizes.clear()
            model.fit(data, engine(java.time.Duration.ZERO))
            // Each report is ten numbers of eight bytes more; the time in the heading is a few characters longer or shorter.
            sizes.zipWithNext { a, b -> ((b - a) / 80.0).roundToLong() } shouldBe listOf(1L, 1L)
            shouldThrow<UncheckedIOException> { model.fit(data, engine.kept(file.resolve("no folder"))) }.message!! shouldContain
                "cannot write checkpoint"
        }

        test("another model, other data and other options are refused with the first difference") {
            val file = file()
            model.fit(data, engine.epochs(1).kept(file))
            fun refused(message: String, other: AmortizedVi = engine, to: Model = model, rows: Array<DoubleArray> = x) =
                shouldThrow<ModelException> { to.fit(Data.of(to["x"], rows), other.resume(file)) }.message!! shouldContain message
            refused("≈ Normal(encoder(x), 1)' there and is 'z[row]  ≈ Normal(encoder(x), 2)' here", to = autoencoder(deviation = 2.0))
            refused("of the model was 'decoder = network of", to = autoencoder(activation = leakyRelu))
            refused("fingerprint of the data was", rows = x.reversedArray())
            refused("size of a batch was '2' there and is '3' here", engine.batchSize(3))
            refused("seed was '1' there and is '2' here", engine.seed(2))
            refused("optimiser was 'Adam[learningRate=0.001, ", engine.optimizer(adam(2e-3)))
            refused("weight of divergences was '1.0' there and is '[0.5, 1.0, ", engine.divergenceWeight { if (it == 0L) 0.5 else 1.0 })
            refused("draws was '1' there and is '2' here", engine.draws(2))
            shouldThrow<UncheckedIOException> { model.fit(data, engine.resume(file())) }.message!! shouldContain "there is no checkpoint"
        }

        test("a file of which any byte is another, or any part is missing, is refused and stays as it is") {
            val file = file()
            model.fit(data, engine.epochs(1).kept(file))
            val whole = file.bytes()
            fun refused(bytes: ByteArray): String {
                Files.write(file, bytes)
                val message = shouldThrow<ModelException> { model.fit(data, engine.resume(file).kept(file)) }.message!!
                file.bytes().contentEquals(bytes) shouldBe true
                return message
            }
            for (length in listOf(20, 300, whole.size - 500, whole.size - 1)) {
                refused(whole.copyOf(length)) shouldContain "truncated or damaged"
            }
            refused(whole + 0.toByte()) shouldContain "truncated or damaged"
            for (at in (17 until whole.size step 97) + (whole.size - 1)) {
                refused(whole.clone().also { it[at] = (it[at] + 1).toByte() }) shouldContain "truncated or damaged"
            }
            refused("something else, and long enough".toByteArray()) shouldContain "no checkpoint with numbers"
            refused(whole.clone().also { it[15] = '7'.code.toByte() }) shouldContain "of format 7"
        }

        test("the file begins with lines to read and holds its numbers as they are in memory, little-endian") {
            val file = file()
            val numbers = doubleArrayOf(-0.0, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY, 0.1 + 0.2)
            val long = DoubleArray(20_000) { random.nextGaussian() }
            NumbersFile(listOf(), mapOf("few" to numbers, "none" to doubleArrayOf(), "many" to long)).write(file)
            val read = NumbersFile.read(file).tensors()
            read.mapValues { tensor -> tensor.value.map { it.toRawBits() } } shouldBe
                mapOf("few" to numbers, "none" to doubleArrayOf(), "many" to long).mapValues { all -> all.value.map { it.toRawBits() } }
            val header = "platen numbers 1\n[tensors]\nfew\t5\nnone\t0\nmany\t20000\n[end]\n"
            String(file.bytes(), 0, header.length) shouldBe header
            // Of 0.1 + 0.2 by IEEE 754: 0x3fd3333333333334.
            file.bytes().drop(header.length + 32).take(8) shouldBe
                listOf(0x34, 0x33, 0x33, 0x33, 0x33, 0x33, 0xd3, 0x3f).map { it.toByte() }
            model.fit(data, engine.epochs(1).kept(file))
            val lines = String(file.bytes(), Charsets.UTF_8).lines()
            for (line in listOf(
                "model\tautoencoder",
                "fingerprint of the data\t${data.fingerprint()}",
                "seed\t1",
                "step\t127",
                "epoch\t2",
            )) {
                lines shouldContain line
            }
        }
    })
