package org.platen.dsl.kotlin

import org.platen.dsl.expr.Expr
import org.platen.dsl.expr.Expressions
import org.platen.dsl.shape.Plate
import org.platen.dsl.shape.Plates

/** eˣ. */
public fun exp(x: Expr): Expr = Expressions.exp(x)

/** Natural logarithm. */
public fun log(x: Expr): Expr = Expressions.log(x)

/** log(1 + x), exact near 0. */
public fun log1p(x: Expr): Expr = Expressions.log1p(x)

/** √x. */
public fun sqrt(x: Expr): Expr = Expressions.sqrt(x)

/** |x|. */
public fun abs(x: Expr): Expr = Expressions.abs(x)

/** 1 / (1 + e⁻ˣ). */
public fun sigmoid(x: Expr): Expr = Expressions.sigmoid(x)

/** log(1 + eˣ). */
public fun softplus(x: Expr): Expr = Expressions.softplus(x)

/** Hyperbolic tangent. */
public fun tanh(x: Expr): Expr = Expressions.tanh(x)

/** eˣ / Σ eˣ of a vector. */
public fun softmax(x: Expr): Expr = Expressions.softmax(x)

/** log(eˣ / Σ eˣ) of a vector. */
public fun logSoftmax(x: Expr): Expr = Expressions.logSoftmax(x)

/** log Γ(x). */
public fun logGamma(x: Expr): Expr = Expressions.logGamma(x)

/** The stationary distribution of a Markov chain whose [transition] has a row for each [state]. */
public fun stationary(transition: Expr, state: Plate): Expr = Expressions.stationary(transition, state)

/** The larger of the two, entry by entry. */
public fun maximum(a: Expr, b: Expr): Expr = Expressions.maximum(a, b)

/** The smaller of the two, entry by entry. */
public fun minimum(a: Expr, b: Expr): Expr = Expressions.minimum(a, b)

/** [ifTrue] where [condition] is not 0, else [ifFalse]. */
public fun where(condition: Expr, ifTrue: Expr, ifFalse: Expr): Expr = Expressions.where(condition, ifTrue, ifFalse)

/** Vectors joined end to end, or matrices one below the other. */
public fun concatenate(vararg parts: Expr): Expr = Expressions.concatenate(*parts)

/** Scalars as the entries of a vector. */
public fun stack(vararg scalars: Expr): Expr = Expressions.stack(*scalars)

/** The sum over all event axes. */
public fun sum(x: Expr): Expr = x.sum()

/** Matrix product, matrix times vector, or the dot product of two vectors. */
public infix fun Expr.matmul(other: Expr): Expr = dot(other)

/** diag(v) m, each row of a [matrix] times one of the [entries]: standard deviations times the Cholesky factor of a correlation is that of the covariance. */
public fun diagonalTimes(entries: Expr, matrix: Expr): Expr = Expressions.diagonalTimes(entries, matrix)

/** A number as an expression. */
public fun constant(value: Number): Expr = value.expr

/** A vector of numbers. */
public fun vector(vararg values: Number): Expr = Expressions.constant(*values.toDoubles())

/** A matrix of numbers, from its rows: `matrix(listOf(1.0, 0.5), listOf(0.5, 1.0))`. */
public fun matrix(vararg rows: List<Number>): Expr = Expressions.constant(rows.toDoubles())

/** A number for each element of plates of declared size, the last plate fastest. */
public fun constant(plates: Plates, vararg values: Number): Expr = Expressions.constant(plates, *values.toDoubles())

/** Known vectors that vary over plates: a row for each element. */
public fun constant(plates: Plates, vararg rows: List<Number>): Expr = Expressions.constant(plates, rows.toDoubles())

/** The value some [instants] before along a [chain], zero where there is none. */
public fun lag(x: Expr, chain: Plate, instants: Int = 1): Expr = Expressions.lag(x, chain, instants)

/** A tensor of zeros. */
public fun zeros(vararg sizes: Int): Expr = Expressions.zeros(*sizes)

/** A tensor of ones. */
public fun ones(vararg sizes: Int): Expr = Expressions.ones(*sizes)

/** A tensor filled with one number. */
public fun filled(value: Number, vararg sizes: Int): Expr = Expressions.filled(value.toDouble(), *sizes)

/** The identity matrix. */
public fun identity(size: Int): Expr = Expressions.identity(size)

private fun Array<out Number>.toDoubles(): DoubleArray = DoubleArray(size) { this[it].toDouble() }

private fun Array<out List<Number>>.toDoubles(): Array<DoubleArray> = map { it.toTypedArray().toDoubles() }.toTypedArray()
