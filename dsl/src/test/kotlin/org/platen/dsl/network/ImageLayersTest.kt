package org.platen.dsl.network

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.inspectors.forAll
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.platen.dsl.TestSymbol
import org.platen.dsl.evaluate
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Symbol
import org.platen.dsl.expr.Window
import org.platen.dsl.kotlin.invoke
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.relu
import org.platen.dsl.shape.ModelException
import org.platen.dsl.shape.Shape

/** Two channels of five rows and six columns: 7 i modulo 11, in tenths. */
private val image = DoubleArray(60) { it * 7 % 11 / 10.0 }

/** What a layer makes of [x] when its weights count up in tenths, −0.8 to 0.8 and again, over all weights in their order. */
private fun Layer.of(x: DoubleArray, vararg input: Int): List<Double> {
    var next = 0
    val symbols = weights(Shape.of(*input)).map { TestSymbol(it.name(), it.shape()) }
    val values = symbols.associate { symbol -> (symbol as Symbol) to DoubleArray(symbol.shape().size()) { 0.1 * (next++ % 17 - 8) } }
    val result = apply(constant(*x).reshaped(*input), symbols.associateBy { it.name() })
    result.shape() shouldBe output(Shape.of(*input))
    return evaluate(result, values).toList()
}

private fun message(block: () -> Unit) = shouldThrow<ModelException> { block() }.message!!

private infix fun List<Double>.shouldBeNear(expected: List<Double>) {
    size shouldBe expected.size
    zip(expected).forAll { (found, value) -> found shouldBe (value plusOrMinus 1e-9) }
}

