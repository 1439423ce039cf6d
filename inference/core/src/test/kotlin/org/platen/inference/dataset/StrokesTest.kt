package org.platen.inference.dataset

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import kotlin.math.PI
import org.platen.dsl.shape.ModelException
import org.platen.inference.dataset.StrokeFactor.DOWN
import org.platen.inference.dataset.StrokeFactor.RIGHT
import org.platen.inference.dataset.StrokeFactor.ROTATION
import org.platen.inference.dataset.StrokeFactor.SHEAR
import org.platen.inference.dataset.StrokeFactor.THICKNESS

/** How bright an image is in all, and the mean place of its ink, in pixels from the upper left. */
private class Ink(image: Images) {
    private val side = image.shape().width()
    private val values = image.intensities(0)
    val sum = values.sum()
    val right = values.indices.sumOf { values[it] * (it % side + 0.5) } / sum
    val down = values.indices.sumOf { values[it] * (it / side + 0.5) } / sum

    /** Covariance of the places across and down. */
    val slant = values.indices.sumOf { values[it] * (it % side + 0.5 - right) * (it / side + 0.5 - down) } / sum
}

class StrokesTest :
    FunSpec({

        fun ink(kind: Int, vararg factors: Pair<StrokeFactor, Double>, side: Int = 100) =
            Ink(Strokes.image(kind, side, mapOf(SHEAR to 0.0, ROTATION to 0.0) + factors))

        test("a set is balanced, and the same for the same seed, however many are drawn") {
            val strokes = Strokes.images(50, 7)
            strokes.images().shape() shouldBe ImageShape.gray(28, 28)
            strokes.images().labels().toList() shouldBe List(50) { it % 10 }
            val more = Strokes.images(60, 7)
            (0 until 50).forEach { more.images().intensities(it) shouldBe strokes.images().intensities(it) }
            Strokes.images(50, 8).images().intensities(3) shouldNotBe strokes.images().intensities(3)
        }

        test("an image is what its factors tell") {
            val strokes = Strokes.images(20, 16, 3)
            val factors = StrokeFactor.entries.associateWith { strokes.factor(it)[13] }
            Strokes.image(3, 16, factors).intensities(0) shouldBe strokes.images().intensities(13)
            StrokeFactor.entries.forEach { factor ->
                strokes.factor(factor).all { it >= factor.lowest() && it < factor.highest() } shouldBe true
            }
        }

        test("no image is empty, and none reaches the frame") {
            val images = Strokes.images(1000, 28, 11).images()
            (0 until 1000).forEach { image ->
                val values = images.intensities(image)
                values.sum() shouldBeGreaterThan 20.0
                (
                    listOf(0, 27).flatMap { edge ->
                        (0 until 28).flatMap { listOf(values[edge * 28 + it], values[it * 28 + edge]) }
                    }
                    ).max() shouldBe
                    0.0
            }
        }

        test("the ring has the ink of an elliptic band") {
            // Ramanujan's second formula for the perimeter of the ellipse with half axes 0.32 and 0.5, times the height of a figure.
            val h = ((0.5 - 0.32) / (0.5 + 0.32)).let { it * it }
            val perimeter = PI * (0.5 + 0.32) * (1 + 3 * h / (10 + Math.sqrt(4 - 3 * h))) * 0.5 * 100
            ink(0, THICKNESS to 0.06).sum shouldBe (perimeter * 6 plusOrMinus perimeter * 6 * 0.005)
            ink(0, THICKNESS to 0.12).sum shouldBe (perimeter * 12 plusOrMinus perimeter * 12 * 0.005)
        }

        test("a figure moves by its position") {
            val still = ink(2)
            ink(2, RIGHT to 0.1).right shouldBe (still.right + 10 plusOrMinus 1e-3)
            ink(2, RIGHT to 0.1).down shouldBe (still.down plusOrMinus 1e-3)
            ink(2, DOWN to -0.1).down shouldBe (still.down - 10 plusOrMinus 1e-3)
        }

        test("shear leans to the right, rotation turns counter-clockwise") {
            ink(0, RIGHT to 0.0).slant shouldBe (0.0 plusOrMinus 0.01)
            // Down counts downwards, so a figure that leans to the right has its ink on the rising diagonal.
            ink(0, SHEAR to 0.3).slant shouldBe (-1.0 * ink(0, SHEAR to -0.3).slant plusOrMinus 0.01)
            (-ink(0, SHEAR to 0.3).slant) shouldBeGreaterThan 1.0
            ink(0, ROTATION to 0.3).slant shouldBeGreaterThan 1.0
        }

        test("what cannot be drawn is refused") {
            shouldThrow<ModelException> { Strokes.images(0, 28, 1) }.message shouldBe
                "0 images of side 28 are asked for, expected at least 1 of side 8"
            shouldThrow<ModelException> { Strokes.image(10, 28, mapOf()) }.message shouldBe
                "stroke 10 of side 28 is asked for, expected 0 to 9 of side 8 or more"
        }
    })
