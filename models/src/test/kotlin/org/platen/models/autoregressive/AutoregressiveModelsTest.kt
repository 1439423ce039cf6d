package org.platen.models.autoregressive

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.comparables.shouldBeGreaterThan
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeBetween
import io.kotest.matchers.shouldBe
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.ln
import org.platen.dsl.model.Model
import org.platen.inference.amortized.AmortizedFit
import org.platen.inference.data.Binding
import org.platen.inference.data.Data
import org.platen.inference.em.ExactEm
import org.platen.inference.jvm.JvmBackend
import org.platen.inference.kotlin.adam
import org.platen.inference.kotlin.amortizedVi
import org.platen.inference.kotlin.fit
import org.platen.inference.train.Schedule
import org.platen.models.data.SmallImages

private class Case(val model: Model, val side: Int, val learningRate: Double = 1e-2) {
    fun data(images: Array<DoubleArray>): Data = Data.of(model["x"], images)
}

private fun rows(model: Model, data: Data, variable: String = "x"): Array<DoubleArray> {
    val values = Binding.of(model, data).column(model[variable]).values()
    return Array(values[0].size) { row -> DoubleArray(values.size) { values[it][row] } }
}

/** All black and white images of so many pixels. */
private fun everything(pixels: Int) = Array(1 shl pixels) { code -> DoubleArray(pixels) { (code shr it and 1).toDouble() } }

/** The probability of an image of bars or stripes (MacKay 2003, section 43.2): 2^−(side + 1), for an empty or full one twice that. */
private fun probability(image: DoubleArray, side: Int): Double {
    val rows = (0 until side).all { i -> (0 until side).all { image[i * side + it] == image[i * side] } }
    val columns = (0 until side).all { i -> (0 until side).all { image[it * side + i] == image[i] } }
    return (if (rows) 1 else 0).plus(if (columns) 1 else 0) * exp(-(side + 1) * ln(2.0))
}