/** Figures from PyTorch 1.13.1, torch.nn.functional, in float64 with the same numbers. */
class ImageLayersTest :
    FunSpec({
        val halved = Window.plain().stride(2).padding(1)

        test("a convolution is that of PyTorch") {
            Convolution.of(3, 3, 3).moving(halved).of(image, 2, 5, 6) shouldBeNear
                listOf(
                    0.05, -1.0, -0.02, -0.51, -0.87, -1.11, -0.95, -1.3, -0.56,
                    -1.09, -0.61, -0.22, -0.77, -1.4, -0.29, -0.54, -0.63, 0.14,
                    -0.53, -0.9, -1.1, -0.01, -0.74, -0.15, -0.13, 0.04, 0.84,
                )
        }

        test("a transposed convolution is that of PyTorch") {
            val corner = listOf(0, 1, 6, 7, 30, 31, 36, 37).map { image[it] }.toDoubleArray()
            TransposedConvolution.of(1, 3, 3).moving(halved).extended(1, 1).of(corner, 2, 2, 2) shouldBeNear
                listOf(-0.65, -0.67, -0.58, -0.43, -1.05, -0.94, -0.36, -1.46, -0.56, -0.38, -0.6, -0.49, 0.01, -1.18, -0.27, -1.18)
        }

        test("convolutions along a sequence are those of PyTorch") {
            val rows = DoubleArray(12) { image[it / 6 * 30 + it % 6] }
            Convolution1d.of(2, 3).moving(2, 1, 1).of(rows, 2, 6) shouldBeNear listOf(-0.3, -1.53, -1.31, 0.76, 0.49, 0.47)
            // Two zeros before the sequence.
            Convolution1d.of(2, 3).causal().of(rows, 2, 6) shouldBeNear
                listOf(0.37, -0.3, -0.76, -1.53, -1.31, -1.31, 0.53, 0.76, 0.72, 0.49, 0.59, 0.47)
        }

        test("pooling is that of PyTorch") {
            Pooling.largest(2, 2).of(image, 2, 5, 6) shouldBeNear
                listOf(0.9, 1.0, 0.6, 0.7, 1.0, 0.9, 1.0, 0.9, 0.7, 0.8, 0.9, 1.0)
            Pooling.mean(3, 3).stride(2, 2).of(image, 2, 5, 6) shouldBeNear
                listOf(1 / 2.0, 5 / 9.0, 53 / 90.0, 47 / 90.0, 43 / 90.0, 37 / 90.0, 4 / 9.0, 1 / 2.0)
            Pooling.mean(1, 3).of(doubleArrayOf(1.0, 2.0, 6.0), 1, 1, 3) shouldBeNear listOf(3.0)
        }

        test("biases are added to whole channels") {
            val zero = DoubleArray(8)
            Convolution.of(2, 1, 1).of(zero, 2, 2, 2) shouldBeNear List(4) { -0.4 } + List(4) { -0.3 }
            Convolution.of(2, 1, 1).withoutBias().of(zero, 2, 2, 2) shouldBeNear List(8) { 0.0 }
        }

        context("of masked convolutions") {
            /** Which pixels of which channels each pixel of each channel is computed from. */
            fun reads(layers: List<MaskedConvolution>, channels: Int, side: Int): List<Set<Int>> {
                fun of(x: DoubleArray): DoubleArray = layers.foldIndexed(x) { i, value, layer ->
                    val inputs = if (i == 0) channels else layers[i - 1].convolution().filters()
                    val shape = Shape.of(inputs, side, side)
                    val weights = layer.weights(shape).associate { weight ->
                        weight.name() to
                            constant(*DoubleArray(weight.shape().size()) { 1.0 + it * 0.37 % 1 }).reshaped(*weight.shape().sizes())
                    }
                    evaluate(layer.apply(constant(*value).reshaped(inputs, side, side), weights))
                }
                val size = channels * side * side
                val before = of(DoubleArray(size))
                val changed = List(size) { pixel -> of(DoubleArray(size) { if (it == pixel) 1.0 else 0.0 }) }
                return before.indices.map { i -> (0 until size).filter { changed[it][i] != before[i] }.toSet() }
            }

            test("type A reads what comes before, type B itself too") {
                val a = MaskedConvolution.typeA(Convolution.of(1, 3, 3), 1)
                val b = MaskedConvolution.typeB(Convolution.of(1, 3, 3), 1)
                reads(listOf(a), 1, 3)[4] shouldBe setOf(0, 1, 2, 3)
                reads(listOf(b), 1, 3)[4] shouldBe setOf(0, 1, 2, 3, 4)
            }

            test("a stack never reads ahead") {
                val layers = listOf(
                    MaskedConvolution.typeA(Convolution.of(2, 3, 3), 1),
                    MaskedConvolution.typeB(Convolution.of(1, 3, 3), 1),
                    MaskedConvolution.typeB(Convolution.of(1, 1, 1), 1),
                )
                reads(layers, 1, 4).forEachIndexed { pixel, read -> read.all { it < pixel } shouldBe true }
                // The last pixel of the second row sees the whole first row.
                reads(layers, 1, 4)[7] shouldBe (0..6).toSet() - setOf(0, 4)
            }

            test("colours of a pixel come in order: red, green, blue") {
                val first = MaskedConvolution.typeA(Convolution.of(6, 3, 3), 3)
                val second = MaskedConvolution.typeB(Convolution.of(3, 3, 3), 3)
                fun own(layers: List<MaskedConvolution>, channels: Int) =
                    reads(layers, 3, 3).chunked(9).map { it[4] }.also { it.size shouldBe channels }.map { read ->
                        listOf(4, 13, 22).map { it in read }
                    }
                own(listOf(first), 6) shouldBe listOf(
                    listOf(false, false, false),
                    listOf(false, false, false),
                    listOf(true, false, false),
                    listOf(true, false, false),
                    listOf(true, true, false),
                    listOf(true, true, false),
                )
                own(listOf(first, second), 3) shouldBe
                    listOf(listOf(false, false, false), listOf(true, false, false), listOf(true, true, false))
            }
        }

        test("the summary of a convolutional network counts parameters") {
            val net = Network.declare("net", Shape.of(1, 28, 28), { layers ->
                layers.convolution(32, 4, halved).activation(Activation.RELU).layer(Convolution.of(64, 4, 4).moving(halved))
                    .maxPooling(7).averagePooling(1).transposedConvolution(8, 3, Window.plain().stride(2)).flatten().dense(10)
            }) { TestSymbol(it.name(), it.shape()) }
            // 32 · 16 + 32, 64 · 32 · 16 + 64, 64 · 8 · 9 + 8 and 72 · 10 + 10
            net.summary() shouldBe
                """
                network net
                layer         what                                       output        parameters
                input                                                    1 × 28 × 28            0
                convolution1  convolution 32, 4 × 4, stride 2            32 × 14 × 14         544
                relu1         relu                                       32 × 14 × 14           0
                convolution2  convolution 64, 4 × 4, stride 2            64 × 7 × 7         32832
                pooling1      max pooling 7 × 7                          64 × 1 × 1             0
                pooling2      average pooling 1 × 1                      64 × 1 × 1             0
                transposed1   transposed convolution 8, 3 × 3, stride 2  8 × 3 × 3           4616
                reshape1      flatten                                    72                     0
                dense1        dense 10                                   10                   730
                total                                                                       38722
                """.trimIndent()
        }

        test("lines of a summary tell what differs from the plain layer") {
            Convolution.of(2, 3, 1).moving(Window.plain().stride(1, 2)).withoutBias().describe() shouldBe
                "convolution 2, 3 × 1, stride 1 × 2, without bias"
            Convolution1d.of(4, 3).moving(2, 0, 0).describe() shouldBe "convolution 4, 3, stride 2"
            MaskedConvolution.typeA(Convolution.of(1, 7, 7), 1).describe() shouldBe "masked convolution 1, 7 × 7, type A"
            Pooling.largest(3, 3).stride(2, 2).describe() shouldBe "max pooling 3 × 3, stride 2"
            TransposedConvolution.of(1, 2, 2).withoutBias().describe() shouldBe "transposed convolution 1, 2 × 2, without bias"
        }

        test("weights start by the connections of a filter") {
            // Conv2d and ConvTranspose2d of PyTorch start between ± 1 / √(channels · height · width), those that come out for the transposed.
            Convolution.of(5, 2, 3).weights(Shape.of(4, 9, 9)).map { it.fanIn() } shouldBe listOf(24, 24)
            TransposedConvolution.of(5, 2, 3).weights(Shape.of(4, 9, 9)).map { it.fanIn() } shouldBe listOf(30, 30)
        }

        test("all layers are there in Kotlin") {
            val declared = model("images") {
                val row = plate("row")
                val x = row.given("x", real(3, 8, 8))
                val net = network("net", Shape.of(3, 8, 8)) {
                    maskedConvolution(6, size = 3, ownColour = false, colours = 3)
                    maskedConvolution(6, size = 3, ownColour = true, colours = 3, activation = relu)
                    convolution(4, size = 3, stride = 2, padding = 1, activation = relu)
                    maxPooling(2)
                    transposedConvolution(2, size = 3, stride = 2, padding = 1, more = 1, activation = relu)
                    averagePooling(2, stride = 1)
                    reshape(2, 9)
                    convolution1d(3, length = 3, stride = 2, before = 1, after = 1, activation = relu)
                    causalConvolution(2, length = 2, activation = relu)
                    flatten()
                    dense(1)
                }
                row.observed("y", normal(net(x), constant(1.0)))
            }
            declared.networks().single().placed().map { it.output().sizes().toList() } shouldContainExactly
                listOf(
                    listOf(6, 8, 8), listOf(6, 8, 8), listOf(6, 8, 8), listOf(4, 4, 4), listOf(4, 4, 4), listOf(4, 2, 2),
                    listOf(2, 4, 4), listOf(2, 4, 4), listOf(2, 3, 3), listOf(2, 9), listOf(3, 5), listOf(3, 5), listOf(2, 5), listOf(2, 5),
                    listOf(10), listOf(1),
                )
        }

        test("what does not fit is refused with the layer") {
            fun declared(vararg input: Int, layers: (NetworkBuilder) -> Unit) =
                message { Network.declare("net", Shape.of(*input), layers) { TestSymbol(it.name(), it.shape()) } }
            declared(784) { it.convolution(8, 3) } shouldBe
                "network 'net': layer 'convolution1': a convolution takes an image, [channels, height, width], found event shape [784]. Reshape it."
            declared(1, 2, 2) { it.convolution(8, 3) } shouldContain "filters of 3 × 3 do not fit onto an image of 2 × 2 with its padding."
            declared(4, 4) { it.maxPooling(2) } shouldContain "pooling takes an image"
            declared(1, 4, 4) { it.maxPooling(5) } shouldContain "fields of 5 × 5 are larger than the image, 4 × 4"
            declared(1, 1, 1) { it.transposedConvolution(1, 1, Window.plain().padding(1)) } shouldContain "leaves -1 × -1. Pad less."
            declared(1, 4, 4) { it.convolution1d(1, 2) } shouldContain "a convolution along a sequence takes [channels, length]"
            declared(2, 4, 4) { it.layer(MaskedConvolution.typeA(Convolution.of(3, 3, 3), 3)) } shouldContain
                "of a masked convolution of 3 colours 2 channels go in: expected a multiple"
            message { MaskedConvolution.typeA(Convolution.of(3, 2, 3), 1) } shouldContain "expected odd numbers"
            message { MaskedConvolution.typeA(Convolution.of(2, 3, 3), 3) } shouldContain "2 channels come out: expected a multiple"
            message { Convolution.of(0, 3, 3) } shouldContain "0 filters of 3 × 3: expected at least one of each"
            message { TransposedConvolution.of(1, 3, 3).extended(1, 0) } shouldContain "expected fewer than the strides, 1 and 1"
            message { Convolution1d(Convolution.of(1, 2, 2)) } shouldContain "filters along a sequence have one row"
            message { Pooling.mean(0, 1) } shouldContain "expected numbers from 1"
        }
    })
