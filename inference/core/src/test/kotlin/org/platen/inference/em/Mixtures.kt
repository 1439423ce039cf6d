package org.platen.inference.em

import org.platen.dsl.distribution.Distribution
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.multivariateNormal
import org.platen.dsl.distribution.Distributions.multivariateNormalDiagonal
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.expr.Expr
import org.platen.dsl.model.Model
import org.platen.dsl.model.ModelBuilder
import org.platen.dsl.model.Space.positive
import org.platen.dsl.model.Space.positiveDefinite
import org.platen.dsl.model.Space.real
import org.platen.dsl.model.Space.simplex
import org.platen.dsl.shape.Plate
import org.platen.inference.data.Data

/** A mixture of [k] components by maximum likelihood; [component] declares its parameters and says what row `x` of component z is drawn from. */
fun mixture(k: Int, component: (ModelBuilder, Plate) -> (Expr) -> Distribution): Model = Model.declare("mixture") { m ->
    val cluster = m.plate("cluster", k)
    val row = m.plate("row")
    val weights = m.parameter("weights", simplex(cluster))
    val drawn = component(m, cluster)
    val z = m.latent("z", row, categorical(weights))
    m.observed("x", row, drawn(z))
}

/** Each of [k] components of [d] columns has its own covariance matrix. */
fun fullMixture(k: Int, d: Int): Model = mixture(k) { m, cluster ->
    val mean = m.parameter("mean", cluster, real(d))
    val covariance = m.parameter("covariance", cluster, positiveDefinite(d));
    { z -> multivariateNormal(mean.at(z), covariance.at(z)) }
}

/** All components share one covariance matrix. */
fun tiedMixture(k: Int, d: Int): Model = mixture(k) { m, cluster ->
    val mean = m.parameter("mean", cluster, real(d))
    val covariance = m.parameter("covariance", positiveDefinite(d));
    { z -> multivariateNormal(mean.at(z), covariance) }
}

/** Columns are independent within a component; each has its own variance there. */
fun diagonalMixture(k: Int, d: Int): Model = mixture(k) { m, cluster ->
    val mean = m.parameter("mean", cluster, real(d))
    val variance = m.parameter("variance", cluster, positive(d));
    { z -> multivariateNormalDiagonal(mean.at(z), variance.at(z)) }
}

/** [diagonalMixture] as independent Normals. */
fun independentMixture(k: Int, d: Int): Model = mixture(k) { m, cluster ->
    val mean = m.parameter("mean", cluster, real(d))
    val scale = m.parameter("scale", cluster, positive(d));
    { z -> normal(mean.at(z), scale.at(z)) }
}

/** One standard deviation for all columns of a component. */
fun sphericalMixture(k: Int, d: Int): Model = mixture(k) { m, cluster ->
    val mean = m.parameter("mean", cluster, real(d))
    val scale = m.parameter("scale", cluster, positive());
    { z -> normal(mean.at(z), scale.at(z)) }
}

fun Model.rows(x: Array<DoubleArray>): Data = Data.of(get("x"), x)

fun ExactEm.fit(model: Model, x: Array<DoubleArray>): EmFit = fit(model, model.rows(x))
