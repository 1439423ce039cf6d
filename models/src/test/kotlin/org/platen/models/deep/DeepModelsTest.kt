package org.platen.models.deep

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.comparables.shouldBeGreaterThan
import io.kotest.matchers.comparables.shouldBeLessThan
import io.kotest.matchers.shouldBe
import kotlin.math.ln
import org.platen.dsl.model.Model
import org.platen.inference.amortized.AmortizedFit
import org.platen.inference.amortized.AmortizedVi
import org.platen.inference.data.Binding
import org.platen.inference.data.Data
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.kotlin.adam
import org.platen.inference.kotlin.amortizedVi
import org.platen.inference.kotlin.fit
import org.platen.inference.train.Schedule
import org.platen.models.data.SmallImages

private const val PIXELS = 64

private fun trained(epochs: Int): AmortizedVi = amortizedVi(
    backend = JvmBackend(),
    epochs = epochs,
    batchSize = 50,
    optimizer = adam(Schedule.cosineDecay(2e-2, 1e-4, 12L * epochs)),
)

/** The divergence weighs nothing at first, so that latent numbers are not given up before they mean something. */
private val warmedUp: AmortizedVi = trained(100).divergenceWeight(Schedule.linear(0.0, 1.0, 600))

/** What it costs to describe pixels by their own mean, the same for all images, in nats an image: what a model without latent numbers can reach at best. */
private fun meanCost(images: Array<DoubleArray>): Double = (0 until PIXELS).sumOf { pixel ->
    val p = images.sumOf { it[pixel] } / images.size
    -(p * ln(p) + (1 - p) * ln(1 - p))
}

private fun rows(model: Model, data: Data): Array<DoubleArray> {
    val values = Binding.of(model, data).column(model["x"]).values()
    return Array(values[0].size) { row -> DoubleArray(values.size) { values[it][row] } }
}

private fun squaredError(found: DoubleArray, expected: Array<DoubleArray>): Double =
    expected.indices.sumOf { i -> expected[i].indices.sumOf { (found[i * PIXELS + it] - expected[i][it]).let { d -> d * d } } } / found.size

