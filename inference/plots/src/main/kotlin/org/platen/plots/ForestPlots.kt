@file:JvmName("Plots")
@file:JvmMultifileClass

package org.platen.plots

import java.util.Locale
import kotlin.math.sqrt
import org.apache.commons.numbers.gamma.InverseErf
import org.jetbrains.letsPlot.geom.geomPoint
import org.jetbrains.letsPlot.geom.geomSegment
import org.jetbrains.letsPlot.label.labs
import org.jetbrains.letsPlot.letsPlot
import org.jetbrains.letsPlot.sampling.samplingNone
import org.jetbrains.letsPlot.scale.scaleColorManual
import org.jetbrains.letsPlot.scale.scaleYContinuous
import org.platen.dsl.model.Parameter
import org.platen.dsl.shape.ModelException
import org.platen.inference.fit.ElementNames
import org.platen.inference.fit.Fit
import org.platen.inference.fit.LikelihoodFit
import org.platen.inference.fit.Tensor
import org.platen.inference.posterior.Marginal
import org.platen.inference.posterior.PosteriorFit

private const val MOST_INTERVALS = 80
private const val HALF = 0.5

/** The middle of a number and the ends of two intervals around it. */
internal class Interval(val name: String, val middle: Double, val inner: Pair<Double, Double>, val outer: Pair<Double, Double>)

/**
 * Intervals of several numbers below each other: the thick line holds half of the posterior, the thin one [mass] of it, the dot is the median. Of a fit by maximum
 * likelihood they are confidence intervals by standard errors around the estimate.
 *
 * @param names variables, or numbers of them such as `theta[3]`; without names all unknowns, 80 numbers at most
 * @param title above the picture
 * @param mass that the thin line holds, above 0.5 and below 1
 */
@JvmOverloads
fun Fit.plotForest(vararg names: String, title: String = model().name(), mass: Double = 0.9): Picture =
    plotForest(mapOf("" to this), *names, title = title, mass = mass)

/**
 * The same of several fits side by side, with a colour for each, for example of two engines or of two models with variables of the same names.
 *
 * @param fits by the names that the legend gives them
 */
@JvmOverloads
fun plotForest(
    fits: Map<String, Fit>,
    vararg names: String,
    title: String = fits.values.firstOrNull()?.model()?.name() ?: "",
    mass: Double = 0.9,
): Picture {
    require(fits.isNotEmpty()) { "There are no fits to plot." }
    require(mass > HALF && mass < 1) { "The thin line holds more than 0.5 and less than 1 of the posterior, but $mass was asked for." }
    val intervals = fits.mapValues { (_, fit) -> intervals(fit, names.toList(), mass) }
    val labels = intervals.values.flatten().map { it.name }.distinct()
    ModelException.require(
        labels.size <= MOST_INTERVALS,
        "a forest plot shows at most %d numbers, found %d: name some",
        MOST_INTERVALS,
        labels.size,
    )
    val rows = fits.keys.flatMapIndexed { i, fit ->
        // Fits of one number are spread over half of its line, the first one on top.
        val shift = if (fits.size == 1) 0.0 else 0.25 - 0.5 * i / (fits.size - 1)
        intervals.getValue(fit).map { Triple(fit, it, shift - labels.indexOf(it.name)) }
    }
    val table = mapOf(
        "fit" to rows.map { it.first },
        "y" to rows.map { it.third },
        "middle" to rows.map { it.second.middle },
        "innerLow" to rows.map { it.second.inner.first },
        "innerHigh" to rows.map { it.second.inner.second },
        "low" to rows.map { it.second.outer.first },
        "high" to rows.map { it.second.outer.second },
    )
    val percent = "%s %%".format("%.1f".format(Locale.ROOT, 100 * mass).removeSuffix(".0"))
    val kinds = listOfNotNull(
        "of the posterior".takeIf { fits.values.any { it is PosteriorFit } },
        "confidence by standard errors".takeIf { fits.values.any { it is LikelihoodFit } },
    )
    return Picture(
        PlottedDrawing(
            letsPlot(table) +
                line("low", "high", 1.0) +
                line("innerLow", "innerHigh", 3.0) +
                geomPoint(size = 4.0, shape = FILLED_CIRCLE, fill = "white", stroke = 1.5, sampling = samplingNone) {
                    x = "middle"
                    y = "y"
                    color = "fit"
                } +
                scaleYContinuous(breaks = labels.indices.map { -it }, labels = labels, limits = -labels.size + 0.4 to 0.6) +
                scaleColorManual(
                    values = Palette.colours(fits.size),
                    limits = fits.keys.toList(),
                    guide = if (fits.size == 1) "none" else null,
                ) +
                labs(
                    title = title,
                    x = "value",
                    y = "",
                    color = "",
                    caption = "Thick: 50 %, thin: $percent ${kinds.joinToString(" or ")}",
                ) +
                style(),
            Size(800.0, maxOf(300.0, 130.0 + labels.size * maxOf(26.0, 14.0 * fits.size))),
        ),
    )
}

private const val FILLED_CIRCLE = 21

private fun line(from: String, to: String, size: Double) = geomSegment(size = size, sampling = samplingNone) {
    x = from
    xend = to
    y = "y"
    yend = "y"
    color = "fit"
}

/** The intervals of the numbers of these names; of all unknowns without names. */
internal fun intervals(fit: Fit, names: List<String>, mass: Double): List<Interval> = when (fit) {
    is PosteriorFit -> names.ifEmpty { fit.draws().variables().filterNot { it is Parameter }.map { it.name() } }.flatMap { name ->
        val marginal = fit.posterior().get(name.substringBefore('['))
        val median = marginal.median()
        val (middle, inner, outer) = Triple(median.values(), marginal.interval(HALF).ends(), marginal.interval(mass).ends())
        entries(fit, name, median).map { (label, i) ->
            Interval(label, middle[i], inner.first[i] to inner.second[i], outer.first[i] to outer.second[i])
        }
    }
    is LikelihoodFit -> {
        val errors = fit.standardErrors()
        names.ifEmpty { fit.estimated().map { it.name() } }.flatMap { name ->
            val variable = name.substringBefore('[')
            val estimate = fit.estimate(variable)
            val (middle, error) = estimate.values() to errors.of(variable).values()
            entries(fit, name, estimate).map { (label, i) ->
                Interval(label, middle[i], normal(middle[i], error[i], HALF), normal(middle[i], error[i], mass))
            }
        }
    }
    else -> throw ModelException("a fit by ${fit.javaClass.simpleName} has no intervals: those of nuts, meanFieldVi and exactEm have")
}

private fun Marginal.Interval.ends() = lower().values() to upper().values()

private fun normal(mean: Double, error: Double, mass: Double): Pair<Double, Double> {
    val reach = error * sqrt(2.0) * InverseErf.value(mass)
    return mean - reach to mean + reach
}

/** The names of a variable's numbers with their places; one of them where its position is named. */
private fun entries(fit: Fit, name: String, values: Tensor): List<Pair<String, Int>> {
    val variable = name.substringBefore('[')
    val names = ElementNames.of(fit.model()[variable], fit.labels())
    val all = values.values().indices.map { names.of(values.dims(), it) to it }
    val found = if (name ==
        variable
    ) {
        all
    } else {
        all.filter { (own, i) -> name == own || name == variable + ElementNames.position(values.dims(), i) }
    }
    ModelException.require(
        found.isNotEmpty(),
        "'%s' is no number of '%s', which has those from '%s' to '%s'",
        name,
        variable,
        all.first().first,
        all.last().first,
    )
    return found
}
