package org.platen.dsl.distribution

import kotlin.math.PI
import kotlin.math.abs
import kotlin.math.cos
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.pow
import kotlin.math.sqrt
import org.apache.commons.math3.analysis.integration.IterativeLegendreGaussIntegrator
import org.apache.commons.numbers.gamma.LogBeta
import org.apache.commons.rng.UniformRandomProvider
import org.apache.commons.statistics.distribution.BetaDistribution
import org.apache.commons.statistics.distribution.CauchyDistribution
import org.apache.commons.statistics.distribution.ChiSquaredDistribution
import org.apache.commons.statistics.distribution.ContinuousDistribution
import org.apache.commons.statistics.distribution.ExponentialDistribution
import org.apache.commons.statistics.distribution.FDistribution
import org.apache.commons.statistics.distribution.FoldedNormalDistribution
import org.apache.commons.statistics.distribution.GammaDistribution
import org.apache.commons.statistics.distribution.LaplaceDistribution
import org.apache.commons.statistics.distribution.LogNormalDistribution
import org.apache.commons.statistics.distribution.LogisticDistribution
import org.apache.commons.statistics.distribution.NormalDistribution
import org.apache.commons.statistics.distribution.ParetoDistribution
import org.apache.commons.statistics.distribution.TDistribution
import org.apache.commons.statistics.distribution.UniformContinuousDistribution
import org.apache.commons.statistics.distribution.WeibullDistribution
import org.platen.dsl.distribution.Distributions.beta
import org.platen.dsl.distribution.Distributions.cauchy
import org.platen.dsl.distribution.Distributions.chiSquared
import org.platen.dsl.distribution.Distributions.exponential
import org.platen.dsl.distribution.Distributions.gamma
import org.platen.dsl.distribution.Distributions.halfCauchy
import org.platen.dsl.distribution.Distributions.halfNormal
import org.platen.dsl.distribution.Distributions.inverseGamma
import org.platen.dsl.distribution.Distributions.kumaraswamy
import org.platen.dsl.distribution.Distributions.laplace
import org.platen.dsl.distribution.Distributions.logNormal
import org.platen.dsl.distribution.Distributions.logistic
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.pareto
import org.platen.dsl.distribution.Distributions.studentT
import org.platen.dsl.distribution.Distributions.uniform
import org.platen.dsl.distribution.Distributions.vonMises
import org.platen.dsl.distribution.Distributions.weibull

/**
 * A family beside the same one of Commons Statistics, or made from one of its families by a change of variable.
 *
 * @param tail the least probability of a tail in which the reference keeps its digits
 */
data class Twin(val family: Univariate, val reference: ContinuousDistribution, val tail: Double = 1e-12) {
    override fun toString() = "$family"
}

val continuousTwins: List<Twin> = buildList {
    fun twin(family: Univariate, reference: ContinuousDistribution, tail: Double = 1e-12) = add(Twin(family, reference, tail))

    for ((location, scale) in listOf(0.0 to 1.0, -3.5 to 0.2, 1e3 to 40.0)) {
        twin(normal(location, scale), NormalDistribution.of(location, scale))
        twin(cauchy(location, scale), CauchyDistribution.of(location, scale))
        twin(laplace(location, scale), LaplaceDistribution.of(location, scale))
        twin(logistic(location, scale), LogisticDistribution.of(location, scale))
        twin(uniform(location, location + scale), UniformContinuousDistribution.of(location, location + scale))
        for (n in listOf(0.4, 1.5, 3.0, 30.0, 1e4)) {
            twin(studentT(n, location, scale), shifted(TDistribution.of(n), location, scale))
        }
    }
    for ((location, scale) in listOf(0.0 to 1.0, -3.5 to 0.2, 2.0 to 1.3)) {
        twin(logNormal(location, scale), LogNormalDistribution.of(location, scale))
    }
    for (scale in listOf(1.0, 0.03, 700.0)) {
        twin(halfNormal(scale), FoldedNormalDistribution.of(0.0, scale))
        twin(halfCauchy(scale), squared(FDistribution.of(1.0, 1.0), scale))
        twin(exponential(1 / scale), ExponentialDistribution.of(scale))
    }
    for ((shape, scale) in listOf(1.0 to 1.0, 0.3 to 2.0, 2.5 to 0.1, 40.0 to 300.0)) {
        twin(gamma(shape, 1 / scale), GammaDistribution.of(shape, scale))
        twin(inverseGamma(shape, 1 / scale), reciprocal(GammaDistribution.of(shape, scale), shape, 1 / scale))
        twin(weibull(shape, scale), WeibullDistribution.of(shape, scale))
        twin(pareto(scale, shape), ParetoDistribution.of(scale, shape))
        twin(chiSquared(shape), ChiSquaredDistribution.of(shape))
        twin(chiSquared(scale), ChiSquaredDistribution.of(scale))
    }
    for ((a, b) in listOf(1.0 to 1.0, 0.5 to 0.5, 2.0 to 5.0, 30.0 to 0.7, 400.0 to 300.0)) {
        twin(beta(a, b), BetaDistribution.of(a, b))
        twin(kumaraswamy(a, b), power(BetaDistribution.of(1.0, b), a), tail = 1e-2)
    }
    for ((location, concentration) in listOf(0.0 to 1.0, 2.5 to 0.1, -3.0 to 60.0, 1.0 to 0.0, 9.0 to 3.0)) {
        twin(vonMises(location, concentration), Circle(location, concentration))
    }
}.distinctBy { it.toString() }

