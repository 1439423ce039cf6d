package org.platen.dsl.kotlin

import org.platen.dsl.distribution.ChiSquared
import org.platen.dsl.distribution.Exponential
import org.platen.dsl.distribution.Gamma
import org.platen.dsl.distribution.HalfCauchy
import org.platen.dsl.distribution.HalfNormal
import org.platen.dsl.distribution.InverseGamma
import org.platen.dsl.distribution.LogNormal
import org.platen.dsl.distribution.Pareto
import org.platen.dsl.distribution.Weibull
import org.platen.dsl.expr.Expr

/** Gamma with expectation [shape] / [rate]. */
public fun gamma(shape: Expr, rate: Expr): Gamma = Gamma(shape, rate)

public fun gamma(shape: Expr, rate: Number): Gamma = gamma(shape, rate.expr)

public fun gamma(shape: Number, rate: Expr): Gamma = gamma(shape.expr, rate)

public fun gamma(shape: Number, rate: Number): Gamma = gamma(shape.expr, rate.expr)

/** The reciprocal of a Gamma whose rate is [scale]. */
public fun inverseGamma(shape: Expr, scale: Expr): InverseGamma = InverseGamma(shape, scale)

public fun inverseGamma(shape: Expr, scale: Number): InverseGamma = inverseGamma(shape, scale.expr)

public fun inverseGamma(shape: Number, scale: Expr): InverseGamma = inverseGamma(shape.expr, scale)

public fun inverseGamma(shape: Number, scale: Number): InverseGamma = inverseGamma(shape.expr, scale.expr)

/** Exponential with expectation 1 / [rate]. */
public fun exponential(rate: Expr): Exponential = Exponential(rate)

public fun exponential(rate: Number = 1): Exponential = exponential(rate.expr)

/** χ²: the sum of so many squares of standard Normals. */
public fun chiSquared(degreesOfFreedom: Expr): ChiSquared = ChiSquared(degreesOfFreedom)

public fun chiSquared(degreesOfFreedom: Number): ChiSquared = chiSquared(degreesOfFreedom.expr)

/** The absolute value of a Normal with mean 0 and standard deviation [scale]. */
public fun halfNormal(scale: Expr): HalfNormal = HalfNormal(scale)

public fun halfNormal(scale: Number = 1): HalfNormal = halfNormal(scale.expr)

/** The absolute value of a Cauchy around 0; its median is [scale]. */
public fun halfCauchy(scale: Expr): HalfCauchy = HalfCauchy(scale)

public fun halfCauchy(scale: Number = 1): HalfCauchy = halfCauchy(scale.expr)

/** The exponential of a Normal with mean [location] and standard deviation [scale]. */
public fun logNormal(location: Expr, scale: Expr): LogNormal = LogNormal(location, scale)

public fun logNormal(location: Expr, scale: Number = 1): LogNormal = logNormal(location, scale.expr)

public fun logNormal(location: Number = 0, scale: Expr): LogNormal = logNormal(location.expr, scale)

public fun logNormal(location: Number = 0, scale: Number = 1): LogNormal = logNormal(location.expr, scale.expr)

/** Weibull: the hazard falls for shapes below 1 and rises above. */
public fun weibull(shape: Expr, scale: Expr): Weibull = Weibull(shape, scale)

public fun weibull(shape: Expr, scale: Number = 1): Weibull = weibull(shape, scale.expr)

public fun weibull(shape: Number, scale: Expr): Weibull = weibull(shape.expr, scale)

public fun weibull(shape: Number, scale: Number = 1): Weibull = weibull(shape.expr, scale.expr)

/** Pareto of the first kind, from [minimum] on: the tail falls as x to the power −[shape]. */
public fun pareto(minimum: Expr, shape: Expr): Pareto = Pareto(minimum, shape)

public fun pareto(minimum: Expr, shape: Number): Pareto = pareto(minimum, shape.expr)

public fun pareto(minimum: Number, shape: Expr): Pareto = pareto(minimum.expr, shape)

public fun pareto(minimum: Number, shape: Number): Pareto = pareto(minimum.expr, shape.expr)
