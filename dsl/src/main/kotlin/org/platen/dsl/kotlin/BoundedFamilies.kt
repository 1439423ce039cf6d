package org.platen.dsl.kotlin

import org.platen.dsl.distribution.Beta
import org.platen.dsl.distribution.Kumaraswamy
import org.platen.dsl.distribution.Uniform
import org.platen.dsl.distribution.VonMises
import org.platen.dsl.expr.Expr

/** Uniform from [lower] to [upper]. */
public fun uniform(lower: Expr, upper: Expr): Uniform = Uniform(lower, upper)

public fun uniform(lower: Expr, upper: Number = 1): Uniform = uniform(lower, upper.expr)

public fun uniform(lower: Number = 0, upper: Expr): Uniform = uniform(lower.expr, upper)

public fun uniform(lower: Number = 0, upper: Number = 1): Uniform = uniform(lower.expr, upper.expr)

/** Beta on the unit interval, with expectation [a] / ([a] + [b]). */
public fun beta(a: Expr, b: Expr): Beta = Beta(a, b)

public fun beta(a: Expr, b: Number): Beta = beta(a, b.expr)

public fun beta(a: Number, b: Expr): Beta = beta(a.expr, b)

public fun beta(a: Number, b: Number): Beta = beta(a.expr, b.expr)

/** Kumaraswamy on the unit interval: close to Beta, with quantiles in closed form. */
public fun kumaraswamy(a: Expr, b: Expr): Kumaraswamy = Kumaraswamy(a, b)

public fun kumaraswamy(a: Expr, b: Number): Kumaraswamy = kumaraswamy(a, b.expr)

public fun kumaraswamy(a: Number, b: Expr): Kumaraswamy = kumaraswamy(a.expr, b)

public fun kumaraswamy(a: Number, b: Number): Kumaraswamy = kumaraswamy(a.expr, b.expr)

/** Von Mises on the circle, from −π to π radians around [location]; large concentrations are precisions. */
public fun vonMises(location: Expr, concentration: Expr): VonMises = VonMises(location, concentration)

public fun vonMises(location: Expr, concentration: Number): VonMises = vonMises(location, concentration.expr)

public fun vonMises(location: Number = 0, concentration: Expr): VonMises = vonMises(location.expr, concentration)

public fun vonMises(location: Number = 0, concentration: Number): VonMises = vonMises(location.expr, concentration.expr)
