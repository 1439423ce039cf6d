package org.platen.files

import org.platen.dsl.distribution.Bernoulli
import org.platen.dsl.distribution.BernoulliIntensity
import org.platen.dsl.distribution.Beta
import org.platen.dsl.distribution.Binomial
import org.platen.dsl.distribution.Categorical
import org.platen.dsl.distribution.CategoricalEntries
import org.platen.dsl.distribution.Cauchy
import org.platen.dsl.distribution.ChiSquared
import org.platen.dsl.distribution.Dirichlet
import org.platen.dsl.distribution.Distribution
import org.platen.dsl.distribution.Exponential
import org.platen.dsl.distribution.Flat
import org.platen.dsl.distribution.Gamma
import org.platen.dsl.distribution.Geometric
import org.platen.dsl.distribution.HalfCauchy
import org.platen.dsl.distribution.HalfNormal
import org.platen.dsl.distribution.InverseGamma
import org.platen.dsl.distribution.InverseWishart
import org.platen.dsl.distribution.Kumaraswamy
import org.platen.dsl.distribution.Laplace
import org.platen.dsl.distribution.LkjCholesky
import org.platen.dsl.distribution.LogNormal
import org.platen.dsl.distribution.Logistic
import org.platen.dsl.distribution.Mixture
import org.platen.dsl.distribution.MixtureAlong
import org.platen.dsl.distribution.Multinomial
import org.platen.dsl.distribution.MultivariateNormal
import org.platen.dsl.distribution.MultivariateStudentT
import org.platen.dsl.distribution.NegativeBinomial
import org.platen.dsl.distribution.Normal
import org.platen.dsl.distribution.OneHotCategorical
import org.platen.dsl.distribution.Pareto
import org.platen.dsl.distribution.PointMass
import org.platen.dsl.distribution.Poisson
import org.platen.dsl.distribution.StudentT
import org.platen.dsl.distribution.Support
import org.platen.dsl.distribution.Truncated
import org.platen.dsl.distribution.Uniform
import org.platen.dsl.distribution.VonMises
import org.platen.dsl.distribution.Weibull
import org.platen.dsl.distribution.Wishart
import org.platen.dsl.distribution.ZeroInflated
import org.platen.dsl.expr.Application
import org.platen.dsl.expr.Binary
import org.platen.dsl.expr.BinaryFunction
import org.platen.dsl.expr.Cholesky
import org.platen.dsl.expr.Concatenate
import org.platen.dsl.expr.Constant
import org.platen.dsl.expr.Convolve
import org.platen.dsl.expr.ConvolveTransposed
import org.platen.dsl.expr.Diagonal
import org.platen.dsl.expr.Element
import org.platen.dsl.expr.Expr
import org.platen.dsl.expr.Index
import org.platen.dsl.expr.Lag
import org.platen.dsl.expr.MatMul
import org.platen.dsl.expr.PlateReduce
import org.platen.dsl.expr.Recurrence
import org.platen.dsl.expr.Reduce
import org.platen.dsl.expr.Rename
import org.platen.dsl.expr.Reshape
import org.platen.dsl.expr.Slot
import org.platen.dsl.expr.Stack
import org.platen.dsl.expr.Take
import org.platen.dsl.expr.Transpose
import org.platen.dsl.expr.TriangularSolve
import org.platen.dsl.expr.Unary
import org.platen.dsl.expr.Where
import org.platen.dsl.expr.WhileTraining
import org.platen.dsl.expr.Window
import org.platen.dsl.model.Covariate
import org.platen.dsl.model.Space
import org.platen.dsl.network.Activate
import org.platen.dsl.network.BatchNormalisation
import org.platen.dsl.network.Convolution
import org.platen.dsl.network.Convolution1d
import org.platen.dsl.network.Dense
import org.platen.dsl.network.Dropout
import org.platen.dsl.network.Embedding
import org.platen.dsl.network.Gru
import org.platen.dsl.network.Initialiser
import org.platen.dsl.network.Layer
import org.platen.dsl.network.LayerNorm
import org.platen.dsl.network.Lstm
import org.platen.dsl.network.MaskedConvolution
import org.platen.dsl.network.Pooling
import org.platen.dsl.network.Reshaped
import org.platen.dsl.network.Residual
import org.platen.dsl.network.TransposedConvolution
import org.platen.dsl.network.Weight
import org.platen.dsl.shape.ModelException
import org.platen.dsl.shape.Plate
import org.platen.dsl.shape.Shape
import org.platen.dsl.transform.Bijection
import org.platen.dsl.transform.Transformed

