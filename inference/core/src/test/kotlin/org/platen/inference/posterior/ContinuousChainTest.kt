package org.platen.inference.posterior

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.math.sqrt
import org.apache.commons.math3.linear.Array2DRowRealMatrix
import org.apache.commons.math3.linear.LUDecomposition
import org.platen.dsl.kotlin.get
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.plus
import org.platen.dsl.kotlin.times
import org.platen.dsl.shape.ModelException
import org.platen.inference.data.Data
import org.platen.inference.engine.Engine
import org.platen.inference.mcmc.Nuts
import org.platen.inference.vi.MeanFieldVi

private val path = model("path") {
    val series = plate("series")
    val time = series.chain("time")
    val mu by time.markov(order = 2, normal(0, 2)) { (one, two) -> normal(0.6 * one + 0.3 * two, 0.7) }
    time.observed("y", normal(mu, 0.5))
}

private val y = arrayOf(doubleArrayOf(1.0, Double.NaN, 2.5, 2.0, 0.5), doubleArrayOf(-1.0, -0.5, -2.0, Double.NaN, Double.NaN))

/** Mean and standard deviation of each level given its series: the log density is quadratic, with this precision and this slope at zero. */
private fun exact(y: DoubleArray): List<Pair<Double, Double>> {
    val n = y.size
    val precision = Array(n) { DoubleArray(n) }
    fun add(weights: Map<Int, Double>, variance: Double) =
        weights.forEach { (i, a) -> weights.forEach { (j, b) -> precision[i][j] += a * b / variance } }
    for (t in 0 until n) {
        if (t < 2) add(mapOf(t to 1.0), 4.0) else add(mapOf(t to 1.0, t - 1 to -0.6, t - 2 to -0.3), 0.49)
        if (!y[t].isNaN()) add(mapOf(t to 1.0), 0.25)
    }
    val covariance = LUDecomposition(Array2DRowRealMatrix(precision)).solver.inverse
    val mean = covariance.operate(DoubleArray(n) { if (y[it].isNaN()) 0.0 else y[it] / 0.25 })
    return List(n) { mean[it] to sqrt(covariance.getEntry(it, it)) }
}

/** A latent chain of continuous values, whose posterior is Normal. */
class ContinuousChainTest : FunSpec({
    val expected = y.flatMap { exact(it) }
    val engines: Map<String, Pair<Engine, Double>> = mapOf(
        "NUTS" to (Nuts().chains(2).draws(1500) to 0.12),
        "full-rank variational inference" to (MeanFieldVi().fullRank() to 0.06),
    )
    for ((name, engine) in engines) {
        test("$name finds mean and spread of each level") {
            val fit = engine.first.fit(path, Data.of(path["y"], y)) as PosteriorFit
            val found = fit.posterior()["mu"]
            expected.forEachIndexed { i, (mean, deviation) ->
                withClue("level $i") {
                    found.mean().values()[i] shouldBe (mean plusOrMinus engine.second)
                    found.standardDeviation().values()[i] shouldBe (deviation plusOrMinus engine.second)
                }
            }
        }
    }

    test("levels beyond the end of a shorter series have nothing to determine them, which is said") {
        val ragged = Data.of(path["y"], arrayOf(doubleArrayOf(1.0, 2.0, 3.0), doubleArrayOf(1.0)))
        shouldThrow<ModelException> { Nuts().fit(path, ragged) }.message!! shouldContain "Fill the shorter ones up with NaN"
    }
})
