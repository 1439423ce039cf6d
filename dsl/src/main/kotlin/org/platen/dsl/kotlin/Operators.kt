package org.platen.dsl.kotlin

import org.platen.dsl.expr.Constant
import org.platen.dsl.expr.Expr
import org.platen.dsl.shape.Plate

// `a + b`, `a - b` and `a * b` of two expressions are members of Expr.

public operator fun Expr.plus(other: Number): Expr = plus(other.toDouble())

public operator fun Expr.minus(other: Number): Expr = minus(other.toDouble())

public operator fun Expr.times(other: Number): Expr = times(other.toDouble())

public operator fun Expr.div(other: Number): Expr = dividedBy(other.toDouble())

public operator fun Expr.div(other: Expr): Expr = dividedBy(other)

public operator fun Number.plus(other: Expr): Expr = expr.plus(other)

public operator fun Number.minus(other: Expr): Expr = expr.minus(other)

public operator fun Number.times(other: Expr): Expr = expr.times(other)

public operator fun Number.div(other: Expr): Expr = expr.dividedBy(other)

public operator fun Expr.unaryMinus(): Expr = negated()

/** This to the power [exponent], entry by entry. */
public infix fun Expr.pow(exponent: Number): Expr = power(exponent.toDouble())

/** This to the power [exponent], entry by entry. */
public infix fun Expr.pow(exponent: Expr): Expr = power(exponent)

/** The element that a discrete expression names: `mean[z]`. */
public operator fun Expr.get(index: Expr): Expr = at(index)

/** Two indices at once, left to right: `b[zi, zj]`. */
public operator fun Expr.get(first: Expr, second: Expr): Expr = at(first, second)

/** The element of [plate] that [index] names, where the index does not say by itself which plate it indexes. */
public operator fun Expr.get(plate: Plate, index: Expr): Expr = at(plate, index)

/** Entry [entry] of the outermost event axis: `x[3]`. */
public operator fun Expr.get(entry: Int): Expr = entry(entry)

/** Entry of a matrix: `x[0, 1]`. */
public operator fun Expr.get(row: Int, column: Int): Expr = entry(row).entry(column)

/** Consecutive entries of the outermost event axis: `x[0..2]` are the first three. */
public operator fun Expr.get(entries: IntRange): Expr = slice(entries.first, entries.last + 1)

/** This number as an expression. */
internal val Number.expr: Expr
    get() = Constant.of(toDouble())
