package org.platen.inference.op

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.core.test.Enabled
import io.kotest.matchers.shouldBe
import java.nio.file.Files
import java.nio.file.Path
import kotlin.random.Random
import org.apache.commons.math3.linear.ArrayRealVector
import org.apache.commons.math3.linear.MatrixUtils
import org.apache.commons.math3.linear.RealMatrix
import org.apache.commons.math3.linear.RealVector
import org.platen.inference.Interpreter
import org.platen.inference.assertClose
import org.platen.inference.program.Graph

private fun matrix(vararg rows: DoubleArray) = MatrixUtils.createRealMatrix(rows)

private fun row(vararg numbers: Double) = numbers

private fun vector(vararg numbers: Double): RealVector = ArrayRealVector(numbers, false)

/** The result of the operation, step by step. */
private fun Canonical.chain(smooth: Boolean): List<DoubleArray> {
    val graph = Graph()
    val k = pairPrecision.rowDimension / 2
    val steps = shifts.size
    fun entries(matrices: List<RealMatrix>) = matrices.flatMap { m -> m.data.flatMap { it.asList() } }.toDoubleArray()
    val node = Algebra(graph).gaussianChain(
        smooth,
        graph.literal(entries(precisions), listOf(steps, k, k)),
        graph.literal(shifts.flatMap { it.toArray().asList() }.toDoubleArray(), listOf(steps, k)),
        graph.literal(entries(listOf(pairPrecision)), listOf(1, 2 * k, 2 * k)),
        graph.literal(DoubleArray(2 * k), listOf(1, 2 * k)),
        graph.literal(steps.toDouble()),
    )
    return Interpreter(1, mapOf()).value(node).row(0).asList().chunked(1 + k + 2 * k * k).map { it.toDoubleArray() }
}

private fun Canonical.logLikelihood() = chain(true).sumOf { it[0] } + constants.sum()

private fun localLevel(observed: Double, level: Double, start: Moments?, y: List<Double?>) = StateSpace(
    matrix(row(1.0)),
    matrix(row(level)),
    matrix(row(1.0)),
    matrix(row(observed)),
    start,
    y.map { it?.let { vector(it) } },
)

private fun localLinearTrend(start: Moments?, y: List<Double?>) = StateSpace(
    matrix(row(1.0, 1.0), row(0.0, 1.0)),
    matrix(row(0.5, 0.0), row(0.0, 0.02)),
    matrix(row(1.0, 0.0)),
    matrix(row(2.0)),
    start,
    y.map { it?.let { vector(it) } },
)

private fun check(model: StateSpace) {
    val reference = model.inCovarianceForm()
    val canonical = model.canonical()
    fun close(what: String, actual: Double, expected: Double) = withClue(what) { assertClose(actual, expected, 1e-9, slack = 1e-9) }
    fun compare(t: Int, result: DoubleArray, moments: Moments, cross: RealMatrix?) {
        val k = moments.mean.dimension
        for (i in 0 until k) {
            close("mean $i at $t", result[1 + i], moments.mean.getEntry(i))
            for (j in 0 until k) {
                close("covariance $i, $j at $t", result[1 + k + i * k + j], moments.covariance.getEntry(i, j))
                close("covariance $i, $j of ${t - 1} and $t", result[1 + k + k * k + i * k + j], cross?.getEntry(i, j) ?: 0.0)
            }
        }
    }
    close("log-likelihood", canonical.logLikelihood(), reference.logDensities.sum())
    canonical.chain(true).forEachIndexed { t, result -> compare(t, result, reference.smoothed[t], reference.crosses.getOrNull(t - 1)) }
    canonical.chain(false).forEachIndexed { t, result ->
        close("log density at $t", result[0] + canonical.constants[t], reference.logDensities[t])
        compare(t, result, reference.filtered[t], null)
    }
}

/** The Nile's yearly flow at Aswan, 1871 to 1970, in 10⁸ m³ (R, datasets::Nile). */
private val nile = System.getProperty("platen.data")?.let {
    Path.of(it, "tables", "datasets__Nile.csv")
}?.takeIf(Files::exists)?.let { file ->
    Files.readAllLines(file).drop(1).map { it.split(",").last().toDouble() }
}

class StateSpaceTest : FunSpec({
    val random = Random(3)
    val y = List(40) { if (it in 5..8 || it == 20) null else 10 + 0.3 * it + random.nextDouble(-2.0, 2.0) }

    context("the filter and smoother are those in covariance form") {
        test("of a local level") { check(localLevel(2.0, 0.7, Moments(vector(9.0), matrix(row(5.0))), y)) }
        test("of a local linear trend") {
            check(localLinearTrend(Moments(vector(9.0, 0.0), matrix(row(5.0, 0.5), row(0.5, 1.0))), y))
        }
    }
    test("a flat start of a local linear trend is determined by two observations") {
        val filtered = localLinearTrend(null, y).canonical().chain(false)
        filtered[0].drop(1).take(6).all { it.isNaN() } shouldBe true
        filtered[0][0] shouldBe 0.0
        filtered[1].none { it.isNaN() } shouldBe true
        // Level y₂, slope y₂ − y₁: the variances are R and R + (R + Q₁ + Q₂), each with its share of both, by hand.
        assertClose(filtered[1][1], y[1]!!, 1e-9)
        assertClose(filtered[1][2], y[1]!! - y[0]!!, 1e-9)
        assertClose(filtered[1][3], 2.0, 1e-9)
        assertClose(filtered[1][4], 2.0, 1e-9)
        assertClose(filtered[1][6], 2 * 2.0 + 0.5 + 0.02, 1e-9)
    }
    test("a flat start is the limit of wide ones") {
        val flat = localLevel(2.0, 0.7, null, y).canonical().chain(true)
        val wide = localLevel(2.0, 0.7, Moments(vector(0.0), matrix(row(1e9))), y).inCovarianceForm()
        flat.forEachIndexed { t, result ->
            assertClose(result[1], wide.smoothed[t].mean.getEntry(0), 1e-7)
            assertClose(result[2], wide.smoothed[t].covariance.getEntry(0, 0), 1e-7)
        }
    }
    context("the Nile as a local level (Durbin and Koopman 2012, section 2.2)") {
        val present = if (nile !=
            null
        ) {
            Enabled.enabled
        } else {
            Enabled.disabled("needs tables/datasets__Nile.csv in the folder named by platen.data")
        }
        test("from a flat start").config(enabledOrReasonIf = { present }) {
            assertClose(localLevel(15098.5, 1469.2, null, nile!!).canonical().logLikelihood(), -632.5456, 0.0, slack = 1e-3)
        }
        test("from a wide start").config(enabledOrReasonIf = { present }) {
            val start = Moments(vector(0.0), matrix(row(1e7)))
            assertClose(localLevel(15099.7, 1468.5, start, nile!!).canonical().logLikelihood(), -641.5856, 0.0, slack = 1e-3)
        }
    }
})
