package org.platen.inference.em

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.long
import io.kotest.property.checkAll
import java.util.Random
import kotlin.math.exp
import kotlin.math.ln
import kotlin.math.pow
import org.platen.inference.unconstrained.QuasiNewton

/** A function of two numbers with its derivatives written out. */
private class Surface(
    val value: (Double, Double) -> Double,
    val gradient: (Double, Double) -> List<Double>,
    val hessian: (Double, Double) -> List<Double>,
    private val longest: Double = Double.POSITIVE_INFINITY,
) : Newton.Objective {
    override fun at(point: DoubleArray, gradient: DoubleArray): Double {
        this.gradient(point[0], point[1]).forEachIndexed { i, g -> gradient[i] = g }
        return value(point[0], point[1])
    }

    override fun curvature(point: DoubleArray, direction: DoubleArray): DoubleArray {
        val (a, b, c) = hessian(point[0], point[1])
        return doubleArrayOf(a * direction[0] + b * direction[1], b * direction[0] + c * direction[1])
    }

    override fun longest() = doubleArrayOf(longest, longest)
}

/** Newton and quasi-Newton ascent on functions whose maximum is known (Moré, Garbow and Hillstrom 1981, "Testing unconstrained optimization software"). */
class AscentTest :
    FunSpec({

        val ones = doubleArrayOf(1.0, 1.0)

        val rosenbrock = Surface(
            { x, y -> -(100 * (y - x * x).pow(2) + (1 - x).pow(2)) },
            { x, y -> listOf(400 * x * (y - x * x) + 2 * (1 - x), -200 * (y - x * x)) },
            { x, y -> listOf(400 * (y - x * x) - 800 * x * x - 2, 400 * x, -200.0) },
        )

        test("both climb the valley of Rosenbrock to its end") {
            val start = doubleArrayOf(-1.2, 1.0)
            for (found in listOf(
                Newton.maximise(rosenbrock, start, 100, 1e-14),
                QuasiNewton.maximise(rosenbrock, start, ones, 500, 1e-14),
            )) {
                found[0] shouldBe (1.0 plusOrMinus 1e-5)
                found[1] shouldBe (1.0 plusOrMinus 1e-5)
            }
        }

        test("a concave quadratic is climbed in one Newton step, whatever its units") {
            for (unit in listOf(1e-8, 1.0, 1e8)) {
                val quadratic = Surface(
                    { x, y -> -(x / unit - 3).pow(2) - (y - 5).pow(2) - (x / unit - 3) * (y - 5) },
                    { x, y -> listOf((-2 * (x / unit - 3) - (y - 5)) / unit, -2 * (y - 5) - (x / unit - 3)) },
                    { _, _ -> listOf(-2 / (unit * unit), -1 / unit, -2.0) },
                )
                val found = Newton.maximise(quadratic, doubleArrayOf(0.0, 0.0), 1, 0.0)
                found[0] / unit shouldBe (3.0 plusOrMinus 1e-9)
                found[1] shouldBe (5.0 plusOrMinus 1e-9)
            }
        }

        test("Newton leaves a saddle upwards") {
            // x² − x⁴/4 − y²: a saddle at 0, maxima at x = ±√2.
            val saddle = Surface(
                { x, y -> x * x - x.pow(4) / 4 - y * y },
                { x, y -> listOf(2 * x - x.pow(3), -2 * y) },
                { x, _ -> listOf(2 - 3 * x * x, 0.0, -2.0) },
            )
            val found = Newton.maximise(saddle, doubleArrayOf(0.01, 1.0), 50, 1e-14)
            found[0] shouldBe (Math.sqrt(2.0) plusOrMinus 1e-6)
            found[1] shouldBe (0.0 plusOrMinus 1e-6)
        }

        test("no coordinate moves further in a step than it is trusted to") {
            // The log-likelihood of the log odds of a coin that fell on one side only has no maximum.
            val coin = Surface(
                { x, y -> -10 * ln(1 + exp(-x)) - y * y },
                { x, y -> listOf(10 / (1 + exp(x)), -2 * y) },
                { x, _ -> listOf(-10 * exp(x) / (1 + exp(x)).pow(2), 0.0, -2.0) },
                longest = 1.0,
            )
            Newton.maximise(coin, doubleArrayOf(2.0, 0.0), 3, 0.0)[0] shouldBe (5.0 plusOrMinus 1e-9)
        }

        test("a coordinate at infinity stays there and the others go on") {
            val coin = Surface(
                { x, y -> -ln(1 + exp(-x)) - y * y },
                { x, y -> listOf(if (x.isInfinite()) Double.NaN else 1 / (1 + exp(x)), -2 * y) },
                { x, _ -> listOf(if (x.isInfinite()) Double.NaN else -exp(x) / (1 + exp(x)).pow(2), 0.0, -2.0) },
            )
            val found = Newton.maximise(coin, doubleArrayOf(Double.POSITIVE_INFINITY, 4.0), 5, 1e-12)
            found[0] shouldBe Double.POSITIVE_INFINITY
            found[1] shouldBe (0.0 plusOrMinus 1e-9)
        }

        test("neither ever ends below its start") {
            checkAll(200, Arb.long()) { seed ->
                val random = Random(seed)
                val (a, b, c, d) = List(4) { 2 * random.nextGaussian() }
                val wavy = Surface(
                    { x, y -> Math.sin(a * x + b * y) + Math.cos(c * x * y) - 0.01 * (x * x + y * y) },
                    { x, y ->
                        val wave = Math.cos(a * x + b * y)
                        val product = -Math.sin(c * x * y) * c
                        listOf(a * wave + product * y - 0.02 * x, b * wave + product * x - 0.02 * y)
                    },
                    { x, y ->
                        val wave = -Math.sin(a * x + b * y)
                        val cos = -Math.cos(c * x * y) * c * c
                        listOf(
                            a * a * wave + cos * y * y - 0.02,
                            a * b * wave + cos * x * y - Math.sin(c * x * y) * c,
                            b * b * wave + cos * x * x - 0.02,
                        )
                    },
                )
                val start = doubleArrayOf(d, 3 * random.nextGaussian())
                val before = wavy.value(start[0], start[1])
                Newton.maximise(wavy, start, 5, 1e-12).let { wavy.value(it[0], it[1]) } shouldBeGreaterThanOrEqual before - 1e-12
                QuasiNewton.maximise(wavy, start, ones, 5, 1e-12).let { wavy.value(it[0], it[1]) } shouldBeGreaterThanOrEqual before - 1e-12
            }
        }
    })
