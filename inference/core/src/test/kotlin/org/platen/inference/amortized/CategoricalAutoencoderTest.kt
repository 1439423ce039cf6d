package org.platen.inference.amortized

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import kotlin.math.PI
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.tanh
import org.platen.dsl.kotlin.categoricalEntries
import org.platen.dsl.kotlin.exp
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.tanh
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.zeros
import org.platen.inference.data.Data
import org.platen.inference.dataset.Strokes
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.kotlin.adam
import org.platen.inference.kotlin.amortizedVi
import org.platen.inference.kotlin.fit

private const val SIDE = 8
private const val PIXELS = SIDE * SIDE
private const val LEVELS = 4
private const val HIDDEN = 16

class CategoricalAutoencoderTest :
    FunSpec({
        val model = model("grey levels") {
            val decoder = network("decoder", input = 2) {
                dense(HIDDEN, tanh)
                dense(PIXELS * LEVELS)
            }
            val encoder = network("encoder", input = PIXELS) {
                dense(HIDDEN, tanh)
                heads {
                    dense("location", 2)
                    dense("logScale", 2)
                }
            }
            val image = plate("image")
            val z = image.latent("z", normal(zeros(2), ones(2)))
            val x = image.observed("x", categoricalEntries(decoder(z).reshaped(PIXELS, LEVELS)))
            guide { amortize(z) { encoder(x * (1.0 / (LEVELS - 1))).let { normal(it["location"], exp(it["logScale"])) } } }
        }

        /** Strokes with pixels in four grey levels. */
        fun levels(count: Int, seed: Long): Array<DoubleArray> {
            val images = Strokes.images(count, SIDE, seed).images()
            return Array(count) { image ->
                val intensities = images.intensities(image)
                DoubleArray(PIXELS) { (intensities[it] * LEVELS).toInt().coerceAtMost(LEVELS - 1).toDouble() }
            }
        }
        val train = Data.of(model["x"], levels(1500, 1))
        val engine = amortizedVi(backend = JvmBackend(), epochs = 25, batchSize = 50, optimizer = adam(1e-2))
        val fit by lazy { model.fit(train, engine) }

        test("an autoencoder of categories has the evidence that integration over a grid gives") {
            fun weights(name: String) = fit.estimate("decoder.$name").values()
            val (w1, b1) = weights("dense1.weight") to weights("dense1.bias")
            val (w2, b2) = weights("dense2.weight") to weights("dense2.bias")

            /** log p(pixel = level | z), pixel by pixel. */
            fun logProbabilities(z: DoubleArray): DoubleArray {
                val hidden = DoubleArray(HIDDEN) { tanh(b1[it] + w1[2 * it] * z[0] + w1[2 * it + 1] * z[1]) }
                val logits = DoubleArray(PIXELS * LEVELS) { k -> b2[k] + (0 until HIDDEN).sumOf { w2[k * HIDDEN + it] * hidden[it] } }
                for (pixel in 0 until PIXELS) {
                    val all = (0 until LEVELS).map { logits[pixel * LEVELS + it] }
                    val total = all.max() + ln(all.sumOf { exp(it - all.max()) })
                    for (level in 0 until LEVELS) logits[pixel * LEVELS + level] -= total
                }
                return logits
            }
            val rows = levels(12, 2)
            val step = 0.05
            val axis = (-100..100).map { it * step }
            val terms = List(rows.size) { ArrayList<Double>() }
            for (a in axis) {
                for (b in axis) {
                    val logs = logProbabilities(doubleArrayOf(a, b))
                    val outer = -ln(2 * PI) - 0.5 * (a * a + b * b) + 2 * ln(step)
                    rows.forEachIndexed { i, x -> terms[i] += outer + (0 until PIXELS).sumOf { logs[it * LEVELS + x[it].toInt()] } }
                }
            }
            val exact = terms.map { all -> all.max().let { top -> top + ln(all.sumOf { exp(it - top) }) } }
            val sampled = fit.logEvidence(Data.of(model["x"], rows), 20_000)
            for (i in rows.indices) {
                sampled.rows()[i] shouldBe (exact[i] plusOrMinus 0.2)
            }
            sampled.mean() shouldBe (exact.average() plusOrMinus 0.03)
        }

        test("its bound is below the evidence") {
            fit.elbo(train).bound() shouldBeLessThan fit.logEvidence(train, 200).mean()
        }
    })
