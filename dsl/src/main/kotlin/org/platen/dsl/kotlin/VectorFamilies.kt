package org.platen.dsl.kotlin

import org.platen.dsl.distribution.Dirichlet
import org.platen.dsl.distribution.Distributions
import org.platen.dsl.distribution.MultivariateNormal
import org.platen.dsl.distribution.MultivariateNormal.Form
import org.platen.dsl.expr.Expr
import org.platen.dsl.shape.Plate

/**
 * Multivariate Normal; give one of the covariance matrix, the precision matrix (its inverse), the lower Cholesky factor of
 * the covariance, or the vector of variances of independent entries.
 */
public fun multivariateNormal(
    mean: Expr,
    covariance: Expr? = null,
    precision: Expr? = null,
    choleskyFactor: Expr? = null,
    variances: Expr? = null,
): MultivariateNormal {
    val (name, spread) =
        oneOf(
            "MultivariateNormal",
            "covariance" to covariance,
            "precision" to precision,
            "choleskyFactor" to choleskyFactor,
            "variances" to variances,
        )
    val form =
        when (name) {
            "precision" -> Form.PRECISION
            "choleskyFactor" -> Form.CHOLESKY
            "variances" -> Form.DIAGONAL
            else -> Form.COVARIANCE
        }
    return MultivariateNormal(mean, form, spread)
}

/** Dirichlet over the elements of a plate, all with the same concentration. */
public fun dirichlet(plate: Plate, concentration: Number = 1): Dirichlet = Distributions.dirichlet(plate, concentration.toDouble())

/** Dirichlet with a concentration for each entry. */
public fun dirichlet(concentration: Expr): Dirichlet = Distributions.dirichlet(concentration)
