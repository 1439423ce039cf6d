package org.platen.dsl.kotlin

import org.platen.dsl.distribution.Dirichlet
import org.platen.dsl.distribution.Distributions
import org.platen.dsl.distribution.InverseWishart
import org.platen.dsl.distribution.LkjCholesky
import org.platen.dsl.distribution.MultivariateNormal
import org.platen.dsl.distribution.MultivariateNormal.Form
import org.platen.dsl.distribution.MultivariateStudentT
import org.platen.dsl.distribution.Wishart
import org.platen.dsl.expr.Expr
import org.platen.dsl.shape.Plate

/**
 * Multivariate Normal; give one of the covariance matrix, the precision matrix (its inverse), the lower Cholesky factor of the covariance, or the
 * vector of variances of independent entries.
 */
public fun multivariateNormal(
    mean: Expr,
    covariance: Expr? = null,
    precision: Expr? = null,
    choleskyFactor: Expr? = null,
    variances: Expr? = null,
): MultivariateNormal {
    val (form, spread) = spread("MultivariateNormal", "covariance" to covariance, precision, choleskyFactor, variances)
    return MultivariateNormal(mean, form, spread)
}

/**
 * Multivariate Student t; give one of the scale matrix, its inverse, its lower Cholesky factor, or the vector on its diagonal. It tends to the
 * multivariate Normal with covariance [scale] as the [degreesOfFreedom] grow.
 */
public fun multivariateStudentT(
    degreesOfFreedom: Expr,
    location: Expr,
    scale: Expr? = null,
    precision: Expr? = null,
    choleskyFactor: Expr? = null,
    variances: Expr? = null,
): MultivariateStudentT {
    val (form, spread) = spread("MultivariateStudentT", "scale" to scale, precision, choleskyFactor, variances)
    return MultivariateStudentT(degreesOfFreedom, location, form, spread)
}

public fun multivariateStudentT(
    degreesOfFreedom: Number,
    location: Expr,
    scale: Expr? = null,
    precision: Expr? = null,
    choleskyFactor: Expr? = null,
    variances: Expr? = null,
): MultivariateStudentT = multivariateStudentT(degreesOfFreedom.expr, location, scale, precision, choleskyFactor, variances)

/** Scatter matrices of Normal vectors, with mean [degreesOfFreedom] times [scale]. */
public fun wishart(degreesOfFreedom: Expr, scale: Expr): Wishart = Wishart(degreesOfFreedom, scale)

public fun wishart(degreesOfFreedom: Number, scale: Expr): Wishart = wishart(degreesOfFreedom.expr, scale)

/** Inverses of Wishart matrices, with mean [scale] / ([degreesOfFreedom] − rows − 1). */
public fun inverseWishart(degreesOfFreedom: Expr, scale: Expr): InverseWishart = InverseWishart(degreesOfFreedom, scale)

public fun inverseWishart(degreesOfFreedom: Number, scale: Expr): InverseWishart = inverseWishart(degreesOfFreedom.expr, scale)

/** Cholesky factors of correlation matrices; all correlation matrices are equally likely at [concentration] 1. */
public fun lkjCholesky(size: Int, concentration: Expr): LkjCholesky = LkjCholesky(size, concentration)

public fun lkjCholesky(size: Int, concentration: Number = 1): LkjCholesky = lkjCholesky(size, concentration.expr)

/** Dirichlet over the elements of a plate, all with the same concentration. */
public fun dirichlet(plate: Plate, concentration: Number = 1): Dirichlet = Distributions.dirichlet(plate, concentration.toDouble())

public fun dirichlet(plate: Plate, concentration: Expr): Dirichlet = Distributions.dirichlet(plate, concentration)

/** Dirichlet over [size] categories, all with the same concentration. */
public fun dirichlet(size: Int, concentration: Number = 1): Dirichlet = Distributions.dirichlet(size, concentration.toDouble())

/** Dirichlet with a concentration for each entry. */
public fun dirichlet(concentration: Expr): Dirichlet = Distributions.dirichlet(concentration)

private fun spread(
    family: String,
    matrix: Pair<String, Expr?>,
    precision: Expr?,
    choleskyFactor: Expr?,
    variances: Expr?,
): Pair<Form, Expr> {
    val (name, spread) =
        oneOf(family, matrix, "precision" to precision, "choleskyFactor" to choleskyFactor, "variances" to variances)
    val form = when (name) {
        "precision" -> Form.PRECISION
        "choleskyFactor" -> Form.CHOLESKY
        "variances" -> Form.DIAGONAL
        else -> Form.COVARIANCE
    }
    return form to spread
}
