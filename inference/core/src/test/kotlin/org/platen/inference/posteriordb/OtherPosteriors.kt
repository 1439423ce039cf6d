package org.platen.inference.posteriordb

import org.platen.dsl.kotlin.beta
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.dirichlet
import org.platen.dsl.kotlin.exp
import org.platen.dsl.kotlin.filled
import org.platen.dsl.kotlin.flat
import org.platen.dsl.kotlin.gamma
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.halfCauchy
import org.platen.dsl.kotlin.halfNormal
import org.platen.dsl.kotlin.identity
import org.platen.dsl.kotlin.matmul
import org.platen.dsl.kotlin.minus
import org.platen.dsl.kotlin.mixture
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.multivariateNormal
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.ordered
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.pow
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.stack
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.vector
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.model.Model
import org.platen.inference.data.Data

private val arK: Model = model("arK") {
    val time = plate("time")
    val before by time.given(real(5))
    val alpha by latent(normal(0, 10))
    val beta by latent(normal(zeros(5), 10))
    val sigma by latent(halfCauchy(2.5))
    time.observed("y", normal(alpha + (before matmul beta), sigma))
}

private val eightSchools: Model = model("eight-schools") {
    val school = plate("school")
    val error by school.given()
    val mu by latent(normal(0, 5))
    val tau by latent(halfCauchy(5))
    val z by school.latent(normal(0, 1))
    val theta by deterministic(mu + tau * z)
    school.observed("y", normal(theta, error))
}

private const val GP_POINTS = 11

private val gaussianProcess: Model = model("gp-regr") {
    val squaredDistances by given(real(GP_POINTS, GP_POINTS))
    val rho by latent(gamma(25, 4))
    val alpha by latent(halfNormal(2))
    val sigma by latent(halfNormal(1))
    val covariance = (alpha pow 2) * exp(-0.5 * squaredDistances * (rho pow -2)) + sigma * identity(GP_POINTS)
    observed("y", multivariateNormal(zeros(GP_POINTS), covariance))
}

/** The priors Normal(3, 1) and Normal(10, 1) of an increasing vector are written as the density of 3 and 10 given it. */
private val hiddenMarkov: Model = model("hmm-example") {
    val state = plate("state", 2)
    val transition by state.latent(dirichlet(2, 1.0))
    val mu by latent(flat(ordered(2)))
    observed("priorMean", normal(mu, 1))
    val time = chain("time")
    val z by time.markov(initial = categorical(vector(0.5, 0.5))) { previous -> categorical(transition[previous]) }
    time.observed("y", normal(mu[z], 1))
}

private val kilpisjarvi: Model = model("kilpisjarvi") {
    val year = plate("year")
    val x by year.given()
    val priorMean by given(real(2))
    val priorScale by given(real(2))
    val alpha by latent(normal(priorMean[0], priorScale[0]))
    val beta by latent(normal(priorMean[1], priorScale[1]))
    val sigma by latent(flat(positive()))
    year.observed("y", normal(alpha + beta * x, sigma))
}

/** The priors Normal(0, 2) of an increasing vector are written as the density of 0 given it. */
private val gaussianMixture: Model = model("low-dim-gauss-mix") {
    val row = plate("row")
    val mu by latent(flat(ordered(2)))
    observed("priorMean", normal(mu, 2))
    val sigma by latent(halfNormal(filled(2, 2)))
    val theta by latent(beta(5, 5))
    row.observed("y", mixture(weights = stack(theta, 1 - theta), component = normal(mu, sigma)))
}

internal val others: List<ReferencePosterior> = listOf(
    ReferencePosterior("arK-arK", "arK", arK) { json ->
        val y = json.numbers("y")
        Data.of(arK["y"], y.copyOfRange(5, y.size))
            .and(arK["before"], Array(y.size - 5) { t -> DoubleArray(5) { lag -> y[t + 4 - lag] } })
    },
    ReferencePosterior("eight_schools-eight_schools_noncentered", "eight_schools", eightSchools) { json ->
        Data.of(eightSchools["y"], json.numbers("y")).and(eightSchools["error"], json.numbers("sigma"))
    },
    ReferencePosterior("gp_pois_regr-gp_regr", "gp_pois_regr", gaussianProcess) { json ->
        val x = json.numbers("x")
        Data.of(gaussianProcess["y"], json.numbers("y"))
            .and(gaussianProcess["squaredDistances"], Array(x.size) { i -> DoubleArray(x.size) { (x[i] - x[it]) * (x[i] - x[it]) } })
    },
    ReferencePosterior(
        "hmm_example-hmm_example",
        "hmm_example",
        hiddenMarkov,
        mapOf(
            "theta1[1]" to ("transition" to 0),
            "theta1[2]" to ("transition" to 1),
            "theta2[1]" to ("transition" to 2),
            "theta2[2]" to ("transition" to 3),
        ),
    ) { json -> Data.of(hiddenMarkov["y"], json.numbers("y")).and(hiddenMarkov["priorMean"], doubleArrayOf(3.0, 10.0)) },
    ReferencePosterior("kilpisjarvi_mod-kilpisjarvi", "kilpisjarvi_mod", kilpisjarvi) { json ->
        Data.of(kilpisjarvi["y"], json.numbers("y"))
            .and(kilpisjarvi["x"], json.numbers("x"))
            .and(kilpisjarvi["priorMean"], doubleArrayOf(json.number("pmualpha"), json.number("pmubeta")))
            .and(kilpisjarvi["priorScale"], doubleArrayOf(json.number("psalpha"), json.number("psbeta")))
    },
    ReferencePosterior("low_dim_gauss_mix-low_dim_gauss_mix", "low_dim_gauss_mix", gaussianMixture) { json ->
        Data.of(gaussianMixture["y"], json.numbers("y")).and(gaussianMixture["priorMean"], doubleArrayOf(0.0, 0.0))
    },
)
