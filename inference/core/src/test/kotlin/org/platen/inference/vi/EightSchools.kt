package org.platen.inference.vi

import org.platen.dsl.distribution.Distributions.halfCauchy
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.model.Model
import org.platen.inference.data.Data

/** Effects of coaching in eight schools (Rubin 1981), as in Gelman et al. 2013, section 5.5, with a half-Cauchy prior of scale 5. */
internal object EightSchools {

    private val effects = doubleArrayOf(28.0, 8.0, -3.0, 7.0, -1.0, 1.0, 18.0, 12.0)
    private val errors = doubleArrayOf(15.0, 10.0, 16.0, 11.0, 9.0, 11.0, 10.0, 18.0)

    val centred: Model = Model.declare("eight-schools") { m ->
        val school = m.plate("school")
        val se = m.given("se", school)
        val mu = m.latent("mu", normal(0.0, 5.0))
        val tau = m.latent("tau", halfCauchy(5.0))
        val theta = m.latent("theta", school, normal(mu, tau))
        m.observed("y", school, normal(theta, se))
    }

    /** The centred model with its effects declared non-centred. */
    val declaredNonCentred: Model = centred.nonCentred("theta")

    /** Non-centred by hand. */
    val nonCentred: Model = Model.declare("eight-schools") { m ->
        val school = m.plate("school")
        val se = m.given("se", school)
        val mu = m.latent("mu", normal(0.0, 5.0))
        val tau = m.latent("tau", halfCauchy(5.0))
        val z = m.latent("z", school, normal(0.0, 1.0))
        val theta = m.deterministic("theta", mu.plus(tau.times(z)))
        m.observed("y", school, normal(theta, se))
    }

    fun data(model: Model): Data = Data.of(model["y"], effects).and(model["se"], errors)
}
