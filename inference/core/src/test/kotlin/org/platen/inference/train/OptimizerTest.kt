package org.platen.inference.train

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlin.math.pow
import kotlin.math.sqrt
import org.platen.inference.assertClose

private val gradients = listOf(0.5, -1.25, 2.0, 0.0, -0.125, 3.0, 1.0)

/** The last of the numbers that [optimizer] gives one parameter, which begins at 2, along [gradients]. */
private fun after(optimizer: Optimizer): Double {
    val p = doubleArrayOf(2.0)
    val slots = Array(optimizer.slots().size) { DoubleArray(1) }
    gradients.forEachIndexed { t, g -> optimizer.update(p, doubleArrayOf(g), 1.0, slots, t.toLong()) }
    return p[0]
}

/** Σᵢ weight(t − i) f(gᵢ) over the steps up to [t]. */
private fun weighted(t: Int, weight: (Int) -> Double, f: (Double) -> Double) = (0..t).sumOf { weight(t - it) * f(gradients[it]) }

private fun moved(step: (Int) -> Double) = 2.0 - gradients.indices.sumOf(step)

/** The expected numbers are the optimisers' recursions solved by hand: sums over all gradients so far. */
class OptimizerTest : FunSpec({
    test("gradient descent adds up gradients") {
        assertClose(after(Optimizer.sgd(0.1)), moved { 0.1 * gradients[it] }, 1e-14)
    }

    test("momentum remembers gradients in a geometric series") {
        val sum = { t: Int -> weighted(t, { 0.9.pow(it) }, { it }) }
        assertClose(after(Optimizer.momentum(0.1)), moved { 0.1 * sum(it) }, 1e-14)
        assertClose(
            after(Optimizer.Momentum(Schedule.constant(0.1), 0.9, true, Double.POSITIVE_INFINITY)),
            moved { 0.1 * (gradients[it] + 0.9 * sum(it)) },
            1e-14,
        )
    }

    test("RMSProp divides by the root of an average of squares, before epsilon") {
        assertClose(
            after(Optimizer.RmsProp(Schedule.constant(0.1), 0.8, 0.01, Double.POSITIVE_INFINITY)),
            moved { t -> 0.1 * gradients[t] / (sqrt(weighted(t, { 0.2 * 0.8.pow(it) }, { it * it })) + 0.01) },
            1e-14,
        )
    }

    test("Adagrad divides by the root of the sum of squares") {
        assertClose(
            after(Optimizer.Adagrad(Schedule.constant(0.1), 0.01, Double.POSITIVE_INFINITY)),
            moved { t -> 0.1 * gradients[t] / (sqrt(weighted(t, { 1.0 }, { it * it })) + 0.01) },
            1e-14,
        )
    }

    val adamStep = { t: Int, rate: Double ->
        val first = weighted(t, { 0.1 * 0.9.pow(it) }, { it }) / (1 - 0.9.pow(t + 1))
        val second = weighted(t, { 0.001 * 0.999.pow(it) }, { it * it }) / (1 - 0.999.pow(t + 1))
        rate * first / (sqrt(second) + 1e-3)
    }

    test("Adam divides corrected averages, epsilon outside the correction") {
        val adam = Optimizer.Adam(Schedule.constant(0.1), 0.9, 0.999, 1e-3, Double.POSITIVE_INFINITY)
        assertClose(after(adam), moved { adamStep(it, 0.1) }, 1e-13)
    }

    test("AdamW shrinks parameters before Adam's step") {
        val adam = Optimizer.AdamW(Schedule.constant(0.1), 0.9, 0.999, 1e-3, 0.05, Double.POSITIVE_INFINITY)
        val expected = gradients.indices.fold(2.0) { p, t -> p * (1 - 0.1 * 0.05) - adamStep(t, 0.1) }
        assertClose(after(adam), expected, 1e-13)
    }

    test("learning rates follow their schedule") {
        val halved = Optimizer.Sgd(Schedule.stepDecay(0.1, 0.5, 2), Double.POSITIVE_INFINITY)
        assertClose(after(halved), moved { 0.1 * 0.5.pow(it / 2) * gradients[it] }, 1e-14)
    }

    test("long gradients are scaled to the length asked for, short ones left alone") {
        val clipped = Optimizer.sgd(1.0).clippedTo(2.0)
        clipped.scale(1.5) shouldBe 1.0
        assertClose(clipped.scale(8.0), 0.25, 1e-6)
    }

    test("numbers that make no sense are refused") {
        shouldThrow<IllegalArgumentException> { Optimizer.adam(0.1).clippedTo(0.0) }
        shouldThrow<IllegalArgumentException> { Optimizer.Momentum(Schedule.constant(0.1), 1.0, false, 1.0) }
    }
})
