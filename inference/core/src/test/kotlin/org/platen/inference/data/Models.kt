package org.platen.inference.data

import org.platen.dsl.distribution.Distribution
import org.platen.dsl.distribution.Distributions.categorical
import org.platen.dsl.distribution.Distributions.multivariateNormal
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Expressions.identity
import org.platen.dsl.expr.Expressions.zeros
import org.platen.dsl.model.Covariate
import org.platen.dsl.model.Model
import org.platen.dsl.model.ModelBuilder

/** One observed variable `x` in a plate `row`, or outside all plates. */
fun observing(distribution: Distribution, inPlate: Boolean = true): Model = Model.declare("one") { m ->
    if (inPlate) m.observed("x", m.plate("row"), distribution) else m.observed("x", distribution)
}

/** One given variable `g` in a plate `row`. */
fun giving(covariate: Covariate): Model = Model.declare("one") { m -> m.given("g", m.plate("row"), covariate) }

val scalar: Model = observing(normal(0.0, 1.0))

val pairs: Model = observing(multivariateNormal(zeros(2), identity(2)))

/** Students and items, both sized by the data, with a score for each combination. */
val scores: Model = Model.declare("scores") { m ->
    m.observed("x", m.plate("student").times(m.plate("item")), normal(0.0, 1.0))
}

/** The eight schools: standard errors given, a latent effect for each school. */
val schools: Model = Model.declare("schools") { m ->
    val school = m.plate("school")
    val error = m.given("se", school)
    val effect = m.latent("theta", school, normal(0.0, 5.0))
    m.observed("y", school, normal(effect, error))
}

/** Rows with the county they belong to; the number of counties comes from the data. */
val counties: Model = Model.declare("counties") { m ->
    val county = m.plate("county")
    val row = m.plate("row")
    val of = m.given("countyOf", row, Covariate.index(county))
    val level = m.latent("level", county, normal(0.0, 1.0))
    m.observed("x", row, normal(level.at(of), 1.0))
}

val species: Model = observing(categorical(constant(0.2, 0.3, 0.5)))

fun Model.plate(name: String) = plates().single { it.name() == name }

fun declare(name: String, declaration: (ModelBuilder) -> Unit): Model = Model.declare(name) { declaration(it) }
