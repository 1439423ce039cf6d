package org.platen.dsl.kotlin

import org.platen.dsl.distribution.Normal
import org.platen.dsl.expr.Expr

/** Normal with a mean and a standard deviation. */
public fun normal(mean: Expr, scale: Expr): Normal = Normal(mean, scale)

public fun normal(mean: Number = 0, scale: Number = 1): Normal = normal(mean.expr, scale.expr)

public fun normal(mean: Expr, scale: Number = 1): Normal = normal(mean, scale.expr)

public fun normal(mean: Number = 0, scale: Expr): Normal = normal(mean.expr, scale)
