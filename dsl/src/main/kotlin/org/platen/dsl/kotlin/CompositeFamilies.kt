package org.platen.dsl.kotlin

import org.platen.dsl.distribution.Cumulative
import org.platen.dsl.distribution.Distribution
import org.platen.dsl.distribution.Mixture
import org.platen.dsl.distribution.MixtureAlong
import org.platen.dsl.distribution.PointMass
import org.platen.dsl.distribution.Truncated
import org.platen.dsl.distribution.Univariate
import org.platen.dsl.expr.Expr
import org.platen.dsl.transform.Bijection
import org.platen.dsl.transform.Transformed

/** One of [components], summed out; give the weights, which sum to one, or unnormalised log weights. */
public fun mixture(weights: Expr? = null, logits: Expr? = null, components: List<Distribution>): Mixture =
    parameterised("Mixture", "weights", weights, logits) { form, value -> Mixture(form, value, components) }

/** One of [components], chosen by weights that sum to one, summed out. */
public fun mixture(weights: Expr, vararg components: Distribution): Mixture = mixture(weights, components = components.toList())

/** A mixture of one scalar family, summed out: its components lie along the outermost event axis of the family's arguments. */
public fun mixture(weights: Expr? = null, logits: Expr? = null, component: Univariate): MixtureAlong =
    parameterised("Mixture", "weights", weights, logits) { form, value -> MixtureAlong(form, value, component) }

/** [family] restricted to the interval from [lower] to [upper]; an end that is not given does not restrict. */
public fun truncated(
    family: Cumulative,
    lower: Expr = Double.NEGATIVE_INFINITY.expr,
    upper: Expr = Double.POSITIVE_INFINITY.expr,
): Truncated = Truncated(lower, upper, family)

public fun truncated(family: Cumulative, lower: Number = Double.NEGATIVE_INFINITY, upper: Number = Double.POSITIVE_INFINITY): Truncated =
    truncated(family, lower.expr, upper.expr)

public fun truncated(family: Cumulative, lower: Expr, upper: Number): Truncated = truncated(family, lower, upper.expr)

public fun truncated(family: Cumulative, lower: Number, upper: Expr): Truncated = truncated(family, lower.expr, upper)

/** All probability at one value. */
public fun pointMass(value: Expr): PointMass = PointMass(value)

public fun pointMass(value: Number): PointMass = pointMass(value.expr)

/** The distribution of [bijection] of a value drawn from [base]. */
public fun transformed(base: Distribution, bijection: Bijection): Transformed = Transformed(base, bijection)
