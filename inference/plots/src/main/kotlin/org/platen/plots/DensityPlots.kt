@file:JvmName("Plots")
@file:JvmMultifileClass

package org.platen.plots

import java.util.Locale
import org.jetbrains.letsPlot.Stat
import org.jetbrains.letsPlot.facet.facetWrap
import org.jetbrains.letsPlot.geom.geomHLine
import org.jetbrains.letsPlot.geom.geomLine
import org.jetbrains.letsPlot.geom.geomPoint
import org.jetbrains.letsPlot.geom.geomStep
import org.jetbrains.letsPlot.intern.Feature
import org.jetbrains.letsPlot.intern.FeatureList
import org.jetbrains.letsPlot.label.labs
import org.jetbrains.letsPlot.letsPlot
import org.jetbrains.letsPlot.sampling.samplingNone
import org.jetbrains.letsPlot.scale.scaleColorManual
import org.platen.inference.mcmc.NutsFit
import org.platen.inference.posterior.PosteriorFit

private const val MOST_NUMBERS = 20
private const val MOST_DRAWS = 2_000
private const val RANK_BINS = 20

/**
 * Smoothed posterior densities, a panel for each number and, of NUTS, a line for each chain: chains that agree lie on each other.
 *
 * @param names variables, or numbers of them such as `theta[3]`; without names all unknowns, 20 numbers at most
 * @param title above the picture
 */
@JvmOverloads
fun PosteriorFit.plotDensity(vararg names: String, title: String = model().name()): Picture = byNumber(
    DrawnNumber.of(this, names.toList(), MOST_NUMBERS),
    title,
    x = "value",
    y = "posterior density",
) { numbers ->
    listOf(
        geomLine(numbers.table(MOST_DRAWS), stat = Stat.density(trim = true), size = 1.0, sampling = samplingNone) {
            x = "value"
            color = "chain"
        },
    )
}

/**
 * The draws in their order, a panel for each number and a colour for each chain: of chains that have converged none wanders or stays apart. Of NUTS, draws whose
 * trajectory diverged are marked.
 *
 * @param names variables, or numbers of them such as `theta[3]`; without names all unknowns, 20 numbers at most
 * @param title above the picture
 */
@JvmOverloads
fun PosteriorFit.plotDraws(vararg names: String, title: String = model().name()): Picture = byNumber(
    DrawnNumber.of(this, names.toList(), MOST_NUMBERS),
    title,
    x = "draw",
    y = "value",
    caption = divergent(this)?.let(::words) ?: "",
) { numbers ->
    val line = geomLine(numbers.table(MOST_DRAWS), size = 0.4, alpha = 0.7, sampling = samplingNone) {
        x = "draw"
        y = "value"
        color = "chain"
    }
    listOf(line) + listOfNotNull(divergent(this)?.let { marks(numbers, it) })
}

private fun marks(numbers: List<DrawnNumber>, divergent: List<List<Int>>): Feature {
    val panels = panelNames(numbers.map { it.name })
    val rows = numbers.flatMap { number -> divergent.flatMapIndexed { chain, draws -> draws.map { Triple(number, chain, it) } } }
    val table = mapOf(
        "number" to rows.map { panels.getValue(it.first.name) },
        "draw" to rows.map { it.third + 1 },
        "value" to rows.map { it.first.chains[it.second][it.third] },
    )
    return geomPoint(table, color = DIVERGED, size = 2.5, sampling = samplingNone) {
        x = "draw"
        y = "value"
    }
}

/**
 * Histograms of the ranks of each chain's draws among those of all chains, a panel for each number: level where chains agree, unlike trace plots also for many draws
 * (Vehtari, Gelman, Simpson, Carpenter and Bürkner 2021, figure 5).
 *
 * @param names variables, or numbers of them such as `theta[3]`; without names all unknowns, 20 numbers at most
 * @param title above the picture
 */
@JvmOverloads
fun PosteriorFit.plotRanks(vararg names: String, title: String = model().name()): Picture = byNumber(
    DrawnNumber.of(this, names.toList(), MOST_NUMBERS),
    title,
    x = "rank among the draws of all chains / draws",
    y = "draws of a chain",
    caption = "Dashed: what is expected where chains agree",
) { numbers ->
    val panels = panelNames(numbers.map { it.name })
    val steps = numbers.flatMap { number ->
        rankCounts(number.chains).flatMapIndexed { chain, counts ->
            (0..RANK_BINS).map {
                listOf(
                    panels.getValue(number.name),
                    "${chain + 1}",
                    it / RANK_BINS.toDouble(),
                    counts[
                        minOf(
                            it,
                            RANK_BINS - 1,
                        ),
                    ],
                )
            }
        }
    }
    val table = listOf("number", "chain", "rank", "count").withIndex().associate { (i, name) -> name to steps.map { it[i] } }
    listOf(
        geomHLine(yintercept = numbers[0].chains[0].size / RANK_BINS.toDouble(), color = INK, linetype = "dashed"),
        geomStep(table, size = 1.0, sampling = samplingNone) {
            x = "rank"
            y = "count"
            color = "chain"
        },
    )
}

/** Of each chain, how many of its draws are in each bin of ranks. */
internal fun rankCounts(chains: List<DoubleArray>): List<IntArray> {
    val all = chains.flatMapIndexed { chain, draws -> draws.map { it to chain } }.sortedBy { it.first }
    val counts = List(chains.size) { IntArray(RANK_BINS) }
    all.forEachIndexed { rank, (_, chain) -> counts[chain][(rank.toLong() * RANK_BINS / all.size).toInt()]++ }
    return counts
}

private fun byNumber(
    numbers: List<DrawnNumber>,
    title: String,
    x: String,
    y: String,
    caption: String = "",
    layers: (List<DrawnNumber>) -> List<Feature>,
): Picture {
    val panels = Panels(numbers.size)
    val chains = List(numbers[0].chains.size) { "${it + 1}" }
    val scale = scaleColorManual(values = Palette.colours(chains.size), limits = chains, guide = if (chains.size == 1) "none" else null)
    val facets = facetWrap("number", ncol = panels.columns, scales = "free", order = 1)
    val words = labs(title = title, x = x, y = y, color = "chain", caption = caption)
    return Picture(PlottedDrawing(letsPlot() + FeatureList(layers(numbers)) + facets + scale + words + panelStyle(), panels.size))
}

/** Of each chain, the draws whose trajectory diverged; null where nothing diverged or could. */
internal fun divergent(fit: PosteriorFit): List<List<Int>>? =
    (fit as? NutsFit)?.takeIf { it.divergences() > 0 }?.statistics()?.map { chain ->
        chain.divergent().indices.filter { chain.divergent()[it] }
    }

internal fun words(divergent: List<List<Int>>) =
    "Orange: %,d draws whose trajectory diverged".format(Locale.ROOT, divergent.sumOf { it.size })

internal val DIVERGED = Palette.colours(2)[1]
