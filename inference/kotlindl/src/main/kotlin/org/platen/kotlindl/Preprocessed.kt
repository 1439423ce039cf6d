package org.platen.kotlindl

import kotlin.math.roundToInt
import org.jetbrains.kotlinx.dl.api.core.shape.TensorShape
import org.jetbrains.kotlinx.dl.api.preprocessing.Operation
import org.platen.dsl.model.Variable
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.dataset.ImageShape
import org.platen.inference.dataset.Images

/** What ends a KotlinDL pipeline: numbers, row-major, and their shape. */
public typealias Preprocessing<I> = Operation<I, Pair<FloatArray, TensorShape>>

private const val WHITE = 255

/**
 * What this pipeline makes of each input (files, images, arrays), as values of a variable in one plate: a row for each.
 *
 * @throws ModelException when a result has neither the event shape of [variable] nor is that a vector of as many numbers
 */
public fun <I> Preprocessing<I>.into(variable: Variable, inputs: Iterable<I>): Data {
    val event = variable.shape().sizes().toList()
    val rows = inputs.mapIndexed { row, input ->
        val (values, shape) = apply(input)
        val sizes = shape.dims().map { it.toInt() }
        ModelException.require(
            sizes.size() == values.size && (sizes == event || (event.size <= 1 && event.size() == values.size)),
            "'%s' has event shape %s, but the pipeline makes %d numbers of shape %s of input %d." +
                " A pipeline that ends with ChannelsFirst() puts channels before rows and columns",
            variable.name(),
            variable.shape(),
            values.size,
            sizes,
            row,
        )
        values
    }
    return Data.of(variable, rows.size) { row, entry -> rows[row][entry].toDouble() }
}

/**
 * Images that this pipeline makes, of intensities from 0 to 1 in the shape [height, width] or KotlinDL's [height, width, channels]; they are kept in 8 bits.
 *
 * @param labels one an image, or [Images.UNLABELLED]; none by default
 * @param classes what the labels stand for
 * @throws ModelException when shapes differ, are no images, or an intensity is not between 0 and 1
 */
public fun <I> Preprocessing<I>.images(
    inputs: List<I>,
    labels: IntArray = IntArray(inputs.size) { Images.UNLABELLED },
    classes: List<String> = listOf(),
): Images {
    val made = inputs.map { apply(it) }
    ModelException.require(
        made.isNotEmpty() && labels.size == made.size,
        "%d labels come with %d images, expected one each",
        labels.size,
        made.size,
    )
    val shape = made[0].second
    ModelException.require(
        shape.rank() in 2..3,
        "a pipeline of images makes the shape %s: expected [height, width] or [height, width, channels]",
        shape.dims().toList(),
    )
    val image = ImageShape(shape[0].toInt(), shape[1].toInt(), if (shape.rank() == 3) shape[2].toInt() else 1)
    val pixels = ByteArray(Math.multiplyExact(made.size, image.size()))
    made.forEachIndexed { i, (values, own) ->
        ModelException.require(
            own == shape && values.size == image.size(),
            "image %d is %d numbers of shape %s, but the first is of shape %s",
            i,
            values.size,
            own.dims().toList(),
            shape.dims().toList(),
        )
        val channelsFirst = channelsFirst(values, image.height() * image.width(), image.channels())
        channelsFirst.forEachIndexed { entry, intensity ->
            ModelException.require(intensity in 0f..1f, "image %d has an intensity of %s: rescale to values from 0 to 1", i, intensity)
            pixels[i * image.size() + entry] = (intensity * WHITE).roundToInt().toByte()
        }
    }
    return Images.of(image, pixels, labels, classes)
}

/** Puts the channels of an image before its rows and columns: KotlinDL has [height, width, channels], networks of this library take [channels, height, width]. */
public class ChannelsFirst : Operation<Pair<FloatArray, TensorShape>, Pair<FloatArray, TensorShape>> {
    override fun apply(input: Pair<FloatArray, TensorShape>): Pair<FloatArray, TensorShape> {
        val (values, shape) = input
        return channelsFirst(values, (shape[0] * shape[1]).toInt(), shape[2].toInt()) to getOutputShape(shape)
    }

    override fun getOutputShape(inputShape: TensorShape): TensorShape {
        ModelException.require(
            inputShape.rank() == 3,
            "channels can be put first in [height, width, channels], found %s",
            inputShape.dims().toList(),
        )
        return TensorShape(inputShape[2], inputShape[0], inputShape[1])
    }
}

private fun channelsFirst(values: FloatArray, pixels: Int, channels: Int): FloatArray =
    FloatArray(values.size) { values[it % pixels * channels + it / pixels] }

private fun List<Int>.size(): Int = fold(1, Int::times)
