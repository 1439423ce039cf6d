package org.platen.kotlindl

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.floats.plusOrMinus
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.math.exp
import org.jetbrains.kotlinx.dl.api.inference.InferenceModel
import org.platen.dsl.kotlin.bernoulliIntensity
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.exp
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.relu
import org.platen.dsl.kotlin.simplex
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.shape.ModelException
import org.platen.inference.amortized.semiSupervised
import org.platen.inference.data.Data
import org.platen.inference.dataset.Strokes
import org.platen.inference.em.ExactEm
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.kotlin.adam
import org.platen.inference.kotlin.amortizedVi
import org.platen.inference.kotlin.fit

private const val SIDE = 8
private const val PIXELS = SIDE * SIDE

class FitInferenceModelTest :
    FunSpec({
        val images = Strokes.images(100, SIDE, 1).images()

        fun floats(image: Int) = FloatArray(PIXELS) { images.intensities(image)[it].toFloat() }

        val vae = model("vae") {
            val decoder = network("decoder", input = 2) {
                dense(16, relu)
                dense(PIXELS)
            }
            val encoder = network("encoder", input = PIXELS) {
                dense(16, relu)
                heads {
                    dense("location", 2)
                    dense("logScale", 2)
                }
            }
            val image = plate("image")
            val z = image.latent("z", normal(zeros(2), ones(2)))
            val x = image.observed("x", bernoulliIntensity(logits = decoder(z)))
            guide { amortize(z) { encoder(x).let { normal(it["location"], exp(it["logScale"])) } } }
        }
        val data = images.into(vae["x"])
        val fit by lazy { vae.fit(data, amortizedVi(backend = JvmBackend(), epochs = 5, batchSize = 20, optimizer = adam(1e-2))) }

        test("the probabilities of a mixture's components are those of Bayes' rule") {
            val mixture = model("mixture") {
                val cluster = plate("cluster", 2)
                val row = plate("row")
                val weights by parameter(simplex(cluster))
                val mean by cluster.parameter(real())
                val scale by parameter(positive())
                val z = row.latent("z", categorical(weights))
                row.observed("x", normal(mean[z], scale))
            }
            val rows = doubleArrayOf(-2.1, -1.9, -2.4, 1.6, 2.0, 2.3, 2.2, 0.1)
            val found = mixture.fit(Data.of(mixture["x"], rows), ExactEm().restarts(3))
            val weights = found.estimate("weights").values()
            val means = found.estimate("mean").values()
            val scale = found.estimate("scale").value()
            (found.inferenceModel("x", "z") as InferenceModel).use { classifier ->
                classifier.inputDimensions.toList() shouldBe listOf()
                for (x in listOf(-0.7f, 0.2f, 0.4f, 3f)) {
                    val joint = means.indices.map { weights[it] * exp(-0.5 * ((x - means[it]) / scale).let { d -> d * d }) }
                    val answered = classifier.predictSoftly(floatArrayOf(x), "")
                    for (k in 0 until 2) {
                        answered[k] shouldBe ((joint[k] / joint.sum()).toFloat() plusOrMinus 1e-6f)
                    }
                    classifier.predict(floatArrayOf(x)) shouldBe joint.indices.maxBy { joint[it] }
                }
            }
        }

        test("an autoencoder reconstructs and embeds one row as it does many") {
            val model = fit.inferenceModel("x", "x")
            model.inputDimensions.toList() shouldBe listOf(PIXELS.toLong())
            val reconstructed = fit.reconstruct("x", data).row(7)
            val own = model.predictSoftly(floats(7), "")
            for (i in 0 until PIXELS) {
                own[i].toDouble() shouldBe (reconstructed[i] plusOrMinus 1e-6)
            }
            val mean = fit.posteriorMean(vae["z"], data).row(7)
            for (asked in listOf("z", FitInferenceModel.EMBEDDING)) {
                val numbers = model.predictSoftly(floats(7), asked)
                for (i in 0 until 2) {
                    numbers[i].toDouble() shouldBe (mean[i] plusOrMinus 1e-5)
                }
            }
            val all = model.predictSoftly(List(100) { floats(it) }, "z")
            all.size shouldBe 100
            all[7].toList() shouldBe model.predictSoftly(floats(7), "z").toList()
        }

        test("a classifier that was trained with few labels is asked for the class of an image without label") {
            val half = semiSupervised(side = SIDE, latent = 2, hidden = 16)
            val engine = amortizedVi(backend = JvmBackend(), epochs = 100, batchSize = 50, optimizer = adam(3e-3))
            val found = half.fit(images.into(half["x"]).and(images.labelsInto(half["y"])), engine)
            val classifier = found.inferenceModel("x", "y")
            val right = (0 until 100).count { classifier.predict(floats(it)) == images.label(it) }
            right shouldBeGreaterThan 70
            classifier.predictSoftly(floats(0), "").sum() shouldBe (1f plusOrMinus 1e-5f)
        }

        test("numbers can be laid out otherwise, but not become others") {
            val model = fit.inferenceModel("x", "z")
            model.reshape(SIDE.toLong(), SIDE.toLong(), 1)
            model.inputDimensions.toList() shouldBe listOf(8L, 8L, 1L)
            shouldThrow<ModelException> { model.reshape(8, 9) }.message shouldContain "cannot be reshaped to [8, 9]"
        }

        test("a copy answers alike, and is closed by itself") {
            val model = fit.inferenceModel("x", "z")
            val copy = model.copy("second", false, true)
            copy.toString() shouldBe "second: x → z"
            copy.predictSoftly(floats(3), "").toList() shouldBe model.predictSoftly(floats(3), "").toList()
            copy.close()
            shouldThrow<IllegalStateException> { copy.predictSoftly(floats(3), "") }.message shouldBe "this model is closed"
            model.predictSoftly(floats(3), "").size shouldBe 2
            shouldThrow<ModelException> { model.copy("third", true, true) }.message shouldContain "without the state of an optimiser"
        }

        test("what cannot be answered is refused with what can") {
            val model = fit.inferenceModel("x", "z")
            shouldThrow<ModelException> { model.predict(floats(0)) }.message shouldContain "'z' has no classes"
            shouldThrow<ModelException> { model.predictSoftly(floatArrayOf(1f), "") }.message shouldContain "row 0 has 1 numbers"
            shouldThrow<ModelException> { fit.inferenceModel("z", "x") }.message shouldContain "'z' cannot go into a KotlinDL model"
            shouldThrow<ModelException> { fit.inferenceModel("x", "decoder.dense1.weight") }.message shouldContain "is not answered"
            shouldThrow<ModelException> { fit.inferenceModel("x", "w") }.message shouldContain "w"
        }

        test("a network's summary is KotlinDL's table") {
            val lines = vae.networks().first { it.name() == "decoder" }.networkSummary().format(" ", '_', '=')
            // 2 × 16 + 16 and 16 × 64 + 64 numbers.
            lines.filter { it.first().isLetter() } shouldBe listOf(
                "Model type: network",
                "Model name: decoder",
                "Layer (type)     Output Shape Param #",
                "dense1(dense 16) [None, 16]   48     ",
                "relu1(relu)      [None, 16]   0      ",
                "dense2(dense 64) [None, 64]   1088   ",
                "Total params: 1136",
            )
            val all = fit.inferenceModel("x", "z").copy("mine", false, true).summary().format(" ", '_', '=')
            all[1] shouldBe "Model type: probabilistic model"
            all[2] shouldBe "Model name: mine"
            all.count { it.startsWith("encoder.") || it.startsWith("decoder.") } shouldBe 7
        }
    })
