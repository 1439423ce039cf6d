package org.platen.dsl.distribution

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.sqrt
import org.apache.commons.rng.simple.RandomSource
import org.apache.commons.statistics.distribution.ChiSquaredDistribution
import org.platen.dsl.TestSymbol
import org.platen.dsl.evaluate
import org.platen.dsl.evaluateScalar
import org.platen.dsl.expr.Expr
import org.platen.dsl.shape.ModelException

/** The log density at one value, row-major. */
fun Distribution.logDensityAt(vararg x: Double): Double = at(x, ::logDensity)

/** Σ η·T(x) − A + log h(x). */
fun ExponentialFamily.exponentialFormAt(vararg x: Double): Double {
    fun inner(symbol: Expr) =
        naturalParameters().zip(sufficientStatistics(symbol)) { natural, statistic -> natural.times(statistic).sum() }.reduce(Expr::plus)
    return at(x) { inner(it) - logNormaliser().sum() + logBaseMeasure(it).sum() }
}

/** Draws with a fixed seed. */
fun Distribution.draws(count: Int, seed: Long = 20240229): List<DoubleArray> {
    val random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed)
    val arguments = arguments().map { evaluate(it.value()) }
    return List(count) { draw(random, arguments) }
}

/** The probabilities of all [values] sum to one, and where the family states its moments, they are those of the probabilities. */
fun Distribution.shouldBeAMassOver(values: List<DoubleArray>, tolerance: Double = 1e-10) {
    val masses = values.map { exp(logDensityAt(*it)) }
    masses.sum() shouldBe (1.0 plusOrMinus tolerance)
    if (this is Moments) {
        val mean = evaluate(mean())
        val variance = evaluate(variance())
        for (i in 0 until eventShape().size()) {
            val expected = values.zip(masses) { x, mass -> x[i] * mass }.sum()
            val square = values.zip(masses) { x, mass -> (x[i] - expected) * (x[i] - expected) * mass }.sum()
            withClue("entry $i") {
                mean[i] shouldBe (expected plusOrMinus 1e-8 * (1 + abs(expected)))
                variance[i] shouldBe (square plusOrMinus 1e-7 * (1 + square))
            }
        }
    }
}

/**
 * Draws pass Pearson's chi-square test at one in a hundred thousand: the probabilities of [values], and one cell for all other values. Cells of fewer than
 * five expected draws are joined.
 */
fun Distribution.drawsShouldFollowMassOver(values: List<DoubleArray>, count: Int = 20_000) {
    val observed = draws(count).groupingBy { it.asList() }.eachCount()
    var statistic = 0.0
    var cells = 0
    var joinedExpected = 0.0
    var joinedObserved = 0.0
    fun close() {
        statistic += (joinedObserved - joinedExpected) * (joinedObserved - joinedExpected) / joinedExpected
        cells++
        joinedExpected = 0.0
        joinedObserved = 0.0
    }
    var restExpected = count.toDouble()
    var restObserved = count.toDouble()
    for (x in values) {
        val expected = count * exp(logDensityAt(*x))
        val found = (observed[x.asList()] ?: 0).toDouble()
        joinedExpected += expected
        joinedObserved += found
        restExpected -= expected
        restObserved -= found
        if (joinedExpected >= 5) {
            close()
        }
    }
    joinedExpected += maxOf(restExpected, 1e-9)
    joinedObserved += restObserved
    close()
    withClue("$statistic over $cells cells") {
        ChiSquaredDistribution.of(cells - 1.0).survivalProbability(statistic) shouldBeGreaterThan 1e-5
    }
}

/** The sample mean and variance of every entry of [Moments] lie within five standard errors (the variance's from the sample's fourth moment). */
fun Moments.drawsShouldHaveTheMoments(count: Int = 20_000) {
    val draws = draws(count)
    val mean = evaluate(mean())
    val variance = evaluate(variance())
    for (i in 0 until eventShape().size()) {
        val x = draws.map { it[i] }
        val average = x.average()
        val squares = x.map { (it - mean[i]) * (it - mean[i]) }
        val spread = squares.map { (it - variance[i]) * (it - variance[i]) }.average()
        withClue("entry $i") {
            average shouldBe (mean[i] plusOrMinus 5 * sqrt(variance[i] / count) + 1e-12)
            squares.average() shouldBe (variance[i] plusOrMinus 5 * sqrt(spread / count) + 1e-12)
        }
    }
}

/** 0, 1, …, [most], each as a value of one entry. */
fun counts(most: Int): List<DoubleArray> = (0..most).map { doubleArrayOf(it.toDouble()) }

/** A function of a value, at one value, row-major. */
fun Distribution.at(x: DoubleArray, function: (Expr) -> Expr): Double {
    val symbol = TestSymbol("x", eventShape())
    return evaluateScalar(function(symbol), mapOf(symbol to x))
}

/** Each declaration is refused with an error that contains its text. */
fun FunSpec.refuses(vararg refusals: Pair<String, () -> Any>) {
    for ((message, declare) in refusals) {
        test("refused: $message") {
            shouldThrow<ModelException> { declare() }.message shouldContain message
        }
    }
}