/**
 * The language's records that a file may hold, under the names that files have for them: the one place where a new distribution, expression, layer and so on is entered.
 * A file never names a class, and what is not here is never made.
 */
internal object LanguageKinds {
    val distributions =
        listOf(
            Kind("Bernoulli", Bernoulli::class.java),
            Kind("BernoulliIntensity", BernoulliIntensity::class.java),
            Kind("Beta", Beta::class.java),
            Kind("Binomial", Binomial::class.java),
            Kind("Categorical", Categorical::class.java),
            Kind("CategoricalEntries", CategoricalEntries::class.java),
            Kind("Cauchy", Cauchy::class.java),
            Kind("ChiSquared", ChiSquared::class.java),
            Kind("Dirichlet", Dirichlet::class.java),
            Kind("Exponential", Exponential::class.java),
            Kind("Flat", Flat::class.java),
            Kind("Gamma", Gamma::class.java),
            Kind("Geometric", Geometric::class.java),
            Kind("HalfCauchy", HalfCauchy::class.java),
            Kind("HalfNormal", HalfNormal::class.java),
            Kind("InverseGamma", InverseGamma::class.java),
            Kind("InverseWishart", InverseWishart::class.java),
            Kind("Kumaraswamy", Kumaraswamy::class.java),
            Kind("Laplace", Laplace::class.java),
            Kind("LkjCholesky", LkjCholesky::class.java),
            Kind("LogNormal", LogNormal::class.java),
            Kind("Logistic", Logistic::class.java),
            Kind("Mixture", Mixture::class.java),
            Kind("MixtureAlong", MixtureAlong::class.java),
            Kind("Multinomial", Multinomial::class.java),
            Kind("MultivariateNormal", MultivariateNormal::class.java),
            Kind("MultivariateStudentT", MultivariateStudentT::class.java),
            Kind("NegativeBinomial", NegativeBinomial::class.java),
            Kind("Normal", Normal::class.java),
            Kind("OneHotCategorical", OneHotCategorical::class.java),
            Kind("Pareto", Pareto::class.java),
            Kind("PointMass", PointMass::class.java),
            Kind("Poisson", Poisson::class.java),
            Kind("StudentT", StudentT::class.java),
            Kind("Transformed", Transformed::class.java) { (base, bijection) -> transformed(base as Distribution, bijection as Bijection) },
            Kind("Truncated", Truncated::class.java),
            Kind("Uniform", Uniform::class.java),
            Kind("VonMises", VonMises::class.java),
            Kind("Weibull", Weibull::class.java),
            Kind("Wishart", Wishart::class.java),
            Kind("ZeroInflated", ZeroInflated::class.java),
        )

    /** A distribution that is made through a bijection; which shapes meet is found by applying it. */
    private fun transformed(base: Distribution, bijection: Bijection): Transformed {
        val size = base.eventShape().size()
        ModelException.require(
            size <= Limits.TRANSFORMED_ENTRIES,
            "a distribution through a bijection has an event of %d numbers: files hold those up to %d",
            size,
            Limits.TRANSFORMED_ENTRIES,
        )
        return Transformed(base, bijection)
    }

    /** Networks make states that fit their slots. */
    private fun recurrence(made: Recurrence): Recurrence {
        ModelException.require(made.states.isNotEmpty(), "a recurrence along '%s' has no states", made.chain)
        made.states.forEach {
            ModelException.require(
                it.next.shape().sizes().contentEquals(it.before.shape().sizes()),
                "%s has event shape %s, and is followed by one of %s",
                it.before,
                it.before.shape(),
                it.next.shape(),
            )
        }
        return made
    }

