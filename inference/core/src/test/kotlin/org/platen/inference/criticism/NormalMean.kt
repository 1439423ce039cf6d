package org.platen.inference.criticism

import java.util.Random
import kotlin.math.PI
import kotlin.math.ln
import kotlin.math.sqrt
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.model.Model
import org.platen.inference.data.Binding
import org.platen.inference.data.Data
import org.platen.inference.data.declare
import org.platen.inference.engine.Engine
import org.platen.inference.engine.Suitability
import org.platen.inference.fit.Provenance
import org.platen.inference.posterior.ApproximateFit
import org.platen.inference.posterior.Draws
import org.platen.inference.posterior.JointPosterior
import org.platen.inference.unconstrained.PosteriorRoles

/** y ~ Normal(mu, 1), mu ~ Normal(0, 1): the posterior of n values with mean m is Normal(n m / (n + 1), 1 / √(n + 1)). */
val normalMean: Model = declare("normal mean") { m ->
    val mu = m.latent("mu", normal(0.0, 1.0))
    m.observed("y", m.plate("row"), normal(mu, 1.0))
}

private fun logNormal(x: Double, mean: Double, scale: Double) =
    -0.5 * ln(2 * PI) - ln(scale) - (x - mean) * (x - mean) / (2 * scale * scale)

/** Draws of [normalMean]'s exact posterior, moved by some of its standard deviations and stretched: right for 0 and 1. */
class NormalMeanEngine(
    private val shift: Double = 0.0,
    private val stretch: Double = 1.0,
    private val draws: Int = 500,
    private val seed: Long = 1,
) :
    Engine {

    override fun suits(model: Model, data: Data) = Suitability(listOf())

    override fun seed(seed: Long) = NormalMeanEngine(shift, stretch, draws, seed)

    override fun fit(model: Model, data: Data): NormalMeanFit {
        val y = data.bind(model).column(model["y"]).values()[0].filterNot { it.isNaN() }
        val scale = 1 / sqrt(y.size + 1.0)
        return NormalMeanFit(model, data, y, y.sum() / (y.size + 1) + shift * scale, stretch * scale, draws, seed)
    }
}

/** Draws of Normal([mean], [scale]) as a fit of [normalMean]. */
class NormalMeanFit(
    model: Model,
    data: Data,
    private val y: List<Double>,
    private val mean: Double,
    private val scale: Double,
    draws: Int,
    seed: Long,
) :
    ApproximateFit {

    private val binding = Binding.of(model, data)
    private val random = Random(seed)
    private val values = DoubleArray(draws) { mean + scale * random.nextGaussian() }
    private val posterior = JointPosterior(
        binding,
        PosteriorRoles.of(model, binding).roles(),
        Draws.of(binding, mapOf(model["mu"] to arrayOf(values.map { doubleArrayOf(it) }.toTypedArray()))),
    )

    override fun provenance(): Provenance = throw UnsupportedOperationException("made by hand")

    override fun posterior() = posterior

    override fun logRatios() = values.map { mu ->
        logNormal(mu, 0.0, 1.0) + y.sumOf { logNormal(it, mu, 1.0) } - logNormal(mu, mean, scale)
    }.toDoubleArray()

    override fun warnings() = listOf<String>()

    override fun stoppingReason() = "in closed form"

    override fun trace() = listOf<Double>()

    override fun summary() = "closed form"
}

/** Log density of one more value: mu Normal(mean, scale), value Normal(mu, 1). */
fun logPredictive(value: Double, others: List<Double>): Double =
    logNormal(value, others.sum() / (others.size + 1), sqrt(1 + 1 / (others.size + 1.0)))

/** Log evidence: the values one by one, each given those before it. */
fun logEvidence(y: List<Double>): Double = y.indices.sumOf { logPredictive(y[it], y.subList(0, it)) }
