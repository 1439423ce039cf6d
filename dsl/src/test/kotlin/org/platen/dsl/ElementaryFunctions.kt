package org.platen.dsl

import kotlin.math.PI
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.expm1
import kotlin.math.ln
import kotlin.math.ln1p
import kotlin.math.max
import kotlin.math.min
import kotlin.math.pow
import kotlin.math.sqrt
import org.apache.commons.numbers.gamma.Erf
import org.apache.commons.numbers.gamma.Erfc
import org.apache.commons.numbers.gamma.Erfcx
import org.apache.commons.numbers.gamma.LogGamma
import org.platen.dsl.expr.BinaryFunction
import org.platen.dsl.expr.UnaryFunction

/** The value of a function of one argument, as its documentation defines it. */
fun value(function: UnaryFunction, x: Double): Double = when (function) {
    UnaryFunction.NEGATE -> -x
    UnaryFunction.ABS -> abs(x)
    UnaryFunction.SIGN -> Math.signum(x)
    UnaryFunction.FLOOR -> Math.floor(x)
    UnaryFunction.SQUARE -> x * x
    UnaryFunction.SQRT -> sqrt(x)
    UnaryFunction.RECIPROCAL -> 1 / x
    UnaryFunction.EXP -> exp(x)
    UnaryFunction.EXPM1 -> expm1(x)
    UnaryFunction.LOG -> ln(x)
    UnaryFunction.LOG1P -> ln1p(x)
    UnaryFunction.LOG1M_EXP_NEG -> if (x < ln(2.0)) ln(-expm1(-x)) else ln1p(-exp(-x))
    UnaryFunction.SIN -> Math.sin(x)
    UnaryFunction.COS -> Math.cos(x)
    UnaryFunction.ATAN -> Math.atan(x)
    UnaryFunction.TANH -> Math.tanh(x)
    UnaryFunction.SIGMOID -> if (x >= 0) 1 / (1 + exp(-x)) else exp(x) / (1 + exp(x))
    UnaryFunction.SOFTPLUS -> max(x, 0.0) + ln1p(exp(-abs(x)))
    UnaryFunction.LOG_GAMMA -> LogGamma.value(x)
    UnaryFunction.DIGAMMA -> digamma(x)
    UnaryFunction.ERF -> Erf.value(x)
    UnaryFunction.LOG_NORMAL_CDF -> logNormalCdf(x)
    UnaryFunction.LOG_BESSEL_I0 -> logBesselI0(x)
    UnaryFunction.BESSEL_RATIO -> besselRatio(x)
    UnaryFunction.IS_NAN -> if (x.isNaN()) 1.0 else 0.0
}

/** The value of a function of two arguments, as its documentation defines it. */
fun value(function: BinaryFunction, a: Double, b: Double): Double = when (function) {
    BinaryFunction.ADD -> a + b
    BinaryFunction.SUBTRACT -> a - b
    BinaryFunction.MULTIPLY -> a * b
    BinaryFunction.DIVIDE -> a / b
    BinaryFunction.POWER -> a.pow(b)
    BinaryFunction.MAXIMUM -> max(a, b)
    BinaryFunction.MINIMUM -> min(a, b)
    BinaryFunction.LESS -> if (a < b) 1.0 else 0.0
    BinaryFunction.LESS_OR_EQUAL -> if (a <= b) 1.0 else 0.0
    BinaryFunction.EQUAL -> if (a == b) 1.0 else 0.0
    BinaryFunction.LOG_ADD_EXP -> logSumExp(listOf(a, b))
    BinaryFunction.X_LOG_Y -> if (a == 0.0) 0.0 else a * ln(b)
    BinaryFunction.POLYGAMMA -> polygamma(a.toInt(), b)
}

/** log Σ eˣ; all −∞ gives −∞. */
fun logSumExp(x: List<Double>): Double {
    val largest = x.max()
    return if (largest.isInfinite()) largest else largest + ln(x.sumOf { exp(it - largest) })
}

/** Recurrence up to 20, then the asymptotic series, Abramowitz & Stegun 6.3.5 and 6.3.18. */
fun digamma(x: Double): Double {
    if (x < 20) {
        return if (x <= 0 && x == Math.rint(x)) Double.NaN else digamma(x + 1) - 1 / x
    }
    val tail = BERNOULLI.mapIndexed { i, b -> b / (2 * (i + 1) * x.pow(2 * (i + 1))) }.sum()
    return ln(x) - 1 / (2 * x) - tail
}

/** (−1)ⁿ⁺¹ n! ζ(n + 1, x): recurrence up to 20, then the asymptotic series, Abramowitz & Stegun 6.4.6 and 6.4.11; x > 0. */
fun polygamma(n: Int, x: Double): Double {
    if (n == 0) {
        return digamma(x)
    }
    val sign = if (n % 2 == 0) -1.0 else 1.0
    if (x < 20) {
        return polygamma(n, x + 1) + sign * factorial(n) / x.pow(n + 1)
    }
    val tail = BERNOULLI.mapIndexed { i, b -> b * factorial(2 * (i + 1) + n - 1) / (factorial(2 * (i + 1)) * x.pow(2 * (i + 1) + n)) }.sum()
    return sign * (factorial(n - 1) / x.pow(n) + factorial(n) / (2 * x.pow(n + 1)) + tail)
}

/** log Φ(x) through erfc, so that neither tail cancels. */
fun logNormalCdf(x: Double): Double = when {
    x > 0 -> ln1p(-0.5 * Erfc.value(x / sqrt(2.0)))
    x > -5 -> ln(0.5 * Erfc.value(-x / sqrt(2.0)))
    else -> ln(0.5 * Erfcx.value(-x / sqrt(2.0))) - 0.5 * x * x
}

/** The ascending series up to 30, then the asymptotic one, Abramowitz & Stegun 9.6.10 and 9.7.1. */
fun logBesselI0(x: Double): Double {
    val z = abs(x)
    return if (z < 30) ln1p(besselSeries(0, z).drop(1).sum()) else z - 0.5 * ln(2 * PI * z) + ln(besselAsymptotic(0, z))
}

/** I₁(x) / I₀(x) from the same series. */
fun besselRatio(x: Double): Double {
    val z = abs(x)
    return if (z < 30) {
        0.5 * x * besselSeries(1, z).sum() / besselSeries(0, z).sum()
    } else {
        Math.signum(x) * besselAsymptotic(1, z) / besselAsymptotic(0, z)
    }
}

/** The terms (z²/4)ᵏ / (k! (k + ν)!), k = 0, 1, … */
private fun besselSeries(order: Int, z: Double): List<Double> =
    generateSequence(1 to 1.0) { (k, term) -> k + 1 to term * z * z / 4 / k / (k + order) }.map { it.second }.take(150).toList()

/** The factor of eᶻ / √(2πz). */
private fun besselAsymptotic(order: Int, z: Double): Double {
    val mu = 4.0 * order * order
    val terms = generateSequence(1 to 1.0) { (k, term) -> k + 1 to -term * (mu - (2.0 * k - 1).pow(2)) / (k * 8 * z) }
    return terms.map { it.second }.take(25).sum()
}

private fun factorial(n: Int): Double = (1..n).fold(1.0) { product, k -> product * k }

/** B₂, B₄, … */
private val BERNOULLI = listOf(1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6)
