package org.platen.inference.tensorflow

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.nio.file.Path
import kotlin.math.exp
import org.platen.dsl.kotlin.bernoulliIntensity
import org.platen.dsl.kotlin.category
import org.platen.dsl.kotlin.exp
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.identity
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.relu
import org.platen.dsl.kotlin.sigmoid
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.dataset.Strokes
import org.platen.inference.em.ExactEm
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.kotlin.adam
import org.platen.inference.kotlin.amortizedVi
import org.platen.inference.kotlin.fit
import org.tensorflow.SavedModelBundle
import org.tensorflow.ndarray.Shape
import org.tensorflow.types.TFloat32
import org.tensorflow.types.TFloat64

private const val SIDE = 8
private const val PIXELS = SIDE * SIDE

/** What TensorFlow alone answers of rows, in float64: by output, row-major. */
private fun ask(folder: Path, function: String, inputs: Map<String, List<DoubleArray>>): Map<String, DoubleArray> =
    SavedModelBundle.load(folder.toString(), "serve").use { loaded ->
        val tensors = inputs.mapValues { (_, rows) ->
            // A scalar event has no dimension.
            val shape = if (rows[0].size == 1) Shape.of(rows.size.toLong()) else Shape.of(rows.size.toLong(), rows[0].size.toLong())
            TFloat64.tensorOf(shape) { tensor ->
                tensor.asRawTensor().data().asDoubles().write(rows.flatMap { it.toList() }.toDoubleArray())
            }
        }
        loaded.function(function).call(tensors).use { result ->
            result.associate { (name, tensor) ->
                name to DoubleArray(tensor.shape().size().toInt()).also { (tensor as TFloat64).asRawTensor().data().asDoubles().read(it) }
            }
        }
    }

private fun DoubleArray.shouldBeNear(expected: DoubleArray, within: Double) {
    size shouldBe expected.size
    indices.forEach { this[it] shouldBe (expected[it] plusOrMinus within) }
}

