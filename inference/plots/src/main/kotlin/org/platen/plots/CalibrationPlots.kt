package org.platen.plots

import org.jetbrains.letsPlot.Stat
import org.jetbrains.letsPlot.facet.facetWrap
import org.jetbrains.letsPlot.geom.geomBar
import org.jetbrains.letsPlot.geom.geomHLine
import org.jetbrains.letsPlot.geom.geomRibbon
import org.jetbrains.letsPlot.geom.geomStep
import org.jetbrains.letsPlot.label.labs
import org.jetbrains.letsPlot.letsPlot
import org.jetbrains.letsPlot.sampling.samplingNone
import org.platen.inference.criticism.Calibration
import org.platen.inference.criticism.EcdfEnvelope

/** Pictures of simulation-based calibration. Where inference is right everything stays inside the grey bands. */
object CalibrationPlots {

    private const val BAND = 0.95
    private val BLUE = Palette.colours(1).single()

    /**
     * How often each rank occurs, in bins, with a band that holds 95 % of single bars where inference is right. A valley says that posteriors are too narrow, a
     * hill too wide, a slope biased.
     */
    @JvmStatic
    fun histogram(calibration: Calibration, title: String): Picture {
        val bins = calibration.bins()
        val middles = List(bins) { (it + 0.5) / bins }
        val expected = calibration.replicates().toDouble() / bins
        val bar = calibration.bar(bins, BAND)
        val band = mapOf("x" to listOf(0.0, 1.0), "low" to List(2) { bar.low().toDouble() }, "high" to List(2) { bar.high().toDouble() })
        val bars = mapOf("x" to middles, "count" to calibration.histogram(bins).toList())
        return Picture(
            letsPlot() +
                geomBar(bars, stat = Stat.identity, fill = BLUE, width = 0.9, sampling = samplingNone) {
                    x = "x"
                    y = "count"
                } +
                ribbon(band) +
                geomHLine(yintercept = expected, color = INK, linetype = "dashed") +
                words(title, "rank of the true value / draws", "data sets", calibration) +
                style(),
        )
    }

    /** The same of several numbers, a panel for each. */
    @JvmStatic
    fun histograms(calibrations: Map<String, Calibration>, title: String): Picture {
        require(calibrations.isNotEmpty()) { "There are no ranks to plot." }
        val any = calibrations.values.first()
        val bins = any.bins()
        val bar = any.bar(bins, BAND)
        val panelNames = panelNames(calibrations.keys.toList())
        val rows = calibrations.flatMap { (name, one) ->
            one.histogram(bins).mapIndexed { bin, count ->
                Triple(
                    panelNames.getValue(name),
                    (bin + 0.5) / bins,
                    count,
                )
            }
        }
        val panels = Panels(calibrations.size)
        val bars = mapOf("number" to rows.map { it.first }, "x" to rows.map { it.second }, "count" to rows.map { it.third })
        val band = mapOf("x" to listOf(0.0, 1.0), "low" to List(2) { bar.low().toDouble() }, "high" to List(2) { bar.high().toDouble() })
        return Picture(
            PlottedDrawing(
                letsPlot() +
                    geomBar(bars, stat = Stat.identity, fill = BLUE, width = 0.9, sampling = samplingNone) {
                        x = "x"
                        y = "count"
                    } +
                    ribbon(band) +
                    geomHLine(yintercept = any.replicates().toDouble() / bins, color = INK, linetype = "dashed") +
                    facetWrap("number", ncol = panels.columns, order = 1) +
                    words(title, "rank of the true value / draws", "data sets", any) +
                    panelStyle(),
                panels.size,
            ),
        )
    }

    /** The empirical distribution function of ranks less that of uniform ones, with the band that holds all of it in 95 % where inference is right. */
    @JvmStatic
    fun distribution(calibration: Calibration, title: String): Picture {
        val envelope = calibration.envelope(BAND)
        val points = envelope.points()
        val difference = mapOf("x" to points.toList(), "y" to calibration.ecdf().zip(points.toList()) { a, b -> a - b })
        return Picture(
            letsPlot() +
                ribbon(band(envelope)) +
                geomStep(difference, color = BLUE, size = 1.0) {
                    x = "x"
                    y = "y"
                } +
                words(title, "rank of the true value / draws", "share of ranks up to here, less that expected", calibration) +
                style(),
        )
    }

    private fun band(envelope: EcdfEnvelope): Map<String, List<Double>> {
        val points = envelope.points().toList()
        return mapOf(
            "x" to points,
            "low" to envelope.lower().zip(points) { a, b -> a - b },
            "high" to envelope.upper().zip(points) { a, b -> a - b },
        )
    }

    private fun ribbon(band: Map<String, List<Double>>) = geomRibbon(band, fill = "#808080", alpha = 0.3, size = 0.0) {
        x = "x"
        ymin = "low"
        ymax = "high"
    }

    private fun words(title: String, x: String, y: String, calibration: Calibration) = labs(
        title = title,
        x = x,
        y = y,
        caption = "${calibration.replicates()} data sets, ranks among ${calibration.draws()} draws. Grey: 95 % where inference is right",
    )
}
