package org.platen.inference.mcmc

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.dirichlet
import org.platen.dsl.kotlin.exp
import org.platen.dsl.kotlin.gamma
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.halfNormal
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.poisson
import org.platen.dsl.kotlin.stack
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.vector
import org.platen.dsl.model.Model
import org.platen.inference.criticism.SimulationBasedCalibration
import org.platen.inference.data.Data
import org.platen.inference.data.plate
import org.platen.inference.kotlin.nuts

private val location: Model = model("location and scale") {
    val row = plate("row")
    val mu by latent(normal(0, 1))
    val sigma by latent(halfNormal(1))
    row.observed("y", normal(mu, sigma))
}

private val hierarchy: Model = model("hierarchy") {
    val school = plate("school")
    val mu by latent(normal(0, 1))
    val tau by latent(halfNormal(1))
    val z by school.latent(normal(0, 1))
    school.observed("y", normal(mu + tau * z, 1))
}

private val counts: Model = model("Poisson regression") {
    val row = plate("row")
    val x by row.given()
    val alpha by latent(normal(0, 1))
    val beta by latent(normal(0, 0.5))
    row.observed("y", poisson(exp(alpha + beta * x)))
}

private val mixture: Model = model("mixture") {
    val row = plate("row")
    val shares by latent(dirichlet(vector(2, 2)))
    val low by latent(normal(-1, 1))
    val gap by latent(gamma(4, 2))
    val z by row.latent(categorical(shares))
    row.observed("y", normal(stack(low, low + gap)[z], 0.5))
}

private val chain: Model = model("hidden Markov chain") {
    val state = plate("state", 2)
    val time = chain("time")
    val moves by state.latent(dirichlet(2, 2.0))
    val low by latent(normal(-1, 1))
    val gap by latent(gamma(4, 2))
    val z by time.markov(initial = categorical(vector(0.5, 0.5))) { previous -> categorical(moves[previous]) }
    time.observed("y", normal(stack(low, low + gap)[z], 0.5))
}

private const val FALSE_ALARM = 1e-3

/**
 * Ranks of true values among draws are uniform (Talts, Betancourt, Simpson, Vehtari and Gelman 2018, theorem 1). Labels of mixtures are told apart by a gap above zero:
 * between modes chains do not move.
 */
class NutsCalibrationTest : FunSpec({

    for (
    (model, design) in listOf(
        location to Data.size(location.plate("row"), 8),
        hierarchy to Data.size(hierarchy.plate("school"), 6),
        counts to Data.of(counts["x"], doubleArrayOf(-1.5, -1.0, -0.5, 0.0, 0.0, 0.5, 1.0, 1.5)),
        mixture to Data.size(mixture.plate("row"), 15),
        chain to Data.size(chain.plate("time"), 10),
    )
    ) {
        test("draws are calibrated: ${model.name()}") {
            val engine = nuts(chains = 2, warmup = 200, draws = 300, targetAcceptance = 0.9)
            val report = SimulationBasedCalibration.of(model, engine, design).replicates(150).run()
            withClue(report.table()) {
                report.failures().shouldBeEmpty()
                report.suspicious(FALSE_ALARM).shouldBeEmpty()
            }
        }
    }
})