class DeepModelsTest :
    FunSpec({
        val train = SmallImages.strokes(600, 8, 1)
        val test = SmallImages.strokes(150, 8, 2)
        // Strokes differ in direction and distance: two numbers say all of them.
        val spread = squaredError(
            DoubleArray(150 * PIXELS) { i -> train.pixels().sumOf { it[i % PIXELS] } / 600 },
            test.pixels(),
        )

        test("an autoencoder finds images again in its code") {
            val model = Autoencoder.dense("autoencoder", PIXELS, 24, 4)
            fun data(images: Array<DoubleArray>) = Data.of(model["x"], images).and(model["read"], images)
            val fit = model.fit(data(train.pixels()), trained(100))
            squaredError(fit.reconstruct("x", data(test.pixels())).values(), test.pixels()) shouldBeLessThan 0.1 * spread
        }

        test("a denoising autoencoder takes noise away") {
            val model = Autoencoder.dense("denoising-autoencoder", PIXELS, 24, 4)
            fun data(images: Array<DoubleArray>, seed: Long) =
                Data.of(model["x"], images).and(model["read"], Autoencoder.masked(images, 0.3, seed))
            val fit = model.fit(data(train.pixels(), 1), trained(100))
            val noisy = Autoencoder.masked(test.pixels(), 0.3, 2)
            val noise = squaredError(noisy.flatMap { it.asList() }.toDoubleArray(), test.pixels())
            squaredError(fit.reconstruct("x", data(test.pixels(), 2)).values(), test.pixels()) shouldBeLessThan 0.4 * noise
        }

        context("variational autoencoders describe new images shorter than their average does, and two numbers are enough") {
            val models = mapOf<Model, (SmallImages.Labelled, Model) -> Data>(
                VariationalAutoencoder.dense("vae", PIXELS, 32, 2) to { images, model -> Data.of(model["x"], images.pixels()) },
                VariationalAutoencoder.convolutional(8, 6, 2) to { images, model -> Data.of(model["x"], images.pixels()) },
                ConditionalVae.dense(PIXELS, 3, 32, 2) to { images, model ->
                    Data.of(model["x"], images.pixels()).and(model["label"], images.labels())
                },
                TwoLayerVae.dense(PIXELS, 32, 4, 2) to { images, model -> Data.of(model["x"], images.pixels()) },
            )
            for ((model, data) in models) {
                test(model.name()) {
                    val fit = model.fit(data(train, model), trained(100))
                    val elbo = fit.elbo(data(test, model))
                    elbo.bound() shouldBeGreaterThan -meanCost(test.pixels()) + 2
                    squaredError(fit.reconstruct("x", data(test, model)).values(), test.pixels()) shouldBeLessThan 0.4 * spread
                    // The bound lies below the evidence, which importance sampling estimates.
                    fit.logEvidence(data(test, model), 500).rows().average() shouldBeGreaterThan elbo.bound() - 0.1
                }
            }
        }

        test("a larger weight on the divergence makes it smaller; several weighted draws bring the bound closer") {
            val model = VariationalAutoencoder.dense("vae", PIXELS, 32, 2)
            val data = Data.of(model["x"], train.pixels())
            val new = Data.of(model["x"], test.pixels())
            val plain = model.fit(data, trained(60))
            val beta = model.fit(data, trained(60).divergenceWeight(4.0))
            beta.elbo(new).divergence() shouldBeLessThan plain.elbo(new).divergence() - 0.5
            beta.elbo(new).reconstruction() shouldBeLessThan plain.elbo(new).reconstruction()
            val weighted = model.fit(data, trained(60).importanceWeighted(10))
            val evidence = weighted.logEvidence(new, 1000).rows().average()
            evidence shouldBeGreaterThan plain.logEvidence(new, 1000).rows().average() - 0.3
        }

        test("a conditional autoencoder draws the class that is asked for") {
            val model = ConditionalVae.dense(PIXELS, 3, 32, 2)
            val fit = model.fit(Data.of(model["x"], train.pixels()).and(model["label"], train.labels()), trained(100))
            val labels = DoubleArray(90) { (it % 3).toDouble() }
            val drawn = rows(model, fit.sample(Data.of(model["label"], labels), 1))
            val means = (0 until 3).map { k ->
                DoubleArray(PIXELS) { pixel ->
                    train.labels().indices.filter { train.labels()[it] == k.toDouble() }.sumOf { train.pixels()[it][pixel] } /
                        200
                }
            }
            val right = labels.indices.count { i ->
                (0 until 3).minBy { k -> (0 until PIXELS).sumOf { (drawn[i][it] - means[k][it]).let { d -> d * d } } } == labels[i].toInt()
            }
            right shouldBeGreaterThan 75
        }

        test("a mixture as prior finds the directions of strokes as clusters") {
            val model = MixturePriorVae.dense(PIXELS, 32, 2, 3)
            // The best of four starts, by the bound of the data that were fitted; some bring two directions into one cluster.
            val data = Data.of(model["x"], train.pixels())
            val fit = (1L..4L).map { model.fit(data, warmedUp.seed(it)) }.maxBy { it.elbo(data).bound() }
            val found = fit.assignments(model["k"], Data.of(model["x"], test.pixels()))
            // Each cluster counts for the direction that most of it has.
            val right = (0 until 3).sumOf { k ->
                found.indices.filter { found[it] == k }.groupingBy { test.labels()[it] }.eachCount().values.maxOrNull() ?: 0
            }
            right shouldBeGreaterThan 120
        }

        test("a few labels are enough to name the directions of strokes") {
            val model = SemiSupervisedVae.dense(PIXELS, 3, 32, 2)
            val few = train.labels().clone().also { it.fill(Double.NaN, 12, it.size) }
            val engine = trained(100).classifierWeight(50.0)
            val fit = model.fit(Data.of(model["x"], train.pixels()).and(model["y"], few), engine)
            val found = fit.assignments(model["y"], Data.of(model["x"], test.pixels()).and(model["y"], test.labels()))
            found.indices.count { found[it] == test.labels()[it].toInt() } shouldBeGreaterThan 130
        }

        test("missing pixels are found again from the others") {
            val seen = MissingDataVae.with(train.pixels(), 0.3, 1)
            val model: Model = seen.model()
            val fit: AmortizedFit = model.fit(data(model, seen.values()), warmedUp)
            val holes = MissingDataVae.with(test.pixels(), 0.3, 2)
            val imputed = fit.imputed("x", data(model, holes.values()), 200).values()
            val x = holes.values().getValue("x")
            val truth = test.pixels().flatMap { it.asList() }
            val missing = x.indices.filter { x[it].isNaN() }
            val error = missing.sumOf { (imputed[it] - truth[it]).let { d -> d * d } } / missing.size
            error shouldBeLessThan 0.25 * spread
            x.indices.filter { !x[it].isNaN() }.forEach { imputed[it] shouldBe x[it] }
        }
    })

private fun data(model: Model, values: Map<String, DoubleArray>): Data =
    values.entries.fold(Data.none()) { data, (name, numbers) -> data.and(model[name], numbers) }
