@file:JvmName("Plots")
@file:JvmMultifileClass

package org.platen.plots

import java.util.Locale
import kotlin.math.roundToInt
import kotlin.math.sqrt
import org.platen.dsl.model.RandomVariable
import org.platen.dsl.shape.ModelException
import org.platen.inference.amortized.AmortizedFit
import org.platen.inference.data.Data
import org.platen.inference.dataset.ImageShape
import org.platen.inference.fit.Fit

private const val MOST_ROWS = 32

/**
 * Where a model puts rows: two entries of the posterior means of a latent vector, coloured by class.
 *
 * @param latent a vector with a value for each row
 * @param labels the class of each row, from 0; without labels all have one colour
 * @param classes the names of the classes
 * @param across the entry that is drawn from left to right
 * @param up the entry that is drawn upwards
 * @param title above the picture
 * @param data the rows to show: those that were fitted, or others
 */
@JvmOverloads
fun Fit.plotLatent(
    latent: String,
    labels: IntArray = IntArray(0),
    classes: List<String> = List((labels.maxOrNull() ?: 0) + 1) { "$it" },
    across: Int = 0,
    up: Int = 1,
    title: String = model().name(),
    data: Data = data(),
): Picture {
    val variable = model().get(latent)
    val size = variable.shape().size()
    ModelException.require(
        across in 0 until size && up in 0 until size && across != up,
        "a plane shows two entries of '%s', found %d and %d of the %d it has",
        latent,
        across,
        up,
        size,
    )
    val means = posteriorMean(variable, data).values()
    val points = Array(means.size / size) { row -> doubleArrayOf(means[row * size + across], means[row * size + up]) }
    val colours = if (labels.isEmpty()) IntArray(points.size) else labels
    val axes = "$latent[$across]" to "$latent[$up]"
    return LatentScatter.of(points, colours, if (labels.isEmpty()) listOf("rows") else classes, title, axes)
}

/**
 * What the decoder makes of a latent vector that is moved: of a vector of two numbers a plane of images, else a row of images for each number, with all others zero.
 *
 * @param observed whose expected image is drawn
 * @param latent what it is decoded from
 * @param reach how far from zero, in units of the latent numbers, on both sides
 * @param steps images in a row
 * @param title above the picture
 * @param shape of the images; by default that of [observed] where it has height and width, or is as long as a square
 */
@JvmOverloads
fun AmortizedFit.plotTraversal(
    observed: String,
    latent: String,
    reach: Double = 2.5,
    steps: Int = 11,
    shape: ImageShape = imageShape(model().get(observed) as RandomVariable),
    title: String = model().name(),
): Picture {
    require(steps >= 2 && reach > 0) { "A traversal needs at least two steps and a way to go, found $steps steps and a reach of $reach." }
    val size = model().get(latent).shape().size()
    require(size <= MOST_ROWS) { "A traversal shows at most $MOST_ROWS numbers, but '$latent' has $size." }
    val places = List(steps) { reach * (2.0 * it / (steps - 1) - 1) }
    val isPlane = size == 2
    val codes = if (isPlane) {
        places.reversed().flatMap { up -> places.map { across -> doubleArrayOf(across, up) } }
    } else {
        List(size) { entry -> places.map { place -> DoubleArray(size).also { it[entry] = place } } }.flatten()
    }
    val images = decode(observed, latent, codes.toTypedArray())
    val grid = ImageGrid.of(Array(codes.size) { images.row(it) }, shape).columns(steps)
    val ticks = places.map { "%.1f".format(Locale.ROOT, it) }
    val rows = if (isPlane) ticks.reversed() else List(size) { "$latent[$it]" }
    val words = if (isPlane) "$latent[0] across, $latent[1] up" else "value of the number that is moved"
    return Picture(TitledDrawing(LabelledGrid(grid, shape, ticks, rows).drawing(), title, words))
}

/** The shape of images that a variable's values are. */
internal fun imageShape(variable: RandomVariable): ImageShape {
    val sizes = variable.shape().sizes()
    val side = sqrt(variable.shape().size().toDouble()).roundToInt()
    return when {
        sizes.size == 3 -> ImageShape(sizes[1], sizes[2], sizes[0])
        sizes.size == 2 -> ImageShape.gray(sizes[0], sizes[1])
        side * side == variable.shape().size() -> ImageShape.gray(side, side)
        else -> throw ModelException("'${variable.name()}' has values of ${variable.shape()}: say which images they are with shape = …")
    }
}
