package org.platen.inference.mcmc

import io.kotest.assertions.assertSoftly
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import org.platen.inference.posteriordb.PosteriorDb
import org.platen.inference.posteriordb.present

/** Trajectories are much shorter under a dense metric where predictors are neither centred nor scaled. */
private val correlated = listOf("arK-arK", "earnings", "kidiq", "kilpisjarvi", "mesquite", "nes2000")

/** Reference means and standard deviations of https://github.com/stan-dev/posteriordb, from 10,000 draws each. */
class PosteriorDbTest : FunSpec({

    for (posterior in PosteriorDb.posteriors) {
        test("draws of ${posterior.name} have the reference means and standard deviations")
            .config(enabledOrReasonIf = PosteriorDb.present) {
                val engine = if (correlated.any(posterior.name::startsWith)) Nuts().denseMetric() else Nuts()
                val fit = engine.fit(posterior.model, posterior.data)
                assertSoftly {
                    for (reference in posterior.references) {
                        val marginal = fit.posterior()[reference.variable]
                        withClue(reference.parameter) {
                            marginal.mean().values()[reference.entry] shouldBe (reference.mean plusOrMinus 0.1 * reference.sd)
                            marginal.standardDeviation().values()[reference.entry] shouldBe (reference.sd plusOrMinus 0.1 * reference.sd)
                        }
                    }
                    fit.convergence().maxOf { it.rHat() } shouldBeLessThan 1.02
                }
            }
    }
})
