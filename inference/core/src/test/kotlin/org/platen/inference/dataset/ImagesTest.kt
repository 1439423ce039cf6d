package org.platen.inference.dataset

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Expressions.zeros
import org.platen.dsl.model.Model
import org.platen.dsl.shape.ModelException

private fun observing(vararg shape: Int): Model = Model.declare("images") { m ->
    m.observed("x", m.plate("row"), normal(zeros(*shape), constant(1.0)))
}

class ImagesTest :
    FunSpec({

        /** Two images, two channels, 2 × 3. */
        val colour = Images.of(ImageShape(2, 3, 2), ByteArray(24) { (it * 10).toByte() }, intArrayOf(1, 0), listOf("a", "b"))
        val gray = Images.of(ImageShape.gray(2, 3), ByteArray(12) { (it * 20).toByte() }, intArrayOf(1, -1), listOf("a", "b"))

        fun message(block: () -> Unit) = shouldThrow<ModelException> { block() }.message

        test("an image is laid out channel by channel, row by row, in whatever event shape is asked for") {
            listOf(intArrayOf(12), intArrayOf(2, 2, 3)).forEach { shape ->
                val model = observing(*shape)
                val column = colour.into(model["x"]).bind(model).column(model["x"])
                column.values().map { it.toList() } shouldBe List(12) { listOf(it * 10 / 255.0, (it + 12) * 10 / 255.0) }
            }
            colour.intensity(1, 1, 2, 0) shouldBe 170 / 255.0
            colour.intensity(0, 0, 1, 1) shouldBe 70 / 255.0
            val matrix = observing(2, 3)
            gray.into(matrix["x"]).bind(matrix).column(matrix["x"]).values()[5].toList() shouldBe listOf(100 / 255.0, 220 / 255.0)
        }

        test("an event of another shape is refused") {
            message { colour.into(observing(13)["x"]) } shouldBe
                "'x' has event shape [13], but the images are 2 × 3 × 2: expected [12] or [2, 2, 3]"
            message { colour.into(observing(4, 3)["x"]) } shouldBe
                "'x' has event shape [4, 3], but the images are 2 × 3 × 2: expected [12] or [2, 2, 3]"
            message { gray.into(observing(3, 2)["x"]) } shouldBe
                "'x' has event shape [3, 2], but the images are 2 × 3: expected [6], [2, 3] or [1, 2, 3]"
        }

        test("labels become data, missing where there are none") {
            val model = Model.declare("labels") { m -> m.observed("y", m.plate("row"), categorical(constant(0.5, 0.5))) }
            val values = gray.labelsInto(model["y"]).bind(model).column(model["y"]).values()[0]
            values[0] shouldBe 1.0
            values[1].isNaN() shouldBe true
        }

        test("rows are chosen in any order, and may repeat") {
            val chosen = colour.rows(1, 0, 1)
            chosen.labels().toList() shouldBe listOf(0, 1, 0)
            chosen.intensities(2).toList() shouldBe colour.intensities(1).toList()
            colour.range(1, 2).labels().toList() shouldBe listOf(0)
            message { colour.rows(2) } shouldBe "image 2 is chosen of 2"
        }

        val many = Strokes.images(200, 8, 1).images()

        test("a split shares out all images, by the seed alone") {
            val split = many.split(0.25, 3)
            split.test().count() shouldBe 50
            split.train().count() shouldBe 150
            val all =
                (0 until 150).map { split.train().intensities(it).toList() } + (0 until 50).map { split.test().intensities(it).toList() }
            all.toSet() shouldBe (0 until 200).map { many.intensities(it).toList() }.toSet()
            many.split(0.25, 3).test().labels() shouldBe split.test().labels()
            many.split(0.25, 4).test().labels() shouldNotBe split.test().labels()
            message { many.split(1.0, 3) } shouldBe "a share of 1.0 of 200 images is 200, expected some images on both sides"
        }

        test("as many labels are left of each class, all true ones") {
            val few = many.withLabels(30, 5)
            few.labels().filter { it >= 0 }.groupBy { it }.values.map { it.size } shouldBe List(10) { 3 }
            few.labels().forEachIndexed { image, label -> if (label >= 0) label shouldBe many.label(image) }
            few.intensities(7) shouldBe many.intensities(7)
            many.withLabels(30, 6).labels() shouldNotBe few.labels()
            message { many.withLabels(31, 5) } shouldBe
                "31 labels are to be left of 10 classes, expected a multiple of the number of classes"
            message { many.withLabels(210, 5) } shouldBe "21 labels are to be left of class '0', which has only 20"
        }

        test("pixels are drawn with their intensities as probabilities, afresh at each step") {
            val levels = Images.of(
                ImageShape.gray(1, 5),
                ByteArray(5 * 4000) {
                    bytes(0, 51, 128, 204, 255)[it % 5]
                },
                IntArray(4000) { -1 },
                listOf(),
            )
            val drawn = levels.binarised(Binarisation.dynamic(1), 7)
            val means = (0 until 5).map { pixel -> (0 until 4000).map { drawn.intensity(it, 0, pixel, 0) }.average() }
            means[0] shouldBe 0.0
            means[4] shouldBe 1.0
            // Four standard errors of the mean of 4,000 draws.
            listOf(1 to 0.2, 2 to 128 / 255.0, 3 to 0.8).forEach { (pixel, p) -> means[pixel] shouldBe (p plusOrMinus 0.032) }
            fun pixels(images: Images) = (0 until 100).flatMap { images.intensities(it).toList() }
            pixels(levels.binarised(Binarisation.dynamic(1), 7)) shouldBe pixels(drawn)
            pixels(levels.binarised(Binarisation.dynamic(1), 8)) shouldNotBe pixels(drawn)
            pixels(levels.binarised(Binarisation.dynamic(2), 7)) shouldNotBe pixels(drawn)
            pixels(levels.binarised(Binarisation.fixed(2), 7)) shouldBe pixels(levels.binarised(Binarisation.fixed(2), 8))
        }

        test("a threshold makes brighter pixels one") {
            gray.binarised(Binarisation.above(0.5), 0).intensities(0).toList() shouldBe listOf(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
            gray.binarised(Binarisation.above(0.5), 0).intensities(1).toList() shouldBe listOf(0.0, 1.0, 1.0, 1.0, 1.0, 1.0)
            message { Binarisation.above(1.0) } shouldBe "a threshold of 1.0, expected one from 0 and below 1"
        }

        test("numbers that do not fit each other are refused") {
            message { Images.of(ImageShape.gray(2, 2), ByteArray(7), IntArray(2), listOf("a")) } shouldBe
                "2 labels come with 7 intensities, expected 8: images are 2 × 2, and there is at least one"
            message { Images.of(ImageShape.gray(2, 2), ByteArray(4), intArrayOf(1), listOf("a")) } shouldBe
                "a label is 1, but there are 1 classes: [a]"
        }
    })
