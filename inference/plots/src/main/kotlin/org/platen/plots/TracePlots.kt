@file:JvmName("Plots")
@file:JvmMultifileClass

package org.platen.plots

import org.jetbrains.letsPlot.coord.coordCartesian
import org.jetbrains.letsPlot.facet.facetWrap
import org.jetbrains.letsPlot.geom.geomLine
import org.jetbrains.letsPlot.intern.Feature
import org.jetbrains.letsPlot.label.labs
import org.jetbrains.letsPlot.letsPlot
import org.jetbrains.letsPlot.sampling.samplingNone
import org.jetbrains.letsPlot.scale.scaleColorManual
import org.platen.inference.amortized.AmortizedFit
import org.platen.inference.em.EmFit
import org.platen.inference.fit.Fit
import org.platen.inference.mcmc.NutsFit
import org.platen.inference.vi.VariationalFit

private const val MOST_CORNERS = 2_000

/**
 * How a fit came about: the objective at each iteration, with every restart beside the best; of NUTS the log density of each chain's draws; of amortised inference
 * the loss by step, on rows that were trained and on those held out, with its two parts.
 *
 * @param title above the picture
 */
@JvmOverloads
fun Fit.plotTrace(title: String = model().name()): Picture = if (this is AmortizedFit) training(title) else iterations(title)

private fun Fit.iterations(title: String): Picture {
    val starts = traces().map { trace -> trace.map { it.takeIf(Double::isFinite) } }
    val best = if (this is NutsFit) emptyList() else trace().map { it.takeIf(Double::isFinite) }
    val colours = if (this is NutsFit) Palette.colours(starts.size) else List(starts.size) { QUIET }
    val lines = starts.foldIndexed(letsPlot()) { start, plot, trace ->
        plot + line(trace, colours[start], if (this is NutsFit) 0.5 else 0.8)
    }
    val words = labs(title = title, x = if (this is NutsFit) "draw" else "iteration", y = objective(), caption = starts(starts.size))
    val values = starts.flatten().filterNotNull()
    return Picture(
        lines + line(best, Palette.colours(1).single(), 1.6) + words + (if (this is NutsFit) coordCartesian() else visible(values)) +
            style(),
    )
}

private fun line(trace: List<Double?>, colour: String, size: Double): Feature {
    val shown = EvenRows.of(trace.size, MOST_CORNERS).let {
        if (trace.isEmpty() ||
            it.last() == trace.lastIndex
        ) {
            it
        } else {
            it + trace.lastIndex
        }
    }
    return geomLine(mapOf("iteration" to shown, "value" to shown.map(trace::get)), color = colour, size = size, sampling = samplingNone) {
        x = "iteration"
        y = "value"
    }
}

/** The first steps come from so far below that the others would look level. */
private fun visible(values: List<Double>) = values.sorted().let { sorted ->
    val low = sorted[sorted.size / 20]
    val margin = 0.05 * (sorted.last() - low)
    coordCartesian(ylim = if (margin > 0) low - margin to sorted.last() + margin else null)
}

private fun Fit.objective() = when (this) {
    is EmFit -> if (logPrior() == 0.0) "log-likelihood (nats)" else "log-likelihood + log prior (nats)"
    is VariationalFit -> "evidence lower bound (nats)"
    is NutsFit -> "log posterior density, unconstrained (nats)"
    else -> "objective (nats)"
}

private fun Fit.starts(count: Int) = when {
    this is NutsFit -> "A colour for each of $count chains"
    count > 1 -> "Blue: the best of $count starts. Grey: the others"
    else -> ""
}

private fun AmortizedFit.training(title: String): Picture {
    val reports = history().distinctBy { it.step() }
    val validated = history().filter { it.validationLoss().isPresent }
    val panels = panelNames(listOf("loss", "reconstruction, negated", "divergence from the prior")).values.toList()
    val curves = listOf(
        Triple(panels[0], "trained", reports.map { it.step() to it.loss() }),
        Triple(panels[0], "held out", validated.map { it.step() to it.validationLoss().asDouble }),
        Triple(panels[1], "trained", reports.map { it.step() to -it.reconstruction() }),
        Triple(panels[2], "trained", reports.map { it.step() to it.divergence() }),
    )
    val points = curves.flatMap { (panel, rows, curve) -> curve.map { (step, value) -> listOf(panel, rows, step, value) } }
    val columns = listOf("panel", "rows", "step", "value").withIndex().associate { (i, name) -> name to points.map { it[i] } }
    return Picture(
        PlottedDrawing(
            letsPlot(columns) +
                geomLine(size = 1.2, sampling = samplingNone) {
                    x = "step"
                    y = "value"
                    color = "rows"
                } +
                facetWrap("panel", ncol = 1, scales = "free_y", order = 1) +
                scaleColorManual(
                    values = Palette.colours(2),
                    limits = listOf("trained", "held out").take(if (validated.isEmpty()) 1 else 2),
                ) +
                labs(title = title, x = "step", y = "nats a row", color = "rows") +
                panelStyle(),
            Size(800.0, 800.0),
        ),
    )
}