class AutoregressiveModelsTest :
    FunSpec({
        val train = SmallImages.barsAndStripes(1500, 3, 1)
        val all = everything(9)
        // The entropy of what images are drawn from: 12 of them at 1/16 and 2 at 2/16 = 2.5993 nats.
        val entropy = all.sumOf { probability(it, 3).let { p -> if (p > 0) -p * ln(p) else 0.0 } }

        fun engine(learningRate: Double, epochs: Int) = amortizedVi(
            backend = JvmBackend(),
            epochs = epochs,
            batchSize = 100,
            optimizer = adam(Schedule.cosineDecay(learningRate, 1e-4, 15L * epochs)),
        )

        context("the probabilities of all images sum to one, with untrained numbers too") {
            withData(
                nameFn = { it.model.name() },
                Case(SigmoidBeliefNetwork.fullyVisible(12), 0),
                Case(Nade.binary(12, 5), 0),
                Case(Made.natural(12, 7), 0),
                Case(Made.ordered("shuffled", intArrayOf(5, 0, 9, 2, 11, 7, 1, 8, 3, 10, 4, 6), intArrayOf(9, 8), false, 3), 0),
                Case(RecurrentPixels.gated(12, 3), 0),
                Case(PixelCnn.binary(3, 3), 3),
            ) { case ->
                val size = (case.model.observed()[0]).shape().size()
                for (seed in 1L..3L) {
                    val images = everything(size)
                    // One step with a large rate: numbers are far from where they start, and from zero.
                    val engine = amortizedVi(backend = JvmBackend(), epochs = 1, batchSize = 40, optimizer = adam(0.3), seed = seed)
                    val fit = case.model.fit(case.data(images.copyOf(40).requireNoNulls()), engine)
                    withClue("seed $seed") { fit.logDensity(case.data(images)).sumOf { exp(it) } shouldBe (1.0 plusOrMinus 1e-10) }
                }
            }
        }

        test("the probabilities of all pairs of images sum to one under two orders") {
            val model = Made.twoOrders(5, 7)
            val images = everything(5)
            val pairs = images.flatMap { first -> images.map { first to it } }
            fun data(pairs: List<Pair<DoubleArray, DoubleArray>>) = Data
                .of(model["forwards"], pairs.map { it.first }.toTypedArray())
                .and(model["backwards"], pairs.map { it.second }.toTypedArray())
            val engine = amortizedVi(backend = JvmBackend(), epochs = 1, batchSize = 40, optimizer = adam(0.3))
            val fit = model.fit(data(pairs.take(40)), engine)
            fit.logDensity(data(pairs)).sumOf { exp(it) } shouldBe (1.0 plusOrMinus 1e-10)
        }

        test("networks find bars and stripes") {
            // Σ p log(p / q) over all images, in nats.
            fun divergence(case: Case, epochs: Int): Double {
                val densities = case.model.fit(case.data(train), engine(case.learningRate, epochs)).logDensity(case.data(all))
                return all.indices.sumOf { probability(all[it], 3).let { p -> if (p > 0) p * (ln(p) - densities[it]) else 0.0 } }
            }
            entropy shouldBe (12.0 / 16 * ln(16.0) + 2 * 2.0 / 16 * ln(8.0) plusOrMinus 1e-12)
            for (case in listOf(
                Case(Nade.binary(9, 12), 3, 3e-2),
                Case(Made.natural(9, 24), 3, 3e-2),
                Case(RecurrentPixels.gated(9, 8), 3, 3e-2),
                Case(PixelCnn.binary(3, 8), 3),
            )) {
                withClue(case.model.name()) { divergence(case, 60).shouldBeBetween(-1e-9, 0.15, 0.0) }
            }
        }

        test("logistic conditionals cannot tell the parity of three entries, hidden units can") {
            val images = Array(200) { row ->
                val code = row % 8
                DoubleArray(4) { (if (it < 3) code shr it and 1 else code.countOneBits() and 1).toDouble() }
            }
            val logistic = SigmoidBeliefNetwork.fullyVisible(4)
            // Parity goes with none of the entries alone, so that one half is the best that logits linear in them can say.
            logistic.fit(Data.of(logistic["x"], images), ExactEm()).logLikelihood() shouldBe (-200 * 4 * ln(2.0) plusOrMinus 1e-6)
            for (model in listOf(Nade.binary(4, 10), Made.natural(4, 20))) {
                val data = Data.of(model["x"], images)
                val trained = amortizedVi(backend = JvmBackend(), epochs = 1000, batchSize = 100, optimizer = adam(3e-2))
                withClue(model.name()) { model.fit(data, trained).logLikelihood(data) shouldBeGreaterThan -200 * (3 * ln(2.0) + 0.1) }
            }
        }

        test("NADE is what its equations say") {
            val model = Nade.binary(3, 2)
            val images = everything(3)
            val fit = model.fit(Data.of(model["x"], images), amortizedVi(backend = JvmBackend(), epochs = 1, optimizer = adam(0.5)))
            fun values(name: String) = fit.estimate(name).values()
            val densities = fit.logDensity(Data.of(model["x"], images))
            fun sigmoid(x: Double) = 1 / (1 + exp(-x))
            images.forEachIndexed { n, x ->
                var logDensity = 0.0
                for (i in 0 until 3) {
                    val h = DoubleArray(2) { unit ->
                        sigmoid(values("offset")[unit] + (0 until i).sumOf { values("weight")[it * 2 + unit] * x[it] })
                    }
                    val p = sigmoid(values("bias")[i] + (0 until 2).sumOf { values("outWeight")[i * 2 + it] * h[it] })
                    logDensity += ln(if (x[i] == 1.0) p else 1 - p)
                }
                densities[n] shouldBe (logDensity plusOrMinus 1e-12)
            }
        }

        test("the missing lower half of an image is drawn given the upper half, so that stripes go on") {
            val model = Made.natural(9, 24)
            val fit = model.fit(Data.of(model["x"], train), engine(3e-2, 60))
            val upper = Array(400) { doubleArrayOf(1.0, 0.0, 1.0, 1.0, 0.0, 1.0, Double.NaN, Double.NaN, Double.NaN) }
            val completed = rows(model, fit.completed(Data.of(model["x"], upper), 1))
            completed.map { it.take(6) }.distinct() shouldContainExactly listOf(listOf(1.0, 0.0, 1.0, 1.0, 0.0, 1.0))
            completed.count { it.drop(6) == listOf(1.0, 0.0, 1.0) } shouldBeGreaterThan 360
        }

        test("one network serves two orders: what is missing is completed from either side") {
            val model = Made.twoOrders(9, 32)
            fun data(images: Array<DoubleArray>) = Data.of(model["forwards"], images).and(model["backwards"], images)
            val fit: AmortizedFit = model.fit(data(train), engine(3e-2, 80))
            val nan = Double.NaN
            val upper = Array(200) { doubleArrayOf(1.0, 0.0, 1.0, 1.0, 0.0, 1.0, nan, nan, nan) }
            val lower = Array(200) { doubleArrayOf(nan, nan, nan, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0) }
            val completed = fit.completed(Data.of(model["forwards"], upper).and(model["backwards"], lower), 1)
            rows(model, completed, "forwards").count { it.drop(6) == listOf(1.0, 0.0, 1.0) } shouldBeGreaterThan 160
            rows(model, completed, "backwards").count { it.take(3) == listOf(1.0, 0.0, 1.0) } shouldBeGreaterThan 160
        }

        test("the probabilities of all colours of a pixel sum to one") {
            val model = PixelCnn.colour(1, 16, 2)
            val engine = amortizedVi(backend = JvmBackend(), epochs = 1, batchSize = 10, optimizer = adam(0.3))
            val fit = model.fit(Data.of(model["x"], SmallImages.shades(20, 1, 16, 1)), engine)
            val colours =
                Array(16 * 16 * 16) { code -> doubleArrayOf((code / 256).toDouble(), (code / 16 % 16).toDouble(), (code % 16).toDouble()) }
            val densities = fit.logDensity(Data.of(model["x"], colours))
            densities.sumOf { exp(it) } shouldBe (1.0 plusOrMinus 1e-10)
            // Blue is given red and green, green is given red: neither is independent of what comes before.
            fun share(green: Int, red: Int) = colours.indices.filter { colours[it][0] == red.toDouble() }.let { own ->
                own.filter { colours[it][1] == green.toDouble() }.sumOf { exp(densities[it]) } / own.sumOf { exp(densities[it]) }
            }
            abs(share(15, 15) - share(15, 0)) shouldBeGreaterThan 1e-6
        }

        test("colours go from dark to light as in the images that were learned from, in 256 levels too") {
            val small = PixelCnn.colour(2, 4, 6)
            val fit = small.fit(Data.of(small["x"], SmallImages.shades(600, 2, 4, 1)), engine(1e-2, 40))
            // In each colour the right column is the brightest, the left one half of it, rounded to the even number.
            val right = rows(small, fit.sample(300, 1)).count { image ->
                (0 until 3).all { c -> (0 until 2).all { y -> image[4 * c + 2 * y] == Math.rint(image[4 * c + 2 * y + 1] / 2) } }
            }
            right shouldBeGreaterThan 150

            val photograph = PixelCnn.colour(2, 256, 2)
            val trained = photograph.fit(Data.of(photograph["x"], SmallImages.shades(40, 2, 256, 2)), engine(1e-2, 2))
            val levels = rows(photograph, trained.sample(200, 1)).flatMap { it.asList() }
            levels.all { it in 0.0..255.0 && it == Math.rint(it) } shouldBe true
            levels.max() shouldBeGreaterThan 200.0
        }
    })