/** X for which [to] of X, monotone with slope exp([logSlope]), has the distribution [base]. */
private class Mapped(
    private val base: ContinuousDistribution,
    private val to: (Double) -> Double,
    private val from: (Double) -> Double,
    private val logSlope: (Double) -> Double,
    private val increases: Boolean = true,
    private val mean: Double,
    private val variance: Double,
) : ContinuousDistribution {
    override fun density(x: Double) = exp(logDensity(x))

    override fun logDensity(x: Double) = base.logDensity(to(x)) + logSlope(x)

    override fun cumulativeProbability(x: Double) = if (increases) base.cumulativeProbability(to(x)) else base.survivalProbability(to(x))

    override fun survivalProbability(x: Double) = if (increases) base.survivalProbability(to(x)) else base.cumulativeProbability(to(x))

    override fun inverseCumulativeProbability(p: Double) =
        from(if (increases) base.inverseCumulativeProbability(p) else base.inverseSurvivalProbability(p))

    override fun inverseSurvivalProbability(p: Double) =
        from(if (increases) base.inverseSurvivalProbability(p) else base.inverseCumulativeProbability(p))

    override fun getMean() = mean

    override fun getVariance() = variance

    override fun getSupportLowerBound() = from(if (increases) base.supportLowerBound else base.supportUpperBound)

    override fun getSupportUpperBound() = from(if (increases) base.supportUpperBound else base.supportLowerBound)

    override fun createSampler(random: UniformRandomProvider) = ContinuousDistribution.Sampler { from(base.createSampler(random).sample()) }
}

private fun shifted(base: ContinuousDistribution, location: Double, scale: Double) = Mapped(
    base,
    to = { (it - location) / scale },
    from = { location + scale * it },
    logSlope = { -ln(scale) },
    mean = location + base.mean,
    variance = scale * scale * base.variance,
)

/** The square of a standard half-Cauchy variable is F(1, 1). */
private fun squared(base: ContinuousDistribution, scale: Double) = Mapped(
    base,
    to = { (it / scale).pow(2) },
    from = { scale * sqrt(it) },
    logSlope = { ln(2 * it / scale / scale) },
    mean = Double.POSITIVE_INFINITY,
    variance = Double.NaN,
)

/** The moments of the inverse Gamma distribution are those of Gelman et al. (2013), table A.1. */
private fun reciprocal(base: ContinuousDistribution, shape: Double, scale: Double) = Mapped(
    base,
    to = { 1 / it },
    from = { 1 / it },
    logSlope = { -2 * ln(it) },
    increases = false,
    mean = if (shape > 1) scale / (shape - 1) else Double.POSITIVE_INFINITY,
    variance = if (shape > 2) (scale / (shape - 1)).pow(2) / (shape - 2) else Double.POSITIVE_INFINITY,
)

/** A Kumaraswamy variable to the power a is Beta(1, b); E Xⁿ = b B(1 + n/a, b) (Jones 2009). */
private fun power(base: BetaDistribution, a: Double): Mapped {
    fun moment(n: Int) = base.beta * exp(LogBeta.value(1 + n / a, base.beta))
    return Mapped(
        base,
        to = { it.pow(a) },
        from = { it.pow(1 / a) },
        logSlope = { ln(a) + (a - 1) * ln(it) },
        mean = moment(1),
        variance = moment(2) - moment(1).pow(2),
    )
}

/** The von Mises distribution by quadrature of its definition. */
private class Circle(private val location: Double, private val concentration: Double) : ContinuousDistribution {
    private val total = integral(-PI, PI, ::kernel)

    private fun kernel(x: Double) = exp(concentration * (cos(x - location) - 1))

    override fun density(x: Double) = if (abs(x) > PI) 0.0 else kernel(x) / total

    override fun cumulativeProbability(x: Double) = integral(-PI, x, ::kernel) / total

    override fun survivalProbability(x: Double) = integral(x, PI, ::kernel) / total

    override fun inverseCumulativeProbability(p: Double) = -PI + 2 * PI * p

    override fun getMean() = Double.NaN

    override fun getVariance() = Double.NaN

    override fun getSupportLowerBound() = -PI

    override fun getSupportUpperBound() = PI

    override fun createSampler(random: UniformRandomProvider) = error("not a reference for draws")
}

private fun integral(from: Double, to: Double, f: (Double) -> Double): Double =
    if (from >= to) 0.0 else IterativeLegendreGaussIntegrator(24, 1e-12, 1e-300, 3, 30).integrate(1_000_000, f, from, to)