class SavedModelExportTest :
    FunSpec({
        val images = Strokes.images(60, SIDE, 1).images()
        val rows = List(7) { images.intensities(it) }

        fun folder(): Path = tempdir().toPath().resolve("model")
        val vae = model("vae") {
            val decoder = network("decoder", input = 2) {
                dense(12, relu)
                dense(PIXELS)
            }
            val encoder = network("encoder", input = PIXELS) {
                dense(12, relu)
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
        val fit by lazy { vae.fit(data, amortizedVi(backend = JvmBackend(), epochs = 3, batchSize = 20, optimizer = adam(1e-2))) }
        val decoder = vae.networks().first { it.name() == "decoder" }

        test("TensorFlow alone answers as the fit does, of any number of rows") {
            val folder = folder()
            SavedModelExport
                .of(fit)
                .precision(Precision.FLOAT64)
                .network("encoder")
                .function("decode", listOf(vae["z"]), mapOf("pixels" to sigmoid(decoder.of(vae["z"]))))
                .write(folder)
            val posterior = fit.posterior("z", images.range(0, 7).into(vae["x"]))
            val encoded = ask(folder, "encoder", mapOf("input" to rows))
            encoded.keys shouldContainExactlyInAnyOrder listOf("location", "logScale")
            encoded.getValue("location").shouldBeNear(posterior.mean().values(), 1e-12)
            val variances = DoubleArray(14) { posterior.covariance().values()[it / 2 * 4 + it % 2 * 3] }
            encoded.getValue("logScale").map { exp(2 * it) }.toDoubleArray().shouldBeNear(variances, 1e-12)
            for (latent in listOf(List(7) { posterior.mean().row(it) }, listOf(doubleArrayOf(0.3, -2.0)))) {
                val decoded = ask(folder, "decode", mapOf("z" to latent)).getValue("pixels")
                decoded.shouldBeNear(fit.decode("x", "z", latent.toTypedArray()).values(), 1e-12)
            }
        }

        test("numbers are float32 where nothing else is asked for") {
            val folder = folder()
            SavedModelExport.of(fit).network("decoder").write(folder)
            SavedModelBundle.load(folder.toString()).use { loaded ->
                val signature = loaded.function("decoder").signature()
                signature.inputNames() shouldContainExactly setOf("input")
                signature.inputs.getValue("input").shape.asArray().toList() shouldBe listOf(-1L, 2L)
                TFloat32.tensorOf(Shape.of(1, 2)) { it.setFloat(0.3f, 0, 0).setFloat(-2f, 0, 1) }.use { z ->
                    loaded.call(mapOf("input" to z)).use { result ->
                        val logits = result.get("output").get() as TFloat32
                        val expected = fit.decode("x", "z", arrayOf(doubleArrayOf(0.3, -2.0))).values()
                        (0 until PIXELS).forEach {
                            1 / (1 + exp(-logits.getFloat(0, it.toLong()).toDouble())) shouldBe (expected[it] plusOrMinus 1e-5)
                        }
                    }
                }
            }
        }

        test("a function may have several inputs, covariates among them") {
            val conditional = model("conditional") {
                val decoder = network("decoder", input = 12) { dense(PIXELS) }
                val encoder = network("encoder", input = PIXELS) { dense(2) }
                val image = plate("image")
                val label = image.given("label", category(10))
                val z = image.latent("z", normal(zeros(2), ones(2)))
                val x = image.observed("x", bernoulliIntensity(logits = decoder(z, identity(10)[label])))
                guide { amortize(z) { normal(encoder(x), 0.5) } }
            }
            val labelled = images.into(conditional["x"]).and(images.labelsInto(conditional["label"]))
            val found = conditional.fit(labelled, amortizedVi(backend = JvmBackend(), epochs = 2, batchSize = 20))
            val folder = folder()
            val (z, label) = conditional["z"] to conditional["label"]
            val logits = conditional.networks().first { it.name() == "decoder" }.of(z, identity(10)[label])
            SavedModelExport
                .of(found)
                .precision(Precision.FLOAT64)
                .function("decode", listOf(z, label), mapOf("pixels" to sigmoid(logits)))
                .write(folder)
            val some = images.range(0, 7)
            val means = found.posteriorMean(z, some.into(conditional["x"]).and(some.labelsInto(label)))
            val given = mapOf("z" to List(7) { means.row(it) }, "label" to List(7) { doubleArrayOf(images.label(it).toDouble()) })
            val expected = found.reconstruct("x", some.into(conditional["x"]).and(some.labelsInto(label))).values()
            ask(folder, "decode", given).getValue("pixels").shouldBeNear(expected, 1e-12)
        }

        test("layers that know training from use are exported for use") {
            val trained = model("trained") {
                val decoder = network("decoder", input = 2) { dense(PIXELS) }
                val encoder = network("encoder", input = PIXELS) {
                    dense(12)
                    batchNormalisation()
                    activation(relu)
                    dropout(0.3)
                    dense(2)
                }
                val image = plate("image")
                val z = image.latent("z", normal(zeros(2), ones(2)))
                val x = image.observed("x", bernoulliIntensity(logits = decoder(z)))
                guide { amortize(z) { normal(encoder(x), 0.5) } }
            }
            val found = trained.fit(images.into(trained["x"]), amortizedVi(backend = JvmBackend(), epochs = 3, batchSize = 20))
            val folder = folder()
            SavedModelExport.of(found).precision(Precision.FLOAT64).network("encoder").write(folder)
            val expected = found.posteriorMean(trained["z"], images.range(0, 7).into(trained["x"])).values()
            ask(folder, "encoder", mapOf("input" to rows)).getValue("output").shouldBeNear(expected, 1e-12)
        }

        test("any fit is exported, of parameters and expressions of them") {
            val regression = model("regression") {
                val row = plate("row")
                val slope by parameter(real())
                val noise by parameter(positive())
                val x = row.given("x")
                row.observed("y", normal(slope * x, noise))
            }
            val x = doubleArrayOf(1.0, 2.0, 3.0)
            val found = regression.fit(Data.of(regression["x"], x).and(regression["y"], doubleArrayOf(2.1, 3.9, 6.2)), ExactEm())
            val folder = folder()
            SavedModelExport
                .of(found)
                .precision(Precision.FLOAT64)
                .function("mean", listOf(regression["x"]), mapOf("y" to regression["slope"] * regression["x"]))
                .write(folder)
            // Least squares: (1 · 2.1 + 2 · 3.9 + 3 · 6.2) / 14.
            ask(
                folder,
                "mean",
                mapOf(
                    "x" to x.map {
                        doubleArrayOf(it)
                    },
                ),
            ).getValue("y").shouldBeNear(x.map { it * 28.5 / 14 }.toDoubleArray(), 1e-6)
        }

        test("what cannot be exported is refused") {
            val export = SavedModelExport.of(fit)
            val z = vae["z"]
            shouldThrow<ModelException> { export.write(folder()) }.message shouldContain "nothing to export"
            shouldThrow<ModelException> { export.network("coder") }.message shouldContain "no network 'coder'"
            shouldThrow<ModelException> { export.function("f", listOf(vae["x"]), mapOf("y" to decoder.of(z))) }.message shouldContain
                "is all that it depends on among the inputs?"
            shouldThrow<ModelException> { export.function("f", listOf(z, vae["x"]), mapOf("y" to decoder.of(z))) }.message shouldContain
                "function 'f' does not use its input 'x'"
            shouldThrow<ModelException> { export.network("decoder").network("decoder") }.message shouldContain "already"
            shouldThrow<ModelException> { export.network("decoder").write(tempdir().toPath()) }.message shouldContain "is there already"
        }
    })
