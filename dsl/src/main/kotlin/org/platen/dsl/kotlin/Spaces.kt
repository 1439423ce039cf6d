package org.platen.dsl.kotlin

import org.platen.dsl.distribution.Support
import org.platen.dsl.model.Covariate
import org.platen.dsl.model.Space
import org.platen.dsl.shape.ModelException
import org.platen.dsl.shape.Plate

/** Real numbers; without sizes a single one. */
public fun real(vararg sizes: Int): Space = Space.real(*sizes)

/** Numbers above zero; without sizes a single one. */
public fun positive(vararg sizes: Int): Space = Space.positive(*sizes)

/** Numbers between zero and one; without sizes a single one. */
public fun unitInterval(vararg sizes: Int): Space = Space.unitInterval(*sizes)

/** A number between two bounds. */
public fun between(lower: Double, upper: Double): Space = Space.between(lower, upper)

/** Probabilities of the elements of a plate, summing to one. */
public fun simplex(plate: Plate): Space = Space.simplex(plate)

/** Probabilities that sum to one. */
public fun simplex(size: Int): Space = Space.simplex(size)

/** Vectors with increasing entries. */
public fun ordered(size: Int): Space = Space.ordered(size)

/** Symmetric positive definite matrices: covariances and precisions. */
public fun positiveDefinite(size: Int): Space = Space.positiveDefinite(size)

/** Lower triangular matrices with a positive diagonal. */
public fun choleskyFactor(size: Int): Space = Space.choleskyFactor(size)

/** A covariate that names an element of [plate], counted from 0. */
public fun index(plate: Plate): Covariate = Covariate.index(plate)

/** A covariate that is one of [size] categories, counted from 0. */
public fun category(size: Int): Covariate = Covariate.category(size)

internal fun Space.asCovariate(): Covariate {
    if (support != Support.REAL) {
        throw ModelException("a covariate holds any real numbers, found a space of $support. Use real(…), index(plate) or category(size).")
    }
    return Covariate.real(*shape.sizes())
}
