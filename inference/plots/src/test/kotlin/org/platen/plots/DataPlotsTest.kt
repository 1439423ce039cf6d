package org.platen.plots

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import java.util.Base64
import javax.imageio.ImageIO
import kotlin.math.roundToInt
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.shape.ModelException
import org.platen.inference.dataset.ImageShape

class DataPlotsTest : FunSpec({

    test("clusters of a fit are drawn in one call: every row in the colour of its group") {
        val shown = Shown(Fits.mixture.plotClusters(title = "Groups"))
        setOf(shown.dots(BLUE).size, shown.dots(ORANGE).size) shouldBe setOf(30, 20)
        shown.texts shouldContainAll listOf("Groups", "x[0]", "x[1]", "Diamonds: means. Ellipses: 68 % and 95 % of a cluster")
    }

    test("weighted moments are those of points repeated as often as their weights say") {
        val points = listOf(doubleArrayOf(0.0, 1.0), doubleArrayOf(2.0, 5.0), doubleArrayOf(6.0, 0.0))
        val repeated = listOf(points[0], points[0], points[0], points[1], points[2], points[2])
        val moments = WeightedMoments.of(points, listOf(1.5, 0.5, 1.0))
        val mean = List(2) { i -> repeated.map { it[i] }.average() }
        moments.mean.toList() shouldBe mean
        for (i in 0..1) {
            for (j in 0..1) {
                moments.covariance[i][j] shouldBe (repeated.map { (it[i] - mean[i]) * (it[j] - mean[j]) }.average() plusOrMinus 1e-12)
            }
        }
    }

    test("what is no cluster is refused with what there is") {
        shouldThrow<ModelException> { Fits.mixture.plotClusters(cluster = "mean") }.message shouldBe
            "'mean' is no discrete latent variable of model 'two groups'; those are [z]"
        shouldThrow<ModelException> { Fits.nuts.plotClusters() }.message shouldBe
            "model 'eight schools' has not one observed vector but []: name it"
        shouldThrow<ModelException> { Fits.mixture.plotClusters(up = 2) }.message shouldBe "'x' has the entries 0 to 1, found 0 and 2"
    }

    test("states of a chain are bands behind the data, as long as they last") {
        val shown = Shown(Fits.chain.plotStates())
        val low = if (shown.bands(BLUE).size == 2) BLUE to ORANGE else ORANGE to BLUE
        val (first, third) = shown.bands(low.first)
        val second = shown.bands(low.second).single()
        val third10 = third.second / 3
        listOf(first.first, first.second, second.first, second.second, third.first, third.second).zip(listOf(0, 1, 1, 2, 2, 3)) {
                found,
                expected,
            ->
            found shouldBe (expected * third10 plusOrMinus 1e-6)
        }
        shown.dots("#303030") shouldHaveSize 30
        shown.texts shouldContainAll listOf("levels", "hour", "count", "probability", "s")
    }

    test("of several series one is shown, as long as it is") {
        val shown = Shown(Fits.series.plotStates(series = 1))
        shown.dots("#303030") shouldHaveSize 20
        (shown.bands(BLUE) + shown.bands(ORANGE)) shouldHaveSize 2
        shouldThrow<ModelException> { Fits.series.plotStates(series = 2) }.message shouldBe
            "there are 2 series, found 2. They are counted from 0."
    }

    test("runs are the longest stretches of equal states") {
        runs(intArrayOf(2, 2, 0, 1, 1, 1)) shouldBe listOf(0..1, 2..2, 3..5)
    }

    test("latent points have the coordinates of their means, and a colour for each class") {
        val fit = Fits.autoencoder
        val shown = Shown(fit.plotLatent("z", IntArray(40) { it % 2 }, listOf("even", "odd")))
        shown.dots(BLUE) shouldHaveSize 20
        shown.dots(ORANGE) shouldHaveSize 20
        shown.texts shouldContainAll listOf("even", "odd", "z[0]", "z[1]")
        val means = fit.posteriorMean(fit.model()["z"], fit.data())
        val rightmost = (0 until 40).maxBy { means.get(it, 0) }
        val colour = if (rightmost % 2 == 0) BLUE else ORANGE
        fun rightmost(colour: String) = shown.dots(colour).maxOf { it.first }
        rightmost(colour) shouldBe maxOf(rightmost(BLUE), rightmost(ORANGE))
    }

    test("a traversal of a plane shows what the decoder makes of each point") {
        val steps = 3
        val picture = Fits.autoencoder.plotTraversal("x", "z", reach = 2.0, steps = steps)
        val shown = Shown(picture)
        shown.texts shouldContainAll listOf("autoencoder", "-2.0", "0.0", "2.0", "z[0] across, z[1] up")
        val link = shown.images().single().getAttribute("xlink:href")
        val image = ImageIO.read(Base64.getDecoder().decode(link.substringAfter("base64,")).inputStream())
        // The upper right image is of (2, 2). Images are two pixels apart, and every intensity is 64 / 8 pixels wide.
        val wide = 64 / Fits.SIDE
        val expected = Fits.autoencoder.decode("x", "z", arrayOf(doubleArrayOf(2.0, 2.0))).row(0)
        val left = 2 + (steps - 1) * (64 + 2)
        for (pixel in expected.indices) {
            val colour = image.getRGB(left + pixel % Fits.SIDE * wide + 4, 2 + pixel / Fits.SIDE * wide + 4) and 0xFF
            colour shouldBe (expected[pixel] * 255).roundToInt()
        }
    }

    test("a traversal of more numbers has a row for each, with the others zero") {
        val fit = Fits.autoencoder(numbers = 3)
        val shown = Shown(fit.plotTraversal("x", "z", reach = 1.5, steps = 2, title = "Moved"))
        shown.texts shouldContainAll listOf("Moved", "z[0]", "z[1]", "z[2]", "-1.5", "1.5", "value of the number that is moved")
        val image = ImageIO.read(
            Base64.getDecoder().decode(shown.images().single().getAttribute("xlink:href").substringAfter("base64,")).inputStream(),
        )
        // The last row on the right.
        val expected = fit.decode("x", "z", arrayOf(doubleArrayOf(0.0, 0.0, 1.5))).row(0)
        val wide = 64 / Fits.SIDE
        (image.getRGB(2 + 64 + 2 + 4, 2 + 2 * (64 + 2) + 4) and 0xFF) shouldBe (expected[0] * 255).roundToInt()
        (image.getRGB(2 + 64 + 2 + wide + 4, 2 + 2 * (64 + 2) + 4) and 0xFF) shouldBe (expected[1] * 255).roundToInt()
        shouldThrow<IllegalArgumentException> { fit.plotTraversal("x", "z", steps = 1) }
    }

    test("the shape of images is that of the variable, or a square") {
        imageShape(Fits.autoencoder.model()["x"] as RandomVariable) shouldBe ImageShape.gray(Fits.SIDE, Fits.SIDE)
        shouldThrow<ModelException> { imageShape(Fits.mixture.model()["x"] as RandomVariable) }.message shouldBe
            "'x' has values of [2]: say which images they are with shape = …"
    }
})
