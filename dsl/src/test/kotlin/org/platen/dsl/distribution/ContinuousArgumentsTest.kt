package org.platen.dsl.distribution

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeSameInstanceAs
import org.platen.dsl.TestSymbol
import org.platen.dsl.distribution.Distributions.beta
import org.platen.dsl.distribution.Distributions.cauchy
import org.platen.dsl.distribution.Distributions.chiSquared
import org.platen.dsl.distribution.Distributions.exponential
import org.platen.dsl.distribution.Distributions.gamma
import org.platen.dsl.distribution.Distributions.halfCauchy
import org.platen.dsl.distribution.Distributions.halfNormal
import org.platen.dsl.distribution.Distributions.inverseGamma
import org.platen.dsl.distribution.Distributions.kumaraswamy
import org.platen.dsl.distribution.Distributions.laplace
import org.platen.dsl.distribution.Distributions.logNormal
import org.platen.dsl.distribution.Distributions.logistic
import org.platen.dsl.distribution.Distributions.normal
import org.platen.dsl.distribution.Distributions.pareto
import org.platen.dsl.distribution.Distributions.studentT
import org.platen.dsl.distribution.Distributions.uniform
import org.platen.dsl.distribution.Distributions.vonMises
import org.platen.dsl.distribution.Distributions.weibull
import org.platen.dsl.evaluate
import org.platen.dsl.expr.Binary
import org.platen.dsl.expr.BinaryFunction
import org.platen.dsl.expr.Bounds
import org.platen.dsl.expr.Expr
import org.platen.dsl.expr.Expressions.constant
import org.platen.dsl.expr.Unary
import org.platen.dsl.shape.ModelException
import org.platen.dsl.shape.Plate

private data class Refusal(val message: String, val declare: () -> Any)

private val negative = TestSymbol("drift", bounds = Bounds(-2.0, -1.0))

private val refusals = listOf(
    Refusal("Beta: a must be positive, found 0") { beta(0.0, 1.0) },
    Refusal("Beta: b must be positive, found -1") { beta(1.0, -1.0) },
    Refusal("Cauchy: scale must be positive, found 0") { cauchy(1.0, 0.0) },
    Refusal("ChiSquared: degreesOfFreedom must be positive, found -3") { chiSquared(-3.0) },
    Refusal("Exponential: rate must be positive, found 0") { exponential(0.0) },
    Refusal("Gamma: shape must be positive, found -2") { gamma(-2.0, 1.0) },
    Refusal("Gamma: rate must be positive, found 0") { gamma(1.0, 0.0) },
    Refusal("Gamma: rate must be positive, found drift. Transform it, for example with exp or softplus.") {
        gamma(constant(1.0), negative)
    },
    Refusal("HalfCauchy: scale must be positive, found -1") { halfCauchy(-1.0) },
    Refusal("HalfNormal: scale must be positive, found 0") { halfNormal(0.0) },
    Refusal("InverseGamma: shape must be positive, found 0") { inverseGamma(0.0, 1.0) },
    Refusal("InverseGamma: scale must be positive, found -1") { inverseGamma(1.0, -1.0) },
    Refusal("Kumaraswamy: a must be positive, found 0") { kumaraswamy(0.0, 1.0) },
    Refusal("Kumaraswamy: b must be positive, found 0") { kumaraswamy(1.0, 0.0) },
    Refusal("Laplace: scale must be positive, found -1") { laplace(0.0, -1.0) },
    Refusal("Logistic: scale must be positive, found 0") { logistic(0.0, 0.0) },
    Refusal("LogNormal: scale must be positive, found NaN") { logNormal(0.0, Double.NaN) },
    Refusal("Normal: scale must be positive, found -1") { normal(0.0, -1.0) },
    Refusal("Pareto: minimum must be positive, found 0") { pareto(0.0, 1.0) },
    Refusal("Pareto: shape must be positive, found -1") { pareto(1.0, -1.0) },
    Refusal("StudentT: degreesOfFreedom must be positive, found 0") { studentT(0.0, 0.0, 1.0) },
    Refusal("StudentT: scale must be positive, found 0") { studentT(3.0, 0.0, 0.0) },
    Refusal("Uniform: lower must be less than upper, found 2 and 1") { uniform(2.0, 1.0) },
    Refusal("Uniform: lower must be less than upper, found 1 and 1") { uniform(1.0, 1.0) },
    Refusal("VonMises: concentration must not be negative, found -1") { vonMises(0.0, -1.0) },
    Refusal("Weibull: shape must be positive, found 0") { weibull(0.0, 1.0) },
    Refusal("Weibull: scale must be positive, found -1") { weibull(1.0, -1.0) },
)

class ContinuousArgumentsTest : FunSpec({

    for ((message, declare) in refusals) {
        test("refused: $message") {
            shouldThrow<ModelException> { declare() }.message shouldContain message
        }
    }

    val plate = Plate.of("cluster", 2)
    for (family in continuousTwins.map { it.family }.distinctBy { it.family() }) {
        test("${family.family()} lists its arguments in the order it takes them") {
            val others = family.arguments().map { TestSymbol(it.name(), axes = plate.axes()) }
            val other = family.with(others)
            other.javaClass shouldBe family.javaClass
            other.arguments().zip(others) { argument, expected ->
                argument.name() shouldBe expected.name()
                argument.value() shouldBeSameInstanceAs expected
            }
            other.axes() shouldBe plate.axes()
        }
    }

    for ((family, reference) in continuousTwins) {
        test("outside the support no step towards the log density of $family is NaN or infinite, whose derivatives would be NaN") {
            val symbol = TestSymbol("x")
            val outside = listOf(reference.supportLowerBound - 1, reference.supportUpperBound + 1, 1e300, -1e300)
                .filter { it.isFinite() && (it < reference.supportLowerBound || it > reference.supportUpperBound) }
            val functions = mutableListOf(family.elementwiseLogDensity(symbol))
            if (family is Cumulative) {
                functions += listOf(family.logCdf(symbol), family.logSurvival(symbol))
            }
            for (x in outside) {
                for (step in functions.flatMap(::differentiatedSteps)) {
                    withClue("$step at $x") { evaluate(step, mapOf(symbol to doubleArrayOf(x))).all(Double::isFinite) shouldBe true }
                }
            }
        }
    }
})

private val comparisons = setOf(BinaryFunction.LESS, BinaryFunction.LESS_OR_EQUAL, BinaryFunction.EQUAL)

/** The functions that an expression applies, those below it included, but not the conditions of its choices. */
private fun differentiatedSteps(expr: Expr): List<Expr> {
    if (expr is Binary && expr.function in comparisons) {
        return emptyList()
    }
    val own = if (expr is Unary || expr is Binary) listOf(expr) else emptyList()
    return own + expr.children().flatMap(::differentiatedSteps)
}
