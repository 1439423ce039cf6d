package org.platen.dsl.distribution

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.abs
import kotlin.math.ln
import org.apache.commons.math3.linear.LUDecomposition
import org.apache.commons.math3.linear.MatrixUtils
import org.platen.dsl.TestSymbol
import org.platen.dsl.evaluate
import org.platen.dsl.kotlin.cauchy
import org.platen.dsl.kotlin.laplace
import org.platen.dsl.kotlin.logNormal
import org.platen.dsl.kotlin.logistic
import org.platen.dsl.kotlin.matrix
import org.platen.dsl.kotlin.multivariateNormal
import org.platen.dsl.kotlin.multivariateStudentT
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.studentT
import org.platen.dsl.kotlin.vector

private val centre = vector(1, -2)
private val spread = matrix(listOf(2.0, 0.6), listOf(0.6, 0.5))

private val families: List<Distribution> = listOf(
    normal(3, 0.5),
    normal(vector(3, -1), vector(0.5, 4)),
    normal(vector(3, -1), 2),
    logNormal(-0.4, 0.7),
    studentT(degreesOfFreedom = 4, 3, 0.5),
    cauchy(3, 0.5),
    laplace(3, 0.5),
    logistic(3, 0.5),
    multivariateNormal(centre, spread),
    multivariateNormal(centre, precision = spread),
    multivariateNormal(centre, choleskyFactor = matrix(listOf(2.0, 0.0), listOf(0.6, 0.5))),
    multivariateNormal(centre, variances = vector(2, 0.5)),
    multivariateStudentT(degreesOfFreedom = 5, centre, spread),
)

/** log |det dx/dz| by central differences. */
private fun logJacobian(at: DoubleArray, forward: (DoubleArray) -> DoubleArray): Double {
    val columns = at.indices.map { i ->
        val (up, down) = listOf(1e-6, -1e-6).map { step -> forward(at.clone().also { it[i] += step }) }
        DoubleArray(at.size) { (up[it] - down[it]) / 2e-6 }
    }
    return ln(abs(LUDecomposition(MatrixUtils.createRealMatrix(columns.toTypedArray())).determinant))
}

class LocationScaleTest : FunSpec({
    for (family in families) {
        test("${family.describe()} is its standard distribution, scaled and moved") {
            family as LocationScale
            val symbol = TestSymbol("z", family.eventShape())
            val z = DoubleArray(family.eventShape().size()) { 0.7 - 1.1 * it }
            fun value(at: DoubleArray) = evaluate(family.fromStandard(symbol), mapOf(symbol to at))
            val x = value(z)
            evaluate(family.standardised(symbol), mapOf(symbol to x)).forEachIndexed { i, back ->
                withClue("entry $i") { back shouldBe (z[i] plusOrMinus 1e-12) }
            }
            val density = evaluate(family.logDensity(symbol), mapOf(symbol to x)).single()
            val standard = evaluate(family.standard().logDensity(symbol), mapOf(symbol to z)).single()
            density shouldBe (standard - logJacobian(z, ::value) plusOrMinus 1e-7)
        }
    }
})
