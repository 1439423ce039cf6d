package org.platen.inference.em

import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.multivariateNormal
import org.platen.dsl.model.Model
import org.platen.dsl.model.Space.positiveDefinite
import org.platen.dsl.model.Space.real
import org.platen.dsl.model.Space.simplex

/** A Gaussian mixture by maximum likelihood: `k` clusters of `d` columns with a full covariance each. */
fun fullMixture(k: Int, d: Int): Model = Model.declare("mixture") { m ->
    val cluster = m.plate("cluster", k)
    val row = m.plate("row")
    val weights = m.parameter("weights", simplex(cluster))
    val mean = m.parameter("mean", cluster, real(d))
    val covariance = m.parameter("covariance", cluster, positiveDefinite(d))
    val z = m.latent("z", row, categorical(weights))
    m.observed("x", row, multivariateNormal(mean.at(z), covariance.at(z)))
}
