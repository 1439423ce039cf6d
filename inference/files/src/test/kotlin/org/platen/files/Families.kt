package org.platen.files

import org.platen.dsl.distribution.Distribution
import org.platen.dsl.distribution.Distributions
import org.platen.dsl.distribution.Flat
import org.platen.dsl.distribution.Support
import org.platen.dsl.expr.Expr
import org.platen.dsl.kotlin.bernoulli
import org.platen.dsl.kotlin.bernoulliIntensity
import org.platen.dsl.kotlin.beta
import org.platen.dsl.kotlin.binomial
import org.platen.dsl.kotlin.categorical
import org.platen.dsl.kotlin.categoricalEntries
import org.platen.dsl.kotlin.cauchy
import org.platen.dsl.kotlin.chiSquared
import org.platen.dsl.kotlin.constant
import org.platen.dsl.kotlin.dirichlet
import org.platen.dsl.kotlin.exponential
import org.platen.dsl.kotlin.gamma
import org.platen.dsl.kotlin.geometric
import org.platen.dsl.kotlin.halfCauchy
import org.platen.dsl.kotlin.halfNormal
import org.platen.dsl.kotlin.identity
import org.platen.dsl.kotlin.inverseGamma
import org.platen.dsl.kotlin.inverseWishart
import org.platen.dsl.kotlin.kumaraswamy
import org.platen.dsl.kotlin.laplace
import org.platen.dsl.kotlin.lkjCholesky
import org.platen.dsl.kotlin.logNormal
import org.platen.dsl.kotlin.logistic
import org.platen.dsl.kotlin.mixture
import org.platen.dsl.kotlin.multinomial
import org.platen.dsl.kotlin.multivariateNormal
import org.platen.dsl.kotlin.multivariateStudentT
import org.platen.dsl.kotlin.negativeBinomial
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.oneHotCategorical
import org.platen.dsl.kotlin.ones
import org.platen.dsl.kotlin.pareto
import org.platen.dsl.kotlin.pointMass
import org.platen.dsl.kotlin.poisson
import org.platen.dsl.kotlin.studentT
import org.platen.dsl.kotlin.times
import org.platen.dsl.kotlin.transformed
import org.platen.dsl.kotlin.truncated
import org.platen.dsl.kotlin.uniform
import org.platen.dsl.kotlin.vonMises
import org.platen.dsl.kotlin.weibull
import org.platen.dsl.kotlin.wishart
import org.platen.dsl.kotlin.zeroInflated
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.shape.Dim
import org.platen.dsl.shape.Shape
import org.platen.dsl.transform.Bijections

/** A distribution of each family and of each way to declare one, made of a real number, a positive one, one between 0 and 1, and probabilities. */
fun families(real: Expr, positive: Expr, share: Expr, simplex: Expr): List<Distribution> = listOf(
    normal(real, positive),
    logNormal(real, positive),
    studentT(4.0, real, positive),
    cauchy(real, positive),
    laplace(real, positive),
    logistic(real, positive),
    vonMises(real, positive),
    halfNormal(positive),
    halfCauchy(positive),
    exponential(positive),
    gamma(positive, rate = positive),
    inverseGamma(positive, positive),
    weibull(positive, positive),
    pareto(positive, positive),
    chiSquared(positive),
    beta(positive, positive),
    kumaraswamy(positive, positive),
    uniform(0.25, 1.75),
    bernoulli(share),
    bernoulli(logits = real),
    bernoulliIntensity(share),
    binomial(5, share),
    binomial(5, logits = real),
    geometric(share),
    poisson(positive),
    negativeBinomial(positive, positive),
    zeroInflated(share, poisson(positive)),
    categorical(simplex),
    categorical(logits = simplex),
    categoricalEntries(constant(1.0) * zeros(2, 3)),
    oneHotCategorical(simplex),
    multinomial(4, simplex),
    dirichlet(3, 0.5),
    multivariateNormal(zeros(2), identity(2)),
    multivariateNormal(zeros(2), variances = ones(2) * positive),
    multivariateNormal(zeros(2), precision = identity(2)),
    multivariateNormal(zeros(2), choleskyFactor = identity(2)),
    multivariateStudentT(5.0, zeros(2), identity(2)),
    wishart(4.0, identity(2)),
    inverseWishart(4.0, identity(2)),
    lkjCholesky(3, 2.0),
    mixture(simplex, normal(real, 1.0), normal(0.0, positive), studentT(3.0, 1.0, 2.0)),
    mixture(logits = simplex, component = normal(simplex, positive)),
    truncated(normal(real, positive), lower = 0.0),
    truncated(cauchy(real, positive), -1.5, 2.0),
    pointMass(real),
    Flat(Support.POSITIVE, Shape.of(2)),
    Distributions.flat(),
    transformed(normal(real, positive), Bijections.exp()),
    transformed(normal(real, positive), Bijections.softplus()),
    transformed(normal(real, positive), Bijections.identity()),
    transformed(normal(real, positive), Bijections.above(2.0)),
    transformed(normal(real, positive), Bijections.below(-1.0)),
    transformed(normal(real, positive), Bijections.interval(-1.0, 3.0)),
    transformed(multivariateNormal(zeros(2), identity(2)), Bijections.simplex(Dim.of(3))),
    transformed(normal(zeros(3), ones(3)), Bijections.ordered(3)),
    transformed(normal(zeros(3), ones(3)), Bijections.positiveDefinite(2)),
    transformed(normal(zeros(3), ones(3)), Bijections.choleskyFactor(2)),
    transformed(normal(zeros(3), ones(3)), Bijections.correlationCholesky(3)),
)