    val expressions =
        listOf(
            Kind("Application", Application::class.java),
            Kind("Binary", Binary::class.java, derived = setOf("axes", "shape")) { (function, left, right) ->
                Binary.of(function as BinaryFunction, left as Expr, right as Expr)
            },
            Kind("Cholesky", Cholesky::class.java),
            Kind("Concatenate", Concatenate::class.java),
            Kind("Constant", Constant::class.java, unbounded = setOf("values")),
            Kind("Convolve", Convolve::class.java),
            Kind("ConvolveTransposed", ConvolveTransposed::class.java),
            Kind("Diagonal", Diagonal::class.java),
            Kind("Element", Element::class.java),
            Kind("Index", Index::class.java),
            Kind("Lag", Lag::class.java),
            Kind("MatMul", MatMul::class.java),
            Kind("PlateReduce", PlateReduce::class.java),
            Kind("Recurrence", Recurrence::class.java) { (input, chain, now, states, last) ->
                val all = (states as List<*>).map { it as Recurrence.State }
                recurrence(Recurrence(input as Expr, chain as Plate, now as Slot, all, last as Boolean))
            },
            Kind("Reduce", Reduce::class.java),
            Kind("Rename", Rename::class.java),
            Kind("Reshape", Reshape::class.java),
            Kind("Slot", Slot::class.java),
            Kind("Stack", Stack::class.java),
            Kind("Take", Take::class.java),
            Kind("Transpose", Transpose::class.java),
            Kind("TriangularSolve", TriangularSolve::class.java),
            Kind("Unary", Unary::class.java),
            Kind("Where", Where::class.java),
        )

    val supports =
        listOf(
            Kind("Interval", Support.Interval::class.java, unbounded = setOf("lower", "upper")),
            Kind("Integers", Support.Integers::class.java),
            Kind("Simplex", Support.Simplex::class.java),
            Kind("OneHot", Support.OneHot::class.java),
            Kind("CountVector", Support.CountVector::class.java),
            Kind("Ordered", Support.Ordered::class.java),
            Kind("PositiveDefinite", Support.PositiveDefinite::class.java),
            Kind("CholeskyFactor", Support.CholeskyFactor::class.java),
            Kind("CorrelationCholesky", Support.CorrelationCholesky::class.java),
        )

    val layers =
        listOf(
            Kind("Activate", Activate::class.java),
            Kind("BatchNormalisation", BatchNormalisation::class.java),
            Kind("Convolution", Convolution::class.java),
            Kind("Convolution1d", Convolution1d::class.java),
            Kind("Dense", Dense::class.java),
            Kind("Dropout", Dropout::class.java),
            Kind("Embedding", Embedding::class.java),
            Kind("Gru", Gru::class.java),
            Kind("LayerNorm", LayerNorm::class.java),
            Kind("Lstm", Lstm::class.java),
            Kind("MaskedConvolution", MaskedConvolution::class.java),
            Kind("Pooling", Pooling::class.java),
            Kind("Reshaped", Reshaped::class.java),
            Kind("Residual", Residual::class.java),
            Kind("TransposedConvolution", TransposedConvolution::class.java),
        )

    val initialisers =
        listOf(
            Kind("Scaled", Initialiser.Scaled::class.java),
            Kind("Constant", Initialiser.Constant::class.java),
            Kind("Stacked", Initialiser.Stacked::class.java),
            Kind("Orthogonal", Initialiser.Orthogonal::class.java),
        )

    val training =
        listOf(
            Kind("Dropped", WhileTraining.Dropped::class.java),
            Kind("Standardised", WhileTraining.Standardised::class.java),
        )

    /** Those that are told apart by their name, by what they are kinds of. */
    val families: Map<Class<*>, List<Kind>> =
        mapOf(
            Distribution::class.java to distributions,
            Expr::class.java to expressions,
            Support::class.java to supports,
            Layer::class.java to layers,
            Initialiser::class.java to initialisers,
            WhileTraining::class.java to training,
        )

    /** Those that are only ever found in one place, where nothing else can be. */
    val parts =
        listOf(
            Kind("window", Window::class.java),
            Kind("weight", Weight::class.java),
            Kind("space", Space::class.java) { (support, shape) -> Spaces.checked(support as Support, shape as Shape) },
            Kind("state", Recurrence.State::class.java),
            Kind("covariate", Covariate::class.java),
        )
}
