package org.platen.files

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import java.nio.file.Files
import java.time.Instant
import java.util.Random
import org.platen.dsl.kotlin.bernoulli
import org.platen.dsl.kotlin.bernoulliIntensity
import org.platen.dsl.kotlin.exp
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.relu
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.network.Masks
import org.platen.dsl.shape.ModelException
import org.platen.inference.amortized.AmortizedFit
import org.platen.inference.amortized.AmortizedVi
import org.platen.inference.data.Data
import org.platen.inference.jvm.JvmBackend

class AmortizedFilesTest :
    FunSpec({
        val vae = TinyAutoencoder.model
        val random = Random(3)
        val images = TinyAutoencoder.images
        val engine = AmortizedVi().epochs(3).batchSize(10).validation(0.25, 2).backend(JvmBackend())
        val fit = engine.fit(vae, TinyAutoencoder.data)

        fun loaded(own: AmortizedFit, ending: String): AmortizedFit = inFolder { folder ->
            val (file, again) = listOf("one.$ending", "two.$ending").map { folder.resolve(it) }
            Fits.save(own, file, Instant.EPOCH)
            Fits.save(Fits.load(file), again, Instant.EPOCH)
            Files.mismatch(file, again) shouldBe -1L
            own.save(file)
            Fits.load(file).shouldBeInstanceOf<AmortizedFit>().on(JvmBackend())
        }

        test("running moments of a network are kept") {
            val model =
                model("standardised") {
                    val net =
                        network("net", input = 6) {
                            batchNormalisation()
                            dense(1)
                        }
                    val image = plate("image")
                    val x = image.given("x", real(6))
                    image.observed("y", normal(net(x), 1.0))
                }
            val data = Data.of(model["x"], images).and(model["y"], Array(40) { doubleArrayOf(images[it][0]) })
            val own = engine.fit(model, data)
            val read = loaded(own, "json")
            for (moment in listOf("runningMean", "runningVariance").map { "net.batchNormalisation1.$it" }) {
                read.estimate(moment).values() shouldBe own.estimate(moment).values()
            }
        }

        test("a trained autoencoder answers as it did, without the data") {
            listOf("json", "platen").forEach { ending ->
                val read = loaded(fit, ending)
                val here = Data.of(vae["x"], images.copyOf(7).requireNoNulls())
                val there = Data.of(read.model()["x"], images.copyOf(7).requireNoNulls())
                read.summary() shouldBe fit.summary()
                read.warnings() shouldBe fit.warnings()
                read.history() shouldBe fit.history()
                read.trace() shouldBe fit.trace()
                read.provenance() shouldBe fit.provenance()
                vae.parameters().forEach { read.estimate(it.name()) shouldBe fit.estimate(it) }
                read.elbo(there) shouldBe fit.elbo(here)
                read.logDensity(there).toList() shouldBe fit.logDensity(here).toList()
                read.posterior("z", there) shouldBe fit.posterior("z", here)
                read.reconstruct("x", there) shouldBe fit.reconstruct("x", here)
                read.decode("x", "z", arrayOf(doubleArrayOf(0.5, -1.0))) shouldBe fit.decode("x", "z", arrayOf(doubleArrayOf(0.5, -1.0)))
                read.sample(4, 9L).fingerprint() shouldBe fit.sample(4, 9L).fingerprint()
            }
        }

        test("an autoregressive network, fitted by maximum likelihood") {
            val masks = Masks.made(intArrayOf(0, 1, 2, 3, 4, 5), intArrayOf(8), 1L)
            val made =
                model("made") {
                    val made =
                        network("made", input = 6) {
                            maskedDense(masks.hidden().single(), relu)
                            maskedDense(masks.output())
                        }
                    plate("image").autoregressive("x", 6) { earlier -> bernoulli(logits = made(earlier)) }
                }
            val own = engine.fit(made, Data.of(made["x"], images))
            val read = loaded(own, "platen")
            read.logDensity(Data.of(read.model()["x"], images)).toList() shouldBe own.logDensity(Data.of(made["x"], images)).toList()
            val half = arrayOf(doubleArrayOf(1.0, 0.0, 1.0, Double.NaN, Double.NaN, Double.NaN))
            read.completed(Data.of(read.model()["x"], half), 4L).fingerprint() shouldBe
                own.completed(Data.of(made["x"], half), 4L).fingerprint()
        }

        test("numbers of every row are for the rows that were fitted") {
            val factors =
                model("factors") {
                    val row = plate("row")
                    val weights by latent(normal(zeros(3), 1.0))
                    val z by row.latent(normal(0.0, 1.0))
                    row.observed("x", normal(z * weights, ones(3)))
                }
            val x = Array(12) { DoubleArray(3) { random.nextGaussian() } }
            val own = engine.validation(0.0, 0).fit(factors, Data.of(factors["x"], x))
            val read = loaded(own, "platen")
            read.estimate("weights") shouldBe own.estimate("weights")
            read.posterior("z", Data.of(read.model()["x"], x)) shouldBe own.posterior("z", Data.of(factors["x"], x))
            shouldThrow<ModelException> {
                read.posterior("z", Data.of(read.model()["x"], x.copyOf(5).requireNoNulls()))
            }.message shouldContain
                "12 rows that were fitted"
        }
    })
