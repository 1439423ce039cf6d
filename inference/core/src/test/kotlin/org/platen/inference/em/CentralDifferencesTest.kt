package org.platen.inference.em

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import kotlin.math.tanh

class CentralDifferencesTest :
    FunSpec({

        fun jacobian(point: DoubleArray, scale: Double, gradient: (DoubleArray) -> DoubleArray) =
            CentralDifferences.jacobian(gradient, point, DoubleArray(point.size) { scale }, DoubleArray(point.size) { 1e6 * scale })

        test("steps find a coordinate's unit, whatever size its value suggests") {
            // The gradient of n log cosh(x / unit) flattens beyond the unit: a step too long finds too little. Derivative at 0: n / unit².
            for (unit in listOf(1e-9, 1e-3, 1.0, 1e4)) {
                for (scale in listOf(1e-3, 1.0, 1e6).map { it * unit }) {
                    withClue("unit $unit, scale $scale") {
                        val found = jacobian(doubleArrayOf(0.0), scale) { doubleArrayOf(100 / unit * tanh(it[0] / unit)) }
                        found[0][0] * unit * unit shouldBe (100.0 plusOrMinus 1e-4)
                    }
                }
            }
        }

        test("derivatives of a function of two coordinates in different units") {
            // Gradient of log(1 + x² + 1e8 y²) and its derivatives by hand, at (0.3, 2e-5).
            val (x, y) = 0.3 to 2e-5
            val s = 1 + x * x + 1e8 * y * y
            val found = jacobian(doubleArrayOf(x, y), 0.3) { (a, b) ->
                val sum = 1 + a * a + 1e8 * b * b
                doubleArrayOf(2 * a / sum, 2e8 * b / sum)
            }
            found[0][0] shouldBe (2 / s - 4 * x * x / (s * s) plusOrMinus 1e-5)
            found[0][1] shouldBe (-4e8 * x * y / (s * s) plusOrMinus 1e-1)
            found[1][0] shouldBe (-4e8 * x * y / (s * s) plusOrMinus 1e-1)
            found[1][1] shouldBe (2e8 / s - 4e16 * y * y / (s * s) plusOrMinus 1e3)
        }

        test("coordinates at infinity have no derivatives") {
            val found = jacobian(doubleArrayOf(Double.NEGATIVE_INFINITY, 1.0), 1.0) { doubleArrayOf(0.0, -3 * it[1]) }
            found[0].toList() shouldBe listOf(0.0, 0.0)
            found[1][1] shouldBe (-3.0 plusOrMinus 1e-9)
        }
    })
