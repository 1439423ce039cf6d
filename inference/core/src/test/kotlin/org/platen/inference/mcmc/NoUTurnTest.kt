package org.platen.inference.mcmc

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.inspectors.forAll
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.ints.shouldBeLessThanOrEqual
import io.kotest.matchers.shouldBe
import kotlin.math.pow
import org.platen.inference.criticism.Convergence
import org.platen.inference.unconstrained.LogDensity

/** Mean and variance within four of their Monte Carlo errors. */
private fun List<Chain>.shouldHave(mean: Double, variance: Double, of: (DoubleArray) -> Double) {
    val draws = of(of)
    Convergence.rHat(draws) shouldBeLessThan 1.02
    draws.flatMap { it.toList() }.average() shouldBe (mean plusOrMinus 4 * Convergence.meanError(draws))
    val squares = of { (of(it) - mean).pow(2) }
    squares.flatMap { it.toList() }.average() shouldBe (variance plusOrMinus 4 * Convergence.meanError(squares))
}

/** The Normal of mean 0 whose covariance is [a] aᵀ, for a lower triangular a. */
private fun correlated(a: Array<DoubleArray>): LogDensity = logDensity(a.size) { q, g ->
    val z = DoubleArray(q.size)
    for (i in z.indices) z[i] = (q[i] - (0 until i).sumOf { a[i][it] * z[it] }) / a[i][i]
    val x = DoubleArray(q.size)
    for (i in x.indices.reversed()) x[i] = (z[i] - (i + 1 until q.size).sumOf { a[it][i] * x[it] }) / a[i][i]
    for (i in x.indices) g[i] = -x[i]
    -0.5 * z.sumOf { it * it }
}

class NoUTurnTest : FunSpec({

    for (dimension in listOf(1, 2, 10, 100)) {
        test("standard Normals of dimension $dimension") {
            val chains = chains(normals(DoubleArray(dimension) { 1.0 }))
            for (i in listOf(0, dimension / 2, dimension - 1)) chains.shouldHave(0.0, 1.0) { it[i] }
            chains.shouldHave(dimension.toDouble(), 2.0 * dimension) { q -> q.sumOf { it * it } }
            if (dimension >= 10) chains.forAll { it.statistics().meanAcceptance() shouldBe (0.8 plusOrMinus 0.1) }
        }
    }

    test("Normals of very different scales") {
        val scales = doubleArrayOf(1e-3, 1.0, 1e3)
        val chains = chains(normals(scales))
        for (i in scales.indices) chains.shouldHave(0.0, scales[i].pow(2)) { it[i] }
    }

    for (dense in listOf(false, true)) {
        test("correlated Normals under a ${if (dense) "dense" else "diagonal"} metric") {
            val a = arrayOf(doubleArrayOf(2.0, 0.0, 0.0), doubleArrayOf(1.9, 0.3, 0.0), doubleArrayOf(-0.5, 0.2, 1.0))
            val chains = chains(correlated(a), NutsOptions.DEFAULT.withDenseMetric(dense).withDraws(4000))
            for (i in 0..2) {
                for (j in 0..i) {
                    val covariance = a[i].zip(a[j]).sumOf { (x, y) -> x * y }
                    val products = chains.of { it[i] * it[j] }
                    withClue("$i, $j") {
                        products.flatMap { it.toList() }.average() shouldBe (covariance plusOrMinus 4 * Convergence.meanError(products))
                    }
                }
            }
        }
    }

    test("a dense metric takes fewer steps where numbers are correlated") {
        val a = arrayOf(doubleArrayOf(1.0, 0.0), doubleArrayOf(0.995, 0.1))
        fun steps(dense: Boolean) =
            chains(correlated(a), NutsOptions.DEFAULT.withDenseMetric(dense)).sumOf { it.statistics().steps().sum() }
        3 * steps(true) shouldBeLessThanOrEqual steps(false)
    }

    test("a banana") {
        val chains = chains(banana, NutsOptions.DEFAULT.withDraws(4000).withTargetAcceptance(0.95))
        chains.shouldHave(0.0, 1.0) { it[0] }
        chains.shouldHave(0.0, 2.25) { it[1] }
    }

    test("Neal's funnel diverges, or its energies are not reached") {
        val chains = chains(funnel)
        chains.sumOf { it.statistics().divergences() } shouldBeGreaterThan 0
        chains.minOf { it.statistics().energyFraction() } shouldBeLessThan 0.5
    }

    test("the energy's fraction of missing information is near 1 for a Normal of many dimensions") {
        // With momenta drawn anew every energy change is as large as the energy's own deviation: 2 · ½ d against d.
        chains(normals(DoubleArray(100) { 1.0 })).forAll { it.statistics().energyFraction() shouldBeGreaterThan 0.7 }
    }

    test("trees end at the greatest depth") {
        val chains = chains(normals(doubleArrayOf(1.0, 1000.0)), NutsOptions.DEFAULT.withWarmup(10).withDraws(50).withMaxTreeDepth(4))
        chains.sumOf { it.statistics().atDepth(4) } shouldBeGreaterThan 100
        chains.maxOf { it.statistics().depth().max() } shouldBeLessThanOrEqual 4
        chains.maxOf { it.statistics().steps().max() } shouldBeLessThanOrEqual 15
    }

    test("the energy of a draw is its potential and the kinetic energy of its trajectory there") {
        val statistics = chains(normals(doubleArrayOf(1.0))).first().statistics()
        statistics.energy().indices.toList().forAll { statistics.energy()[it] shouldBeGreaterThan -statistics.logDensity()[it] }
    }
})
