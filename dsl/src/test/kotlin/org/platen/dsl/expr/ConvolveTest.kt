package org.platen.dsl.expr

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.platen.dsl.TestSymbol
import org.platen.dsl.evaluate
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Expressions.zeros
import org.platen.dsl.shape.ModelException
import org.platen.dsl.shape.Plate
import org.platen.dsl.shape.Shape

class ConvolveTest :
    FunSpec({

        val plain = Window.plain()

        /** 1, 2, … in the given shape. */
        fun counting(vararg sizes: Int) = constant(*DoubleArray(Shape.of(*sizes).size()) { it + 1.0 }).reshaped(*sizes)

        fun message(block: () -> Unit) = shouldThrow<ModelException> { block() }.message!!

        test("values are those of PyTorch") {
            fun values(expr: Expr) = evaluate(expr).map { it.toInt() }
            // torch.nn.functional.conv2d and conv_transpose2d, PyTorch 1.13.1, of torch.arange(1, …) reshaped.
            values(Convolve(counting(2, 3, 4), counting(2, 2, 2, 2), plain)) shouldBe
                listOf(456, 492, 528, 600, 636, 672, 1064, 1164, 1264, 1464, 1564, 1664)
            values(Convolve(counting(1, 4, 4), counting(1, 1, 3, 3), plain.stride(2).padding(1))) shouldBe listOf(111, 217, 363, 573)
            values(ConvolveTransposed.of(counting(2, 2, 2), counting(2, 1, 2, 3), plain.stride(2))) shouldBe
                listOf(36, 42, 92, 52, 60, 54, 60, 134, 76, 84, 52, 62, 132, 72, 84, 82, 92, 198, 108, 120)
            // With output_padding = 1.
            values(ConvolveTransposed(counting(1, 2, 2), counting(1, 1, 3, 3), plain.stride(2).padding(1), 4, 4)) shouldBe
                listOf(5, 14, 10, 12, 14, 36, 24, 30, 15, 34, 20, 24, 24, 55, 32, 36)
        }

        test("a filter that has one entry scales the image") {
            val scaled = Convolve(counting(1, 2, 2), constant(3.0).reshaped(1, 1, 1, 1), plain)
            evaluate(scaled).toList() shouldBe listOf(3.0, 6.0, 9.0, 12.0)
        }

        test("the window says how large the result is") {
            fun sizes(window: Window, height: Int, width: Int) =
                Convolve(zeros(2, 7, 8), zeros(5, 2, height, width), window).shape().sizes().toList()
            sizes(plain, 3, 3) shouldBe listOf(5, 5, 6)
            sizes(plain.stride(2), 3, 3) shouldBe listOf(5, 3, 3)
            sizes(plain.stride(1, 3), 3, 2) shouldBe listOf(5, 5, 3)
            sizes(plain.padding(1), 3, 3) shouldBe listOf(5, 7, 8)
            sizes(plain.padding(0, 1, 2, 3), 1, 1) shouldBe listOf(5, 8, 13)
            for (side in 1..5) sizes(plain.keepingSize(side, side + 1), side, side + 1) shouldBe listOf(5, 7, 8)
        }

        test("a transposed convolution goes back to the size it is told, or the smallest") {
            val window = plain.stride(2).padding(1)
            val filter = zeros(3, 4, 3, 3)
            ConvolveTransposed.of(zeros(3, 4, 4), filter, window).shape() shouldBe Shape.of(4, 7, 7)
            ConvolveTransposed(zeros(3, 4, 4), filter, window, 8, 7).shape() shouldBe Shape.of(4, 8, 7)
            message { ConvolveTransposed(zeros(3, 4, 4), filter, window, 9, 7) } shouldContain
                "to an image of 9 × 7: the convolution of such an image is 5 × 4"
        }

        test("plates unite") {
            val row = Plate.of("row")
            val particle = Plate.of("particle", 3)
            val x = TestSymbol("x", Shape.of(1, 2, 2), setOf(row.axis()))
            val w = TestSymbol("w", Shape.of(1, 1, 2, 2), setOf(particle.axis()))
            Convolve(x, w, plain).axes() shouldBe setOf(row.axis(), particle.axis())
            Convolve(x, w, plain).toString() shouldBe "convolve(x, w)"
            ConvolveTransposed.of(x, w, plain).toString() shouldBe "convolveTransposed(x, w)"
        }

        test("what does not fit is refused with what was found and expected") {
            val x = TestSymbol("x", Shape.of(2, 4, 4))
            message { Convolve(TestSymbol("x", Shape.of(16)), zeros(1, 1, 2, 2), plain) } shouldBe
                "a convolution of x, event shape [16]: expected an image, [channels, height, width]. Reshape it."
            message { Convolve(x, TestSymbol("w", Shape.of(2, 2)), plain) } shouldBe
                "a convolution with w, event shape [2, 2]: expected filters, [filters, channels, height, width]. Reshape it."
            message { Convolve(x, TestSymbol("w", Shape.of(5, 3, 2, 2)), plain) } shouldBe
                "a convolution of x, event shape [2, 4, 4], with w, event shape [5, 3, 2, 2]: found filters for 3 channels, expected 2, as the image has"
            message { Convolve(x, TestSymbol("w", Shape.of(5, 2, 5, 2)), plain) } shouldContain
                "the filter is larger than the image with its padding. Pad more, or take a smaller filter."
            message { ConvolveTransposed.of(x, TestSymbol("w", Shape.of(5, 2, 2, 2)), plain) } shouldContain
                "found filters for 5 channels, expected 2"
            message { ConvolveTransposed.of(x, TestSymbol("w", Shape.of(2, 2, 1, 1)), plain.padding(2)) } shouldContain
                "leaves an image of 0 × 0. Pad less."
            message { plain.stride(0) } shouldBe "a filter moves by 0 and 0 pixels: expected strides from 1"
            message { plain.padding(-1) } shouldBe "an image is padded by -1, -1, -1 and -1: expected numbers from 0"
        }
    })
