package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.math.E
import kotlin.math.sqrt
import org.platen.dsl.distribution.Distribution
import org.platen.dsl.kotlin.ModelScope
import org.platen.dsl.kotlin.logNormal
import org.platen.dsl.kotlin.model
import org.platen.dsl.kotlin.multivariateNormal
import org.platen.dsl.kotlin.normal
import org.platen.dsl.kotlin.positive
import org.platen.dsl.kotlin.positiveDefinite
import org.platen.dsl.kotlin.real
import org.platen.dsl.kotlin.vector
import org.platen.dsl.kotlin.zeros
import org.platen.dsl.model.Model
import org.platen.inference.data.Data

private fun rows(distribution: ModelScope.() -> Distribution): Model = model("rows") {
    val row = plate("row")
    row.observed("x", distribution())
}

/** Columns whose values are all the same. */
class ConstantColumnTest : FunSpec({
    val fives = doubleArrayOf(5.0, 5.0, 5.0)

    test("their spread around a known mean is estimated: the root mean square distance from it") {
        val one = rows { normal(2.0, parameter("s", positive())) }
        ExactEm().fit(one, Data.of(one["x"], fives)).estimate("s").value() shouldBe (3.0 plusOrMinus 1e-12)
        val two = rows { normal(vector(0.0, 1.0), parameter("s", positive(2))) }
        val scales = ExactEm().fit(two, Data.of(two["x"], arrayOf(doubleArrayOf(5.0, 1.0), doubleArrayOf(5.0, 3.0)))).estimate("s")
        scales[0] shouldBe (5.0 plusOrMinus 1e-12)
        scales[1] shouldBe (sqrt(2.0) plusOrMinus 1e-12)
    }

    test("so is a covariance: the mean product of deviations") {
        val pairs = rows { multivariateNormal(zeros(2), covariance = parameter("c", positiveDefinite(2))) }
        val x = arrayOf(doubleArrayOf(5.0, 1.0), doubleArrayOf(5.0, -2.0), doubleArrayOf(5.0, 4.0))
        val covariance = ExactEm().fit(pairs, Data.of(pairs["x"], x)).estimate("c")
        for (i in 0..1) {
            for (j in 0..1) {
                covariance[i, j] shouldBe (x.sumOf { it[i] * it[j] } / 3 plusOrMinus 1e-12)
            }
        }
    }

    test("and the spread of logarithms") {
        val logs = rows { logNormal(0.0, parameter("s", positive())) }
        ExactEm().fit(logs, Data.of(logs["x"], doubleArrayOf(E * E, E * E))).estimate("s").value() shouldBe (2.0 plusOrMinus 1e-12)
    }

    test("they are refused at their mean, and where the mean is estimated") {
        val models =
            listOf(rows { normal(5.0, parameter("s", positive())) }, rows { normal(parameter("m", real()), parameter("s", positive())) })
        for (model in models) {
            ExactEm().suits(model, Data.of(model["x"], fives)).obstacles().single() shouldContain
                "the likelihood grows without bound as 's' shrinks"
        }
    }
})
