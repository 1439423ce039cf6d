package org.platen.kotlindl

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.awt.image.BufferedImage
import java.io.File
import javax.imageio.ImageIO
import org.jetbrains.kotlinx.dl.api.core.shape.TensorShape
import org.jetbrains.kotlinx.dl.api.preprocessing.Operation
import org.jetbrains.kotlinx.dl.api.preprocessing.PreprocessingPipeline
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.real
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Binding

private object ReadImage : Operation<File, BufferedImage> {
    override fun apply(input: File): BufferedImage = ImageIO.read(input)

    override fun getOutputShape(inputShape: TensorShape) = inputShape
}

/** Red, green and blue from 0 to 255, as KotlinDL's own operation of this kind: [height, width, channels]. */
private object ToFloats : Operation<BufferedImage, Pair<FloatArray, TensorShape>> {
    override fun apply(input: BufferedImage): Pair<FloatArray, TensorShape> {
        val raster = input.raster
        val values = raster.getPixels(0, 0, input.width, input.height, null as FloatArray?)
        return values to TensorShape(input.height.toLong(), input.width.toLong(), raster.numBands.toLong())
    }

    override fun getOutputShape(inputShape: TensorShape) = inputShape
}

private class Rescale(private val by: Float) : Operation<Pair<FloatArray, TensorShape>, Pair<FloatArray, TensorShape>> {
    override fun apply(input: Pair<FloatArray, TensorShape>) = FloatArray(input.first.size) { input.first[it] / by } to input.second

    override fun getOutputShape(inputShape: TensorShape) = inputShape
}

class PreprocessedTest :
    FunSpec({
        // 3 columns, 2 rows; the red of a pixel is 10 r + c, its green 100 more, its blue 200 more.
        fun pixel(row: Int, column: Int, channel: Int) = 100 * channel + 10 * row + column
        val file = File(tempdir(), "colours.png")
        val picture = BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB)
        for (r in 0 until 2) {
            for (c in 0 until 3) {
                picture.setRGB(c, r, (pixel(r, c, 0) shl 16) or (pixel(r, c, 1) shl 8) or pixel(r, c, 2))
            }
        }
        ImageIO.write(picture, "png", file)
        val read = PreprocessingPipeline(PreprocessingPipeline(ReadImage, ToFloats), Rescale(255f))

        fun observed(shape: IntArray) = model("images") {
            val image = plate("image")
            val scale by parameter(real(*shape))
            image.observed("x", normal(scale, 1))
        }

        test("files become images by a KotlinDL pipeline, channel by channel") {
            val images = read.images(listOf(file, file), intArrayOf(1, 0), listOf("a", "b"))
            images.count() shouldBe 2
            images.labels().toList() shouldBe listOf(1, 0)
            for (channel in 0 until 3) {
                for (r in 0 until 2) {
                    for (c in 0 until 3) {
                        images.intensity(1, r, c, channel) shouldBe (pixel(r, c, channel) / 255.0 plusOrMinus 1e-12)
                    }
                }
            }
        }

        test("what a pipeline makes are values of a variable, in the order that the pipeline gives them") {
            val flat = observed(intArrayOf(18))
            val values = Binding.of(flat, read.into(flat["x"], listOf(file))).column(flat["x"]).values()
            values.map { it.single() } shouldBe (0 until 2).flatMap { r ->
                (0 until 3).flatMap { c -> (0 until 3).map { (pixel(r, c, it).toFloat() / 255f).toDouble() } }
            }
        }

        test("channels come first where a network takes them so") {
            val shaped = observed(intArrayOf(3, 2, 3))
            val first = PreprocessingPipeline(read, ChannelsFirst())
            first.getOutputShape(TensorShape(2, 3, 3)).dims().toList() shouldBe listOf(3L, 2L, 3L)
            val values = Binding.of(shaped, first.into(shaped["x"], listOf(file))).column(shaped["x"]).values()
            values.map { it.single() } shouldBe (0 until 3).flatMap { channel ->
                (0 until 2).flatMap { r -> (0 until 3).map { (pixel(r, it, channel).toFloat() / 255f).toDouble() } }
            }
        }

        test("a shape that does not fit is refused with both shapes and what helps") {
            val shaped = observed(intArrayOf(3, 2, 3))
            val other = observed(intArrayOf(17))
            val found = shouldThrow<ModelException> { read.into(shaped["x"], listOf(file)) }.message
            found shouldContain "'x' has event shape [3, 2, 3]"
            found shouldContain "[2, 3, 3]"
            found shouldContain "ChannelsFirst()"
            shouldThrow<ModelException> { read.into(other["x"], listOf(file)) }.message shouldContain "18 numbers"
        }

        test("intensities outside of 0 to 1 are refused") {
            val unscaled = PreprocessingPipeline(ReadImage, ToFloats)
            shouldThrow<ModelException> { unscaled.images(listOf(file)) }.message shouldContain "rescale to values from 0 to 1"
            shouldThrow<ModelException> { read.images(listOf<File>()) }.message shouldContain "0 labels come with 0 images"
        }
    })
