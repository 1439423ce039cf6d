package org.platen.dsl.kotlin

import org.platen.dsl.distribution.Bernoulli
import org.platen.dsl.distribution.BernoulliIntensity
import org.platen.dsl.distribution.Binomial
import org.platen.dsl.distribution.Categorical
import org.platen.dsl.distribution.CategoricalEntries
import org.platen.dsl.distribution.Geometric
import org.platen.dsl.distribution.Multinomial
import org.platen.dsl.distribution.NegativeBinomial
import org.platen.dsl.distribution.OneHotCategorical
import org.platen.dsl.distribution.Poisson
import org.platen.dsl.distribution.Univariate
import org.platen.dsl.distribution.ZeroInflated
import org.platen.dsl.expr.Expr

/** 1 with a probability, else 0; give the probability or the log odds: `bernoulli(logits = …)`. */
public fun bernoulli(probability: Expr? = null, logits: Expr? = null): Bernoulli =
    parameterised("Bernoulli", "probability", probability, logits, ::Bernoulli)

public fun bernoulli(probability: Number): Bernoulli = bernoulli(probability.expr)

/** [bernoulli] where data may be intensities between 0 and 1, each the share of a success; see [BernoulliIntensity]. */
public fun bernoulliIntensity(probability: Expr? = null, logits: Expr? = null): BernoulliIntensity =
    parameterised("BernoulliIntensity", "probability", probability, logits, ::BernoulliIntensity)

/** The number of successes among [trials]; give the probability of one or its log odds. */
public fun binomial(trials: Expr, probability: Expr? = null, logits: Expr? = null): Binomial =
    parameterised("Binomial", "probability", probability, logits) { form, value -> Binomial(trials, form, value) }

public fun binomial(trials: Int, probability: Expr? = null, logits: Expr? = null): Binomial = binomial(trials.expr, probability, logits)

public fun binomial(trials: Expr, probability: Number): Binomial = binomial(trials, probability.expr)

public fun binomial(trials: Int, probability: Number): Binomial = binomial(trials.expr, probability.expr)

/** One of several categories, counted from 0; give probabilities that sum to one, or unnormalised log probabilities. */
public fun categorical(probabilities: Expr? = null, logits: Expr? = null): Categorical =
    parameterised("Categorical", "probabilities", probabilities, logits, ::Categorical)

/** A vector of independent categories, from a row of unnormalised log probabilities for each. */
public fun categoricalEntries(logits: Expr): CategoricalEntries = CategoricalEntries(logits)

/** One of several categories as a vector with a single one; give probabilities or unnormalised log probabilities. */
public fun oneHotCategorical(probabilities: Expr? = null, logits: Expr? = null): OneHotCategorical =
    parameterised("OneHotCategorical", "probabilities", probabilities, logits, ::OneHotCategorical)

/** How often each category comes up in [trials]; give probabilities or unnormalised log probabilities. */
public fun multinomial(trials: Expr, probabilities: Expr? = null, logits: Expr? = null): Multinomial =
    parameterised("Multinomial", "probabilities", probabilities, logits) { form, value -> Multinomial(trials, form, value) }

public fun multinomial(trials: Int, probabilities: Expr? = null, logits: Expr? = null): Multinomial =
    multinomial(trials.expr, probabilities, logits)

/** Counts of independent events with an expected number of [rate]. */
public fun poisson(rate: Expr): Poisson = Poisson(rate)

public fun poisson(rate: Number): Poisson = poisson(rate.expr)

/** The number of failures before the first success. */
public fun geometric(probability: Expr): Geometric = Geometric(probability)

public fun geometric(probability: Number): Geometric = geometric(probability.expr)

/** Counts with mean m and variance m + m² / [concentration]. */
public fun negativeBinomial(mean: Expr, concentration: Expr): NegativeBinomial = NegativeBinomial(mean, concentration)

public fun negativeBinomial(mean: Expr, concentration: Number): NegativeBinomial = negativeBinomial(mean, concentration.expr)

public fun negativeBinomial(mean: Number, concentration: Expr): NegativeBinomial = negativeBinomial(mean.expr, concentration)

public fun negativeBinomial(mean: Number, concentration: Number): NegativeBinomial = negativeBinomial(mean.expr, concentration.expr)

/** [counts] with additional zeros. */
public fun zeroInflated(zeroProbability: Expr, counts: Univariate): ZeroInflated = ZeroInflated(zeroProbability, counts)

public fun zeroInflated(zeroProbability: Number, counts: Univariate): ZeroInflated = zeroInflated(zeroProbability.expr, counts)
