package org.platen.benchmarks

import java.util.Locale
import kotlin.math.abs
import org.platen.inference.criticism.ImportanceCorrection
import org.platen.inference.mcmc.Nuts
import org.platen.inference.posterior.PosteriorFit
import org.platen.inference.posteriordb.PosteriorDb
import org.platen.inference.posteriordb.ReferencePosterior
import org.platen.inference.vi.MeanFieldVi
import org.platen.inference.vi.VariationalFit

/**
 * Prints a table of all posteriors of posteriordb that are declared here, by NUTS, mean field and full rank, beside the reference draws; in the folder `posteriordb`
 * of the one that the property platen.data names.
 */
object ReferencePosteriors {

    @JvmStatic
    public fun main(arguments: Array<String>) {
        println("| posterior | NUTS: mean, sd | mean field: ELBO | mean, sd | k-hat | full rank: ELBO | mean, sd | k-hat |")
        println("|---|---|---|---|---|---|---|---|")
        for (posterior in PosteriorDb.posteriors) {
            val nuts = Nuts().denseMetric().fit(posterior.model, posterior.data)
            val meanField = MeanFieldVi().conjugate(false).draws(10_000).fit(posterior.model, posterior.data)
            val fullRank = MeanFieldVi().fullRank().draws(10_000).fit(posterior.model, posterior.data)
            val cells =
                listOf(posterior.name, worst(nuts, posterior)) + variational(meanField, posterior) + variational(fullRank, posterior)
            println(cells.joinToString(" | ", "| ", " |"))
        }
    }

    private fun variational(fit: VariationalFit, posterior: ReferencePosterior): List<String> = listOf(
        "%.3f".format(Locale.ROOT, fit.elbo().value()),
        worst(fit, posterior),
        "%.2f".format(Locale.ROOT, ImportanceCorrection.of(fit).shape()),
    )

    /** The largest error of a mean in reference standard deviations, and of a standard deviation relative to the reference. */
    private fun worst(fit: PosteriorFit, posterior: ReferencePosterior): String {
        val means = posterior.references.maxOf { abs(fit.posterior()[it.variable].mean().values()[it.entry] - it.mean) / it.sd }
        val deviations = posterior.references.maxOf {
            abs(fit.posterior()[it.variable].standardDeviation().values()[it.entry] / it.sd - 1)
        }
        return "%.3f, %.0f %%".format(Locale.ROOT, means, 100 * deviations)
    }
}
