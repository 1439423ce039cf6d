package org.platen.dsl.kotlin

import org.platen.dsl.distribution.Cauchy
import org.platen.dsl.distribution.Laplace
import org.platen.dsl.distribution.Logistic
import org.platen.dsl.distribution.Normal
import org.platen.dsl.distribution.StudentT
import org.platen.dsl.expr.Expr

/** Normal with a mean and a standard deviation. */
public fun normal(mean: Expr, scale: Expr): Normal = Normal(mean, scale)

public fun normal(mean: Expr, scale: Number = 1): Normal = normal(mean, scale.expr)

public fun normal(mean: Number = 0, scale: Expr): Normal = normal(mean.expr, scale)

public fun normal(mean: Number = 0, scale: Number = 1): Normal = normal(mean.expr, scale.expr)

/** Student's t around [location], with tails that are the heavier the fewer [degreesOfFreedom]. */
public fun studentT(degreesOfFreedom: Expr, location: Expr, scale: Expr): StudentT = StudentT(degreesOfFreedom, location, scale)

public fun studentT(degreesOfFreedom: Expr, location: Expr, scale: Number = 1): StudentT = studentT(degreesOfFreedom, location, scale.expr)

public fun studentT(degreesOfFreedom: Expr, location: Number = 0, scale: Expr): StudentT = studentT(degreesOfFreedom, location.expr, scale)

public fun studentT(degreesOfFreedom: Expr, location: Number = 0, scale: Number = 1): StudentT =
    studentT(degreesOfFreedom, location.expr, scale.expr)

public fun studentT(degreesOfFreedom: Number, location: Expr, scale: Expr): StudentT = studentT(degreesOfFreedom.expr, location, scale)

public fun studentT(degreesOfFreedom: Number, location: Expr, scale: Number = 1): StudentT =
    studentT(degreesOfFreedom.expr, location, scale.expr)

public fun studentT(degreesOfFreedom: Number, location: Number = 0, scale: Expr): StudentT =
    studentT(degreesOfFreedom.expr, location.expr, scale)

public fun studentT(degreesOfFreedom: Number, location: Number = 0, scale: Number = 1): StudentT =
    studentT(degreesOfFreedom.expr, location.expr, scale.expr)

/** Cauchy: median [location], half the interquartile range [scale], no moments. */
public fun cauchy(location: Expr, scale: Expr): Cauchy = Cauchy(location, scale)

public fun cauchy(location: Expr, scale: Number = 1): Cauchy = cauchy(location, scale.expr)

public fun cauchy(location: Number = 0, scale: Expr): Cauchy = cauchy(location.expr, scale)

public fun cauchy(location: Number = 0, scale: Number = 1): Cauchy = cauchy(location.expr, scale.expr)

/** Laplace or double exponential, with mean absolute deviation [scale]. */
public fun laplace(location: Expr, scale: Expr): Laplace = Laplace(location, scale)

public fun laplace(location: Expr, scale: Number = 1): Laplace = laplace(location, scale.expr)

public fun laplace(location: Number = 0, scale: Expr): Laplace = laplace(location.expr, scale)

public fun laplace(location: Number = 0, scale: Number = 1): Laplace = laplace(location.expr, scale.expr)

/** Logistic around [location], with a standard deviation of π / √3 times [scale]. */
public fun logistic(location: Expr, scale: Expr): Logistic = Logistic(location, scale)

public fun logistic(location: Expr, scale: Number = 1): Logistic = logistic(location, scale.expr)

public fun logistic(location: Number = 0, scale: Expr): Logistic = logistic(location.expr, scale)

public fun logistic(location: Number = 0, scale: Number = 1): Logistic = logistic(location.expr, scale.expr)
