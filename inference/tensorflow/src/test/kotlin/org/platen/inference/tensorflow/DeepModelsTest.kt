package org.platen.inference.tensorflow

import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import kotlin.math.abs
import org.platen.dsl.kotlin.ModelScope
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
import org.platen.dsl.kotlin.tanh
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.model.Model
import org.platen.dsl.network.Network
import org.platen.dsl.shape.Shape
import org.platen.inference.data.Binding
import org.platen.inference.data.Data
import org.platen.inference.dataset.Images
import org.platen.inference.dataset.Strokes
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.kotlin.adam
import org.platen.inference.kotlin.amortizedVi
import org.platen.inference.kotlin.fit

private const val SIDE = 12
private const val PIXELS = SIDE * SIDE
private const val LATENT = 3

/** A model of strokes, and how images become its data. */
private class Deep(val model: Model, val data: (Images) -> Data = { it.into(model["x"]) })

private fun ModelScope.encoder(name: String, input: Int, size: Int = LATENT): Network = network(name, input) {
    dense(32, tanh)
    heads {
        dense("location", size)
        dense("logScale", size)
    }
}

private fun ModelScope.decoder(input: Int): Network = network("decoder", input) {
    dense(32, relu)
    dense(PIXELS)
}

private val convolutional =
    Deep(
        model("convolutional VAE") {
            val encoder = network("encoder", Shape.of(1, SIDE, SIDE)) {
                convolution(4, 3, stride = 2, padding = 1, activation = relu)
                flatten()
                heads {
                    dense("location", LATENT)
                    dense("logScale", LATENT)
                }
            }
            val decoder = network("decoder", LATENT) {
                dense(4 * 6 * 6, relu)
                reshape(4, 6, 6)
                transposedConvolution(1, 4, stride = 2, padding = 1)
            }
            val image = plate("image")
            val z = image.latent("z", normal(zeros(LATENT), ones(LATENT)))
            val x = image.observed("x", bernoulliIntensity(logits = decoder(z)))
            guide { amortize(z) { encoder(x).let { normal(it["location"], exp(it["logScale"])) } } }
        },
    )

private val conditional =
    Deep(
        model("conditional VAE") {
            val decoder = decoder(LATENT + 10)
            val encoder = encoder("encoder", PIXELS + 10)
            val image = plate("image")
            val label = image.given("label", category(10))
            val z = image.latent("z", normal(zeros(LATENT), ones(LATENT)))
            val x = image.observed("x", bernoulliIntensity(logits = decoder(z, identity(10)[label])))
            guide { amortize(z) { encoder(x, identity(10)[label]).let { normal(it["location"], exp(it["logScale"])) } } }
        },
    ).let { deep -> Deep(deep.model) { images -> images.into(deep.model["x"]).and(images.labelsInto(deep.model["label"])) } }

private val hierarchical =
    Deep(
        model("two-layer VAE") {
            val decoder = decoder(LATENT)
            val middle = encoder("middle", 2)
            val first = encoder("first", PIXELS)
            val second = encoder("second", LATENT, 2)
            val image = plate("image")
            val top = image.latent("top", normal(zeros(2), ones(2)))
            val z = image.latent("z", middle(top).let { normal(it["location"], exp(it["logScale"])) })
            val x = image.observed("x", bernoulliIntensity(logits = decoder(z)))
            guide {
                amortize(z) { first(x).let { normal(it["location"], exp(it["logScale"])) } }
                amortize(top) { second(z).let { normal(it["location"], exp(it["logScale"])) } }
            }
        },
    )

private val gaussian =
    Deep(
        model("Gaussian VAE") {
            val decoder = decoder(LATENT)
            val encoder = encoder("encoder", PIXELS)
            val image = plate("image")
            val noise by parameter(positive())
            val z = image.latent("z", normal(zeros(LATENT), ones(LATENT)))
            val x = image.observed("x", normal(decoder(z), noise))
            guide { amortize(z) { encoder(x).let { normal(it["location"], exp(it["logScale"])) } } }
        },
    )

private val autoencoder =
    Deep(
        model("autoencoder") {
            val encoder = network("encoder", PIXELS) {
                dense(32, relu)
                dense(LATENT)
            }
            val decoder = decoder(LATENT)
            val image = plate("image")
            val read = image.given("read", real(PIXELS))
            image.observed("x", bernoulliIntensity(logits = decoder(encoder(read))))
        },
    ).let { deep -> Deep(deep.model) { images -> images.into(deep.model["x"]).and(images.into(deep.model["read"])) } }

class DeepModelsTest :
    FunSpec({
        val train = Strokes.images(1000, SIDE, 1).images()
        val test = Strokes.images(200, SIDE, 2).images()
        val exact = TensorFlowBackend().device(Device.cpu()).precision(Precision.FLOAT64)
        val engine = amortizedVi(backend = TensorFlowBackend().device(Device.cpu()), epochs = 15, batchSize = 50, optimizer = adam(3e-3))

        context("deep models of strokes learn what new images look like, and both backends say the same of them") {
            withData(
                nameFn = { it.model.name() },
                convolutional,
                conditional,
                hierarchical,
                gaussian,
                autoencoder,
            ) { deep ->
                val before = deep.model.fit(deep.data(train), engine.epochs(1)).elbo(deep.data(test)).bound()
                val fit = deep.model.fit(deep.data(train), engine)
                val after = fit.elbo(deep.data(test)).bound()
                after shouldBeGreaterThan before + 3
                val onJvm = fit.on(JvmBackend()).elbo(deep.data(test))
                val onTensorFlow = fit.on(exact).elbo(deep.data(test))
                onTensorFlow.reconstruction() shouldBe (onJvm.reconstruction() plusOrMinus 1e-9 * abs(onJvm.reconstruction()))
                onTensorFlow.divergence() shouldBe (onJvm.divergence() plusOrMinus 1e-9 * abs(onJvm.divergence()))
                after shouldBe (onJvm.bound() plusOrMinus 1e-3)
            }
        }

        test("a weight on divergences makes them small, at the price of the reconstruction") {
            val plain = gaussian.model.fit(gaussian.data(train), engine).elbo(gaussian.data(test))
            val beta = gaussian.model.fit(gaussian.data(train), engine.divergenceWeight(8.0)).elbo(gaussian.data(test))
            beta.divergence() shouldBeLessThan plain.divergence()
            beta.reconstruction() shouldBeLessThan plain.reconstruction()
        }

        test("a conditional model draws what it is asked for") {
            val fit = conditional.model.fit(conditional.data(train), engine.epochs(40))
            val labels = IntArray(100) { it % 10 }
            val drawn = fit.sample(Data.of(conditional.model["label"], labels), 1)
            val values = Binding.of(conditional.model, drawn).column(conditional.model["x"]).values()
            // Nearest class mean of the training images.
            val means = (0 until 10).map { k ->
                val own = (0 until train.count()).filter { train.label(it) == k }
                DoubleArray(PIXELS) { p -> own.sumOf { train.intensities(it)[p] } / own.size }
            }
            val right = labels.indices.count { i ->
                (0 until 10).minBy { k -> (0 until PIXELS).sumOf { (values[it][i] - means[k][it]).let { d -> d * d } } } == labels[i]
            }
            right / 100.0 shouldBeGreaterThan 0.5
        }
    })
