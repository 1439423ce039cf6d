@file:JvmName("Plots")
@file:JvmMultifileClass

package org.platen.plots

import java.util.Locale
import org.jetbrains.letsPlot.geom.geomHLine
import org.jetbrains.letsPlot.geom.geomPoint
import org.jetbrains.letsPlot.geom.geomText
import org.jetbrains.letsPlot.label.labs
import org.jetbrains.letsPlot.letsPlot
import org.jetbrains.letsPlot.sampling.samplingNone
import org.jetbrains.letsPlot.scale.scaleXContinuous
import org.platen.inference.criticism.CalibrationReport
import org.platen.inference.criticism.LeaveOneOut
import org.platen.inference.criticism.PredictiveCheck
import org.platen.inference.posterior.PosteriorFit

private const val MOST_REPLICATES = 50
private const val MOST_POINTS = 10_000

/** k̂ of every data point of leave-one-out cross-validation; see [LeaveOneOut.plotKHat]. */
@JvmOverloads
fun PosteriorFit.plotKHat(title: String = model().name()): Picture = LeaveOneOut.of(this).plotKHat(title)

/**
 * How much each data point moves the posterior: its Pareto k̂, in the order of the data. Above the dashed line its leave-one-out density is not dependable; such points
 * are numbered, from 0.
 *
 * @param title above the picture
 */
@JvmOverloads
fun LeaveOneOut.plotKHat(title: String = "Leave-one-out"): Picture {
    val shapes = shapes()
    val influential = influential().toSet()
    val finite = shapes.indices.filter { shapes[it].isFinite() }
    val ordinary = finite.filterNot { it in influential }
    val shown = EvenRows.of(ordinary.size, MOST_POINTS).map(ordinary::get)
    val (blue, orange) = Palette.colours(2)
    fun table(points: List<Int>) = mapOf("point" to points, "k" to points.map { shapes[it] }, "name" to points.map { "$it" })
    val rest = if (shown.size == ordinary.size) "" else ", of which %,d are shown".format(Locale.ROOT, shown.size + influential.size)
    val caption = "Dashed: %.2f. Above it, %,d of %,d points%s".format(Locale.ROOT, threshold(), influential.size, shapes.size, rest)
    return Picture(
        letsPlot() +
            geomHLine(yintercept = 0.0, color = QUIET) +
            geomHLine(yintercept = threshold(), color = INK, linetype = "dashed") +
            geomPoint(table(shown), color = blue, size = 3.0, alpha = 0.7, sampling = samplingNone) {
                x = "point"
                y = "k"
            } +
            geomPoint(table(finite.filter { it in influential }), color = orange, size = 4.0, sampling = samplingNone) {
                x = "point"
                y = "k"
            } +
            geomText(table(finite.filter { it in influential }), color = INK, size = 6, nudgeY = 0.04, sampling = samplingNone) {
                x = "point"
                y = "k"
                label = "name"
            } +
            scaleXContinuous(breaks = wholeBreaks(shapes.size), format = "d") +
            labs(title = title, x = "data point", y = "Pareto k̂", caption = caption) +
            style(),
    )
}

/**
 * The data beside replicates drawn from the posterior predictive distribution, as smoothed densities.
 *
 * @param variable an observed one
 * @param title above the picture
 * @param seed equal seeds draw equal replicates
 */
@JvmOverloads
fun PosteriorFit.plotPredictiveCheck(variable: String, title: String = model().name(), seed: Long = 1): Picture =
    PredictiveCheckPlots.densities(PredictiveCheck.ofPosterior(this, MOST_REPLICATES, seed), variable, title)

/**
 * Rank histograms of simulation-based calibration, a panel for each number; see [CalibrationPlots.histogram].
 *
 * @param title above the picture
 */
@JvmOverloads
fun CalibrationReport.plotRanks(title: String = "Calibration"): Picture = CalibrationPlots.histograms(calibrations(), title)
